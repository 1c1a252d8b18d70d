# Small, large and odd inputs: each is clustered as cluster does, or refused with a reason.

limits_data <- function(n = 20L) {
  set.seed(4)
  matrix(stats::rnorm(2 * n), n)
}

same_as_cluster <- function(x, k, ...) {
  ours <- fastpam(x, k, ...)
  theirs <- cluster::pam(x, k, ...)
  for (name in c("id.med", "clustering", "medoids", "objective", "silinfo", "clusinfo")) {
    expect_identical(ours[[name]], theirs[[name]], info = name)
  }
}

refused <- function(expr, pattern) expect_error(expr, pattern, class = "fastpam_error")

test_that("n = 2 and k = n - 1, in every verb", {
  x <- limits_data()
  two <- x[1:2, ]
  same_as_cluster(two, 1)
  same_as_cluster(x, 19)
  same_as_cluster(stats::dist(x), 19)
  for (variant in setdiff(variants()$variant, c("fastermsc", "dynmsc"))) {
    expect_length(fastpam(two, 1, variant = variant)$id.med, 1L)
    expect_length(fastpam(x, 19, variant = variant)$id.med, 19L)
  }
  for (variant in c("fastermsc", "dynmsc")) {
    refused(fastpam(two, 1, variant = variant), "`k` must be a whole number between 2 and 1")
    expect_lte(length(fastpam(x, 19, variant = variant)$id.med), 19L)
  }
  for (init in inits()$init) expect_length(fastpam(x, 19, init = init)$id.med, 19L)
  expect_identical(fastclara(two, 1)$objective, fastpam(two, 1)$objective[["swap"]])
  expect_length(fastclara(x, 19)$i.med, 19L)
  expect_length(fastclarans(two, 1)$id.med, 1L)
  expect_length(fastclarans(x, 19)$id.med, 19L)
  expect_identical(as.vector(fastdist(two)), as.vector(stats::dist(two)))
  expect_identical(fastpam_path(two, 1)$table$k, 1L)
  expect_true(swap_optimal(fastpam(x, 19))$optimal)
})

test_that("no rows, no columns, one row, one column", {
  x <- limits_data()
  for (f in list(fastpam, fastclara, fastclarans, fastpam_path)) {
    refused(f(x[0, ], 1), "`x` must have at least 2 rows, not 0")
    refused(f(x[1, , drop = FALSE], 1), "`x` must have at least 2 rows, not 1")
    refused(f(x[, 0], 1), "`x` must have at least 1 column, not 0")
  }
  refused(fastdist(x[0, ]), "at least 2 rows")
  refused(fastdist(x[, 0]), "at least 1 column")
  refused(fastpam(x[0, ], 1, metric = "gower"), "at least 2 rows")
  refused(fastpam(structure(numeric(), class = "dist", Size = 1L), 1), "at least 2 objects")
  same_as_cluster(x[, 1, drop = FALSE], 3)
  expect_identical(fastpam(x[, 1], 3)$id.med, fastpam(x[, 1, drop = FALSE], 3)$id.med)
})

test_that("levels that do not occur, and constant and missing columns, under Gower", {
  frame <- data.frame(
    a = factor(rep(c("u", "v"), 10), levels = c("u", "v", "never")),
    b = ordered(rep(1:4, 5), levels = 1:9), c = 1, d = stats::runif(20)
  )
  expect_identical(as.vector(fastdist(frame, "gower")), as.vector(cluster::daisy(frame, "gower")))
  fit <- fastpam(frame, 3, metric = "gower")
  expect_identical(fit$id.med, fastpam(cluster::daisy(frame, "gower"), 3)$id.med)
  frame$e <- NA_real_
  # A column without any value counts nowhere, as in daisy().
  expect_identical(as.vector(fastdist(frame, "gower")), as.vector(cluster::daisy(frame, "gower")))
  expect_identical(
    as.vector(fastdist(droplevels(frame[1:4]), "gower")), as.vector(fastdist(frame[1:4], "gower"))
  )
})

