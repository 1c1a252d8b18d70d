# print, summary, plot, tidy, glance and autoplot of fastpam_stability().

#' Print, plot and tidy the stability of clusters
#'
#' @param x,object What [fastpam_stability()] returned.
#' @param digits The number of significant digits to print.
#' @param type `"jaccard"` for the Jaccard similarities of each cluster over the resamples, `"consensus"` for the
#'   consensus matrix, ordered by cluster and silhouette.
#' @param ... For `print()`, passed on to [print.data.frame()]; for `plot()`, to [graphics::boxplot()].
#' @return `print()` and `plot()`: `x`, invisibly. `summary()`: a list of class `"summary.fastpam_stability"`, like
#'   `object`, but `clusters` also has the quartiles of the similarities and a `verdict` (text). `as.data.frame()` and
#'   `tidy()`: the table of clusters. `glance()`: a data frame of one row with `n`, `k`, `B`, `method`, `mean_jaccard`
#'   and `min_jaccard` (over clusters), `splits` and `prediction_strength`. `autoplot()`: a ggplot object.
#' @section Errors: An error of class `fastpam_error` if [fastpam_stability()] did not compute what is to be drawn.
#' @examples
#' set.seed(1)
#' stable <- fastpam_stability(leaves[1:96, -1], k = 6, B = 30)
#' summary(stable)
#' plot(stable)
#' @name fastpam_stability-methods
NULL

#' @rdname fastpam_stability-methods
#' @export
print.fastpam_stability <- function(x, digits = max(3L, getOption("digits") - 3L), ...) {
  refuse_dots(..., also = print_arguments)
  cat(stability_headline(x), "", sep = "\n")
  table <- cbind(x$clusters, verdict = stability_verdict(x$clusters$jaccard))
  table$jaccard <- round(table$jaccard, 3L)
  print_clusters(if (x$B) table else table[c("cluster", "medoid", "size")], digits, most = 20L, ...)
  cat("", strength_line(x), sep = "\n")
  invisible(x)
}

#' @rdname fastpam_stability-methods
#' @export
summary.fastpam_stability <- function(object, ...) {
  refuse_dots(...)
  clusters <- object$clusters
  if (object$B) {
    quartiles <- t(apply(object$jaccard, 1L, stats::quantile, c(0, 0.25, 0.5, 0.75, 1), names = FALSE))
    colnames(quartiles) <- c("min", "q1", "median", "q3", "max")
    clusters <- cbind(clusters, quartiles, verdict = stability_verdict(clusters$jaccard), row.names = NULL)
  }
  object$clusters <- clusters
  class(object) <- c("summary.fastpam_stability", "fastpam_stability")
  object
}

#' @rdname fastpam_stability-methods
#' @export
print.summary.fastpam_stability <- function(x, digits = max(3L, getOption("digits") - 3L), ...) {
  refuse_dots(..., also = print_arguments)
  cat(stability_headline(x), "", sep = "\n")
  table <- x$clusters
  numbers <- vapply(table, is.double, NA) & names(table) != "size"
  table[numbers] <- lapply(table[numbers], round, digits = 3L)
  print_clusters(table, digits, ...)
  cat("", strength_line(x), sep = "\n")
  if (x$splits && !anyNA(x$strengths)) {
    cat("\nPrediction strength of the splits:\n")
    print(summary(x$strengths), digits = digits, ...)
  }
  invisible(x)
}

# How Hennig reads the mean Jaccard similarity (help of fpc::clusterboot()).
stability_verdict <- function(jaccard) {
  kinds <- c("not to be trusted", "a pattern, objects doubtful", "stable", "highly stable")
  kinds[findInterval(jaccard, c(0.6, 0.75, 0.85)) + 1L]
}

stability_headline <- function(x) {
  what <- switch(x$method,
    boot = sprintf("bootstrap samples%s", if (x$duplicates) ", objects counted as often as they were drawn" else ""),
    subset = sprintf("samples of %s objects", format_whole(x$size)),
    given = "given resamples"
  )
  fit <- x$fit
  c(
    sprintf("Stability of %d cluster%s of %s objects", x$k, if (x$k == 1L) "" else "s", format_whole(x$n)),
    sprintf("Variant %s, init %s, %s", fit$variant, fit$init, what_metric(fit)),
    if (x$B) sprintf(
      "%s %s; dissolved: Jaccard similarity of at most %s; recovered: above %s", format_whole(x$B), what,
      format(x$limits[["dissolved"]]), format(x$limits[["recovered"]])
    )
  )
}

strength_line <- function(x) {
  if (!x$splits) return("Prediction strength: not computed (see `splits`)")
  if (is.na(x$prediction_strength)) return("Prediction strength: not defined for so many clusters of so few objects")
  sprintf(
    "Prediction strength: %s in %s splits (0.8 or more speaks for %d cluster%s)", short(x$prediction_strength),
    format_whole(x$splits), x$k, if (x$k == 1L) "" else "s"
  )
}

#' @rdname fastpam_stability-methods
#' @param row.names,optional Not used.
#' @export
as.data.frame.fastpam_stability <- function(x, row.names = NULL, optional = FALSE, ...) {
  refuse_dots(...)
  x$clusters
}

#' @rdname fastpam_stability-methods
#' @exportS3Method generics::tidy
tidy.fastpam_stability <- function(x, ...) {
  refuse_dots(...)
  out <- x$clusters
  out$cluster <- factor(out$cluster)
  out
}

#' @rdname fastpam_stability-methods
#' @exportS3Method generics::glance
glance.fastpam_stability <- function(x, ...) {
  refuse_dots(...)
  data.frame(
    n = x$n, k = x$k, B = x$B, method = x$method, mean_jaccard = mean(x$clusters$jaccard),
    min_jaccard = min(x$clusters$jaccard), splits = x$splits, prediction_strength = x$prediction_strength
  )
}

#' @rdname fastpam_stability-methods
#' @export
plot.fastpam_stability <- function(x, ...) {
  check_has_resamples(x)
  graphics::boxplot(
    t(x$jaccard), ylim = c(0, 1), xlab = "Cluster", ylab = "Jaccard similarity in the resamples", border = "grey35",
    col = "grey90", ...
  )
  graphics::abline(h = x$limits, lty = c(3L, 2L), col = "grey50")
  graphics::points(seq_len(x$k), x$clusters$jaccard, pch = 19L, col = "#D55E00")
  invisible(x)
}

check_has_resamples <- function(x) {
  if (!x$B) abort_arg("B", "be above 0 in fastpam_stability() for a picture of resamples", "0")
}

#' @rdname fastpam_stability-methods
#' @exportS3Method ggplot2::autoplot
autoplot.fastpam_stability <- function(object, type = c("jaccard", "consensus"), ...) {
  refuse_dots(...)
  type <- check_choice(type, "type", c("jaccard", "consensus"))
  if (type == "consensus") plot_consensus(object) else plot_recovery(object)
}
