# Maps: where objects are put.

square_of <- function(d) unname(as.matrix(d))
mean_deviation <- function(v) mean(abs(v - mean(v)))

test_that("the scaling is that of cmdscale(), for few objects and for many", {
  for (n in c(30, 180)) {
    for (d in list(dist(random_matrix(n, 5)), fastdist(random_bits(n, 40, 0.3), "jaccard"))) {
      ours <- scaled(square_of(d))$at
      theirs <- cmdscale(d, k = 2)
      expect_equal(as.matrix(dist(ours)), as.matrix(dist(theirs)), ignore_attr = TRUE, tolerance = 1e-4)
    }
  }
})

test_that("flat and tiny sets have a map", {
  expect_equal(c(dist(scaled(matrix(c(0, 3, 3, 0), 2))$at)), 3)
  expect_equal(scaled(matrix(0, 5, 5))$at, matrix(0, 5, 2))
  line <- scaled(square_of(dist(1:150)))
  expect_equal(c(dist(line$at)), c(dist(1:150)), tolerance = 1e-5)
  expect_match(line$note, "correlate by 1.00")
})

test_that("the note says how faithful the map is", {
  d <- dist(random_matrix(40, 10))
  place <- scaled(square_of(d))
  expect_match(place$note, sprintf("%.2f$", cor(c(dist(place$at)), c(d))))
})

test_that("part of a dist is taken without making a square of it", {
  d <- dist(random_matrix(30, 3))
  shown <- c(2L, 3L, 11L, 30L)
  expect_identical(given_cross(d, 30L)(shown, shown), square_of(d)[shown, shown])
  expect_identical(given_cross(square_of(d), 30L)(shown, shown), square_of(d)[shown, shown])
  expect_identical(given_cross(d, 30L)(1:3, 30:1), square_of(d)[1:3, 30:1])
  expect_error(given_cross(d, 31L), "have the 31 objects", class = "fastpam_error")
  expect_error(given_cross(square_of(d)[, 1:29], 30L), "have the 30 objects", class = "fastpam_error")
})

test_that("objects are placed by the metric of the fit, on data as the metric saw them", {
  distances <- function(fit, ...) {
    place <- map_positions(fit, seq_along(fit$clustering), list(...)$data, NULL, NULL)
    c(dist(place$at))
  }
  expected <- function(d) c(dist(scaled(square_of(d))$at))
  cars <- transform(mtcars, cyl = factor(cyl), vs = factor(vs), am = factor(am))
  cars$mpg[3] <- NA
  fit <- fastpam(cars, 3, metric = "gower", keep.diss = FALSE)
  expect_equal(distances(fit), expected(fastdist(cars, "gower")))
  expect_equal(distances(fastpam(cars, 3, metric = "gower", keep.diss = FALSE, keep.data = FALSE), data = cars), distances(fit))
  x <- random_matrix(120, 4) %*% diag(c(1, 10, 100, 1000))
  fit <- fastpam(x, 3, stand = TRUE)
  expect_equal(distances(fit), expected(compute_diss(as_source(x, stand = TRUE), run_options())), tolerance = 1e-5)
  expect_equal(distances(fastpam(x, 3, stand = TRUE, keep.data = FALSE), data = x), distances(fit))
  city <- function(a, b) sum(abs(a - b))
  expect_equal(distances(fastpam(x[1:30, ], 3, metric = city, keep.diss = FALSE)), expected(dist(x[1:30, ], "manhattan")))
  skip_if_not_installed("Matrix")
  bits <- random_bits(120, 30, 0.4)
  fit <- fastpam(methods::as(bits, "CsparseMatrix"), 3, metric = "jaccard")
  expect_equal(distances(fit), expected(dist(bits, "binary")), tolerance = 1e-5)
})

test_that("samples are not taken for the whole", {
  x <- random_matrix(200, 4)
  fit <- fastclara(x, 3)
  expect_identical(nrow(map_positions(fit, 1:200, NULL, NULL, NULL)$at), 200L)
  expect_null(all_dissimilarities(fit))
})

test_that("columns are named as they are", {
  fit <- fastpam(iris[1:4], 3, stand = TRUE)
  expect_identical(
    map_positions(fit, 1:150, NULL, NULL, c("Petal.Length", "Petal.Width"))$names,
    c("Petal.Length (standardised)", "Petal.Width (standardised)")
  )
  expect_identical(map_positions(fastpam(cbind(a = 1:4, 9:6), 2), 1:4, NULL, NULL, NULL)$names, c("a", "Column 2"))
  given <- map_positions(fit, 1:150, iris, NULL, 3:4)
  expect_identical(given$names, c("Petal.Length", "Petal.Width"))
  expect_identical(given$at, unname(as.matrix(iris[3:4])))
})

