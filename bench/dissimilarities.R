# fastdist() compared with packages that compute the same: one table of seconds and ratios.
#
#   Rscript bench/dissimilarities.R DATA [all] [PART ...]
#
# DATA is the folder with the real sets; a part is one of the names at the end of this file (default: all of them).
# The rows of a part are timed in one process, one after another. fastdist(), and peers that take less than a few
# seconds, are repeated, and the median is used. Both processor seconds (all threads) and clock seconds are given.
# On a machine that others use, processor seconds are fairer for one thread. `best` is the shortest clock time,
# which is disturbed least. `speed` says how many times faster a run is than the reference (the first peer), by the
# best clock time. On the Jaccard tables the peers take minutes, so they are timed on the first rows and scaled by
# the number of pairs; the table notes this ("all" runs them in full).

source(file.path("bench", "common.R"))
library(fastpam)
data <- data_folder()
options <- commandArgs(trailingOnly = TRUE)[-1]
full <- "all" %in% options
parts <- setdiff(options, "all")

# Runs f until `times` runs or `limit` seconds are over, at least once.
timed <- function(f, times = 7, limit = 6) {
  runs <- matrix(0, 2, 0)
  while (ncol(runs) < times && (ncol(runs) == 0 || sum(runs[2, ]) < limit)) {
    gc(FALSE)
    t <- system.time(f())
    runs <- cbind(runs, c(t[["user.self"]] + t[["sys.self"]], t[["elapsed"]]))
  }
  c(cpu = stats::median(runs[1, ]), clock = stats::median(runs[2, ]), best = min(runs[2, ]), runs = ncol(runs))
}
# Whether the values are those of the reference: to the last bit, or how far off.
agreement <- function(a, b) {
  a <- as.vector(a)
  b <- as.vector(b)
  if (length(a) != length(b)) return("")
  if (identical(a, b)) return("same bits")
  sprintf("relative difference %.1e", max(abs(a - b) / pmax(abs(b), 1e-300) * (a != b)))
}
parallel_dist <- function(x, method, threads) {
  RcppParallel::setThreadOptions(threads)
  on.exit(RcppParallel::setThreadOptions())
  parallelDist::parDist(x, method, threads = threads)
}

# `peers`: functions of the data, named by package and function; the first is the reference. `few`:
# the number of rows that the peers get.
compare <- function(what, x, metric, peers, peer_x = x, few = nrow(x), ...) {
  force(peer_x) # before x loses rows
  rows <- list()
  add <- function(who, f, scale = 1, of = ours, reading = NULL) {
    result <- NULL
    time <- timed(function() result <<- f())
    note <- if (is.null(of)) "" else agreement(of, result)
    if (scale > 1) note <- sprintf("%s; from %d rows in %.2f s", note, few, time[["best"]])
    if (!is.null(reading)) note <- paste(c(note[nzchar(note)], reading), collapse = "; ")
    rows[[length(rows) + 1]] <<- data.frame(
      data = what, by = who, cpu_s = time[["cpu"]] * scale, clock_s = time[["clock"]] * scale,
      best_s = time[["best"]] * scale, runs = time[["runs"]], values = note
    )
    result
  }
  ours <- NULL
  for (precision in c("double", "single")) {
    for (threads in 1:2) {
      who <- sprintf("fastdist%s, %d thread%s", if (precision == "single") ", single" else "", threads, if (threads > 1) "s" else "")
      got <- add(who, function() fastdist(x, metric, ..., precision = precision, n_threads = threads))
      if (is.null(ours)) ours <- as.vector(got)
    }
  }
  small <- seq_len(if (full) nrow(x) else few)
  if (length(small) < nrow(x)) {
    x <- x[small, , drop = FALSE]
    ours <- as.vector(fastdist(x, metric, ...))
  }
  scale <- choose(nrow(peer_x), 2) / choose(length(small), 2)
  for (peer in names(peers)) {
    if (!requireNamespace(sub("::.*", "", peer), quietly = TRUE)) next
    add(peer, function() peers[[peer]](peer_x[small, , drop = FALSE]), scale)
  }
  table <- do.call(rbind, rows)
  table$speed <- if (nrow(table) > 4) table$best_s[5] / table$best_s else NA
  tables[[length(tables) + 1]] <<- table
  cat("\n")
  markdown(table)
}
tables <- list()

random_bits <- function() {
  set.seed(1)
  matrix(as.double(stats::rbinom(5e6, 1, 0.5)), 5000)
}
genes <- function() {
  t(as.matrix(utils::read.delim(
    gzfile(file.path(data, "pangenome_efaecalis", "gene_presence_absence.Rtab.gz")),
    row.names = 1, check.names = FALSE
  )))
}
normal <- function(n) {
  set.seed(2)
  matrix(stats::rnorm(n * 64), n)
}
binary_peers <- list(
  "stats::dist" = function(x) stats::dist(x, "binary"),
  "parallelDist::parDist, 1 thread" = function(x) parallel_dist(x, "binary", 1),
  "parallelDist::parDist, 2 threads" = function(x) parallel_dist(x, "binary", 2),
  "proxy::dist" = function(x) proxy::dist(x > 0, "Jaccard"),
  "vegan::vegdist" = function(x) vegan::vegdist(x, "jaccard", binary = TRUE),
  "philentropy::distance" = function(x) {
    philentropy::distance(x, "jaccard", as.dist.obj = TRUE, mute.message = TRUE)
  }
)
gower_peers <- list(
  "cluster::daisy" = function(x) suppressWarnings(cluster::daisy(x, "gower")),
  # It has other rules for ordered factors, and compares one row with all others at a time.
  "gower::gower_dist, 1 thread" = function(x) {
    for (i in seq_len(nrow(x) - 1)) gower::gower_dist(x[i, ], x, nthread = 1)
  },
  "gower::gower_dist, 2 threads" = function(x) {
    for (i in seq_len(nrow(x) - 1)) gower::gower_dist(x[i, ], x, nthread = 2)
  }
)

