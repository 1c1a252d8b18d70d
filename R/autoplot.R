# Pictures with ggplot2, which is only suggested: the methods are registered when it is loaded.
# Colours are those of Okabe and Ito while they last, then viridis, so that readers who do not tell
# red from green see the clusters too; in the map, shapes or labels say the same again.

#' Pictures of a clustering with ggplot2
#'
#' `autoplot()` draws a fit as a *map* of its objects and medoids, as *silhouettes*, or as the course
#' of its *search*; and a path over numbers of clusters as its criteria. The result is a ggplot object
#' to add scales, themes and titles to.
#'
#' @param object A fit: what [fastpam()], [fastclara()] or [fastclarans()] returned; or a
#'   [fastpam_path()].
#' @param type `"map"`, `"silhouette"` or `"search"` (the loss after each swap; for
#'   [fastclara()] in the best sample).
#' @param data,diss For the map, if the fit did not keep what it needs: the data (a numeric matrix or
#'   data frame of n rows) or the dissimilarities (a `dist` or a square matrix).
#' @param columns For the map: two columns of the data, by name or number, to use as axes as they
#'   are. `NULL` takes them directly where there are just two, and places objects by classical
#'   multidimensional scaling of the dissimilarities otherwise ([stats::cmdscale()]; the caption says
#'   how well distances on the map go with the dissimilarities). With more than 1,000 objects to draw,
#'   1,000 of them are scaled and the others placed by their dissimilarities to those (de Silva and
#'   Tenenbaum 2004), which takes seconds for 100,000 objects.
#' @param what For a path: columns of its table to draw, one panel each.
#' @param max_objects The map draws at most so many objects, evenly chosen, besides the medoids.
#' @param ... Not used.
#' @return A ggplot object.
#' @section Errors: Of class `fastpam_error`: a map of a fit that kept neither data nor dissimilarities
#'   (give `data` or `diss`), silhouettes of a fit that has none.
#' @seealso [plot()][plot.fastpam_fit] for base graphics
#' @examplesIf requireNamespace("ggplot2", quietly = TRUE)
#' library(ggplot2)
#' fit <- fastpam(iris[1:4], 3)
#' autoplot(fit)
#' autoplot(fit, columns = c("Petal.Length", "Petal.Width"))
#' autoplot(fit, "silhouette")
#' autoplot(fastpam_path(iris[1:4], 2:8))
#' @name autoplot.fastpam
NULL

#' @rdname autoplot.fastpam
#' @exportS3Method ggplot2::autoplot
autoplot.fastpam_fit <- function(object, type = c("map", "silhouette", "search"), data = NULL, diss = NULL,
                             columns = NULL, max_objects = 2000, ...) {
  refuse_dots(...)
  type <- check_choice(type[1L], "type", c("map", "silhouette", "search"))
  max_objects <- check_count(max_objects, "max_objects", min = 2)
  switch(type,
    map = plot_map(object, data, diss, columns, max_objects),
    silhouette = plot_silhouette(object),
    search = plot_search(object)
  )
}

#' @rdname autoplot.fastpam
#' @exportS3Method ggplot2::autoplot
autoplot.fastpam_path <- function(object, what = path_panels(object), ...) {
  refuse_dots(...)
  what <- path_columns(object, what)
  table <- object$table
  long <- do.call(rbind, lapply(what, function(name) {
    se <- if (name == "gap") table$gap_se else NA_real_
    data.frame(panel = path_labels[[name]], k = table$k, value = table[[name]], se = se)
  }))
  long$panel <- factor(long$panel, levels = path_labels[what])
  long <- long[!is.na(long$value), ]
  long$low <- long$value - long$se
  long$high <- long$value + long$se
  chosen <- long[long$k %in% object$suggested$k, ]
  caption <- c(
    if (nrow(chosen)) "Orange: the suggested k.",
    if ("gap" %in% what) "Bars: one standard error up and down."
  )
  plot <- ggplot2::ggplot(long, aes_of("k", "value")) +
    (if (nrow(table) > 1L) ggplot2::geom_line(colour = "grey55", linewidth = 0.5)) +
    ggplot2::geom_point(size = 1.8, colour = "grey25") +
    ggplot2::geom_point(data = chosen, size = 3.4, colour = "#D55E00") +
    ggplot2::scale_x_continuous(breaks = whole_breaks) +
    ggplot2::labs(
      x = "Number of clusters k", y = NULL, caption = paste(caption, collapse = " "),
      subtitle = wrap(suggestion(object), 80)
    ) + theme_fastpam()
  if ("gap" %in% what) {
    plot <- plot + ggplot2::geom_errorbar(
      data = long[!is.na(long$se), ], ggplot2::aes(ymin = .data$low, ymax = .data$high), width = 0.15,
      colour = "grey45"
    )
  }
  if (length(what) == 1L) {
    return(plot + ggplot2::labs(y = path_labels[[what]]))
  }
  # One above the other, so that k lines up.
  plot + ggplot2::facet_wrap("panel", scales = "free_y", ncol = if (length(what) > 3L) 2L else 1L)
}

