# How many objects a sample has where the user names no number.

size_of <- function(...) length(with_fixed_seed(1, fastclara(..., progress = FALSE))$sample)

cloud <- function(n, p) with_fixed_seed(4, matrix(round(rnorm(n * p), 2), n))

test_that("the default is the documented formula", {
  x <- cloud(6000, 2)
  # 5e6 k units of work, 1 + p / 400 for each dissimilarity
  expect_identical(size_of(x, 4), as.integer(sqrt(2e7 / 1.005 / 5)))
  expect_identical(size_of(x, 4, samples = 20), as.integer(sqrt(2e7 / 1.005 / 20)))
  expect_identical(size_of(x, 4, samples = 1), as.integer(sqrt(2e7 / 1.005)))
  expect_identical(size_of(x, 2, "minkowski", p = 3), as.integer(sqrt(1e7 / 1.04 / 5)))
  expect_identical(size_of(as.data.frame(x), 2, "gower"), as.integer(sqrt(1e7 / 1.075 / 5)))
  # Where all objects are no more work than the samples, all are taken.
  whole <- with_fixed_seed(1, fastclara(x[1:3100, ], 2))
  expect_length(whole$sample, 3100)
  expect_null(whole$starts)
  expect_identical(size_of(x[1:3200, ], 2), as.integer(sqrt(1e7 / 1.005 / 5)))
  # Never less than Schubert and Rousseeuw's.
  expect_identical(size_of(x, 4, samples = 20000, cluster.only = FALSE, variant = "alternating", init = "random"), 96L)
})

test_that("sizes for many objects, without a fit", {
  euclidean <- function(p, sparse = FALSE) sampling_cost(metric_spec("euclidean"), p, sparse)
  auto <- function(n, k, samples, cost, variant = "fasterpam") sample_size("auto", n, k, samples, variant, cost)
  expect_identical(auto(1e6, 100, 5, euclidean(10)), as.integer(sqrt(1.25e8 / 5 / 1.025)))
  expect_identical(auto(1e6, 100, 1, euclidean(10)), 5000L)
  expect_identical(auto(1e6, 3, 5, euclidean(10)), as.integer(sqrt(1.5e7 / 5 / 1.025)))
  expect_identical(auto(5000, 100, 5, euclidean(2)), 5000L)
  expect_lt(auto(5001, 100, 5, euclidean(2)), 5001L)
  expect_identical(auto(1e6, 2000, 5, euclidean(10)), 8080L)
  expect_identical(auto(1e6, 100, 5, euclidean(10), "original"), 480L)
  expect_identical(auto(1e6, 100, 5, euclidean(10), "fastpam1"), 480L)
  # The more a dissimilarity costs, the smaller the samples.
  given <- sampling_cost(NULL, 1000, FALSE)
  user <- sampling_cost(metric_spec(function(a, b) 0), 1000, FALSE)
  expect_identical(c(given, user), c(1, 1))
  sizes <- vapply(c("jaccard", "euclidean", "canberra", "minkowski", "gower"), function(metric) {
    auto(1e6, 100, 5, sampling_cost(metric_spec(metric), 1000, FALSE))
  }, 0L)
  expect_identical(order(sizes, decreasing = TRUE), 1:5)
  expect_false(anyDuplicated(sizes) > 0)
  expect_gt(auto(1e6, 100, 5, euclidean(20000, TRUE)), auto(1e6, 100, 5, euclidean(20000)))
  # Below 200 MB
  expect_lte(8 * auto(1e9, 100, 1, 1)^2, 2e8)
})

test_that("the words are the sizes of clara() and of its authors' successors", {
  x <- cloud(6000, 2)
  expect_identical(size_of(x, 4, sampsize = "clara"), 48L)
  expect_identical(size_of(x, 4, sampsize = "fastclara"), 96L)
  expect_identical(size_of(x, 4, sampsize = "auto"), size_of(x, 4))
  expect_identical(size_of(x[1:40, ], 4, sampsize = "clara"), 40L)
  # Both generators: the same arguments, the fit of clara().
  for (rngR in c(TRUE, FALSE)) {
    ours <- with_fixed_seed(1, fastclara(x, 4, rngR = rngR, variant = "pam", sampsize = "clara"))
    theirs <- with_fixed_seed(1, cluster::clara(x, 4, rngR = rngR, pamLike = TRUE))
    same <- c("sample", "i.med", "clustering", "objective", "diss", "silinfo")
    expect_identical(lapply(ours[same], as.vector), lapply(theirs[same], as.vector))
  }
  expect_identical(fastclara(x, 4, rngR = FALSE)$sample, theirs$sample)
  expect_snapshot({
    refusal(fastclara(x, 4, sampsize = "large"))
    refusal(fastclara(x, 4, sampsize = NULL))
    refusal(fastclara(chunks(x, size = 2000), 4, sampsize = "large"))
  })
})

