# What each argument does, beyond the equality with cluster of test-fastpam-cluster.R.

leaf <- as.matrix(leaves[1:60, -1])
grid <- unname(as.matrix(expand.grid(a = 1:5, b = 1:4)))

variants <- search_registry()$variants$variant
inits <- search_registry()$inits
has <- function(...) all(c(...) %in% variants)

fields <- function(fit, names = c("id.med", "clustering", "objective", "clusinfo", "silinfo")) {
  unclass(fit)[names]
}

test_that("the arguments of pam() stand in its order, with ours behind them", {
  theirs <- names(formals(cluster::pam))
  ours <- names(formals(fastpam))
  expect_identical(ours[seq_along(theirs)], theirs)
  expect_identical(
    ours[-seq_along(theirs)],
    c(
      "init", "weights", "max_iter", "precision", "n_threads", "progress", "memory", "p", "type", "var_weights", "fixed",
      "candidates", "effort", "budget", "stats", "map", "..."
    )
  )
})

test_that("the same answer from every kind of input: data, dist, dissimilarity, square, numbers", {
  d <- dist(leaf)
  expected <- fields(fastpam(leaf, 4))
  expect_identical(fields(fastpam(as.data.frame(leaf), 4)), expected)
  expect_identical(fields(fastpam(d, 4)), expected)
  expect_identical(fields(fastpam(cluster::daisy(leaf), 4)), expected)
  expect_identical(fields(fastpam(as.matrix(d), 4, diss = TRUE)), expected)
  unnamed <- fastpam(as.vector(d), 4, diss = TRUE)
  expect_identical(unnamed$id.med, expected$id.med)
  expect_identical(unnamed$clustering, unname(expected$clustering))
})

test_that("a square matrix is data unless `diss` says otherwise, and a dist is data if it says so", {
  square <- as.matrix(dist(leaf))
  as_data <- fastpam(square, 3)
  expect_identical(as_data$medoids, square[as_data$id.med, ])
  expect_identical(fields(fastpam(square, 3, diss = 0)), fields(as_data))
  expect_type(fastpam(square, 3, diss = 1)$medoids, "character")
  expect_identical(fields(fastpam(dist(leaf), 3, diss = FALSE)), fields(as_data))
})

test_that("`metric` may be shortened, and is not used with dissimilarities", {
  expect_identical(fields(fastpam(leaf, 3, metric = "man")), fields(fastpam(dist(leaf, "manhattan"), 3)))
  expect_identical(fastpam(leaf, 3, metric = "m")$metric, "manhattan")
  expect_identical(fastpam(leaf, 3, metric = c("euclidean", "manhattan"))$metric, "euclidean")
  expect_identical(fields(fastpam(dist(leaf), 3, metric = "foo")), fields(fastpam(dist(leaf), 3)))
})

test_that("logical data are numbers", {
  bits <- leaf > 0.01
  expect_identical(fields(fastpam(bits, 3)), fields(fastpam(bits * 1, 3)))
  expect_identical(fastpam(bits, 3)$data, bits * 1)
})

test_that("`medoids` may be in any order and are cut off to whole numbers", {
  start <- c(40L, 3L, 17L)
  one <- fastpam(leaf, 3, medoids = start)
  expect_identical(one$init, "given")
  for (other in list(rev(start), start + 0.7)) {
    expect_identical(fields(fastpam(leaf, 3, medoids = other)), fields(one))
  }
  # The given medoids are what "build" is measured for.
  to_start <- apply(as.matrix(dist(leaf))[, start], 1, min)
  expect_equal(one$objective[["build"]], mean(to_start), tolerance = 1e-14)
  stay <- fastpam(leaf, 3, medoids = start, do.swap = FALSE)
  expect_setequal(stay$id.med, start)
  expect_identical(stay$objective[["swap"]], stay$objective[["build"]])
})

test_that("`nstart` alone switches to random starts, one sample.int(n, k) each, as in cluster", {
  for (args in list(
    list(nstart = 3), list(nstart = 1), list(medoids = "random", nstart = 2),
    list(medoids = NULL, nstart = 2), list(medoids = 1:4, nstart = 2)
  )) {
    set.seed(5)
    theirs <- do.call(cluster::pam, c(list(leaf, 4), args))
    their_state <- .Random.seed
    set.seed(5)
    ours <- do.call(fastpam, c(list(leaf, 4), args))
    expect_identical(.Random.seed, their_state, info = names(args))
    expect_identical(fields(ours), fields(theirs))
  }
})

