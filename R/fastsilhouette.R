#' Silhouettes in O(n^2), medoid silhouettes in O(n k)
#'
#' `fastsilhouette()` gives the result of [cluster::silhouette()] to the last bit. It reads the dissimilarities once
#' on several threads, O(n^2) for any number of clusters, and does not store them if `x` is data.
#' `medoid_silhouette()` compares each object only with its two nearest medoids and needs n k dissimilarities.
#'
#' The silhouette width of an object is (b - a) / max(a, b). Here a is its mean dissimilarity to the other objects of
#' its cluster, and b is the smallest of its mean dissimilarities to the other clusters. It is 0 in a cluster of one
#' object (Rousseeuw 1987). The medoid silhouette is 1 - d1 / d2, where d1 and d2 are the dissimilarities to the
#' nearest and the second nearest medoid. It is 1 if d1 is 0 (Van der Laan, Pollard and Bryan 2003).
#'
#' The silhouettes inside a fit (`fit$silinfo`) are those of [cluster::pam()]. They may differ in the last bit from
#' those of `fastsilhouette()`, because [cluster::pam()] rounds the same quotient differently. For a fit that kept
#' neither data nor dissimilarities, `fastsilhouette()` returns `fit$silinfo`.
#'
#' @param clustering One cluster number for each object: n whole numbers, a factor, or a fit or list with
#'   a component `clustering`.
#' @param medoids The observation numbers of at least two medoids, or a fit of [fastpam()],
#'   [fastclara()], [fastclarans()] or cluster.
#' @inheritParams swap_optimal
#' @param x What was clustered: dissimilarities or data, as for [fastpam()]. Not needed for a fit that kept it
#'   (`keep.diss`, `keep.data`). For `medoid_silhouette()` also a table in pieces, see [chunks()].
#' @param weights Case weights, as for [fastpam()]. The default is those of the fit, if any.
#' @param progress `TRUE` to show a progress bar in long calls.
#' @param map,checkpoint For a table in pieces only, as in [predict()][predict.fastpam_fit], whose section *Tables in
#'   pieces* has the rest. The result is that of the whole table, 24 bytes for each row.
#' @return A numeric n x 3 matrix of class `"silhouette"`, for which cluster has the methods `plot()`, `summary()` and
#'   `sortSilhouette()`. It has one row per object in the order of `x`, named by the labels of the objects if they
#'   have any. The columns are `cluster`, `neighbor` (the cluster of b, or of the second nearest medoid) and
#'   `sil_width` (between -1 and 1; medoid silhouettes are between 0 and 1). With fewer than two clusters, or as many
#'   clusters as objects, `fastsilhouette()` returns `NA`, like `silhouette()`.
#' @references Rousseeuw, P. J. (1987). Silhouettes: a graphical aid to the interpretation and
#' validation of cluster analysis. *Journal of Computational and Applied Mathematics* 20, 53-65.
#' \doi{10.1016/0377-0427(87)90125-7}
#'
#' Van der Laan, M., Pollard, K. and Bryan, J. (2003). A new partitioning around medoids algorithm.
#' *Journal of Statistical Computation and Simulation* 73, 575-584. \doi{10.1080/0094965031000136012}
#' @section Errors: As in [fastpam()], of class `fastpam_error`; also a missing `x` if nothing was kept, labels for
#'   another number of objects, and fewer than two medoids.
#' @examples
#' x <- leaves[1:320, -1]
#' groups <- kmeans(x, 20)$cluster
#' sil <- fastsilhouette(groups, x)
#' summary(sil)$avg.width
#' identical(c(sil), c(cluster::silhouette(groups, dist(x))))
#'
#' # How well the medoids alone separate the groups
#' fit <- fastpam(x, 20)
#' mean(medoid_silhouette(fit)[, "sil_width"])
#' @export
fastsilhouette <- function(clustering, x = NULL, diss = NULL, metric = NULL, stand = NULL,
                           weights = NULL, precision = NULL, n_threads = NULL,
                           progress = interactive(), p = NULL, type = NULL, var_weights = NULL, ...) {
  call <- plain_call(match.call(), "fastsilhouette")
  refuse_dots(...)
  need(missing(clustering), "clustering", "cluster numbers, or a fit")
  fit <- clustering
  run <- run_options(n_threads, progress, 0L, precision %||% precision_of_fit(fit))
  asked <- list(metric = metric, stand = stand, p = p, type = type, var_weights = var_weights)
  if (is.null(x) && is.null(weights) && is.null(precision)) {
    held <- held_silhouette(fit, asked, call)
    if (!is.null(held)) return(held)
  }
  judged <- source_of_fit(fit, x, diss, asked, run$n_threads, weights)
  source <- judged$source
  if (is.list(fit) && is.null(fit$clustering)) {
    abort_arg("clustering", "be cluster numbers, or a fit that has them in $clustering", describe(fit))
  }
  codes <- check_codes(if (is.list(fit)) fit$clustering else plain_number(fit), source$n)
  known <- sort(unique(codes))
  k <- length(known)
  if (k < 2L || k >= source$n) return(NA)
  labels <- match(codes, known)
  run["weights"] <- list(judged$weights)
  if (!is.null(run$weights) && any(rowsum(run$weights, labels) == 0)) {
    abort_arg("weights", "be above 0 for at least one object of each cluster")
  }
  found <- from_core(silhouette_cpp(source, labels, k, run), source$metric)
  new_silhouette(
    codes, known[found$neighbor], found$width, source$labels, call,
    codes = if (!identical(known, seq_len(k))) known
  )
}

