# The result of CLARA as an object of class "clara": cluster's components, in its order and with its
# types, names and attributes, and behind them ours. No name of ours may begin with "cluster":
# much code reads `fit$cluster` and means `clustering`.

new_clara <- function(fit, source, call, medoids.x, keep.data, extras) {
  labels <- source$labels
  k <- length(fit$id_med)
  in_words <- function(objects) if (length(labels)) labels[objects] else objects
  object <- list(
    sample = in_words(fit$sample),
    medoids = if (medoids.x) {
      if (source$given) in_words(fit$id_med) else source$x[fit$id_med, , drop = FALSE]
    },
    i.med = fit$id_med,
    clustering = with_labels(fit$clustering, labels),
    objective = fit$objective,
    clusinfo = structure(
      fit$clusinfo,
      dimnames = list(NULL, c("size", "max_diss", "av_diss", "isolation"))
    ),
    diss = sample_dissimilarities(fit, source$metric, if (length(labels)) labels[fit$sample]),
    call = call
  )
  if (k > 1L) {
    # Silhouettes are those of the best sample, whose objects have their own numbers.
    fit$sil_order <- fit$sample[fit$sil_order]
    object$silinfo <- silinfo(fit, labels)
  }
  if (keep.data && !source$given) {
    # What the metric sees of mixed or sparse data is not what anybody wants to keep.
    seen <- is.matrix(source$data) && !is.data.frame(source$x)
    object$data <- if (seen) source$data else source$x
  }
  # cluster::silhouette(full = TRUE) looks for the metric here.
  structure(c(object, extras), class = c("fastclara", "clara", "partition"), Metric = source$metric)
}

sample_dissimilarities <- function(fit, metric, labels) {
  structure(
    fit$sample_diss, class = c("dissimilarity", "dist"), Size = length(fit$sample),
    Metric = metric, Labels = labels
  )
}
