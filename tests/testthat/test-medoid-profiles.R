# The definitions, one column at a time.
eta_squared <- function(v, group, w = rep(1, length(v))) {
  force(w)
  seen <- !is.na(v)
  v <- v[seen]
  w <- w[seen]
  group <- group[seen]
  middle <- sum(w * v) / sum(w)
  total <- sum(w * (v - middle)^2)
  between <- sum(vapply(unique(group), function(g) {
    sum(w[group == g]) * (sum((w * v)[group == g]) / sum(w[group == g]) - middle)^2
  }, 0))
  if (total > 0) between / total else 0
}

expect_profiles <- function(found, data, label, id, w = rep(1, length(label))) {
  table <- as.data.frame(found)
  for (i in seq_len(nrow(table))) {
    row <- table[i, ]
    v <- data[[row$variable]]
    if (row$type == "category") v <- as.character(v) == row$level
    v <- as.double(v)
    inside <- label == as.integer(row$cluster) & !is.na(v)
    outside <- label != as.integer(row$cluster) & !is.na(v)
    mean_of <- function(which) sum((w * v)[which]) / sum(w[which])
    expect_equal(row$medoid, v[id[as.integer(row$cluster)]])
    expect_equal(row$n, sum(w[inside]))
    expect_equal(row$summary, mean_of(inside))
    expect_equal(row$rest, mean_of(outside))
    expect_equal(row$eta2, eta_squared(v, label == as.integer(row$cluster), w))
    if (row$type == "number") {
      copies <- rep(seq_along(v), w)
      expect_equal(row$median, median(v[copies][label[copies] == as.integer(row$cluster)], na.rm = TRUE))
      ss <- sum((w * (v - mean_of(inside))^2)[inside]) + sum((w * (v - mean_of(outside))^2)[outside])
      sd <- sqrt(ss / (sum(w[inside | outside]) - 2))
      expect_equal(row$effect, (mean_of(inside) - mean_of(outside)) / sd)
      expect_true(is.na(row$lift))
    } else {
      expect_equal(row$effect, mean_of(inside) - mean_of(outside))
      expect_equal(row$lift, mean_of(inside) / mean_of(inside | outside))
    }
  }
  expect_true(all(diff(found$variables$separation) <= 0))
}

mixed_data <- function(n = 60) {
  set.seed(1)
  group <- sample(3, n, replace = TRUE)
  data <- data.frame(
    size = rnorm(n) + group, has = rbinom(n, 1, c(0.1, 0.5, 0.9)[group]) == 1,
    colour = factor(c("red", "green", "blue")[ifelse(runif(n) < 0.7, group, 1)]),
    grade = ordered(sample(c("low", "high"), n, TRUE), levels = c("low", "high")), day = as.Date("2020-01-01") + 10 * group
  )
  data$size[3] <- NA
  data$colour[5] <- NA
  data
}

test_that("profiles of mixed data are their definitions", {
  data <- mixed_data()
  fit <- fastpam(data, 3, metric = "gower")
  found <- medoid_profiles(fit)
  plain <- data
  plain$day <- as.double(plain$day)
  expect_profiles(found, plain, fit$clustering, fit$id.med)
  expect_setequal(found$variables$variable, names(data))
  at <- match(c("size", "colour"), found$variables$variable)
  expect_equal(found$variables$missing[at], c(1, 1) / 60)
  expect_equal(found$variables$separation[at[1]], eta_squared(data$size, fit$clustering))
  # Goodman and Kruskal's tau.
  table <- table(fit$clustering, data$colour)
  p <- table / sum(table)
  tau <- (sum(p^2 / rowSums(p)) - sum(colSums(p)^2)) / (1 - sum(colSums(p)^2))
  expect_equal(found$variables$separation[at[2]], tau)
})

test_that("weights count as copies do", {
  data <- mixed_data(40)
  w <- sample(0:3, 40, replace = TRUE)
  fit <- fastpam(data, 3, metric = "gower", weights = w)
  plain <- data
  plain$day <- as.double(plain$day)
  found <- medoid_profiles(fit)
  expect_profiles(found, plain, fit$clustering, fit$id.med, w)
  expect_equal(medoid_profiles(fit, weights = w / 7)$profiles$eta2, found$profiles$eta2)
})

