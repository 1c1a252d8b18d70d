# cluster is imported so that its methods for the classes "pam" and "partition" are there to
#   inherit.

#' fastpam: fast k-medoids clustering around exact PAM
#'
#' Start with [fastpam()]; [fastclara()] and [fastclarans()] are for more objects than n^2 numbers fit,
#' [fastdist()] computes dissimilarities, [fastpam_path()] helps to choose k. `browseVignettes("fastpam")`
#' lists the longer texts; *Getting started* goes from a file to clusters in a dozen lines.
#'
#' @name fastpam-package
#' @aliases fastpam-package
#' @docType package
#' @keywords internal
#' @useDynLib fastpam, .registration = TRUE
#' @importFrom Rcpp evalCpp
#' @importFrom RcppParallel RcppParallelLibs
#' @importFrom cluster clusplot
#' @importFrom cluster silhouette
NULL
