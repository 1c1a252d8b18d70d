# Small inputs that went wrong once, of kinds that people reported about packages of this sort, each with its
# right value. The generated matrix (test-matrix.R) has the kinds, this file the examples.

inputs_x <- as.matrix(iris[1:4])

quietly <- function(expr) suppressWarnings(suppressMessages(expr))

refused <- function(expr, pattern = NULL) expect_error(quietly(expr), pattern, class = "fastpam_error")

# The mean dissimilarity to the nearest medoid, and what the best swap changes, by definition.
inputs_certificate <- function(d, medoids) {
  d <- as.matrix(d)
  loss <- function(m) mean(apply(d[, m, drop = FALSE], 1L, min))
  others <- setdiff(seq_len(nrow(d)), medoids)
  best <- min(vapply(seq_along(medoids), function(i) min(vapply(others, function(j) loss(c(medoids[-i], j)), 0)), 0))
  list(objective = loss(medoids), change = best - loss(medoids))
}

test_that("1: later calls know the power of the fit", {
  fit <- fastpam(inputs_x, 3, metric = "minkowski", p = 3)
  d <- stats::dist(inputs_x, "minkowski", p = 3)
  right <- inputs_certificate(d, fit$id.med)
  for (again in list(swap_optimal(fit), swap_optimal(fit, inputs_x))) {
    expect_equal(again$objective, fit$objective[["swap"]], tolerance = 1e-12)
    expect_equal(again$objective, right$objective, tolerance = 1e-12)
    expect_true(again$optimal)
  }
  widths <- cluster::silhouette(fit$clustering, d)[, 3L]
  expect_equal(unname(fastsilhouette(fit)[, 3L]), widths, tolerance = 1e-12)
})

test_that("1: later calls know the column weights of the fit", {
  weights <- c(5, 1, 1, 1, 1)
  fit <- fastpam(iris, 3, metric = "gower", var_weights = weights)
  theirs <- cluster::silhouette(fit$clustering, cluster::daisy(iris, "gower", weights = weights))
  expect_equal(mean(fastsilhouette(fit)[, 3L]), mean(theirs[, 3L]), tolerance = 1e-12)
  expect_equal(mean(fastsilhouette(fit, iris)[, 3L]), mean(theirs[, 3L]), tolerance = 1e-12)
  expect_equal(fit$silinfo$avg.width, mean(theirs[, 3L]), tolerance = 1e-12)
})

test_that("1: later calls know the types of the columns, also without kept dissimilarities", {
  flower <- cluster::flower[rep(1:18, 6), ]
  type <- list(asymm = c("V1", "V3"), symm = 2)
  fit <- quietly(fastpam(flower, 3, metric = "gower", type = type))
  right <- inputs_certificate(quietly(cluster::daisy(flower, type = type)), fit$id.med)
  again <- quietly(swap_optimal(fit))
  expect_equal(again$objective, fit$objective[["swap"]], tolerance = 1e-12)
  expect_equal(again$objective, right$objective, tolerance = 1e-12)
})

test_that("1: a certificate is about the user's own function", {
  m <- inputs_x[, 1:2]
  second <- function(a, b) abs(a[2] - b[2])
  fit <- fastpam(m, 4, metric = second, medoids = fastpam(m, 4)$id.med, do.swap = FALSE)
  right <- inputs_certificate(stats::dist(m[, 2]), fit$id.med)
  expect_lt(right$change, -1e-3)
  for (again in list(swap_optimal(fit), swap_optimal(fit, m))) {
    expect_false(again$optimal)
    expect_equal(again$objective, right$objective, tolerance = 1e-12)
    expect_equal(again$change, right$change, tolerance = 1e-12)
  }
})

test_that("2: names that are not unique or empty say nothing about columns", {
  for (names in list(c("g1", "g1", "g2", "g2"), c("", "a", "", "b"), c("a", NA, "b", NA))) {
    y <- inputs_x
    colnames(y) <- names
    fit <- fastpam(y, 3)
    expect_identical(predict(fit, y), fit$clustering)
    expect_identical(predict(fit, unname(y)), fit$clustering)
  }
  set.seed(1)
  z <- cbind(stats::rnorm(50), b = stats::rnorm(50), stats::rnorm(50))
  fit <- fastpam(z, 3)
  expect_identical(predict(fit, z), fit$clustering)
})

