# fastclara(refine =): swaps on all objects after the samples.

points <- function(n, seed) {
  set.seed(seed)
  middle <- matrix(rnorm(24, sd = 6), 12)
  middle[sample(12, n, replace = TRUE), ] + matrix(rnorm(2 * n), n)
}

test_that("refined medoids are where FasterPAM ends from those of the best sample", {
  x <- points(600, 1)
  for (weighted in c(FALSE, TRUE)) {
    w <- if (weighted) rep(1:3, 200)
    plain <- fastclara(x, 7, sampsize = 30, rngR = FALSE, variant = "fasterpam", weights = w)
    refined <- fastclara(x, 7, sampsize = 30, rngR = FALSE, variant = "fasterpam", weights = w, refine = TRUE)
    by_hand <- fastpam(x, 7, medoids = plain$i.med, variant = "faster", weights = w)
    expect_null(plain$refined)
    expect_setequal(refined$i.med, by_hand$id.med)
    expect_equal(refined$objective, by_hand$objective[["swap"]])
    expect_lt(refined$objective, plain$objective)
    expect_identical(refined$refined$swaps, by_hand$swaps)
    expect_true(refined$refined$converged)
    expect_true(swap_optimal(refined)$optimal)
    expect_identical(unname(predict(refined, x)), unname(refined$clustering))
    expect_identical(refined$trace, plain$trace)
    expect_true(all(refined$i.med %in% refined$sample))
    expect_s3_class(cluster::silhouette(refined), "silhouette")
    expect_identical(sum(refined$clusinfo[, "size"]), if (weighted) sum(w) + 0 else 600)
  }
})

test_that("refining takes every kind of input, and so many passes", {
  x <- points(300, 2)
  once <- fastclara(x, 6, sampsize = 20, rngR = FALSE, variant = "fasterpam", refine = 1)
  expect_identical(once$refined$iterations, 1L)
  expect_false(once$refined$converged)
  whole <- fastclara(x, 6, sampsize = 20, rngR = FALSE, variant = "fasterpam", refine = 50)
  expect_true(whole$refined$converged)
  by_dist <- fastclara(dist(x), 6, sampsize = 20, rngR = FALSE, variant = "fasterpam", refine = TRUE)
  expect_setequal(by_dist$i.med, whole$i.med)
  binary <- x > 0
  fit <- fastclara(cbind(binary, !binary), 2, metric = "jaccard", sampsize = 20, rngR = FALSE, refine = TRUE)
  expect_true(fit$refined$converged)
  expect_identical(
    fastclara(x, 6, sampsize = 20, rngR = FALSE, refine = TRUE, cluster.only = TRUE),
    fastclara(x, 6, sampsize = 20, rngR = FALSE, refine = TRUE)$clustering
  )
  one <- fastclara(x, 1, sampsize = 20, rngR = FALSE, refine = TRUE)
  expect_identical(one$i.med, fastpam(x, 1)$id.med)
  for (bad in list(-1, NA, "yes", 1.5, c(1, 2), NULL)) {
    expect_error(fastclara(x, 6, refine = bad), "`refine`", class = "fastpam_error")
  }
})

test_that("fixed medoids and candidates hold while refining", {
  x <- points(300, 3)
  fit <- fastclara(x, 5, sampsize = 30, fixed = c(4, 9), candidates = 1:100, refine = TRUE)
  expect_true(all(c(4, 9) %in% fit$i.med))
  expect_true(all(fit$i.med <= 100))
})

test_that("what is skipped changes nothing, on any number of threads", {
  x <- points(5000, 4)
  skipping <- fastpam(x, 20, variant = "faster", medoids = 1:20 * 200, n_threads = 1, stats = FALSE)
  threads <- fastpam(x, 20, variant = "faster", medoids = 1:20 * 200, n_threads = 2, stats = FALSE)
  stored <- fastpam(fastdist(x), 20, variant = "faster", medoids = 1:20 * 200, stats = FALSE)
  same <- c("id.med", "clustering", "objective", "swaps", "trace", "iterations")
  expect_identical(unclass(skipping)[same], unclass(threads)[same])
  expect_identical(unclass(skipping)[same], unclass(stored)[same])
})
