# The result of a fit as an object of class "pam": cluster's components, in its order and with its
# types, names and attributes, and behind them ours. No name of ours may begin with "cluster":
# much code reads `fit$cluster` and means `clustering`.

new_pam <- function(fit, source, diss, call, data, extras) {
  labels <- source$labels
  k <- length(fit$id_med)
  object <- list(
    medoids = if (source$given) {
      if (length(labels)) labels[fit$id_med] else fit$id_med
    } else {
      medoid_rows(source$x, fit$id_med)
    },
    id.med = fit$id_med,
    clustering = with_labels(fit$clustering, labels),
    objective = c(build = fit$objective[[1L]], swap = fit$objective[[2L]]),
    isolation = isolation_factor(fit$isolation),
    clusinfo = structure(
      fit$clusinfo,
      dimnames = list(NULL, c("size", "max_diss", "av_diss", "diameter", "separation"))
    ),
    silinfo = if (length(fit$sil_order)) silinfo(fit, labels),
    diss = diss,
    call = call
  )
  if (!is.null(data)) object$data <- data
  structure(c(object, extras), class = c("fastpam", "pam", "partition"))
}

# Our own components.
fit_extras <- function(fit, source, start, variant, weights, precision, kept_diss) {
  c(
    list(
      variant = variant, init = start$label, metric = source$metric,
      iterations = fit$iterations, swaps = fit$swaps, converged = fit$converged, trace = fit$trace
    ),
    if (start$nstart > 1L) list(starts = fit$starts),
    if (!is.null(weights)) list(weights = weights),
    list(av_medoid_sil = fit$av_medoid_sil, work = unlist(fit$counts)),
    if (!is.null(fit$by_k)) list(by_k = fit$by_k),
    list(prediction = prediction_rule(source, fit$id_med, precision, rounded = kept_diss))
  )
}

with_labels <- function(clustering, labels) {
  if (length(labels)) names(clustering) <- labels
  clustering
}

isolation_factor <- function(codes) {
  isolation <- factor(codes, levels = 0:2, labels = c("no", "L", "L*"))
  names(isolation) <- seq_along(codes)
  isolation
}

silinfo <- function(fit, labels) {
  observations <- if (length(labels)) labels[fit$sil_order] else fit$sil_order
  list(
    widths = structure(
      fit$sil_widths,
      dimnames = list(as.character(observations), c("cluster", "neighbor", "sil_width"))
    ),
    clus.avg.widths = fit$sil_avg,
    avg.width = fit$sil_total
  )
}

medoid_rows <- function(x, id) {
  rows <- x[id, , drop = FALSE]
  if (is.data.frame(rows)) rows else as.matrix(rows)
}

# The data as the metric saw them: double, standardised if asked (then with the centres and scales,
# which cluster leaves without names), and with one kind of missing value.
kept_data <- function(source) {
  data <- source$data
  # What the metric sees of mixed or sparse data is not what anybody wants to keep.
  if (!is.matrix(data) || is.data.frame(source$x)) return(source$x)
  storage.mode(data) <- "double"
  data[is.na(data)] <- NA
  for (name in intersect(c("scaled:center", "scaled:scale"), names(attributes(data)))) {
    attr(data, name) <- unname(attr(data, name))
  }
  data
}

compute_diss <- function(source, n_threads) {
  check_room(source$n)
  # Assigned inside: a value handed through would count as shared, and be copied for its attributes.
  with_core_errors({
    d <- fill_dist(source, n_threads, "double", "best")
    NULL
  })
  class(d) <- c("dissimilarity", "dist")
  attr(d, "Size") <- source$n
  attr(d, "Metric") <- source$metric
  attr(d, "Labels") <- source$labels
  d
}

# Dissimilarities the user gave, as cluster keeps them: the object itself with its own attributes,
# reclassed. (`Size` becomes a double on the way; the `call` of as.dist() names its argument x.)
keep_given_diss <- function(x) {
  if (inherits(x, "dissimilarity")) return(x)
  if (is.null(dim(x))) {
    attr(x, "Size") <- (1 + sqrt(1 + 8 * length(x))) / 2
  } else {
    x <- stats::as.dist(x)
  }
  class(x) <- c("dissimilarity", "dist")
  if (is.null(attr(x, "Metric"))) attr(x, "Metric") <- "unspecified"
  x
}