# ---- pictures of a fit -------------------------------------------------------------------------------

plot_map <- function(object, data, diss, columns, max_objects) {
  shown <- map_objects(object, max_objects)
  place <- map_positions(object, shown, data, diss, columns)
  k <- length(medoid_ids(object))
  points <- data.frame(place$at, cluster = factor(object$clustering[shown], levels = seq_len(k)))
  names(points)[1:2] <- c("x", "y")
  medoids <- points[match(medoid_ids(object), shown), ]
  medoids$label <- seq_len(k)
  n <- length(object$clustering)
  caption <- c(
    if (length(shown) < n) sprintf("%s of %s objects.", format_whole(length(shown)), format_whole(n)),
    if (k > 60L) "Diamonds are medoids." else "Numbers mark the medoids.", if (!is.null(place$note)) paste0(place$note, ".")
  )
  plot <- ggplot2::ggplot(points, aes_of("x", "y")) +
    map_points(k, if (length(shown) > 500L) 1 else 1.8) +
    map_medoids(medoids, k) +
    ggplot2::scale_fill_manual(values = cluster_colours(k), guide = "none") +
    ggplot2::labs(x = place$names[[1L]], y = place$names[[2L]], caption = wrap(paste(caption, collapse = " "), 90)) +
    theme_fastpam()
  if (place$equal) plot + ggplot2::coord_equal() else plot
}

# Of labels that lie on each other, one stays legible; so many that they hide the objects are none.
map_medoids <- function(medoids, k) {
  if (k > 60L) {
    return(ggplot2::geom_point(
      data = medoids, ggplot2::aes(fill = .data$cluster), shape = 23, size = 2.4, show.legend = FALSE
    ))
  }
  ggplot2::geom_label(
    data = medoids, ggplot2::aes(label = .data$label, fill = .data$cluster), fontface = "bold",
    colour = ink_on(cluster_colours(k)), size = if (k > 30L) 2.6 else if (k > 8L) 3.1 else 3.8,
    label.padding = ggplot2::unit(if (k > 30L) 1.8 else 3, "pt"), label.r = ggplot2::unit(4, "pt"),
    show.legend = FALSE
  )
}

# Up to 8 clusters, colour and shape and a legend; more are read off the numbers at the medoids.
map_points <- function(k, size) {
  if (k > 8L) {
    return(list(
      ggplot2::geom_point(
        ggplot2::aes(colour = .data$cluster), size = size, alpha = 0.8, show.legend = FALSE
      ),
      ggplot2::scale_colour_manual(values = cluster_colours(k))
    ))
  }
  list(
    ggplot2::geom_point(ggplot2::aes(colour = .data$cluster, shape = .data$cluster), size = size, alpha = 0.8),
    ggplot2::scale_colour_manual(name = "Cluster", values = cluster_colours(k)),
    ggplot2::scale_shape_manual(name = "Cluster", values = c(16, 17, 15, 18, 3, 4, 8, 7)[seq_len(k)]),
    ggplot2::guides(colour = ggplot2::guide_legend(override.aes = list(size = 2.6, alpha = 1)))
  )
}

