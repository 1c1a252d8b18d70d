#' Clustering by random search: CLARANS and FastCLARANS
#'
#' Moves from one set of `k` medoids to the next by random swaps of a medoid with another object. A swap is made as
#' soon as it lowers the mean dissimilarity. A walk ends when `maxneighbor` swaps in a row bring no improvement. The
#' best of `numlocal` walks is returned as an object like that of [fastpam()].
#'
#' Dissimilarities of data are computed when they are needed, one object against all others, and are not stored. It
#' needs memory for one copy of the data and about 8 n (`k` + 4) bytes per walk. Walks run in parallel.
#'
#' `"classic"` is CLARANS (Ng and Han 2002): a neighbour is a swap of a random medoid with a random other object.
#' `"fast"` is FastCLARANS (Schubert and Rousseeuw 2019): a neighbour is a random object, for which the swaps with all
#' `k` medoids are evaluated together, at the cost of one.
#'
#' @inheritParams fastpam
#' @param x What to cluster: data or dissimilarities, as in [fastpam()].
#' @param numlocal The number of walks, each starting from `k` random objects.
#' @param maxneighbor A walk ends after this number of neighbours in a row without an improvement. `NULL` for the
#'   values of the papers: for `"classic"`, 1.25 % of the k(n - k) swaps and at least 250; for `"fast"`, where one
#'   neighbour stands for `k` swaps, 2.5 % of the n - k objects and at least 500 / `k`.
#' @param variant `"fast"` or `"classic"`, see above.
#' @param stats `FALSE` to leave out the statistics that need the dissimilarities of all pairs of objects, and thus
#'   time proportional to n^2: silhouettes, diameters, separations and isolation. By default they are computed for up
#'   to 20,000 objects.
#' @param map A function of (X, FUN) that runs the walks on other processes or machines, as in [fastpam()].
#' @param trace.lev A whole number. Above 0, the steps of the search are printed.
#'
#' @return With `cluster.only = TRUE`, an integer vector of n cluster numbers. Otherwise a list of class
#'   `c("fastpam", "fastpam_fit", "pam", "partition")` with the components described in [fastpam()]. These differ:
#'   \item{objective}{the mean dissimilarity of the objects to their medoid: `build`, at the start of
#'     the best walk, and `swap`, at its end}
#'   \item{isolation, clusinfo, silinfo}{with `stats = FALSE`, `isolation` and the columns `diameter` and
#'     `separation` of `clusinfo` are `NA`, and `silinfo` is `NULL`}
#'   \item{variant, init}{`"fastclarans"` or `"clarans"`, and `"random"`}
#'   \item{iterations, swaps, trace}{of the best walk: the number of neighbours tried, the number of swaps made, and
#'     the mean dissimilarity after each swap}
#'   \item{starts}{with several walks only: the mean dissimilarity at the end of each}
#'   \item{maxneighbor}{the value used}
#'
#' @section Errors: As in [fastpam()], of class `fastpam_error`.
#'
#' @section Randomness: One number is drawn from R's generator, so [set.seed()] makes the result reproducible. The
#' number of threads does not change it. The first walk is the same for any `numlocal`.
#'
#' @references Ng, R. T. and Han, J. (2002). CLARANS: a method for clustering objects for spatial
#' data mining. *IEEE Transactions on Knowledge and Data Engineering* 14, 1003-1016.
#' \doi{10.1109/TKDE.2002.1033770}
#'
#' Schubert, E. and Rousseeuw, P. J. (2019). Faster k-medoids clustering: improving the PAM, CLARA,
#' and CLARANS algorithms. *SISAP 2019*, 171-187. \doi{10.1007/978-3-030-32047-8_16}
#'
#' @seealso [fastpam()], [fastclara()]
#' @examples
#' set.seed(1)
#' fit <- fastclarans(leaves[-1], k = 20)
#' fit$objective
#' fit$starts
#'
#' # Not far from the exhaustive search, which tries all swaps
#' fastpam(leaves[-1], k = 20)$objective
#' @export
fastclarans <- function(x, k, diss = inherits(x, "dist"), metric = "euclidean", numlocal = 2,
                        maxneighbor = NULL, variant = c("fast", "classic"),
                        stand = FALSE, cluster.only = FALSE,
                        keep.diss = !diss && !cluster.only && n < 100,
                        keep.data = !diss && !cluster.only, stats = n <= 20000,
                        trace.lev = 0, weights = NULL, n_threads = NULL,
                        progress = interactive(), p = NULL, type = NULL, var_weights = NULL,
                        fixed = NULL, candidates = NULL, map = lapply, ...) {
  call <- plain_call(match.call(), "fastclarans")
  refuse_dots(...)
  need(missing(x), "x", "what to cluster")
  need(missing(k), "k", "the number of clusters")
  cluster.only <- check_flag(cluster.only, "cluster.only")
  diss <- check_flag(diss, "diss")
  variant <- check_choice(if (missing(variant)) "fast" else variant, "variant", c("fast", "classic"))
  problem <- fit_problem(
    x, k, diss, metric, stand, p, type, var_weights, weights, n_threads, progress,
    trace = check_trace(trace.lev), fixed = fixed, candidates = candidates
  )
  n <- problem$n
  k <- problem$k
  check_sent(check_map(map), problem$source)
  numlocal <- check_count(numlocal, "numlocal")
  maxneighbor <- if (is.null(maxneighbor)) {
    default_max_neighbor(length(able_objects(problem)), k, variant == "fast")
  } else {
    check_count(maxneighbor, "maxneighbor")
  }
  keep <- check_keeps(keep.diss, keep.data, diss, cluster.only)
  pairs <- check_flag(stats, "stats")
  search <- list(
    k = k, numlocal = numlocal, maxneighbor = as.double(maxneighbor), fast = variant == "fast",
    seed = draw_seed(), statistics = if (cluster.only) "none" else if (pairs) "pairs" else "medoids"
  )
  found <- best_walk(problem$source, search, problem$run, map)
  if (cluster.only) return(with_labels(found$labels, problem$source$labels))
  kept <- if (keep$diss) {
    if (diss) keep_given_diss(x, problem$source) else compute_diss(problem$source, problem$run)
  }
  new_pam(
    found, problem, call, diss = kept, data = if (keep$data) kept_data(problem$source),
    variant = if (variant == "fast") "fastclarans" else "clarans", init = "random",
    extra = list(maxneighbor = maxneighbor)
  )
}
