# autoplot(type = "map"): objects in the colours of their clusters, and the medoids.
#
# How clusters are told apart depends on their number: up to 8 by colour and shape, then by the numbers
# at the medoids; no 61 colours can be told apart, so that objects are grey then, and medoids as large as
# their clusters.

most_shapes <- 8L
most_labels <- 60L

# `ask` has the arguments of autoplot() that are for maps.
plot_map <- function(object, ask, max_objects) {
  k <- length(medoid_ids(object))
  highlight <- check_highlight(ask$highlight, object)
  labelled <- check_labels(ask$label, object)
  shown <- map_objects(object, max_objects, labelled)
  place <- map_positions(object, shown, ask$data, ask$diss, ask$columns, ask$layout)
  points <- data.frame(
    x = place$at[, 1L], y = place$at[, 2L], cluster = factor(object$clustering[shown], levels = seq_len(k))
  )
  medoids <- points[match(medoid_ids(object), shown), ]
  medoids$label <- seq_len(k)
  medoids$size <- tabulate(object$clustering, k)
  objects <- points[match(labelled, shown), ]
  objects$label <- (names(object$clustering) %||% as.character(seq_along(object$clustering)))[labelled]
  seen <- stats::complete.cases(points)
  points <- points[seen, ]
  medoids <- medoids[stats::complete.cases(medoids), ]
  objects <- objects[stats::complete.cases(objects), ]
  chosen <- if (ask$facets) panel_clusters(object, highlight) else highlight
  if (ask$facets) {
    names <- panel_names(object)
    layers <- panel_layers(points, medoids, chosen, names, ask$outline, place$equal)
    objects <- objects[objects$cluster %in% chosen, ]
    objects$panel <- factor(names[objects$cluster], levels = names[chosen])
  } else {
    layers <- map_layers(points, medoids, k, highlight, legend_labels(object), ask$outline)
  }
  plot <- ggplot2::ggplot(points, aes_of("x", "y")) + layers + label_layer(objects) +
    map_axis(ggplot2::scale_x_continuous, place$axes[[1L]]) +
    map_axis(ggplot2::scale_y_continuous, place$axes[[2L]]) +
    ggplot2::labs(
      x = place$names[[1L]], y = place$names[[2L]], colour = "Cluster", shape = "Cluster", size = "Objects",
      caption = wrap(paste(c(
        map_counts(object, shown, sum(!seen)), medoids_note(k, chosen, ask$facets), outline_note(ask$outline),
        if (!is.null(place$note)) paste0(place$note, ".")
      ), collapse = " "), 46)
    ) + sparse_axes() + map_theme(ask$facets, chosen)
  if (place$equal) plot + ggplot2::coord_equal() + centred_texts() else plot
}

map_theme <- function(facets, chosen) {
  look <- theme_fastpam() + legend_above()
  if (facets && length(chosen) > most_shapes) look + small_panels() else look
}

map_layers <- function(points, medoids, k, highlight, labels, outline) {
  look <- point_look(nrow(points))
  if (length(highlight)) return(highlighted_layers(points, medoids, highlight, look, labels, outline))
  if (k > most_labels) return(c(list(outline_layer(points, outline, coloured = FALSE)), crowded_layers(medoids, look)))
  shaped <- k <= most_shapes && nrow(points) <= 5000L
  mapping <- if (shaped) ggplot2::aes(colour = .data$cluster, shape = .data$cluster) else coloured_by_cluster()
  list(
    ggplot2::geom_point(
      mapping, size = look$size, alpha = look$alpha, stroke = if (shaped) 0.5 else 0,
      show.legend = k <= most_shapes
    ),
    outline_layer(points, outline),
    medoid_marks(medoids),
    colours_of(k, labels),
    if (shaped) ggplot2::scale_shape_manual(values = cluster_shapes, labels = labels, drop = FALSE)
  )
}

# What the legend calls the clusters: with their numbers, which mark the medoids, where they have names.
legend_labels <- function(object) {
  numbers <- seq_along(medoid_ids(object))
  if (is.null(group_names(object))) as.character(numbers) else paste(numbers, group_names(object))
}

coloured_by_cluster <- function() ggplot2::aes(colour = .data$cluster)

# With a legend for as many clusters as colours are told apart.
colours_of <- function(k, labels) {
  ggplot2::scale_colour_manual(
    values = cluster_colours(k), labels = labels, drop = FALSE,
    guide = if (k > most_shapes) "none" else clear_keys(labels)
  )
}

cluster_shapes <- c(16, 17, 15, 18, 3, 4, 8, 7)