plot_silhouette <- function(object) {
  k <- length(medoid_ids(object))
  if (is.null(object$silinfo)) {
    abort_arg("object", if (k == 1L) "have more than one cluster: one alone has no silhouettes" else "have silhouettes: it was fitted without")
  }
  widths <- as.data.frame(object$silinfo$widths)
  n <- nrow(widths)
  widths$cluster <- factor(widths$cluster, levels = seq_len(k))
  # Clusters from top to bottom, with a gap between them.
  space <- min(max(1, n / 60), n / k / 4)
  widths$at <- -(seq_len(n) + space * (as.integer(widths$cluster) - 1))
  middle <- tapply(widths$at, widths$cluster, mean)
  size <- tabulate(widths$cluster, k)
  average <- object$silinfo$avg.width
  label <- if (k > 25L) {
    as.character(seq_len(k))
  } else {
    sprintf(
      if (k > 8L) "%d (n = %s, average %.2f)" else "Cluster %d\nn = %s, average %.2f",
      seq_len(k), vapply(size, format_whole, ""), object$silinfo$clus.avg.widths
    )
  }
  ggplot2::ggplot(widths) +
    ggplot2::geom_rect(ggplot2::aes(
      xmin = pmin(.data$sil_width, 0), xmax = pmax(.data$sil_width, 0), ymin = .data$at - 0.5,
      ymax = .data$at + 0.5, fill = .data$cluster
    ), show.legend = FALSE) +
    ggplot2::geom_vline(xintercept = 0, colour = "grey30", linewidth = 0.3) +
    ggplot2::geom_vline(xintercept = average, colour = "grey15", linewidth = 0.5, linetype = "22") +
    ggplot2::scale_fill_manual(values = cluster_colours(k)) +
    ggplot2::scale_y_continuous(
      breaks = middle, labels = label,
      # Labels of small clusters that would lie on others are left out.
      guide = ggplot2::guide_axis(check.overlap = TRUE),
      expand = ggplot2::expansion(mult = 0.02)
    ) +
    ggplot2::scale_x_continuous(breaks = seq(-1, 1, 0.25)) +
    ggplot2::labs(
      x = "Silhouette width", y = if (k > 25L) "Cluster", subtitle = sprintf(
        if (is.null(object$sample)) "Average of all %s objects: %.2f (dashed)" else
          "Average of the %s objects of the best sample: %.2f (dashed)", format_whole(n), average
      ),
      caption = "A bar for each object; where it is negative, another cluster is nearer."
    ) +
    theme_fastpam() + ggplot2::theme(
      panel.grid.major.y = ggplot2::element_blank(),
      axis.text.y = ggplot2::element_text(size = ggplot2::rel(if (k > 25L) 0.65 else if (k > 8L) 0.8 else 0.9), lineheight = 1)
    )
}

plot_search <- function(object) {
  silhouette <- object$variant %in% c("fastermsc", "dynmsc")
  # What the search started with: not kept for the medoid silhouette and for samples.
  start <- if (!silhouette && is.null(object$sample)) object$objective[["build"]]
  trace <- c(start, if (silhouette) 1 - object$trace else object$trace)
  if (!length(trace)) abort_arg("object", "have a course of the search: it swapped nothing")
  long <- data.frame(swap = seq_along(trace) - length(start), value = trace)
  end <- long[nrow(long), ]
  ggplot2::ggplot(long, aes_of("swap", "value")) +
    (if (nrow(long) > 1L) ggplot2::geom_step(colour = "grey55", linewidth = 0.5)) +
    (if (nrow(long) <= 60L) ggplot2::geom_point(size = 1.6, colour = "#0072B2")) +
    ggplot2::geom_point(data = end, size = 3.2, colour = "#D55E00") +
    ggplot2::scale_x_continuous(breaks = whole_breaks) +
    ggplot2::labs(
      x = "Swaps", y = paste0(
        if (silhouette) "Average medoid silhouette" else "Mean dissimilarity to the medoid",
        if (!is.null(object$sample)) ", best sample"
      ),
      subtitle = sprintf(
        "Variant %s from %s: %d swap%s%s", object$variant, object$init, object$swaps, if (object$swaps == 1L) "" else "s",
        if (object$converged) "" else ", ended before a local optimum"
      ),
      caption = "Orange: the end of the search."
    ) + theme_fastpam()
}