test_that("of several starts the best is kept, and the losses of all are told", {
  set.seed(2)
  fit <- fastpam(leaf, 6, nstart = 8)
  expect_identical(fit$init, "random")
  expect_length(fit$starts, 8)
  expect_identical(min(fit$starts), fit$objective[["swap"]])
  set.seed(2)
  each <- replicate(8, fastpam(leaf, 6, medoids = sample.int(60, 6))$objective[["swap"]])
  expect_identical(fit$starts, each)
  expect_gt(length(unique(each)), 1)
  expect_null(fastpam(leaf, 6, nstart = 1)$starts)
})

test_that("`medoids = \"random\"` needs no `nstart`, equals `init = \"random\"` and takes precedence over `init`", {
  draw <- function(...) {
    set.seed(9)
    fastpam(leaf, 5, ...)
  }
  one <- draw(medoids = "random")
  expect_identical(one$init, "random")
  expect_identical(fields(draw(init = "random")), fields(one))
  expect_identical(fields(draw(medoids = "random", init = "build")), fields(one))
  expect_identical(draw(medoids = 1:5, init = "random")$init, "given")
  expect_identical(draw(medoids = NULL, init = "random")$init, "random")
})

test_that("random inits follow set.seed(), others leave the RNG alone", {
  for (init in union("random", inits$init[inits$random])) {
    set.seed(3)
    one <- fastpam(leaf, 5, init = init, nstart = 2, do.swap = FALSE)
    next_number <- runif(1)
    set.seed(3)
    expect_identical(fields(fastpam(leaf, 5, init = init, nstart = 2, do.swap = FALSE)), fields(one))
    expect_identical(runif(1), next_number)
    expect_identical(one$init, init)
    expect_length(one$starts, 2)
    other <- fastpam(leaf, 5, init = init, nstart = 2, do.swap = FALSE)
    expect_false(identical(other$id.med, one$id.med), info = init)
  }
  for (init in inits$init[!inits$random]) {
    set.seed(4)
    state <- .Random.seed
    fit <- fastpam(leaf, 5, init = init, nstart = 3)
    expect_identical(.Random.seed, state)
    expect_null(fit$starts)
    expect_identical(fit$init, init)
  }
})

test_that("variants are understood in cluster's spelling, in ours and as `pamonce`", {
  used <- function(...) fastpam(leaf, 4, ...)$variant
  expect_identical(used(), "pam")
  for (variant in variants) expect_identical(used(variant = variant), variant)
  spelled <- c(
    o_1 = "pam", o_2 = "pam", f_3 = "fastpam1", f_4 = "fastpam2", f_5 = "fastpam2",
    faster = "fasterpam", orig = "original"
  )
  for (name in names(spelled)[spelled %in% variants]) {
    expect_identical(used(variant = name), spelled[[name]])
  }
  numbered <- c("pam", "pam", "pam", "fastpam1", "fastpam2", "fastpam2", "fasterpam")
  for (number in which(numbered %in% variants)) {
    expect_identical(used(pamonce = number - 1), numbered[[number]])
  }
  expect_identical(used(variant = eval(formals(cluster::pam)$variant)), "pam")
  expect_identical(used(pamonce = FALSE), "pam")
  expect_identical(used(pamonce = TRUE), "pam")
})

test_that("\"faster\" starts from random medoids, other names of FasterPAM from BUILD", {
  skip_if_not(has("fasterpam"), "FasterPAM is not in the core yet")
  set.seed(7)
  faster <- fastpam(leaf, 4, variant = "faster")
  after <- .Random.seed
  set.seed(7)
  expect_identical(fields(fastpam(leaf, 4, variant = "fasterpam", medoids = sample.int(60, 4))), fields(faster))
  expect_identical(.Random.seed, after)
  expect_identical(faster$init, "random")

  state <- .Random.seed
  expect_identical(fastpam(leaf, 4, variant = "fasterpam")$init, "build")
  expect_identical(fastpam(leaf, 4, pamonce = 6)$init, "build")
  expect_identical(fastpam(leaf, 4, variant = "faster", medoids = NULL)$init, "build")
  expect_identical(fastpam(leaf, 4, variant = "faster", init = "build")$init, "build")
  expect_identical(fastpam(leaf, 4, variant = "faster", medoids = 1:4)$init, "given")
  expect_identical(.Random.seed, state)
  expect_length(fastpam(leaf, 4, variant = "faster", nstart = 3)$starts, 3)
})