test_that("2: columns of dissimilarities are found by the numbers that as.matrix() gives them", {
  square <- as.matrix(stats::dist(inputs_x))
  fit <- fastpam(stats::dist(inputs_x), 3)
  set.seed(1)
  order <- sample(150)
  expect_identical(unname(predict(fit, square[, order])), fit$clustering)
  expect_identical(unname(predict(fit, square[1:5, rev(fit$id.med)])), fit$clustering[1:5])
  # Columns named by clusters, as predict() gives them
  to_medoids <- predict(fit, square, type = "dissimilarity")
  expect_identical(unname(predict(fit, to_medoids)), fit$clustering)
  expect_identical(unname(predict(fit, to_medoids[, 3:1])), fit$clustering)
})

test_that("2: the same objects in another order are not taken for each other", {
  x <- inputs_x
  rownames(x) <- paste0("r", seq_len(150))
  fit <- fastpam(x, 3)
  for (other in list(x[150:1, ], stats::dist(x[150:1, ]))) {
    refused(swap_optimal(fit, other), "order")
    refused(fastsilhouette(fit, other), "order")
    refused(medoid_silhouette(fit, other), "order")
  }
  expect_equal(swap_optimal(fit, x)$objective, fit$objective[["swap"]])
  expect_equal(swap_optimal(fit, unname(x))$objective, fit$objective[["swap"]])
  if (requireNamespace("generics", quietly = TRUE)) refused(generics::augment(fit, x[150:1, ]), "order")
  if (requireNamespace("ggplot2", quietly = TRUE)) {
    refused(ggplot2::autoplot(fit, data = x[150:1, ]), "order")
    refused(ggplot2::autoplot(fit, diss = stats::dist(x[150:1, ])), "order")
  }
})

test_that("3: an argument that predict() does not know is an error that names the one it may be", {
  fit <- fastpam(inputs_x, 3)
  refused(predict(fit, new_data = inputs_x[1:2, ]), "`newdata`")
  refused(predict(fit, data = inputs_x[1:2, ]), "`newdata`")
  refused(predict(fit, newx = inputs_x[1:2, ]), "`newdata`")
  refused(predict(fit, inputs_x[1:2, ], threads = 2), "`n_threads`")
  expect_length(predict(fit, newdata = inputs_x[1:2, ]), 2L)
})

test_that("4: integer64 columns are numbers", {
  skip_if_not_installed("bit64")
  n <- c(10, 12, 11, 500, 510, 505, 9e9, 9.1e9)
  z <- rep(1:2, 4) / 1000
  frame <- data.frame(n = 1:8, z = z)
  frame$n <- bit64::as.integer64(n)
  plain <- cbind(n, z)
  fit <- quietly(fastpam(frame, 3))
  expect_identical(fit$clustering, fastpam(plain, 3)$clustering)
  expect_identical(predict(fit, frame), fit$clustering)
  expect_equal(c(quietly(fastdist(frame))), c(stats::dist(plain)))
  expect_equal(c(quietly(fastdist(frame, "gower"))), c(cluster::daisy(as.data.frame(plain), "gower")))
  missing <- frame
  missing$n[2] <- NA
  expect_equal(c(quietly(fastdist(missing))), c(stats::dist(replace(plain, 2, NA))))
})

test_that("4: integer64 arguments are numbers", {
  skip_if_not_installed("bit64")
  as64 <- bit64::as.integer64
  expect_identical(fastpam(inputs_x, as64(3))$id.med, fastpam(inputs_x, 3)$id.med)
  expect_identical(fastpam(inputs_x, 3, weights = as64(1:150))$objective, fastpam(inputs_x, 3, weights = 1:150)$objective)
  expect_identical(
    fastpam(inputs_x, 3, metric = "minkowski", p = as64(3))$objective,
    fastpam(inputs_x, 3, metric = "minkowski", p = 3)$objective
  )
  weights <- c(5, 1, 1, 1, 1)
  expect_identical(c(fastdist(iris, "gower", var_weights = as64(weights))), c(fastdist(iris, "gower", var_weights = weights)))
})

