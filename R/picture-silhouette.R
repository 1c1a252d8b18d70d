# autoplot(type = "silhouette"): a bar for each object, clusters from top to bottom.

plot_silhouette <- function(object) {
  k <- length(medoid_ids(object))
  if (is.null(object$silinfo)) {
    abort_arg("object", if (k == 1L) {
      "have more than one cluster: one alone has no silhouettes"
    } else {
      "have silhouettes: it was fitted without"
    })
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
    cluster_levels(object)
  } else {
    sprintf(
      if (k > 8L) "%s (n = %s, average %.2f)" else "%s\nn = %s, average %.2f",
      group_names(object) %||% paste0(if (k <= 8L) "Cluster ", seq_len(k)), vapply(size, format_whole, ""),
      object$silinfo$clus.avg.widths
    )
  }
  ggplot2::ggplot(widths) +
    ggplot2::geom_rect(ggplot2::aes(
      xmin = pmin(.data$sil_width, 0), xmax = pmax(.data$sil_width, 0), ymin = .data$at - 0.5,
      ymax = .data$at + 0.5, fill = .data$cluster, colour = .data$cluster
    ), linewidth = 0.15, show.legend = FALSE) +
    ggplot2::geom_vline(xintercept = 0, colour = "grey30", linewidth = 0.3) +
    ggplot2::geom_vline(xintercept = average, colour = "grey15", linewidth = 0.5, linetype = "22") +
    # Borders in the same colour: without them, what lies behind shows between the bars.
    ggplot2::scale_fill_manual(values = cluster_colours(k)) +
    ggplot2::scale_colour_manual(values = cluster_colours(k)) +
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
      caption = wrap("A bar for each object; where it is negative, another cluster is nearer.")
    ) +
    theme_fastpam() + ggplot2::theme(
      panel.grid.major.y = ggplot2::element_blank(),
      axis.text.y = ggplot2::element_text(
        size = ggplot2::rel(if (k > 25L) 0.65 else if (k > 8L) 0.8 else 0.9), lineheight = 1
      )
    )
}
