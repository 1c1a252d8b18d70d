# What misuse found once: inputs that crashed R, that were silently wrong, and errors that were none of the
# user's. Each stands for a kind.

set.seed(1)
adversary_x <- matrix(stats::rnorm(1200), 200)
adversary_y <- matrix(stats::rnorm(120), 30, 4)

adversary_loss <- function(d, medoids) mean(apply(as.matrix(d)[, medoids, drop = FALSE], 1L, min))

# ---- silently wrong ------------------------------------------------------------------------------------

test_that("A1: what looks at a fit again uses its metric", {
  x <- adversary_x
  far <- function(a, b) sum(abs(a - b)[1:2])
  cases <- list(
    list(fastpam(x, 5, metric = "minkowski", p = 1), stats::dist(x, "manhattan")),
    list(fastclara(x, 5, metric = "minkowski", p = 1), stats::dist(x, "manhattan")),
    list(fastclarans(x, 5, metric = "minkowski", p = 1), stats::dist(x, "manhattan")),
    list(fastpam(x, 5, metric = far), stats::dist(x[, 1:2], "manhattan")),
    list(
      fastpam(x, 5, metric = "gower", var_weights = c(9, 1, 1, 1, 1, 1)),
      cluster::daisy(as.data.frame(x), "gower", weights = c(9, 1, 1, 1, 1, 1))
    )
  )
  for (case in cases) {
    fit <- case[[1L]]
    medoids <- if (is.null(fit$id.med)) fit$i.med else fit$id.med
    expect_equal(swap_optimal(fit)$objective, adversary_loss(case[[2L]], medoids), tolerance = 1e-12)
    expect_equal(swap_optimal(fit, x)$objective, adversary_loss(case[[2L]], medoids), tolerance = 1e-12)
    widths <- cluster::silhouette(fit$clustering, case[[2L]])[, 3L]
    expect_equal(unname(fastsilhouette(fit)[, 3L]), unname(widths), tolerance = 1e-9)
    near <- apply(as.matrix(case[[2L]])[, medoids], 1L, function(v) sort(v)[1:2])
    expect_equal(
      unname(medoid_silhouette(fit)[, 3L]), unname(ifelse(near[1L, ] == 0, 1, 1 - near[1L, ] / near[2L, ])), tolerance = 1e-9
    )
  }
})

test_that("A1: of a fit of cluster's, the metric is used or asked for", {
  x <- adversary_x
  d <- stats::dist(x, "manhattan")
  for (fit in list(cluster::pam(x, 5, metric = "manhattan"), cluster::clara(x, 5, metric = "manhattan"))) {
    medoids <- if (is.null(fit$id.med)) fit$i.med else fit$id.med
    again <- tryCatch(swap_optimal(fit)$objective, fastpam_error = function(e) NULL)
    if (!is.null(again)) expect_equal(again, adversary_loss(d, medoids), tolerance = 1e-12)
    widths <- tryCatch(fastsilhouette(fit), fastpam_error = function(e) NULL)
    if (!is.null(widths)) {
      expect_equal(unname(widths[, 3L]), cluster::silhouette(fit$clustering, d)[, 3L], tolerance = 1e-9)
    }
    expect_equal(swap_optimal(fit, x, metric = "manhattan")$objective, adversary_loss(d, medoids), tolerance = 1e-12)
  }
})

test_that("A2: rows that were clustered get their labels, whatever the names", {
  for (names in list(c("a", "a", "b", "b"), c("", "", "", ""), c("a", "", "b", "c"), c(NA, "a", "b", "c"))) {
    y <- adversary_y
    colnames(y) <- names
    for (fit in list(fastpam(y, 4), fastclara(y, 4), fastclarans(y, 4))) {
      expect_identical(predict(fit, y), fit$clustering)
    }
  }
  for (labels in list(rep(letters[1:15], 2), rep("", 30), c(NA, letters, "x", "y", "z"), NULL, sprintf("o%d", 1:30))) {
    d <- structure(stats::dist(adversary_y), Labels = labels)
    fit <- fastpam(d, 4)
    square <- as.matrix(stats::dist(adversary_y))
    dimnames(square) <- if (!is.null(labels)) list(labels, labels)
    expect_identical(unname(predict(fit, square)), unname(fit$clustering))
  }
})

