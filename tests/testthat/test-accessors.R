x <- random_matrix(30, 3)
named <- x
rownames(named) <- paste0("o", 30:1)

test_that("fitted() gives the medoid of each object", {
  fit <- fastpam(named, 4)
  expect_equal(fitted(fit), named[fit$id.med, ][fit$clustering, ], ignore_attr = TRUE)
  expect_identical(fitted(fit, "class"), fit$clustering)
  expect_identical(fitted(fastpam(dist(x), 4)), fit$id.med[fit$clustering])
  expect_error(fitted(fit, "mean"), class = "fastpam_error")
})

test_that("nobs() counts objects", {
  expect_identical(nobs(fastpam(x, 2)), 30L)
})

test_that("as.data.frame() has one row for each object, in the order of the data", {
  widths <- cluster::silhouette(fastpam(x, 4)$clustering, dist(x))
  for (data in list(x, named)) {
    fit <- fastpam(data, 4)
    frame <- as.data.frame(fit)
    expect_identical(frame$cluster, unname(fit$clustering))
    expect_equal(frame$sil_width, widths[, "sil_width"])
    expect_equal(frame$neighbor, widths[, "neighbor"])
  }
  expect_identical(frame$object, rownames(named))
  expect_identical(frame$medoid, rownames(named)[fit$id.med][fit$clustering])
  twice <- named
  rownames(twice) <- rep("o", 30)
  expect_identical(as.data.frame(fastpam(twice, 4))$sil_width, rep(NA_real_, 30))
  expect_identical(as.data.frame(fastpam(x, 1))$sil_width, rep(NA_real_, 30))
})
