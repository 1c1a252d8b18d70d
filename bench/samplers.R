# CLARA and CLARANS against cluster::clara and fastkmedoids: loss and time on birch1 and
# Fashion-MNIST, and time and memory on a million objects.
#
#   Rscript bench/samplers.R FOLDER [birch1|tenth|fashion|fashion-peers|million ...]
#
# FOLDER has sipu/birch1.data.gz and fashion_mnist/train20k-images-idx3-ubyte.gz. fastkmedoids is
# used where it is installed. CPU seconds are those of all threads; elapsed seconds depend on what
# else the machine does. Losses are recomputed from the medoids, mean over the seeds.

library(fastpam)
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
parts <- if (length(arguments) > 1) arguments[-1] else c("birch1", "tenth", "fashion", "fashion-peers", "million")
other <- requireNamespace("fastkmedoids", quietly = TRUE)

# Mean distance to the nearest of the rows `ids`, by plain R.
loss_of <- function(x, ids) {
  least <- rep(Inf, nrow(x))
  for (i in ids) {
    d <- 0
    for (v in seq_len(ncol(x))) d <- d + (x[, v] - x[i, v])^2
    least <- pmin(least, d)
  }
  mean(sqrt(least))
}

# Runs f() for each seed; a row of the table.
measure <- function(label, x, f, seeds = 1:3) {
  runs <- vapply(seeds, function(seed) {
    set.seed(seed)
    gc()
    time <- system.time(ids <- f(seed))
    c(loss_of(x, ids), sum(time[c("user.self", "sys.self")]), time[["elapsed"]])
  }, double(3))
  row <- data.frame(
    run = label, loss = mean(runs[1, ]), cpu = mean(runs[2, ]), elapsed = mean(runs[3, ]),
    seeds = length(seeds)
  )
  cat(sprintf("%-58s loss %.6g  cpu %.3g  elapsed %.3g\n", label, row$loss, row$cpu, row$elapsed))
  row
}

# The same as a table, with ratios to the run named `base`: loss divided by its loss, its seconds
# divided by these.
table_of <- function(rows, base) {
  rows <- do.call(rbind, rows)
  of <- rows[rows$run == base, ]
  rows$loss_ratio <- rows$loss / of$loss
  rows$cpu_ratio <- of$cpu / rows$cpu
  rows$elapsed_ratio <- of$elapsed / rows$elapsed
  cat("\n| run | seeds | loss | / base | CPU s | times less | elapsed s | times less |\n|---|---|---|---|---|---|---|---|\n")
  cat(sprintf(
    "| %s | %d | %.6g | %.4f | %.3g | %.3g | %.3g | %.3g |\n", rows$run, rows$seeds, rows$loss,
    rows$loss_ratio, rows$cpu, rows$cpu_ratio, rows$elapsed, rows$elapsed_ratio
  ), sep = "")
}

clara_runs <- function(x, k, size = 80 + 4 * k, seeds = 1:3) {
  plain <- function(...) fastclara(x, k, sampsize = size, progress = FALSE, ...)$i.med
  list(
    measure("clara, 5 samples", x, function(s) {
      cluster::clara(x, k, samples = 5, sampsize = size, rngR = TRUE, pamLike = TRUE)$i.med
    }, seeds),
    measure("fastclara pam, 1 thread", x, function(s) plain(variant = "pam", n_threads = 1), seeds),
    measure("fastclara pam, 2 threads", x, function(s) plain(variant = "pam", n_threads = 2), seeds),
    measure("fastclara fasterpam, 1 thread", x, function(s) plain(n_threads = 1), seeds),
    measure("fastclara fasterpam, 2 threads", x, function(s) plain(n_threads = 2), seeds),
    measure("fastclara fasterpam, 2 threads, independent", x, function(s) {
      plain(n_threads = 2, independent = TRUE)
    }, seeds),
    measure("fastclara fasterpam, 2 threads, sampsize 2000", x, function(s) {
      fastclara(x, k, sampsize = 2000, n_threads = 2, progress = FALSE)$i.med
    }, seeds)
  )
}

clarans_run <- function(x, k, variant, threads, seeds = 1:3) {
  measure(sprintf("fastclarans %s, %d thread%s", variant, threads, if (threads > 1) "s" else ""), x,
    function(s) {
      fastclarans(x, k, variant = variant, n_threads = threads, stats = FALSE, progress = FALSE)$id.med
    }, seeds
  )
}

peer_runs <- function(x, d, n, k, size, seeds) {
  if (!other) return(list())
  list(
    measure("fastkmedoids fastclara (dist given)", x, function(s) {
      fastkmedoids::fastclara(d, n, k, numsamples = 5, sampling = size / n, seed = s)@medoids + 1
    }, seeds),
    measure("fastkmedoids fastclarans (dist given)", x, function(s) {
      fastkmedoids::fastclarans(d, n, k, seed = s)@medoids + 1
    }, seeds)
  )
}

