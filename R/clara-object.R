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

#' Print a clustering of large data
#'
#' `print()` shows one line per cluster and how the samples did. All other methods of the package
#' \pkg{cluster} for [cluster::clara()] work on these objects as they are: [summary()], [plot()],
#' [cluster::silhouette()], [cluster::clusplot()].
#'
#' @param x An object that [fastclara()] returned.
#' @param digits Number of significant digits to print.
#' @param ... Passed on to [print.default()].
#' @return `x`, invisibly.
#' @examples
#' fastclara(leaves[-1], k = 5, samples = 10)
#' @export
print.fastclara <- function(x, digits = max(3L, getOption("digits") - 3L), ...) {
  k <- length(x$i.med)
  labels <- names(x$clustering)
  number <- function(v) format(v, digits = digits)
  cat(sprintf(
    "%d objects in %d cluster%s around medoids of samples of %d (variant %s, init %s, metric %s)\n\n",
    length(x$clustering), k, if (k == 1L) "" else "s", length(x$sample), x$variant, x$init, x$metric
  ))
  info <- as.data.frame(x$clusinfo)
  table <- data.frame(
    medoid = if (is.null(labels)) x$i.med else labels[x$i.med],
    size = as.integer(info$size), av_diss = info$av_diss, max_diss = info$max_diss
  )
  if (!is.null(x$silinfo)) table$av_sil_width <- x$silinfo$clus.avg.widths
  print(table, digits = digits, ...)
  cat("\nMean dissimilarity to the medoid: ", number(x$objective), "\n", sep = "")
  if (length(x$starts)) {
    cat(sprintf(
      "Best of %d samples, which gave between %s and %s\n", length(x$starts),
      number(min(x$starts, na.rm = TRUE)), number(max(x$starts, na.rm = TRUE))
    ))
  }
  if (!is.null(x$silinfo)) {
    cat("Average silhouette width in the best sample: ", number(x$silinfo$avg.width), "\n", sep = "")
  }
  invisible(x)
}
