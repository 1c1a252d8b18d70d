# What helper-fuzz.R checks besides its four verbs: each part draws what it needs (the case's input
# is there to be used) and tells hold() what held.

fuzz_parts <- list(
  # All metrics against their definitions, all instruction sets, threads, precisions, storages.
  metric = function(input, hold, fit) {
    metric <- sample(setdiff(metrics()$metric, "gower"), 1L)
    x <- fuzz_data_for(metric)
    power <- sample(c(0.5, 1, 1.5, 2, 3, 4, 2.2), 1L)
    if (metric != "minkowski") power <- NULL
    ours <- as.vector(fit(fastdist, list(x, metric, p = power, n_threads = sample.int(3L, 1L))))
    true <- fuzz_by_definition(x, metric, power %||% 2)
    hold(max(abs(ours - true)) <= 1e-12 * max(1, true), paste("definition of", metric))
    for (precision in c("double", "single")) {
      spec <- as_source(x, diss = FALSE, metric_spec(metric, p = power), missing_scale = "stats")
      plain <- fill_source(spec, 1L, precision, "plain")
      for (isa in machine_isas()[-1L]) {
        hold(identical(fill_source(spec, 2L, precision, isa), plain), paste(metric, precision, isa))
      }
      if (precision == "double") hold(identical(plain, ours), paste(metric, "plain"))
      else if (metric %in% c("euclidean", "sqeuclidean", "manhattan", "maximum", "minkowski")) {
        hold(max(abs(plain - ours)) <= 2e-3 * max(1, ours), paste(metric, "single"))
      } else {
        hold(all(abs(plain - ours) <= 2^-24 * ours + 1e-40), paste(metric, "single"))
      }
    }
    if (all(x == trunc(x), na.rm = TRUE)) {
      whole <- x
      storage.mode(whole) <- "integer"
      hold(identical(as.vector(fastdist(whole, metric, p = power)), ours), paste(metric, "of integers"))
    }
    # A fit from data is the fit from its dissimilarities. (With missing values those are two rules.)
    if (anyNA(x) || nrow(x) < 3L) return(invisible())
    k <- sample.int(min(6L, nrow(x) - 1L), 1L)
    args <- list(k = k, p = power, variant = fuzz_pick("pam", "fasterpam", "fastermsc"))
    if (args$variant == "fastermsc") args$k <- max(2L, k)
    from_data <- fit(fastpam, c(list(x, metric = metric), args, memory = fuzz_pick(NA, 0)))
    from_dist <- fit(fastpam, c(list(fastdist(x, metric, p = power)), args[names(args) != "p"]))
    hold(identical(from_data$id.med, from_dist$id.med), paste(metric, args$variant, "from data"))
    hold(identical(from_data$objective, from_dist$objective), paste(metric, "objective from data"))
    if (nrow(x) > args$k + 2L) {
      sampled <- fit(fastclara, list(x, k, metric, samples = 2L, sampsize = nrow(x) - 1L, p = power))
      d <- as.matrix(fastdist(x, metric, p = power))
      fuzz_hold_partition(sampled, sampled$i.med, unname(d), rep(1, nrow(x)), sampled$objective, hold)
    }
  },

  # Sparse classes against the dense matrix.
  sparse = function(input, hold, fit) {
    if (!requireNamespace("Matrix", quietly = TRUE)) return(invisible())
    metric <- sample(setdiff(metrics()$metric, c("gower", "maximum", "spearman")), 1L)
    n <- sample(2:40, 1L)
    p <- sample(2:80, 1L)
    x <- matrix(stats::rbinom(n * p, 1L, fuzz_pick(.05, .2, .6)) * round(stats::rexp(n * p), 2), n)
    x[cbind(seq_len(n), sample.int(p, n, replace = TRUE))] <- 1
    binary <- metric %in% c("jaccard", "dice", "hamming")
    if (binary && fuzz_chance(.7)) x[] <- x > 0
    if (metric == "correlation") x <- x[apply(x, 1L, function(r) length(unique(r)) > 1L), , drop = FALSE]
    if (nrow(x) < 2L) return(invisible())
    sparse <- methods::as(methods::as(x, "generalMatrix"), paste0(fuzz_pick("C", "R", "T"), "sparseMatrix"))
    if (all(x %in% 0:1) && fuzz_chance(.5)) {
      sparse <- methods::as(sparse, fuzz_pick("lMatrix", "nMatrix"))
    }
    power <- if (metric == "minkowski") fuzz_pick(1, 2, 3.5)
    ours <- as.vector(fit(fastdist, list(sparse, metric, p = power, n_threads = sample.int(3L, 1L))))
    dense <- as.vector(fastdist(x, metric, p = power))
    hold(max(abs(ours - dense)) <= 1e-12 * max(1, dense), paste(metric, class(sparse)))
    if (binary && all(x %in% 0:1)) hold(identical(ours, dense), paste(metric, class(sparse), "bits"))
  },

  # Mixed data against daisy(), with types, weights and missing values.
  gower = function(input, hold, fit) {
    n <- sample(3:40, 1L)
    columns <- list(
      num = stats::rnorm(n), int = sample(9L, n, TRUE), nom = factor(sample(letters[1:4], n, TRUE)),
      ord = factor(sample(1:3, n, TRUE), levels = 1:3, ordered = TRUE), bin = sample(0:1, n, TRUE),
      flag = sample(c(TRUE, FALSE), n, TRUE), ratio = exp(stats::rnorm(n)), same = rep(1, n)
    )
    frame <- as.data.frame(columns[sample(names(columns), sample(1:8, 1L))])
    for (j in seq_along(frame)) {
      if (fuzz_chance(.4)) is.na(frame[[j]]) <- sample.int(n, ceiling(n / 8))
    }
    if (fuzz_chance(.3)) rownames(frame) <- paste0("r", sample.int(n))
    type <- list()
    binary <- function(v) all(v %in% c(0, 1, NA)) && length(unique(v[!is.na(v)])) == 2L
    if ("ratio" %in% names(frame) && fuzz_chance(.5)) type$logratio <- "ratio"
    if ("int" %in% names(frame) && fuzz_chance(.5)) type$ordratio <- "int"
    if ("bin" %in% names(frame) && binary(frame$bin)) type[[fuzz_pick("asymm", "symm")]] <- "bin"
    weights <- if (fuzz_chance(.3)) sample(0:3, length(frame), TRUE) + c(1, rep(0, length(frame) - 1L))
    theirs <- tryCatch(
      suppressWarnings(cluster::daisy(
        frame, "gower", type = type, weights = if (is.null(weights)) rep.int(1, length(frame)) else weights
      )),
      error = function(e) NULL
    )
    ours <- tryCatch(
      suppressWarnings(fit(fastdist, list(frame, "gower", type = type, var_weights = weights))),
      fastpam_error = function(e) NULL, error = function(e) conditionMessage(e)
    )
    # What is undefined is NA there and an error here.
    if (is.null(theirs) || anyNA(theirs)) return(hold(!inherits(ours, "dist"), "undefined is an error"))
    hold(inherits(ours, "dist"), paste("refused:", ours))
    hold(identical(as.vector(ours), as.vector(theirs)), "daisy's bits")
    sorted <- function(d) attributes(d)[sort(names(attributes(d)))]
    hold(identical(sorted(ours), sorted(theirs)), "daisy's attributes")
  },

  # A function in R, plain and vectorised.
  user = function(input, hold, fit) {
    x <- fuzz_data_for("manhattan")
    x[is.na(x)] <- 0
    city <- function(a, b) sum(abs(a - b))
    rows <- structure(function(a, b) rowSums(abs(b - rep(a, each = nrow(b)))), vectorised = TRUE)
    theirs <- as.vector(stats::dist(x, "manhattan"))
    for (f in list(city, rows)) {
      hold(max(abs(as.vector(fit(fastdist, list(x, f))) - theirs)) <= 1e-12 * max(1, theirs), "distances")
    }
    if (nrow(x) < 3L) return(invisible())
    k <- sample.int(min(4L, nrow(x) - 1L), 1L)
    one <- fit(fastpam, list(x, k, metric = city))
    two <- fit(fastpam, list(fastdist(x, city), k))
    hold(identical(one[c("id.med", "objective", "silinfo")], two[c("id.med", "objective", "silinfo")]), "fit")
  },

  # predict() on the objects themselves, and swap_optimal().
  predict = function(input, hold, fit) {
    n <- input$n
    if (input$kind %in% c("missing", "large")) return(invisible())
    k <- sample.int(min(n - 1L, 6L), 1L)
    metric <- fuzz_pick("euclidean", "manhattan", "maximum")
    clara <- fuzz_chance(.3) && n > k + 2L
    one <- if (clara) fit(fastclara, list(input$x, k, metric, sampsize = n - 1L)) else
      fit(fastpam, list(input$x, k, metric = metric, variant = fuzz_pick("pam", "alternating")))
    d <- unname(as.matrix(fastdist(input$x, metric)))[, if (clara) one$i.med else one$id.med, drop = FALSE]
    hold(identical(unname(stats::predict(one, input$x, "dissimilarity")), d), "dissimilarities")
    # Two medoids in one place: each is in its own cluster in a fit, a new row there is in the first.
    said <- unname(stats::predict(one, input$x))
    tied <- rowSums(d == apply(d, 1L, min)) > 1L
    hold(identical(said[!tied], unname(one$clustering)[!tied]), "labels")
    hold(all(d[cbind(seq_len(n), said)] == apply(d, 1L, min)), "nearest")
    margin <- unname(stats::predict(one, input$x, "margin"))
    sorted <- t(apply(d, 1L, sort))
    hold(k == 1L || identical(margin, sorted[, 2L] - sorted[, 1L]), "margin")
    some <- sample.int(n, 1L)
    hold(identical(
      unname(stats::predict(one, input$x[some, , drop = FALSE])), unname(stats::predict(one, input$x))[some]
    ), "one row")
    if (clara) return(invisible())
    all <- unname(as.matrix(fastdist(input$x, metric)))
    for (medoids in list(one$id.med, sample.int(n, k))) {
      said <- fit(swap_optimal, list(medoids, fastdist(input$x, metric)))
      best <- fuzz_best_swap(all, medoids, rep(1, n))
      hold(abs(min(said$change, 0) - best) <= 1e-12 * max(all), "certificate")
    }
  },

  # fastpam_path(): each fit is fastpam()'s.
  path = function(input, hold, fit) {
    if (input$n < 4L) return(invisible())
    ks <- sort(unique(sample.int(min(input$n - 1L, 8L), 3L, replace = TRUE)))
    args <- list(
      metric = fuzz_pick("euclidean", "manhattan"), variant = fuzz_pick("pam", "fasterpam", "fastpam1"),
      weights = if (fuzz_chance(.3)) fuzz_weights(input$n, max(ks)) + 1
    )
    path <- fit(fastpam_path, c(list(input$x, ks), args))
    for (k in ks) {
      alone <- fit(fastpam, c(list(input$x, k), args))
      hold(identical(fuzz_essence(path$fits[[as.character(k)]]), fuzz_essence(alone)), paste("k =", k))
    }
  },

  # clara() itself, where the same is promised.
  clara = function(input, hold, fit) {
    x <- as.matrix(input$x)
    n <- input$n
    if (n < 5L || input$kind %in% c("missing", "large")) return(invisible())
    k <- sample.int(min(n - 2L, 6L), 1L)
    args <- list(
      x = x, k = k, metric = fuzz_pick("euclidean", "manhattan"), samples = sample.int(6L, 1L),
      sampsize = sample(seq.int(max(2L, k + 1L), n), 1L), rngR = fuzz_chance(.5), pamLike = TRUE
    )
    seed <- sample.int(1e6, 1L)
    set.seed(seed)
    # Without a tolerance clara() may swap to and fro for ever.
    theirs <- tryCatch(
      {
        setTimeLimit(elapsed = 5, transient = TRUE)
        do.call(cluster::clara, args)
      },
      error = function(e) NULL, finally = setTimeLimit()
    )
    if (is.null(theirs)) return(invisible())
    set.seed(seed)
    ours <- fit(fastclara, c(args, variant = "pam"))
    for (name in c("sample", "medoids", "i.med", "clustering", "objective", "diss", "silinfo", "data")) {
      hold(identical(ours[[name]], theirs[[name]]), paste("cluster's", name))
    }
  },

  # The medoid silhouette: its definition, and that no swap improves it.
  medoid_silhouette = function(input, hold, fit) {
    n <- input$n
    if (n < 4L || input$kind %in% c("missing", "large")) return(invisible())
    k <- sample(2:min(n - 1L, 6L), 1L)
    d <- unname(as.matrix(fastdist(input$x)))
    mean_width <- function(medoids) {
      two <- apply(d[, medoids, drop = FALSE], 1L, function(v) sort(v)[1:2])
      mean(ifelse(two[1L, ] == 0, 1, 1 - two[1L, ] / two[2L, ]))
    }
    if (fuzz_chance(.3)) {
      one <- fit(fastpam, list(fastdist(input$x), k, variant = "dynmsc"))
      hold(all(one$by_k$k <= k) && length(one$id.med) <= k, "at most k")
    } else {
      one <- fit(fastpam, list(fastdist(input$x), k, variant = "fastermsc"))
      if (n <= 25L && one$converged) {
        others <- setdiff(seq_len(n), one$id.med)
        best <- max(-Inf, unlist(lapply(others, function(h) {
          lapply(seq_len(k), function(i) mean_width(replace(one$id.med, i, h)))
        })))
        hold(best <= mean_width(one$id.med) + 1e-12, "swap-optimal")
      }
    }
    hold(abs(mean_width(one$id.med) - one$avg_medoid_sil) <= 1e-12, "definition")
  },

  # What a float holds exactly: single is double, and a scale is a scale.
  exact = function(input, hold, fit) {
    n <- sample(3:40, 1L)
    x <- matrix(sample(0:7, n * 3L, TRUE), n)
    k <- sample.int(min(n - 1L, 8L), 1L)
    args <- list(
      x, k, metric = fuzz_pick("manhattan", "maximum", "sqeuclidean"), memory = fuzz_pick(NA, 0),
      variant = fuzz_pick("pam", "fastpam1", "fastpam2", "fasterpam", "alternating", "original"),
      weights = if (fuzz_chance(.4)) fuzz_weights(n, k)
    )
    double <- fit(fastpam, args)
    single <- fit(fastpam, c(args, precision = "single", n_threads = 2L))
    single$prediction$precision <- double$prediction$precision
    hold(identical(fuzz_essence(single), fuzz_essence(double)), paste(args$metric, args$variant))
    # Scaled, from a start that is given: BUILD measures from the largest dissimilarity "plus 1".
    args$weights <- if (!is.null(args$weights)) ceiling(args$weights)
    able <- if (is.null(args$weights)) seq_len(n) else which(args$weights > 0)
    args$medoids <- able[sample.int(length(able), k)]
    by <- if (args$metric == "sqeuclidean") 4 else 2
    double <- fit(fastpam, args)
    scaled <- fit(fastpam, replace(args, 1L, list(x * 2)))
    hold(identical(scaled$id.med, double$id.med), paste("scaled by 2,", args$variant))
    hold(identical(scaled$objective, double$objective * by), "objective scaled by 2")
  }
)

