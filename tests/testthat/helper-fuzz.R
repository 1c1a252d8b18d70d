# A fuzzer of fastpam(), fastclara(), fastclarans() and fastdist(). fuzz(ids) runs the cases of these
# numbers; the same number is the same case on every machine. Used by test-fuzz.R and tools/fuzz.R.

fuzz <- function(ids) {
  found <- new.env()
  found$disagreements <- character()
  found$fits <- found$checks <- 0L
  kinds <- character()
  for (id in ids) {
    set.seed(id, "Mersenne-Twister", "Inversion", "Rejection")
    verb <- sample(c("pam", "clara", "clarans", "dist"), 1L, prob = c(.7, .1, .1, .1))
    input <- fuzz_input(verb)
    kinds <- c(kinds, paste(verb, input$kind))
    hold <- function(ok, what) {
      found$checks <- found$checks + 1L
      if (!isTRUE(ok)) {
        text <- sprintf("case %d (%s, %s, n = %d): %s", id, verb, input$kind, input$n, what)
        found$disagreements <- c(found$disagreements, text)
      }
    }
    fit <- function(f, args) {
      found$fits <- found$fits + 1L
      do.call(f, args, quote = TRUE)
    }
    tryCatch(
      switch(verb,
        pam = fuzz_pam(input, hold, fit), clara = fuzz_clara(input, hold, fit),
        clarans = fuzz_clarans(input, hold, fit), dist = fuzz_dist(input, hold, fit)
      ),
      error = function(e) hold(FALSE, paste("error:", conditionMessage(e)))
    )
  }
  found$kinds <- table(kinds)
  as.list(found)
}

fuzz_pick <- function(...) {
  choices <- list(...)
  choices[[sample.int(length(choices), 1L)]]
}
fuzz_chance <- function(p) stats::runif(1L) < p

# ---- input ---------------------------------------------------------------------------------------

# A matrix of data, and how far it is from having ties.
fuzz_input <- function(verb) {
  n <- fuzz_pick(2L, 3L, sample(4:12, 1L), sample(13:60, 1L), sample(13:60, 1L))
  p <- sample(c(1L, 2L, 3L, 9L), 1L)
  kind <- sample(c(
    "continuous", "continuous", "grid", "binary", "equal", "duplicates", "large", "small",
    "outlier", "missing", "offset"
  ), 1L)
  x <- matrix(stats::rnorm(n * p), n, p)
  x <- switch(kind,
    grid = matrix(sample.int(4L, n * p, replace = TRUE), n, p),
    binary = matrix(sample(0:1, n * p, replace = TRUE), n, p),
    equal = matrix(1.5, n, p),
    duplicates = x[sample.int(max(1L, n %/% 3L), n, replace = TRUE), , drop = FALSE],
    large = x * 1e100,
    small = x * 1e-6,
    outlier = rbind(x[-1L, , drop = FALSE], rep(1e6, p)),
    missing = {
      x[sample.int(n * p, ceiling(n * p / 10))] <- NA
      x[rowSums(!is.na(x)) == 0L, ] <- 0
      if (p > 1L) x[, 1L] <- stats::rnorm(n) # so that each pair has something in common
      else x[is.na(x)] <- 0
      x
    },
    offset = x + 1e5,
    x
  )
  if (fuzz_chance(.3)) rownames(x) <- sprintf("o%d", sample.int(n))
  if (fuzz_chance(.2) && kind %in% c("continuous", "grid")) x <- as.data.frame(x)
  list(x = x, n = n, p = p, kind = kind, tied = kind != "continuous")
}

# ---- what holds for any fit ----------------------------------------------------------------------

# Everything but how it came about.
fuzz_essence <- function(object) {
  object <- unclass(object)
  object[setdiff(names(object), c("call", "diss", "data", "storage", "counts", "precision"))]
}

fuzz_hold_partition <- function(fit, medoids, d, w, objective, hold, tolerance = 1e-12) {
  label <- unname(fit$clustering)
  k <- length(medoids)
  near <- apply(d[, medoids, drop = FALSE], 1L, min)
  own <- d[cbind(seq_along(label), medoids[label])]
  slack <- tolerance * max(d)
  hold(!anyDuplicated(medoids) && all(medoids %in% seq_along(label)), "medoids are objects")
  hold(identical(label[medoids], seq_len(k)), "a medoid is in its own cluster")
  hold(identical(unique(label), seq_len(k)), "clusters are numbered as they appear")
  hold(all(own <= near + slack), "every object is with its nearest medoid")
  mean <- sum(w * near) / sum(w)
  hold(abs(objective - mean) <= tolerance * max(mean, max(d) * 1e-3, 1e-300), "objective")
}

# The best change of the mean that one swap makes.
fuzz_best_swap <- function(d, medoids, w) {
  total <- function(m) sum(w * do.call(pmin, lapply(m, function(i) d[, i])))
  others <- setdiff(which(w > 0), medoids)
  now <- total(medoids)
  best <- 0
  for (h in others) {
    for (i in seq_along(medoids)) best <- min(best, total(replace(medoids, i, h)) - now)
  }
  best / sum(w)
}

# ---- fastpam() -----------------------------------------------------------------------------------

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

  # By every other road.
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
    hold(identical(one[[name]], theirs[[name]]), paste("cluster's", name))
  }
}

