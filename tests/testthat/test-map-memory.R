# `map` in memory: parts of a call by themselves give what the call gives.

# A map that is not lapply(), as far as anybody can tell: what it is given is serialised, as for another process.
sent <- function(X, FUN) {
  FUN <- unserialize(serialize(FUN, NULL))
  rev(lapply(X, FUN))
}
unreliable <- function() {
  calls <- 0L
  function(X, FUN) {
    calls <<- calls + 1L
    if (calls == 1L) sent(X, FUN)[-1L] else sent(X, FUN)
  }
}

alike <- function(label, ask, but = "call") {
  set.seed(31)
  whole <- quietly(ask(lapply))
  after <- stats::runif(1)
  for (map in list(sent, unreliable())) {
    set.seed(31)
    parts <- quietly(ask(map))
    expect_identical(stats::runif(1), after, label = paste(label, "R's generator"))
    for (name in setdiff(names(whole), but)) expect_identical(uncalled(parts[[name]]), uncalled(whole[[name]]), label = paste(label, name))
    expect_identical(names(parts), names(whole))
  }
}
furthest <- function(a, b) max(abs(a - b))
# Calls differ by `map`.
uncalled <- function(value) {
  if (is.list(value) && !is.data.frame(value)) {
    if (!is.null(value$call)) value$call <- NULL
    value[] <- lapply(value, uncalled)
  }
  value
}

test_that("fastpam_path(): each k", {
  x <- as.matrix(iris[1:4])
  alike("data", function(map) fastpam_path(x, 1:6, map = map, progress = FALSE))
  alike("dist", function(map) fastpam_path(stats::dist(x), 2:4, map = map, progress = FALSE))
  alike("random", function(map) fastpam_path(x, 2:4, nstart = 3, variant = "faster", map = map, progress = FALSE))
  alike("lab", function(map) fastpam_path(x, c(2, 5), init = "lab", nstart = 2, map = map, progress = FALSE))
  alike("effort", function(map) fastpam_path(x, 2:3, effort = "high", budget = 10, map = map, progress = FALSE))
  alike("mixed", function(map) fastpam_path(iris, 2:3, metric = "gower", map = map, progress = FALSE))
  alike("function", function(map) fastpam_path(x[1:40, ], 2:3, metric = furthest, map = map, progress = FALSE))
  alike("weights", function(map) fastpam_path(x, 2:3, weights = rep(1:3, 50), stand = TRUE, map = map, progress = FALSE))
  alike("single", function(map) fastpam_path(x, 2:4, precision = "single", map = map, progress = FALSE))
  alike("fixed", function(map) fastpam_path(x, 2:4, fixed = 7, map = map, progress = FALSE))
})

test_that("fastpam_path(): reference sets and resamples", {
  x <- as.matrix(iris[c(1:30, 60:90), 1:4])
  alike("gap", function(map) fastpam_path(x, 1:4, gap = 5, map = map, progress = FALSE))
  alike("gap, one k", function(map) fastpam_path(x, 3, gap = 2, map = map, progress = FALSE))
  alike("all", function(map) fastpam_path(x, 2:3, gap = 3, B = 7, splits = 3, variant = "faster", map = map, progress = FALSE))
  # A constant column is not drawn.
  alike("constant", function(map) fastpam_path(cbind(x, 1), 2:3, gap = 3, map = map, progress = FALSE))
})

test_that("fastpam(): the searches of nstart", {
  x <- as.matrix(iris[1:4])
  ask <- function(x, k, ...) function(map) fastpam(x, k, ..., map = map, progress = FALSE)
  but <- c("call", "work")
  alike("data", ask(x, 4, nstart = 5), but)
  alike("dist", ask(stats::dist(x), 3, nstart = 4, variant = "faster"), but)
  alike("kept", ask(x[1:50, ], 3, nstart = 3, precision = "single"), but)
  alike("seeds", ask(x, 5, nstart = 4, init = "kmeanspp", variant = "fasterpam"), but)
  alike("by k", ask(x, 6, nstart = 3, variant = "dynmsc"), but)
  alike("msc", ask(x, 4, nstart = 3, variant = "fastermsc"), but)
  alike("one", ask(x, 1, nstart = 3), but)
  alike("no swaps", ask(x, 3, nstart = 6, do.swap = FALSE), but)
  alike("weights", ask(x, 3, nstart = 3, weights = rep(0:2, 50), stand = TRUE), but)
  alike("rules", ask(x, 4, nstart = 3, fixed = 7, candidates = seq(1, 150, 2)), but)
  alike("mixed", ask(iris, 3, nstart = 2, metric = "gower"), but)
  alike("function", ask(x[1:40, ], 3, nstart = 2, metric = furthest), but)
  expect_identical(fastpam(x, 3, nstart = 1, map = sent)$id.med, fastpam(x, 3, nstart = 1, map = function(X, FUN) stop("not run"))$id.med)
  expect_error(fastpam(x, 3, nstart = 2, map = function(X, FUN) list()), "2 of 2 pieces could not be done")
})

