# Every call that must not go through, and what it is told. The wording is held by snapshots; that the error has
# our class, and is not some later error by chance, by `refused()`.

leaf <- unname(as.matrix(leaves[1:12, 2:5]))
d <- dist(leaf)

refused <- function(...) {
  # testthat writes warnings in another way from version to version.
  condition <- withCallingHandlers(tryCatch(fastpam(...), error = identity), warning = function(w) {
    cat("Warning: ", conditionMessage(w), "\n", sep = "")
    invokeRestart("muffleWarning")
  })
  expect_s3_class(condition, "fastpam_error")
  cat(conditionMessage(condition), "\n", sep = "")
}

test_that("k", {
  expect_snapshot({
    refused(leaf, 0)
    refused(leaf, -1)
    refused(leaf, 12)
    refused(d, 12)
    refused(leaf, 2.9)
    refused(leaf, "2")
    refused(leaf, NA)
    refused(leaf, NULL)
    refused(leaf, c(2, 3))
    refused(leaf, Inf)
    refused(leaf[1, , drop = FALSE], 1)
  })
  expect_error(fastpam(leaf), "`k` must be given", class = "fastpam_error")
})

test_that("invalid dissimilarities", {
  spoil <- function(value) replace(d, 5, value)
  square <- as.matrix(d)
  expect_snapshot({
    refused(spoil(NA), 2)
    refused(spoil(NaN), 2)
    refused(spoil(-1), 2)
    refused(spoil(Inf), 2)
    refused(spoil(-Inf), 2)
    refused(as.vector(d)[-1], 2, diss = TRUE)
    refused(numeric(), 1, diss = TRUE)
    refused(structure(d, Size = 11L), 2)
    refused(structure(d, Size = 13), 2)
    refused(structure(d, Size = NA), 2)
    refused(structure(d, Labels = letters[1:3]), 2)
    refused(square[, -1], 2, diss = TRUE)
    refused(replace(square, 2, 7), 2, diss = TRUE)
    refused(replace(square, 14, 0.25), 2, diss = TRUE)
    refused(replace(square, c(2, 13), NA), 2, diss = TRUE)
    refused(replace(square, c(2, 13), -2), 2, diss = TRUE)
    refused(replace(square, c(2, 13), Inf), 2, diss = TRUE)
    refused(letters, 2, diss = TRUE)
    refused(list(1, 2), 2, diss = TRUE)
    refused(NULL, 2, diss = TRUE)
  })
  named <- replace(square, 2, 7)
  dimnames(named) <- list(letters[1:12], NULL)
  expect_snapshot(refused(named, 2, diss = TRUE))
})

test_that("invalid data", {
  expect_snapshot({
    refused(NULL, 2)
    refused(list(1, 2), 2)
    refused(letters, 2)
    refused(matrix(letters[1:12], 6), 2)
    refused(matrix(1i, 3, 3), 2)
    refused(data.frame(a = 1:5, b = letters[1:5]), 2)
    refused(data.frame(a = 1:5, b = factor(letters[1:5])), 2)
    refused(array(1, c(3, 3, 3)), 2)
    refused(matrix(0, 5, 0), 2)
    refused(replace(leaf, 3, Inf), 2)
    refused(replace(leaf, 3, -Inf), 2)
    refused(mean, 2)
    refused(leaf, 2, metric = "foo")
    refused(leaf, 2, metric = NA)
    refused(leaf, 2, metric = c("euclidean", "manhattan", "x"))
  })
})

test_that("missing values without a common variable", {
  apart <- rbind(c(1, NA), c(NA, 2), c(3, 4), c(5, 6))
  expect_snapshot({
    refused(apart, 2)
    refused(apart, 2, metric = "manhattan", keep.diss = FALSE)
    refused(apart, 1, cluster.only = TRUE)
    refused(replace(leaf, cbind(3, 1:4), NA), 2)
    refused(matrix(NA_real_, 4, 2), 2)
    refused(cbind(rep(2, 5)), 2, stand = TRUE)
  })
})

