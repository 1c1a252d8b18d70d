#' Fast dissimilarities
#' @export
fastdist <- function(x, metric = "euclidean", ..., n_threads = NULL) {
  spec <- as_source(x, diss = FALSE, metric = metric, missing_scale = "stats", ..., call = sys.call())
  values <- fill_dist(spec, check_threads(n_threads, sys.call()), "double", "best")
  structure(values, Size = spec$n, Labels = spec$labels, Diag = FALSE, Upper = FALSE, method = spec$metric, call = match.call(), class = "dist")
}
