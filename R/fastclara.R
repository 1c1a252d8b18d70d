#' Clustering large data by samples: CLARA, FastCLARA and FasterCLARA
#'
#' Finds `k` medoids of data that are too large for [fastpam()]. Medoids are searched in samples, all objects are
#' assigned to the medoids of each sample, and the medoids with the smallest mean dissimilarity are returned. A
#' drop-in replacement for [cluster::clara()] with the same arguments and result object, and in addition any swap
#' phase and init of [fastpam()], all metrics of [fastdist()], case weights and threads.
#'
#' It needs memory for one copy of the data, about 30 bytes per object and the dissimilarities of one sample (8
#' `sampsize`^2 bytes, by default at most 200 MB unless `k` is above 1,200). Nothing grows with n times `k`.
#'
#' By default, as in CLARA, each sample after the first contains the best medoids so far. Samples are then processed
#' one after the other, and threads share the work within a sample, which is mostly the assignment of all objects.
#' With `independent = TRUE`, all samples are drawn first and searched in parallel (samples of more than 2000 objects
#' one after the other, each on all threads). The default usually finds better medoids.
#'
#' @param x Data, objects in rows (a numeric or logical matrix, a data frame, a sparse `Matrix`; see [fastdist()]), or
#'   dissimilarities as a `dist`, which are read in place, or a table in pieces, see [chunks()]. Data may have missing
#'   values. See the sections *Column types* and *Rounding noise*.
#' @param k The number of clusters: a whole number between 1 and n - 1.
#' @param diss `TRUE` if `x` holds dissimilarities: a `dist`, a square symmetric matrix, or the lower triangle
#'   as a plain vector.
#' @inheritParams metric-parameters
#' @param stand `TRUE` to standardise data first: subtract the mean of each column and divide by its mean absolute
#'   deviation. (With `independent = TRUE`, these are rounded at their end only, as those of a table in pieces.)
#' @param cluster.only `TRUE` to return the cluster numbers only.
#' @param samples The number of samples, at least 1. If `sampsize` is n, only one is taken.
#' @param sampsize The number of objects in a sample, between `max(2, k + 1)` and n, or a word: `"auto"` for samples
#'   that take a few seconds at most, see *Sample size*; `"clara"` for the default of `clara()`, `min(n, 40 + 2 * k)`;
#'   `"fastclara"` for that of Schubert and Rousseeuw (2019), `min(n, 80 + 4 * k)`. With `rngR = FALSE`, the default is
#'   `"clara"`.
#' @param trace A whole number. Above 0, the result of each sample is printed.
#' @param medoids.x,keep.data `FALSE` to leave the rows of the medoids, or the (standardised) data, out of the result.
#'   If `medoids.x` is `FALSE`, `keep.data` must be `FALSE` too.
#' @param rngR `TRUE` to draw samples with R's random numbers, so that [set.seed()] makes them reproducible. `FALSE`
#'   to use the generator of the original program, which gives the same samples in every call and cannot draw more
#'   than 65,536 different objects.
#' @param pamLike,correct.d For compatibility only; `FALSE` is treated as `TRUE`. In `clara()`, `pamLike = FALSE` uses
#'   a swap rule with a known error, and `correct.d = FALSE` a wrong formula for missing values (if there are any, a
#'   warning is given).
#' @param variant The swap phase on the samples: `"pam"` is CLARA, `"fastpam1"` and `"fastpam2"` are FastCLARA,
#'   `"fasterpam"` is FasterCLARA; see [fastpam()] for these and the others. With `rngR = FALSE`, the default is
#'   `"pam"`, as in `clara()`.
#' @param init How the start medoids in a sample are found: `"build"`, `"lab"`, `"random"`, `"kmeanspp"` or
#'   `"parkjun"`, see [fastpam()].
#' @param weights Case weights: `NULL`, or n non-negative numbers, one per object, more than `k` of them above zero; for
#'   a table in pieces also the name of a column.
#'   They are used within samples and in all sums, as if objects were repeated. All objects of weight above 0 are
#'   equally likely to be drawn.
#' @param n_threads The number of threads; `NULL` for the setting of [RcppParallel::setThreadOptions()].
#'   The result does not depend on it.
#' @param progress `TRUE` to show a progress bar in long calls.
#' @param fixed,candidates Objects that must be medoids, and objects that may be medoids, as for [fastpam()]. Each
#'   sample contains the fixed objects. With `candidates`, half of each sample (and at least `k` objects) is drawn
#'   from the candidates, or all candidates are used if there are fewer; the rest is drawn from all objects.
#' @param independent `TRUE` to draw samples that do not contain the best medoids so far, see above. The default for a
#'   table in pieces.
#' @param refine `TRUE` to continue from the medoids of the best sample with FasterPAM's swaps on *all* objects, until
#'   no swap improves the objective; or a whole number, the maximum number of passes over all objects. The result is
#'   as good as that of a search without samples. A pass needs up to n^2 dissimilarities, but far fewer if the data
#'   have few columns or `k` is large, because the triangle inequality rules out most of them (see *Skipped
#'   dissimilarities* in [fastpam()]). Any two objects must have a variable that is observed in both.
#' @param map,checkpoint For a table in pieces only: a function of (X, FUN) that runs the pieces, as [lapply()] does;
#'   and the path of a folder that keeps what pieces gave, from which the same call goes on if it was interrupted. See
#'   *Tables in pieces* in [predict()][predict.fastpam_fit].
#' @param ... Must be empty. An unknown argument is an error that names the nearest known one.
#'
#' @return With `cluster.only = TRUE`, an integer vector of n cluster numbers, named by the labels of the objects if
#'   they have any. Otherwise a list of class `c("fastclara", "fastpam_fit", "clara", "partition")` with the
#'   components of a [cluster::clara.object], in the same order:
#'   \item{sample}{the objects of the best sample: their labels if they have any, else their numbers, ascending}
#'   \item{medoids}{for data, the rows of the medoids in the original units, a matrix of `k` rows, or
#'     `NULL` without `medoids.x`; for a `dist`, their labels or numbers}
#'   \item{i.med}{the numbers of the medoids, an integer vector in the order of the clusters}
#'   \item{clustering}{the cluster numbers of the n objects, as above}
#'   \item{objective}{the mean dissimilarity of all n objects to their medoid}
#'   \item{clusinfo}{a matrix of `k` rows: `size`, largest and mean dissimilarity to the medoid, and
#'     `isolation`, the largest one divided by the dissimilarity to the nearest other medoid (-1 if
#'     that is 0; 0 if `k` is 1)}
#'   \item{diss}{the dissimilarities of the best sample, or `NULL` if it has more than 2,000 objects}
#'   \item{call}{the call}
#'   \item{silinfo}{unless `k` is 1, silhouettes of the *best sample*, as in [fastpam()]}
#'   \item{data}{the (standardised) data, if kept}
#'   \item{k}{the number of clusters}
#'   \item{variant, init, metric}{what was used, as strings}
#'   \item{iterations, swaps, converged, trace}{for the search in the best sample, as in [fastpam()]; `trace` is the
#'     mean dissimilarity within the sample}
#'   \item{starts}{with several samples only: for each sample, the mean dissimilarity of all n objects to its medoids;
#'     `NA` if the sample could not be used because of missing values}
#'   \item{fixed, candidates}{if given: the observation numbers, ascending}
#'   \item{refined}{with `refine`: a list of `iterations` (the number of passes over all objects, including the last
#'     one without a swap), `swaps` (their number) and `converged` (`TRUE` or `FALSE`). `sample` then also contains
#'     the refined medoids}
#'   \item{weights}{if given: the weights}
#'   \item{prediction}{what [predict()][predict.fastpam_fit] and other later calls need to compare objects by the same
#'     metric}
#'
#' @section Sample size: The loss depends on the size of the samples far more than on anything else. With
#' `sampsize = "auto"`, all samples together have W = min(1.25e8, 5e6 `k`) / c units of work, where c = 1 + w p / 400 is
#' the cost of a dissimilarity of p columns. This is about 2 seconds on one thread, and less for `k` below 25.
#'
#' * If n is at most 5,000 and n^2 at most W, all objects are taken, as one sample.
#' * Otherwise a sample has sqrt(W / `samples`) objects, at most 5,000, and never less than 80 + 4 `k`.
#'
#' A column of Euclidean distances has w = 1. For `"canberra"`, `"braycurtis"` and `"ruzicka"` w is 3, for `"minkowski"`
#' 8, for `"gower"` 15, for `"jaccard"` and `"dice"` 0.2, for compiled functions 100, for R functions and given
#' dissimilarities 0; for sparse tables it is a tenth. With weights or candidates, n is the number of objects that are
#' drawn from. With `variant = "original"` or `"fastpam1"`, which need much more time, the size is 80 + 4 `k`. The
#' formula depends on the arguments and the shape of the table alone, so that the same call gives the same result on
#' every machine.
#'
#' More `samples` make each of them smaller. For a lower loss, pass a larger `sampsize`, whose square is what time and
#' memory grow with, or set `refine = TRUE`. For the time of earlier versions, `sampsize = "fastclara"`.
#'
#' @section How large a sample: Measured with one thread and 5 samples (`bench/clara-quality.R`): how far the loss ended
#' above the smallest one that was found, and processor seconds. Refined: swaps on all objects at the end (`refine`).
#'
#' | data | `k` | 80 + 4 `k` | 2,000 | `"auto"` | 8,000 | `"auto"`, refined |
#' |---|---|---|---|---|---|---|
#' | birch1, 100,000 x 2 | 100 | 17.8 %, 0.1 s | 4.4 %, 0.4 s | 1.6 %, 1.8 s | 1.0 %, 4.7 s | 0.0 %, 4.8 s |
#' | letters, 20,000 x 16 | 26 | 10.4 %, 0.02 s | 1.7 %, 0.4 s | 0.8 %, 1.3 s | 0.4 %, 3.3 s | 0.2 %, 4.5 s |
#' | letters, 20,000 x 16 | 200 | 12.0 %, 0.1 s | 6.3 %, 0.4 s | 2.7 %, 2.0 s | 1.5 %, 4.9 s | 0.1 %, 4.0 s |
#' | Fashion-MNIST, 20,000 x 784 | 50 | 9.1 %, 1.1 s | 1.8 %, 2.6 s | 0.8 %, 3.7 s | 0.3 %, 15.5 s | 0.0 %, 431 s |
#'
#' (Here `"auto"` is about 4,900 objects; 2,906 of Fashion-MNIST.) Samples twice as large ended about half as far
#' above, and took three to four times as long. How far depends on the number of sampled objects for each medoid: with
#' 25 of them the loss ended 2.7 % above, with 50 of them 1.6 %, with 190 of them 0.8 %. Ten times as many samples
#' help less: those of `clara()` ended 23 instead of 27 % above on birch1. Swaps on all objects end near the best, and
#' cost little with few columns and objects that are not too many. On 20,000 objects with 784 columns, and on a
#' million objects, they take many minutes.
#'
#' @section Tables in pieces: `x` can be a table that does not fit into memory, described by [chunks()]. By default,
#' samples are then independent, and the table is read twice: for the rows of all samples, and to assign its rows to the
#' medoids of all samples. (Where the numbers of rows are not known before, it is read once more for them. Pieces that
#' have rows with two equally near medoids are read once more for their labels, and so are all pieces with more than 256
#' clusters or more than 16 samples.) Memory is needed for a piece, the rows of the samples, and for each row of the
#' table 4 bytes and one for each sample.
#'
#' With the same seed, the samples, medoids, labels, losses and statistics are those of the whole table with
#' `independent = TRUE`, to the last bit, however it is cut and whatever `map` does: sums over all rows are not rounded
#' before their end. (So are the centres and scales of `stand = TRUE`, for which the table is read twice more.)
#' `weights` can be a number for each row, or the name of a column of the table, which then is no variable. The data are
#' not kept. `fixed`, `candidates`, `refine`, functions as `metric`, and `ordratio` columns are refused.
#'
#' With `independent = FALSE` the result is that of CLARA's chain of samples in memory, also to the last bit. Then the
#' table is read twice for each sample (its rows may be in a few pieces only), and 12 bytes for each row come back from
#' each pass, because the sums of CLARA depend on the order of the rows. `stand` must then be `FALSE`.
#'
#' @section Errors: An invalid argument raises an error of class `fastpam_error`. The message names the argument and
#' says what was expected and what was given. With missing values, a sample is skipped if two of its objects have no
#' observed variable in common, or if some object of the data has none in common with any medoid of the sample. If no
#' sample is left, the error has class `fastpam_error_nothing_in_common`.
#'
#' @inheritSection fastpam-input Column types
#' @inheritSection fastpam-input Rounding noise
#'
#' @section Differences from cluster: For complete data, the same `samples` and `sampsize`, `variant = "pam"` and
#' metric `"euclidean"` or `"manhattan"`, the samples, medoids, labels, objective and silhouettes are those of
#' `clara(pamLike = TRUE)` to the last bit. This holds for `rngR = FALSE` and, with the same seed, for `rngR = TRUE`.
#' If two medoids are equally near to an object, `clara()` may count the object in one cluster and add its
#' dissimilarity to another; here `clusinfo` agrees with `clustering`. (If two sums of squares differ and their square
#' roots do not, clusters may be numbered differently.)
#'
#' * With `metric = "jaccard"`, `clara()` assigns objects by Manhattan distance at the end; here it is
#'   Jaccard throughout.
#' * With missing values, `clara()` scales sums up sometimes before the square root and sometimes after it. Here it is
#'   always before, so that each object is in the cluster of its nearest medoid.
#' * Unless `rngR = FALSE`, samples are larger by default, see *Sample size*. Of more than 2,000 objects, `diss` is not
#'   kept.
#' * Dissimilarities are accepted (`diss`), and so are samples of more than 46,341 objects.
#' * [cluster::silhouette()] of a result with `full = TRUE` uses the metric of the clustering if [cluster::daisy()]
#'   knows it.
#' * The result has additional components, after those of cluster.
#'
#' @references Kaufman, L. and Rousseeuw, P. J. (1986). Clustering large data sets (with discussion).
#' In: Gelsema, E. S. and Kanal, L. N. (eds), *Pattern Recognition in Practice II*, 425-437.
#'
#' Kaufman, L. and Rousseeuw, P. J. (1990). *Finding Groups in Data: An Introduction to Cluster
#' Analysis*, chapter 3. Wiley.
#'
#' Schubert, E. and Rousseeuw, P. J. (2019). Faster k-medoids clustering: improving the PAM, CLARA,
#' and CLARANS algorithms. *SISAP 2019*, 171-187. \doi{10.1007/978-3-030-32047-8_16}
#'
#' Schubert, E. and Rousseeuw, P. J. (2021). Fast and eager k-medoids clustering. *Information
#' Systems* 101, 101804. \doi{10.1016/j.is.2021.101804}
#'
#' @seealso [fastpam()] for smaller data, [fastclarans()] for a randomised search on all objects
#' @examples
#' set.seed(1)
#' centres <- matrix(rnorm(20, sd = 8), 10)
#' x <- centres[sample(10, 1e4, replace = TRUE), ] + rnorm(2e4)
#' fit <- fastclara(x, k = 10)
#' fit
#'
#' # The result of clara()
#' ours <- fastclara(x, 10, samples = 20, sampsize = 60, rngR = FALSE)
#' theirs <- cluster::clara(x, 10, samples = 20, sampsize = 60, pamLike = TRUE)
#' identical(ours$i.med, theirs$i.med)
#'
#' # A table in pieces, as if it did not fit into memory
#' set.seed(1)
#' fit <- fastclara(chunks(x, size = 3000), k = 10)
#' set.seed(1)
#' identical(fit$clustering, fastclara(x, k = 10, independent = TRUE)$clustering)
#' @export
fastclara <- function(x, k, metric = "euclidean", stand = FALSE, cluster.only = FALSE,
                      samples = 5, sampsize = if (rngR) "auto" else "clara", trace = 0,
                      medoids.x = TRUE, keep.data = medoids.x,
                      rngR = TRUE, pamLike = TRUE, correct.d = TRUE,
                      variant = if (rngR) "fasterpam" else "pam", init = "build",
                      weights = NULL, n_threads = NULL, progress = interactive(),
                      independent = inherits(x, "fastpam_chunks"), diss = inherits(x, "dist"),
                      p = NULL, type = NULL, var_weights = NULL, fixed = NULL, candidates = NULL,
                      refine = FALSE, map = lapply, checkpoint = NULL, ...) {
  call <- plain_call(match.call(), "fastclara")
  refuse_dots(...)
  need(missing(x), "x", "what to cluster")
  need(missing(k), "k", "the number of clusters")
  diss <- check_flag(diss, "diss")
  cluster.only <- check_flag(cluster.only, "cluster.only")
  medoids.x <- check_flag(medoids.x, "medoids.x")
  rngR <- check_flag(rngR, "rngR")
  check_flag(pamLike, "pamLike")
  map <- check_map(map)
  if (inherits(x, "fastpam_chunks")) {
    check_streamed(
      diss = diss, fixed = fixed, candidates = candidates, refine = refine,
      keep.data = !missing(keep.data) && check_flag(keep.data, "keep.data")
    )
    options <- list(
      samples = check_count(samples, "samples"), sampsize = sampsize, rngR = rngR,
      variant = engine_of(match_sample_variant(variant)), init = check_choice(init, "init", registry()$inits$init),
      n_threads = n_threads, progress = progress, trace = check_trace(trace, "trace"), medoids.x = medoids.x,
      cluster.only = cluster.only, stand = check_flag(stand, "stand"), weights = weights
    )
    stream <- if (check_flag(independent, "independent")) stream_clara else chain_clara
    return(stream(x, k, metric, p, type, var_weights, options, map, check_checkpoint(checkpoint), call))
  }
  refuse_checkpoint(checkpoint)
  keep.data <- check_flag(keep.data, "keep.data")
  if (keep.data && !medoids.x) abort_arg("keep.data", "be FALSE when `medoids.x` is FALSE")
  independent <- check_flag(independent, "independent")
  problem <- fit_problem(
    x, k, diss, metric, stand, p, type, var_weights, weights, n_threads, progress,
    trace = check_trace(trace, "trace"), fixed = fixed, candidates = candidates,
    stand_rule = if (independent) "exact" else "cluster"
  )
  check_correct_d(correct.d, problem$source)
  n <- problem$n
  k <- problem$k
  # Samples are drawn from all objects with positive weight and from candidates.
  able <- length(union(able_objects(problem), counted_objects(problem$weights, n)))
  if (able <= k) {
    abort_arg("weights", sprintf("be above 0 for more objects than `k` (%d)", k), able)
  }
  samples <- check_count(samples, "samples")
  variant <- engine_of(match_sample_variant(variant))
  cost <- sampling_cost(if (!diss) metric_spec(metric, p, type, var_weights), NCOL(x), is_s4(x, "sparseMatrix"))
  sampsize <- sample_size(sampsize, able, k, samples, variant, cost)
  sampsize <- check_sampsize(sampsize, k, n, able, rngR, !is.null(problem$candidates))
  init <- check_choice(init, "init", registry()$inits$init)
  search <- list(
    k = k, variant = variant, init = init, samples = samples, sample_size = sampsize,
    independent = independent, r_rng = rngR, refine = check_refine(refine),
    seed = if (is_random_init(init)) draw_seed() else 0,
    statistics = if (cluster.only) "none" else "pairs"
  )
  found <- from_core(clara_cpp(problem$source, search, problem$run), problem$source$metric)
  if (cluster.only) return(with_labels(found$labels, problem$source$labels))
  new_clara(found, problem, call, medoids.x, keep.data, variant, init)
}

