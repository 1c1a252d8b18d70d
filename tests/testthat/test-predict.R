# Prediction on the rows that were clustered gives the fit's labels and, bit for bit, its
# dissimilarities: for every metric, kind of data and preprocessing.

# Labels as a partition has them: nearest medoid, ties to the lowest observation number.
nearest_label <- function(d, id_med) {
  by_number <- order(id_med)
  unname(apply(d, 1, function(row) by_number[which.min(row[by_number])]))
}

expect_own_labels <- function(fit, x, d, same_bits = TRUE) {
  d <- unname(as.matrix(d)[, fit$id.med, drop = FALSE])
  new <- predict(fit, x, type = "dissimilarity")
  if (same_bits) {
    expect_identical(unname(new), d)
  } else {
    expect_equal(unname(new), d, tolerance = 1e-7)
  }
  expect_identical(unname(predict(fit, x)), unname(fit$clustering))
  # A few rows, in another order, and one alone, are the same.
  some <- c(7, 3, 5)
  expect_identical(unname(predict(fit, x[some, , drop = FALSE], type = "dissimilarity")), unname(new)[some, , drop = FALSE])
  expect_identical(unname(predict(fit, x[4, , drop = FALSE])), unname(fit$clustering[4]))
}

test_that("every metric, on dense data", {
  for (metric in setdiff(metrics()$metric, "gower")) {
    set.seed(4)
    x <- pmax(matrix(rnorm(40 * 7), 40), 0)
    x[, 1] <- runif(40)
    bits <- random_bits(40, 30, 0.3)
    bits[rowSums(bits) == 0, 1] <- 1
    if (metric == "maximum") bits <- bits * runif(length(bits))
    for (data in list(x, bits)) {
      d <- fastdist(data, metric)
      fit <- fastpam(data, 4, metric = metric)
      # A medoid's dissimilarity to itself is 0 by definition in a fit, by computing it here.
      expect_own_labels(fit, data, d, same_bits = max(abs(diag(predict(fit, data[fit$id.med, ], "dissimilarity")))) == 0)
    }
  }
})

test_that("missing values, standardised data, integers, single precision", {
  x <- random_matrix(40, 6, missing = 0.1)
  for (metric in c("euclidean", "manhattan", "correlation", "cosine")) {
    # `missing_scale` of a fit is cluster's.
    fit <- fastpam(x, 4, metric = metric, keep.diss = TRUE)
    expect_own_labels(fit, x, fit$diss, same_bits = metric %in% c("euclidean", "manhattan"))
    # Rows without missing values are computed as in the fit.
    full <- which(!is.na(rowSums(x)))
    expect_identical(
      predict(fit, x[full[1:3], ], "dissimilarity"), predict(fit, x, "dissimilarity")[full[1:3], ]
    )
  }
  fit <- fastpam(x, 4, stand = TRUE, keep.diss = TRUE)
  expect_own_labels(fit, x, fit$diss)
  expect_false(identical(predict(fastpam(x, 4), x, "margin"), predict(fit, x, "margin")))
  whole <- matrix(c(1:60, 60:1), 30)
  expect_own_labels(fastpam(whole, 3, metric = "manhattan"), whole, dist(whole, "manhattan"))
  years <- matrix(2000 + (1:80) / 7, 40)
  fit <- fastpam(years, 4, precision = "single")
  expect_identical(unname(predict(fit, years)), fit$clustering)
  expect_identical(
    predict(fit, years, "dissimilarity")[3:9, ], predict(fit, years[3:9, ], "dissimilarity")
  )
})

