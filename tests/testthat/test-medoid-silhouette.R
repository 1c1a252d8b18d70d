# FasterMSC and DynMSC against the definition of the medoid silhouette.

test_that("every fit knows its average medoid silhouette", {
  for (seed in 1:10) {
    set.seed(seed)
    x <- matrix(sample(6, 60, TRUE), 30)  # duplicates: 0 / 0 occurs
    k <- sample(2:5, 1)
    w <- if (seed %% 2) sample(0:3, 30, TRUE)
    fit <- fastpam(x, k, weights = w)
    expected <- weighted.mean(medoid_silhouettes(dist(x), fit$id.med), if (is.null(w)) rep(1, 30) else w)
    expect_equal(fit$avg_medoid_sil, expected)
  }
  expect_identical(fastpam(x, 1)$avg_medoid_sil, NA_real_)
})

test_that("fastermsc ends where no swap improves, and reports what it did", {
  for (seed in 1:40) {
    set.seed(seed)
    n <- sample(8:25, 1)
    k <- sample(2:min(6, n - 1), 1)
    x <- if (seed %% 3) matrix(rnorm(2 * n), n) else matrix(sample(5, 2 * n, TRUE), n)
    w <- if (seed %% 2) sample(0:2, n, TRUE) + (seq_len(n) <= k)
    d <- dist(x)
    fit <- fastpam(d, k, variant = "fastermsc", init = "random", weights = w)
    weight <- if (is.null(w)) rep(1, n) else w
    expect_length(unique(fit$id.med), k)
    ams <- weighted.mean(medoid_silhouettes(d, fit$id.med), weight)
    expect_equal(fit$avg_medoid_sil, ams)
    expect_lte(best_msc_swap(as.matrix(d), fit$id.med, weight), 1e-12)
    expect_true(fit$converged)
    expect_length(fit$trace, fit$swaps)
    expect_false(is.unsorted(-fit$trace))
    if (fit$swaps) expect_equal(utils::tail(fit$trace, 1), 1 - ams)
    # The objective is still the mean dissimilarity.
    nearest <- apply(as.matrix(d)[, fit$id.med], 1, min)
    expect_equal(fit$objective[["swap"]], weighted.mean(nearest, weight))
  }
})

test_that("it is another aim than PAM's", {
  set.seed(1)
  x <- rbind(matrix(rnorm(120, sd = 3), 60), matrix(rnorm(10, 20), 5), matrix(rnorm(10, -20), 5))
  pam <- fastpam(x, 4)
  msc <- fastpam(x, 4, variant = "fastermsc")
  expect_gt(msc$avg_medoid_sil, pam$avg_medoid_sil)
  expect_gt(msc$objective[["swap"]], pam$objective[["swap"]])
  expect_output(print(msc), "Average medoid silhouette")
})

test_that("integer weights are repeated rows", {
  set.seed(3)
  x <- matrix(rnorm(40), 20)
  w <- sample(1:3, 20, TRUE)
  rows <- rep(1:20, w)
  start <- c(2, 9, 14)
  weighted <- fastpam(x, 3, variant = "fastermsc", weights = w, medoids = start)
  repeated <- fastpam(x[rows, ], 3, variant = "fastermsc", medoids = match(start, rows))
  expect_equal(weighted$avg_medoid_sil, repeated$avg_medoid_sil)
})

test_that("the same from every kind of input", {
  set.seed(5)
  x <- matrix(rnorm(400 * 3), 400)
  d <- dist(x)
  old <- options(fastpam.memory = 1)
  on.exit(options(old))
  slim <- fastpam(d, 7, variant = "dynmsc", n_threads = 1)
  options(old)
  wide <- fastpam(d, 7, variant = "dynmsc", n_threads = 2)
  same <- setdiff(names(wide), "call")
  expect_identical(unclass(slim)[same], unclass(wide)[same])
  expect_identical(fastpam(as.matrix(d), 7, diss = TRUE, variant = "dynmsc")$by_k, wide$by_k)
  expect_identical(fastpam(x, 7, variant = "dynmsc")$id.med, wide$id.med)
})

test_that("dynmsc finds the number of groups, going down from k", {
  set.seed(6)
  centers <- cbind(c(0, 10, 0, 10), c(0, 0, 10, 10))
  x <- centers[rep(1:4, each = 20), ] + matrix(rnorm(160, sd = 0.5), 80)
  fit <- fastpam(x, 10, variant = "dynmsc")
  expect_length(fit$id.med, 4)
  expect_identical(fit$by_k$k, 10:2)
  expect_equal(max(fit$by_k$avg_medoid_sil), fit$avg_medoid_sil)
  expect_equal(mean(medoid_silhouettes(dist(x), fit$id.med)), fit$avg_medoid_sil)
  expect_lte(best_msc_swap(as.matrix(dist(x)), fit$id.med), 1e-12)
  expect_identical(predict(fit, x), fit$clustering)
  expect_identical(lengths(unname(split(1:80, fit$clustering))), rep(20L, 4))
})

test_that("a second medoid is needed", {
  expect_snapshot(refusal(fastpam(matrix(1:9), 1, variant = "fastermsc")))
  expect_snapshot(refusal(fastpam(matrix(1:9), 1, variant = "dynmsc")))
})