test_that("a large map by the metric of a fit is that of all its dissimilarities", {
  n <- 1040L
  placed <- function(fit, data = NULL) map_positions(fit, seq_len(n), data, NULL, NULL)
  expect_same_map <- function(fit, d, data = NULL) {
    ours <- placed(fit, data)
    expect_match(ours$note, "landmarks")
    theirs <- landmark_map(
      given_cross(d, n), seq_len(n), medoid_ids(fit), euclidean = fit$metric == "euclidean"
    )
    expect_equal(ours$at, theirs$at, tolerance = 1e-6)
    expect_identical(ours$note, theirs$note)
  }
  x <- random_matrix(n, 4)
  expect_same_map(fastclara(x, 3, metric = "minkowski", p = 1.5), fastdist(x, "minkowski", p = 1.5))
  expect_same_map(fastclara(x, 3, stand = TRUE, keep.data = FALSE), fastdist(scale(x, scale = apply(x, 2, mean_deviation))), x)
  bits <- random_bits(n, 40, 0.3)
  expect_same_map(fastclara(bits, 3, metric = "jaccard"), fastdist(bits, "jaccard"))
  mixed <- data.frame(a = x[, 1], b = factor(bits[, 1]), c = x[, 2])
  mixed$a[7] <- NA
  expect_same_map(fastclara(mixed, 3, metric = "gower"), fastdist(mixed, "gower"))
  skip_if_not_installed("Matrix")
  sparse <- methods::as(bits * 1, "CsparseMatrix")
  expect_same_map(fastclara(sparse, 3, metric = "manhattan"), fastdist(bits * 1, "manhattan"))
})

test_that("functions in R have fewer landmarks and objects", {
  city <- function(a, b) sum(abs(a - b))
  fit <- fastpam(random_matrix(60, 3), 3, metric = city, keep.diss = FALSE)
  expect_identical(most_objects(fit), 2000L)
  expect_identical(most_landmarks(fit$prediction, 60L), 1000L)
  expect_identical(most_landmarks(fit$prediction, 2000L), 250L)
  expect_identical(most_landmarks(fit$prediction, 1e6L), 50L)
  expect_identical(most_objects(fastpam(random_matrix(60, 3), 3)), 100000L)
})

test_that("data beside a fit of dissimilarities are placed by their components, and it is said", {
  x <- random_matrix(40, 4)
  place <- map_positions(fastpam(dist(x), 3), 1:40, x, NULL, NULL)
  expect_equal(abs(place$at), abs(unname(prcomp(x)$x[, 1:2])))
  expect_match(place$note, "not of the dissimilarities")
})

test_that("principal components tell their shares of the variance", {
  x <- random_matrix(60, 4) %*% diag(c(4, 2, 1, 0.5))
  share <- summary(prcomp(x))$importance[2, 1:2]
  expected <- sprintf("PC %d (%.0f %%)", 1:2, 100 * share)
  fit <- fastpam(x, 3)
  place <- map_positions(fit, 1:60, NULL, NULL, NULL)
  expect_identical(place$names, expected)
  # Of the landmarks, where there are any.
  x <- random_matrix(1200, 4) %*% diag(c(4, 2, 1, 0.5))
  large <- map_positions(fastclara(x, 3), 1:1200, NULL, NULL, NULL)
  expect_equal(
    as.numeric(sub(".*[(](.*) %[)]", "\\1", large$names)), 100 * unname(summary(prcomp(x))$importance[2, 1:2]), tolerance = 0.05
  )
  # Other dissimilarities, and distances by the variables that are there, have none.
  expect_identical(map_positions(fastpam(x[1:60, ], 3, metric = "manhattan"), 1:60, NULL, NULL, NULL)$names[1], "Dimension 1")
  x[3, 2] <- NA
  expect_identical(map_positions(fastpam(x[1:60, ], 3), 1:60, NULL, NULL, NULL)$names[1], "Dimension 1")
  expect_null(variance_shares(matrix(0, 3, 2), matrix(0, 3, 3)))
})

test_that("positions of one's own are found by name, or taken in order", {
  x <- random_matrix(20, 3)
  rownames(x) <- paste0("o", 1:20)
  fit <- fastpam(x, 3)
  own <- cbind(a = 1:22, b = 22:1)
  rownames(own) <- paste0("o", 22:1)
  place <- map_positions(fit, c(2L, 20L), NULL, NULL, NULL, own)
  expect_identical(place$at, cbind(c(21, 3), c(2, 20)))
  expect_identical(place$names, c("a", "b"))
  bare <- unname(own[1:20, ])
  expect_identical(map_positions(fit, 1:3, NULL, NULL, NULL, bare)$at[, 1], c(1, 2, 3))
  expect_identical(map_positions(fit, 1:3, NULL, NULL, NULL, bare)$names, c("Layout 1", "Layout 2"))
  frame <- data.frame(u = c(NA, Inf, 3:20), v = 1:20)
  expect_identical(map_positions(fit, 1:3, NULL, NULL, NULL, frame)$at[, 1], c(NA, NA, 3))
  refused <- function(layout, message, ...) {
    expect_error(map_positions(fit, 1:3, NULL, NULL, ..., layout), message, class = "fastpam_error")
  }
  refused(own[1:10, ], "`layout` must be .* not none for \"o1\"", NULL)
  refused(bare[1:10, ], "have a row for each of the 20 objects", NULL)
  refused(data.frame(letters[1:20], 1:20), "two columns of numbers", NULL)
  refused(1:20, "two columns of numbers", NULL)
  refused(own, "`columns` must be left out", 1:2)
})
