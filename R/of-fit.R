# What a fit says about itself, for verbs that take a fit (ours or cluster's) and what was clustered.

# The validated source of `x`, or of what the fit kept if `x` is NULL.
source_of_fit <- function(fit, x, diss, metric, stand, ..., n_threads) {
  if (is.null(x)) {
    x <- if (is.list(fit)) if (is.null(fit$diss) || inherits(fit, "clara")) fit$data else fit$diss
    if (is.null(x)) {
      abort_arg("x", "be given: the fit kept neither dissimilarities nor data", "NULL")
    }
    diss <- inherits(x, "dist")
    stand <- FALSE # kept data are standardised already
  }
  if (is.null(metric)) metric <- metric_of_fit(fit)
  as_source(x, diss = diss, metric = metric, stand = stand, ..., n_threads = n_threads)
}

# The metric a fit says it used. Dissimilarities that were given, and metrics that were functions, say
# nothing that could be used again.
metric_of_fit <- function(fit) {
  known <- is.list(fit) && is.character(fit$metric) && !fit$metric %in% c("unspecified", "user")
  if (known) fit$metric else "euclidean"
}

# Observation numbers; `fit` may be those numbers themselves.
medoids_of_fit <- function(fit) if (is.list(fit)) medoid_ids(fit) else fit

weights_of_fit <- function(fit, weights, n) {
  if (is.null(weights) && is.list(fit)) weights <- fit$weights
  check_weights(weights, n)
}
