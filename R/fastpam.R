#' Partitioning around medoids
#'
#' Finds `k` medoids so that the mean dissimilarity of the objects to their nearest medoid is small. A medoid is one
#' of the objects. Each object belongs to the cluster of its nearest medoid.
#'
#' A drop-in replacement for [cluster::pam()], with the same arguments and the same result object. The default
#' `variant` gives the medoids, labels, objective and statistics of `cluster::pam(variant = "original")` to the last
#' bit, even if the data have many ties. It is faster because it evaluates again only what a swap has changed.
#'
#' Only `x` and `k` are required.
#'
#' @section Arguments by topic:
#' * **What to cluster:** `x`, `diss`, `metric` and its parameters `p`, `type`, `var_weights`; `stand`, `weights`.
#' * **How many clusters:** `k`; `variant = "dynmsc"` and [fastpam_path()] help to choose.
#' * **Which algorithm:** `variant` (the SWAP phase), `init`, `medoids` and `nstart` (where it starts), `do.swap`,
#'   `max_iter`; `effort` and `budget` (search beyond one local optimum); `pamonce` is the older name of `variant`.
#' * **Which objects may be medoids:** `fixed`, `candidates`.
#' * **Limits:** `memory`, `precision`, `n_threads`.
#' * **Output:** `cluster.only`, `keep.diss`, `keep.data`, `stats`, `trace.lev`, `progress`.
#'
#' The examples below follow these topics.
#'
#' @param x What to cluster, one of
#'
#'   * dissimilarities as a `dist` (from [stats::dist()], [fastdist()], [cluster::daisy()], ...), which is
#'     read in place;
#'   * with `diss = TRUE`, a square symmetric matrix with a zero diagonal, or the lower triangle by columns as a plain
#'     vector of n(n - 1)/2 numbers;
#'   * data, objects in rows: a matrix, a data frame or a sparse `Matrix`. With missing values, two objects are
#'     compared by the variables that are observed in both, and the sum is scaled up to all variables (before any
#'     square root).
#'
#'   See the sections *Column types* and *Rounding noise*.
#' @param k The number of clusters: a whole number between 1 and n - 1.
#' @param diss `TRUE` if `x` holds dissimilarities, `FALSE` if it holds data. A square matrix is data unless `diss` is
#'   `TRUE`, with a warning if it looks like dissimilarities.
#' @param medoids The medoids to start from: `k` observation numbers (distinct, in any order, truncated to whole
#'   numbers) or labels of objects; `"random"`; or `NULL` to use `init`.
#' @param nstart The number of random starts (`init` `"random"`, `"lab"` or `"kmeanspp"`). The best result is kept; of
#'   equally good results, the first. `NA` means one start. If `nstart` is given without `medoids` and `init`, the
#'   start medoids are random. `nstart` has no effect on starts that are not random.
#' @param stand `TRUE` to standardise data first: subtract the mean of each column and divide by its mean absolute
#'   deviation. A constant column is then treated as missing, as in `pam()`, with a warning.
#' @param cluster.only `TRUE` to compute and return the cluster numbers only.
#' @param do.swap `FALSE` to skip the SWAP phase and return the result for the start medoids.
#' @param keep.diss,keep.data `TRUE` to keep the dissimilarities or the (standardised) data in the result, for
#'   pictures and silhouettes. By default data are kept, and so are the computed dissimilarities of fewer than 100
#'   objects. Data are kept in double precision, as in cluster, so integers take twice their size.
#'   [predict()][predict.fastpam_fit] also works with `keep.data = FALSE`, because it needs only the medoids.
#' @param variant The SWAP phase; may be shortened.
#'
#'   * `"pam"`: PAM itself, computed by the fast engine.
#'   * `"fastpam1"`, `"fastpam2"`, `"fasterpam"`: the algorithms of Schubert and Rousseeuw (2019, 2021). Like PAM,
#'     they end when no single swap improves the objective, possibly in a different local optimum.
#'   * `"alternating"`: assign objects to their nearest medoid, replace each medoid by the best one of its cluster,
#'     and repeat (Park and Jun 2009). Simple and quick, but its results are usually worse.
#'   * `"fastermsc"`: eager swaps that raise the average medoid silhouette (Lenssen and Schubert 2024) instead of
#'     lowering the mean dissimilarity. The medoid silhouette of an object is 1 - d1/d2, where d1 and d2 are its
#'     dissimilarities to the nearest and the second nearest medoid. Needs `k` >= 2.
#'   * `"dynmsc"`: the same for all numbers of clusters from `k` down to 2 (Lenssen and Schubert 2024). The clustering
#'     with the highest average is returned.
#'   * `"original"`: PAM as in the textbook, O(k (n - k)^2) per swap, kept as a reference. The result is the same as
#'     with `"pam"`.
#'
#'   The names used by cluster are accepted too: `"o_1"` and `"o_2"` are `"pam"`, `"f_3"` is `"fastpam1"`, `"f_4"` and
#'   `"f_5"` are `"fastpam2"`, and `"faster"` is `"fasterpam"` from random medoids (unless `medoids` or `init` is
#'   given).
#' @param pamonce The older way to choose a variant: `FALSE`, `TRUE` or 0 to 6. 0, 1 and 2 are `"pam"`, 3 is
#'   `"fastpam1"`, 4 and 5 are `"fastpam2"`, 6 is `"fasterpam"` (from BUILD). Cannot be used together with `variant`.
#' @param trace.lev A whole number. Above 0, the steps of the search are printed; the wording may change.
#' @param init How the start medoids are found if `medoids` is `NULL`: `"build"` (the greedy start of PAM), `"lab"`
#'   (BUILD on small random subsamples, Schubert and Rousseeuw 2019), `"random"`, `"kmeanspp"` (k-means++ of Arthur
#'   and Vassilvitskii 2007, with D instead of D^2: each object is drawn with probability proportional to its
#'   dissimilarity to the nearest medoid drawn before) or `"parkjun"` (the most central objects, Park and Jun 2009).
#' @param weights Case weights: `NULL`, or n non-negative numbers, one per object, at least `k` of them above zero.
#'   Whole numbers are counts: an object of weight 3 is the same as three equal rows. If any weight is not whole, only
#'   the proportions matter, in silhouettes too. An object of weight 0 gets a label but does not affect the result,
#'   and it is not a medoid unless `candidates` names it. (For weights of columns, see `var_weights`.)
#' @param max_iter The maximum number of passes of the SWAP phase: a whole number or `Inf`.
#' @param precision `"double"`, or `"single"` to store dissimilarities in half the memory, rounded
#'   to about seven digits (see [fastdist()]). Sums are in double precision either way.
#' @param n_threads The number of threads; `NULL` for the setting of [RcppParallel::setThreadOptions()].
#'   The result does not depend on it.
#' @param progress `TRUE` to show a progress bar in long calls.
#' @param memory The maximum size in bytes of a working copy of the dissimilarities, see *Memory*; `NA` means three
#'   quarters of the free memory.
#' @inheritParams metric-parameters
#' @param fixed Objects that must be medoids, at most `k`: `NULL`, observation numbers, names, or a logical vector.
#' @param candidates Objects that may be medoids, at least `k`: `NULL` for all with a weight above 0, or observation
#'   numbers, names, or a logical vector. They may have weight 0. See *Sites and clients*.
#' @param effort `"high"` to continue from the local optimum with the hybrid search of Resende and Werneck (2004):
#'   many random starts, an elite set of the best solutions, and local searches from solutions on the path between two
#'   of them. The result is never worse than with `"normal"`. It depends on `set.seed()`, but not on the number of
#'   threads.
#' @param budget The additional work allowed for `effort = "high"`: a whole number, in units of one search by
#'   `"fasterpam"` from random medoids.
#' @param stats `FALSE` to leave out the statistics that need the dissimilarities of all pairs of objects:
#'   silhouettes, diameters, separations and isolation. By default they are left out if `candidates` is given and
#'   there are more than 20,000 objects.
#' @param map A function of (X, FUN) that runs the searches of `nstart` on other processes or machines, as [lapply()]
#'   does, see *Tables in pieces* in [predict()][predict.fastpam_fit]. Each is sent the data (or the dissimilarities, if
#'   `x` holds these), computes the dissimilarities anew, and uses one thread unless `n_threads` says otherwise. The
#'   result is the same, but `work` is larger. On one machine leave it alone: threads share one copy.
#' @param ... Must be empty. An unknown argument is an error that names the nearest known one.
#'
#' @return With `cluster.only = TRUE`, an integer vector of n cluster numbers, named by the labels of the objects if
#'   they have any. Otherwise a list of class `c("fastpam", "fastpam_fit", "pam", "partition")` with the components of
#'   a [cluster::pam.object], in the same order:
#'   \item{medoids}{for data, the rows of the medoids in the original units, a matrix of `k` rows;
#'     for dissimilarities, their labels or, without labels, their observation numbers}
#'   \item{id.med}{the observation numbers of the medoids, an integer vector: element j is the
#'     medoid of cluster j}
#'   \item{clustering}{the cluster numbers of the n objects, as above. Cluster 1 contains the first object, cluster 2
#'     the first object that is not in cluster 1, and so on}
#'   \item{objective}{the mean dissimilarity of the objects to their medoid, in the units of the dissimilarities:
#'     `build`, after the start, and `swap`, at the end}
#'   \item{isolation}{a factor of length `k`: `"L"` for clusters in which every object is nearer to all others of its
#'     cluster than to any object outside, `"L*"` if, in addition, the diameter is less than the separation, else
#'     `"no"`}
#'   \item{clusinfo}{a matrix of `k` rows: `size`, `max_diss` and `av_diss` (the largest and the mean dissimilarity to
#'     the medoid), `diameter` (the largest dissimilarity within the cluster) and `separation` (the smallest
#'     dissimilarity to an object outside)}
#'   \item{silinfo}{`NULL` if `k` is 1, else a list of `widths` (n x 3: cluster, nearest other
#'     cluster, silhouette width; ordered by cluster and decreasing width), `clus.avg.widths`
#'     (length `k`) and `avg.width`}
#'   \item{diss}{the dissimilarities if kept, else `NULL`}
#'   \item{call}{the call}
#'   \item{data}{the data if kept: double, standardised if `stand`}
#'
#'   followed by components that only fastpam has:
#'   \item{k}{the number of clusters}
#'   \item{variant, init, metric}{what was used, as strings; `init` is `"given"` if `medoids` were}
#'   \item{iterations, swaps}{the number of passes over the candidates, and the number of swaps}
#'   \item{converged}{`FALSE` if `max_iter` or `do.swap` ended the search}
#'   \item{trace}{the mean dissimilarity to the nearest medoid after each swap; for `"fastermsc"`
#'     and `"dynmsc"` 1 minus the average medoid silhouette}
#'   \item{effort}{with `effort = "high"` only: `"high"`}
#'   \item{starts}{with several starts only: the final value of `trace` for each start; with `effort = "high"`, the
#'     last one is the result of the hybrid search}
#'   \item{weights}{if given: the weights}
#'   \item{fixed, candidates}{if given: the observation numbers, ascending}
#'   \item{avg_medoid_sil}{the average medoid silhouette; `NA` with one cluster}
#'   \item{work}{a measure of the work of BUILD and SWAP over all starts that does not depend on the speed of the
#'     machine: `rows_read`, the number of rows of n dissimilarities that were read, and `evaluations`, the number of
#'     times a candidate was evaluated for a swap}
#'   \item{by_k}{for `"dynmsc"`: a data frame with one row for each number of clusters tried, `k` and
#'     `avg_medoid_sil`}
#'   \item{prediction}{what [predict()][predict.fastpam_fit] and other later calls need to compare objects by the same
#'     metric}
#'
#' @section Errors: An invalid argument raises an error of class `fastpam_error`. The message names the argument and
#' says what was expected and what was given. Some input that cluster accepts is an error here, because the result
#' would be meaningless: negative or infinite dissimilarities, a `Size` that does not match the number of
#' dissimilarities, a square matrix that is not symmetric or whose diagonal is not zero (cluster reads its lower
#' triangle only), factors and text as data (cluster clusters their integer codes), a `k` that is not whole, and two
#' objects without a variable that is observed in both.
#'
#' @inheritSection fastpam-input Column types
#' @inheritSection fastpam-input Rounding noise
#'
#' @section Differences from cluster:
#' * There is no limit of 65,536 objects.
#' * Variants `"o_1"` and `"o_2"` give PAM's result on tied data too, and `"faster"` does not stop
#'   early on tied data.
#' * Missing values are marked separately from the data. cluster replaces them by a special number, which fails if the
#'   largest absolute value is 0 or infinite.
#' * `medoids = "random"` does not need `nstart`.
#' * The objective is never below 0. In cluster, rounding can make it negative where all objects are medoids or equal
#'   to a medoid.
#' * A dissimilarity matrix must be symmetric; see also the errors above.
#' * The result has additional components, after those of cluster.
#'
#' Random medoids are drawn by one `sample.int(n, k)` per start, as in cluster, so the same seed gives the same
#' result. The other random inits draw one number from R's generator.
#'
#' @section Sites and clients: With m `candidates`, the n objects are assigned to k of m possible medoids, as in
#' facility location with a list of sites. To describe a site that is not a client, name it in `candidates` and give
#' it weight 0. To describe a client that is not a site, leave it out of `candidates`. If m is at most n / 2, the
#' search reads m n dissimilarities instead of n^2. With `stats = FALSE` or `cluster.only = TRUE`, only these are
#' computed and stored (twice, 16 m n bytes). Diameters, separations and silhouettes need all pairs, and so does
#' `init = "parkjun"`. If all objects of a cluster have weight 0, its statistics are zero.
#'
#' Dissimilarities must be symmetric here too, because every search reads one row for both directions. Asymmetric
#' travel times and divergences are not supported.
#'
#' @section Memory: A `dist` or a square matrix is read in place. Reading a square matrix is several times faster than
#' reading a `dist`, so a square working copy is made if it fits: 8 n^2 bytes, or 4 n^2 with `precision = "single"`
#' (0.8 or 0.4 GB for n = 10,000). The limit is `memory`, by default three quarters of the free memory of the machine.
#' Of a `dist` of more than 5,590 objects, the variants `"pam"` and `"fastpam1"` make a copy of 4 n^2 bytes in double
#' precision too: they estimate with single precision and a bound on the error, and what the estimates leave in doubt
#' is decided by the dissimilarities themselves. The result is the same to the last bit. (Only `work` may differ.)
#' These variants and `"fasterpam"` do so for any n if a square of doubles does not fit.
#' If the copy would be larger, a `dist` is read in place, and dissimilarities of data are stored as a packed triangle
#' (4 n^2 bytes, or 2 n^2 in single precision). If the triangle does not fit either, dissimilarities are computed
#' whenever they are needed.
#'
#' If the data have few columns, a dissimilarity is computed as fast as it is read, so nothing is stored: n = 70,000
#' objects with 10 columns in single precision take seconds and hardly any memory. The rule is:
#'
#' * if the square matrix would take more than 0.25 GB, nothing is stored for up to 5 columns (10 in single
#'   precision), that is, for rows of up to 40 bytes; with the metrics of section *Skipped dissimilarities*, for up to
#'   10 columns (20 in single precision), that is, 80 bytes;
#' * with `stats = FALSE` and one run of `variant = "fasterpam"` that does not begin with BUILD, a trial with random
#'   medoids estimates the proportion of the dissimilarities that will not be skipped. Nothing is stored if this
#'   proportion of a row has up to 48 bytes: with 16 columns and hundreds of clusters, for instance;
#' * if only the packed triangle would fit, nothing is stored for up to 64 columns (128 in single precision), that is,
#'   for rows of up to 512 bytes.
#'
#' A column counts as two if there are missing values, and as four for `"canberra"`, `"braycurtis"` and `"ruzicka"`,
#' whose formulas divide. 64 presence/absence columns count as 16 bytes. The rule does not apply to Gower, Minkowski
#' and user-defined metrics.
#'
#' `trace.lev = 1` prints the choice. `variant = "pam"` also stores sums of 8 n (k + 4) bytes, at most 2 GB.
#' `keep.diss` and `keep.data` need additional memory.
#'
#' @section Skipped dissimilarities: `init = "build"`, the variants `"pam"`, `"fastpam1"`, `"fastpam2"` and
#' `"fasterpam"`, [fastclarans()] and `refine` of [fastclara()] do not need all dissimilarities of a candidate if
#' these are computed rather than stored and the triangle inequality holds. Let d1 and d2 be the dissimilarities of an
#' object to its nearest and second nearest medoid. If the candidate is at least d1 + d2 away from the nearest medoid,
#' it cannot change the assignment of the object, and the object is skipped (a bound of Elkan 2003). This is done for
#' at least 4096 objects, complete data and the metrics `"euclidean"`, `"manhattan"`, `"maximum"`, `"hellinger"` and
#' `"chord"`, if a trial shows that it saves time, as it does with few columns or many clusters. FasterPAM also
#' estimates in single precision first what a candidate gains, with a bound on the error, and computes in double
#' precision only if it may gain something. Medoids, labels and objective are the same to the last bit.
#'
#' @section Time: If `progress` is `TRUE`, a call that will take more than about a minute prints an estimate at once
#' and suggests what would be quicker. The estimate multiplies the number of rows of dissimilarities that such a
#' search reads (about 7 n for `"pam"`, whatever `k` is) by the time measured on a sample of the data.
#' `options(fastpam.tell_after = 300)` sets the limit to 300 seconds; `Inf` turns the message off.
#'
#' @references Kaufman, L. and Rousseeuw, P. J. (1990). *Finding Groups in Data: An Introduction to Cluster Analysis*,
#' chapter 2. Wiley. (PAM)
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
#' Resende, M. G. C. and Werneck, R. F. (2004). A hybrid heuristic for the p-median problem. *Journal of
#' Heuristics* 10, 59-88. \doi{10.1023/B:HEUR.0000019986.96257.50}
#'
#' Lenssen, L. and Schubert, E. (2024). Medoid silhouette clustering with automatic cluster number
#' selection. *Information Systems* 120, 102290. \doi{10.1016/j.is.2023.102290}
#'
#' Park, H.-S. and Jun, C.-H. (2009). A simple and fast algorithm for K-medoids clustering. *Expert
#' Systems with Applications* 36, 3336-3341. \doi{10.1016/j.eswa.2008.01.039}
#'
#' Arthur, D. and Vassilvitskii, S. (2007). k-means++: the advantages of careful seeding. *Proceedings of
#' the 18th Annual ACM-SIAM Symposium on Discrete Algorithms*, 1027-1035.
#'
#' Elkan, C. (2003). Using the triangle inequality to accelerate k-means. *Proceedings of the 20th
#' International Conference on Machine Learning*, 147-153.
#'
#' @seealso [print()][print.fastpam_fit] and the other methods; [fastdist()]; [cluster::silhouette()],
#'   [cluster::clusplot()]
#' @examples
#' # What to cluster: numbers, here twenty species of plants by the texture of their leaves,
#' leaf <- leaves[1:320, ]
#' fit <- fastpam(leaf[-1], k = 20)
#' fit
#' # mixed columns with missing values,
#' fastpam(credit[1:300, -1], 4, metric = "gower")$objective
#' # presence and absence, or dissimilarities, with the result of cluster
#' fastpam(androgen[1:200, ] == 1, 4, metric = "jaccard")$objective
#' d <- dist(leaf[-1])
#' identical(fastpam(d, 20)$id.med, cluster::pam(d, 20)$id.med)
#'
#' # How many clusters: the best by the medoid silhouette, up to 30
#' fastpam(leaf[-1], 30, variant = "dynmsc")$k
#'
#' # Which algorithm: several random starts of the eager variant
#' set.seed(1)
#' fastpam(d, 20, variant = "fasterpam", nstart = 5)$starts
#'
#' # Keep object 1 as a medoid, take the others from every fourth object only
#' fastpam(d, 20, fixed = 1, candidates = seq(1, 320, by = 4))$id.med
#'
#' # Limits: half the memory, one thread
#' fastpam(leaf[-1], 20, precision = "single", n_threads = 1)$objective
#'
#' # Output: the labels only, or a fit without the data
#' fastpam(leaf[-1], 20, cluster.only = TRUE)[1:8]
#' small <- fastpam(leaf[-1], 20, keep.data = FALSE)
#' identical(predict(small, leaf[-1]), predict(fit, leaf[-1]))
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
                    p = NULL, type = NULL, var_weights = NULL, fixed = NULL, candidates = NULL,
                    effort = c("normal", "high"), budget = 80,
                    stats = is.null(candidates) || n <= 20000, map = lapply, ...) {
  call <- plain_call(match.call(), "fastpam")
  refuse_dots(...)
  need(missing(x), "x", "what to cluster")
  need(missing(k), "k", "the number of clusters")
  if (!missing(variant) && !missing(pamonce)) {
    abort_arg("pamonce", "not be given together with `variant`, which chooses the same thing")
  }
  # The defaults above look at these three, so they are made plain values first. `variant` keeps
  # the spelling of the user: "faster" starts at random, "fasterpam" does not.
  cluster.only <- check_flag(cluster.only, "cluster.only")
  diss <- check_flag(diss, "diss")
  variant <- if (missing(pamonce)) match_variant(variant) else variant_of_pamonce(pamonce)
  do.swap <- check_flag(do.swap, "do.swap")
  max_iter <- check_passes(max_iter, "max_iter")
  budget <- check_effort(effort, budget, variant, do.swap)
  map <- check_map(map)
  if (by_parts(map) && budget > 0L) {
    abort_arg("map", "be lapply with `effort = \"high\"`, which goes on from the best of all starts")
  }

  problem <- fit_problem(
    x, k, diss, metric, stand, p, type, var_weights, weights, n_threads, progress,
    trace = check_trace(trace.lev), precision = precision, memory = memory, least_k = least_k(variant),
    fixed = fixed, candidates = candidates
  )
  n <- problem$n
  check_sent(map, problem$source)
  keep <- check_keeps(keep.diss, keep.data, diss, cluster.only)
  start <- plan_start(
    problem, problem$k, medoids = if (missing(medoids) && !missing(init)) NULL else medoids,
    nstart = nstart, init = init
  )
  pairs <- check_flag(stats, "stats")
  search <- search_options(
    problem$k, start, variant, do.swap, max_iter, if (cluster.only) "none" else if (pairs) "pairs" else "medoids",
    budget
  )

  tell_long_call(problem, list(search))

  # If the dissimilarities are to be kept, they are computed once and used for the fit.
  kept <- if (keep$diss) {
    if (diss) keep_given_diss(x, problem$source) else compute_diss(problem$source, problem$run)
  }
  computed <- keep$diss && !diss
  source <- if (computed) given_source(kept, problem$run$n_threads) else problem$source
  found <- best_start(source, search, problem$run, map)
  if (cluster.only) return(with_labels(found$labels, problem$source$labels))
  new_pam(
    found, problem, call, diss = kept, data = if (keep$data) kept_data(problem$source),
    variant = search$variant, init = start$label,
    precision = if (computed && problem$run$precision == "single") "rounded" else problem$run$precision,
    extra = if (budget > 0L) list(effort = "high")
  )
}
