#' Print and plot a comparison of numbers of clusters
#'
#' @param x What [fastpam_path()] returned.
#' @param digits The number of significant digits to print.
#' @param what The columns of `x$table` to draw, one panel each, by name or by the name of a criterion. The default is
#'   the objective and the criteria that were computed.
#' @param row.names,optional Not used.
#' @param ... For `print()`, passed on to [print.data.frame()]; for `plot()`, to
#'   [graphics::plot.default()].
#' @return `print()` and `plot()`: `x`, invisibly. `as.data.frame()`: the data frame `x$table`.
#' @section Errors: An error of class `fastpam_error` if `what` names no column of the table.
#' @examples
#' path <- fastpam_path(leaves[1:160, -1], k = 2:14)
#' plot(path, what = "avg_sil_width")
#' @name fastpam_path-methods
NULL

#' @rdname fastpam_path-methods
#' @export
print.fastpam_path <- function(x, digits = max(3L, getOption("digits") - 3L), ...) {
  refuse_dots(..., also = print_arguments)
  digits <- check_digits(digits)
  table <- x$table
  cat(sprintf("%s objects in %s\n", format_whole(x$n), describe_ks(table$k)))
  cat(sprintf("Variant %s, init %s, %s\n\n", x$variant, x$init, what_metric(x)))
  shown <- format(table, digits = digits)
  shown[is.na(table)] <- "-"
  shown <- cbind(shown, ifelse(table$k %in% x$suggested$k, "<-", ""))
  names(shown)[ncol(shown)] <- ""
  print.data.frame(shown, row.names = FALSE, ...)
  cat("", strwrap(paste0(suggestion(x), "."), exdent = 2L), sep = "\n")
  invisible(x)
}

describe_ks <- function(k) {
  if (identical(k, 1L)) return("1 cluster")
  many <- length(k) > 2L && all(diff(k) == 1L)
  paste(if (many) sprintf("%d to %d", min(k), max(k)) else toString(k), "clusters")
}

suggestion <- function(x) {
  paste0(if (is.na(x$suggested$k)) "No k is suggested: " else "Suggested: ", x$suggested$why)
}

#' @rdname fastpam_path-methods
#' @export
as.data.frame.fastpam_path <- function(x, row.names = NULL, optional = FALSE, ...) {
  refuse_dots(...)
  if (!is.null(row.names)) abort_arg("row.names", "be NULL: numbers of clusters are in column `k`", describe(row.names))
  x$table
}

#' @rdname fastpam_path-methods
#' @importFrom graphics plot
#' @export
plot.fastpam_path <- function(x, what = path_panels(x), ...) {
  refuse_dots(..., also = plot_arguments())
  what <- path_columns(x, what)
  old <- if (length(what) > 1L) {
    graphics::par(mfrow = grDevices::n2mfrow(length(what)), mar = c(4.1, 4.1, 1.1, 1.1))
  }
  on.exit(graphics::par(old))
  k <- x$table$k
  for (name in what) {
    y <- x$table[[name]]
    se <- if (name == "gap") x$table$gap_se else rep(0, length(y))
    graphics::plot(
      k, y, type = "b", pch = 19, xlab = "Number of clusters k", ylab = path_labels[[name]],
      # Space for the ring around the suggested k.
      ylim = grDevices::extendrange(range(y - se, y + se, na.rm = TRUE), f = 0.08), ...
    )
    if (name == "gap") graphics::segments(k, y - se, k, y + se)
    at <- match(x$suggested$k, k)
    if (!is.na(at)) graphics::points(k[at], y[at], pch = 1, cex = 2.4, lwd = 2, col = "#D55E00")
  }
  invisible(x)
}

# Columns of a path's table, by their own names or by those of the criteria that use them.
path_columns <- function(x, what) {
  known <- setdiff(names(x$table), c("k", "gap_se"))
  criteria <- criterion_column[criterion_column %in% known]
  if (!is.character(what) || !length(what)) {
    abort_arg("what", "be names of criteria or of columns of the table", describe(what))
  }
  what <- vapply(what, check_choice, "", arg = "what", choices = union(known, names(criteria)), USE.NAMES = FALSE)
  unname(ifelse(what %in% known, what, criteria[what]))
}

path_panels <- function(x) {
  wanted <- intersect(c("objective", criterion_column), names(x$table))
  wanted[vapply(wanted, function(name) !all(is.na(x$table[[name]])), NA)]
}

path_labels <- c(
  objective = "Mean dissimilarity to the medoid", avg_sil_width = "Average silhouette width",
  avg_medoid_sil = "Average medoid silhouette", gap = "Gap statistic",
  stability = "Mean Jaccard similarity in resamples", prediction_strength = "Prediction strength",
  smallest = "Size of the smallest cluster", swaps = "Swaps"
)