test_that("4: integer64 numbers of objects and of clusters", {
  skip_if_not_installed("bit64")
  as64 <- bit64::as.integer64
  start <- c(1, 60, 120)
  fit <- fastpam(inputs_x, 3, medoids = start, do.swap = FALSE)
  expect_identical(fastpam(inputs_x, 3, medoids = as64(start), do.swap = FALSE)$id.med, fit$id.med)
  expect_identical(swap_optimal(as64(start), inputs_x)$objective, swap_optimal(start, inputs_x)$objective)
  expect_identical(medoid_silhouette(as64(start), inputs_x)[, 3], medoid_silhouette(start, inputs_x)[, 3])
  expect_identical(fastpam_path(inputs_x, as64(2:4))$table, fastpam_path(inputs_x, 2:4)$table)
  codes <- rep(1:3, each = 50)
  expect_identical(fastsilhouette(as64(codes), inputs_x)[, 3], fastsilhouette(codes, inputs_x)[, 3])
})

test_that("4: dates and times are compared in the units of the fit", {
  days <- c(1:5, 50:54)
  frame <- data.frame(date = as.Date("2024-01-01") + days, z = 1:10 / 1000)
  time <- transform(frame, date = as.POSIXct(date, tz = "UTC"))
  span <- data.frame(span = as.difftime(days, units = "days"), z = 1:10 / 1000)
  hours <- span
  units(hours$span) <- "hours"
  rename <- function(frame, names) stats::setNames(frame, names)
  for (metric in list("euclidean", "gower", function(a, b) sum(abs(a - b)))) {
    for (case in list(list(frame, time), list(time, frame), list(span, hours), list(hours, span))) {
      fit <- fastpam(case[[1L]], 2, metric = metric)
      expect_identical(unname(predict(fit, case[[2L]])), unname(fit$clustering))
      expect_equal(
        predict(fit, case[[2L]], type = "dissimilarity"), predict(fit, case[[1L]], type = "dissimilarity"), tolerance = 1e-9
      )
      expect_identical(predict(fit, case[[2L]][2:1]), predict(fit, case[[1L]]))
      expect_equal(swap_optimal(fit, case[[2L]])$objective, fit$objective[["swap"]], tolerance = 1e-9)
    }
    refused(predict(fastpam(frame, 2, metric = metric), rename(span, c("date", "z"))), "dates")
    refused(predict(fastpam(span, 2, metric = metric), rename(frame, c("span", "z"))), "differences")
  }
})

test_that("4: binary columns stay binary", {
  frame <- data.frame(flag = rep(c(TRUE, FALSE), 5), bit = rep(0:1, 5), size = 1:10)
  fit <- quietly(fastpam(frame, 2, metric = "gower", type = list(symm = "bit")))
  refused(predict(fit, transform(frame, flag = flag + 1)), "flag")
  refused(predict(fit, transform(frame, bit = bit * 2)), "bit")
  expect_identical(unname(predict(fit, transform(frame, flag = as.integer(flag)))), unname(fit$clustering))
})

test_that("4: a factor takes no numbers or logical values but its levels", {
  frame <- data.frame(g = gl(2, 10, labels = c("a", "b")), n = 1:20)
  fit <- fastpam(frame, 2, metric = "gower")
  refused(predict(fit, transform(frame, g = as.integer(g))), "levels")
  refused(predict(fit, transform(frame, g = g == "a")), "levels")
  expect_identical(unname(predict(fit, transform(frame, g = as.character(g)))), unname(fit$clustering))
  expect_identical(unname(predict(fit, transform(frame, g = factor(g, levels = c("b", "a", "c"))))), unname(fit$clustering))
  expect_length(quietly(predict(fit, transform(frame, g = NA))), 20L)
  flags <- data.frame(g = factor(rep(c(TRUE, FALSE), 10)), n = 1:20)
  fit <- fastpam(flags, 2, metric = "gower")
  expect_identical(unname(predict(fit, transform(flags, g = g == "TRUE"))), unname(fit$clustering))
})

test_that("4: a vector is a table of one column, also later", {
  v <- c(1:10, 101:110)
  for (verb in list(fastpam, fastclara, fastclarans)) {
    fit <- verb(v, 2)
    expect_identical(predict(fit, v), fit$clustering)
    expect_identical(predict(fit, matrix(v)), fit$clustering)
  }
  refused(predict(fastpam(inputs_x, 3), inputs_x[1, ]), "matrix")
})

test_that("5: raw rows are not taken for dissimilarities to the medoids", {
  fit <- fastpam(stats::dist(inputs_x), 4)
  refused(predict(fit, inputs_x))
  refused(predict(fit, iris[1:4]))
  d <- as.matrix(stats::dist(inputs_x))
  expect_identical(unname(predict(fit, d)), unname(fit$clustering))
  expect_identical(unname(predict(fit, unname(d[, fit$id.med]), diss = TRUE)), unname(fit$clustering))
})

