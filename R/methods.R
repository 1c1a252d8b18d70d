# print, summary and plot. Everything else that cluster knows to do with a "pam" object or a
# "partition" (silhouette, clusplot, ...) works by inheritance.

#' Print, summarise and plot a clustering
#'
#' `print()` shows one line per cluster; `summary()` adds isolation, silhouettes and the course of
#' the search; `plot()` draws the two pictures of [cluster::plot.partition()], and the one that
#' exists when there is a single cluster. Other methods of the package \pkg{cluster}, for instance
#' [cluster::silhouette()] and [cluster::clusplot()], work on these objects as they are.
#'
#' @param x,object An object that [fastpam()] returned, or its summary.
#' @param digits Number of significant digits to print.
#' @param which.plots 1 for the cluster plot, 2 for the silhouette plot, both by default
#'   (as far as they can be drawn).
#' @param ... For `print()`, passed on to [print.default()]; for `plot()`, to
#'   [cluster::plot.partition()].
#' @return `print()` and `plot()` return `x` invisibly. `summary()` returns the same list with class
#'   `c("summary.fastpam", "summary.pam")`.
#' @examples
#' fit <- fastpam(leaves[1:80, -1], k = 5)
#' fit
#' summary(fit)
#' plot(fit, which.plots = 2)
#' @name fastpam-methods
NULL

#' @rdname fastpam-methods
#' @export
print.fastpam <- function(x, digits = max(3L, getOption("digits") - 3L), ...) {
  cat(headline(x), "\n\n", sep = "")
  print(cluster_table(x), digits = digits, ...)
  cat("\n", search_lines(x, digits), sep = "")
  invisible(x)
}

#' @rdname fastpam-methods
#' @export
summary.fastpam <- function(object, ...) {
  class(object) <- c("summary.fastpam", "summary.pam")
  object
}

#' @rdname fastpam-methods
#' @export
print.summary.fastpam <- function(x, digits = max(3L, getOption("digits") - 3L), ...) {
  cat(headline(x), "\n\nClusters:\n", sep = "")
  outside <- as.data.frame(x$clusinfo)[c("diameter", "separation")]
  print(cbind(cluster_table(x), outside, isolation = x$isolation), digits = digits, ...)
  cat("\n", search_lines(x, digits), sep = "")
  if (!is.null(x$silinfo)) {
    cat("\nSilhouette widths of the objects:\n")
    print(summary(x$silinfo$widths[, "sil_width"]), digits = digits, ...)
  }
  if (!is.null(x$diss)) {
    cat("\nDissimilarities:\n")
    print(summary(as.vector(x$diss)), digits = digits, ...)
  }
  cat("\nComponents: ", paste(names(x), collapse = ", "), "\n", sep = "")
  invisible(x)
}

#' @rdname fastpam-methods
#' @importFrom cluster silhouette
#' @export
plot.fastpam <- function(x, which.plots = NULL, ...) {
  # plot.partition() fails on the silhouettes that a single cluster does not have.
  if (is.null(x$silinfo) && (is.null(which.plots) || 2 %in% which.plots)) {
    given <- list(...)
    if (is.null(x$data) && is.null(x$diss) && is.null(given$data) && is.null(given$dist)) {
      abort_arg("x", paste(
        "have more than one cluster (for silhouettes), or data or dissimilarities to plot:",
        "fit with `keep.diss = TRUE` or give `dist`"
      ))
    }
    which.plots <- 1L
  }
  NextMethod(which.plots = which.plots)
  invisible(x)
}

headline <- function(x) {
  n <- length(x$clustering)
  k <- length(x$id.med)
  sprintf(
    "%d objects in %d cluster%s around medoids (variant %s, init %s, metric %s)",
    n, k, if (k == 1L) "" else "s", x$variant, x$init, x$metric
  )
}

# One row a cluster: its medoid, by label if there is one, and what can be said in a few numbers.
cluster_table <- function(x) {
  info <- as.data.frame(x$clusinfo)
  labels <- names(x$clustering)
  table <- data.frame(
    medoid = if (is.null(labels)) x$id.med else labels[x$id.med],
    size = as.integer(info$size), av_diss = info$av_diss, max_diss = info$max_diss
  )
  if (!is.null(x$silinfo)) table$av_sil_width <- x$silinfo$clus.avg.widths
  table
}

search_lines <- function(x, digits) {
  number <- function(v) format(v, digits = digits)
  c(
    sprintf(
      "Mean dissimilarity to the medoid: %s (%s before %d swap%s)\n",
      number(x$objective[["swap"]]), number(x$objective[["build"]]),
      x$swaps, if (x$swaps == 1L) "" else "s"
    ),
    if (length(x$starts)) {
      sprintf("Best of %d starts, which ended between %s and %s\n",
        length(x$starts), number(min(x$starts)), number(max(x$starts)))
    },
    if (!x$converged) "Ended before a local optimum was reached (see `max_iter`, `do.swap`)\n",
    if (!is.null(x$silinfo)) sprintf("Average silhouette width: %s\n", number(x$silinfo$avg.width)),
    if (x$variant %in% c("fastermsc", "dynmsc")) {
      sprintf("Average medoid silhouette: %s\n", number(x$av_medoid_sil))
    }
  )
}
