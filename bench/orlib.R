# The OR-Library p-median instances: does FasterPAM from random starts reach the published optima?
#
# And does effort = "high" in less time? How far is the proven lower bound?
#
#   Rscript bench/orlib.R [DATA] [seeds=N | high=N]
#
# Dissimilarity: all-pairs shortest paths (Floyd); if an edge is repeated, its last line counts. Losses are sums,
# as published. Gaps are in percent of the optimum; gaps between optimum and bound are in percent of the bound.
#
# "seeds=N" prints the distribution over seeds 1 to N instead, for each way to start: how many optima 100 starts
# reach and how far the others are. The seeds are not selected. "high=N" prints the same for effort = "high".

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

high <- as.integer(sub("high=", "", grep("^high=", commandArgs(trailingOnly = TRUE), value = TRUE)))
if (length(high)) {
  gap <- vapply(seq_along(instances), function(i) {
    d <- stats::as.dist(instances[[i]]$d)
    vapply(seq_len(high), function(seed) {
      set.seed(seed)
      100 * (sum_of(fastpam(d, instances[[i]]$p, effort = "high"), instances[[i]]) / known$optimum[i] - 1)
    }, 0)
  }, double(high))
  gap <- matrix(gap, high)
  markdown(data.frame(
    seed = seq_len(high), optima = rowSums(gap == 0), largest_gap = apply(gap, 1, max)
  ))
  quit()
}
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

# effort = "high" and the bound, beside the 100 starts.
rows <- lapply(seq_len(nrow(known)), function(i) {
  instance <- instances[[i]]
  d <- stats::as.dist(instance$d)
  n <- nrow(instance$d)
  set.seed(1)
  starts <- seconds(function() fit <<- fastpam(d, instance$p, variant = "fasterpam", nstart = 100))
  set.seed(1)
  effort <- seconds(function() high <<- fastpam(d, instance$p, effort = "high"))
  bounding <- seconds(function() bound <<- fastpam_bound(high, d))
  exact <- fastpam(d, instance$p)
  lower <- bound$bound * n
  stopifnot(lower <= known$optimum[i] * (1 + 1e-12))
  data.frame(
    instance = known$instance[i], n = n, p = instance$p, optimum = known$optimum[i],
    pam = sum_of(exact, instance), starts_100 = sum_of(fit, instance), high = sum_of(high, instance),
    gap_100 = 100 * (sum_of(fit, instance) / known$optimum[i] - 1),
    gap_high = 100 * (sum_of(high, instance) / known$optimum[i] - 1),
    bound = lower, bound_gap = 100 * (known$optimum[i] / lower - 1), proven = bound$optimal,
    cpu_100 = starts[["cpu"]], cpu_high = effort[["cpu"]], cpu_bound = bounding[["cpu"]]
  )
})
table <- do.call(rbind, rows)
table$proven <- ifelse(table$proven, "yes", "no")
markdown(table)
summarise <- function(label, gap, cpu) {
  cat(sprintf(
    "\n%s: %d of %d optima reached; largest gap %.3f %%; %.2f s of the processor.\n", label, sum(gap == 0),
    nrow(table), max(gap), sum(cpu)
  ))
}
summarise("100 starts", table$gap_100, table$cpu_100)
summarise("effort = \"high\"", table$gap_high, table$cpu_high)
cat(sprintf(
  "\nBounds: none above the optimum, %d of %d within 0.5 %%, %d at the optimum; %.1f s.\n",
  sum(table$bound_gap <= 0.5), nrow(table), sum(table$bound_gap < 1e-9), sum(table$cpu_bound)
))
