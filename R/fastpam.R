#' Partitioning around medoids
#'
#' Finds `k` medoids, objects of the data themselves, such that the mean dissimilarity of all
#' objects to the nearest medoid is small, and groups the objects around them. A drop-in for
#' [cluster::pam()]: the same arguments, the same result object, and with the default `variant` the
#' same medoids, labels, objective and statistics as `cluster::pam(variant = "original")` to the
#' last bit, on data full of ties too, without evaluating again what a swap did not change.
#'
#' @param x What to cluster, one of
#'
#'   * dissimilarities as a `dist` (from [stats::dist()], [fastdist()], [cluster::daisy()], ...):
#'     used where it lies, not copied;
#'   * with `diss = TRUE`, a square symmetric matrix with a zero diagonal, or the lower triangle as
#'     a plain vector of n(n - 1)/2 numbers, by columns;
#'   * data, objects in rows: a numeric or logical matrix, or a data frame of such columns. Missing
#'     values are allowed: a pair of objects is compared by the variables both have, and the sum is
#'     scaled up to all of them (before the square root, where there is one). See [fastdist()] for
#'     what else can be given and with which `metric`.
#'
#'   Dissimilarities must be finite, not negative and not missing.
#' @param k The number of clusters: a whole number between 1 and n - 1.
#' @param diss `TRUE` if `x` holds dissimilarities, `FALSE` if it holds data. A square matrix counts
#'   as data unless this says otherwise.
#' @param medoids Where the search starts: `NULL` to leave that to `init`; `"random"`; or the `k`
#'   observation numbers (distinct, in any order, cut off to whole numbers) of the medoids to start
#'   from, or their names.
#' @param nstart The number of random starts (`init` `"random"`, `"lab"` or `"kmeanspp"`), of which
#'   the best one is kept; the first of equally good ones. `NA` is one start. Given alone, it asks
#'   for random medoids. Without effect on starts that are not random.
#' @param stand `TRUE` to standardise data first: every column minus its mean, divided by its mean
#'   absolute deviation. A constant column then counts as missing.
#' @param cluster.only `TRUE` to return the cluster numbers only, and to compute nothing else.
#' @param do.swap `FALSE` to stop after the start: no SWAP phase.
#' @param keep.diss,keep.data `TRUE` to keep the dissimilarities or the (standardised) data in the
#'   result. Methods such as [cluster::clusplot()] look for them there. By default data are kept,
#'   and dissimilarities that were computed here if there are less than 100 objects.
#' @param variant The SWAP phase; may be shortened.
#'
#'   * `"pam"`: PAM exactly, by the fast engine.
#'   * `"fastpam1"`, `"fastpam2"`, `"fasterpam"`: the algorithms of Schubert and Rousseeuw (2019,
#'     2021). Like PAM, they end where no single swap improves; they may end elsewhere.
#'   * `"alternating"`: assign, then take the best medoid inside each cluster, and so on (Park and
#'     Jun 2009). Fast to write down, and usually worse.
#'   * `"fastermsc"`: eager swaps that raise the average medoid silhouette (Lenssen and Schubert
#'     2024) instead of lowering the mean dissimilarity. `"dynmsc"`: the same for all numbers of
#'     clusters from `k` down to 2, of which the one with the highest average is returned. Both need
#'     `k` >= 2 and then may find groups that PAM does not: the medoid silhouette of an object is
#'     1 - d1/d2, with its dissimilarities to the nearest and the second nearest medoid.
#'   * `"original"`: PAM by the textbook loop, O(k (n - k)^2) a swap; kept as the reference. The
#'     result is that of `"pam"`.
#'
#'   The spellings of cluster are understood: `"o_1"` and `"o_2"` are `"pam"`, `"f_3"` is
#'   `"fastpam1"`, `"f_4"` and `"f_5"` are `"fastpam2"`, and `"faster"` is `"fasterpam"` from random
#'   medoids (`medoids` or `init` say otherwise).
#' @param pamonce The older way to name a variant: `FALSE`, `TRUE` or 0 to 6. 0, 1 and 2 are
#'   `"pam"`, 3 is `"fastpam1"`, 4 and 5 are `"fastpam2"`, 6 is `"fasterpam"` (from BUILD). Not
#'   together with `variant`.
#' @param trace.lev A whole number; larger than 0 to print what the search does. The wording may
#'   change.
#' @param init Where the search starts if `medoids` does not say: `"build"` (the greedy start of
#'   PAM), `"lab"` (its linear approximation on random subsamples), `"random"`, `"kmeanspp"` (D
#'   sampling) or `"parkjun"`.
#' @param weights `NULL`, or n non-negative numbers, one an object, at least k of them above zero:
#'   the same as repeating objects so many times. An object of weight 0 gets a label but is never a
#'   medoid and counts nowhere.
#' @param max_iter The largest number of passes of the SWAP phase: a whole number or `Inf`.
#' @param precision `"double"`, or `"single"` to store dissimilarities in half the memory, rounded
#'   to about seven digits ([fastdist()] has the details). Sums are in double precision either way.
#' @param n_threads The number of threads; `NULL` for what [RcppParallel::setThreadOptions()] says.
#'   The result does not depend on it.
#' @param progress `TRUE` to show the progress of calls that take long.
#' @param memory How many bytes a working copy of the dissimilarities may take, see *Memory*; `NA` for
#'   three quarters of what the machine has free.
#' @inheritParams metric-parameters
#' @param ... Not used: an argument that is not known is an error, which names the nearest one that is.
#'
#' @return With `cluster.only = TRUE`, an integer vector of n cluster numbers, named by the labels
#'   of the objects if there are any. Otherwise a list of class
#'   `c("fastpam", "fastpam_fit", "pam", "partition")`
#'   with the components of a [cluster::pam.object], in its order:
#'   \item{medoids}{for data, the rows of the medoids in the original units, a matrix of `k` rows;
#'     for dissimilarities, their labels or, without labels, their observation numbers}
#'   \item{id.med}{the observation numbers of the medoids, an integer vector: element j is the
#'     medoid of cluster j}
#'   \item{clustering}{the cluster numbers of the n objects, as above. Cluster 1 is that of the
#'     first object, cluster 2 that of the next object not in cluster 1, and so on}
#'   \item{objective}{the mean dissimilarity (in the units of the dissimilarities) of the objects to
#'     their medoid: `build`, after the start, and `swap`, at the end}
#'   \item{isolation}{a factor of length `k`: `"L"` for clusters in which every object is nearer to
#'     all others of its cluster than to any object outside, `"L*"` if also the diameter is less
#'     than the separation, else `"no"`}
#'   \item{clusinfo}{a matrix of `k` rows: `size`, largest and mean dissimilarity to the medoid,
#'     `diameter` and `separation` (the smallest dissimilarity to an object outside)}
#'   \item{silinfo}{`NULL` if `k` is 1, else a list of `widths` (n x 3: cluster, nearest other
#'     cluster, silhouette width; ordered by cluster and decreasing width), `clus.avg.widths`
#'     (length `k`) and `avg.width`}
#'   \item{diss}{the dissimilarities if kept, else `NULL`}
#'   \item{call}{the call}
#'   \item{data}{the data if kept: double, standardised if `stand`}
#'   \item{k}{the number of clusters}
#'   \item{variant, init, metric}{what was done, as strings; `init` is `"given"` if `medoids` were}
#'   \item{iterations, swaps}{the number of passes over the candidates and of swaps that were done}
#'   \item{converged}{`FALSE` if the search was ended by `max_iter` or `do.swap`}
#'   \item{trace}{the mean dissimilarity to the nearest medoid after each swap; for `"fastermsc"`
#'     and `"dynmsc"` 1 minus the average medoid silhouette}
#'   \item{starts}{with several starts only: the same for each of them, at its end}
#'   \item{weights}{if given: the weights}
#'   \item{avg_medoid_sil}{the average medoid silhouette; `NA` with one cluster}
#'   \item{work}{the work of BUILD and SWAP over all starts, which unlike seconds does not depend on
#'     the machine: `rows_read`, how often a row of n dissimilarities was read, and `evaluations`,
#'     how many candidates were compared with the whole state}
#'   \item{by_k}{for `"dynmsc"`: a data frame of the numbers of clusters it went through and their
#'     `avg_medoid_sil`}
#'   \item{prediction}{what [predict()][predict.fastpam_fit] needs to know about the data}
#'
#' @section Errors: An argument that cannot be used raises an error of class
#' `fastpam_error` whose message names the argument, what it must be and what it was. Some
#' are let through by cluster and are errors here, because the result would be an accident: negative
#' or infinite dissimilarities, a `Size` that does not match the number of dissimilarities, a square
#' matrix that is not symmetric or whose diagonal is not zero (cluster reads its lower triangle
#' only), character and factor columns as data (cluster clusters their integer codes), a `k` that is
#' not whole, and two objects of data without a common non-missing variable.
#'
#' @section Differences to cluster:
#' * There is no limit of 65,536 objects.
#' * Variants `"o_1"` and `"o_2"` give PAM's result on tied data too, and `"faster"` does not stop
#'   early on tied data.
#' * Missing values are kept apart from the data; cluster marks them by a number, which goes wrong
#'   where the largest absolute value is 0 or infinite.
#' * `medoids = "random"` does not need `nstart`.
#' * A dissimilarity matrix must be symmetric; see also the errors above.
#' * More components in the result, behind those of cluster.
#'
#' Where random medoids are asked for, they are drawn by one `sample.int(n, k)` a start, as in
#' cluster, so the same seed gives the same result. Other random starts draw one number from R's
#' generator.
#'
#' @section Memory: A `dist` or a square matrix is read where it lies. If a square working copy of
#' the dissimilarities, 8 n^2 bytes (4 n^2 with `precision = "single"`; 0.8 GB for n = 10,000),
#' stays below the limit, one is made, because reading it is several times faster; a square matrix
#' needs none. The limit is `memory`, in bytes, by default three quarters of the free memory of the
#' machine. Above it, a `dist` is read in place, and dissimilarities of data are packed (4 n^2 bytes,
#' 2 n^2 single) or, if that is too much as well, computed again as they are needed.
#'
#' Dissimilarities of few columns are computed as fast as they are read, and then nothing is stored
#' (n = 70,000, 10 columns, `precision = "single"`: seconds, and no memory to speak of): instead of a
#' square of more than 0.25 GB for up to 40 bytes of a row of the data, that is 5 columns (10 single);
#' instead of a packed triangle for up to 512 bytes. Missing values count twice, columns of metrics
#' that divide in each (canberra, braycurtis, ruzicka) four times, 64 columns of presence/absence as
#' 16 bytes; for Gower, Minkowski and your own metrics this is never done.
#'
#' `trace.lev = 1` prints what was chosen. `variant = "pam"` adds sums of 8 n (k + 4) bytes, up to 2
#' GB. `keep.diss` and the default `keep.data` hold what they keep in the result besides.
#'
#' @references Kaufman, L. and Rousseeuw, P. J. (1990). *Finding Groups in Data: An Introduction to
#' Cluster Analysis*, chapter 2. Wiley.
#'
#' Schubert, E. and Rousseeuw, P. J. (2019). Faster k-medoids clustering: improving the PAM, CLARA,
#' and CLARANS algorithms. *SISAP 2019*, 171-187. \doi{10.1007/978-3-030-32047-8_16}
#'
#' Schubert, E. and Rousseeuw, P. J. (2021). Fast and eager k-medoids clustering. *Information
#' Systems* 101, 101804. \doi{10.1016/j.is.2021.101804}
#'
#' Resende, M. G. C. and Werneck, R. F. (2007). A fast swap-based local search procedure for
#' location problems. *Annals of Operations Research* 150, 205-230. \doi{10.1007/s10479-006-0154-0}
#'
#' Lenssen, L. and Schubert, E. (2024). Medoid silhouette clustering with automatic cluster number
#' selection. *Information Systems* 120, 102290. \doi{10.1016/j.is.2023.102290}
#'
#' Park, H.-S. and Jun, C.-H. (2009). A simple and fast algorithm for K-medoids clustering. *Expert
#' Systems with Applications* 36, 3336-3341. \doi{10.1016/j.eswa.2008.01.039}
#'
#' @seealso [print()][print.fastpam_fit] and the other methods; [fastdist()]; [cluster::silhouette()],
#'   [cluster::clusplot()]
#' @examples
#' # Twenty species of plants by the texture of their leaves
#' leaf <- leaves[1:320, ]
#' fit <- fastpam(leaf[-1], k = 20)
#' fit
#' table(leaf$species, fit$clustering)[1:3, ]
#'
#' # The same from dissimilarities, and the same as cluster
#' d <- dist(leaf[-1])
#' identical(fastpam(d, 20)$id.med, cluster::pam(d, 20)$id.med)
#'
#' # Several random starts of the eager variant
#' set.seed(1)
#' fastpam(d, 20, variant = "fasterpam", nstart = 5)$starts
#' @export
fastpam <- function(x, k, diss = inherits(x, "dist"), metric = "euclidean",
                    medoids = if (is.numeric(nstart)) "random",
                    nstart = if (variant == "faster") 1L else NA,
                    stand = FALSE, cluster.only = FALSE, do.swap = TRUE,
                    keep.diss = !diss && !cluster.only && n < 100,
                    keep.data = !diss && !cluster.only,
                    variant = "pam", pamonce = FALSE, trace.lev = 0,
                    init = "build", weights = NULL, max_iter = Inf, precision = "double",
                    n_threads = NULL, progress = interactive(), memory = default_memory(),
                    p = NULL, type = NULL, var_weights = NULL, ...) {
  call <- plain_call(match.call())
  refuse_dots(...)
  need(missing(x), "x", "what to cluster")
  need(missing(k), "k", "the number of clusters")
  if (!missing(variant) && !missing(pamonce)) {
    abort_arg("pamonce", "not be set together with `variant`, of which it is another name")
  }
  # The defaults above look at these three, so they are made plain values first. `variant` keeps
  # the spelling of the user: "faster" starts at random, "fasterpam" does not.
  cluster.only <- check_flag(cluster.only, "cluster.only")
  diss <- check_flag(diss, "diss")
  variant <- if (missing(pamonce)) match_variant(variant) else variant_of_pamonce(pamonce)
  do.swap <- check_flag(do.swap, "do.swap")
  max_iter <- check_max_iter(max_iter)

  problem <- fit_problem(
    x, k, diss, metric, stand, p, type, var_weights, weights, n_threads, progress,
    trace = check_trace(trace.lev), precision = precision, memory = memory, least_k = least_k(variant)
  )
  n <- problem$n
  keep <- check_keeps(keep.diss, keep.data, diss, cluster.only)
  start <- plan_start(
    problem, problem$k, medoids = if (missing(medoids) && !missing(init)) NULL else medoids,
    nstart = nstart, init = init
  )
  search <- search_options(
    problem$k, start, variant, do.swap, max_iter, if (cluster.only) "none" else "pairs"
  )

  # Dissimilarities of data that are to be kept are computed once, and fitted from.
  kept <- if (keep$diss) {
    if (diss) keep_given_diss(x, problem$source) else compute_diss(problem$source, problem$run)
  }
  computed <- keep$diss && !diss
  found <- from_core(
    fit_cpp(if (computed) given_source(kept, problem$run$n_threads) else problem$source, search, problem$run),
    problem$source$metric
  )
  if (cluster.only) return(with_labels(found$labels, problem$source$labels))
  new_pam(
    found, problem, call, diss = kept, data = if (keep$data) kept_data(problem$source),
    variant = search$variant, init = start$label,
    precision = if (computed && problem$run$precision == "single") "rounded" else problem$run$precision
  )
}

# A call for the fit to keep, without the values that do.call() puts into it.
plain_call <- function(call) {
  for (i in seq_along(call)[-1L]) {
    if (is.data.frame(call[[i]]) || (!is.language(call[[i]]) && length(call[[i]]) > 20L)) {
      call[[i]] <- as.name(names(call)[i] %||% "x")
    }
  }
  call
}
