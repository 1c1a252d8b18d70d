# A ggplot2 layer for the medoids of a map: the number of the cluster on a box in its colour. Boxes are moved
# apart when the picture is drawn, because only then its size is known; a line leads to the medoid.

geom_medoid <- function() geom_spread("GeomMedoid", "fastpam_medoids", ggplot2::aes(colour = "grey20", size = 8))

# A geom of texts that are moved apart when the picture is drawn: makeContent() for the class `grob` does it.
geom_spread <- function(name, grob, default) {
  ggplot2::ggproto(name, ggplot2::Geom,
    required_aes = c("x", "y", "label"), default_aes = default,
    draw_key = ggplot2::draw_key_blank,
    draw_panel = function(data, panel_params, coord) {
      at <- coord$transform(data, panel_params)
      grid::gTree(
        at_x = at$x, at_y = at$y, label = as.character(at$label), colour = at$colour, points = at$size,
        cl = grob
      )
    }
  )
}

# `at_x` and `at_y` are shares of the panel, `points` is the size of the font.
#' @exportS3Method grid::makeContent
makeContent.fastpam_medoids <- function(x) {
  panel <- panel_inches()
  font <- x$points / 72
  width <- font * (0.62 * nchar(x$label) + 0.45)
  height <- font * 1.35
  from <- list(x = x$at_x * panel[[1L]], y = x$at_y * panel[[2L]])
  to <- spread_labels(from$x, from$y, width, height, panel)
  inches <- function(v) grid::unit(v, "inches")
  lines <- grid::segmentsGrob(
    inches(from$x), inches(from$y), inches(to$x), inches(to$y), gp = grid::gpar(col = "grey20", lwd = 0.8)
  )
  dots <- if (any(to$moved)) grid::pointsGrob(
    inches(from$x[to$moved]), inches(from$y[to$moved]), pch = 16, size = grid::unit(2.2, "points"),
    gp = grid::gpar(col = "grey20")
  )
  boxes <- lapply(seq_along(x$label), function(i) {
    ink <- ink_on(x$colour[i])
    box <- function(...) grid::roundrectGrob(
      inches(to$x[i]), inches(to$y[i]), inches(width[i]), inches(height[i]), r = grid::unit(0.25, "snpc"),
      gp = grid::gpar(...)
    )
    grid::gList(
      # White around it, to be seen among objects of its colour.
      box(fill = "white", col = "white", lwd = 3), box(fill = x$colour[i], col = "grey15", lwd = 0.8),
      grid::textGrob(
        x$label[i], inches(to$x[i]), inches(to$y[i]),
        gp = grid::gpar(col = ink, fontsize = x$points[i], fontface = "bold")
      )
    )
  })
  grid::setChildren(x, do.call(grid::gList, c(list(lines), if (!is.null(dots)) list(dots), boxes)))
}

# Width and height of the panel that is drawn.
panel_inches <- function() {
  c(
    grid::convertWidth(grid::unit(1, "npc"), "inches", valueOnly = TRUE),
    grid::convertHeight(grid::unit(1, "npc"), "inches", valueOnly = TRUE)
  )
}