# Numbers that the metric is defined for, in every pair.
fuzz_data_for <- function(metric) {
  n <- fuzz_pick(2L, 3L, sample(4:12, 1L), sample(13:60, 1L))
  angular <- metric %in% c("cosine", "correlation", "spearman")
  p <- if (angular) sample(5:20, 1L) else fuzz_pick(1L, 2L, 5L, 17L, 64L, 70L)
  x <- switch(sample.int(4L, 1L),
    matrix(stats::rnorm(n * p), n), matrix(sample(0:4, n * p, TRUE) + 0, n),
    matrix(stats::rbinom(n * p, 1L, .3) + 0, n), matrix(round(stats::rexp(n * p), 1), n)
  )
  if (metric %in% c("braycurtis", "ruzicka", "hellinger")) {
    x <- abs(x)
    if (metric == "hellinger") x[, 1L] <- x[, 1L] + 1
  }
  if (metric == "chord") x[, 1L] <- abs(x[, 1L]) + 1
  if (angular) x[, 1:5] <- stats::rnorm(n * 5L)
  if (!metric %in% c("hellinger", "chord") && p > 1L && fuzz_chance(.3)) {
    kept <- if (angular) 5L else 1L
    holes <- matrix(stats::runif(n * p) < .2, n)
    holes[, seq_len(kept)] <- FALSE
    x[holes] <- NA
  }
  if (metric %in% c("jaccard", "dice") && fuzz_chance(.5)) x[] <- x > 0
  x
}