test_that("a table in pieces has the default of the whole table, and its fit", {
  x <- cloud(3600, 3)
  mixed <- data.frame(x, g = factor(c("a", "b", "c")[1 + abs(x[, 1]) %% 3]))
  for (made in list(list(x, "manhattan"), list(mixed, "gower"))) {
    whole <- with_fixed_seed(1, fastclara(made[[1]], 2, made[[2]], independent = TRUE))
    pieces <- with_fixed_seed(1, fastclara(chunks(made[[1]], size = 1000), 2, made[[2]]))
    expect_lt(length(whole$sample), 3600)
    expect_identical(pieces$sample, whole$sample)
    expect_identical(unname(pieces$clustering), unname(whole$clustering))
    expect_identical(pieces$objective, whole$objective)
  }
})

test_that("a sparse table in pieces too", {
  skip_if_not_installed("Matrix")
  x <- Matrix::Matrix(abs(cloud(3600, 30)) * (cloud(3600, 30) > 1), sparse = TRUE)
  whole <- with_fixed_seed(1, fastclara(x, 2, independent = TRUE))
  expect_identical(with_fixed_seed(1, fastclara(chunks(x, size = 1000), 2))$sample, whole$sample)
  expect_length(whole$sample, floor(sqrt(1e7 / 5 / (1 + 3 / 400))))
})

test_that("weights, candidates and fixed objects", {
  x <- cloud(6000, 2)
  w <- rep(c(1, 0), c(40, 5960))
  expect_identical(size_of(x, 3, weights = w), 40L)
  expect_identical(size_of(x, 3, weights = w, candidates = 31:50), 50L)
  fit <- with_fixed_seed(1, fastclara(x, 4, fixed = c(5, 9), candidates = 1:1500))
  expect_length(fit$sample, as.integer(sqrt(2e7 / 1.005 / 5)))
  expect_true(all(c(5, 9) %in% fit$i.med))
  expect_true(all(fit$i.med <= 1500))
})

test_that("dissimilarities of a large sample are not kept", {
  x <- cloud(2400, 2)
  fit <- with_fixed_seed(1, fastclara(x, 2, sampsize = 2001))
  expect_null(fit$diss)
  expect_true("diss" %in% names(fit))
  expect_identical(attr(fastclara(x, 2, sampsize = 2000)$diss, "Size"), 2000L)
  expect_output(print(summary(fit)), "of the best sample")
  expect_s3_class(cluster::silhouette(fit), "silhouette")
  expect_identical(dim(fit$silinfo$widths), c(2001L, 3L))
  pdf(NULL)
  on.exit(dev.off())
  expect_no_error(plot(fit))
  expect_no_error(cluster::clusplot(fit))
  expect_identical(unname(predict(fit, x)), fit$clustering)
  streamed <- with_fixed_seed(1, fastclara(chunks(x, size = 900), 2, sampsize = 2001))
  expect_null(streamed$diss)
})

test_that("the default sample gives better medoids than the small one", {
  x <- with_fixed_seed(3, matrix(rnorm(2e4, sd = 4), ncol = 2)[rep(1:50, 200), ] + rnorm(2e4))
  loss <- function(...) with_fixed_seed(1, fastclara(x, 50, ...))$objective
  expect_lt(loss(), 0.95 * loss(sampsize = "fastclara"))
})

test_that("threads do not change the fit of large samples", {
  x <- cloud(6000, 2)
  fits <- lapply(1:2, function(threads) with_fixed_seed(1, fastclara(x, 4, n_threads = threads)))
  expect_identical(fits[[1]][1:9], fits[[2]][1:9])
})
