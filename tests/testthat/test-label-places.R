# Labels that do not lie on each other.

overlaps <- function(at, width, height) {
  far <- abs(outer(at$x, at$x, "-")) > width * (1 - 1e-5) | abs(outer(at$y, at$y, "-")) > height * (1 - 1e-5)
  sum(!far[upper.tri(far)])
}

test_that("labels that do not overlap stay, others are moved apart within the room", {
  x <- c(1, 3, 3.1, 3)
  y <- c(1, 3, 3.1, 3)
  at <- spread_labels(x, y, 0.5, 0.3, c(6, 4))
  expect_identical(at$moved[1], FALSE)
  expect_identical(at$x[1], 1)
  expect_identical(overlaps(at, 0.5, 0.3), 0L)
  # No farther than needed.
  expect_lt(max(abs(at$x - x), abs(at$y - y)), 0.7)
})

test_that("many labels at a few places find room, the same each time", {
  x <- rep(c(1, 2, 2.05), 10)
  y <- rep(c(1, 1.02, 2), each = 10)
  at <- spread_labels(x, y, 0.25, 0.15, c(3, 2.5))
  expect_identical(overlaps(at, 0.25, 0.15), 0L)
  expect_true(all(at$x >= 0.125 & at$x <= 2.875 & at$y >= 0.075 & at$y <= 2.425))
  expect_identical(spread_labels(x, y, 0.25, 0.15, c(3, 2.5)), at)
})

test_that("one label, none, and labels without room are no error", {
  expect_identical(spread_labels(1, 2, 0.1, 0.1)$moved, FALSE)
  expect_length(spread_labels(numeric(), numeric(), 0.1, 0.1)$x, 0)
  tight <- spread_labels(rep(0.5, 50), rep(0.5, 50), 0.5, 0.5, c(1, 1))
  expect_true(all(is.finite(tight$x)))
})
