# Integer weights are repeated rows.

variants <- c("pam", "fastpam1", "fastpam2", "fasterpam", "alternating", "original")

# Rows 1..n repeated w times, row i's copies side by side; which copy is a medoid does not matter.
repeated <- function(x, w) x[rep(seq_len(nrow(x)), w), , drop = FALSE]

test_that("weights equal repeated rows in every variant and statistic", {
  other_medoids <- 0
  for (case in 1:20) {
    set.seed(case)
    n <- sample(8:30, 1)
    k <- sample(2:5, 1)
    x <- matrix(rnorm(2 * n), n)
    w <- sample(1:4, n, TRUE)
    origin <- rep(seq_len(n), w)
    start <- sample(n, k)
    for (variant in variants) {
      # the same start on both sides: the first copy of each start medoid
      short <- fastpam(dist(x), k, medoids = start, variant = variant, weights = w)
      long <- fastpam(dist(repeated(x, w)), k, medoids = match(start, origin), variant = variant)
      # Of two objects that make equally good medoids either may be taken.
      other_medoids <- other_medoids + !setequal(short$id.med, origin[long$id.med])
      expect_equal(short$objective, long$objective, tolerance = 1e-12)
      expect_identical(short$clustering[origin], long$clustering)
      expect_equal(short$clusinfo, long$clusinfo, tolerance = 1e-12)
      expect_identical(short$isolation, long$isolation)
      expect_equal(short$silinfo$avg.width, long$silinfo$avg.width, tolerance = 1e-12)
      expect_equal(short$silinfo$clus.avg.widths, long$silinfo$clus.avg.widths, tolerance = 1e-12)
      width <- function(fit) {
        fit$silinfo$widths[order(as.integer(rownames(fit$silinfo$widths))), "sil_width"]
      }
      expect_equal(unname(width(short)[origin]), unname(width(long)), tolerance = 1e-12)
    }
  }
  expect_lte(other_medoids, 3)
})

test_that("weighted BUILD and Park-Jun are those of the repeated rows", {
  for (case in 1:15) {
    set.seed(100 + case)
    n <- sample(8:40, 1)
    x <- matrix(rnorm(3 * n), n)
    w <- sample(1:3, n, TRUE)
    origin <- rep(seq_len(n), w)
    k <- sample(1:6, 1)
    short <- fastpam(dist(x), k, weights = w, do.swap = FALSE)
    long <- fastpam(dist(repeated(x, w)), k, do.swap = FALSE)
    expect_setequal(short$id.med, origin[long$id.med])
    expect_equal(short$objective, long$objective, tolerance = 1e-12)
  }
})

test_that("a weight of zero is no row: labelled, but never a medoid and never counted", {
  for (case in 1:15) {
    set.seed(200 + case)
    n <- sample(12:40, 1)
    x <- matrix(rnorm(2 * n), n)
    w <- sample(0:2, n, TRUE)
    w[1:7] <- 1 # enough to choose from, and the first object fixes the numbering
    there <- which(w > 0)
    origin <- rep(seq_len(n), w)
    for (init in c("build", "lab", "random", "kmeanspp", "parkjun")) {
      fit <- fastpam(dist(x), 4, init = init, weights = w)
      expect_true(all(w[fit$id.med] > 0))
    }
    short <- fastpam(dist(x), 4, weights = w)
    long <- fastpam(dist(repeated(x, w)), 4)
    expect_setequal(short$id.med, origin[long$id.med])
    expect_equal(short$objective, long$objective, tolerance = 1e-12)
    expect_equal(short$clusinfo, long$clusinfo, tolerance = 1e-12)
    expect_equal(short$silinfo$avg.width, long$silinfo$avg.width, tolerance = 1e-12)
    expect_length(short$clustering, n)
  }
})

test_that("fewer objects with a weight than medoids is an error that says so", {
  expect_error(
    fastpam(dist(1:6), 3, weights = c(1, 1, 0, 0, 0, 0)), "`weights` must",
    class = "fastpam_error"
  )
})
