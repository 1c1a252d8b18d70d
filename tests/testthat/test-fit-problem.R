# One specification of a fit: the same argument has the same meaning and the same error in every verb.

verbs <- list(
  fastpam = fastpam, fastclara = fastclara, fastclarans = fastclarans,
  fastpam_path = function(x, k, ...) fastpam_path(x, k, ...)
)
set.seed(3)
x <- matrix(rnorm(120), 40)
colnames(x) <- c("a", "b", "c")

# What a fit found, whichever verb made it.
medoids_found <- function(fit) if (inherits(fit, "fastpam_path")) medoid_ids(fit$fits[[1L]]) else medoid_ids(fit)

test_that("weights with zeros: as many objects as medoids must count, and no other is a medoid", {
  for (name in names(verbs)) {
    fit <- verbs[[name]]
    expect_error(fit(x, 4, weights = rep(1:0, c(3, 37))), "`weights`.*at least 4", class = "fastpam_error", info = name)
    expect_error(fit(x, 4, weights = rep(0, 40)), "`weights`", class = "fastpam_error", info = name)
    few <- rep(0, 40)
    few[c(2, 9, 17, 20, 33, 38)] <- c(1, 2, 1, 3, 1, 1)
    arguments <- list(list())
    if (name %in% c("fastpam", "fastpam_path")) {
      arguments <- c(
        lapply(inits()$init, function(init) list(init = init)),
        lapply(c("pam", "fastpam1", "fastpam2", "fasterpam", "alternating", "original", "fastermsc"), function(v) list(variant = v)),
        list(list(medoids = "random", nstart = 5), list(variant = "faster"))
      )
    } else if (name == "fastclara") {
      arguments <- lapply(inits()$init, function(init) list(init = init))
    }
    for (more in arguments) {
      set.seed(1)
      found <- medoids_found(do.call(fit, c(list(x, 4, weights = few), more)))
      expect_true(all(few[found] > 0), info = paste(name, unlist(more)))
    }
  }
  expect_error(fastpam(x, 2, medoids = 1:2, weights = c(0, rep(1, 39))), "weights above 0", class = "fastpam_error")
})

test_that("`p` is the power in every verb, and nothing else", {
  reference <- fastpam(dist(x, "minkowski", p = 3), 3)$id.med
  for (name in names(verbs)) {
    fit <- verbs[[name]]
    set.seed(1)
    more <- if (name == "fastclara") list(sampsize = 40, variant = "pam") else if (name == "fastclarans") list(numlocal = 5)
    found <- medoids_found(do.call(fit, c(list(x, 3, metric = "minkowski", p = 3), more)))
    expect_setequal(found, reference)
    expect_error(fit(x, 3, p = 3), "`p` is given, but metric \"euclidean\"", class = "fastpam_error", info = name)
    expect_error(fit(dist(x), 3, p = 3), "`p` is given", class = "fastpam_error", info = name)
    expect_error(fit(x, 3, metric = "minkowski", p = 0), "`p` must be a number above 0", class = "fastpam_error", info = name)
  }
})

test_that("metrics may be shortened, in capitals or not, and have other names", {
  for (name in names(verbs)) {
    fit <- verbs[[name]]
    of <- function(metric) fit(x, 3, metric = metric)$metric
    expect_identical(of("m"), "manhattan", info = name)
    expect_identical(of("Euclidean"), "euclidean", info = name)
    expect_identical(of("CITYBLOCK"), "manhattan", info = name)
    expect_identical(of("chebyshev"), "maximum", info = name)
    expect_identical(of(c("euclidean", "manhattan")), "euclidean", info = name)
    expect_error(of("nothing"), "`metric` must be", class = "fastpam_error", info = name)
    expect_error(of("euclidaen"), "did you mean \"euclidean\"", class = "fastpam_error", info = name)
  }
})

