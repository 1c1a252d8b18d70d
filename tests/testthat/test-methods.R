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
  expect_s3_class(s, c("summary.fastpam", "summary.pam"), exact = TRUE)
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
    expect_no_error(plot(fastpam(square_numbers, 1)))
    d <- dist(square_numbers)
    expect_no_error(plot(fastpam(d, 1, keep.diss = TRUE)))
    expect_no_error(plot(fastpam(d, 1), dist = d))
    expect_snapshot(plot(fastpam(d, 1)), error = TRUE)
  })
})
