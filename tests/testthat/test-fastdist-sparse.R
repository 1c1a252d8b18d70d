skip_if_not_installed("Matrix")

sparse_counts <- function(n = 45, p = 80, density = 0.1) {
  set.seed(4)
  x <- matrix(rbinom(n * p, 1, density) * rpois(n * p, 4), n, dimnames = list(paste0("r", 1:n), NULL))
  x[cbind(1:n, sample(p, n, TRUE))] <- 2  # no row of zeros
  x[3, ] <- x[9, ]                        # equal rows
  x
}

test_that("sparse matrices give what dense ones give", {
  x <- sparse_counts()
  s <- Matrix::Matrix(x, sparse = TRUE)
  for (metric in setdiff(metrics()$metric, c("maximum", "spearman", "gower"))) {
    p <- if (metric == "minkowski") 3
    expected <- fastdist(x, metric, p = p)
    actual <- fastdist(s, metric, p = p)
    expect_equal(as.vector(actual), as.vector(expected), tolerance = 1e-14)
    expect_identical(attr(actual, "Labels"), rownames(x))
    i <- 2 * 45 - 2 * 3 / 2 + 9 - 3  # rows 3 and 9
    expect_lt(abs(actual[i]), 1e-14)
  }
})

test_that("bits and inverted index are the same numbers", {
  x <- sparse_counts()
  x[7, ] <- 0
  x[8, ] <- 0
  s <- methods::as(Matrix::Matrix(x, sparse = TRUE), "CsparseMatrix")
  for (metric in c("jaccard", "dice")) {
    spec <- as_source(s, metric = metric)
    for (storage in c("bits", "index")) {
      spec$storage <- storage
      expect_identical(fill_source(spec, 2L, "double", "best"), as.vector(fastdist(x, metric)))
    }
  }
  expect_identical(as.vector(fastdist(s, "jaccard")), as.vector(dist(x, "binary")))
})

test_that("all sparse classes work", {
  x <- sparse_counts() > 0
  expected <- as.vector(dist(x, "binary"))
  s <- Matrix::Matrix(x, sparse = TRUE)
  expect_identical(as.vector(fastdist(s, "jaccard")), expected)                                # lgCMatrix
  expect_identical(as.vector(fastdist(methods::as(s, "nMatrix"), "jaccard")), expected)        # ngCMatrix
  expect_identical(as.vector(fastdist(methods::as(s, "dMatrix"), "jaccard")), expected)        # dgCMatrix
  expect_identical(as.vector(fastdist(methods::as(s, "TsparseMatrix"), "jaccard")), expected)
  expect_identical(as.vector(fastdist(methods::as(s, "RsparseMatrix"), "jaccard")), expected)
  d <- Matrix::Diagonal(5, 1:5)
  expect_equal(as.vector(fastdist(d)), as.vector(dist(as.matrix(d))), tolerance = 1e-14)
  stored_zero <- methods::as(s, "dMatrix")
  stored_zero@x[1:4] <- 0
  expect_identical(as.vector(fastdist(stored_zero, "jaccard")), as.vector(dist(as.matrix(stored_zero), "binary")))
  spec <- as_source(stored_zero, metric = "jaccard")
  spec$storage <- "index"
  expect_identical(fill_source(spec, 1L, "double", "best"), as.vector(dist(as.matrix(stored_zero), "binary")))
})

test_that("what sparse data cannot do is said", {
  s <- Matrix::Matrix(sparse_counts(), sparse = TRUE)
  expect_snapshot({
    refusal(fastdist(s, "maximum"))
    refusal(fastdist(s, stand = TRUE))
    refusal(fastdist(-s, "braycurtis"))
  })
})
