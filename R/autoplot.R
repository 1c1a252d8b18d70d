# Pictures with ggplot2, which is only suggested: the methods are registered when it is loaded. Each kind
# of picture of a fit has a file of its own, picture-*.R; those of a path are here.

#' Pictures of a clustering with ggplot2
#'
#' `autoplot()` draws a fit in one of three ways: a *map* of the objects and medoids, the *silhouettes*, or the course
#' of the *search*. For the result of [fastpam_path()] it draws the criteria for each number of clusters. The
#' result is a
#' ggplot object, so you can add scales, themes and titles.
#'
#' @param object A fit: what [fastpam()], [fastclara()] or [fastclarans()] returned; or a
#'   [fastpam_path()].
#' @param type `"map"`, `"silhouette"` or `"search"`. The search is the loss after each swap; for [fastclara()], the
#'   search in its best sample.
#' @param data,diss For the map, if the fit did not keep what it needs: the data (a numeric matrix or
#'   data frame of n rows) or the dissimilarities (a `dist` or a square matrix).
#' @param columns For the map: two columns of the data, by name or number, that become the axes. The default `NULL`
#'   uses the data as they are if they have just two numbers per object. Otherwise it places the objects by their
#'   dissimilarities (see *Maps*).
#' @param max_objects For the map: the largest number of objects to draw. If there are more, they are chosen evenly, and
#'   the medoids are always drawn. The default is 100,000, or 2,000 if the metric is an R function.
#' @param highlight For the map: numbers or names of clusters to show in colour. All others are grey.
#' @param widths For the silhouettes: what [fastsilhouette()] or [medoid_silhouette()] returned for this fit. These
#'   widths are drawn instead of those in the fit. A fit of [fastclara()] only has silhouettes of its best sample.
#' @param outline For the map: `"hull"` draws the smallest convex outline of each cluster. `"ellipse"` draws an ellipse
#'   that holds 95 % of a normal distribution with the mean and covariance of the cluster's objects on the map.
#' @param label For the map: the objects to label, at most 200. Give their names or numbers, `"medoids"`, or `TRUE`
#'   for all objects. The labels are names, or numbers if the objects have no names. \pkg{ggrepel} places the labels
#'   if it is installed.
#' @param layout For the map: your own positions, for instance from UMAP or a principal coordinates analysis. A
#'   matrix or data frame with one row for each object; the first two columns are used. Rows are matched by name if
#'   both the rows and the objects have names, and by order if not. Add `ggplot2::coord_equal()` if distances on your
#'   map have a meaning.
#' @param facets For the map: `TRUE` draws one panel for each cluster, with all other objects in grey. There are at most
#'   30 panels, for the largest clusters or those in `highlight`.
#' @param what For a path: columns of its table to draw, one panel each.
#' @param ... Not used.
#' @return A ggplot object.
#' @section Maps: Classical multidimensional scaling, as in [stats::cmdscale()], places the objects by their
#'   dissimilarities, with the metric of the fit. If there are more than 1,000 objects, about 1,000 of them, the
#'   landmarks, are scaled. The landmarks are chosen evenly and contain the medoids. All other objects are placed by
#'   their dissimilarities to the landmarks (de Silva and Tenenbaum 2004), which takes seconds for 100,000 objects.
#'
#'   The caption gives the correlation between distances on the map and dissimilarities: of all pairs of up to 1,000
#'   objects, or of up to 40,000 pairs of objects that are not landmarks.
#'
#'   For Euclidean distances of complete data, the axes are principal components. They are then called PC 1 and PC 2,
#'   and show their share of the variance (of the landmarks, if there are any).
#'
#'   Up to 8 clusters have a colour, a shape and a legend. Up to 60 clusters have a colour and a number at the medoid.
#'   If there are more, only the medoids are marked, with dots whose size shows the size of the cluster. Use
#'   `highlight` or
#'   `facets` to see single clusters.
#' @section Silhouettes: Each cluster is one area, with the largest width on top. Its size and average are at the
#'   right, if there is room. More than 60 clusters are sorted by their averages, and only the middle 90 % and 50 % of
#'   their widths are shown.
#' @references V. de Silva and J. B. Tenenbaum (2004). Sparse multidimensional scaling using landmark points.
#'   Technical report, Stanford University.
#' @section Errors: Errors have class `fastpam_error`: a map of a fit that kept neither data nor dissimilarities
#'   (give `data` or `diss`), or silhouettes of a fit that has none.
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
