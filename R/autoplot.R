# Pictures with ggplot2, which is only suggested: the methods are registered when it is loaded. Each kind
# of picture of a fit has a file of its own, picture-*.R; those of a path are here.

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
#'   are. `NULL` takes them directly where there are just two numbers per object, and places objects by
#'   their dissimilarities otherwise (see *Maps*).
#' @param max_objects The map draws at most so many objects, evenly chosen, besides the medoids. `NULL`
#'   stands for 100,000, and for 2,000 if the metric is an R function.
#' @param highlight For the map: numbers or names of clusters to show in colour, all others in grey.
#' @param widths For the silhouettes: what [fastsilhouette()] or [medoid_silhouette()] returned for the fit, to be drawn
#'   in place of those that the fit has. [fastclara()] has silhouettes of its best sample alone.
#' @param outline For the map: `"hull"`, the smallest convex outline of each cluster, or `"ellipse"`, which holds 95 %
#'   of a normal distribution with the mean and covariance of its objects on the map.
#' @param label For the map: the objects to write names at (or numbers, where they have none): their names or numbers,
#'   `"medoids"`, or `TRUE` for all; at most 200. \pkg{ggrepel} places them where it is installed.
#' @param layout For the map: positions of your own, for instance of UMAP or of a principal coordinates analysis: a
#'   matrix or data frame with one row for each object, of which the first two columns are used. Rows are found
#'   by name where both they and the objects have names, and else taken in order. Add `ggplot2::coord_equal()` where
#'   distances on it mean something.
#' @param facets For the map: `TRUE` for a panel for each cluster (or each in `highlight`; at most the 30 largest), with
#'   all others in grey behind.
#' @param what For a path: columns of its table to draw, one panel each.
#' @param ... Not used.
#' @return A ggplot object.
#' @section Maps: Objects are placed by classical multidimensional scaling of their dissimilarities, by the
#'   metric of the fit, as [stats::cmdscale()] does. Of more than 1,000 objects, about 1,000 are scaled, the
#'   landmarks, which are evenly chosen and contain the medoids, and all others are placed by their
#'   dissimilarities to the landmarks (de Silva and Tenenbaum 2004). This takes seconds for 100,000 objects. The
#'   caption says how well distances on the map agree with the dissimilarities: of all pairs of up to 1,000 objects, or
#'   of up to 40,000 pairs of objects that are no landmarks, evenly chosen.
#'
#'   Euclidean distances (of complete data) make these positions principal components; then the axes are called PC
#'   and tell their shares of the variance (of that of the landmarks, if there are any).
#'
#'   Up to 8 clusters have colours, shapes and a legend, up to 60 colours and a number at the medoid. Of more
#'   clusters, only the medoids are marked, as large as their clusters; `highlight` shows single ones.
#' @section Silhouettes: The widths of each cluster, largest on top; its size and average stand at the right, as far as
#'   there is room. Of more than 60 clusters, sorted by their averages, the middle 90 % and 50 % of the widths.
#' @references V. de Silva and J. B. Tenenbaum (2004). Sparse multidimensional scaling using landmark points.
#'   Technical report, Stanford University.
#' @section Errors: Of class `fastpam_error`: a map of a fit that kept neither data nor dissimilarities
#'   (give `data` or `diss`), silhouettes of a fit that has none.
#' @seealso [plot()][plot.fastpam_fit] for base graphics
#' @examplesIf requireNamespace("ggplot2", quietly = TRUE)
#' library(ggplot2)
#' fit <- fastpam(iris[1:4], 3)
#' autoplot(fit)
#' autoplot(fit, columns = c("Petal.Length", "Petal.Width"))
#' autoplot(fit, highlight = 2, outline = "hull")
#' autoplot(fit, label = "medoids", facets = TRUE)
#' autoplot(fit, layout = prcomp(iris[1:4])$x)
#' autoplot(fit, "silhouette")
#' autoplot(fit, "silhouette", widths = medoid_silhouette(fit))
#' autoplot(fastpam_path(iris[1:4], 2:8))
#' @name autoplot.fastpam
NULL

#' @rdname autoplot.fastpam
#' @exportS3Method ggplot2::autoplot
autoplot.fastpam_fit <- function(object, type = c("map", "silhouette", "search"), data = NULL, diss = NULL,
                                 columns = NULL, max_objects = NULL, highlight = NULL, widths = NULL,
                                 outline = c("none", "hull", "ellipse"), label = NULL, layout = NULL, facets = FALSE,
                                 ...) {
  refuse_dots(...)
  type <- check_choice(type, "type", c("map", "silhouette", "search"))
  outline <- check_choice(outline, "outline", outline_kinds)
  facets <- check_flag(facets, "facets")
  of_map <- list(data = data, diss = diss, columns = columns, highlight = highlight, label = label, layout = layout)
  used <- c(!vapply(of_map, is.null, NA), outline = outline != "none", facets = facets)
  if (type != "map") refuse_for_type(names(used)[used], type, "maps")
  if (type != "silhouette" && !is.null(widths)) refuse_for_type("widths", type, "silhouettes")
  max_objects <- if (is.null(max_objects)) most_objects(object) else check_count(max_objects, "max_objects", min = 2)
  switch(type,
    map = plot_map(object, c(of_map, list(outline = outline, facets = facets)), max_objects),
    silhouette = plot_silhouette(object, widths),
    search = plot_search(object)
  )
}

refuse_for_type <- function(used, type, what) {
  if (!length(used)) return(invisible())
  abort_arg(
    used[1L], sprintf("be left out for type \"%s\": it is for %s", type, what), class = "fastpam_error_argument"
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
    ggplot2::scale_y_continuous(n.breaks = 4, expand = ggplot2::expansion(mult = 0.08)) +
    # The largest point is larger than the room for it in a small panel.
    ggplot2::coord_cartesian(clip = "off") +
    ggplot2::labs(
      x = "Number of clusters k", y = NULL, caption = wrap(paste(caption, collapse = " ")),
      subtitle = wrap(suggestion(object))
    ) + sparse_axes() + theme_fastpam()
  if ("gap" %in% what) {
    plot <- plot + ggplot2::geom_errorbar(
      data = long[!is.na(long$se), ], ggplot2::aes(ymin = .data$low, ymax = .data$high), width = 0.15,
      colour = "grey45"
    )
  }
  if (length(what) == 1L) {
    return(plot + ggplot2::labs(y = wrap(path_labels[[what]], 24)))
  }
  # One above the other, so that k lines up. Titles of two columns have two lines.
  columns <- if (length(what) > 3L) 2L else 1L
  plot + ggplot2::facet_wrap("panel", scales = "free_y", ncol = columns, labeller = wrapped_titles(40 / columns))
}
