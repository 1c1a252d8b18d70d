square_numbers <- matrix((1:12)^2, ncol = 1, dimnames = list(LETTERS[1:12], "v"))

on_no_device <- function(expr) {
  file <- tempfile(fileext = ".pdf")
  grDevices::pdf(file)
  on.exit({
    grDevices::dev.off()
    unlink(file)
  })
  expr
}

test_that("print() is short and says what was found and how", {
  expect_snapshot(fastpam(square_numbers, 3))
  expect_snapshot(fastpam(dist(unname(square_numbers)), 1))
  expect_snapshot(fastpam(square_numbers, 2, medoids = 1:2, max_iter = 1))
  set.seed(1)
  fit <- fastpam(square_numbers, 4, nstart = 3)
  expect_output(print(fit), "Best of 3 starts")
  expect_output(expect_identical(withVisible(print(fit)), list(value = fit, visible = FALSE)))
})

test_that("print() obeys digits", {
  fit <- fastpam(square_numbers / 7, 3)
  expect_output(print(fit, digits = 3), format(fit$objective[["swap"]], digits = 3), fixed = TRUE)
  expect_output(print(fit, digits = 10), format(fit$objective[["swap"]], digits = 10), fixed = TRUE)
})

test_that("summary() is still cluster's summary, with a shorter print", {
  fit <- fastpam(square_numbers, 3)
  s <- summary(fit)
  expect_s3_class(s, c("summary.fastpam", "summary.fastpam_fit", "summary.pam"), exact = TRUE)
  expect_identical(unclass(s), unclass(fit))
  expect_snapshot(s)
  expect_snapshot(summary(fastpam(dist(square_numbers), 1)))
})

test_that("plot() draws what there is to draw", {
  on_no_device({
    fit <- fastpam(square_numbers, 3)
    expect_identical(withVisible(plot(fit)), list(value = fit, visible = FALSE))
    expect_no_error(plot(fit, which.plots = 2, main = "widths"))
    expect_no_error(plot(fastpam(dist(square_numbers), 3)))
    expect_no_error(cluster::clusplot(fit))
    # A single cluster has no silhouettes.
    expect_message(plot(fastpam(square_numbers, 1)), "No silhouettes to plot: there is only one cluster")
    expect_error(
      plot(fastpam(square_numbers, 1), which.plots = 2), "`which.plots` must be 1, .* there is only one cluster",
      class = "fastpam_error"
    )
    d <- dist(square_numbers)
    expect_message(plot(fastpam(d, 1, keep.diss = TRUE)), "only one cluster")
    expect_message(plot(fastpam(d, 1), dist = d), "only one cluster")
    # Dissimilarities that are still there under their name are found, as in cluster.
    expect_message(plot(fastpam(d, 1)), "only one cluster")
    gone <- fastpam(d, 3)
    rm(d)
    expect_error(plot(gone, which.plots = 1), "`dist` must be given", class = "fastpam_error")
    expect_no_error(plot(gone))
    expect_error(plot(fastclarans(square_numbers, 3, stats = FALSE), which.plots = 2), "made without", class = "fastpam_error")
  })
})

test_that("clusplot() draws what princomp() cannot: mixed, sparse, missing, wide, given", {
  on_no_device({
    cars <- transform(mtcars, cyl = factor(cyl), vs = factor(vs), am = factor(am))
    cars$mpg[3] <- NA
    expect_no_error(plot(fastpam(cars, 3, metric = "gower")))
    holes <- square_numbers
    holes[2] <- NA
    holes <- cbind(holes, rev(square_numbers))
    expect_no_error(plot(fastpam(holes, 3, stand = TRUE)))
    expect_no_error(plot(fastpam(random_matrix(20, 40), 3)))
    expect_no_error(cluster::clusplot(fastpam(dist(square_numbers), 3), main = "mine", sub = "", lines = 0))
    for (k in c(1, 4)) expect_no_error(suppressMessages(plot(fastclara(random_matrix(150, 3), k))))
    skip_if_not_installed("Matrix")
    bits <- methods::as(random_bits(150, 30, 0.4), "CsparseMatrix")
    expect_no_error(plot(fastpam(bits, 3, metric = "jaccard")))
  })
})

test_that("fits of samples print and summarise like the others", {
  set.seed(2)
  fit <- fastclara(round(random_matrix(60, 2), 1), 3, sampsize = 20)
  expect_snapshot(fit)
  s <- summary(fit)
  expect_s3_class(s, c("summary.fastclara", "summary.fastpam_fit", "summary.clara"), exact = TRUE)
  expect_identical(unclass(s), unclass(fit))
  expect_output(print(s), "of the best sample")
})

test_that("print() says what is special about a fit", {
  shown <- function(fit) paste(utils::capture.output(print(fit)), collapse = "\n")
  x <- random_matrix(60, 2)
  expect_match(shown(fastpam(x, 30)), "and 10 more clusters, shown by summary()", fixed = TRUE)
  expect_no_match(shown(fastpam(x, 24)), "more clusters")
  expect_no_match(utils::capture.output(print(summary(fastpam(x, 30)))), "more clusters")
  weighted <- shown(fastpam(x, 2, weights = rep(c(0.5, 0.25), 30)))
  expect_match(weighted, "60 objects of weight 22.5 in 2 clusters", fixed = TRUE)
  expect_match(weighted, "\\d[.](25|5|75)0? ")
  expect_match(shown(fastpam(x, 2, stand = TRUE)), "metric euclidean, standardised")
  expect_match(shown(fastpam(c(1, 2, 3), 1, diss = TRUE)), "dissimilarities given")
  dyn <- fastpam(x, 5, variant = "dynmsc")
  expect_match(shown(dyn), "The best of 2 to 5 clusters by that measure")
  expect_no_match(shown(dyn), "before")
})
