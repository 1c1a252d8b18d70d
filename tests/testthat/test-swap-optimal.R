# The best swap by definition: all of them, one after the other.
best_swap_by_hand <- function(d, medoids, w = rep(1, nrow(d))) {
  loss <- function(m) sum(w * apply(d[, m, drop = FALSE], 1, min)) / sum(w)
  others <- setdiff(seq_len(nrow(d)), medoids)
  change <- outer(seq_along(medoids), others, Vectorize(function(i, j) {
    loss(c(medoids[-i], j)) - loss(medoids)
  }))
  list(change = min(change), objective = loss(medoids))
}

test_that("the certificate finds the best of all swaps", {
  set.seed(7)
  for (case in 1:60) {
    n <- sample(4:25, 1)
    k <- sample(1:(n - 1), 1)
    x <- if (case %% 2) matrix(rnorm(2 * n), n) else matrix(sample(3, 2 * n, TRUE), n)
    d <- dist(x)
    w <- if (case %% 3 == 0) sample(1:4, n, TRUE)
    medoids <- sample(n, k)
    got <- swap_optimal(medoids, d, weights = w)
    want <- best_swap_by_hand(as.matrix(d), medoids, if (is.null(w)) rep(1, n) else w)
    expect_equal(got$change, want$change, tolerance = 1e-12)
    expect_equal(got$objective, want$objective, tolerance = 1e-12)
    expect_identical(got$optimal, want$change >= -1e-13)
    # doing that swap has that effect
    if (got$change < 0) {
      after <- swap_optimal(c(setdiff(medoids, got$leaves), got$enters), d, weights = w)
      expect_equal(after$objective - got$objective, got$change, tolerance = 1e-9)
    }
  }
})

test_that("fits are certified from what they kept, or from what is given", {
  x <- as.matrix(leaves[1:80, -1])
  fit <- fastpam(x, 5, metric = "manhattan")
  expect_true(swap_optimal(fit)$optimal)
  expect_equal(swap_optimal(fit)$objective, fit$objective[["swap"]])
  expect_equal(swap_optimal(fit, x)$objective, fit$objective[["swap"]])
  expect_equal(swap_optimal(fastpam(x, 5, stand = TRUE))$optimal, TRUE)
  d <- dist(x)
  expect_false(swap_optimal(1:5, d)$optimal)
  expect_error(swap_optimal(fastpam(d, 5, keep.diss = FALSE)), "`x` must be given", class = "fastpam_error")
  expect_error(swap_optimal(c(1, 1), d), "`medoids`", class = "fastpam_error")
  expect_output(print(swap_optimal(fit)), "Swap-optimal")
  expect_output(print(swap_optimal(1:5, d)), "Not swap-optimal.*medoid . out, object")
})
