# cluster is imported so that its methods for the classes "pam" and "partition" are there to
#   inherit.

#' @keywords internal
#' @useDynLib fastpam, .registration = TRUE
#' @importFrom Rcpp evalCpp
#' @importFrom RcppParallel RcppParallelLibs
#' @importFrom cluster clusplot
#' @importFrom cluster silhouette
"_PACKAGE"