check_refine <- function(refine) {
  if (is.logical(refine)) return(if (check_flag(refine, "refine")) Inf else 0)
  check_passes(refine, "refine")
}

check_sampsize <- function(sampsize, k, n, able, rngR, candidates) {
  least <- max(2L, k + 1L)
  sampsize <- check_count(sampsize, "sampsize", min = least, max = n)
  if (sampsize > able) {
    whose <- if (candidates) " and the candidates" else ""
    abort_arg("sampsize", sprintf("be at most %d, the objects with a weight above 0%s", able, whose), sampsize)
  }
  # The old generator has 2^16 states, so it can draw at most 2^16 different objects.
  if (!rngR && able > 65536L && min(sampsize, able - sampsize) > 65536L - k) {
    abort_arg(
      "sampsize", "be a number of objects that `rngR = FALSE` can draw, about 65,536",
      format(sampsize, big.mark = ",", decimal.mark = ".")
    )
  }
  sampsize
}

check_correct_d <- function(correct.d, source) {
  if (!check_flag(correct.d, "correct.d") && !is_given(source) && anyNA(source$data)) {
    warning(
      "`correct.d = FALSE` would use the formula for missing values of cluster before 2016, ",
      "which is wrong; it is ignored", call. = FALSE
    )
  }
}
