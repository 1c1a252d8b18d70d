# fastpam(), for helper-fuzz.R.

fuzz_pam <- function(input, hold, fit) {
  n <- input$n
  k <- fuzz_pick(1L, n - 1L, sample.int(n - 1L, 1L), min(n - 1L, sample.int(5L, 1L)))
  metric <- fuzz_pick("euclidean", "euclidean", "manhattan", "maximum", "sqeuclidean")
  single <- fuzz_chance(.1) && input$kind != "large"
  stand <- fuzz_chance(.15) && !input$kind %in% c("equal", "binary", "grid", "duplicates", "missing")
  variant <- fuzz_pick(
    "pam", "pam", "pam", "fastpam1", "fastpam2", "fasterpam", "alternating", "original", "o_1",
    "f_3", "f_5", "faster"
  )
  init <- if (variant == "faster") NULL else fuzz_pick(NULL, NULL, "build", "lab", "random", "kmeanspp", "parkjun")
  args <- list(k = k, metric = metric, variant = variant, progress = FALSE)
  if (stand) args$stand <- TRUE
  args$init <- init
  if (single) args$precision <- "single"
  weights <- if (fuzz_chance(.25)) fuzz_weights(n, k)
  args$weights <- weights
  if (fuzz_chance(.15)) {
    from <- if (is.null(weights)) seq_len(n) else which(weights > 0)
    args$medoids <- from[sample.int(length(from), k)]
    args$init <- NULL
  } else if (identical(args$init, "random") || identical(args$init, "lab")) {
    args$nstart <- sample.int(3L, 1L)
  }
  if (fuzz_chance(.1)) args$do.swap <- FALSE
  if (fuzz_chance(.1)) args$max_iter <- sample(0:3, 1L)
  tolerance <- if (single) 1e-5 else 1e-12

  d <- as.matrix(fastdist(input$x, metric = metric, stand = stand))
  dimnames(d) <- NULL
  w <- if (is.null(weights)) rep(1, n) else weights

  seed <- sample.int(1e6, 1L)
  run <- function(...) {
    set.seed(seed)
    fit(fastpam, utils::modifyList(c(list(x = input$x), args), list(...)))
  }
  one <- run(n_threads = 1L)
  after <- .Random.seed
  random <- variant == "faster" ||
    (is.null(args$medoids) && isTRUE(args$init %in% c("random", "lab", "kmeanspp")))
  set.seed(seed)
  hold(random || identical(.Random.seed, after), "R's random numbers move only when needed")
  medoids <- one$id.med
  fuzz_hold_partition(one, medoids, d, w, one$objective[["swap"]], hold, tolerance)
  hold(one$objective[["swap"]] <= one$objective[["build"]], "SWAP does not raise the objective")
  hold(all(w[medoids] > 0), "medoids have weight")
  if (isTRUE(one$converged) && !isFALSE(args$do.swap) && variant != "alternating" && n <= 30L && k > 1L) {
    best <- fuzz_best_swap(d, medoids, w)
    hold(best >= -tolerance * max(one$objective[["build"]], max(d) * tolerance), "swap-optimal")
  }
  if (is.null(weights) && !single) fuzz_hold_silhouette(one, d, hold)

  # From every other kind of input.
  essence <- fuzz_essence(one)
  hold(identical(fuzz_essence(run(n_threads = 2L)), essence), "two threads")
  if (fuzz_chance(.3)) hold(identical(fuzz_essence(run(n_threads = 4L)), essence), "four threads")
  hold(identical(fuzz_essence(run(memory = 0)), essence), "no memory for a copy")
  # With missing values dist() and pam() round their sums differently, so they are two inputs.
  if (!single && input$kind != "missing") {
    packed <- fastdist(input$x, metric = metric, stand = stand)
    from_dist <- function(x, ...) {
      set.seed(seed)
      more <- list(x = x, metric = NULL, stand = NULL, ...)
      fit(fastpam, utils::modifyList(c(list(x = NULL), args), more))
    }
    same <- function(other) {
      identical(other$id.med, one$id.med) && identical(other$clustering, one$clustering) &&
        identical(other$objective, one$objective) && identical(other$clusinfo, one$clusinfo) &&
        identical(other$silinfo, one$silinfo) && identical(other$isolation, one$isolation)
    }
    hold(same(from_dist(packed)), "from a dist")
    hold(same(from_dist(packed, memory = 0)), "from a dist in place")
    square <- as.matrix(packed)
    if (is.null(attr(packed, "Labels"))) dimnames(square) <- NULL
    hold(same(from_dist(square, diss = TRUE)), "from a square matrix")
    only <- from_dist(packed, cluster.only = TRUE)
    hold(identical(only, one$clustering), "cluster.only")
  }
  fuzz_pam_against_cluster(input, args, one, metric, hold)
  fuzz_pam_invariance(input, args, one, d, hold, fit)
}

