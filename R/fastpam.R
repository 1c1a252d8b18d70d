fastpam <- function(x, k, diss = inherits(x, "dist"), metric = "euclidean",
                    medoids = if (is.numeric(nstart)) "random",
                    nstart = if (variant == "faster") 1L else NA,
                    stand = FALSE, cluster.only = FALSE, do.swap = TRUE,
                    keep.diss = !diss && !cluster.only && n < 100,
                    keep.data = !diss && !cluster.only,
                    variant = "pam", pamonce = FALSE, trace.lev = 0,
                    init = "build", weights = NULL, max_iter = Inf, precision = "double",
                    n_threads = NULL, progress = interactive(), ...) {
  call <- match.call()
  if (!missing(variant) && !missing(pamonce)) {
    abort_arg("pamonce", "`pamonce` is another name for `variant`: set one of the two, not both.")
  }
  # The defaults above look at these three, so they are made plain values first. `variant` keeps
  # the spelling of the user: "faster" starts at random, "fasterpam" does not.
  cluster.only <- check_flag(cluster.only, "cluster.only")
  diss <- check_flag(diss, "diss")
  variant <- if (missing(pamonce)) match_variant(variant) else variant_of_pamonce(pamonce)
  do.swap <- check_flag(do.swap, "do.swap")
  trace.lev <- check_count(trace.lev, "trace.lev")
  controls <- list(
    max_iter = check_max_iter(max_iter),
    precision = check_choice(precision, c("double", "single"), "precision"),
    n_threads = check_n_threads(n_threads),
    progress = check_flag(progress, "progress")
  )

  source <- as_source(x, diss = diss, metric = metric, stand = stand, ...)
  n <- source$n
  k <- check_k(k, n)
  weights <- check_weights(weights, n)
  keep.diss <- check_flag(keep.diss, "keep.diss") && !cluster.only
  keep.data <- check_flag(keep.data, "keep.data")
  if (diss && keep.data) {
    abort_arg("keep.data", "`keep.data` must be FALSE when `x` holds dissimilarities: there are no data to keep.")
  }
  start <- plan_start(
    n, k,
    medoids = if (missing(medoids) && !missing(init)) NULL else medoids,
    nstart = nstart, init = init
  )

  # Dissimilarities that are to be kept are computed once, and fitted from.
  kept <- if (keep.diss) kept_diss(x, source, diss)
  fit <- fit_cpp(
    if (keep.diss && !diss) as_source(kept, diss = TRUE) else source, k,
    c(
      list(
        variant = engine_of(variant), init = start$init, starts = start$starts,
        nstart = start$nstart, seed = start$seed, do_swap = do.swap, stats = !cluster.only,
        weights = weights, trace_lev = trace.lev, memory = getOption("fastpam.memory", NA_real_)
      ),
      controls
    )
  )
  if (cluster.only) {
    return(with_labels(fit$clustering, source$labels))
  }
  new_pam(
    fit, source$labels,
    medoids = if (diss) medoid_labels(fit$id_med, source$labels) else medoid_rows(x, fit$id_med, source$labels),
    diss = kept, call = call,
    data = if (keep.data) kept_data(source),
    extras = c(
      list(
        variant = engine_of(variant), init = start$label, metric = source$metric,
        iterations = fit$iterations, swaps = fit$swaps, converged = fit$converged, trace = fit$trace
      ),
      if (start$nstart > 1L) list(starts = fit$starts),
      if (!is.null(weights)) list(weights = weights)
    )
  )
}
