# print, summary, plot and silhouette. The other methods of cluster for "pam" objects and partitions are
# inherited.

#' Print, summarise and plot a clustering
#'
#' `print()` shows one line per cluster, for at most 20 clusters. `summary()` adds isolation, silhouettes and the
#' dissimilarities. `plot()` draws the two pictures of [cluster::plot.partition()]: a map of the objects and the
#' silhouettes. Other methods of the package \pkg{cluster}, for instance [cluster::silhouette()], also work on these
#' objects.
#'
#' The map is that of [cluster::clusplot()], coloured by cluster, with the numbers of the clusters at the medoids. It
#' shows at most 2,000 objects, evenly chosen. Of more than 60 clusters, medoids are dots as large as their clusters.
#' Its axes are the first two principal components if the fit kept numeric
#' data with more rows than columns and no missing values. Otherwise they come from multidimensional scaling of the
#' dissimilarities by the metric of the fit. The text below the map says which of the two was used and how faithful
#' the map is.
#'
#' Pictures have margins of their own, and `par()` is afterwards what it was. To add something to a picture, set margins
#' before, for instance `par(mar = c(5, 4, 3, 1))`: margins that you set stay.
#'
#' @param x,object A fit: what [fastpam()], [fastclara()] or [fastclarans()] returned; or its summary.
#' @param digits The number of significant digits to print.
#' @param which.plots 1 for the map, 2 for the silhouettes. The default is both, where possible: a single cluster has
#'   no silhouettes (a message says so), and a fit of dissimilarities that were not kept (`keep.diss`) has a map only
#'   if `dist` is given.
#' @param main The title of the map. The default is the call.
#' @param dist The dissimilarities that were clustered, a `dist`, if the fit kept neither them nor data.
#' @param ... For `print()`, passed on to [print.data.frame()]; for `plot()`, to
#'   [cluster::plot.partition()], for instance `dist`; for `clusplot()`, to [cluster::clusplot.default()].
#' @return `print()` and `plot()` return `x` invisibly. `summary()` returns the same list with class
#'   `c("summary.fastpam", "summary.pam")` or `c("summary.fastclara", "summary.clara")`. `clusplot()`
#'   returns what [cluster::clusplot.default()] does.
#' @section Errors: An error of class `fastpam_error` if a requested picture cannot be drawn.
#' @seealso [autoplot()][autoplot.fastpam] for pictures with \pkg{ggplot2}
#' @examples
#' fit <- fastpam(leaves[1:80, -1], k = 5)
#' fit
#' summary(fit)
#' plot(fit, which.plots = 2)
#'
#' # A map of dissimilarities that the fit did not keep
#' d <- fastdist(androgen[1:150, -1], "jaccard")
#' plot(fastpam(d, k = 4), which.plots = 1, dist = d)
#' @name fastpam-methods
NULL

#' @rdname fastpam-methods
#' @export
print.fastpam_fit <- function(x, digits = max(3L, getOption("digits") - 3L), ...) {
  digits <- check_digits(digits)
  refuse_dots(..., also = print_arguments)
  cat(headline(x), "", sep = "\n")
  print_clusters(cluster_table(x, digits), digits, most = 20L, ...)
  cat("\n", search_lines(x, digits), sep = "")
  invisible(x)
}

# Other arguments of print.data.frame().
print_arguments <- c("quote", "right", "row.names", "max", "na.print", "print.gap", "zero.print", "justify", "width")

#' @rdname fastpam-methods
#' @export
summary.fastpam_fit <- function(object, ...) {
  refuse_dots(...)
  peer <- if (is.null(object$sample)) "summary.pam" else "summary.clara"
  class(object) <- c(sub("^", "summary.", class(object)[1L]), "summary.fastpam_fit", peer)
  object
}

