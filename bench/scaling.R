# How time and work grow with n and with k, with fitted exponents and pictures.
#
#   Rscript bench/scaling.R [n|k ...] [quick]
#
# Gaussian mixtures in 10 dimensions, `dist` input, one thread, whole calls (BUILD, SWAP, statistics;
# processor seconds; the median of five up to n = 20,000), in one R process. `rows` is the
# work that does not depend on the machine: how many rows of n dissimilarities BUILD and SWAP read,
# as a multiple of n. Exponents are slopes of log(seconds) over log(n) or log(k), least squares over
# the upper half of the sizes, where constants matter less.
#
#   n   k = 100, n from 1,000 to 50,000 (above 20,000 in single precision, from data)
#   k   n = 10,000, k from 2 to 1,000
#
# Writes bench/results/scaling-n.png and scaling-k.png.

source(file.path("bench", "common.R"))
library(fastpam)
args <- commandArgs(trailingOnly = TRUE)
quick <- "quick" %in% args
parts <- intersect(args, c("n", "k"))
if (!length(parts)) parts <- c("n", "k")

ours <- list(
  "fastpam, exact PAM" = function(d, k, ...) fastpam(d, k, n_threads = 1, keep.data = FALSE, ...),
  "fastpam, FasterPAM from random medoids" = function(d, k, ...) {
    fastpam(d, k, variant = "faster", n_threads = 1, keep.data = FALSE, ...)
  }
)
theirs <- list(
  "cluster, f_3" = function(d, k) cluster::pam(d, k, variant = "f_3", keep.diss = FALSE),
  "cluster, faster" = function(d, k) cluster::pam(d, k, variant = "faster", keep.diss = FALSE)
)
# The largest sizes for which a peer is worth waiting for.
worth <- function(who, n, k) {
  switch(who, "cluster, f_3" = n <= 4000 && k <= 100, "cluster, faster" = n <= 10000 && k <= 200, TRUE)
}

measure <- function(n, k, x, single = FALSE) {
  d <- if (single) x else fastdist(x)
  runs <- if (single) ours else c(ours, theirs)
  rows <- lapply(names(runs), function(who) {
    if (!worth(who, n, k)) return(NULL)
    call <- function() {
      set.seed(1)
      if (single) runs[[who]](d, k, precision = "single") else runs[[who]](d, k)
    }
    time <- seconds(function() fit <<- call(), if (n <= 20000 && who %in% names(ours)) 5 else 1)
    row <- data.frame(
      by = paste0(who, if (single) ", single, from data"), n = n, k = k, cpu_s = time[["cpu"]],
      clock_s = time[["clock"]], objective = fit$objective[["swap"]],
      swaps = if (is.null(fit$swaps)) NA else fit$swaps,
      rows = if (is.null(fit$work)) NA else fit$work[["rows_read"]] / n
    )
    cat(sprintf("%-60s n %6d k %5d cpu %9.3f s, rows %6.1f n, %s swaps\n", row$by, n, k, row$cpu_s, row$rows, row$swaps))
    row
  })
  do.call(rbind, rows)
}

exponents <- function(table, size) {
  for (who in unique(table$by)) {
    rows <- table[table$by == who, ]
    rows <- rows[rows[[size]] >= stats::median(rows[[size]]), ]
    if (nrow(rows) < 2) next
    slope <- stats::coef(stats::lm(log(rows$cpu_s) ~ log(rows[[size]])))[[2]]
    cat(sprintf(
      "* %s: seconds grow like %s^%.2f between %s = %s and %s\n", who, size, slope, size,
      format(min(rows[[size]]), big.mark = ","), format(max(rows[[size]]), big.mark = ",")
    ))
  }
}

picture <- function(table, size, file, title) {
  # Okabe and Ito's colours, told apart by the colour-blind.
  colours <- c("#0072B2", "#56B4E9", "#D55E00", "#E69F00", "#009E73", "#CC79A7")
  who <- unique(table$by)
  grDevices::png(file, width = 1600, height = 1000, res = 180)
  on.exit(grDevices::dev.off())
  graphics::par(mar = c(4.2 + ceiling(length(who) / 2), 5, 2.5, 1), mgp = c(3.6, 0.8, 0), las = 1)
  plot(
    table[[size]], table$cpu_s, log = "xy", type = "n", xlab = "", ylab = "processor seconds, one thread",
    main = title, panel.first = graphics::grid(equilogs = FALSE, col = "grey90", lty = 1)
  )
  for (i in seq_along(who)) {
    rows <- table[table$by == who[i], ]
    graphics::lines(rows[[size]], rows$cpu_s, type = "b", pch = 14 + i, col = colours[i], lwd = 2)
  }
  graphics::mtext(size, side = 1, line = 2.2)
  # Below the axis: lines go everywhere.
  graphics::par(mar = c(0.3, 1, 0, 1), fig = c(0, 1, 0, 1), new = TRUE)
  graphics::plot.new()
  graphics::legend(
    "bottom", who, col = colours[seq_along(who)], pch = 14 + seq_along(who), lwd = 2, bty = "n", cex = 0.7,
    ncol = 2, xpd = NA
  )
}

invisible(fastpam(fastdist(gaussian_mixture(2000, 10, 20)), 20))
for (part in parts) {
  if (part == "n") {
    sizes <- if (quick) c(500, 1000, 2000) else c(1000, 2000, 4000, 7000, 10000, 14000, 20000, 30000, 50000)
    table <- do.call(rbind, lapply(sizes, function(n) {
      x <- gaussian_mixture(n, 10, 100)
      rbind(if (n <= 20000) measure(n, 100, x), if (n >= 14000) measure(n, 100, x, single = TRUE))
    }))
    title <- "Growth over n, k = 100"
  } else {
    n <- if (quick) 1000 else 10000
    ks <- if (quick) c(2, 10, 50) else c(2, 5, 10, 20, 50, 100, 200, 500, 1000)
    x <- gaussian_mixture(n, 10, 200)
    table <- do.call(rbind, lapply(ks, function(k) measure(n, k, x)))
    title <- sprintf("Growth over k, n = %s", format(n, big.mark = ","))
  }
  file <- sprintf("scaling-%s.png", part)
  picture(table, part, file.path("bench", "results", file), title)
  cat("\n## ", title, "\n\n![", title, "](", file, ")\n\n", sep = "")
  markdown(table[order(table$by), ])
  cat("\n")
  exponents(table, part)
}