# The increase of the peak memory of a fresh process, relative to the size of the result.
peak_memory <- function() {
  code <- paste(
    "library(fastpam); x <- matrix(rnorm(64e4), 1e4); invisible(fastdist(x[1:50, ])); invisible(gc(FALSE))",
    "status <- function(key) as.numeric(gsub('[^0-9]', '', grep(key, readLines('/proc/self/status'), value = TRUE)))",
    "before <- status('VmRSS'); d <- fastdist(x, n_threads = 2)",
    "cat((status('VmHWM') - before) * 1024 / (8 * length(d)))", sep = "; "
  )
  script <- tempfile(fileext = ".R")
  writeLines(code, script)
  libs <- paste(.libPaths(), collapse = .Platform$path.sep)
  ratio <- as.numeric(system2(file.path(R.home("bin"), "Rscript"), script, stdout = TRUE, env = paste0("R_LIBS=", libs)))
  cat(sprintf("\npeak memory of fastdist(), euclidean 10000 x 64, 2 threads: %.3f of the result\n", ratio))
}

runs <- list(
  "jaccard-genes" = function() {
    x <- genes()
    compare(sprintf("jaccard, E. faecalis %d x %d", nrow(x), ncol(x)), x, "jaccard", binary_peers, x + 0, few = 200)
  },
  "jaccard-random" = function() {
    x <- random_bits()
    compare("jaccard, random 5000 x 1000", x, "jaccard", binary_peers, few = 1000)
  },
  euclidean = function() {
    compare("euclidean, 10000 x 64", normal(10000), "euclidean", list(
      "stats::dist" = function(x) stats::dist(x),
      "cluster::daisy" = function(x) cluster::daisy(x),
      "proxy::dist" = function(x) proxy::dist(x),
      "parallelDist::parDist, 1 thread" = function(x) parallel_dist(x, "euclidean", 1),
      "parallelDist::parDist, 2 threads" = function(x) parallel_dist(x, "euclidean", 2),
      "vegan::vegdist" = function(x) vegan::vegdist(x, "euclidean"),
      "Rfast::Dist" = function(x) Rfast::Dist(x, vector = TRUE),
      "philentropy::distance" = function(x) {
        philentropy::distance(x, "euclidean", as.dist.obj = TRUE, mute.message = TRUE)
      }
    ))
  },
  manhattan = function() {
    compare("manhattan, 2000 x 64", normal(2000), "manhattan", list(
      "stats::dist" = function(x) stats::dist(x, "manhattan"),
      "cluster::daisy" = function(x) cluster::daisy(x, "manhattan"),
      "proxy::dist" = function(x) proxy::dist(x, "manhattan"),
      "parallelDist::parDist, 1 thread" = function(x) parallel_dist(x, "manhattan", 1),
      "Rfast::Dist" = function(x) Rfast::Dist(x, "manhattan", vector = TRUE)
    ))
  },
  cosine = function() {
    compare("cosine, 2000 x 64", normal(2000), "cosine", list(
      "proxy::dist" = function(x) proxy::dist(x, "cosine"),
      "parallelDist::parDist, 1 thread" = function(x) parallel_dist(x, "cosine", 1)
    ))
  },
  braycurtis = function() {
    compare("braycurtis, 2000 x 64", abs(normal(2000)), "braycurtis", list(
      "vegan::vegdist" = function(x) vegan::vegdist(x, "bray"),
      "parallelDist::parDist, 1 thread" = function(x) parallel_dist(x, "bray", 1),
      "philentropy::distance" = function(x) {
        philentropy::distance(x, "sorensen", as.dist.obj = TRUE, mute.message = TRUE)
      }
    ))
  },
  "gower-credit" = function() {
    x <- readRDS(file.path(data, "mixed_credit_data", "credit_data.rds"))
    compare(sprintf("gower, credit %d x %d", nrow(x), ncol(x)), x, "gower", gower_peers, warn_type = FALSE)
  },
  "gower-diamonds" = function() {
    x <- as.data.frame(readRDS(file.path(data, "mixed_diamonds", "diamonds.rds")))[1:10000, ]
    compare("gower, diamonds 10000 x 10", x, "gower", gower_peers, warn_type = FALSE)
  },
  memory = peak_memory
)
for (part in if (length(parts)) match.arg(parts, names(runs), several.ok = TRUE) else names(runs)) runs[[part]]()