test_that("names that are not unique, not ASCII, empty or missing", {
  x <- limits_data()
  for (names in list(
    rep("a", 20), rep(c("\u00e9", "\u4e2d"), 10), c("", letters[1:19]), c(NA, letters[1:19]),
    rep(c("a b", "\"q\"", "back\\slash", "new\nline"), 5)
  )) {
    named <- x
    rownames(named) <- names
    same_as_cluster(named, 3)
    same_as_cluster(stats::dist(named), 3)
    expect_identical(names(predict(fastpam(named, 3), named)), rownames(named))
  }
  # An error names the row, whatever its name.
  named <- replace(x, 3, Inf)
  rownames(named) <- rep("\u00e9", 20)
  refused(fastpam(named, 3), "row 3")
})

test_that("zeros with a sign, denormals, huge and tiny numbers", {
  x <- limits_data()
  signed <- x
  signed[1:5, 1] <- -0
  unsigned <- replace(signed, cbind(1:5, 1L), 0)
  expect_identical(fastpam(signed, 3)$objective, fastpam(unsigned, 3)$objective)
  d <- stats::dist(x)
  same_as_cluster(d * 2^-1040, 3, do.swap = FALSE)
  same_as_cluster(d * 2^900, 3)
  same_as_cluster(x * 2^400, 3)
  expect_true(all(fastpam(x * 1e-200, 3)$objective == 0)) # squares underflow, as in cluster
  expect_gt(fastpam(x * 1e-200, 3, metric = "manhattan")$objective[["swap"]], 0)
})

test_that("what overflows is an error in every verb, never an infinite objective", {
  x <- limits_data(200L)
  too_large <- list(list(x * 1e200, "euclidean"), list(x * 1e307, "manhattan"))
  for (case in too_large) {
    data <- case[[1L]]
    metric <- case[[2L]]
    for (memory in c(NA, 0)) {
      refused(fastpam(data, 3, metric = metric, memory = memory), "finite")
    }
    refused(fastclara(data, 3, metric = metric), "finite")
    refused(fastclarans(data, 3, metric = metric), "finite")
    refused(fastclarans(data, 3, metric = metric, stats = FALSE), "finite")
    refused(fastpam_path(data, 2:3, metric = metric), "finite")
    refused(swap_optimal(1:3, data, metric = metric), "finite")
  }
  refused(fastpam(x * 1e100, 3, precision = "single"), "single precision")
  refused(fastdist(x * 1e100, precision = "single"), "single precision")
  refused(fastpam(x, 3, weights = rep(1e308, 200)), "`weights` must have a finite sum")
  refused(fastclara(x, 3, weights = rep(1e308, 200)), "`weights` must have a finite sum")
  refused(
    predict(fastpam(x, 3, metric = "manhattan"), cbind(1e308, -1e308)), "`newdata` must have finite"
  )
  refused(fastpam(x, 3, metric = "minkowski", p = Inf), "`p` must be finite")
  skip_if_not_installed("Matrix")
  refused(fastdist(Matrix::Matrix(abs(x), sparse = TRUE), "minkowski", p = Inf), "`p` must be finite")
})

test_that("a dist with wrong attributes", {
  x <- limits_data()
  d <- stats::dist(x)
  expected <- fastpam(d, 3)$id.med
  for (size in list(19L, 21, 20.5, "20", NA, c(20, 20), list(20), -20, integer())) {
    refused(fastpam(structure(d, Size = size), 3), "Size \\* \\(Size - 1\\) / 2")
  }
  for (labels in list(letters[1:3], as.list(1:3))) {
    refused(fastpam(structure(d, Labels = labels), 3), "as many labels as objects")
  }
  refused(fastpam(structure(list(1, 2, 3), class = "dist"), 2), "numeric")
  refused(fastpam(structure(letters[1:3], class = "dist", Size = 3L), 2), "numeric")
  refused(fastpam(structure(d[-1], class = "dist"), 3), "n \\* \\(n - 1\\) / 2")
  # What does no harm.
  expect_identical(fastpam(structure(d, Size = NULL), 3)$id.med, expected)
  expect_identical(fastpam(structure(d, Size = 20), 3)$id.med, expected)
  expect_identical(fastpam(structure(d, method = 7), 3)$id.med, expected)
  expect_identical(fastpam(structure(d, Diag = "x", call = NULL), 3)$id.med, expected)
  whole <- structure(as.integer(round(d * 10)), Size = 20L, class = "dist")
  expect_identical(fastpam(whole, 3)$id.med, cluster::pam(whole, 3)$id.med)
})

