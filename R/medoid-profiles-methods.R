# print, tidy, plot and autoplot of medoid_profiles().

#' Print, tidy and draw profiles of clusters
#'
#' `print()` shows the columns that separate the clusters best and, for each cluster, the columns that distinguish it
#' from the rest. `autoplot()` and `plot()` draw a heatmap. Its rows are the columns of the data, ordered by the
#' cluster in which they stand out most.
#'
#' For a column of numbers, the colour shows the mean of the cluster in standard deviations from the mean of all
#' objects. For presence/absence and for levels, it shows the proportion in the cluster if all rows of the picture are
#' proportions; otherwise it is standardised in the same way. A dot means that the medoid has the property.
#'
#' @param x,object What [medoid_profiles()] returned.
#' @param most The maximum number of columns (or levels) to draw; those that separate most are drawn. For `print()`,
#'   the maximum number to show for each cluster.
#' @param digits The number of significant digits to print.
#' @param row.names,optional Not used.
#' @param ... For `print()`, passed on to [print.data.frame()]; for `plot()`, to [graphics::image()].
#' @return `print()` and `plot()`: `x`, invisibly. `as.data.frame()` and `tidy()`: the data frame `x$profiles`.
#'   `autoplot()`: a ggplot object.
#' @examples
#' found <- medoid_profiles(fastpam(androgen[1:300, -1], 5, metric = "jaccard"))
#' print(found, most = 2)
#' plot(found, most = 30)
#' @name medoid_profiles-methods
NULL

#' @rdname medoid_profiles-methods
#' @export
print.medoid_profiles <- function(x, most = 4, digits = 3L, ...) {
  refuse_dots(..., also = print_arguments)
  most <- check_count(most, "most")
  variables <- x$variables
  cat(sprintf(
    "What distinguishes %d cluster%s of %s objects, by %s column%s\n\n", x$k, if (x$k == 1L) "" else "s",
    format_whole(x$n),
    format_whole(nrow(variables)), if (nrow(variables) == 1L) "" else "s"
  ))
  cat("Columns that separate the clusters most:\n")
  print(rounded(utils::head(variables, most), digits), row.names = FALSE, ...)
  shown <- seq_len(min(x$k, 10L))
  for (c in shown) {
    rows <- utils::head(x$profiles[x$profiles$cluster == c & !is.na(x$profiles$effect), ], most)
    if (!nrow(rows)) next # a single cluster has no rest
    cat(sprintf("\nCluster %s (%s objects):\n", profile_names(x)[c], format_whole(x$sizes[[c]])))
    columns <- c("variable", if (!all(is.na(rows$level))) "level", "medoid", "summary", "rest", "effect",
      if (!all(is.na(rows$lift))) "lift", "eta2")
    rows <- rounded(rows[columns], digits)
    if (!is.null(rows$level)) rows$level[is.na(rows$level)] <- ""
    print(rows, row.names = FALSE, ...)
  }
  if (x$k > length(shown)) cat(sprintf("\n... and %d more clusters, which as.data.frame() has\n", x$k - length(shown)))
  invisible(x)
}

rounded <- function(table, digits) {
  numbers <- vapply(table, is.double, NA)
  table[numbers] <- lapply(table[numbers], signif, digits = digits)
  table
}

# Names of the clusters, or their numbers.
profile_names <- function(x) x$names %||% as.character(seq_len(x$k))

#' @rdname medoid_profiles-methods
#' @export
as.data.frame.medoid_profiles <- function(x, row.names = NULL, optional = FALSE, ...) {
  refuse_dots(...)
  out <- x$profiles
  out$cluster <- factor(profile_names(x)[out$cluster], levels = profile_names(x))
  out
}

#' @rdname medoid_profiles-methods
#' @exportS3Method generics::tidy
tidy.medoid_profiles <- function(x, ...) {
  refuse_dots(...)
  as.data.frame(x)
}

# The values to draw: list(value, a k x m matrix; medoid, the same; names; shares, whether values are shares).
profile_heat <- function(x, most) {
  profiles <- x$profiles[order(x$profiles$cluster), ]
  key <- paste(profiles$variable, profiles$level, sep = "\r")
  first <- !duplicated(key)
  rows <- profiles[first, ]
  strength <- x$variables$separation[match(rows$variable, x$variables$variable)]
  # Levels of a single category are sorted by the cluster that they are most typical of.
  best <- tapply(profiles$eta2, factor(key, levels = key[first]), max, na.rm = TRUE)
  strength <- ifelse(rows$type == "category", best, strength)
  rows <- rows[order(-strength)[seq_len(min(most, nrow(rows)))], ]
  keys <- paste(rows$variable, rows$level, sep = "\r")
  cell <- function(column) {
    matrix(profiles[[column]][match(outer(seq_len(x$k), keys, paste), paste(profiles$cluster, key))], x$k)
  }
  share <- cell("summary")
  shares <- all(rows$type != "number")
  value <- if (shares) share else standardised_profile(share, cell("rest"), cell("eta2"), cell("n"))
  peak <- apply(value, 2L, which.max0)
  order <- order(peak, -vapply(seq_along(keys), function(j) value[peak[j], j] %||% 0, 0))
  names <- ifelse(is.na(rows$level), rows$variable, paste0(rows$variable, ": ", rows$level))
  medoid <- cell("medoid")
  medoid[, rows$type == "number"] <- NA
  list(value = value[, order, drop = FALSE], medoid = medoid[, order, drop = FALSE], names = names[order],
    shares = shares)
}

