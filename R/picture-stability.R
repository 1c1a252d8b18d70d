# Pictures of fastpam_stability() with ggplot2.

# Each cluster's similarities in all resamples, and their mean. Stable clusters are at the right.
plot_recovery <- function(object) {
  check_has_resamples(object)
  k <- object$k
  long <- data.frame(
    cluster = factor(rep(seq_len(k), object$B), levels = rev(seq_len(k))), jaccard = as.vector(object$jaccard)
  )
  means <- data.frame(cluster = factor(seq_len(k), levels = rev(seq_len(k))), jaccard = object$clusters$jaccard)
  strength <- if (object$splits && !is.na(object$prediction_strength)) strength_line(object)
  plot <- ggplot2::ggplot(long, aes_of("jaccard", "cluster")) +
    ggplot2::geom_vline(xintercept = object$limits, linetype = c("dotted", "dashed"), colour = "grey50") +
    ggplot2::geom_boxplot(
      outlier.size = 0.6, outlier.colour = "grey60", colour = "grey45", fill = "grey93", linewidth = 0.3
    ) +
    ggplot2::geom_point(data = means, size = 2, colour = "#D55E00") +
    ggplot2::scale_x_continuous(limits = c(0, 1)) +
    ggplot2::labs(
      x = "Jaccard similarity to the best cluster\nof a resample", y = "Cluster",
      subtitle = if (length(strength)) wrap(strength),
      caption = wrap(sprintf(
        "Orange: the mean. Dashed: recovered above %s. Dotted: dissolved up to %s.",
        format(object$limits[["recovered"]]), format(object$limits[["dissolved"]])
      ))
    ) + sparse_axes() + theme_fastpam()
  if (k > 30L) plot <- plot + ggplot2::theme(axis.text.y = ggplot2::element_text(size = ggplot2::rel(0.6)))
  plot
}

# The consensus matrix, of at most 500 objects, ordered by cluster.
plot_consensus <- function(object) {
  m <- object$consensus
  if (is.null(m)) abort_arg("consensus", "be TRUE in fastpam_stability() for a picture of the consensus matrix",
    "FALSE")
  label <- unname(object$fit$clustering)
  inside <- vapply(seq_along(label), function(i) mean(m[i, label == label[i]], na.rm = TRUE), 0)
  order <- order(label, -inside)
  if (length(order) > 500L) order <- order[round(seq(1, length(order), length.out = 500L))]
  size <- length(order)
  long <- data.frame(
    x = rep(seq_len(size), each = size), y = rep(rev(seq_len(size)), size), share = as.vector(m[order, order])
  )
  ends <- cumsum(tabulate(label[order], object$k))
  ends <- ends[-length(ends)] + 0.5
  ggplot2::ggplot(long, ggplot2::aes(.data$x, .data$y, fill = .data$share)) +
    ggplot2::geom_raster() +
    ggplot2::geom_vline(xintercept = ends, colour = "#D55E00", linewidth = 0.3) +
    ggplot2::geom_hline(yintercept = size + 1 - ends, colour = "#D55E00", linewidth = 0.3) +
    ggplot2::scale_fill_gradient(low = "white", high = "#08306B", limits = c(0, 1), na.value = "grey80") +
    ggplot2::coord_fixed(expand = FALSE) +
    ggplot2::labs(
      x = "Objects, by cluster", y = NULL, fill = "Together",
      caption = wrap(sprintf("Share of %d resamples that hold both objects. Orange: the clusters of all objects.",
        object$B))
    ) + theme_fastpam() +
    ggplot2::theme(axis.text = ggplot2::element_blank(), panel.grid = ggplot2::element_blank())
}
