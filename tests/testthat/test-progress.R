# What the core's monitor calls when two seconds have passed.

test_that("nobody is told who does not want to know", {
  skip_if("progressr" %in% loadedNamespaces())
  expect_null(progress_open(FALSE))
  # The option is there for our function only: testthat itself asks knitr when it is set.
  while_knitting <- function(expr) {
    old <- options(knitr.in.progress = TRUE)
    on.exit(options(old))
    expr
  }
  expect_null(while_knitting(progress_open(TRUE)))
})

test_that("times are short to read", {
  expect_identical(format_seconds(0.2), "1 s")
  expect_identical(format_seconds(59.4), "59 s")
  expect_identical(format_seconds(125), "2 min")
  expect_identical(format_seconds(3 * 3600 + 61), "3 h 1 min")
})

test_that("phases and parts are told in words", {
  expect_identical(progress_text("build", 3, 10, 0, 0), "build")
  expect_identical(progress_text("swap", 34, 0, 0, 0), "swap 34")
  expect_identical(progress_text("swap", 34, 0, 2, 19), "fit 3 of 19, swap 34")
})

test_that("cli: a bar for a known end, a spinner for an unknown one", {
  skip_if_not_installed("cli")
  display <- new.env()
  display$visible <- display$cli <- TRUE
  expect_no_error(suppressMessages({
    progress_show(display, "dissimilarities", 10, 100, 0, 0, 8)
    first <- display$kind
    progress_show(display, "swap", 4, 0, 0, 0, NA)
    second <- display$kind
    progress_show(display, "swap", 4, 0, 3, 9, 120)
    progress_close(display)
  }))
  expect_identical(c(first, second, display$kind), c("bar", "spinner", "bar"))
})

test_that("progressr: signals that only go forward, up to the end", {
  skip_if_not_installed("progressr")
  loadNamespace("progressr")
  old <- options(progressr.enable = TRUE)
  on.exit(options(old))
  steps <- numeric()
  withCallingHandlers({
    display <- progress_open(FALSE)
    progress_show(display, "dissimilarities", 50, 100, 0, 0, 8)
    progress_show(display, "swap", 4, 0, 0, 0, NA)
    progress_show(display, "statistics", 20, 100, 0, 0, 2)
    progress_show(display, "statistics", 90, 100, 0, 0, 1)
    progress_close(display)
  }, progression = function(p) if (p$type == "update") steps <<- c(steps, p$amount))
  expect_identical(sum(steps), 100)
  expect_true(all(steps >= 0))
  expect_false(display$visible)
})
