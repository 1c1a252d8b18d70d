# Outlines of clusters on a map, and maps in panels, one for each cluster.

outline_kinds <- c("none", "hull", "ellipse")

# A layer of one closed line around the objects of each cluster, filled lightly. Its colours are those of the
# points, also where another scale is added; without `coloured` it is grey.
outline_layer <- function(points, outline, coloured = TRUE) {
  if (outline == "none") return(NULL)
  around <- if (outline == "hull") hull_around else ellipse_around
  lines <- do.call(rbind, lapply(split(points, points$cluster, drop = TRUE), function(rows) {
    at <- around(cbind(rows$x, rows$y))
    if (!is.null(at)) data.frame(x = at[, 1L], y = at[, 2L], cluster = rows$cluster[1L])
  }))
  if (is.null(lines)) return(NULL)
  if (!coloured) {
    return(ggplot2::geom_polygon(
      ggplot2::aes(group = .data$cluster), data = lines, colour = "grey55", fill = NA, linewidth = 0.25,
      show.legend = FALSE
    ))
  }
  ggplot2::geom_polygon(
    ggplot2::aes(
      colour = .data$cluster, group = .data$cluster, fill = ggplot2::after_scale(ggplot2::alpha(.data$colour, 0.12))
    ),
    data = lines, linewidth = 0.4, show.legend = FALSE
  )
}

# NULL for a single place, which has no outline.
hull_around <- function(at) {
  at <- unique(at)
  if (nrow(at) < 2L) return(NULL)
  at[grDevices::chull(at), , drop = FALSE]
}

# Where 95 % of a normal distribution with the mean and covariance of the objects lie. It takes three objects
# to have one.
ellipse_around <- function(at, share = 0.95) {
  if (nrow(at) < 3L) return(NULL)
  axes <- eigen(stats::cov(at), symmetric = TRUE)
  if (axes$values[1L] <= 0) return(NULL)
  turn <- seq(0, 2 * pi, length.out = 73L)[-73L]
  radius <- sqrt(stats::qchisq(share, 2) * pmax(axes$values, 0))
  t(colMeans(at) + axes$vectors %*% rbind(radius[1L] * cos(turn), radius[2L] * sin(turn)))
}

outline_note <- function(outline) {
  if (outline == "ellipse") "Ellipses: 95 % of a normal distribution."
}

# ---- panels --------------------------------------------------------------------------------------

most_panels <- 30L

# The clusters that have a panel: those asked for, else all, but no more than the largest that can be told apart.
panel_clusters <- function(object, highlight) {
  if (length(highlight)) return(highlight)
  size <- tabulate(object$clustering, length(medoid_ids(object)))
  sort(utils::head(order(-size, seq_along(size)), most_panels))
}

# One panel for each of some clusters: its objects in colour, its medoid, all others in grey.
panel_layers <- function(points, medoids, chosen, names, outline, equal) {
  panel <- function(rows) {
    rows <- rows[rows$cluster %in% chosen, ]
    rows$panel <- factor(names[rows$cluster], levels = names[chosen])
    rows
  }
  # They are drawn in every panel.
  behind <- points[evenly(nrow(points), max(2, min(nrow(points), 2000))), c("x", "y")]
  own <- panel(points)
  look <- point_look(nrow(own) * sqrt(length(chosen)) / 2)
  few <- length(chosen) <= most_shapes
  colours <- if (few) cluster_colours(length(chosen)) else rep("#0072B2", length(chosen))
  lines <- outline_layer(own, outline)
  if (!is.null(lines)) lines$data <- panel(lines$data)
  list(
    ggplot2::geom_point(data = behind, colour = "grey85", size = if (few) 0.6 else 0.3, stroke = 0),
    lines,
    ggplot2::geom_point(coloured_by_cluster(), data = own, size = look$size, alpha = max(look$alpha, 0.6), stroke = 0),
    ggplot2::geom_point(
      data = panel(medoids), shape = 23, fill = "white", colour = "black", size = if (few) 2 else 1.2
    ),
    ggplot2::scale_colour_manual(values = stats::setNames(colours, chosen), guide = "none"),
    ggplot2::facet_wrap("panel", ncol = if (equal) panel_columns(points, length(chosen)), labeller = wrapped_titles(14))
  )
}

# Columns of panels that fill the picture where units are the same on both axes: few, if panels are flat.
panel_columns <- function(points, panels) {
  extent <- vapply(points[c("x", "y")], function(v) diff(range(v)), 0)
  if (!all(extent > 0)) return(NULL)
  min(panels, max(1, round(sqrt(1.4 * panels * extent[["y"]] / extent[["x"]]))))
}

small_panels <- function() {
  ggplot2::theme(
    axis.text = ggplot2::element_blank(), panel.spacing = ggplot2::unit(3, "pt"),
    strip.text = ggplot2::element_text(size = ggplot2::rel(0.6), margin = ggplot2::margin(1, 0, 1, 0))
  )
}

panel_names <- function(object) {
  group_names(object) %||% paste(if (length(medoid_ids(object)) <= most_shapes) "Cluster", cluster_levels(object))
}
