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

# Two groups with weights that are survey weights rather than counts.
weighted_groups <- local({
  set.seed(11)
  list(
    x = rbind(matrix(rnorm(60), 30), matrix(rnorm(60, 6), 30)),
    w = rexp(60) + 0.05
  )
})

test_that("weights that are no counts have no unit, in silhouettes neither", {
  x <- weighted_groups$x
  w <- weighted_groups$w
  widths <- function(w) fastpam(x, 2, weights = w)$silinfo$widths
  for (by in c(1 / sum(w), 60 / sum(w), 1e-200, 1e5)) {
    expect_equal(widths(w * by), widths(w), tolerance = 1e-12)
    path <- fastpam_path(x, 2:4, weights = w * by)
    expect_equal(path$suggested$k, 2L)
    expect_equal(
      summary(fastsilhouette(rep(1:2, each = 30), x, weights = w * by))$avg.width,
      summary(fastsilhouette(rep(1:2, each = 30), x, weights = w))$avg.width
    )
  }
})

test_that("silhouettes of weights that are no counts are those of their definition", {
  x <- weighted_groups$x
  w <- weighted_groups$w
  fit <- fastpam(x, 3, weights = w)
  d <- as.matrix(dist(x))
  own <- outer(fit$clustering, fit$clustering, "==") & diag(60) == 0
  a <- as.vector((own * d) %*% w) / as.vector(own %*% w)
  b <- vapply(seq_len(60), function(o) {
    others <- setdiff(unique(fit$clustering), fit$clustering[o])
    min(vapply(others, function(c) weighted.mean(d[o, fit$clustering == c], w[fit$clustering == c]), 0))
  }, 0)
  order <- as.integer(rownames(fit$silinfo$widths))
  expect_equal(unname(fit$silinfo$widths[, "sil_width"]), ((b - a) / pmax(a, b))[order], tolerance = 1e-12)
  expect_equal(fit$silinfo$avg.width, weighted.mean((b - a) / pmax(a, b), w), tolerance = 1e-12)
})

test_that("equal weights, whole or not, change no silhouette", {
  x <- weighted_groups$x
  plain <- fastpam(x, 2)$silinfo$avg.width
  for (w in c(1, 0.3, 1 / 60, 2.5)) {
    expect_equal(fastpam(x, 2, weights = rep(w, 60))$silinfo$avg.width, plain, tolerance = 1e-12)
  }
})

test_that("the diameter of one cluster is that of the objects that count", {
  x <- rbind(weighted_groups$x[1:30, ], c(100, 100))
  diameter <- max(dist(x[1:30, ]))
  for (w in list(rep(1:0, c(30, 1)), rep(c(0.5, 0), c(30, 1)))) {
    expect_identical(fastpam(x, 1, weights = w)$clusinfo[[1L, "diameter"]], diameter)
    expect_identical(fastpam(x, 1, weights = w, memory = 0)$clusinfo[[1L, "diameter"]], diameter)
    expect_identical(fastclarans(x, 1, weights = w)$clusinfo[[1L, "diameter"]], diameter)
  }
})