test_that("6: a contingency table is a matrix", {
  tables <- list(
    stats::xtabs(Freq ~ Class + Age, as.data.frame(Titanic)), as.table(as.matrix(HairEyeColor[, , 1])),
    table(mtcars$carb, mtcars$gear)
  )
  for (x in tables) {
    plain <- matrix(c(x), nrow(x), dimnames = unname(dimnames(x)))
    fit <- fastpam(x, 2)
    same <- fastpam(plain, 2)
    expect_identical(fit$id.med, same$id.med)
    expect_identical(predict(fit, x), fit$clustering)
    expect_identical(nobs(fit), nrow(x))
    expect_equal(unname(as.matrix(fitted(fit))), unname(as.matrix(fitted(same))))
    if (requireNamespace("generics", quietly = TRUE)) {
      expect_identical(nrow(generics::augment(fit)), nrow(x))
      expect_identical(nrow(generics::augment(fit, x)), nrow(x))
      expect_identical(nrow(generics::tidy(fit)), 2L)
    }
  }
})

test_that("8: similarities are refused, with the way to dissimilarities", {
  s <- structure(1 - stats::dist(inputs_x[1:30, ]) / 10, class = c("simil", "dist"))
  for (verb in list(fastpam, fastclara, fastclarans)) refused(verb(s, 3), "pr_simil2dist")
  refused(fastpam_path(s, 2:3), "pr_simil2dist")
  skip_if_not_installed("proxy")
  refused(fastpam(proxy::simil(inputs_x[1:30, ], method = "cosine"), 3), "pr_simil2dist")
  expect_length(fastpam(proxy::as.dist(proxy::simil(inputs_x[1:30, ], method = "cosine")), 3)$id.med, 3L)
})

test_that("10: columns made by scale() are columns", {
  frame <- iris[1:4]
  frame[] <- lapply(frame, scale)
  plain <- as.data.frame(lapply(iris[1:4], function(v) c(scale(v))))
  expect_identical(fastpam(frame, 3)$id.med, cluster::pam(frame, 3)$id.med)
  expect_identical(fastpam(frame, 3, metric = "gower")$id.med, fastpam(plain, 3, metric = "gower")$id.med)
  expect_equal(c(fastdist(frame)), c(stats::dist(plain)))
  fit <- fastpam(frame, 3)
  expect_identical(predict(fit, frame), fit$clustering)
})

test_that("11: a saved fit of sparse data works in a new session from the first call on", {
  skip_on_cran()
  skip_if_not_installed("Matrix")
  x <- inputs_x > 3
  fit <- fastpam(Matrix::Matrix(x, sparse = TRUE), 2, metric = "jaccard")
  file <- tempfile(fileext = ".rds")
  on.exit(unlink(file))
  saveRDS(list(fit = fit, x = x), file)
  code <- paste(
    sprintf(".libPaths(%s); library(fastpam); s <- readRDS(%s);", deparse1(.libPaths()), deparse1(file)),
    "for (i in 1:2) cat(tryCatch(toString(predict(s$fit, s$x[1:10, ])), error = conditionMessage), \"\\n\")"
  )
  said <- system2(file.path(R.home("bin"), "Rscript"), c("--vanilla", "-e", shQuote(code)), stdout = TRUE)
  expect_identical(trimws(said), rep(toString(fit$clustering[1:10]), 2L))
})

test_that("12: rounding noise in a square matrix is not an error", {
  set.seed(1)
  counts <- matrix(stats::rpois(80 * 40, 0.4), 80) + 0
  scaled <- scale(counts)
  q <- scaled %*% crossprod(matrix(stats::runif(1600), 40)) %*% t(scaled)
  q <- outer(diag(q), diag(q), "+") - 2 * q
  q[q < 0] <- 0
  d <- sqrt(q)
  diag(d) <- 0
  expect_true(isSymmetric(d))
  fit <- quietly(fastpam(d, 4, diss = TRUE))
  expect_identical(fit$id.med, cluster::pam(d, 4, diss = TRUE)$id.med)
  for (verb in list(fastclarans, fastclara)) expect_s3_class(quietly(verb(d, 4, diss = TRUE)), "partition")
  expect_s3_class(quietly(fastpam_path(d, 2:3, diss = TRUE)), "fastpam_path")
  expect_equal(quietly(swap_optimal(fit, d, diss = TRUE))$objective, fit$objective[["swap"]])
  # Beyond noise it is an error, which shows digits that differ and what to do.
  worse <- d
  worse[2, 1] <- worse[2, 1] * (1 + 1e-4)
  refused(fastpam(worse, 4, diss = TRUE), "as\\.dist")
})

