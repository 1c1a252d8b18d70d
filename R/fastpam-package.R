# cluster is imported so that its methods for the classes "pam" and "partition" can be inherited.

#' fastpam: fast k-medoids clustering around exact PAM
#'
#' Start with [fastpam()]. [fastclara()] and [fastclarans()] are for data whose n^2 dissimilarities do not fit into
#' memory. [fastdist()] computes dissimilarities, and [fastpam_path()] helps to choose k. `browseVignettes("fastpam")`
#' lists the vignettes; *Getting started* shows in a dozen lines how to get from a file to clusters.
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