test_that("Gower: ranges, types, levels, missing values", {
  set.seed(8)
  n <- 40
  frame <- data.frame(
    num = rnorm(n), int = sample(9L, n, TRUE), nom = factor(sample(letters[1:4], n, TRUE)),
    ord = factor(sample(c("low", "mid", "high"), n, TRUE), levels = c("low", "mid", "high"), ordered = TRUE),
    flag = sample(c(TRUE, FALSE), n, TRUE), ratio = exp(rnorm(n)), steps = sample(c(1, 10, 50), n, TRUE)
  )
  frame$num[3] <- NA
  frame$nom[5] <- NA
  type <- list(logratio = "ratio", ordratio = "steps")
  fit <- suppressWarnings(fastpam(frame, 3, metric = "gower", type = type, keep.diss = TRUE))
  expect_own_labels(fit, frame, fit$diss)
  # Columns by name, whatever their order; levels by name, whatever theirs.
  other <- frame[rev(names(frame))]
  other$nom <- factor(as.character(other$nom), levels = c("x", "d", "c", "b", "a"))
  expect_identical(predict(fit, other, "dissimilarity"), predict(fit, frame, "dissimilarity"))
  # A level that was not there differs from all.
  strange <- frame[1, ]
  strange$nom <- factor("x")
  d <- predict(fit, strange, "dissimilarity")
  same <- as.character(frame$nom[fit$id.med]) %in% as.character(frame$nom[1])
  expect_identical(unname(d > predict(fit, frame[1, ], "dissimilarity"))[1, ], same)
  strange <- transform(frame[1, ], ord = "none")
  expect_snapshot(refusal(predict(fit, strange)))
  # The range is the fit's: a single row has none.
  expect_identical(
    unname(predict(fit, frame[9, ], "dissimilarity")), unname(predict(fit, frame, "dissimilarity")[9, , drop = FALSE])
  )
  # A numeric matrix, with weights of columns.
  x <- random_matrix(30, 4)
  fit <- fastpam(x, 3, metric = "gower", var_weights = c(1, 2, 0, 1), keep.diss = TRUE)
  expect_own_labels(fit, x, fit$diss)
  expect_equal(predict(fit, type = "dissimilarity"), predict(fit, x, "dissimilarity"))
})

test_that("sparse data", {
  skip_if_not_installed("Matrix")
  set.seed(2)
  x <- Matrix::rsparsematrix(60, 40, 0.2, rand.x = function(n) runif(n, 1, 2))
  dense <- as.matrix(x)
  for (metric in c("jaccard", "dice", "euclidean", "manhattan", "braycurtis", "hamming")) {
    fit <- fastpam(x, 4, metric = metric)
    d <- unname(as.matrix(fastdist(x, metric))[, fit$id.med])
    for (new in list(x, dense)) {
      expect_equal(unname(predict(fit, new, "dissimilarity")), d, tolerance = 1e-12)
      expect_identical(predict(fit, new), fit$clustering)
    }
    expect_identical(predict(fit, x[3, , drop = FALSE]), fit$clustering[3])
  }
})

test_that("metrics of the user", {
  x <- random_matrix(30, 3)
  city <- function(a, b) sum(abs(a - b))
  fit <- fastpam(x, 3, metric = city)
  expect_identical(predict(fit, x), fit$clustering)
  rows <- function(a, m) rowSums(abs(sweep(m, 2, a)))
  fit <- fastpam(x, 3, metric = structure(rows, vectorised = TRUE), stand = TRUE)
  expect_identical(predict(fit, x), fit$clustering)
})

test_that("dissimilarities to the medoids or to all objects", {
  x <- random_matrix(40, 2)
  rownames(x) <- paste0("o", 1:40)
  d <- as.matrix(dist(x))
  fit <- fastpam(as.dist(d[1:30, 1:30]), 4)
  expected <- d[31:40, fit$id.med]
  all <- predict(fit, d[31:40, 1:30], "dissimilarity")
  expect_identical(unname(all), unname(expected))
  expect_identical(rownames(all), paste0("o", 31:40))
  expect_identical(predict(fit, expected), predict(fit, d[31:40, 1:30]))
  # Named columns are matched, others are taken in order.
  expect_identical(predict(fit, expected[, 4:1]), predict(fit, expected))
  expect_identical(predict(fit, unname(expected), diss = TRUE), unname(predict(fit, expected)))
  expect_identical(unname(predict(fit, expected)), nearest_label(expected, fit$id.med))
  expect_identical(predict(fit, d[1:30, 1:30]), fit$clustering)
  sorted <- apply(expected, 1, sort)
  expect_identical(predict(fit, expected, "margin"), sorted[2, ] - sorted[1, ])
  # A fit of data takes them as well.
  own <- fastpam(x[1:30, ], 4)
  expect_identical(predict(own, expected, diss = TRUE), predict(own, x[31:40, ]))
})

test_that("ties go to the medoid with the lowest observation number", {
  d <- as.matrix(dist(c(0, 0.1, 10, 10.1, 5.05)))
  fit <- fastpam(as.dist(d), 2, medoids = c(3, 1), do.swap = FALSE)
  expect_identical(predict(fit, matrix(c(7, 7), 1), diss = TRUE), match(min(fit$id.med), fit$id.med))
  expect_identical(predict(fit, matrix(c(7, 7), 1), "margin", diss = TRUE), 0)
  for (seed in 1:20) {
    set.seed(seed)
    x <- matrix(sample(4, 120, TRUE), 40)
    k <- sample(2:6, 1)
    fit <- fastpam(x, k, metric = "manhattan")
    if (anyDuplicated(fit$medoids)) next
    expect_identical(predict(fit, x), fit$clustering)
  }
})

