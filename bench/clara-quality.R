# How good the medoids of samples are, and what they cost: cluster::clara, fastclara() with samples of several sizes,
# with and without swaps on all objects at the end, and fastclarans(). And what the formula of the default size of
# samples rests on: processor time per dissimilarity of a sample, by columns and metric.
#
#   Rscript bench/clara-quality.R FOLDER [costs|birch1|letter26|letter200|mixture|fashion10|fashion50 ...]
#
# FOLDER has sipu/birch1.data.gz, uci_letterrecognition/ and fashion_mnist/. One thread; seconds are the processor's.
# A loss is the mean dissimilarity to the nearest medoid, the mean over the seeds. It is compared with the smallest
# loss of all runs for the same data and k.

source(file.path("bench", "common.R"))
library(fastpam)
folder <- data_folder()
parts <- commandArgs(trailingOnly = TRUE)[-1]
if (!length(parts)) parts <- c("costs", "birch1", "letter26", "letter200", "mixture", "fashion10", "fashion50")

birch1 <- function() as.matrix(read.table(gzfile(file.path(folder, "sipu", "birch1.data.gz"))))

letters20000 <- function() {
  x <- read.csv(gzfile(file.path(folder, "uci_letterrecognition", "letterrecognition.csv.gz")))
  x <- data.matrix(x[-1])
  storage.mode(x) <- "double"
  x
}

fashion <- function() {
  con <- gzfile(file.path(folder, "fashion_mnist", "train20k-images-idx3-ubyte.gz"), "rb")
  on.exit(close(con))
  n <- readBin(con, "integer", 4, endian = "big")[2]
  matrix(as.double(readBin(con, "integer", n * 784, size = 1, signed = FALSE)), n, byrow = TRUE)
}

# Runs f(seed) for each seed; one row of the table. `limit`: seconds after which a run is given up.
measured <- function(label, f, seeds, limit = 900) {
  runs <- vapply(seeds, function(seed) {
    set.seed(seed)
    gc(FALSE)
    loss <- NA
    setTimeLimit(cpu = limit, transient = TRUE)
    time <- system.time(loss <- tryCatch(f(), error = function(e) NA_real_))
    setTimeLimit(cpu = Inf)
    c(loss, sum(time[c("user.self", "sys.self")]))
  }, double(2))
  cat(sprintf("%-45s loss %s  cpu %.3g\n", label, paste(sprintf("%.7g", runs[1, ]), collapse = " "), mean(runs[2, ])))
  list(label = label, losses = runs[1, ], cpu = mean(runs[2, ]))
}