test_that("A3: case weights that are no counts do not depend on their unit", {
  set.seed(2)
  z <- rbind(matrix(stats::rnorm(100), 50), matrix(stats::rnorm(100, 6), 50))
  w <- stats::runif(100, 1, 10)
  plain <- fastpam(z, 2, weights = w)$silinfo$avg.width
  expect_gt(plain, 0.7)
  for (unit in c(1 / sum(w), 50 / sum(w), 0.01, 1000)) {
    fit <- fastpam(z, 2, weights = w * unit)
    expect_equal(fit$silinfo$avg.width, plain, tolerance = 1e-9)
    expect_equal(mean(fastsilhouette(fit)[, 3L]), mean(fastsilhouette(fastpam(z, 2, weights = w))[, 3L]), tolerance = 1e-9)
    expect_identical(fastpam_path(z, 2:4, weights = w * unit)$suggested$k, 2L)
    expect_equal(fastclarans(z, 2, weights = w * unit)$silinfo$avg.width, plain, tolerance = 1e-9)
  }
})

test_that("A4: predict() breaks ties as fastclara() did", {
  for (seed in 1:100) {
    set.seed(seed)
    x <- matrix(sample(0:2, 120, TRUE), 40)
    fit <- fastclara(x, 3, sampsize = 12)
    d <- as.matrix(stats::dist(x))[, fit$i.med]
    # Two medoids in one place cannot be told apart.
    sure <- rowSums(d == 0) < 2L
    expect_identical(predict(fit, x)[sure], fit$clustering[sure], info = seed)
  }
})

test_that("A5: single precision refuses what is too small for it", {
  for (scale in c(1e-21, 1e-22, 1e-23, 1e-30)) {
    single <- tryCatch(fastpam(adversary_x * scale, 3, precision = "single"), fastpam_error = function(e) NULL)
    if (is.null(single)) next
    right <- adversary_loss(stats::dist(adversary_x * scale), single$id.med)
    expect_equal(single$objective[["swap"]] / right, 1, tolerance = 1e-5)
  }
  expect_error(fastpam(adversary_x * 1e-23, 3, precision = "single"), class = "fastpam_error")
})

test_that("A6: the dissimilarities of integer64 are not all 0", {
  skip_if_not_installed("bit64")
  frame <- data.frame(a = 1:20)
  frame$a <- bit64::as.integer64(c(1:10, 1001:1010))
  fit <- suppressMessages(fastpam(frame, 2))
  expect_identical(unname(fit$clustering), rep(1:2, each = 10L))
})

test_that("A7: an object of weight 0 has no part in the diameter", {
  x <- rbind(cbind(c(1, 2, 3, 4, 5.3), 0), c(100, 100))
  w <- c(1, 1, 1, 1, 1, 0)
  expect_equal(fastpam(x, 1, weights = w)$clusinfo[, "diameter"], c(diameter = 4.3))
  expect_equal(fastclarans(x, 1, weights = w)$clusinfo[, "diameter"], c(diameter = 4.3))
  expect_equal(fastpam_path(x, 1, weights = w)$fits[[1L]]$clusinfo[, "diameter"], c(diameter = 4.3))
})

test_that("A3: weights too small to be multiplied are refused", {
  expect_error(fastpam(adversary_x, 3, weights = rep(5e-324, 200)), "multiply", class = "fastpam_error")
  expect_error(fastclara(adversary_x, 3, weights = rep(1e-260, 200)), "multiply", class = "fastpam_error")
  expect_identical(fastpam(adversary_x, 3, weights = rep(2^-400, 200))$id.med, fastpam(adversary_x, 3, weights = rep(1, 200))$id.med)
})

# ---- R must not crash ------------------------------------------------------------------------------------

test_that("B1: sparse matrices with broken slots are refused", {
  skip_on_cran()
  skip_if_not_installed("Matrix")
  setup <- c(
    "set.seed(1)", "good <- Matrix::rsparsematrix(50, 8, .3)", "x <- good",
    "broken <- function(change) { s <- good; change(s) }",
    "rows <- broken(function(s) { s@i[1:5] <- 10000000L; s })",
    "below <- broken(function(s) { s@i[3] <- -1L; s })",
    "order <- broken(function(s) { s@p[4] <- s@p[6] + 3L; s })",
    "beyond <- broken(function(s) { s@p[9] <- s@p[9] + 1000L; s })",
    "start <- broken(function(s) { s@p[1] <- 2L; s })",
    "short <- broken(function(s) { s@Dim <- 50L; s })",
    "less <- broken(function(s) { s@x <- s@x[1:3]; s })",
    "columns <- broken(function(s) { s@Dim <- c(50L, 80L); s })",
    "negative <- broken(function(s) { s@Dim <- c(-50L, 8L); s })",
    "missing <- broken(function(s) { s@i[2] <- NA_integer_; s })",
    "fit <- fastpam(good, 3)"
  )
  names <- c("rows", "below", "order", "beyond", "start", "short", "less", "columns", "negative", "missing")
  calls <- c(
    "fastdist(%s)", "fastpam(%s, 3)", "fastclara(%s, 3)", "fastclarans(%s, 3)", "fastpam_path(%s, 2:3)",
    "fastpam(%s, 3, metric = \"jaccard\")", "predict(fit, %s)", "swap_optimal(1:3, %s)"
  )
  expect_refused_in_session(c(outer(calls, names, sprintf)), setup)
})

