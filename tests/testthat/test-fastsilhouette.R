test_that("fastsilhouette() has the bits of cluster::silhouette(), from every kind of input", {
  set.seed(3)
  for (case in 1:40) {
    n <- sample(4:150, 1)
    k <- sample(2:min(12, n - 1), 1)
    x <- if (case %% 2) matrix(rnorm(3 * n), n) else matrix(sample(3, 3 * n, TRUE), n)
    if (case %% 3 == 0) rownames(x) <- paste0("o", seq_len(n))
    d <- dist(x)
    groups <- c(seq_len(k), sample(k, n - k, TRUE))
    if (case %% 5 == 0) groups <- groups * 10L - 20L # codes that are not 1..k
    want <- cluster::silhouette(groups, d)
    for (got in list(
      fastsilhouette(groups, d), fastsilhouette(groups, x), fastsilhouette(groups, unname(as.matrix(d)), diss = TRUE),
      fastsilhouette(factor(groups), d, n_threads = 2)
    )[if (case %% 5) 1:4 else 1:3]) {
      expect_identical(c(got), c(want))
      expect_identical(attr(got, "codes"), attr(want, "codes"))
      expect_identical(rownames(got), if (is.null(attr(got, "call")$diss)) rownames(x))
      expect_s3_class(got, "silhouette")
      expect_identical(c(summary(got)$avg.width), c(summary(want)$avg.width))
    }
  }
})

test_that("metrics, weights and single precision reach the silhouettes", {
  x <- as.matrix(androgen[1:120, -1])
  groups <- rep(1:4, 30)
  d <- fastdist(x, "jaccard")
  expect_identical(c(fastsilhouette(groups, x, metric = "jaccard")), c(cluster::silhouette(groups, d)))
  y <- as.matrix(leaves[1:60, 2:5])
  g <- rep(1:3, 20)
  w <- rep(1:3, each = 20)
  rows <- rep(1:60, w)
  whole <- fastsilhouette(g[rows], y[rows, ])
  expect_equal(
    fastsilhouette(g, y, weights = w)[, "sil_width"], whole[!duplicated(rows), "sil_width"],
    tolerance = 1e-12, ignore_attr = TRUE
  )
  single <- fastsilhouette(g, y, precision = "single")
  double <- fastsilhouette(g, y)
  expect_false(identical(c(single), c(double)))
  expect_equal(c(single), c(double), tolerance = 1e-5)
})

test_that("a fit says what it needs", {
  x <- as.matrix(leaves[1:200, -1])
  fit <- fastpam(x, 12, metric = "manhattan")
  expect_equal(c(fastsilhouette(fit)), c(cluster::silhouette(fit$clustering, dist(x, "manhattan"))))
  m <- medoid_silhouette(fit)
  expect_identical(as.integer(m[, "cluster"]), unname(fit$clustering))
  expect_equal(mean(m[, "sil_width"]), fit$avg_medoid_sil)
  expect_identical(c(medoid_silhouette(fit$id.med, x, metric = "manhattan")), c(m))
  sampled <- fastclara(x, 5, metric = "manhattan")
  expect_equal(c(fastsilhouette(sampled)), c(cluster::silhouette(sampled$clustering, dist(x, "manhattan"))))
  expect_identical(as.integer(medoid_silhouette(sampled)[, "cluster"]), unname(sampled$clustering))
})

test_that("medoid silhouettes follow their definition", {
  set.seed(5)
  for (case in 1:20) {
    n <- sample(5:60, 1)
    x <- if (case %% 2) matrix(rnorm(2 * n), n) else matrix(sample(4, 2 * n, TRUE), n)
    medoids <- sample(n, sample(2:(n - 1), 1))
    d <- as.matrix(dist(x))[, medoids]
    got <- medoid_silhouette(medoids, x)
    sorted <- t(apply(d, 1, sort))
    expect_equal(
      got[, "sil_width"], ifelse(sorted[, 1] == 0, 1, 1 - sorted[, 1] / sorted[, 2]),
      tolerance = 1e-14, ignore_attr = TRUE
    )
    expect_equal(d[cbind(seq_len(n), got[, "cluster"])], sorted[, 1], tolerance = 1e-14, ignore_attr = TRUE)
    expect_equal(d[cbind(seq_len(n), got[, "neighbor"])], sorted[, 2], tolerance = 1e-14, ignore_attr = TRUE)
  }
})

test_that("fewer than two clusters are NA, and bad arguments are named", {
  x <- as.matrix(leaves[1:20, -1])
  expect_identical(fastsilhouette(rep(3, 20), x), NA)
  expect_identical(fastsilhouette(1:20, x), NA)
  expect_snapshot({
    refusal(fastsilhouette(1:3, x))
    refusal(fastsilhouette(letters[1:20], x))
    refusal(fastsilhouette(c(NA, 2:20), x))
    refusal(fastsilhouette(c(1:19, 2.5), x))
    refusal(fastsilhouette(rep(1:2, 10)))
    refusal(fastsilhouette(rep(1:2, 10), x, weights = rep(0:1, 10)))
    refusal(medoid_silhouette(1, x))
    refusal(medoid_silhouette(c(1, 21), x))
  })
})
