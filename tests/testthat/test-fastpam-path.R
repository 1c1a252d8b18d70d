leaf <- as.matrix(leaves[1:120, -1])
set.seed(11)
groups <- cbind(c(0, 9, 0), c(0, 0, 9))[rep(1:3, each = 15), ] + matrix(rnorm(90), 45)

expect_same_fit <- function(actual, expected) {
  # The work differs: one BUILD serves all k.
  same <- setdiff(names(expected), c("call", "data", "diss", "work"))
  expect_identical(unclass(actual)[same], unclass(expected)[same])
}

test_that("each fit is the one fastpam() finds", {
  d <- dist(leaf)
  path <- fastpam_path(d, k = c(7, 1:4, 4))
  expect_identical(path$table$k, c(1:4, 7L))
  for (k in c(1:4, 7)) expect_same_fit(path$fits[[as.character(k)]], fastpam(d, k))
  # Data with ties, where BUILD has many equal choices; weights; other variants.
  for (seed in 1:10) {
    set.seed(seed)
    x <- matrix(sample(3, 60, TRUE), 30)
    w <- if (seed %% 2) sample(0:2, 30, TRUE) + (1:30 <= 6)
    variant <- sample(c("pam", "fastpam1", "fasterpam", "alternating"), 1)
    path <- fastpam_path(x, k = 1:6, metric = "manhattan", variant = variant, weights = w)
    for (k in 1:6) {
      expect_same_fit(path$fits[[k]], fastpam(x, k, metric = "manhattan", variant = variant, weights = w))
    }
  }
})

test_that("random starts are those of fastpam() called for one k after the other", {
  d <- dist(leaf)
  set.seed(3)
  path <- fastpam_path(d, k = 2:4, variant = "fasterpam", nstart = 3)
  set.seed(3)
  for (k in 2:4) expect_same_fit(path$fits[[k - 1]], fastpam(d, k, variant = "fasterpam", nstart = 3))
})

test_that("the table says what the fits say", {
  path <- fastpam_path(leaf, k = 1:5)
  for (row in seq_len(5)) {
    fit <- path$fits[[row]]
    expect_identical(path$table$objective[row], fit$objective[["swap"]])
    expect_identical(path$table$avg_medoid_sil[row], fit$avg_medoid_sil)
    expect_identical(path$table$smallest[row], min(fit$clusinfo[, "size"]))
  }
  expect_identical(path$table$avg_sil_width[-1], vapply(path$fits[-1], function(f) f$silinfo$avg.width, 0, USE.NAMES = FALSE))
  expect_identical(path$table$avg_sil_width[1], NA_real_)
  expect_identical(as.data.frame(path), path$table)
  expect_null(fastpam_path(leaf, k = 2:3, keep = FALSE)$fits)
  expect_length(update(path$fits[["4"]], k = 3)$id.med, 3)
})

test_that("the suggestion goes by its criterion", {
  path <- fastpam_path(groups, k = 1:6)
  expect_identical(path$suggested$k, 3L)
  expect_identical(path$suggested$value, max(path$table$avg_sil_width, na.rm = TRUE))
  expect_match(path$suggested$why, "k = 3 has the largest average silhouette width")
  for (criterion in c("silhouette", "medoid_silhouette")) {
    path <- fastpam_path(leaf, k = 2:9, criterion = criterion)
    expect_identical(path$suggested$k, path$table$k[which.max(path$table[[criterion_column[[criterion]]]])])
  }
  expect_match(fastpam_path(groups, k = 2:3)$suggested$why, "largest k tried")
  expect_identical(fastpam_path(groups, k = 1)$suggested$k, NA_integer_)
})

test_that("the gap statistic tells one group from three", {
  set.seed(1)
  path <- fastpam_path(groups, k = 1:5, criterion = "gap", gap = 15)
  expect_identical(path$suggested$k, 3L)
  expect_identical(path$suggested$k, path$table$k[cluster::maxSE(path$table$gap, path$table$gap_se)])
  set.seed(1)
  expect_identical(fastpam_path(matrix(runif(80), 40), k = 1:5, criterion = "gap", gap = 15)$suggested$k, 1L)
  # Close to cluster's, whose W sums squares or distances within clusters, not to medoids.
  set.seed(1)
  theirs <- cluster::clusGap(groups, function(x, k) list(cluster = cluster::pam(x, k, cluster.only = TRUE)), 5, B = 30, verbose = FALSE)
  set.seed(1)
  ours <- fastpam_path(groups, k = 1:5, gap = 30)$table
  expect_equal(diff(ours$gap)[1:2] > 0, diff(theirs$Tab[, "gap"])[1:2] > 0, ignore_attr = TRUE)
})

test_that("k, unless given, stops at n - 1; other arguments are checked", {
  expect_identical(fastpam_path(groups[1:6, ])$table$k, 2:5)
  expect_snapshot(refusal(fastpam_path(groups, k = 45)))
  expect_snapshot(refusal(fastpam_path(groups, k = "3")))
  expect_snapshot(refusal(fastpam_path(groups, criterion = "gap")))
  expect_snapshot(refusal(fastpam_path(dist(groups), gap = 3)))
  expect_snapshot(refusal(fastpam_path(groups, variant = "dynmsc")))
  expect_snapshot(refusal(fastpam_path(groups, medoids = 1:3)))
  expect_snapshot(refusal(fastpam_path(groups, k = 1:3, variant = "fastermsc")))
})

test_that("print() shows the table and the reason", {
  expect_snapshot(fastpam_path(groups, k = 1:5))
  expect_snapshot(fastpam_path(dist(groups), k = 1, variant = "fasterpam", keep = FALSE))
})

test_that("plot() draws the criteria", {
  file <- tempfile(fileext = ".pdf")
  grDevices::pdf(file)
  on.exit(unlink(file))
  path <- fastpam_path(groups, k = 1:5, gap = 3)
  expect_identical(withVisible(plot(path)), list(value = path, visible = FALSE))
  expect_no_error(plot(path, what = "smallest"))
  expect_error(plot(path, what = "nothing"), class = "fastpam_error")
  grDevices::dev.off()
})
