# Classes, margins and novelty are found without a table of all dissimilarities to the medoids: they must be those that
# the table gives.

# Class, margin and novelty from the table, by plain R.
from_table <- function(fit, new) {
  d <- predict(fit, new, type = "dissimilarity", progress = FALSE)
  first <- order(fit$prediction$tie_order)
  by_row <- apply(d[, first, drop = FALSE], 1L, function(row) {
    sorted <- sort(row)
    c(which.min(row), sorted[1L], if (length(sorted) > 1L) sorted[2L] - sorted[1L] else NA)
  })
  class <- first[by_row[1L, ]]
  noise <- if (fit$prediction$precision == "double") 1e-12 else 1e-6
  list(
    class = stats::setNames(class, rownames(d)), margin = stats::setNames(by_row[3L, ], rownames(d)),
    novel = stats::setNames(by_row[2L, ] > unname(fit$clusinfo[class, "max_diss"]) * (1 + noise), rownames(d))
  )
}

expect_from_table <- function(fit, new, label) {
  expected <- from_table(fit, new)
  for (type in names(expected)) {
    for (threads in 1:2) {
      got <- predict(fit, new, type = type, n_threads = threads, progress = FALSE)
      expect_identical(got, expected[[type]], label = paste(label, type))
    }
  }
}

test_that("for all metrics, ties, missing values, one medoid and many, several precisions", {
  table <- metrics()
  set.seed(51)
  for (metric in table$metric) {
    for (round in 1:4) {
      n <- sample(c(7L, 40L, 700L), 1L)
      p <- sample(1:6, 1L) + 2L
      x <- matrix(sample(0:3, n * p, replace = TRUE), n) + (if (round %% 2L) 0 else stats::runif(n * p))
      x[, 1L] <- x[, 1L] + 1 # no row of zeros
      x[cbind(seq_len(n), sample(2:p, n, replace = TRUE))] <- 0.25
      if (round == 3L && !find_metric(metric)$missing_allowed) next
      if (round == 3L) x[sample(length(x), n %/% 2L)] <- NA
      if (round == 3L) x[, 1L:2L] <- stats::runif(2L * n) + 1
      if (round == 4L) rownames(x) <- paste0("r", seq_len(n))
      k <- sample(c(1L, 2L, n %/% 2L, min(n - 2L, 70L)), 1L)
      fit <- suppressWarnings(suppressMessages(fastpam(
        x[-1L, ], k, metric = metric, variant = "fasterpam", p = if (metric == "minkowski") 3,
        precision = if (round == 2L) "single" else "double", keep.diss = FALSE, progress = FALSE
      )))
      suppressMessages(expect_from_table(fit, x[sample(n), ], paste(metric, n, k, round)))
    }
  }
})

test_that("for samples, whose ties go to the first cluster", {
  set.seed(52)
  x <- matrix(sample(0:2, 3000, replace = TRUE), 1000)
  for (k in c(2L, 9L, 20L)) {
    fit <- fastclara(x, k, sampsize = 60, progress = FALSE)
    expect_from_table(fit, x, paste("clara", k))
    expect_identical(predict(fit, x, progress = FALSE), fit$clustering)
  }
})

test_that("for sparse tables and functions of R", {
  skip_if_not_installed("Matrix")
  set.seed(53)
  x <- matrix(stats::rpois(3000, 0.3), 200) + 0
  x[cbind(1:200, sample(15, 200, replace = TRUE))] <- 1
  sparse <- methods::as(x, "CsparseMatrix")
  for (metric in c("euclidean", "manhattan", "jaccard", "cosine", "ruzicka")) {
    fit <- suppressMessages(fastpam(sparse, 8, metric = metric, progress = FALSE))
    suppressMessages(expect_from_table(fit, sparse[sample(200), ], metric))
  }
  fit <- fastpam(x[1:60, ], 4, metric = function(a, b) sum(abs(a - b)), progress = FALSE)
  expect_from_table(fit, x[61:90, ], "function")
})

test_that("what cannot be compared is named as before", {
  x <- rbind(c(1, NA, 2), c(2, NA, 3), c(1, 1, 1), c(5, 5, 5))
  fit <- fastpam(x[, c(1, 3)], 2, progress = FALSE)
  expect_error(predict(fit, rbind(c(1, 1), c(NA, NA))), class = "fastpam_error_empty_rows")
  mixed <- fastpam(data.frame(a = c(1, 2, 3, NA), b = c(2, 1, 4, 5)), 1, metric = "gower", medoids = 3, progress = FALSE)
  only <- mixed
  only$prediction$medoids[] <- c(0.5, NA)
  expect_error(predict(only, data.frame(a = c(1, NA), b = c(1, 2))), "row 2 has no variable in common",
               class = "fastpam_error_nothing_in_common")
})
