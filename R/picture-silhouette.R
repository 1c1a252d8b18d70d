# autoplot(type = "silhouette"): the widths of each cluster, largest on top, as one area. (A bar for each object
# leaves white lines between bars that are wider than a dot of the screen, and grey where they are narrower.)

plot_silhouette <- function(object, widths) {
  widths <- silhouette_table(object, widths)
  k <- length(medoid_ids(object))
  clusters <- silhouette_clusters(widths, k)
  crowded <- k > most_labels
  average <- mean(widths$width)
  # What is drawn has data of its own; these are for whoever takes the widths from the plot.
  ggplot2::ggplot(data.frame(cluster = factor(widths$cluster, levels = seq_len(k)), sil_width = widths$width)) +
    (if (crowded) silhouette_bands(widths, clusters) else silhouette_areas(widths, clusters, k)) +
    ggplot2::geom_vline(xintercept = 0, colour = "grey30", linewidth = 0.3) +
    # Light behind dark, to be seen on areas of any colour.
    ggplot2::geom_vline(xintercept = average, colour = "white", linewidth = 0.8, alpha = 0.6) +
    ggplot2::geom_vline(xintercept = average, colour = "grey10", linewidth = 0.5, linetype = "22") +
    silhouette_axis(object, clusters, crowded) +
    ggplot2::scale_x_continuous(breaks = seq(-1, 1, 0.25)) +
    ggplot2::labs(
      x = "Silhouette width", y = if (crowded) "Cluster, by average" else "Cluster",
      subtitle = wrap(sprintf(
        attr(widths, "of") %||% "Average of all %s objects: %.2f (dashed)", format_whole(nrow(widths)), average
      )),
      caption = wrap(if (crowded) {
        "Light: the middle 90 % of the widths; dark: 50 %; line: the average. Negative: another cluster is nearer."
      } else {
        "Each cluster's objects by width; where it is negative, another cluster is nearer."
      })
    ) + ggplot2::guides(x = ggplot2::guide_axis(check.overlap = TRUE)) +
    theme_fastpam() + ggplot2::theme(
      panel.grid.major.y = ggplot2::element_blank(), axis.text.y = spaced_text(if (k > 25L) 0.65 else 0.8),
      # (A share of the text at the left.)
      axis.text.y.right = spaced_text(if (k > 25L) 1 else 0.85, hjust = 0),
      axis.title.y.right = ggplot2::element_text(size = ggplot2::rel(0.75), colour = "grey40")
    )
}

silhouette_areas <- function(widths, clusters, k) {
  areas <- do.call(rbind, lapply(seq_len(nrow(clusters)), function(i) {
    j <- clusters$cluster[i]
    silhouette_area(widths$width[widths$cluster == j], j, clusters$top[i])
  }))
  areas$cluster <- factor(areas$cluster, levels = seq_len(k))
  list(
    ggplot2::geom_polygon(
      ggplot2::aes(.data$x, .data$y, group = .data$cluster, fill = .data$cluster), data = areas, show.legend = FALSE
    ),
    ggplot2::scale_fill_manual(values = cluster_colours(k), drop = FALSE)
  )
}

# Of clusters that are hardly higher than a line: nine tenths of their widths, the middle half, and the average.
silhouette_bands <- function(widths, clusters) {
  at <- vapply(clusters$cluster, function(j) {
    stats::quantile(widths$width[widths$cluster == j], c(0.05, 0.25, 0.75, 0.95), names = FALSE)
  }, numeric(4L))
  y <- as.vector(rbind(clusters$top, clusters$top - clusters$size))
  band <- function(low, high, fill) {
    outline <- data.frame(x = c(rep(at[low, ], each = 2L), rev(rep(at[high, ], each = 2L))), y = c(y, rev(y)))
    ggplot2::geom_polygon(aes_of("x", "y"), data = outline, fill = fill)
  }
  averages <- data.frame(x = rep(clusters$average, each = 2L), y = y)
  list(
    band(1L, 4L, "#A6CEE8"), band(2L, 3L, "#0072B2"),
    ggplot2::geom_path(aes_of("x", "y"), data = averages, colour = "grey10", linewidth = 0.5)
  )
}