test_that("every variant of PAM ends where it says: no swap improves, but for \"alternating\"", {
  d <- as.matrix(dist(leaf))
  loss <- function(medoids) mean(apply(d[, medoids, drop = FALSE], 1, min))
  best_swap <- function(medoids) {
    candidates <- setdiff(seq_len(nrow(d)), medoids)
    min(vapply(candidates, function(h) {
      min(vapply(seq_along(medoids), function(i) loss(replace(medoids, i, h)), 0))
    }, 0))
  }
  # (The others have another aim: test-medoid-silhouette.R.)
  for (variant in setdiff(variants, c("alternating", "fastermsc", "dynmsc"))) {
    fit <- fastpam(leaf, 4, variant = variant, medoids = 1:4)
    expect_true(fit$converged)
    expect_gte(best_swap(fit$id.med), loss(fit$id.med) - 1e-12)
    expect_equal(fit$objective[["swap"]], loss(fit$id.med), tolerance = 1e-12)
  }
})

test_that("\"original\" is \"pam\", on data full of ties", {
  for (k in c(1, 2, 7, 19)) {
    expect_identical(fields(fastpam(grid, k, variant = "original")), fields(fastpam(grid, k)))
  }
})

test_that("`stand` standardises for the dissimilarities, not for the medoids", {
  x <- cbind(leaf[, 1:3] * c(1, 100, 1e4), constant = 5)
  fit <- fastpam(x, 3, stand = TRUE)
  expect_identical(fit$medoids, x[fit$id.med, ])
  z <- scale(x, scale = apply(x, 2, function(v) mean(abs(v - mean(v)))))
  expect_equal(fit$data[, 1:3], z[, 1:3], ignore_attr = TRUE)
  expect_true(all(is.na(fit$data[, 4])))
})

test_that("`cluster.only` takes precedence over `keep.*` and gives only the labels", {
  labels <- fastpam(leaf, 4)$clustering
  expect_identical(fastpam(leaf, 4, cluster.only = TRUE), labels)
  expect_identical(fastpam(leaf, 4, cluster.only = TRUE, keep.diss = TRUE, keep.data = TRUE), labels)
  expect_identical(fastpam(unname(leaf), 4, cluster.only = 1), unname(labels))
  expect_identical(fastpam(leaf, 1, cluster.only = TRUE), replace(labels, TRUE, 1L))
})

test_that("kept dissimilarities are those of dist(), and fitting from them changes nothing", {
  for (metric in c("euclidean", "manhattan")) {
    kept <- fastpam(leaf, 3, metric = metric, keep.diss = TRUE)
    expect_identical(as.vector(kept$diss), as.vector(dist(leaf, metric)))
    expect_identical(fields(kept), fields(fastpam(leaf, 3, metric = metric, keep.diss = FALSE)))
    expect_identical(attr(kept$diss, "Metric"), metric)
  }
  large <- as.matrix(leaves[1:100, -1])
  expect_null(fastpam(large, 2)$diss)
  expect_s3_class(fastpam(large[-1, ], 2)$diss, "dissimilarity")
})

test_that("`max_iter` ends the search, and the result says so", {
  full <- fastpam(leaf, 6, medoids = 1:6)
  expect_true(full$converged)
  expect_gt(full$swaps, 2)
  expect_length(full$trace, full$swaps)
  expect_true(all(diff(c(full$objective[["build"]], full$trace)) < 0))
  expect_identical(full$trace[full$swaps], full$objective[["swap"]])
  expect_identical(fields(fastpam(leaf, 6, medoids = 1:6, max_iter = full$iterations)), fields(full))

  cut <- fastpam(leaf, 6, medoids = 1:6, max_iter = 2)
  expect_false(cut$converged)
  expect_identical(cut$swaps, 2L)
  expect_identical(cut$trace, full$trace[1:2])
  none <- fastpam(leaf, 6, medoids = 1:6, max_iter = 0)
  expect_setequal(none$id.med, 1:6)
})