test_that("B1: rows that do not ascend within a column are put in order or refused", {
  skip_on_cran()
  skip_if_not_installed("Matrix")
  setup <- c(
    "loadNamespace(\"Matrix\")",
    "s <- unsorted <- methods::as(matrix(c(1, 0, 2, 0, 3, 4, 0, 5, 0, 6, 7, 8), 4), \"CsparseMatrix\")",
    "for (j in 1:3) { at <- seq.int(s@p[j] + 1L, s@p[j + 1L])",
    "  unsorted@i[at] <- rev(s@i[at]); unsorted@x[at] <- rev(s@x[at]) }"
  )
  metrics <- c("euclidean", "manhattan", "jaccard", "cosine", "canberra", "hamming")
  # A wrong value is an error of stopifnot().
  expect_refused_in_session(c(
    sprintf("stopifnot(all.equal(c(fastdist(unsorted, \"%s\")), c(fastdist(s, \"%s\"))))", metrics, metrics),
    sprintf("stopifnot(identical(fastpam(unsorted, 2, metric = \"%s\")$clustering, fastpam(s, 2, metric = \"%s\")$clustering))", metrics, metrics)
  ), setup, or_value = TRUE)
})

test_that("B2: pointers to anything else than a metric are refused", {
  skip_on_cran()
  setup <- c(
    "x <- matrix(rnorm(60), 20)", "symbol <- getDLLRegisteredRoutines(\"stats\")[[\".Call\"]][[1L]]$address",
    "plain <- structure(symbol, class = NULL)", "empty <- methods::new(\"externalptr\")",
    "handle <- unclass(getLoadedDLLs()[[\"stats\"]])$handle"
  )
  pointers <- c("symbol", "plain", "empty", "handle")
  calls <- c(
    "fastdist(x, %s)", "fastpam(x, 3, metric = %s)", "fastclara(x, 3, metric = %s)", "fastclarans(x, 3, metric = %s)",
    "fastpam_path(x, 2:3, metric = %s)", "swap_optimal(1:3, x, metric = %s)"
  )
  expect_refused_in_session(c(outer(calls, pointers, sprintf)), setup)
})

# What a hand may do to a component of a fit, and what is then asked of the fit.
adversary_edits <- c(
  "f$id.med <- 1:2000000", "f$id.med <- 1:10", "f$id.med <- c(0L, 1L, 2L)", "f$id.med <- NULL", "f$id.med <- c(1, NA, 3)",
  "f$clustering <- f$clustering[1:3]", "f$clustering[] <- 99L", "f$clustering <- NULL", "f$prediction <- NULL",
  "f$prediction <- list()", "f$prediction <- 1", "f$data <- f$data[1:2, , drop = FALSE]", "f$data <- NULL", "f$diss <- 1:3",
  "f$weights <- 1:3", "f$metric <- \"nonsense\"", "f$metric <- 7", "f$call <- NULL"
)
adversary_asks <- c(
  "predict(f, x)", "predict(f, x, type = \"dissimilarity\")", "predict(f)", "swap_optimal(f)", "swap_optimal(f, x)",
  "fastsilhouette(f)", "medoid_silhouette(f)", "fitted(f)", "as.data.frame(f)", "nobs(f)"
)

test_that("B3: fits edited by hand do not crash R", {
  skip_on_cran()
  setup <- c(
    "set.seed(1)", "x <- as.data.frame(matrix(rnorm(120), 40)); x$g <- gl(4, 10)", "numbers <- as.matrix(x[1:3])",
    "mixed <- fastpam(x, 3, metric = \"gower\")", "plain <- fastpam(numbers, 3)", "given <- fastpam(dist(numbers), 3)",
    # Every component that predict() may use is cut short, made longer, and made something else.
    "spoil <- function(v) list(head(v, 1), c(v, v), NULL, NA, \"a\", -1L, 1e9, list())",
    "spoiled <- function(rule, path = NULL) unlist(lapply(seq_along(rule), function(i) {",
    "  lapply(spoil(rule[[i]]), function(v) { r <- rule; r[i] <- list(v); r }) }), recursive = FALSE)",
    "ask_all <- function(f, x) {",
    "  for (rule in spoiled(f$prediction)) { g <- f; g$prediction <- rule",
    "    for (ask in list(function() predict(g, x), function() swap_optimal(g), function() fastsilhouette(g)))",
    "      tryCatch(suppressWarnings(ask()), error = function(e) NULL) }",
    "}"
  )
  edited <- function(fit, x) {
    sprintf("{ f <- %s; %s; x <- %s; %s }", fit, rep(adversary_edits, each = length(adversary_asks)), x, adversary_asks)
  }
  expect_refused_in_session(edited("plain", "numbers"), setup, or_value = TRUE)
  expect_refused_in_session(edited("mixed", "x"), setup, or_value = TRUE)
  expect_refused_in_session(edited("given", "as.matrix(dist(numbers))"), setup, or_value = TRUE)
  alive <- outcomes_in_session(c("ask_all(plain, numbers)", "ask_all(mixed, x)", "ask_all(given, as.matrix(dist(numbers)))"), setup)
  expect_identical(unname(alive), rep("a value", 3L))
})