fuzz_weights <- function(n, k) {
  w <- switch(sample.int(3L, 1L),
    as.double(sample(0:3, n, replace = TRUE)), rep(2, n), stats::runif(n, .1, 3)
  )
  w[seq_len(n) %in% sample.int(n, k) & w == 0] <- 1
  w
}

fuzz_hold_silhouette <- function(one, d, hold) {
  if (is.null(one$silinfo) || length(one$id.med) < 2L) return(invisible())
  widths <- one$silinfo$widths
  # silhouette() knows no clusters when every object is one; k is at most n - 1 here.
  theirs <- cluster::silhouette(unname(one$clustering), dmatrix = d)
  order <- if (is.null(names(one$clustering))) as.integer(rownames(widths)) else
    match(rownames(widths), names(one$clustering))
  if (anyDuplicated(order)) return(invisible())
  hold(max(abs(widths[, 3L] - theirs[order, 3L])) < 1e-8, "silhouettes")
}

# cluster's own answer, where both promise the same.
fuzz_pam_against_cluster <- function(input, args, one, metric, hold) {
  exact <- args$variant %in% c("pam", "original", "o_1")
  plain <- is.null(args$weights) && is.null(args$precision) && is.null(args$max_iter) &&
    (is.null(args$init) || args$init == "build") && metric %in% c("euclidean", "manhattan")
  if (!exact || !plain) return(invisible())
  theirs <- suppressWarnings(do.call(cluster::pam, c(
    list(x = input$x, variant = "original"),
    args[intersect(names(args), c("k", "metric", "stand", "medoids", "do.swap"))]
  ), quote = TRUE))
  for (name in c("medoids", "id.med", "clustering", "objective", "isolation", "clusinfo", "silinfo")) {
    # Where every object lies on a medoid the objective is 0, and cluster gives what rounding leaves of its running total.
    zero <- name == "objective" && one$objective[["swap"]] == 0 && identical(one$objective[[1L]], theirs$objective[[1L]]) &&
      abs(theirs$objective[["swap"]]) <= 1e-14 * theirs$objective[[1L]]
    hold(zero || identical(one[[name]], theirs[[name]]), paste("cluster's", name))
  }
}

# Where no two dissimilarities are equal: order and scale of the objects do not matter.
fuzz_pam_invariance <- function(input, args, one, d, hold, fit) {
  exact <- args$variant %in% c("pam", "original", "fastpam1") && is.null(args$precision) &&
    is.null(args$stand) && is.null(args$max_iter) && (is.null(args$init) || args$init == "build")
  if (input$tied || !exact || input$n < 4L) return(invisible())
  x <- as.matrix(input$x)
  args$metric <- args$metric %||% "euclidean"
  # From a start that is given: BUILD measures from the largest dissimilarity "times 1.1, plus 1", so
  # its rounding depends on the scale, and where two objects would do equally well so does its choice.
  k <- length(one$id.med)
  able <- if (is.null(args$weights)) seq_len(input$n) else which(args$weights > 0)
  given <- args$medoids %||% able[sample.int(length(able), k)]
  run <- function(...) fit(fastpam, utils::modifyList(args, list(init = NULL, ...)))
  from <- run(x = x, medoids = given)
  scaled <- run(x = x * 4, medoids = given)
  by <- if (args$metric == "sqeuclidean") 16 else 4
  hold(identical(scaled$id.med, from$id.med), "scaled by a power of two")
  hold(identical(scaled$objective, from$objective * by), "objective scaled by a power of two")
  turn <- sample.int(input$n)
  turned <- run(x = x[turn, , drop = FALSE], medoids = match(given, turn), weights = args$weights[turn])
  # Two candidates may do equally well (either object of a pair): then another optimum is as good.
  objective <- from$objective[["swap"]]
  same <- abs(turned$objective[["swap"]] - objective) <= 1e-12 * objective
  optimal <- same || isFALSE(args$do.swap) || !turned$converged ||
    fuzz_best_swap(d, turn[turned$id.med], args$weights %||% rep(1, input$n)) >= -1e-12 * max(d)
  hold(optimal, "permuted")
  objective <- one$objective[["swap"]]
  w <- args$weights
  whole <- !is.null(w) && all(w == trunc(w)) && is.null(args$medoids) && length(one$id.med) < sum(w > 0)
  if (whole) {
    rows <- rep(seq_along(w), w)
    repeated <- fit(fastpam, c(list(x = x[rows, , drop = FALSE]), args[setdiff(names(args), "weights")]))
    # Here too two candidates may do equally well, and the order of the rows decides: both ends must be optimal then.
    same <- abs(repeated$objective[["swap"]] - objective) <= 1e-12 * max(1, objective)
    best_swap <- function(medoids) fuzz_best_swap(d, medoids, w) >= -1e-12 * max(d)
    optimal <- same || isFALSE(args$do.swap) || !one$converged ||
      (best_swap(one$id.med) && repeated$converged && best_swap(rows[repeated$id.med]))
    hold(optimal, "weights repeat rows")
  }
}

`%||%` <- function(a, b) if (is.null(a)) b else a
