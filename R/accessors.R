# Methods for R's own generics: fitted, nobs, as.data.frame. (update() needs only the call.)

#' The medoid, cluster and silhouette of each object
#'
#' `fitted()` returns the medoid or the cluster of each object, `nobs()` the number of objects, and `as.data.frame()`
#' one row per object, in the order of the data. [stats::update()] refits with other arguments.
#'
#' @param object,x A fit: what [fastpam()], [fastclara()] or [fastclarans()] returned.
#' @param method `"medoids"` for the medoid of each object, `"class"` for the number of its cluster.
#' @param row.names,optional,... Not used.
#' @return `fitted()`: for a fit of data, a matrix of n rows with the columns of the data, in the original units; for
#'   a fit of dissimilarities, or if the fit kept no medoids, a vector of length n with the labels or observation
#'   numbers of the medoids; with `"class"`, the integer vector `object$clustering`, or a factor if the clusters have
#'   [names][cluster_names]. `nobs()`: n, an integer. `as.data.frame()`: a data frame with the columns `object` (label
#'   or number), `cluster`, `medoid` (label or number), `neighbor` (the nearest other cluster) and `sil_width`. The
#'   last two are `NA` if there is only one cluster, for objects outside the best sample of [fastclara()], and for
#'   objects that share both label and cluster with another object.
#' @section Errors: Errors have class `fastpam_error`: an unknown `method`, or an `object` that is not a fit.
#' @examples
#' fit <- fastpam(leaves[1:80, -1], k = 5)
#' nobs(fit)
#' dim(fitted(fit))
#' widths <- as.data.frame(fit)
#' widths[widths$sil_width < -0.05, ]
#' nobs(update(fit, k = 6))
#' @name fitted.fastpam
NULL

#' @rdname fitted.fastpam
#' @importFrom stats fitted
#' @export
fitted.fastpam_fit <- function(object, method = c("medoids", "class"), ...) {
  refuse_dots(...)
  check_fit(object)
  method <- check_choice(method, "method", c("medoids", "class"))
  if (method == "class") return(cluster_labels(object$clustering, object))
  medoids <- object$medoids
  if (isS4(medoids)) load_class(medoids)
  if (is.null(medoids) || is.null(dim(medoids))) {
    return(stats::setNames(medoid_names(object)[object$clustering], names(object$clustering)))
  }
  out <- medoids[object$clustering, , drop = FALSE]
  rownames(out) <- names(object$clustering)
  out
}

#' @rdname fitted.fastpam
#' @importFrom stats nobs
#' @export
nobs.fastpam_fit <- function(object, ...) {
  refuse_dots(...)
  length(object$clustering)
}

#' @rdname fitted.fastpam
#' @export
as.data.frame.fastpam_fit <- function(x, row.names = NULL, optional = FALSE, ...) {
  refuse_dots(...)
  check_fit(x, "x")
  if (!is.null(row.names)) abort_arg("row.names", "be NULL: labels are in column `object`", describe(row.names))
  out <- object_table(x)
  out$cluster <- cluster_labels(out$cluster, x)
  out$neighbor <- cluster_labels(out$neighbor, x)
  out
}

# One row for each object, clusters by number.
object_table <- function(x) {
  labels <- names(x$clustering)
  n <- length(x$clustering)
  out <- data.frame(
    object = if (is.null(labels)) seq_len(n) else labels, cluster = unname(x$clustering),
    medoid = medoid_names(x)[x$clustering], neighbor = NA_integer_, sil_width = NA_real_
  )
  widths <- x$silinfo$widths
  if (!is.null(widths)) {
    at <- silhouette_objects(x)
    known <- !is.na(at)
    out$neighbor[at[known]] <- as.integer(widths[known, "neighbor"])
    out$sil_width[at[known]] <- unname(widths[known, "sil_width"])
  }
  out
}

# The observation numbers of the rows of silinfo$widths. Labels need not be distinct. Objects with the same label
# and cluster cannot be told apart there and are NA.
silhouette_objects <- function(x) {
  widths <- x$silinfo$widths
  labels <- names(x$clustering)
  if (is.null(labels)) return(as.integer(rownames(widths)))
  sampled <- x$sample %||% seq_along(labels)
  if (is.character(sampled)) sampled <- match(sampled, labels)
  theirs <- paste(x$clustering, labels)[sampled]
  theirs[theirs %in% theirs[duplicated(theirs)]] <- NA
  sampled[match(paste(widths[, "cluster"], rownames(widths)), theirs)]
}
