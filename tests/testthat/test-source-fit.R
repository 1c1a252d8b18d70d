# Any kind of input, the same answer: fastpam() against cluster::pam() on the reference's
# dissimilarities.

expect_same_fit <- function(fit, reference) {
  expect_identical(unname(fit$id.med), unname(reference$id.med))
  expect_identical(unname(fit$clustering), unname(reference$clustering))
  expect_equal(fit$objective, reference$objective, tolerance = 1e-14)
}

test_that("jaccard and gower computed inside give cluster's answer on the stored ones", {
  bits <- as.matrix(androgen[1:200, -1])
  expect_same_fit(fastpam(bits, 5, metric = "jaccard"), cluster::pam(dist(bits, "binary"), 5))
  type <- list(asymm = c("V1", "V3"), symm = 2)
  expect_same_fit(
    fastpam(cluster::flower, 3, metric = "gower", type = type),
    cluster::pam(cluster::daisy(cluster::flower, "gower", type = type), 3)
  )
})

test_that("missing values follow pam", {
  x <- random_matrix(60, 5, 0.2)
  for (metric in c("euclidean", "manhattan")) {
    expect_identical(fastpam(x, 4, metric = metric)$objective, cluster::pam(x, 4, metric = metric)$objective)
  }
})

test_that("rows computed as needed give the same as stored ones", {
  x <- random_matrix(150, 6)
  bits <- random_bits(150, 90)
  stored <- list(fastpam(x, 5), fastpam(bits, 5, metric = "jaccard"))
  old <- options(fastpam.memory = 1000)
  on.exit(options(old))
  needed <- list(fastpam(x, 5), fastpam(bits, 5, metric = "jaccard"))
  for (i in 1:2) expect_same_fit(needed[[i]], stored[[i]])
})

test_that("functions and sparse matrices can be clustered", {
  x <- as.matrix(iris[1:4])
  expect_same_fit(
    fastpam(x, 3, metric = function(a, b) sum(abs(a - b))), cluster::pam(x, 3, metric = "manhattan")
  )
  skip_if_not_installed("Matrix")
  bits <- random_bits(80, 60) == 1
  sparse <- Matrix::Matrix(bits, sparse = TRUE)
  expect_same_fit(fastpam(sparse, 4, metric = "jaccard"), cluster::pam(dist(bits, "binary"), 4))
})