test_that("all kinds of tables give the same", {
  set.seed(2)
  bits <- matrix(rbinom(40 * 600, 1, 0.3), 40, dimnames = list(NULL, paste0("g", 1:600)))
  fit <- fastpam(bits, 3, metric = "jaccard")
  first <- medoid_profiles(fit, bits)
  expect_profiles(medoid_profiles(fit, bits[, 1:5]), as.data.frame(bits[, 1:5]), fit$clustering, fit$id.med)
  expect_equal(medoid_profiles(fit, bits == 1), first)
  expect_equal(medoid_profiles(fit, as.data.frame(bits)), first)
  expect_equal(medoid_profiles(fit), first)
  expect_identical(nrow(first$profiles), 3L * 600L)
  if (requireNamespace("Matrix", quietly = TRUE)) {
    sparse <- Matrix::Matrix(bits, sparse = TRUE)
    expect_equal(medoid_profiles(fit, sparse), first)
    expect_equal(medoid_profiles(fastpam(sparse, 3, metric = "jaccard")), first)
  }
  if (requireNamespace("tibble", quietly = TRUE)) expect_equal(medoid_profiles(fit, tibble::as_tibble(bits)), first)
  if (requireNamespace("DelayedArray", quietly = TRUE)) {
    expect_equal(medoid_profiles(fit, DelayedArray::DelayedArray(bits)), first)
  }
})

test_that("every kind of fit has profiles", {
  x <- as.matrix(iris[1:4])
  set.seed(1)
  fits <- list(
    fastpam(x, 3), fastpam(x, 3, stand = TRUE), fastpam(x, 3, metric = "gower"), fastpam(dist(x), 3), fastclara(x, 3),
    fastclarans(x, 3), fastpam(x, 1), cluster::pam(x, 3), cluster::clara(x, 3),
    fastpam(x, 3, metric = function(a, b) max(abs(a - b))), fastpam(x, 3, precision = "single")
  )
  for (fit in fits) {
    ids <- if (is.null(fit$id.med)) fit$i.med else fit$id.med
    found <- medoid_profiles(fit, x)
    if (length(ids) > 1L) expect_profiles(found, as.data.frame(x), fit$clustering, ids)
    if (inherits(fit, "fastpam_fit") && !is.null(fit$data)) expect_equal(medoid_profiles(fit), found)
  }
  expect_error(medoid_profiles(fits[[4]]), class = "fastpam_error")
})

test_that("constant columns, columns without values and single objects", {
  x <- data.frame(a = c(1:9, 50), b = 2, c = NA_real_, d = factor(rep(NA, 10)), e = c(rep(0, 9), 1))
  fit <- fastpam(x["a"], 2)
  found <- medoid_profiles(fit, x)
  expect_identical(nrow(found$variables), 5L)
  expect_true(all(found$profiles$effect[found$profiles$variable == "b"] == 0))
  expect_equal(found$variables$separation[found$variables$variable == "e"], 1)
  expect_output(print(found), "distinguishes")
})

test_that("misuse is told", {
  fit <- fastpam(iris[1:4], 3)
  expect_error(medoid_profiles(fit, iris[1:100, ]), class = "fastpam_error")
  expect_error(medoid_profiles(iris), class = "fastpam_error")
  expect_error(medoid_profiles(fit, weights = 1:3), class = "fastpam_error")
  expect_error(medoid_profiles(fit, datas = iris), "data")
})

test_that("it prints, tidies and draws", {
  fit <- fastpam(iris[1:4], 3)
  found <- medoid_profiles(fit, iris)
  expect_snapshot(print(found, most = 2))
  skip_if_not_installed("generics")
  expect_identical(generics::tidy(found), as.data.frame(found))
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  expect_identical(plot(found), found)
  skip_if_not_installed("ggplot2")
  set.seed(3)
  bits <- matrix(rbinom(60 * 300, 1, 0.3), 60)
  for (other in list(found, medoid_profiles(fastpam(bits, 4, metric = "jaccard")))) {
    for (most in c(1, 20, 200)) {
      picture <- ggplot2::autoplot(other, most = most)
      expect_s3_class(picture, "ggplot")
      expect_no_error(ggplot2::ggplotGrob(picture))
    }
  }
  # Shares where there is nothing else, means in standard deviations where there are numbers.
  heat <- profile_heat(found, 7)
  overall <- scale(iris[1:4])
  means <- apply(overall, 2, tapply, fit$clustering, mean) * sqrt(150 / 149)
  expect_equal(unname(heat$value[, match(colnames(means), heat$names)]), unname(means))
})
