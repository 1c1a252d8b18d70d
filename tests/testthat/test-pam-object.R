# The result as an object: what is added to cluster's components, and what reads them.

leaf <- as.matrix(leaves[1:50, -1])

test_that("cluster's components come first, in its order; ours follow", {
  for (args in list(list(), list(keep.data = FALSE), list(keep.diss = FALSE), list(k = 1))) {
    args <- utils::modifyList(list(x = leaf, k = 3), args)
    theirs <- names(do.call(cluster::pam, args))
    ours <- names(do.call(fastpam, args))
    expect_identical(ours[seq_along(theirs)], theirs)
    expect_identical(
      ours[-seq_along(theirs)],
      c(
        "k", "variant", "init", "metric", "iterations", "swaps", "converged", "trace", "avg_medoid_sil", "work",
        "prediction"
      )
    )
  }
  several <- names(fastpam(leaf, 3, nstart = 2, weights = rep(1, 50)))
  expect_identical(utils::tail(several, 4), c("weights", "avg_medoid_sil", "work", "prediction"))
})

test_that("partial matching finds what it finds in cluster", {
  fit <- fastpam(leaf, 3, nstart = 2, weights = rep(1, 50))
  expect_identical(fit$cluster, fit$clustering)
  expect_length(grep("^cluster", names(fit)), 1)
  theirs <- names(cluster::pam(leaf, 3))
  for (name in theirs) expect_identical(fit[[name]], fit[[name, exact = FALSE]])
  expect_null(fastpam(leaf, 3, keep.data = FALSE)$data)
})

test_that("types of the added components", {
  fit <- fastpam(leaf, 3, medoids = 1:3)
  expect_s3_class(fit, c("fastpam", "fastpam_fit", "pam", "partition"), exact = TRUE)
  expect_type(fit$iterations, "integer")
  expect_type(fit$swaps, "integer")
  expect_type(fit$converged, "logical")
  expect_type(fit$trace, "double")
  expect_identical(fit$metric, "euclidean")
  expect_identical(fastpam(leaf, 3, do.swap = FALSE)$trace, double())
})

test_that("the call is kept with full argument names, and update() works on it", {
  fit <- fastpam(leaf, 3, metr = "manhattan")
  expect_identical(fit$call, quote(fastpam(x = leaf, k = 3, metric = "manhattan")))
  again <- update(fit, k = 4)
  expect_length(again$id.med, 4)
  expect_identical(again$metric, "manhattan")
})

test_that("medoids keep the storage type and the names of the data", {
  whole <- matrix(1:20, 10, dimnames = list(letters[1:10], c("u", "v")))
  fit <- fastpam(whole, 3)
  expect_type(fit$medoids, "integer")
  expect_identical(fit$medoids, whole[fit$id.med, ])
  expect_type(fit$data, "double")
  frame <- as.data.frame(unname(whole))
  expect_identical(fastpam(frame, 3)$medoids, data.matrix(frame)[fit$id.med, ])
  expect_null(rownames(fastpam(frame, 3)$medoids))
})

test_that("cluster's functions read the object", {
  fit <- fastpam(leaf, 3)
  theirs <- cluster::pam(leaf, 3)
  widths <- cluster::silhouette(fit)
  expect_s3_class(widths, "silhouette")
  expect_identical(widths[, ], cluster::silhouette(theirs)[, ])
  expect_output(cluster:::print.pam(fit), "Objective function")
  expect_output(cluster:::print.summary.pam(summary(fit)), "Average silhouette width of total data set")
})
