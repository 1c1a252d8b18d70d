# The OR-Library p-median instances: does FasterPAM from random starts reach the published optima?
#
#   Rscript bench/orlib.R [DATA] [seeds=N]
#
# Dissimilarity: all-pairs shortest paths (Floyd), the last line of a repeated edge wins. Losses are
# sums, as published. `hits` is the number of the 100 starts that end in the best loss found.
#
# "seeds=N" prints the distribution over seeds 1 to N instead, for each way to start: how many optima
# 100 starts reach and how far the others are. Nothing in it is picked: one seed is as good as another.

source(file.path("bench", "common.R"))
library(fastpam)
folder <- file.path(data_folder(), "orlib_pmed")

shortest_paths <- function(file) {
  numbers <- scan(file, quiet = TRUE)
  n <- numbers[1]
  edges <- matrix(numbers[-(1:3)], ncol = 3, byrow = TRUE)
  d <- matrix(Inf, n, n)
  for (e in seq_len(nrow(edges))) {
    d[edges[e, 1], edges[e, 2]] <- d[edges[e, 2], edges[e, 1]] <- edges[e, 3]
  }
  diag(d) <- 0
  for (via in seq_len(n)) d <- pmin(d, outer(d[, via], d[via, ], `+`))
  list(d = d, p = numbers[3])
}

known <- read.csv(file.path(folder, "pmedopt_even_dev.csv"))
instances <- lapply(file.path(folder, paste0(known$instance, ".txt.gz")), shortest_paths)
sum_of <- function(fit, instance) round(fit$objective[["swap"]] * nrow(instance$d))

seeds <- as.integer(sub("seeds=", "", grep("^seeds=", commandArgs(trailingOnly = TRUE), value = TRUE)))
if (length(seeds)) {
  gaps <- list()
  for (init in c("random", "kmeanspp", "lab")) {
    gap <- vapply(seq_along(instances), function(i) {
      d <- stats::as.dist(instances[[i]]$d)
      vapply(seq_len(seeds), function(seed) {
        set.seed(seed)
        fit <- fastpam(d, instances[[i]]$p, variant = "fasterpam", init = init, nstart = 100)
        100 * (sum_of(fit, instances[[i]]) / known$optimum[i] - 1)
      }, 0)
    }, double(seeds))
    gaps[[init]] <- gap
    cat(sprintf(
      "%-9s optima of %d: %s; largest gap: %s %%; seeds with 15 optima and all within 0.3 %%: %d of %d\n", init,
      nrow(known), toString(rowSums(gap == 0)), toString(sprintf("%.2f", apply(gap, 1, max))),
      sum(rowSums(gap == 0) >= 15 & apply(gap, 1, max) <= 0.3), seeds
    ))
  }
  range_of <- function(gap) sprintf("%.2f (%.2f-%.2f), %d", apply(gap, 2, stats::median), apply(gap, 2, min), apply(gap, 2, max), colSums(gap == 0))
  cat("\nGap in percent, median (smallest-largest), and the number of seeds that reach the optimum:\n\n")
  markdown(data.frame(instance = known$instance, lapply(gaps, range_of)))
  quit()
}

rows <- lapply(seq_len(nrow(known)), function(i) {
  instance <- instances[[i]]
  d <- stats::as.dist(instance$d)
  n <- nrow(instance$d)
  set.seed(1)
  time <- seconds(function() {
    fit <<- fastpam(d, instance$p, variant = "fasterpam", nstart = 100, cluster.only = FALSE)
  })
  exact <- fastpam(d, instance$p)
  data.frame(
    instance = known$instance[i], n = n, p = instance$p, optimum = known$optimum[i],
    fasterpam_100 = sum_of(fit, instance), hits = sum(fit$starts == min(fit$starts)),
    gap_percent = 100 * (sum_of(fit, instance) / known$optimum[i] - 1),
    median_start = stats::median(fit$starts) * n, pam = sum_of(exact, instance),
    cpu_s = time[["cpu"]], clock_s = time[["clock"]]
  )
})
table <- do.call(rbind, rows)
markdown(table)
cat(sprintf(
  "\n%d of %d optima reached; largest gap %.3f %%.\n", sum(table$gap_percent == 0), nrow(table),
  max(table$gap_percent)
))