# Small and transparent where many lie on each other.
point_look <- function(n) {
  at <- findInterval(n, c(0, 500, 5000, 20000, 60000))
  list(size = c(1.8, 1.1, 0.8, 0.6, 0.45)[at], alpha = c(0.85, 0.8, 0.5, 0.4, 0.3)[at])
}

# Some clusters in colour on all others in grey.
highlighted_layers <- function(points, medoids, highlight, look, labels, outline) {
  chosen <- as.character(highlight)
  coloured <- points[points$cluster %in% chosen, ]
  coloured$cluster <- factor(coloured$cluster, levels = chosen)
  named <- medoids[medoids$cluster %in% chosen, ]
  named$cluster <- factor(named$cluster, levels = chosen)
  list(
    ggplot2::geom_point(colour = "grey80", size = look$size, alpha = look$alpha, stroke = 0),
    ggplot2::geom_point(
      coloured_by_cluster(), data = coloured, size = look$size, alpha = max(look$alpha, 0.6), stroke = 0
    ),
    outline_layer(coloured, outline),
    medoid_marks(named),
    colours_of(length(highlight), labels[highlight])
  )
}

# Too many clusters for colours: where their medoids are and how large they are.
crowded_layers <- function(medoids, look) {
  list(
    ggplot2::geom_point(colour = "grey60", size = look$size, alpha = 0.7 * look$alpha, stroke = 0),
    ggplot2::geom_point(
      ggplot2::aes(size = .data$size), data = medoids, shape = 21, fill = "#0072B2", colour = "white", alpha = 0.85,
      stroke = 0.3
    ),
    ggplot2::geom_text(
      ggplot2::aes(label = .data$label), data = medoids, size = 2.5, vjust = -0.9, check_overlap = TRUE,
      colour = "grey10"
    ),
    ggplot2::scale_size_area(max_size = 2.5, n.breaks = 3, guide = ggplot2::guide_legend(nrow = 1))
  )
}

# Their numbers on the colours of their clusters, which follow any colour scale that is added.
medoid_marks <- function(medoids) {
  k <- nrow(medoids)
  ggplot2::layer(
    geom = geom_medoid(), stat = "identity", position = "identity", data = medoids,
    mapping = ggplot2::aes(label = .data$label, colour = .data$cluster), show.legend = FALSE,
    params = list(size = if (k > 30L) 6.5 else if (k > most_shapes) 7.5 else 10)
  )
}

# Points of a legend as large and full as they are legible.
clear_keys <- function(labels) {
  ggplot2::guide_legend(nrow = legend_rows(labels), byrow = TRUE, override.aes = list(size = 2.4, alpha = 1))
}

# Rows of a legend that fits a picture of 3.5 inches, about 38 letters wide, of which a key takes four.
legend_rows <- function(labels) {
  keys <- length(labels)
  wide <- vapply(seq_len(keys), function(rows) ceiling(keys / rows) * (4 + max(nchar(labels))), 0)
  min(which(wide <= 30), keys)
}

map_axis <- function(scale, axis) if (!is.null(axis$breaks)) scale(breaks = axis$breaks, labels = axis$labels)

map_counts <- function(object, shown, unplaced) {
  n <- length(object$clustering)
  c(
    if (length(shown) < n) sprintf("%s of %s objects.", format_whole(length(shown)), format_whole(n)),
    if (unplaced > 0L) sprintf("%s without a value on an axis.", format_whole(unplaced))
  )
}

medoids_note <- function(k, chosen, facets) {
  if (facets) {
    largest <- if (length(chosen) == most_panels && k > most_panels) {
      sprintf("The %d largest of %d clusters (`highlight` chooses others).", most_panels, k)
    }
    return(c(largest, "Diamonds are medoids; grey: other clusters."))
  }
  if (k <= most_labels || length(chosen)) return("Numbers mark the medoids.")
  "Circles are medoids; `highlight` or `facets` show single clusters."
}

# Numbers of clusters, which may be given by name.
check_highlight <- function(highlight, object) {
  if (is.null(highlight)) return(NULL)
  k <- length(medoid_ids(object))
  at <- if (is.character(highlight)) match(highlight, cluster_levels(object)) else highlight
  fine <- is.numeric(at) && length(at) > 0L && all(at %in% seq_len(k)) && !anyDuplicated(at)
  if (!fine) {
    abort_arg("highlight", sprintf("be numbers of clusters, 1 to %d, or their names", k), describe_values(highlight))
  }
  as.integer(at)
}