status <- function(key) {
  line <- grep(key, readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("\\D", "", line)) / 1024
}

birch1 <- function() as.matrix(read.table(gzfile(file.path(folder, "sipu", "birch1.data.gz"))))

if ("birch1" %in% parts) {
  x <- birch1()
  cat("\nbirch1, ", nrow(x), " x ", ncol(x), ", k = 100\n", sep = "")
  rows <- c(clara_runs(x, 100), list(
    clarans_run(x, 100, "fast", 1), clarans_run(x, 100, "fast", 2), clarans_run(x, 100, "classic", 2, 1)
  ))
  table_of(rows, "clara, 5 samples")
}

if ("tenth" %in% parts) {
  # fastkmedoids needs all dissimilarities, 40 GB for birch1. So a tenth of the data is used.
  x <- birch1()
  set.seed(1)
  x <- x[sort(sample.int(nrow(x), 10000)), ]
  d <- stats::dist(x)
  cat("\nbirch1, every tenth object, k = 100\n")
  rows <- c(clara_runs(x, 100), list(clarans_run(x, 100, "fast", 1)), list(
    measure("fastclara fasterpam, 1 thread (dist given)", x, function(s) {
      fastclara(d, 100, n_threads = 1, progress = FALSE)$i.med
    }),
    measure("fastclarans fast, 1 thread (dist given)", x, function(s) {
      fastclarans(d, 100, n_threads = 1, stats = FALSE, progress = FALSE)$id.med
    })
  ), peer_runs(x, d, nrow(x), 100, 480, 1:3))
  table_of(rows, "clara, 5 samples")
  rm(d)
}

fashion <- function() {
  con <- gzfile(file.path(folder, "fashion_mnist", "train20k-images-idx3-ubyte.gz"), "rb")
  on.exit(close(con))
  n <- readBin(con, "integer", 4, endian = "big")[2]
  matrix(as.double(readBin(con, "integer", n * 784, size = 1, signed = FALSE)), n, byrow = TRUE)
}

if ("fashion" %in% parts) {
  x <- fashion()
  cat("\nFashion-MNIST, ", nrow(x), " x ", ncol(x), ", k = 10\n", sep = "")
  rows <- c(clara_runs(x, 10, seeds = 1:2), list(clarans_run(x, 10, "fast", 2, 1:2)))
  table_of(rows, "clara, 5 samples")
}

if ("fashion-peers" %in% parts) {
  x <- fashion()
  cat("\nFashion-MNIST from dissimilarities, k = 10\n")
  time <- system.time(d <- fastdist(x))
  cat(sprintf("(all dissimilarities by fastdist: cpu %.3g, elapsed %.3g)\n", sum(time[1:2]), time[[3]]))
  rows <- c(list(
    measure("fastclara fasterpam, 1 thread (dist given)", x, function(s) {
      fastclara(d, 10, n_threads = 1, progress = FALSE)$i.med
    }, 1),
    measure("fastclarans fast, 1 thread (dist given)", x, function(s) {
      fastclarans(d, 10, n_threads = 1, stats = FALSE, progress = FALSE)$id.med
    }, 1)
  ), peer_runs(x, d, nrow(x), 10, 120, 1))
  table_of(rows, if (other) "fastkmedoids fastclara (dist given)" else "fastclara fasterpam, 1 thread (dist given)")
}

if ("million" %in% parts) {
  set.seed(1)
  n <- 1e6
  centres <- matrix(rnorm(100 * 20, sd = 3), 100)
  x <- centres[sample.int(100, n, replace = TRUE), ] + rnorm(n * 20)
  gc()
  cat("\nn = 1,000,000, p = 20, k = 100\n")
  writeLines("5", "/proc/self/clear_refs")
  before <- status("VmRSS")
  rows <- list(measure("fastclara pam, 2 threads", x, function(s) {
    fastclara(x, 100, sampsize = 480, variant = "pam", n_threads = 2, progress = FALSE)$i.med
  }, 1))
  cat(sprintf("peak memory above the data, R and the package: %.0f MiB (with the loss by plain R)\n", status("VmHWM") - before))
  rows <- c(rows, list(
    measure("fastclara fasterpam, 1 thread", x, function(s) {
      fastclara(x, 100, n_threads = 1, progress = FALSE)$i.med
    }, 1),
    measure("fastclara fasterpam, 2 threads", x, function(s) {
      fastclara(x, 100, n_threads = 2, progress = FALSE)$i.med
    }, 1)
  ))
  writeLines("5", "/proc/self/clear_refs")
  before <- status("VmRSS")
  rows <- c(rows, list(measure("clara, 5 samples", x, function(s) {
    cluster::clara(x, 100, samples = 5, sampsize = 480, rngR = TRUE, pamLike = TRUE)$i.med
  }, 1)))
  cat(sprintf("peak memory of clara: %.0f MiB\n", status("VmHWM") - before))
  table_of(rows, "clara, 5 samples")
}
