# The OR-Library p-median instances: does FasterPAM from random starts reach the published optima?
#
#   Rscript bench/orlib.R [DATA]
#
# Dissimilarity: all-pairs shortest paths (Floyd), the last line of a repeated edge wins. Losses are
# sums, as published. `hits` is the number of the 100 starts that end in the best loss found.

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
rows <- lapply(seq_len(nrow(known)), function(i) {
  instance <- shortest_paths(file.path(folder, paste0(known$instance[i], ".txt.gz")))
  d <- stats::as.dist(instance$d)
  n <- nrow(instance$d)
  set.seed(1)
  time <- seconds(function() {
    fit <<- fastpam(d, instance$p, variant = "fasterpam", nstart = 100, cluster.only = FALSE)
  })
  exact <- fastpam(d, instance$p)
  data.frame(
    instance = known$instance[i], n = n, p = instance$p, optimum = known$optimum[i],
    fasterpam_100 = round(fit$objective[["swap"]] * n), hits = sum(fit$starts == min(fit$starts)),
    gap_percent = 100 * (round(fit$objective[["swap"]] * n) / known$optimum[i] - 1),
    median_start = stats::median(fit$starts) * n, pam = round(exact$objective[["swap"]] * n),
    cpu_s = time[["cpu"]], clock_s = time[["clock"]]
  )
})
table <- do.call(rbind, rows)
markdown(table)
cat(sprintf(
  "\n%d of %d optima reached; largest gap %.3f %%.\n", sum(table$gap_percent == 0), nrow(table),
  max(table$gap_percent)
))
