# Functions with the arguments and results that other packages expect. None of those packages is needed here.

#' fastpam() as a clustering function for other packages
#'
#' Some packages take a clustering function as an argument. Each of them needs a certain form, which these functions
#' have:
#'
#' * `fastpam_cbi()` is for `fpc::clusterboot()`, `fpc::nselectboot()` and `fpc::prediction.strength()`. They measure
#'   how stable clusters are if the data are resampled.
#' * `fastpam_cluster()` returns a list with `cluster`. `cluster::clusGap()`, `factoextra::fviz_nbclust()` and similar
#'   functions need this.
#' * `fastpam_hook()` is for `ConsensusClusterPlus::ConsensusClusterPlus(clusterAlg = "fastpam_hook")`.
#'
#' @param data,x Data or dissimilarities, see [fastpam()].
#' @param this_dist A `dist`.
#' @param k The number of clusters.
#' @param diss `TRUE` if `data` or `x` holds dissimilarities.
#' @param ... Further arguments of [fastpam()].
#' @return `fastpam_cbi()`: a list of `result` (the fit), `nc` (the number of clusters), `clusterlist`
#'   (a list of `nc` logical vectors of length n), `partition` (the cluster numbers) and
#'   `clustermethod`. `fastpam_cluster()`: a list of one integer vector, `cluster`. `fastpam_hook()`:
#'   the integer vector itself.
#' @section Errors: Those of [fastpam()], of class `fastpam_error`.
#' @seealso [FastpamParam()] for \pkg{bluster}, [LearnerClustFastpam] for \pkg{mlr3cluster}
#' @examples
#' boxes <- fastpam_cbi(iris[1:4], k = 3)
#' table(boxes$partition, iris$Species)
#'
#' # cluster::clusGap(as.matrix(iris[1:4]), fastpam_cluster, K.max = 6)
#' # fpc::clusterboot(dist(iris[1:4]), clustermethod = fastpam_cbi, k = 3)
#' fastpam_cluster(iris[1:4], 3)$cluster[c(1, 51, 101)]
#' @export
fastpam_cbi <- function(data, k, diss = inherits(data, "dist"), ...) {
  fit <- fastpam(data, k, diss = diss, keep.data = FALSE, keep.diss = FALSE, progress = FALSE, ...)
  partition <- unname(fit$clustering)
  nc <- length(fit$id.med)
  list(
    result = fit, nc = nc, clusterlist = lapply(seq_len(nc), function(j) partition == j),
    partition = partition, clustermethod = "fastpam"
  )
}

#' @rdname fastpam_cbi
#' @export
fastpam_cluster <- function(x, k, diss = inherits(x, "dist"), ...) {
  list(cluster = fastpam(x, k, diss = diss, cluster.only = TRUE, progress = FALSE, ...))
}

#' @rdname fastpam_cbi
#' @export
fastpam_hook <- function(this_dist, k) {
  fastpam(this_dist, k, diss = TRUE, cluster.only = TRUE, progress = FALSE)
}

#' Parameters of fastpam() for bluster
#'
#' For `bluster::clusterRows(x, FastpamParam(10))` and for the functions that call it, such as
#' `scran::clusterCells()`. Needs the package \pkg{bluster}.
#'
#' @param centers The number of clusters, or a function of the number of rows that gives it.
#' @param ... Further arguments of [fastpam()], for instance `metric`.
#' @return An S4 object whose class extends `BlusterParam`. `clusterRows()` returns a factor of length
#'   n, with `full = TRUE` a list of `clusters` and `objects`, which holds the fit.
#' @section Errors: Of class `fastpam_error` if \pkg{bluster} is not installed, or `centers` is neither a
#'   whole number of at least 1 nor a function; those of [fastpam()] in `clusterRows()`.
#' @seealso [LearnerClustFastpam] for \pkg{mlr3cluster}
#' @examplesIf requireNamespace("bluster", quietly = TRUE)
#' bluster::clusterRows(as.matrix(iris[1:4]), FastpamParam(3))[c(1, 51, 101)]
#' @export
FastpamParam <- function(centers, ...) {
  if (!requireNamespace("bluster", quietly = TRUE)) abort("FastpamParam() needs the package bluster.")
  if (!is.function(centers)) centers <- check_count(centers, "centers")
  define_bluster_class()
  methods::new("FastpamParam", centers = centers, arguments = list(...))
}

# A call with a list of arguments, by names: the fit keeps its call, and must not keep the data in it.
fastpam_with <- function(x, arguments) {
  do.call("fastpam", c(list(quote(x)), arguments), envir = environment())
}

# The superclass exists only where bluster is, so the class is made when it is first asked for.
bluster_classes <- new.env()

define_bluster_class <- function() {
  if (methods::isClass("FastpamParam", where = bluster_classes)) return(invisible())
  asNamespace("bluster")
  methods::setClass(
    "FastpamParam", slots = c(centers = "ANY", arguments = "list"),
    contains = "BlusterParam",
    where = bluster_classes
  )
  methods::setMethod(
    bluster_generic("clusterRows"), methods::signature("ANY", "FastpamParam"),
    function(x, BLUSPARAM, full = FALSE) {
      k <- BLUSPARAM@centers
      if (is.function(k)) k <- k(nrow(x))
      fit <- fastpam_with(if (is.matrix(x) || isS4(x)) x else as.matrix(x), c(list(k = k, progress = FALSE),
        BLUSPARAM@arguments))
      clusters <- factor(unname(fit$clustering))
      if (full) list(clusters = clusters, objects = list(fit = fit)) else clusters
    },
    where = bluster_classes
  )
}

bluster_generic <- function(name) methods::getGeneric(name, where = asNamespace("bluster"))