test_that("whole `weights` are repeated rows, and weights of one are none", {
  x <- unname(leaf[1:25, ])
  times <- rep(c(1L, 3L, 2L, 0L, 1L), 5)
  weighted <- fastpam(x, 3, weights = times)
  repeated <- fastpam(x[rep(1:25, times), ], 3)
  expect_equal(weighted$objective, repeated$objective, tolerance = 1e-12)
  expect_setequal(rep(1:25, times)[repeated$id.med], weighted$id.med)
  expect_identical(weighted$weights, as.double(times))

  one <- fastpam(x, 3, weights = rep(1, 25))
  expect_identical(fields(one), fields(fastpam(x, 3)))
  expect_null(fastpam(x, 3)$weights)
})

test_that("`precision = \"single\"` is double on what a float holds, and rounds otherwise", {
  expect_identical(
    fields(fastpam(grid, 4, metric = "manhattan", precision = "single")),
    fields(fastpam(grid, 4, metric = "manhattan"))
  )
  single <- fastpam(dist(leaf), 4, precision = "single")$objective
  double <- fastpam(dist(leaf), 4)$objective
  expect_equal(single, double, tolerance = 1e-6)
  expect_false(identical(single, double))
})

test_that("threads and the memory limit do not change the result", {
  x <- as.matrix(leaves[1:300, -1])
  for (variant in variants) {
    one <- fastpam(x, 7, variant = variant, medoids = 1:7, n_threads = 1)
    expect_identical(fields(fastpam(x, 7, variant = variant, medoids = 1:7, n_threads = 3)), fields(one))
    old <- options(fastpam.memory = 0)
    on.exit(options(old))
    expect_identical(fields(fastpam(x, 7, variant = variant, medoids = 1:7)), fields(one))
    expect_identical(fields(fastpam(dist(x), 7, variant = variant, medoids = 1:7)), fields(one))
    options(old)
  }
})

test_that("`trace.lev` and `progress` only print", {
  quiet <- fastpam(leaf, 4)
  capture.output(loud <- fastpam(leaf, 4, trace.lev = 2, progress = TRUE))
  expect_identical(fields(loud), fields(quiet))
  expect_output(fastpam(leaf, 4, medoids = 1:4, trace.lev = 1))
  expect_silent(fastpam(leaf, 4))
})

test_that("k may be anything from 1 to n - 1", {
  for (k in c(1L, 2L, 59L)) {
    fit <- fastpam(leaf, k)
    expect_length(fit$id.med, k)
    expect_identical(sort(unique(unname(fit$clustering))), seq_len(k))
  }
  expect_true("silinfo" %in% names(fastpam(leaf, 1)))
  expect_null(fastpam(leaf, 1)$silinfo)
  expect_identical(fastpam(leaf[1:2, ], 1)$id.med, cluster::pam(leaf[1:2, ], 1)$id.med)
})

test_that("the tables of the core name what the help page names", {
  documented_variants <- c("pam", "fastpam1", "fastpam2", "fasterpam", "alternating", "original", "fastermsc", "dynmsc")
  expect_true(all(variants %in% documented_variants))
  expect_true(all(inits$init %in% c("build", "lab", "random", "kmeanspp", "parkjun")))
  expect_identical(variants[1], "pam")
  expect_false(inits$random[inits$init == "build"])
})

test_that("other metrics than cluster's: the fit is that of fastdist()", {
  bits <- (leaf > 0.01) * 1
  same <- function(x, ...) {
    fit <- fastpam(x, 3, ...)
    given <- fastpam(fastdist(x, ...), 3)
    expect_identical(fit$id.med, given$id.med)
    expect_identical(fit$objective, given$objective)
    fit
  }
  expect_identical(same(leaf, metric = "minkowski", p = 3)$metric, "minkowski")
  same(leaf, metric = "maximum")
  same(bits, metric = "jaccard")
  same(leaf, metric = function(a, b) max(abs(a - b)))

  mixed <- data.frame(a = leaf[, 1], b = factor(rep(c("u", "v", "w"), 20)), row.names = 101:160)
  fit <- same(mixed, metric = "gower")
  expect_identical(fit$medoids, mixed[fit$id.med, ])
  expect_identical(fit$data, mixed)
  expect_output(print(fit), "metric gower")

  skip_if_not_installed("Matrix")
  sparse <- Matrix::Matrix(bits, sparse = TRUE)
  fit <- same(sparse, metric = "jaccard")
  expect_identical(fit$medoids, bits[fit$id.med, ])
  expect_identical(fit$data, sparse)
})
