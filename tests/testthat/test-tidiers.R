skip_if_not_installed("generics")

leaf <- as.matrix(leaves[1:60, -1])
rownames(leaf) <- paste0("leaf", 1:60)
fit <- fastpam(leaf, 4)

test_that("tidy() has a row for each cluster", {
  out <- generics::tidy(fit)
  expect_identical(out$medoid, rownames(leaf)[fit$id.med])
  expect_identical(out$size, unname(fit$clusinfo[, "size"]))
  expect_identical(out$avg_sil_width, fit$silinfo$clus.avg.widths)
  expect_identical(out$t7, unname(leaf[fit$id.med, "t7"]))
  bare <- generics::tidy(fastpam(dist(leaf), 1))
  expect_identical(bare$avg_sil_width, NA_real_)
  expect_false("t7" %in% names(bare))
})

test_that("glance() has one row", {
  out <- generics::glance(fit)
  expect_identical(nrow(out), 1L)
  expect_identical(out$objective, fit$objective[["swap"]])
  expect_identical(out$avg_medoid_sil, fit$avg_medoid_sil)
  expect_identical(out$n, 60L)
  expect_identical(generics::glance(fastpam(leaf, 1))$avg_sil_width, NA_real_)
})

test_that("augment() has a row for each object, in the order of the data", {
  out <- generics::augment(fit)
  expect_identical(out$.rownames, rownames(leaf))
  expect_identical(out$t5, unname(leaf[, "t5"]))
  expect_identical(as.integer(out$.cluster), unname(fit$clustering))
  expect_identical(out$.sil_width, as.data.frame(fit)$sil_width)
  expect_identical(generics::augment(fastpam(dist(unname(leaf)), 3))$object, 1:60)
  expect_identical(generics::augment(fit, leaves[1:60, ])$species, leaves$species[1:60])
  expect_error(generics::augment(fit, leaves), class = "fastpam_error")
})

test_that("paths have them too", {
  path <- fastpam_path(leaf, 2:5)
  out <- generics::tidy(path)
  expect_identical(out$k[out$suggested], path$suggested$k)
  expect_identical(generics::glance(path)$suggested_k, path$suggested$k)
})

test_that("tidy() of very many columns has the clusters alone, unless their variables are asked for", {
  set.seed(1)
  wide <- matrix(stats::rbinom(30 * 500, 1, 0.3), 30, dimnames = list(NULL, paste0("g", 1:500)))
  fit <- fastpam(wide, 3, metric = "jaccard")
  expect_identical(names(generics::tidy(fit)), c(
    "cluster", "medoid", "size", "max_diss", "av_diss", "diameter", "separation", "avg_sil_width"
  ))
  expect_identical(generics::tidy(fit, variables = TRUE)$g7, unname(fit$medoids[, "g7"]))
  expect_false("t7" %in% names(generics::tidy(fastpam(leaf, 4), variables = FALSE)))
  expect_error(generics::tidy(fit, variables = "all"), "`variables` must be", class = "fastpam_error")
  skip_if_not_installed("Matrix")
  sparse <- fastpam(methods::as(wide, "CsparseMatrix"), 3, metric = "jaccard")
  expect_equal(generics::tidy(sparse, variables = TRUE)$g7, unname(fit$medoids[, "g7"]), ignore_attr = TRUE)
})

test_that("tibbles in, tibbles out", {
  skip_if_not_installed("tibble")
  numbers <- tibble::as_tibble(iris[1:4])
  for (fit in list(fastpam(numbers, 3), fastclara(numbers, 3), fastpam(tibble::as_tibble(iris), 3, metric = "gower"))) {
    for (out in list(generics::tidy(fit), generics::glance(fit), generics::augment(fit))) expect_s3_class(out, "tbl_df")
  }
  path <- fastpam_path(numbers, 2:4)
  expect_s3_class(generics::tidy(path), "tbl_df")
  expect_s3_class(generics::glance(path), "tbl_df")
  expect_s3_class(generics::augment(fastpam(iris[1:4], 3), newdata = tibble::as_tibble(iris)), "tbl_df")
  expect_identical(class(generics::tidy(fastpam(iris[1:4], 3))), "data.frame")
})