which.max0 <- function(v) if (all(is.na(v))) 1L else which.max(v)

# Means of the clusters in standard deviations of all objects. From the explained variance of cluster and rest:
# (mean - mean of all) / sd = sign sqrt(eta2 (all_weights - w) / w) for a cluster of weight w of all_weights.
standardised_profile <- function(mean, rest, eta2, w) {
  all_weights <- rep(colSums(w), each = nrow(w))
  out <- sign(mean - rest) * sqrt(eta2 * (all_weights - w) / w)
  out[!is.finite(out)] <- NA
  out
}

#' @rdname medoid_profiles-methods
#' @exportS3Method ggplot2::autoplot
autoplot.medoid_profiles <- function(object, most = 60, ...) {
  refuse_dots(...)
  most <- check_count(most, "most")
  heat <- profile_heat(object, most)
  m <- length(heat$names)
  clusters <- profile_names(object)
  long <- data.frame(
    cluster = factor(rep(clusters, m), levels = clusters), at = rep(rev(seq_len(m)), each = object$k),
    value = as.vector(heat$value), has = as.vector(heat$medoid) %in% 1
  )
  # With hundreds of columns, tiles of equal size would be very thin.
  fill <- if (heat$shares) {
    ggplot2::scale_fill_gradient(low = "white", high = "#08519C", limits = c(0, 1), na.value = "grey80", name = "Share")
  } else {
    top <- max(abs(long$value), 0.1, na.rm = TRUE)
    ggplot2::scale_fill_gradient2(
      low = "#B35806", mid = "white", high = "#08519C", limits = c(-top, top), na.value = "grey80",
      name = "Standard\ndeviations"
    )
  }
  named <- m <= 120L
  dots <- any(long$has) && m <= 120L
  total <- nrow(unique(object$profiles[c("variable", "level")]))
  ggplot2::ggplot(long, aes_of("cluster", "at")) +
    ggplot2::geom_tile(ggplot2::aes(fill = .data$value)) +
    (if (dots) ggplot2::geom_point(data = long[long$has, ], size = if (m > 60L) 0.4 else 0.9, colour = "#D55E00")) +
    fill +
    ggplot2::scale_y_continuous(
      breaks = if (named) rev(seq_len(m)) else NULL, labels = if (named) short_names(heat$names) else NULL,
      expand = c(0, 0), guide = ggplot2::guide_axis(check.overlap = TRUE)
    ) +
    ggplot2::scale_x_discrete(expand = c(0, 0), guide = ggplot2::guide_axis(check.overlap = TRUE)) +
    ggplot2::labs(
      x = "Cluster", y = NULL, caption = wrap(paste(c(
        if (m < total) sprintf("The %s of %s that separate the clusters most.", format_whole(m), format_whole(total)),
        if (dots) "Orange: the medoid has it."
      ), collapse = " "))
    ) + theme_fastpam() + ggplot2::theme(
      panel.grid = ggplot2::element_blank(),
      axis.text.y = ggplot2::element_text(size = ggplot2::rel(if (m > 60L) 0.4 else if (m > 30L) 0.55 else 0.8))
    )
}

short_names <- function(names, most = 32L) {
  ifelse(nchar(names) > most, paste0(substr(names, 1L, most - 3L), "..."), names)
}

#' @rdname medoid_profiles-methods
#' @export
plot.medoid_profiles <- function(x, most = 60, ...) {
  most <- check_count(most, "most")
  heat <- profile_heat(x, most)
  m <- length(heat$names)
  top <- if (heat$shares) 1 else max(abs(heat$value), 0.1, na.rm = TRUE)
  old <- graphics::par(mar = c(4.1, min(12, 1 + max(nchar(short_names(heat$names))) * 0.4), 1.1, 1.1))
  on.exit(graphics::par(old))
  graphics::image(
    seq_len(x$k), seq_len(m), heat$value[, rev(seq_len(m)), drop = FALSE], zlim = if (heat$shares) c(0,
      1) else c(-top, top),
    col = if (heat$shares) grDevices::hcl.colors(50, "Blues", rev = TRUE) else grDevices::hcl.colors(51, "Blue-Red"),
    xlab = "Cluster", ylab = "", axes = FALSE, ...
  )
  graphics::axis(1, seq_len(x$k), profile_names(x))
  if (m <= 120L) graphics::axis(2, rev(seq_len(m)), short_names(heat$names), las = 1,
    cex.axis = if (m > 40L) 0.45 else 0.7, tick = FALSE, line = -0.8)
  graphics::box()
  invisible(x)
}
