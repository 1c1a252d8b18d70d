fastclarans <- function(x, k, diss = inherits(x, "dist"), metric = "euclidean", numlocal = 2,
                        maxneighbor = NULL, variant = c("fast", "classic"), ...,
                        stand = FALSE, cluster.only = FALSE,
                        keep.diss = !diss && !cluster.only && n < 100,
                        keep.data = !diss && !cluster.only, stats = n <= 20000,
                        trace.lev = 0, weights = NULL, n_threads = NULL,
                        progress = interactive()) {
  call <- match.call()
  cluster.only <- check_flag(cluster.only, "cluster.only")
  diss <- check_flag(diss, "diss")
  variant <- check_choice(if (missing(variant)) "fast" else variant, "variant", c("fast", "classic"))
  controls <- list(
    n_threads = check_threads(n_threads), progress = check_flag(progress, "progress"),
    trace_lev = check_trace(trace.lev)
  )
  source <- as_source(
    x, diss = diss, metric = if (diss) "euclidean" else peer_metric(metric), stand = stand, ...,
    n_threads = controls$n_threads
  )
  n <- source$n
  k <- check_count(k, "k", max = n - 1L)
  weights <- check_weights(weights, n)
  able <- if (is.null(weights)) n else sum(weights > 0)
  if (able < k) abort_arg("weights", sprintf("be above 0 for at least `k` objects (%d)", k), able)
  numlocal <- check_count(numlocal, "numlocal")
  maxneighbor <- if (is.null(maxneighbor)) {
    default_max_neighbor(able, k, variant == "fast")
  } else {
    check_count(maxneighbor, "maxneighbor")
  }
  keep.diss <- check_flag(keep.diss, "keep.diss") && !cluster.only
  keep.data <- check_flag(keep.data, "keep.data")
  if (diss && keep.data) {
    abort_arg("keep.data", "be FALSE when `x` holds dissimilarities: there are no data to keep")
  }
  full <- check_flag(stats, "stats")

  fit <- with_core_errors(clarans_cpp(source, k, c(controls, list(
    numlocal = numlocal, maxneighbor = maxneighbor, fast = variant == "fast",
    seed = floor(stats::runif(1L) * 2^32), weights = weights,
    stats = if (cluster.only) "none" else if (full) "full" else "brief"
  ))))
  if (cluster.only) return(with_labels(fit$clustering, source$labels))
  if (!full) {
    fit$isolation <- rep(NA_integer_, k)
    fit$clusinfo[, 4:5] <- NA
  }
  kept <- if (keep.diss) if (diss) keep_given_diss(x) else compute_diss(source, controls$n_threads)
  new_pam(
    fit, source, diss = kept, call = call, data = if (keep.data) kept_data(source$data),
    extras = c(
      list(
        variant = if (variant == "fast") "fastclarans" else "clarans", init = "random",
        metric = source$metric, iterations = fit$iterations, swaps = fit$swaps,
        converged = fit$converged, trace = fit$trace
      ),
      if (numlocal > 1L) list(starts = fit$starts),
      list(maxneighbor = maxneighbor),
      if (!is.null(weights)) list(weights = weights)
    )
  )
}