test_that("sequences that are not in memory (ALTREP), and data that must not change", {
  d <- structure(1:190, Size = 20L, class = "dist")
  same_as_cluster(d, 3)
  column <- 1:20
  expect_identical(fastpam(column, 3)$id.med, fastpam(as.double(column), 3)$id.med)
  expect_identical(as.vector(fastdist(1:20, "manhattan")), as.vector(stats::dist(1:20, "manhattan")))
  wrapped <- stats::dist(limits_data())
  attr(wrapped, "Labels") <- as.character(1:20)
  same_as_cluster(wrapped, 3)
  # A file mapped into memory by serialize() or a deferred string is the same to REAL().
  file <- tempfile()
  saveRDS(wrapped, file)
  same_as_cluster(readRDS(file), 3)
  x <- limits_data()
  copy <- x + 0
  for (f in list(fastpam, fastclara, fastclarans, fastpam_path)) f(x, 3, stand = TRUE)
  fastdist(x, "spearman", stand = TRUE)
  expect_identical(x, copy)
})

test_that("objects of other classes: S4, tibble, data.table, ts, table, AsIs", {
  x <- limits_data()
  colnames(x) <- c("a", "b")
  expected <- fastpam(x, 3)$id.med
  expect_identical(fastpam(stats::ts(x), 3)$id.med, expected)
  expect_identical(fastpam(I(x), 3)$id.med, expected)
  holder <- methods::setClass("fastpam_test_matrix", contains = "matrix", where = environment())
  expect_identical(fastpam(holder(x), 3)$id.med, expected)
  expect_identical(as.vector(fastdist(holder(x))), as.vector(stats::dist(x)))
  if (requireNamespace("tibble", quietly = TRUE)) {
    frame <- tibble::as_tibble(x)
    expect_identical(fastpam(frame, 3)$id.med, expected)
    expect_identical(unname(predict(fastpam(frame, 3), frame)), fastpam(x, 3)$clustering)
    expect_identical(fastclarans(frame, 2)$call$x, quote(frame))
    expect_length(fastpam(frame, 3, metric = "gower")$id.med, 3L)
  }
  if (requireNamespace("data.table", quietly = TRUE)) {
    frame <- data.table::as.data.table(x)
    expect_identical(fastpam(frame, 3)$id.med, expected)
    expect_identical(unname(predict(fastpam(frame, 3), frame)), fastpam(x, 3)$clustering)
    expect_length(fastpam(frame, 3, metric = "gower")$id.med, 3L)
  }
  dates <- data.frame(day = as.Date("2020-01-01") + 1:20)
  expect_identical(fastpam(dates, 3)$id.med, fastpam(1:20, 3)$id.med)
  refused(fastpam(factor(1:5), 2), "class <factor>")
  refused(fastpam(as.raw(1:5), 2), "raw vector")
  refused(fastpam(environment(), 2), "environment")
})

test_that("a pointer that points nowhere is an error", {
  nowhere <- methods::new("externalptr")
  refused(fastdist(limits_data(), nowhere), "pointer to the metric is null")
  refused(fastpam(limits_data(), 3, metric = nowhere), "pointer to the metric is null")
})

test_that("many threads are only as many as make sense, and change nothing", {
  x <- limits_data()
  expected <- fastpam(x, 3)$objective
  for (threads in c(1L, 2L, 64L, 1e6)) {
    expect_identical(fastpam(x, 3, n_threads = threads)$objective, expected)
  }
  refused(fastpam(x, 3, n_threads = 2^31), "`n_threads` must be a whole number")
})

test_that("70,000 objects have 2^31 pairs and more", {
  skip_on_cran()
  set.seed(1)
  x <- matrix(stats::rnorm(70000), 70000)
  expect_gt(70000 * 69999 / 2, 2^31)
  expect_length(fastpam(x, 2, medoids = c(1L, 70000L), do.swap = FALSE, cluster.only = TRUE, memory = 0), 70000L)
  expect_length(fastclara(x, 3)$clustering, 70000L)
  walk <- fastclarans(x, 2, numlocal = 1, maxneighbor = 5)
  expect_identical(length(walk$clustering), 70000L)
  near <- apply(abs(outer(x[, 1], x[walk$id.med, 1], "-")), 1L, min)
  expect_equal(walk$objective[["swap"]], mean(near), tolerance = 1e-12)
})
