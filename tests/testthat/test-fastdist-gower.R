expect_daisy <- function(x, ..., weights = rep.int(1, ncol(x))) {
  expected <- suppressWarnings(cluster::daisy(x, "gower", ..., weights = weights))
  actual <- suppressWarnings(fastdist(x, "gower", ..., var_weights = weights))
  expect_identical(actual, expected)
}

mixed <- function(n = 60, missing = 0.1) {
  set.seed(8)
  x <- data.frame(
    number = rnorm(n), whole = rpois(n, 3), level = factor(sample(1:4, n, TRUE), ordered = TRUE),
    colour = factor(sample(c("red", "green", "blue"), n, TRUE)), yes = runif(n) < 0.3,
    zero_one = rbinom(n, 1, 0.4), amount = rlnorm(n), constant = 5
  )
  for (j in 1:6) x[sample(n, missing * n), j] <- NA
  x
}

test_that("gower is daisy's, values and attributes", {
  expect_daisy(mixed())
  expect_daisy(mixed(missing = 0))
  expect_daisy(iris)
  expect_daisy(cluster::flower)
  expect_daisy(cluster::flower, type = list(asymm = c("V1", "V3"), symm = 2))
  expect_daisy(cluster::flower, type = list(asymm = c("V1", "V3"), symm = 2, ordratio = 7, logratio = 8))
  expect_daisy(as.matrix(iris[1:4]))
})

test_that("types and weights are daisy's", {
  expect_daisy(mixed(), type = list(symm = "zero_one", logratio = "amount"))
  expect_daisy(mixed(), type = list(asymm = "zero_one", ordratio = "whole"), weights = c(1, 2, 0.5, 3, 1, 0.1, 7, 0))
  x <- mixed()
  x$all <- TRUE  # a constant binary column
  expect_daisy(x, type = list(symm = "zero_one"))
})

test_that("all instruction sets agree with daisy", {
  x <- mixed(101)
  expected <- as.vector(suppressWarnings(cluster::daisy(x, "gower")))
  for (isa in machine_isas()) expect_identical(fill_with(x, "gower", isa, 2L), expected)
})

test_that("it warns where daisy warns", {
  expect_warning(fastdist(mixed(missing = 0)[c(1, 6)], "gower"), "treated as interval scaled")
  expect_warning(fastdist(mixed(missing = 0)[c("number", "yes")], "gower"), "asymm")
  expect_silent(fastdist(mixed(missing = 0)[c("number", "yes")], "gower", warn_type = FALSE))
})

test_that("a pair that only shares absences is an error that names it", {
  x <- data.frame(a = c(TRUE, FALSE, FALSE), b = c(TRUE, TRUE, FALSE), c = c(FALSE, FALSE, FALSE))
  x[4, ] <- FALSE
  expect_error(fastdist(x, "gower", warn_type = FALSE), "rows 3 and 4")
})

test_that("what daisy rejects is rejected by name", {
  expect_snapshot({
    refusal(fastdist(data.frame(a = 1:3, b = I(list(1, 2, 3))), "gower"))
    refusal(fastdist(mixed(), "gower", type = list(asymm = "number")))
    refusal(fastdist(mixed(), "gower", type = list(asym = "nothing")))
    refusal(fastdist(mixed(), "gower", type = list(wrong = 1)))
    refusal(fastdist(mixed(), "gower", var_weights = 1:3, warn_type = FALSE))
  })
})

test_that("text is nominal and dates are numbers", {
  frame <- data.frame(a = c("u", "v", "u", "w"), b = as.Date("2020-01-01") + c(0, 1, 5, 9))
  plain <- data.frame(a = factor(frame$a), b = as.numeric(frame$b))
  expect_identical(c(fastdist(frame, "gower")), c(cluster::daisy(plain, "gower")))
})