test_that("column weights and types are for metrics that have them", {
  frame <- data.frame(a = c(1, 2, 3, 10, 11, 12), b = factor(c("u", "v", "u", "v", "u", "v")))
  for (name in names(verbs)) {
    fit <- verbs[[name]]
    more <- if (name == "fastclara") list(sampsize = 6) else list()
    weighted <- function(w) medoids_found(do.call(fit, c(list(frame, 2, metric = "gower", var_weights = w), more)))
    set.seed(2)
    by_number <- do.call(fit, c(list(frame, 2, metric = "gower", var_weights = c(1, 0)), more))
    labels <- if (name == "fastpam_path") by_number$fits[[1L]]$clustering else by_number$clustering
    expect_identical(labels, c(1L, 1L, 1L, 2L, 2L, 2L), info = name)
    expect_error(fit(x, 3, var_weights = 1:3), "`var_weights` is given, but metric", class = "fastpam_error", info = name)
    expect_error(fit(x, 3, type = list(asymm = 1)), "`type` is given, but metric", class = "fastpam_error", info = name)
    expect_error(weighted(c(1, -1)), "`var_weights` must be", class = "fastpam_error", info = name)
    expect_error(fit(frame, 2, metric = "gower", weights = c(1, 2)), "column weights are `var_weights`", class = "fastpam_error", info = name)
  }
})

test_that("unknown arguments are refused at once, with the nearest known name", {
  big <- matrix(0, 1000, 1000)
  for (name in names(verbs)) {
    fit <- verbs[[name]]
    refused <- function(pattern, ...) expect_error(fit(x, 3, ...), pattern, class = "fastpam_error", info = name)
    refused("`threads`.*did you mean `n_threads`", threads = 2)
    refused("`method`.*did you mean `metric`", method = "manhattan")
    refused("`stnd`.*did you mean `stand`", stnd = TRUE)
    refused("`xyzzy` is not an argument", xyzzy = big)
    # Nothing of a value is looked at, or printed.
    message <- tryCatch(fit(x, 3, data = big), error = conditionMessage)
    expect_lt(nchar(message), 100)
    expect_error(fit(x, 3, arg = "y"), class = "fastpam_error")
    expect_error(fit(x, 3, stand_rule = "stats"), class = "fastpam_error")
  }
  fit <- fastpam(x, 3)
  expect_error(predict(fit, new_data = x), "did you mean `newdata`", class = "fastpam_error")
  expect_error(predict(fit, data = x), "did you mean `newdata`", class = "fastpam_error")
  expect_error(predict(fit, newx = x), "did you mean `newdata`", class = "fastpam_error")
  for (f in list(summary, fitted, nobs, as.data.frame, swap_optimal, medoid_silhouette, fastsilhouette, print)) {
    expect_error(f(fit, nonsense = 1), class = "fastpam_error")
  }
  expect_error(fastdist(x, method = "manhattan"), "did you mean `metric`", class = "fastpam_error")
  expect_error(fastdist(x, "gower", weights = 1:3), "did you mean `var_weights`", class = "fastpam_error")
})

test_that("what is left out is named", {
  expect_error(fastpam(x), "`k` must be given", class = "fastpam_error")
  expect_error(fastclara(x), "`k` must be given", class = "fastpam_error")
  expect_error(fastclarans(k = 3), "`x` must be given", class = "fastpam_error")
  expect_error(fastdist(), "`x` must be given", class = "fastpam_error")
})

test_that("the limit of memory is checked wherever it is read", {
  for (fit in verbs[c("fastpam", "fastpam_path")]) expect_error(fit(x, 3, memory = "much"), "`memory`", class = "fastpam_error")
  old <- options(fastpam.memory = "much")
  on.exit(options(old))
  for (fit in verbs[c("fastpam", "fastpam_path")]) expect_error(fit(x, 3), "fastpam.memory", class = "fastpam_error")
})

test_that("a symmetric matrix with zeros in its diagonal is data, with a warning", {
  square <- as.matrix(dist(x))
  for (name in names(verbs)) {
    fit <- verbs[[name]]
    expect_warning(as_data <- fit(square, 3), "diss = TRUE", info = name)
    expect_identical(as_data$metric, "euclidean")
    expect_no_warning(fit(square, 3, diss = TRUE))
    expect_no_warning(fit(square[, -1], 3))
  }
  set.seed(1)
  a <- fastclara(square, 3, diss = TRUE)
  set.seed(1)
  b <- fastclara(dist(x), 3)
  expect_identical(a$i.med, b$i.med)
})

test_that("a call keeps no data", {
  fit <- do.call(fastpam, list(x = x, k = 3))
  expect_lt(object.size(fit$call[-1L]), 5000)
  expect_identical(fit$call$x, quote(x))
})
