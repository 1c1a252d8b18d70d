# The family of both papers on their data: original PAM, cluster's variants, fastkmedoids, ours.
#
#   Rscript bench/family.R [DATA] [quick] [PART ...]
#
# A part is a set and a k: leaves-10, leaves-100, leaves-200, optdigits-10, optdigits-100 (default: all).
# leaves100 texture (1,600 x 64, k = 10, 100, 200) and optdigits (5,620 x 64, k = 10, 100), Euclidean
# `dist` made beforehand. Whole calls, statistics included, except where a package has none. `original`
# runs on leaves only (hours on optdigits); "quick" leaves it out. Ratios are to our exact PAM on one
# thread, in processor seconds.

source(file.path("bench", "common.R"))
library(fastpam)
folder <- data_folder()
options <- commandArgs(trailingOnly = TRUE)[-1]
quick <- "quick" %in% options
parts <- setdiff(options, "quick")
fkm <- requireNamespace("fastkmedoids", quietly = TRUE)

optdigits <- do.call(rbind, lapply(c("tra", "tes"), function(part) {
  read.csv(file.path(folder, "optdigits", paste0(part, ".csv.gz")))[, 1:64]
}))
sets <- list(
  list(name = "leaves", x = as.matrix(leaves[-1]), k = c(10, 100, 200), original = !quick),
  list(name = "optdigits", x = as.matrix(optdigits), k = c(10, 100), original = FALSE)
)

bench <- function(set, k, d) {
  n <- attr(d, "Size")
  loss <- function(fit) fit$objective[["swap"]]
  rows <- list()
  run <- function(who, f, value = loss, times = 3) {
    time <- seconds(function() result <<- f(), times)
    rows[[length(rows) + 1]] <<- data.frame(
      data = sprintf("%s, n = %d, k = %g", set$name, n, k), by = who, loss = value(result),
      cpu_s = time[["cpu"]], clock_s = time[["clock"]]
    )
    result
  }
  ours <- function(variant, ..., threads = 1) {
    function() {
      set.seed(1)
      fastpam(d, k, variant = variant, n_threads = threads, ...)
    }
  }
  theirs <- function(variant) {
    function() {
      set.seed(1)
      cluster::pam(d, k, variant = variant)
    }
  }
  exact <- run("fastpam, pam (exact)", ours("pam"))
  run("fastpam, pam (exact), 2 threads", ours("pam", threads = 2))
  run("fastpam, fastpam1", ours("fastpam1"))
  run("fastpam, fastpam2", ours("fastpam2"))
  run("fastpam, fasterpam from BUILD", ours("fasterpam"))
  run("fastpam, fasterpam from random", ours("faster"))
  run("fastpam, fasterpam from LAB", ours("fasterpam", init = "lab"))
  run("fastpam, alternating from random", ours("alternating", init = "random"))
  for (variant in c("o_2", "f_3", "f_5", "faster")) {
    if (variant == "o_2" && n > 2000) next
    run(paste("cluster,", variant), theirs(variant), times = 1)
  }
  if (set$original) {
    reference <- run("cluster, original", theirs("original"), times = 1)
    stopifnot(
      identical(reference$id.med, exact$id.med), identical(reference$objective, exact$objective),
      identical(reference$silinfo, exact$silinfo)
    )
  }
  if (fkm) {
    run(
      "fastkmedoids, fastpam", function() {
        fastkmedoids::fastpam(as.numeric(d), n, k, initializer = "LAB", seed = 1)
      }, function(fit) fit@cost / n, times = 1
    )
  }
  table <- do.call(rbind, rows)
  table$ratio <- table$cpu_s / table$cpu_s[1]
  table
}
tables <- list()
for (set in sets) {
  ks <- set$k[!length(parts) | paste(set$name, set$k, sep = "-") %in% parts]
  d <- if (length(ks)) dist(set$x)
  for (k in ks) tables[[length(tables) + 1]] <- bench(set, k, d)
}
markdown(do.call(rbind, tables))
