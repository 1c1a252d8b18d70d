# The result of a fit as an object of class "pam": cluster's components, in its order and with its
# types, names and attributes, and behind them ours. No name of ours may begin with "cluster":
# much code reads `fit$cluster` and means `clustering`.

# `labels` are the row names of the data or the `Labels` of the dissimilarities, as they are:
# usually character, possibly NULL.
new_pam <- function(fit, labels, medoids, diss, call, data, extras) {
  k <- length(fit$id_med)
  object <- list(
    medoids = medoids,
    id.med = fit$id_med,
    clustering = with_labels(fit$clustering, labels),
    objective = c(build = fit$objective[[1L]], swap = fit$objective[[2L]]),
    isolation = isolation_factor(fit$isolation),
    clusinfo = structure(
      fit$clusinfo,
      dimnames = list(NULL, c("size", "max_diss", "av_diss", "diameter", "separation"))
    ),
    silinfo = if (k > 1L) silinfo(fit, labels),
    diss = diss,
    call = call
  )
  if (!is.null(data)) object$data <- data
  structure(c(object, extras), class = c("fastpam", "pam", "partition"))
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

medoid_labels <- function(id, labels) if (length(labels)) labels[id] else id

# The medoids in the units and the storage type of the data.
medoid_rows <- function(x, id, labels) {
  if (!is.data.frame(x)) {
    return(data.matrix(x)[id, , drop = FALSE])
  }
  rows <- data.matrix(x[id, , drop = FALSE])
  rownames(rows) <- labels[id]
  rows
}

# The data the dissimilarities were computed from: double, standardised if asked, one kind of
#   missing value.
kept_data <- function(source) {
  x <- source$x
  x[is.na(x)] <- NA
  x
}

kept_diss <- function(x, source, diss) if (diss) keep_given_diss(x) else computed_diss(source)

computed_diss <- function(source) {
  d <- dist_cpp(source)
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
