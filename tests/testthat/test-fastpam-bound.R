# fastpam_bound() against all sets of medoids (more of it in test-restrictions.R and tests/cpp/bound).

test_that("the bound is below the best of all, and closes on small problems", {
  for (case in 1:30) {
    set.seed(case)
    n <- sample(5:13, 1)
    k <- sample(1:3, 1)
    x <- if (case %% 2) matrix(rnorm(2 * n), n) else matrix(sample(4, 2 * n, TRUE), n)
    w <- if (case %% 3 == 0) runif(n) else rep(1, n)
    d <- as.matrix(dist(x))
    best <- min(utils::combn(n, k, function(m) sum(w * apply(d[, m, drop = FALSE], 1, min)) / sum(w)))
    found <- fastpam_bound(sample(n, k), dist(x), weights = w)
    expect_lte(found$bound, best * (1 + 1e-12))
    expect_equal(found$bound, best, tolerance = 1e-9)
    if (found$optimal) {
      expect_equal(found$objective, best, tolerance = 1e-9)
      expect_null(found$better)
    } else {
      expect_equal(fastpam_bound(found$better, dist(x), weights = w)$objective, best, tolerance = 1e-9)
    }
  }
})

test_that("a fit is bounded by its own metric, weights and precision", {
  x <- as.matrix(leaves[1:100, -1])
  w <- rep(1:2, 50)
  fit <- fastpam(x, 8, metric = "minkowski", p = 3, weights = w)
  found <- fastpam_bound(fit)
  expect_equal(found$objective, fit$objective[["swap"]])
  expect_identical(found, fastpam_bound(fit, fastdist(x, metric = "minkowski", p = 3)))
  expect_identical(found, fastpam_bound(fit, n_threads = 2))
  expect_lte(found$bound, found$objective)
  expect_equal(found$gap, 100 * (found$objective / found$bound - 1))
  single <- fastpam(x, 8, precision = "single")
  expect_equal(fastpam_bound(single)$objective, single$objective[["swap"]], tolerance = 1e-6)
})

test_that("the budget is kept, and printing shows the result", {
  d <- dist(leaves[1:200, -1])
  brief <- fastpam_bound(fastpam(d, 2), d, max_iter = 3)
  expect_lte(brief$iterations, 4)
  expect_false(brief$optimal)
  expect_gt(brief$gap, 0)
  expect_output(print(brief), "Within .* % of the best possible")
  best <- fastpam_bound(fastpam(d, 1), d)
  expect_true(best$optimal)
  expect_output(print(best), "Optimal")
  expect_error(fastpam_bound(fastpam(d, 2), d, max_iter = 0), class = "fastpam_error")
  expect_error(fastpam_bound(fastpam(d, 2), d, iterations = 5), class = "fastpam_error")
})

test_that("effort is never worse, and set.seed() rules", {
  d <- dist(leaves[1:320, -1])
  normal <- fastpam(d, 20)
  set.seed(5)
  high <- fastpam(d, 20, effort = "high", budget = 30)
  set.seed(5)
  expect_identical(fastpam(d, 20, effort = "high", budget = 30, n_threads = 2)$id.med, high$id.med)
  expect_lt(high$objective[["swap"]], normal$objective[["swap"]])
  expect_true(swap_optimal(high, d)$optimal)
  expect_length(high$starts, 2)
  expect_equal(high$starts[[1]], normal$objective[["swap"]])
})