test_that("fastclarans(): walks", {
  x <- as.matrix(iris[1:4])
  ask <- function(x, k, ...) function(map) fastclarans(x, k, ..., map = map, progress = FALSE)
  but <- c("call", "work")
  alike("fast", ask(x, 4, numlocal = 5), but)
  alike("classic", ask(x, 3, numlocal = 3, variant = "classic"), but)
  alike("dist", ask(stats::dist(x), 3, numlocal = 2), but)
  alike("one", ask(x, 1, numlocal = 3), but)
  alike("no pairs", ask(x, 3, numlocal = 3, stats = FALSE), but)
  alike("weights", ask(x, 3, numlocal = 3, weights = rep(0:2, 50)), but)
  alike("rules", ask(x, 4, numlocal = 3, fixed = 7, candidates = seq(1, 150, 2)), but)
  alike("mixed", ask(iris, 3, numlocal = 2, metric = "gower"), but)
})

test_that("fastpam_stability(): resamples and splits", {
  x <- as.matrix(iris[1:4])
  ask <- function(...) function(map) fastpam_stability(x, 3, ..., map = map, progress = FALSE)
  alike("boot", ask(B = 45, splits = 30))
  alike("subset", ask(B = 7, splits = 0, method = "subset", size = 50))
  alike("duplicates", ask(B = 3, splits = 1, duplicates = TRUE))
  alike("random", ask(B = 25, splits = 25, init = "random", nstart = 2))
  alike("faster", ask(B = 22, splits = 4, variant = "faster"))
  alike("splits", ask(B = 0, splits = 5))
  given <- lapply(1:23, function(b) sample(150, replace = TRUE))
  alike("given", ask(resamples = given, splits = list(150:1, 1:150, c(2:150, 1)), init = "lab"))
  alike("weights", ask(B = 5, splits = 2, weights = rep(c(0, 1, 2), 50)))
})

test_that("pieces are what they are said to be, and one thread each", {
  x <- as.matrix(iris[1:4])
  seen <- list()
  watched <- function(X, FUN) {
    args <- environment(FUN)$args
    seen <<- c(seen, list(list(X = X, threads = args$run$n_threads, data = !is.null(args$source$data))))
    lapply(X, FUN)
  }
  set.seed(1)
  fastpam_path(x, 2:5, gap = 6, B = 45, splits = 2, map = watched, progress = FALSE)
  expect_identical(lapply(seen, `[[`, "X"), list(1:4, 1:22, 1:6))
  expect_identical(vapply(seen, `[[`, 0L, "threads"), c(1L, 1L, 1L))
  expect_identical(vapply(seen, `[[`, NA, "data"), c(TRUE, TRUE, FALSE))
  seen <- list()
  fastpam_path(x, 2:3, n_threads = 2, map = watched, progress = FALSE)
  expect_identical(seen[[1L]]$threads, 2L)
})

test_that("other processes", {
  skip_on_cran()
  skip_on_os("windows")
  x <- as.matrix(iris[1:4])
  forked <- function(X, FUN) parallel::mclapply(X, FUN, mc.cores = 2)
  alike("forked", function(map) fastpam_path(x, 2:4, gap = 3, B = 4, splits = 2, map = if (identical(map, lapply)) lapply else forked, progress = FALSE))
})

test_that("what cannot be done in parts is refused, and errors are those of the call", {
  expect_snapshot({
    refusal(fastpam_path(iris[1:4], 2:3, map = 3))
    refusal(fastpam_stability(iris[1:4], 3, map = function(X) X))
    refusal(fastpam(iris[1:4], 3, nstart = 2, effort = "high", map = sent))
    refusal(fastclarans(iris[1:4], 3, map = "lapply"))
    refusal(fastpam_stability(iris[1:4], 3, B = 3, consensus = TRUE, map = sent))
  })
  expect_error(fastpam_path(iris[1:4], 2:3, map = function(X, FUN) list()), "2 of 2 pieces could not be done")
  huge <- stats::dist(c(1, 5, 9, 20))
  huge[] <- 1e308
  expect_error(fastpam_path(huge, 2:3, map = sent), class = "fastpam_error")
})