test_that("without newdata: the objects themselves", {
  x <- random_matrix(30, 3)
  fit <- fastpam(x, 3, stand = TRUE)
  expect_identical(predict(fit), fit$clustering)
  expect_identical(predict(fit, type = "dissimilarity"), predict(fit, x, "dissimilarity"))
  # A data frame of mixed types is kept as it was, not as the metric saw it.
  cars <- transform(mtcars, cyl = factor(cyl), vs = factor(vs), am = factor(am))
  fit <- fastpam(cars, 3, metric = "gower", keep.diss = FALSE)
  expect_identical(predict(fit, type = "dissimilarity"), predict(fit, cars, "dissimilarity"))
  # The dissimilarities in a fit of samples are those of its best sample only.
  for (stand in c(FALSE, TRUE)) {
    fit <- fastclara(x, 3, sampsize = 10, stand = stand)
    expect_identical(predict(fit, type = "margin"), predict(fit, x, "margin"))
  }
  expect_error(predict(fastclara(dist(x), 3, sampsize = 10), type = "margin"), class = "fastpam_error")
  kept <- fastpam(dist(x), 3, keep.diss = TRUE)
  expect_identical(predict(kept, type = "margin"), unname(predict(kept, as.matrix(dist(x)), "margin")))
  expect_identical(predict(fastpam(x, 1), x, "margin"), rep(NA_real_, 30))
  expect_identical(predict(fastpam(x, 3), x[0, ]), integer())
})

test_that("what cannot be compared is refused", {
  fit <- fastpam(leaves[1:50, -1], 3)
  given <- fastpam(dist(1:10), 3)
  expect_snapshot(refusal(predict(fit, leaves[1:3, 2:9])))
  expect_snapshot(refusal(predict(fit, unname(as.matrix(leaves[1:3, 2:9])))))
  expect_snapshot(refusal(predict(fit, 1:3)))
  expect_snapshot(refusal(predict(fit, type = "what")))
  expect_snapshot(refusal(predict(given, matrix(0, 2, 4))))
  expect_snapshot(refusal(predict(given, matrix(1, 2, 3))))
  expect_snapshot(refusal(predict(given, matrix(-1, 2, 3), diss = TRUE)))
  expect_snapshot(refusal(predict(given, dist(1:10))))
  expect_snapshot(refusal(predict(given, matrix(0, 2, 3), diss = FALSE)))
  expect_snapshot(refusal(predict(given, type = "margin")))
  holes <- rbind(c(1, NA), c(2, NA), c(5, NA), c(NA, 3))
  fit <- fastpam(holes[-4, ], 2)
  expect_snapshot(refusal(predict(fit, holes)))
  fit <- fastpam(abs(random_matrix(20, 3)), 2, metric = "cosine")
  expect_snapshot(refusal(predict(fit, rbind(c(1, 2, 3), 0))))
})

test_that("fits of samples and of random neighbours predict as well", {
  set.seed(5)
  x <- random_matrix(300, 4)
  for (stand in c(FALSE, TRUE)) {
    fit <- fastclara(x, 4, stand = stand)
    expect_identical(unname(predict(fit, x)), unname(fit$clustering))
    expect_identical(predict(fit), fit$clustering)
    fit <- fastclarans(x, 4, stand = stand)
    expect_identical(unname(predict(fit, x)), unname(fit$clustering))
  }
  given <- fastclara(dist(x), 4)
  d <- as.matrix(dist(x))
  expect_identical(unname(predict(given, d)), unname(given$clustering))
  expect_identical(unname(predict(given, d[, given$i.med], diss = TRUE)), unname(given$clustering))
})

test_that("columns that the fit does not have may be of any type", {
  numbers <- iris[1:4]
  other <- transform(iris, when = Sys.Date(), what = "text")[c(6, 5, 4:1, 7)]
  for (metric in list("euclidean", function(x, y) sum(abs(x - y)))) {
    fit <- fastpam(numbers[1:60, ], 3, metric = metric)
    expect_identical(unname(predict(fit, other[1:60, ])), unname(fit$clustering))
  }
  expect_error(predict(fastpam(numbers, 3), other[-6]), "without \"Sepal.Length\"", class = "fastpam_error")
  skip_if_not_installed("generics")
  expect_identical(generics::augment(fastpam(numbers, 3), newdata = iris)$Species, iris$Species)
})

test_that("a single row has no name that is not its own", {
  x <- matrix(c(1:5, 11:15) + 0)
  fit <- fastpam(x, 2)
  for (type in c("class", "margin", "novel")) expect_null(names(predict(fit, x[3, , drop = FALSE], type = type)))
})