#' @rdname fastpam-methods
#' @export
print.summary.fastpam_fit <- function(x, digits = max(3L, getOption("digits") - 3L), ...) {
  digits <- check_digits(digits)
  refuse_dots(..., also = print_arguments)
  cat(headline(x), "", "Clusters:", sep = "\n")
  outside <- as.data.frame(x$clusinfo)[intersect(c("diameter", "separation", "isolation"), colnames(x$clusinfo))]
  print_clusters(cbind(cluster_table(x, digits), outside), digits, ...)
  cat("\n", isolation_lines(x$isolation), search_lines(x, digits), sep = "")
  of_sample <- if (is.null(x$sample)) "" else " of the best sample"
  if (!is.null(x$silinfo)) {
    cat("\nSilhouette widths of the objects", of_sample, ":\n", sep = "")
    print(summary(x$silinfo$widths[, "sil_width"]), digits = digits, ...)
  }
  if (!is.null(x$diss)) {
    cat("\nDissimilarities", of_sample, ":\n", sep = "")
    print(summary(as.vector(x$diss)), digits = digits, ...)
  }
  cat("", strwrap(paste("Components:", paste(names(x), collapse = ", ")), exdent = 2L), sep = "\n")
  invisible(x)
}

#' @rdname fastpam-methods
#' @importFrom cluster silhouette
#' @export
plot.fastpam_fit <- function(x, which.plots = NULL, ...) {
  refuse_dots(..., also = plot_arguments())
  given <- list(...)
  check_which_plots(which.plots)
  if (isTRUE(given$ask) && !is.null(x$silinfo)) {
    NextMethod() # shows a menu
    return(invisible(x))
  }
  # plot.partition() fails if there are no silhouettes.
  if (is.null(x$silinfo)) {
    why <- if (length(medoid_ids(x)) == 1L) "there is only one cluster" else "the fit was made without them"
    if (2 %in% which.plots) {
      abort_arg("which.plots", sprintf("be 1, because there are no silhouettes: %s", why), describe_values(which.plots))
    }
    if (is.null(which.plots)) message("No silhouettes to plot: ", why, ".")
    which.plots <- 1L
  }
  known <- !is.null(x$data) || !is.null(given$data) || !is.null(given$dist) || !is.null(all_dissimilarities(x))
  if (is.null(which.plots)) which.plots <- if (known) 1:2 else 2L
  if (length(which.plots) > prod(graphics::par("mfcol")) && grDevices::dev.interactive()) {
    old <- graphics::par(ask = TRUE)
    on.exit(graphics::par(old))
  }
  of_call <- short_call(x$call)
  for_both <- given[setdiff(names(given), c("ask", "data", "dist", "main"))]
  for (which in which.plots) {
    if (which == 2) {
      for_widths <- for_both[setdiff(names(for_both), map_arguments)]
      draw_widths(x, given$main %||% sprintf("Silhouette plot of %s", of_call), for_widths)
    } else {
      d <- map_dissimilarities(x, given$data, given$dist, parent.frame())
      for_map <- for_both[setdiff(names(for_both), c("nmax.lab", "max.strlen"))]
      draw_clusplot(x, given$data, d, given$main %||% sprintf("clusplot(%s)", of_call), for_map)
    }
  }
  invisible(x)
}

check_which_plots <- function(which.plots) {
  fine <- is.null(which.plots) || (is.numeric(which.plots) && length(which.plots) > 0L && all(which.plots %in% 1:2))
  if (!fine) abort_arg("which.plots", "be 1, 2 or both", describe_values(which.plots))
}

map_arguments <- c("stand", "lines", "shade", "color", "labels", "plotchar", "span")

# The arguments of the pictures in cluster and base R.
plot_arguments <- function() {
  of_clusplot <- formals(utils::getS3method("clusplot", "default", envir = asNamespace("cluster")))
  unique(c(
    "ask", "data", "dist", map_arguments, "nmax.lab", "max.strlen", names(of_clusplot),
    names(formals(graphics::plot.default)), names(graphics::par(no.readonly = FALSE))
  ))
}

#' @rdname fastpam-methods
#' @importFrom cluster clusplot
#' @export
clusplot.fastpam_fit <- function(x, main = NULL, dist = NULL, ...) {
  refuse_dots(..., also = plot_arguments())
  if (is.null(main)) main <- sprintf("clusplot(%s)", short_call(x$call))
  draw_clusplot(x, NULL, map_dissimilarities(x, NULL, dist, parent.frame()), main, list(...))
}

# Given or kept dissimilarities; NULL if there are data.
map_dissimilarities <- function(x, data, dist, envir) {
  check_map_dissimilarities(dist, "dist")
  d <- dist %||% all_dissimilarities(x)
  if (!is.null(d) || !is.null(x$data) || !is.null(data)) return(d)
  d <- called_with(x, envir)
  if (!is.null(d)) return(d)
  abort_arg("dist", "be given: the fit kept neither data nor dissimilarities to draw a map of (see `keep.diss`)")
}

