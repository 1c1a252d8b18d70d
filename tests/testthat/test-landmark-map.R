# Maps by landmarks: where objects are put, and what is said about it.

# `cross` by definition: distances between rows, in base R.
rows_cross <- function(x) {
  function(rows, columns) {
    squares <- 0
    for (j in seq_len(ncol(x))) squares <- squares + outer(x[rows, j], x[columns, j], "-")^2
    sqrt(squares)
  }
}

distances <- function(at) as.vector(dist(at))

test_that("landmarks are scaled as by cmdscale(), up to signs", {
  cases <- list(
    dist(random_matrix(40, 5)), dist(random_matrix(300, 5)), dist(random_matrix(60, 3), "manhattan"),
    fastdist(random_bits(200, 40, 0.3), "jaccard"), dist(1:120), 1e160 * dist(random_matrix(30, 2)),
    1e-170 * dist(random_matrix(30, 2))
  )
  for (d in cases) {
    ours <- scale_landmarks(unname(as.matrix(d)))$at
    unit <- max(d) # stats::cmdscale() squares values as they are
    theirs <- suppressWarnings(cmdscale(d / unit, k = 2)) * unit
    if (ncol(theirs) == 1L) theirs <- cbind(theirs, 0)
    # On the line, R and LAPACK differ in what they call zero.
    expect_equal(abs(ours), abs(unname(theirs)), tolerance = 1e-6)
    expect_true(all(colSums((ours / unit)^3) >= 0))
  }
})

test_that("what cannot be told apart, and what has one dimension, is placed", {
  expect_equal(scale_landmarks(matrix(0, 1, 1))$at, matrix(0, 1, 2))
  expect_equal(scale_landmarks(matrix(0, 150, 150))$at, matrix(0, 150, 2))
  expect_equal(distances(scale_landmarks(matrix(c(0, 3, 3, 0), 2))$at), 3)
  # All equally far from each other: any two directions will do.
  for (n in c(30, 150)) {
    at <- scale_landmarks(1 - diag(n))$at
    expect_equal(unname(cor(at)[1, 2]), 0)
    expect_equal(colSums(at^2), c(0.5, 0.5))
  }
})

test_that("objects in the plane are placed exactly, whatever the landmarks are", {
  x <- random_matrix(400, 2)
  for (most in c(3L, 10L, 150L, 399L)) {
    map <- landmark_map(rows_cross(x), 1:400, c(7L, 200L), most, cells = 500)
    expect_equal(distances(map$at), distances(x))
    expect_match(map$note, "correlate by 1.00")
  }
  line <- landmark_map(rows_cross(cbind(1:400)), 1:400, 1:3, 20L)
  expect_equal(distances(line$at), distances(1:400))
})

test_that("triangulation is that of de Silva and Tenenbaum", {
  d <- as.matrix(fastdist(random_bits(90, 50, 0.3), "jaccard"))
  map <- landmark_map(function(rows, columns) d[rows, columns], 1:90, 5L, 31L)
  chosen <- choose_landmarks(1:90, 5L, 31L)
  squares <- d[chosen, chosen]^2
  centred <- diag(length(chosen)) - 1 / length(chosen)
  b <- eigen(-0.5 * centred %*% squares %*% centred, symmetric = TRUE)
  pseudo <- t(b$vectors[, 1:2]) / sqrt(b$values[1:2])
  expected <- t(-0.5 * pseudo %*% (d[chosen, ]^2 - rowMeans(squares)))
  expect_equal(abs(map$at), abs(unname(expected)))
})

test_that("as many landmarks as objects are classical scaling", {
  d <- dist(random_matrix(120, 6))
  cross <- given_cross(d, 120L)
  expect_identical(landmark_map(cross, 1:120, 1:3, 120L), scaled(unname(as.matrix(d))))
  expect_identical(landmark_map(cross, 1:120, 1:3)$note, scaled(unname(as.matrix(d)))$note)
})

test_that("landmarks are evenly chosen and hold the medoids, as far as half of them", {
  expect_identical(choose_landmarks(1:10, 3L, 10L), 1:10)
  chosen <- choose_landmarks(1:1000, c(17L, 500L), 52L)
  expect_true(all(c(1, 17, 500, 1000) %in% chosen))
  expect_lte(length(chosen), 52)
  expect_lte(max(diff(chosen)), 21)
  many <- choose_landmarks(1:1000, 301:600, 100L)
  expect_lte(length(many), 100)
  expect_gte(sum(many > 600), 15)
  expect_gte(sum(many %in% 301:600), 50)
  # Of some objects only.
  expect_true(all(choose_landmarks(seq(2, 1000, 2), 100, 20L) %% 2 == 0))
})

test_that("the map of some objects has their rows only", {
  x <- random_matrix(300, 2)
  objects <- sort(c(5L, seq(2L, 300L, by = 2L)))
  map <- landmark_map(rows_cross(x), objects, 5L, 40L)
  expect_equal(distances(map$at), distances(x[objects, ]))
})

test_that("100,000 objects are placed, the same each time", {
  x <- random_matrix(1e5, 2)
  map <- landmark_map(rows_cross(x), 1:1e5, c(3L, 4L), 100L)
  some <- seq(1, 1e5, by = 997)
  expect_equal(distances(map$at[some, ]), distances(x[some, ]))
  expect_identical(landmark_map(rows_cross(x), 1:1e5, c(3L, 4L), 100L), map)
  state <- .Random.seed
  landmark_map(rows_cross(x), 1:500, 3L, 200L)
  expect_identical(.Random.seed, state)
})

test_that("no more than some rows are asked for at once", {
  largest <- 0
  x <- random_matrix(2000, 3)
  cross <- function(rows, columns) {
    largest <<- max(largest, length(rows) * length(columns))
    rows_cross(x)(rows, columns)
  }
  landmark_map(cross, 1:2000, 1:5, 100L, cells = 40000)
  expect_lte(largest, 40000)
})

test_that("the note tells the landmarks and how faithful the other positions are", {
  x <- random_matrix(600, 8)
  map <- landmark_map(rows_cross(x), 1:600, 1:4, 150L)
  expect_match(map$note, "^Multidimensional scaling by 1[45][0-9] landmarks")
  others <- setdiff(1:600, choose_landmarks(1:600, 1:4, 150L))
  said <- as.numeric(sub(" .*", "", sub(".*correlate by ", "", map$note)))
  all_pairs <- cor(distances(map$at[others, ]), distances(x[others, ]))
  expect_equal(said, all_pairs, tolerance = 0.05)
  # One object besides the landmarks makes no pair.
  expect_no_match(landmark_map(rows_cross(x), 1:101, 1L, 100L)$note, "correlate")
})

test_that("dissimilarities that are not finite have no map", {
  d <- as.matrix(dist(random_matrix(30, 2)))
  d[30, 2] <- d[2, 30] <- Inf
  cross <- function(rows, columns) d[rows, columns, drop = FALSE]
  expect_error(landmark_map(cross, 1:30, 1L), "finite", class = "fastpam_error")
  expect_error(landmark_map(cross, 1:30, 2L, 10L), "finite", class = "fastpam_error")
})