# All runs for one data set. `clara50` is FALSE where clara() with 50 samples would take many minutes. `refined`: the
# samples after which swaps on all objects are tried: all sizes or only the default, where a pass takes minutes.
compare <- function(name, x, k, seeds = 1:3, clara50 = TRUE, refined = "all", clarans = NULL) {
  ours <- function(...) {
    function() fastclara(x, k, n_threads = 1, progress = FALSE, keep.data = FALSE, ...)$objective
  }
  theirs <- function(samples) {
    function() cluster::clara(x, k, samples = samples, rngR = TRUE, pamLike = TRUE, keep.data = FALSE)$objective
  }
  size <- length(fastclara(x, k, samples = 5, progress = FALSE)$sample)
  cat(sprintf(
    "\n%s: n = %d, p = %d, k = %d, default sample %d, fastpam %s, cluster %s, %s\n", name, nrow(x), ncol(x), k, size,
    packageVersion("fastpam"), packageVersion("cluster"), R.version.string
  ))
  every <- refined == "all"
  rows <- list(
    measured(sprintf("clara, 5 samples of %d", 40 + 2 * k), theirs(5), seeds),
    if (clara50) measured(sprintf("clara, 50 samples of %d", 40 + 2 * k), theirs(50), seeds[1]),
    measured(sprintf("fastclara, %d", 80 + 4 * k), ours(sampsize = "fastclara"), seeds),
    if (every) {
      measured(sprintf("fastclara, %d, refined", 80 + 4 * k), ours(sampsize = "fastclara", refine = TRUE), seeds)
    },
    measured("fastclara, 2,000", ours(sampsize = 2000), seeds),
    if (every) measured("fastclara, 2,000, refined", ours(sampsize = 2000, refine = TRUE), seeds),
    measured(sprintf("fastclara, default (%d)", size), ours(), seeds),
    measured(sprintf("fastclara, default (%d), independent", size), ours(independent = TRUE), seeds),
    measured("fastclara, 8,000", ours(sampsize = 8000), seeds),
    measured(sprintf("fastclara, default (%d), refined", size), ours(refine = TRUE), seeds),
    if (every) measured("fastclara, 8,000, refined", ours(sampsize = 8000, refine = TRUE), seeds)
  )
  if (!is.null(clarans)) {
    rows <- c(rows, list(measured(clarans$label, function() {
      do.call(fastclarans, c(list(x, k, n_threads = 1, stats = FALSE, progress = FALSE), clarans$args))$objective[[2]]
    }, seeds[1])))
  }
  rows <- rows[lengths(rows) > 0]
  best <- min(unlist(lapply(rows, `[[`, "losses")), na.rm = TRUE)
  cat(sprintf("\nsmallest loss %.8g\n\n", best))
  markdown(data.frame(
    run = vapply(rows, `[[`, "", "label"), seeds = vapply(rows, function(r) length(r$losses), 0),
    `above the best, %` = vapply(rows, function(r) round(100 * (mean(r$losses) / best - 1), 2), 0),
    `CPU s` = vapply(rows, function(r) signif(r$cpu, 3), 0), check.names = FALSE
  ))
}

whole <- list(label = "fastclarans", args = list())

if ("costs" %in% parts) {
  cat("\nOne sample of 4,000, k = 50: nanoseconds of search per object squared, by columns\n\n")
  of_search <- function(x, ...) {
    run <- function() fastclara(x, 50, ..., samples = 1, sampsize = 4000, n_threads = 1, cluster.only = TRUE)
    seconds(run, 3)[["cpu"]] / 4000^2 * 1e9
  }
  p <- c(2, 16, 100, 400, 784)
  markdown(data.frame(columns = p, ns = vapply(p, function(p) of_search(gaussian_mixture(4001, p, 50)), 0)), 3)
  cat("\nNanoseconds per dissimilarity of 256 columns, 2,000 objects\n\n")
  x <- matrix(runif(2000 * 256), 2000)
  names <- setdiff(metrics()$metric, "user")
  markdown(data.frame(metric = names, ns = vapply(names, function(metric) {
    x <- if (metric %in% c("jaccard", "dice")) x > 0.8 else x
    power <- if (metric == "minkowski") 3
    seconds(function() fastdist(x, metric, p = power, n_threads = 1), 3)[["cpu"]] / (2000 * 1999 / 2) * 1e9
  }, 0)), 3)
}
if ("birch1" %in% parts) compare("birch1", birch1(), 100, clarans = whole)
if ("letter26" %in% parts) compare("letter recognition", letters20000(), 26, clarans = whole)
if ("letter200" %in% parts) compare("letter recognition", letters20000(), 200, 1:2, clara50 = FALSE, clarans = whole)
if ("mixture" %in% parts) {
  # With its defaults (25,000 neighbours without a gain, twice), FastCLARANS computes some hundred thousand rows of a
  # million distances here.
  compare("mixture", gaussian_mixture(1e6, 10, 100), 100, 1, FALSE, "default", list(
    label = "fastclarans, numlocal = 1, maxneighbor = 500", args = list(numlocal = 1, maxneighbor = 500)
  ))
}
if ("fashion10" %in% parts) compare("Fashion-MNIST", fashion(), 10, 1:2, FALSE, "default", whole)
if ("fashion50" %in% parts) {
  compare("Fashion-MNIST", fashion(), 50, 1, FALSE, "default", list(
    label = "fastclarans, numlocal = 1, maxneighbor = 500", args = list(numlocal = 1, maxneighbor = 500)
  ))
}