test_that("B4: dim() and length() methods that lie", {
  skip_on_cran()
  setup <- c(
    "dim.liar <- function(x) c(100000L, 30L)", "length.liar2 <- function(x) 1e6L",
    "registerS3method(\"dim\", \"liar\", dim.liar)", "registerS3method(\"length\", \"liar2\", length.liar2)",
    "wide <- structure(matrix(rnorm(60), 20), class = \"liar\")", "bare <- structure(rnorm(190), class = \"liar\")",
    "long <- structure(rnorm(190), class = \"liar2\")", "d <- structure(c(dist(matrix(rnorm(60), 20))), Size = 20L, class = c(\"liar2\", \"dist\"))",
    "fit <- fastpam(matrix(rnorm(60), 20), 3)"
  )
  calls <- c(
    "fastdist(%s)", "fastpam(%s, 3)", "fastpam(%s, 3, diss = TRUE)", "fastclara(%s, 3)", "fastclarans(%s, 3)",
    "fastpam_path(%s, 2:3)", "predict(fit, %s)"
  )
  expect_refused_in_session(c(outer(calls, c("wide", "bare", "long", "d"), sprintf)), setup, or_value = TRUE)
})

test_that("E1: fewer objects of weight above 0 than clusters", {
  skip_on_cran()
  setup <- "x <- matrix(rnorm(1200), 200); w <- c(1, 1, 1, rep(0, 197))"
  expect_refused_in_session(c(
    "fastpam_path(x, 2:6, weights = w)", "fastpam(x, 6, weights = w)", "fastclara(x, 6, weights = w)",
    "fastclarans(x, 6, weights = w)", "fastpam_path(x, 4, weights = w, init = \"random\")",
    "fastpam_path(x, 2:6, weights = w, init = \"kmeanspp\")", "fastpam_path(x, 2:6, weights = w, variant = \"faster\")"
  ), setup)
})

# ---- errors that were none ---------------------------------------------------------------------------------

test_that("C1: rows with a constant standardised column and a missing value are predicted", {
  x <- cbind(3, c(-.8, 1.4, -1.3, .1, 1.7, -.6))
  x[5, 1] <- NA
  for (verb in list(fastpam, fastclara, fastclarans)) {
    fit <- suppressWarnings(verb(x, 2, stand = TRUE))
    expect_identical(predict(fit, x), fit$clustering)
    expect_identical(predict(fit, x[5, , drop = FALSE]), fit$clustering[5L])
  }
})

test_that("C2: rows that cannot be compared with each medoid are predicted if the fit took them", {
  taken <- 0L
  for (seed in 1:25) {
    set.seed(seed)
    x <- matrix(stats::rnorm(240), 60)
    x[matrix(stats::runif(240) < .45, 60)] <- NA
    x <- x[rowSums(!is.na(x)) > 0, ]
    fit <- tryCatch(fastclara(x, 2, samples = 50, sampsize = 6), fastpam_error = function(e) NULL)
    if (is.null(fit)) next
    taken <- taken + 1L
    expect_identical(predict(fit, x), fit$clustering, info = seed)
  }
  expect_gt(taken, 10L)
})

test_that("E: small things", {
  x <- adversary_x[1:30, ]
  # A fit without what predict() needs
  fit <- fastpam(x, 3)
  fit$prediction <- NULL
  expect_error(predict(fit, x), class = "fastpam_error")
  # Log ratios of what has no logarithm
  frame <- data.frame(a = c(-1, 2:10), b = 1:10)
  expect_no_warning(said <- tryCatch(fastdist(frame, "gower", type = list(logratio = 1)), fastpam_error = identity))
  expect_s3_class(said, "fastpam_error")
  expect_match(conditionMessage(said), "a")
  # Objectives are not negative
  twice <- rbind(x[1:3, ], x[1:3, ], x[1:3, ])
  for (metric in c("cosine", "correlation", "euclidean")) {
    expect_gte(fastpam(twice, 3, metric = metric)$objective[["swap"]], 0)
  }
  # The memory option is checked in every verb that looks at it
  old <- options(fastpam.memory = "much")
  on.exit(options(old))
  expect_error(fastpam(x, 3), class = "fastpam_error")
  expect_error(fastpam_path(x, 2:3), class = "fastpam_error")
})