# The silhouettes stored in a fit that kept no data and no dissimilarities, in the order of the objects; or NULL.
held_silhouette <- function(fit, asked, call) {
  if (!inherits(fit, "fastpam_fit") || !is.null(fit$sample) || is.null(fit$silinfo)) return(NULL)
  check_fit(fit, "clustering")
  if (!is.null(fit$diss) || !is.null(fit$data)) return(NULL)
  if (any(lengths(asked) > 0L) && !same_metric(fit, asked)) return(NULL)
  at <- silhouette_objects(fit)
  if (anyNA(at)) return(NULL)
  widths <- fit$silinfo$widths[order(at), , drop = FALSE]
  new_silhouette(
    unname(widths[, "cluster"]), unname(widths[, "neighbor"]), unname(widths[, "sil_width"]),
    names(fit$clustering), call
  )
}

#' @rdname fastsilhouette
#' @export
medoid_silhouette <- function(medoids, x = NULL, diss = NULL, metric = NULL, stand = NULL,
                              precision = NULL, n_threads = NULL, progress = interactive(),
                              p = NULL, type = NULL, var_weights = NULL, map = lapply, checkpoint = NULL, ...) {
  call <- plain_call(match.call(), "medoid_silhouette")
  refuse_dots(...)
  need(missing(medoids), "medoids", "numbers of objects, or a fit")
  run <- run_options(n_threads, progress, 0L, precision %||% precision_of_fit(medoids))
  asked <- list(metric = metric, stand = stand, p = p, type = type, var_weights = var_weights)
  map <- check_map(map)
  if (inherits(x, "fastpam_chunks")) {
    return(silhouettes_of_pieces(
      medoids, x, diss, asked, precision, n_threads, map, check_checkpoint(checkpoint), call
    ))
  }
  refuse_checkpoint(checkpoint)
  source <- source_of_fit(medoids, x, diss, asked, run$n_threads)$source
  ids <- medoids_of_fit(medoids, source, least = 2L)
  found <- from_core(medoid_silhouette_cpp(source, ids, run), source$metric)
  new_silhouette(found$cluster, found$neighbor, found$width, source$labels, call)
}

# The precision of a fit. "rounded" means single precision, rounded from doubles.
precision_of_fit <- function(fit) {
  of_fit <- if (inherits(fit, "fastpam_fit")) check_fit(fit, "fit")$prediction$precision
  if (is.null(of_fit) || of_fit == "double") "double" else "single"
}

check_codes <- function(codes, n) {
  must <- sprintf("be %d whole numbers, one for each object", n)
  if (!(is.numeric(codes) || is.factor(codes)) || length(codes) != n) {
    abort_arg("clustering", must, describe(codes))
  }
  numbers <- as.double(codes)
  bad <- which(!is.finite(numbers) | numbers != round(numbers) | abs(numbers) > .Machine$integer.max)
  if (length(bad)) {
    abort_arg("clustering", must, sprintf("%s for object %d", format(codes[bad[1L]]), bad[1L]))
  }
  as.integer(codes)
}

new_silhouette <- function(cluster, neighbor, width, labels, call, codes = NULL) {
  structure(
    cbind(cluster = cluster, neighbor = neighbor, sil_width = width),
    dimnames = list(labels, c("cluster", "neighbor", "sil_width")), codes = codes, Ordered = FALSE,
    call = call, class = "silhouette"
  )
}