# All pairs, each by its formula.
fuzz_by_definition <- function(x, metric, power) {
  pair <- function(a, b) {
    ok <- !is.na(a) & !is.na(b)
    share <- mean(ok)
    a <- a[ok]
    b <- b[ok]
    e <- abs(a - b)
    ratio <- function(up, down) if (down > 0) up / down else 0
    profile <- function(v) sqrt(v / sum(v))
    unit <- function(v) v / sqrt(sum(v^2))
    switch(metric,
      euclidean = sqrt(sum(e^2) / share), sqeuclidean = sum(e^2) / share, manhattan = sum(e) / share,
      maximum = max(e), minkowski = (sum(e^power) / share)^(1 / power),
      canberra = {
        counts <- abs(a) + abs(b) > 0
        if (any(counts)) sum((e / (abs(a) + abs(b)))[counts]) / (sum(counts) / length(ok)) else 0
      },
      cosine = 1 - sum(a * b) / sqrt(sum(a^2) * sum(b^2)),
      correlation = 1 - stats::cor(a, b), spearman = 1 - stats::cor(rank(a), rank(b)),
      braycurtis = ratio(sum(e), sum(a + b)), ruzicka = ratio(sum(e), sum(pmax(a, b))),
      hellinger = sqrt(sum((profile(a) - profile(b))^2)), chord = sqrt(sum((unit(a) - unit(b))^2)),
      hamming = mean(a != b),
      jaccard = ratio(sum((a != 0) != (b != 0)), sum(a != 0 | b != 0)),
      dice = ratio(sum((a != 0) != (b != 0)), sum(a != 0) + sum(b != 0))
    )
  }
  n <- nrow(x)
  unlist(lapply(seq_len(n - 1L), function(j) {
    vapply((j + 1L):n, function(i) pair(x[j, ], x[i, ]), 0)
  }))
}