test_that("medoids and starts", {
  expect_snapshot({
    refused(leaf, 3, medoids = 1:2)
    refused(leaf, 3, medoids = c(1, 1, 5))
    refused(leaf, 3, medoids = c(1.2, 1.7, 5))
    refused(leaf, 3, medoids = c(0, 1, 5))
    refused(leaf, 3, medoids = c(1, 5, 13))
    refused(leaf, 3, medoids = c(1, 5, NA))
    refused(leaf, 1, medoids = NA)
    refused(leaf, 3, medoids = "Random")
    refused(leaf, 3, medoids = TRUE)
    refused(leaf, 3, nstart = 0)
    refused(leaf, 3, nstart = 2.5)
    refused(leaf, 3, nstart = "3")
    refused(leaf, 3, nstart = 1:2)
  })
})

test_that("init, variant and pamonce", {
  expect_snapshot({
    refused(leaf, 3, variant = "pam", pamonce = 1)
    refused(leaf, 3, pamonce = 7)
    refused(leaf, 3, pamonce = -1)
    refused(leaf, 3, pamonce = NA)
    refused(leaf, 3, pamonce = 1.5)
    refused(leaf, 3, pamonce = 0:1)
    refused(leaf, 3, pamonce = "1")
  })
  # Which names there are is the core's matter.
  for (bad in list("foo", "", NA_character_, 1, NULL, c("pam", "original"))) {
    expect_error(fastpam(leaf, 3, variant = bad), "`variant` must be one of \"pam\", ", class = "fastpam_error")
    expect_error(fastpam(leaf, 3, init = bad), "`init` must be one of \"build\", ", class = "fastpam_error")
  }
})

test_that("flags", {
  for (flag in c("cluster.only", "do.swap", "diss", "keep.diss", "keep.data", "stand", "progress")) {
    for (bad in list(NA, "yes", logical(), c(TRUE, FALSE), NULL)) {
      args <- c(list(leaf, 3), stats::setNames(list(bad), flag))
      expect_error(
        do.call(fastpam, args), paste0("`", flag, "` must be TRUE or FALSE, not "),
        fixed = TRUE, class = "fastpam_error"
      )
    }
  }
  expect_snapshot({
    refused(leaf, 3, do.swap = NA)
    refused(leaf, 3, cluster.only = c(TRUE, FALSE))
    refused(d, 3, keep.data = TRUE)
  })
})

test_that("our own arguments", {
  expect_snapshot({
    refused(leaf, 3, trace.lev = 1:2)
    refused(leaf, 3, trace.lev = "a")
    refused(leaf, 3, max_iter = -1)
    refused(leaf, 3, max_iter = 1.5)
    refused(leaf, 3, max_iter = NA)
    refused(leaf, 3, precision = "half")
    refused(leaf, 3, n_threads = 0)
    refused(leaf, 3, n_threads = 1.5)
    refused(leaf, 3, weights = 1:3)
    refused(leaf, 3, weights = letters[1:12])
    refused(leaf, 3, weights = replace(rep(1, 12), 4, -1))
    refused(leaf, 3, weights = replace(rep(1, 12), 4, NA))
    refused(leaf, 3, weights = replace(rep(1, 12), 4, Inf))
    refused(leaf, 3, weights = rep(0, 12))
  })
  expect_error(fastpam(leaf, 3, no_such_argument = 1))
})

test_that("a refused call leaves the RNG where it was", {
  set.seed(1)
  state <- .Random.seed
  try(fastpam(leaf, 12, nstart = 2), silent = TRUE)
  try(fastpam(replace(d, 1, NA), 2, nstart = 2), silent = TRUE)
  expect_identical(.Random.seed, state)
})

test_that("more than 65,536 objects are no error", {
  skip_on_cran()
  # Enough to show that nobody counts; distances are computed as needed, one medoid and no
  #   statistics.
  x <- matrix(as.double(seq_len(65537) %% 1000), ncol = 1)
  old <- options(fastpam.memory = 0)
  on.exit(options(old))
  fit <- fastpam(x, 2, medoids = c(251L, 751L), do.swap = FALSE, cluster.only = TRUE)
  expect_length(fit, 65537)
  expect_identical(fit[1:2], c(1L, 1L))
})
