test_that("stored dissimilarities are checked, and the pair named", {
  d <- dist(random_matrix(6, 2))
  bad <- function(value, at = 7) {
    d[at] <- value
    d
  }
  square <- as.matrix(d)
  broken <- function(i, j, value) {
    square[i, j] <- value
    square
  }
  expect_snapshot({
    refusal(as_source(bad(NA)))
    refusal(as_source(bad(NaN, 15)))
    refusal(as_source(bad(-0.5, 1)))
    refusal(as_source(bad(Inf, 5)))
    refusal(as_source(structure(1:5, Size = 4, class = "dist")))
    refusal(as_source(1:5, diss = TRUE))
    refusal(as_source(numeric(), diss = TRUE))
    refusal(as_source(broken(2, 2, 1), diss = TRUE))
    refusal(as_source(broken(2, 5, 99), diss = TRUE))
    refusal(as_source(broken(6, 1, -1), diss = TRUE))
    refusal(as_source(square[, -1], diss = TRUE))
    refusal(as_source(letters, diss = TRUE))
  })
})

test_that("the pair of a flaw is right at every position", {
  n <- 7
  d <- dist(random_matrix(n, 2))
  pairs <- which(lower.tri(matrix(0, n, n)), arr.ind = TRUE)
  for (k in seq_along(d)) expect_equal(dist_pair(k, n), unname(rev(pairs[k, ])))
})

test_that("data are checked", {
  x <- random_matrix(5, 3)
  infinite <- x
  infinite[2, 3] <- -Inf
  expect_snapshot({
    refusal(as_source(iris))
    refusal(as_source(data.frame(a = letters[1:3])))
    refusal(as_source(letters))
    refusal(as_source(NULL))
    refusal(as_source(x[1, , drop = FALSE]))
    refusal(as_source(x[, 0]))
    refusal(as_source(infinite))
    refusal(as_source(-abs(x), metric = "braycurtis"))
    refusal(as_source(x, metric = "euclid3"))
    refusal(as_source(x, metric = 7))
    refusal(as_source(x, metric = metric_spec("minkowski", p = 0)))
    refusal(as_source(array(0, c(2, 2, 2))))
    refusal(as_source(list(1, 2)))
  })
})

test_that("errors have a class", {
  expect_error(as_source(iris), class = "fastpam_error")
})

test_that("dissimilarities are borrowed, integers converted", {
  d <- dist(random_matrix(6, 2))
  expect_identical(as_source(d)$kind, "packed")
  expect_identical(as_source(d)$max, max(d))
  m <- matrix(c(0L, 3L, 3L, 0L), 2)
  spec <- as_source(m, diss = TRUE)
  expect_identical(spec$kind, "square")
  expect_identical(fill_source(spec, 1L, "double", "best"), 3)
  expect_identical(fill_source(as_source(as.matrix(d), diss = TRUE), 2L, "double", "best"), as.vector(d))
  expect_identical(fill_source(as_source(d), 2L, "double", "best"), as.vector(d))
  expect_equal(fill_source(as_source(d), 2L, "single", "best"), as.vector(d), tolerance = 1e-7)
})

test_that("standardising has the bits of pam()", {
  x <- random_matrix(20, 3, 0.1)
  expect_identical(
    as.vector(as_source(x, stand = TRUE)$data), as.vector(cluster::pam(x, 2, stand = TRUE)$data)
  )
})

test_that("metric names, aliases and beginnings are found", {
  expect_identical(find_metric("euc")$metric, "euclidean")
  expect_identical(find_metric("binary")$metric, "jaccard")
  expect_identical(find_metric("sorensen")$metric, "dice")
  known <- metrics()
  for (i in seq_len(nrow(known))) {
    for (name in c(known$metric[i], strsplit(known$aliases[i], " ", fixed = TRUE)[[1L]])) {
      expect_identical(find_metric(toupper(name))$metric, known$metric[i])
    }
  }
  expect_identical(find_metric("sq")$metric, "sqeuclidean") # two of its names begin so
  expect_error(find_metric("s"), "must be")
  expect_named(metrics(), c("metric", "aliases", "formula", "range", "reference", "missing"))
})
