# Compares results with results stored earlier (fixtures/results.txt), to the last bit: every variant with every
# init, every metric, and the other verbs. After a change that is meant to change results,
#
#   FASTPAM_WRITE_FIXTURES=true Rscript tools/run-testthat.R build/lib
#
# writes the file anew: read the difference. tests/cpp/test_fixtures.cpp does the same for the core.

# Data by whole numbers alone, so that they are the same everywhere; with ties.
fixture_data <- function(n = 60L) {
  i <- seq_len(n)
  cbind(a = i %% 5 * 4 + (i * 37) %% 11, b = (i * 53) %% 7 * 2 + i %% 5, c = (i * 29) %% 13) / 4
}

in_words <- function(...) paste(unlist(list(...)), collapse = " ")
hex <- function(x) sprintf("%a", x)

fixture_results <- function() {
  x <- fixture_data()
  found <- character()
  add <- function(key, ...) found[[key]] <<- in_words(...)
  fit_in_words <- function(fit) {
    in_words(fit$id.med, hex(fit$objective), hex(fit$clusinfo[1, ]), hex(fit$silinfo$avg.width), fit$swaps)
  }
  seeded <- function(f, ...) with_fixed_seed(7, f(...))
  for (variant in variants()$variant) {
    for (init in inits()$init) {
      fit <- seeded(fastpam, x, 5, variant = variant, init = init, nstart = 2)
      add(paste("fastpam", variant, init), fit_in_words(fit))
    }
  }
  bits <- (x > 2) * 1
  frame <- data.frame(x, d = factor(rep(letters[1:4], 15)), e = ordered(rep(1:3, 20)))
  for (metric in setdiff(metrics()$metric, "minkowski")) {
    data <- if (metric == "gower") frame else if (metric %in% c("jaccard", "hamming", "dice")) bits else x + 1
    add(paste("fastpam, metric", metric), fit_in_words(fastpam(data, 4, metric = metric)))
    add(paste("fastdist", metric), hex(as.vector(fastdist(data, metric))[1:3]))
  }
  weights <- rep(c(1, 0.5, 2), 20)
  add("fastpam, weights", fit_in_words(fastpam(x, 4, weights = weights)))
  add("fastpam, single", fit_in_words(fastpam(x / 3, 4, precision = "single")))
  for (rngR in c(TRUE, FALSE)) {
    fit <- seeded(fastclara, x, 4, sampsize = 25, rngR = rngR)
    add(paste("fastclara", rngR), fit$i.med, hex(fit$objective), fit$sample)
  }
  for (variant in c("fast", "classic")) {
    add(paste("fastclarans", variant), fit_in_words(seeded(fastclarans, x, 4, variant = variant)))
  }
  path <- fastpam_path(x, 2:8)
  add("fastpam_path", hex(path$table$objective), path$suggested$k)
  add("predict", predict(fastpam(x, 5), fixture_data(90L)[61:90, ]))
  unlist(found)
}

test_that("results are what they were, to the last bit", {
  file <- test_path("fixtures", "results.txt")
  found <- fixture_results()
  if (nzchar(Sys.getenv("FASTPAM_WRITE_FIXTURES"))) {
    writeLines(paste0(names(found), ": ", found), file)
  }
  stored <- readLines(file)
  expect_gt(length(stored), 70L)
  expect_identical(paste0(names(found), ": ", found), stored)
  # Threads and storage are no excuse.
  old <- options(fastpam.memory = 0)
  on.exit(options(old))
  RcppParallel::setThreadOptions(numThreads = 4)
  on.exit(RcppParallel::setThreadOptions(), add = TRUE)
  expect_identical(paste0(names(found), ": ", fixture_results()), stored)
})