# Where no two dissimilarities are equal: order and scale of the objects do not matter.
fuzz_pam_invariance <- function(input, args, one, d, hold, fit) {
  exact <- args$variant %in% c("pam", "original", "fastpam1") && is.null(args$precision) &&
    is.null(args$stand) && is.null(args$max_iter) && (is.null(args$init) || args$init == "build")
  if (input$tied || !exact || input$n < 4L) return(invisible())
  x <- as.matrix(input$x)
  args$metric <- args$metric %||% "euclidean"
  run <- function(...) fit(fastpam, utils::modifyList(args, list(...)))
  scaled <- run(x = x * 4)
  hold(identical(scaled$id.med, one$id.med), "scaled by a power of two")
  turn <- sample.int(input$n)
  start <- if (!is.null(args$medoids)) match(args$medoids, turn)
  turned <- run(x = x[turn, , drop = FALSE], medoids = start, weights = args$weights[turn])
  objective <- one$objective[["swap"]]
  hold(abs(turned$objective[["swap"]] - objective) <= 1e-12 * max(1, objective), "permuted")
  w <- args$weights
  whole <- !is.null(w) && all(w == trunc(w)) && is.null(args$medoids) && length(one$id.med) < sum(w > 0)
  if (whole) {
    repeated <- fit(fastpam, c(list(x = x[rep(seq_along(w), w), , drop = FALSE]), args[setdiff(names(args), "weights")]))
    hold(abs(repeated$objective[["swap"]] - objective) <= 1e-12 * max(1, objective), "weights repeat rows")
  }
}

`%||%` <- function(a, b) if (is.null(a)) b else a

# ---- fastclara(), fastclarans() ------------------------------------------------------------------

fuzz_clara <- function(input, hold, fit) {
  n <- input$n
  if (n < 4L || input$kind == "missing") return(invisible())
  k <- sample.int(min(n - 2L, 6L), 1L)
  metric <- fuzz_pick("euclidean", "manhattan", "maximum")
  args <- list(x = input$x, k = k, metric = metric, progress = FALSE, samples = sample.int(4L, 1L))
  args$sampsize <- sample(seq.int(k + 1L, n), 1L)
  if (args$sampsize < 2L) args$sampsize <- 2L
  if (fuzz_chance(.5)) args$variant <- fuzz_pick("pam", "fasterpam", "fastpam1")
  if (fuzz_chance(.3)) args$rngR <- FALSE
  weights <- if (fuzz_chance(.2)) fuzz_weights(n, k) + 1
  args$weights <- weights
  seed <- sample.int(1e6, 1L)
  run <- function(...) {
    set.seed(seed)
    fit(fastclara, c(args, list(...)))
  }
  one <- run(n_threads = 1L)
  d <- as.matrix(fastdist(input$x, metric = metric))
  dimnames(d) <- NULL
  w <- if (is.null(weights)) rep(1, n) else weights
  fuzz_hold_partition(one, one$i.med, d, w, one$objective, hold)
  hold(identical(fuzz_essence(run(n_threads = 2L)), fuzz_essence(one)), "two threads")
  hold(length(one$sample) == args$sampsize, "sample size")
}

fuzz_clarans <- function(input, hold, fit) {
  n <- input$n
  k <- sample.int(min(n - 1L, 6L), 1L)
  args <- list(
    x = input$x, k = k, progress = FALSE, variant = fuzz_pick("fast", "classic"),
    numlocal = sample.int(3L, 1L)
  )
  if (fuzz_chance(.5)) args$maxneighbor <- sample.int(20L, 1L)
  weights <- if (fuzz_chance(.2)) fuzz_weights(n, k)
  args$weights <- weights
  seed <- sample.int(1e6, 1L)
  run <- function(...) {
    set.seed(seed)
    fit(fastclarans, utils::modifyList(args, list(...)))
  }
  one <- run(n_threads = 1L)
  d <- as.matrix(fastdist(input$x))
  dimnames(d) <- NULL
  w <- if (is.null(weights)) rep(1, n) else weights
  fuzz_hold_partition(one, one$id.med, d, w, one$objective[["swap"]], hold)
  hold(identical(fuzz_essence(run(n_threads = 2L)), fuzz_essence(one)), "two threads")
  packed <- run(x = fastdist(input$x))
  hold(identical(packed$id.med, one$id.med), "from a dist")
}

# ---- fastdist() ----------------------------------------------------------------------------------

fuzz_dist <- function(input, hold, fit) {
  x <- as.matrix(input$x)
  metric <- fuzz_pick("euclidean", "manhattan", "maximum", "canberra", "minkowski", "binary")
  if (metric == "binary") x[] <- as.double(!is.na(x) & x > 0)
  if (metric == "canberra" && (input$kind == "missing" || fuzz_chance(.5))) x <- abs(x)
  args <- list(x = x, metric = metric)
  if (metric == "minkowski") args$p <- sample(c(1, 1.5, 2, 3), 1L)
  ours <- fit(fastdist, c(args, n_threads = 1L))
  again <- fit(fastdist, c(args, n_threads = 2L))
  attr(again, "call") <- attr(ours, "call")
  hold(identical(again, ours), "two threads")
  theirs <- stats::dist(x, metric, p = args$p %||% 2)
  same <- if (metric %in% c("euclidean", "manhattan", "maximum", "binary") && input$kind != "missing") {
    identical(as.vector(ours), as.vector(theirs))
  } else {
    isTRUE(all.equal(as.vector(ours), as.vector(theirs), tolerance = 1e-12))
  }
  hold(same || anyNA(theirs), paste("stats::dist,", metric))
  hold(identical(attr(ours, "Labels"), attr(theirs, "Labels")), "labels")
}