test_that("12: rounding noise below zero is not an error", {
  set.seed(1)
  counts <- matrix(stats::rpois(80 * 40, 0.4), 80) + 0
  rows <- counts[rowSums(counts) > 0, ]
  rows <- rbind(rows, 2 * rows[1:40, ])
  rows <- rows / sqrt(rowSums(rows^2))
  d <- stats::as.dist(1 - tcrossprod(rows))
  expect_lt(min(d), 0)
  fit <- quietly(fastpam(d, 5))
  expect_identical(fit$clustering, fastpam(pmax(d, 0), 5)$clustering)
  expect_equal(fit$objective[["swap"]], cluster::pam(d, 5)$objective[["swap"]], tolerance = 1e-12)
  for (verb in list(fastclarans, fastclara)) expect_s3_class(quietly(verb(d, 4)), "partition")
  expect_s3_class(quietly(fastpam_path(d, 2:3)), "fastpam_path")
  worse <- d
  worse[1] <- -1e-4
  refused(fastpam(worse, 5), "pmax|negative")
})

test_that("12: rounding noise of a user's function is not an error", {
  rows <- rbind(inputs_x, 2 * inputs_x, 3 * inputs_x[1:30, ])
  cosine <- function(a, b) 1 - sum(a * b) / sqrt(sum(a^2) * sum(b^2))
  d <- outer(seq_len(330), seq_len(330), Vectorize(function(i, j) cosine(rows[i, ], rows[j, ])))
  expect_lt(min(d[lower.tri(d)]), 0)
  expect_message(fit <- fastpam(rows, 3, metric = cosine), "rounding noise")
  expect_identical(fit$id.med, quietly(fastpam(stats::as.dist(d), 3))$id.med)
  expect_identical(unname(predict(fit, rows)), unname(fit$clustering))
  expect_equal(quietly(swap_optimal(fit, rows))$objective, fit$objective[["swap"]])
  expect_length(predict(fit, 7 * rows[1, , drop = FALSE]), 1L)
  for (verb in list(fastclara, fastclarans)) expect_length(predict(quietly(verb(rows, 3, metric = cosine)), rows), 330L)
  expect_gte(min(quietly(fastdist(rows, cosine))), 0)
  refused(fastpam(inputs_x, 3, metric = function(a, b) sum(a - b)), "not negative")
})

test_that("13: types of a tibble's columns by name", {
  skip_if_not_installed("tibble")
  type <- list(asymm = c("V1", "V3"), symm = 2)
  flower <- tibble::as_tibble(cluster::flower)
  expect_equal(c(quietly(fastdist(flower, "gower", type = type))), c(quietly(cluster::daisy(cluster::flower, type = type))))
  fit <- quietly(fastpam(flower, 3, metric = "gower", type = type))
  expect_identical(unname(predict(fit, flower)), unname(fit$clustering))
})

test_that("14: an unknown argument is refused at once and in few words", {
  big <- as.data.frame(matrix(stats::rnorm(2e5), ncol = 10))
  calls <- list(
    function() fastpam(inputs_x, 3, data = big), function() fastclara(inputs_x, 3, data = big),
    function() fastclarans(inputs_x, 3, data = big), function() fastpam_path(inputs_x, 2:3, data = big),
    function() fastdist(inputs_x, data = big), function() predict(fastpam(inputs_x, 3), data = big)
  )
  for (call in calls) {
    took <- system.time(said <- tryCatch(call(), error = identity))[["elapsed"]]
    expect_s3_class(said, "fastpam_error")
    expect_lt(nchar(conditionMessage(said)), 600L)
    expect_match(conditionMessage(said), "`data`")
    expect_lt(took, 2)
  }
})

