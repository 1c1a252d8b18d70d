#' Objective, sizes and radii for given medoids
#'
#' Assigns objects to given medoids and returns the mean dissimilarity, the average medoid silhouette, and the size and
#' radius of each cluster. Unlike [predict()][predict.fastpam_fit], it keeps nothing for each object, so that it is for
#' tables of any length: in memory, or [in pieces][chunks()], which are read once.
#'
#' Sums over all rows are not rounded before their end. So the result is the same to the last bit however a table is
#' cut, and whichever processes read the pieces. For numbers of rows, a table in pieces is read twice: first for
#' these rows, and for the ranges and levels that `"gower"` needs.
#'
#' @param medoids A fit of [fastpam()], [fastclara()] or [fastclarans()], or the numbers of the objects of `x` that are
#'   medoids. With a fit, `x` may hold other objects than those that were clustered: its medoids are rows, which are
#'   prepared and compared as in [predict()][predict.fastpam_fit].
#' @param x Data or dissimilarities, as for [fastpam()], or a table in pieces, see [chunks()]. Not needed for a fit that
#'   kept its data or dissimilarities.
#' @inheritParams swap_optimal
#' @param n_threads,progress As for [fastpam()].
#' @inheritParams metric-parameters
#' @param map,checkpoint For a table in pieces only, as in [predict()][predict.fastpam_fit], whose section *Tables in
#'   pieces* has the rest.
#' @return A list of
#'   \item{n}{the number of objects}
#'   \item{objective}{their mean dissimilarity to the nearest medoid}
#'   \item{avg_medoid_sil}{their average medoid silhouette, see [medoid_silhouette()]; `NA` for one medoid}
#'   \item{clusinfo}{a matrix with a row for each medoid, in the order of the fit or as given: `size`, `max_diss` (the
#'     largest dissimilarity to the medoid) and `av_diss` (the mean one), both 0 for a medoid without objects}
#' @section Errors: As in [fastpam()], of class `fastpam_error`. For a table in pieces also: fits of dissimilarities or
#'   of metrics that are functions, and `stand = TRUE` with numbers of rows (a fit knows its scales).
#' @seealso [predict()][predict.fastpam_fit], [medoid_silhouette()]
#' @examples
#' # The medoids of a part of the plants, and all plants
#' fit <- fastpam(leaves[seq(1, 320, by = 2), -1], k = 20)
#' medoid_summary(fit)$objective
#' medoid_summary(fit, leaves[1:320, -1])$objective
#'
#' # The same for a table in pieces
#' identical(
#'   medoid_summary(fit, chunks(leaves[1:320, -1], size = 100)),
#'   medoid_summary(fit, leaves[1:320, -1])
#' )
#' @export
medoid_summary <- function(medoids, x = NULL, diss = NULL, metric = NULL, stand = NULL, n_threads = NULL,
                           progress = interactive(), p = NULL, type = NULL, var_weights = NULL, map = lapply,
                           checkpoint = NULL, ...) {
  refuse_dots(...)
  need(missing(medoids), "medoids", "numbers of objects, or a fit")
  run <- run_options(n_threads, progress)
  asked <- list(metric = metric, stand = stand, p = p, type = type, var_weights = var_weights)
  map <- check_map(map)
  if (inherits(x, "fastpam_chunks")) {
    return(summary_of_pieces(medoids, x, diss, asked, n_threads, map, check_checkpoint(checkpoint)))
  }
  refuse_checkpoint(checkpoint)
  # Rows of data, which need not be those that were clustered.
  rows <- !is.null(x) && !check_flag(diss %||% inherits(x, "dist"), "diss") && inherits(medoids, "fastpam_fit") &&
    inherits(medoids$prediction, paste0("fastpam_recipe_", c("dense", "mixed", "sparse"))) && is.null(metric)
  if (rows && (is.data.frame(x) || length(dim(x)) == 2L)) {
    return(summary_of_pieces(medoids, chunks(x, size = nrow(x)), NULL, asked, n_threads, lapply, NULL))
  }
  source <- source_of_fit(medoids, x, diss, asked, run$n_threads)$source
  ids <- medoids_of_fit(medoids, source)
  # Of equally near medoids, that of the fit's rule, else the first object.
  order <- order(if (inherits(medoids, "fastpam_fit")) medoids$prediction$tie_order else ids, method = "radix")
  found <- list(tally = empty_tally(length(ids)), widths = list())
  found <- add_rows(found, source, source$n, ids[order], ids[order], run, function() {
    from_core(medoid_silhouette_cpp(source, ids, run), source$metric)$width
  })
  found$tally <- pack_tally(found$tally)
  summarise_medoids(list(found), order, source$n)
}