# The dissimilarities in the call of a fit, if a variable of that name still holds them. The objective is
# compared to be sure.
called_with <- function(x, envir) {
  if (!inherits(x$prediction, "fastpam_recipe_given") || is.null(x$call$x)) return(NULL)
  d <- tryCatch(eval(x$call$x, envir), error = function(e) NULL)
  n <- length(x$clustering)
  if (!inherits(d, "dist") || !identical(as.integer(attr(d, "Size")), n)) return(NULL)
  w <- x$weights %||% rep(1, n)
  to_medoids <- pick_dissimilarities(d, seq_len(n), medoid_ids(x))
  objective <- sum(w * to_medoids[cbind(seq_len(n), x$clustering)]) / sum(w)
  objective_then <- x$objective[[length(x$objective)]]
  if (isTRUE(all.equal(objective, objective_then, tolerance = 1e-6))) return(d)
  abort_arg("dist", sprintf(
    "be given: `%s` is no longer what was clustered, and the fit kept no dissimilarities", short_call(x$call$x)
  ))
}

# Whether princomp() with correlations, which clusplot() uses, is possible.
can_turn <- function(data) {
  is.matrix(data) && is.numeric(data) && !anyNA(data) && nrow(data) > ncol(data) && ncol(data) > 1L &&
    all(apply(data, 2L, function(v) any(v != v[1L])))
}

# A call made by do.call() may contain its data.
short_call <- function(call) {
  text <- deparse1(call, width.cutoff = 60L)
  if (nchar(text) > 70L) paste0(substr(text, 1L, 67L), "...") else text
}

#' @rdname fastpam-methods
#' @param full,subset For fits of [fastclara()], as in [cluster::silhouette()]: silhouettes by the metric of the fit
#'   for all objects (`TRUE`), for a random proportion of them (a number below 1), or for the objects with the numbers
#'   `subset`. `FALSE` returns those of the best sample, which are part of the fit. `subset` works for other fits too
#'   if they kept their data.
#' @importFrom cluster silhouette
#' @export
silhouette.fastpam_fit <- function(x, full = FALSE, subset = NULL, ...) {
  refuse_dots(...)
  n <- length(x$clustering)
  share <- if (is.logical(full)) as.integer(check_flag(full, "full")) else check_number(full, "full", 0, 1)
  if (!is.null(subset)) subset <- check_objects(subset, n)
  if (length(medoid_ids(x)) == 1L) return(NA) # as silhouette() returns for one cluster
  if (is.null(subset) && (is.null(x$sample) || identical(full, FALSE))) {
    if (is.null(x$silinfo)) {
      abort_arg("x", "have silhouettes, but the fit was made with stats = FALSE; use fastsilhouette()")
    }
    widths <- x$silinfo$widths
    return(structure(widths, Ordered = TRUE, call = x$call, class = "silhouette"))
  }
  if (is.null(subset)) subset <- if (share < 1) sort(sample.int(n, max(2L, round(share * n)))) else seq_len(n)
  part_silhouette(x, subset)
}

check_objects <- function(subset, n) {
  fine <- is_whole_numbers(subset) && all(subset >= 1 & subset <= n) && !anyDuplicated(subset)
  if (!fine) abort_arg("subset", sprintf("be distinct numbers of objects between 1 and %d", n), describe_values(subset))
  as.integer(subset)
}

# Silhouettes of some objects, computed among these objects only.
part_silhouette <- function(x, objects) {
  if (is.null(x$data)) abort_arg("x", "contain its data (see `keep.data`) for silhouettes outside the best sample")
  recipe <- x$prediction
  view <- recipe_view(recipe, x$data, prepared = TRUE, arg = "x$data")
  source <- recipe_source(recipe, view[objects, , drop = FALSE], names(x$clustering)[objects])
  codes <- unname(x$clustering[objects])
  known <- sort(unique(codes))
  if (length(known) < 2L || length(known) >= length(codes)) return(NA)
  run <- run_options(precision = precision_of_fit(x), weights = x$weights[objects])
  found <- from_core(silhouette_cpp(source, match(codes, known), length(known), run), source$metric)
  new_silhouette(codes, known[found$neighbor], found$width, source$labels, x$call)
}
