fastclara <- function(x, k, metric = "euclidean", stand = FALSE, cluster.only = FALSE,
                      samples = 5, sampsize = min(n, 80 + 4 * k), trace = 0,
                      medoids.x = TRUE, keep.data = medoids.x,
                      rngR = TRUE, pamLike = TRUE, correct.d = TRUE,
                      variant = if (rngR) "fasterpam" else "pam", init = "build",
                      weights = NULL, n_threads = NULL, progress = interactive(),
                      independent = FALSE, ...) {
  call <- match.call()
  cluster.only <- check_flag(cluster.only, "cluster.only")
  medoids.x <- check_flag(medoids.x, "medoids.x")
  keep.data <- check_flag(keep.data, "keep.data")
  if (keep.data && !medoids.x) abort_arg("keep.data", "be FALSE when `medoids.x` is FALSE")
  rngR <- check_flag(rngR, "rngR")
  check_flag(pamLike, "pamLike")
  controls <- list(
    n_threads = check_threads(n_threads), progress = check_flag(progress, "progress"),
    trace_lev = check_count(as_number(trace), "trace", min = 0)
  )
  diss <- inherits(x, "dist")
  source <- as_source(
    x, diss = diss, metric = if (diss) "euclidean" else clara_metric(metric), stand = stand, ...,
    n_threads = controls$n_threads
  )
  check_correct_d(correct.d, source)
  n <- source$n
  k <- check_count(k, "k", max = n - 1L)
  weights <- check_weights(weights, n)
  able <- if (is.null(weights)) n else sum(weights > 0)
  if (able <= k) {
    abort_arg("weights", sprintf("be above 0 for more objects than `k` (%d)", k), able)
  }
  samples <- check_count(samples, "samples")
  if (missing(sampsize)) sampsize <- min(sampsize, able)
  sampsize <- check_sampsize(sampsize, k, n, able, rngR)
  variant <- engine_of(check_clara_variant(variant))
  inits <- search_registry()$inits
  init <- check_choice(init, "init", inits$init)

  fit <- with_clara_errors(samples, clara_cpp(source, k, c(controls, list(
    samples = samples, sampsize = sampsize, variant = variant, init = init, r_rng = rngR,
    independent = check_flag(independent, "independent"),
    seed = if (inits$random[match(init, inits$init)]) floor(stats::runif(1L) * 2^32) else 0,
    weights = weights, stats = !cluster.only
  ))))
  if (cluster.only) return(with_labels(fit$clustering, source$labels))
  new_clara(
    fit, source, call = call, medoids.x = medoids.x, keep.data = keep.data,
    extras = c(
      list(
        variant = variant, init = init, metric = source$metric,
        iterations = fit$iterations, swaps = fit$swaps, converged = fit$converged, trace = fit$trace
      ),
      if (length(fit$losses) > 1L) list(starts = fit$losses),
      if (!is.null(weights)) list(weights = weights)
    )
  )
}

# clara()'s metrics, also as it lets them be written: by any beginning, or all in a row, which is
# how wrappers of clara() hand on its default.
clara_metric <- function(metric) {
  peers <- c("euclidean", "manhattan", "jaccard")
  if (identical(metric, peers) || identical(metric, peers[1:2])) return("euclidean")
  i <- if (is.character(metric) && length(metric) == 1L) pmatch(metric, peers) else NA
  if (is.na(i)) metric else peers[[i]]
}

# cluster's spellings of variants make sense here too; its numbers do not.
check_clara_variant <- function(variant) {
  own <- search_registry()$variants$variant
  check_choice(variant, "variant", c(own, names(peer_variants)[peer_variants %in% own]))
}

as_number <- function(x) if (is.logical(x)) as.integer(x) else x

check_sampsize <- function(sampsize, k, n, able, rngR) {
  least <- max(2L, k + 1L)
  sampsize <- check_count(sampsize, "sampsize", min = least, max = n)
  if (sampsize > able) {
    abort_arg("sampsize", sprintf("be at most %d, the objects with a weight above 0", able), sampsize)
  }
  # The old generator has 2^16 states. Where they are fewer than the objects, not more than so many
  # can be drawn.
  if (!rngR && able > 65536L && min(sampsize, able - sampsize) > 65536L - k) {
    abort_arg(
      "sampsize", "be within reach of the generator of 65,536 numbers that `rngR = FALSE` asks for",
      format(sampsize, big.mark = ",")
    )
  }
  sampsize
}

check_correct_d <- function(correct.d, source) {
  if (!check_flag(correct.d, "correct.d") && !source$given && anyNA(source$data)) {
    warning(
      "`correct.d = FALSE` names the formula for missing values that cluster used before 2016, ",
      "which is wrong; the correct one is used", call. = FALSE
    )
  }
}

# What only the core can find out.
with_clara_errors <- function(samples, expr) {
  tryCatch(with_core_errors(expr), "fastpam::NoUsableSample" = function(e) {
    abort(
      sprintf(
        "`x` must have enough variables in common: %s (%d sample%s).",
        conditionMessage(e), samples, if (samples == 1L) "" else "s"
      ),
      class = "fastpam_error_nothing_in_common"
    )
  })
}