# data.frame(cluster, width) with an attribute for what it is about, if that is not all objects.
silhouette_table <- function(object, widths) {
  k <- length(medoid_ids(object))
  if (is.null(widths)) {
    if (is.null(object$silinfo)) {
      abort_arg("object", if (k == 1L) {
        "have more than one cluster: one alone has no silhouettes"
      } else {
        "have silhouettes: it was fitted without. Give `widths`"
      })
    }
    found <- as.data.frame(object$silinfo$widths)
    of <- if (!is.null(object$sample)) "Average of the %s objects of the best sample: %.2f (dashed)"
  } else {
    found <- check_widths(widths, object)
    of <- NULL
  }
  found <- data.frame(cluster = found$cluster, width = found$sil_width)
  structure(found[order(found$cluster, -found$width), ], of = of)
}

check_widths <- function(widths, object) {
  n <- length(object$clustering)
  must <- "be what fastsilhouette() or medoid_silhouette() returned for this fit"
  if (!inherits(widths, "silhouette") || !is.matrix(widths) || nrow(widths) != n) {
    abort_arg("widths", must, describe(widths))
  }
  # (as.data.frame() of the class itself would take rows by names that it does not have.)
  found <- data.frame(cluster = as.double(widths[, "cluster"]), sil_width = as.double(widths[, "sil_width"]))
  # Sorted ones are in an order of their own.
  same <- if (isTRUE(attr(widths, "Ordered"))) {
    identical(tabulate(found$cluster, object$k), tabulate(object$clustering, object$k))
  } else {
    all(found$cluster == object$clustering)
  }
  if (!same) abort_arg("widths", must, "widths of other clusters")
  found
}

# From top to bottom in the order in which they are drawn: cluster, size, average, top and middle of its area.
# More clusters than can have labels are sorted by their averages.
silhouette_clusters <- function(widths, k) {
  n <- nrow(widths)
  out <- data.frame(cluster = seq_len(k), size = tabulate(widths$cluster, k))
  sums <- rowsum(widths$width, factor(widths$cluster, levels = seq_len(k)))
  out$average <- 0
  out$average[match(rownames(sums), out$cluster)] <- sums[, 1L]
  out$average <- out$average / pmax(out$size, 1)
  out <- out[out$size > 0L, ]
  crowded <- k > most_labels
  if (crowded) out <- out[order(-out$average), ]
  space <- if (crowded) 0 else min(max(1, n / 60), n / k / 4)
  out$top <- -(c(0, cumsum(out$size)[-nrow(out)]) + space * (seq_len(nrow(out)) - 1))
  out$middle <- out$top - out$size / 2
  out
}

# The outline of the bars of one cluster, from the largest width down. Of more bars than a screen has lines an
# even choice, with the largest and the smallest.
silhouette_area <- function(width, cluster, top, most = 500L) {
  m <- length(width)
  chosen <- if (m > most) evenly(m, most) else seq_len(m)
  ends <- c(0, (chosen[-1L] + chosen[-length(chosen)] - 1) / 2, m)
  data.frame(
    x = c(0, rep(width[chosen], each = 2L), 0), y = top - c(0, rep(ends, each = 2L)[-c(1L, 2L * length(ends))], m),
    cluster = cluster
  )
}

# Names at the left, sizes and averages at the right, as far as there is room for them.
silhouette_axis <- function(object, clusters, crowded) {
  text <- function(label) paste0("\n", label, "\n")
  right <- if (!crowded) {
    ggplot2::dup_axis(
      name = "objects | average", breaks = clusters$middle,
      labels = text(sprintf("%s | %.2f", vapply(clusters$size, format_whole, ""), clusters$average)),
      guide = ggplot2::guide_axis(check.overlap = TRUE)
    )
  }
  ggplot2::scale_y_continuous(
    breaks = clusters$middle, labels = text(cluster_levels(object)[clusters$cluster]),
    guide = ggplot2::guide_axis(check.overlap = TRUE), expand = ggplot2::expansion(mult = 0.02),
    sec.axis = right %||% ggplot2::waiver()
  )
}

# Labels stand between empty lines, so that those that would all but touch are left out too.
spaced_text <- function(size, ...) ggplot2::element_text(size = ggplot2::rel(size), lineheight = 0.25, ...)