test_that("15: words and dates under Gower are nominal and numbers; as data, words are refused by name", {
  words <- data.frame(id = letters[c(1:5, 1:5)], a = 1:10)
  refused(fastpam(words, 3), "id")
  nominal <- transform(words, id = factor(id))
  expect_equal(c(quietly(fastdist(words, "gower"))), c(cluster::daisy(nominal, "gower")))
  fit <- quietly(fastpam(words, 3, metric = "gower"))
  expect_identical(fit$id.med, fastpam(nominal, 3, metric = "gower")$id.med)
  expect_identical(unname(quietly(predict(fit, words))), unname(fit$clustering))
  dates <- data.frame(d = as.Date("2024-05-01") + c(1:9, 30), f = gl(2, 5))
  numbers <- transform(dates, d = as.numeric(d))
  expect_equal(c(quietly(fastdist(dates, "gower"))), c(cluster::daisy(numbers, "gower")))
  expect_identical(quietly(fastpam(dates, 3, metric = "gower"))$id.med, fastpam(numbers, 3, metric = "gower")$id.med)
  expect_identical(fastpam(dates["d"], 3)$id.med, fastpam(numbers["d"], 3)$id.med)
})

test_that("16: a function that is no metric is told from one that is", {
  refused(fastpam(inputs_x, 3, metric = stats::dist), "`metric`.*two")
  refused(fastpam(inputs_x, 3, metric = function(z) stats::dist(z, "manhattan")), "`metric`.*two")
  refused(fastdist(inputs_x, stats::dist), "`metric`.*two")
})

test_that("18: method =, as in dist(), is answered with `metric`", {
  refused(fastdist(inputs_x, method = "manhattan"), "`metric`")
  refused(fastpam(inputs_x, 3, method = "manhattan"), "`metric`")
})

test_that("19: column weights have a name of their own", {
  refused(fastpam(iris, 3, metric = "gower", weights = c(5, 1, 1, 1, 1)), "`var_weights`")
  refused(fastdist(iris, "gower", weights = c(5, 1, 1, 1, 1)), "`var_weights`")
  expect_equal(
    c(fastdist(iris, "gower", var_weights = c(5, 1, 1, 1, 1))), c(cluster::daisy(iris, "gower", weights = c(5, 1, 1, 1, 1)))
  )
})

test_that("20: a constant column does not stop plot()", {
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  for (x in list(cbind(iris[1:2], 1), cbind(iris[1:2], 1, 2), cbind(iris[1], 1))) {
    expect_no_error(plot(fastpam(x, 3)))
    expect_no_error(plot(fastclara(x, 3)))
  }
})

test_that("20: objects of a cluster in one place do not stop plot()", {
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  set.seed(1)
  for (i in 1:40) {
    x <- matrix(sample(0:2, 80, TRUE) / 10, 20)
    expect_no_error(plot(fastpam(x, 5), which.plots = 1))
    expect_no_error(plot(fastpam(x, 5, metric = "hamming", keep.data = FALSE, keep.diss = TRUE), which.plots = 1))
  }
})

test_that("23: arguments that the metric has no use for are errors", {
  for (verb in list(fastpam, fastclara, fastclarans, fastpam_path)) {
    refused(verb(inputs_x, 3, var_weights = c(100, 0, 0, 0)), "`var_weights`")
    refused(verb(inputs_x, 3, p = 3), "`p`")
    refused(verb(inputs_x, 3, type = list(symm = 1)), "`type`")
    refused(verb(iris, 3, metric = "gower", p = 3), "`p`")
  }
  refused(fastdist(inputs_x, "manhattan", var_weights = c(100, 0, 0, 0)), "`var_weights`")
  refused(fastdist(inputs_x, p = 3), "`p`")
})

test_that("24: standardising says which columns are constant, as they cannot be", {
  x <- cbind(as.matrix(iris[1:4]), 1)
  d <- stats::dist(replace(scale(x, scale = apply(x, 2L, function(v) mean(abs(v - mean(v))))), matrix(rep(1:5, each = 150), 150) == 5, NA))
  for (verb in list(fastpam, fastclara, fastclarans, fastpam_path)) {
    expect_warning(fit <- verb(x, 3, stand = TRUE), "constant columns.*5")
    if (inherits(fit, "fastpam_path")) fit <- fit$fits[[1L]]
    expect_identical(unname(predict(fit, x)), unname(fit$clustering))
  }
  expect_warning(fit <- fastpam(x, 3, stand = TRUE), "constant columns")
  expect_identical(fit$id.med, cluster::pam(x, 3, stand = TRUE)$id.med)
  expect_equal(fit$objective[["swap"]], inputs_certificate(d, fit$id.med)$objective, tolerance = 1e-9)
  expect_warning(fastdist(x, stand = TRUE), "constant columns.*5")
  expect_no_warning(fastpam(x[, 1:4], 3, stand = TRUE))
})
