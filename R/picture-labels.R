# Labels of objects on a map: by ggrepel where it is installed, else by label-places.R.

most_object_labels <- 200L

# Numbers of the objects to label, from their names or numbers, "medoids", or TRUE for all.
check_labels <- function(label, object) {
  if (is.null(label) || identical(label, FALSE)) return(integer())
  n <- length(object$clustering)
  known <- names(object$clustering)
  must <- "be TRUE, \"medoids\", or names or numbers of objects"
  if (isTRUE(label)) {
    at <- seq_len(n)
  } else if (identical(label, "medoids") && !"medoids" %in% known) {
    at <- medoid_ids(object)
  } else if (is.character(label) && length(label) && !is.null(known)) {
    at <- objects_by_label(label, known, "label")
  } else {
    if (!is.numeric(label) || !length(label) || !all(label %in% seq_len(n))) {
      abort_arg("label", must, describe_values(label))
    }
    at <- as.integer(label)
  }
  at <- unique(at)
  if (length(at) > most_object_labels) {
    abort_arg("label", sprintf("be at most %d objects: more cannot be read", most_object_labels), length(at))
  }
  at
}

has_ggrepel <- function() nzchar(system.file(package = "ggrepel"))

# `objects` has x, y and label.
label_layer <- function(objects, repel = has_ggrepel()) {
  if (!nrow(objects)) return(NULL)
  size <- if (nrow(objects) > 40L) 2.1 else 2.6
  mapping <- ggplot2::aes(label = .data$label)
  if (repel) {
    return(ggrepel::geom_text_repel(
      mapping, data = objects, size = size, colour = "grey10", bg.color = "white", bg.r = 0.12, seed = 1,
      max.overlaps = Inf, min.segment.length = 0.1, segment.colour = "grey40", segment.size = 0.25, box.padding = 0.2,
      show.legend = FALSE
    ))
  }
  ggplot2::layer(
    geom = geom_object_label(), stat = "identity", position = "identity", data = objects, mapping = mapping,
    show.legend = FALSE, params = list(size = size * ggplot2::.pt)
  )
}

geom_object_label <- function() {
  geom_spread("GeomObjectLabel", "fastpam_object_labels", ggplot2::aes(colour = "grey10", size = 7))
}

# Above their objects, or as near as there is room.
#' @exportS3Method grid::makeContent
makeContent.fastpam_object_labels <- function(x) {
  panel <- panel_inches()
  font <- x$points / 72
  from <- list(x = x$at_x * panel[[1L]], y = x$at_y * panel[[2L]])
  width <- font * (0.56 * nchar(x$label) + 0.2)
  height <- font * 1.15
  to <- spread_labels(from$x, from$y + 0.8 * height, width, height, panel)
  inches <- function(v) grid::unit(v, "inches")
  far <- sqrt((to$x - from$x)^2 + (to$y - from$y)^2) > 1.2 * height
  lines <- if (any(far)) grid::segmentsGrob(
    inches(from$x[far]), inches(from$y[far]), inches(to$x[far]), inches(to$y[far]),
    gp = grid::gpar(col = "grey40", lwd = 0.5)
  )
  papers <- grid::rectGrob(
    inches(to$x), inches(to$y), inches(width), inches(height), gp = grid::gpar(fill = "#FFFFFFB0", col = NA)
  )
  texts <- grid::textGrob(
    x$label, inches(to$x), inches(to$y), gp = grid::gpar(col = x$colour, fontsize = x$points)
  )
  grid::setChildren(x, do.call(grid::gList, c(if (!is.null(lines)) list(lines), list(papers, texts))))
}
