# fastclarans(): honest numbers, walks that only depend on the seed, and pam()'s object.

points <- with_fixed_seed(1, matrix(rnorm(400 * 2), 400))
square <- as.matrix(dist(points))
mean_to <- function(medoids) mean(Reduce(pmin, lapply(medoids, function(m) square[, m])))
run <- function(..., x = points, k = 8, seed = 1) with_fixed_seed(seed, fastclarans(x, k, ...))
bare <- function(fit) unclass(fit)[setdiff(names(fit), "call")]

test_that("the objective is the one of the medoids, and labels are the nearest ones", {
  for (variant in c("fast", "classic")) {
    for (seed in 1:20) {
      fit <- run(variant = variant, k = 1 + seed %% 9, seed = seed)
      expect_equal(fit$objective[["swap"]], mean_to(fit$id.med), tolerance = 1e-13)
      d <- square[, fit$id.med, drop = FALSE]
      expect_identical(d[cbind(1:400, fit$clustering)], unname(apply(d, 1, min)))
      expect_identical(min(fit$starts), fit$objective[["swap"]])
      if (fit$swaps) expect_identical(tail(fit$trace, 1), fit$objective[["swap"]])
      expect_lte(fit$objective[["swap"]], fit$objective[["build"]])
    }
  }
})

test_that("threads change nothing, the seed does, dissimilarities are as good as data", {
  for (variant in c("fast", "classic")) {
    one <- run(variant = variant, n_threads = 1)
    expect_identical(bare(run(variant = variant, n_threads = 2)), bare(one))
    expect_identical(bare(run(variant = variant, n_threads = 5)), bare(one))
    expect_false(identical(run(variant = variant, seed = 2)$id.med, one$id.med))
    given <- run(variant = variant, x = dist(points))
    same <- c("id.med", "clustering", "objective", "clusinfo", "silinfo", "isolation", "trace", "starts")
    expect_identical(unclass(given)[same], unclass(one)[same])
  }
})

test_that("statistics are those of pam() for the same medoids", {
  fit <- run(k = 5)
  pam <- cluster::pam(points, 5, medoids = fit$id.med, do.swap = FALSE)
  parts <- c("medoids", "id.med", "clustering", "isolation", "clusinfo", "silinfo", "data")
  expect_identical(unclass(fit)[parts], unclass(pam)[parts])
  expect_identical(names(fit)[seq_along(names(pam))], names(pam))
  expect_s3_class(fit, c("fastpam", "fastpam_fit", "pam", "partition"), exact = TRUE)
  single <- run(k = 1)
  expect_identical(single$clusinfo, cluster::pam(points, 1, medoids = single$id.med, do.swap = FALSE)$clusinfo)
})

test_that("without stats, all that needs all pairs is missing and the rest is there", {
  full <- run()
  brief <- run(stats = FALSE)
  expect_identical(brief$clusinfo[, 1:3], full$clusinfo[, 1:3])
  expect_true(all(is.na(brief$clusinfo[, 4:5])))
  expect_true(all(is.na(brief$isolation)))
  expect_null(brief$silinfo)
  expect_true("silinfo" %in% names(brief))
  expect_identical(brief$clustering, full$clustering)
  expect_identical(run(cluster.only = TRUE), full$clustering)
  expect_output(print(brief), "around medoids")
})

test_that("numlocal, maxneighbor and variant do something", {
  expect_length(run(numlocal = 4)$starts, 4)
  expect_identical(run(numlocal = 4)$starts[1:2], run()$starts)
  expect_null(run(numlocal = 1)$starts)
  losses <- function(m) mean(vapply(1:10, function(s) run(maxneighbor = m, seed = s)$objective[[2]], 0))
  expect_lt(losses(500), losses(2))
  expect_identical(run()$maxneighbor, ceiling(2 * 250 / 8))
  expect_identical(run(variant = "classic")$maxneighbor, 250)
  expect_identical(run(variant = "classic")$variant, "clarans")
  expect_false(identical(run(variant = "classic")$iterations, run()$iterations))
})

test_that("a long enough walk ends where no exchange improves", {
  fit <- run(maxneighbor = 5000, k = 4)
  best <- outer(1:4, 1:400, Vectorize(function(i, h) mean_to(replace(fit$id.med, i, h))))
  expect_gte(min(best), fit$objective[["swap"]] * (1 - 1e-14))
})

test_that("weights: the objective is the weighted mean, medoids stand for something", {
  w <- with_fixed_seed(3, sample(0:3, 400, TRUE))
  fit <- run(weights = w)
  least <- apply(square[, fit$id.med], 1, min)
  expect_equal(fit$objective[["swap"]], sum(w * least) / sum(w), tolerance = 1e-13)
  expect_true(all(w[fit$id.med] > 0))
  expect_equal(sum(fit$clusinfo[, "size"]), sum(w))
  # Heavy objects draw medoids: all weight on 8 of them leaves no choice.
  chosen <- c(3, 50, 77, 120, 200, 260, 301, 399)
  expect_setequal(run(weights = replace(numeric(400), chosen, 1))$id.med, chosen)
})

test_that("ties, duplicates and the smallest sizes", {
  grid <- as.matrix(expand.grid(1:5, 1:5, 1:2))[, 1:2]
  fit <- run(x = grid, k = 6)
  expect_equal(fit$objective[["swap"]], mean(apply(as.matrix(dist(grid))[, fit$id.med], 1, min)))
  expect_identical(anyDuplicated(fit$id.med), 0L)
  expect_identical(run(x = matrix(0, 6, 1), k = 2)$objective[["swap"]], 0)
  expect_identical(run(x = matrix(c(0, 1), 2), k = 1)$objective[["swap"]], .5)
})

test_that("what cannot be used is refused by name", {
  expect_snapshot({
    refusal(fastclarans(points, 0))
    refusal(fastclarans(points, 400))
    refusal(fastclarans(points, 3, numlocal = 0))
    refusal(fastclarans(points, 3, maxneighbor = 0))
    refusal(fastclarans(points, 3, variant = "foo"))
    refusal(fastclarans(points, 3, stats = NA))
    refusal(fastclarans(points, 3, weights = 1:3))
    refusal(fastclarans(points, 3, weights = rep(1:0, c(2, 398))))
    refusal(fastclarans(points, 3, diss = TRUE))
    refusal(fastclarans(points, 3, foo = 1))
    refusal(fastclarans(dist(points), 3, keep.data = TRUE))
    refusal(fastclarans(matrix(c(1, NA, NA, 2), 2), 1))
  })
})
