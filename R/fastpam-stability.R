#' Are these clusters real? Stability under resampling
#'
#' Clusters the objects, clusters many resamples of them in the same way, and measures how well each cluster is
#' recovered: the mean Jaccard similarity of each cluster (Hennig 2007), the prediction strength of the whole
#' clustering (Tibshirani and Walther 2005) and, on request, the consensus matrix (Monti and others 2003).
#' Dissimilarities are computed once for all objects and reused for all resamples.
#'
#' The results are those of `fpc::clusterboot()` and `fpc::prediction.strength()` for the same resamples of the same
#' dissimilarities, in a fraction of the time. `set.seed()` makes the resamples reproducible; they do not depend on
#' the number of threads.
#'
#' @section Recovery: For each cluster of the fit and each resample, the most similar cluster of the resample is found
#'   by the Jaccard similarity (the number of objects in both clusters, divided by the number in either, counted over
#'   the objects of the resample). Hennig (2007) interprets the mean over resamples as follows: 0.85 or more, highly
#'   stable; 0.75 or more, a valid, stable cluster; 0.6 to 0.75, a pattern in the data, but it is doubtful which
#'   objects belong to it; below 0.6, not to be trusted. A cluster is *dissolved* in a resample if the similarity is
#'   at most `dissolved`, and *recovered* if it is above `recovered`.
#'
#'   Stable clusters need not be meaningful. With two clusters, or clusters of very different size, the result is
#'   often stable whatever the data. `vignette("stability")` explains which number to trust when.
#'
#' @section Prediction strength: The objects are split into two halves, and each half is clustered. The medoids of one
#'   half classify the objects of the other half. For each cluster of that other half, the proportion of its pairs of
#'   objects that are classified into the same cluster is computed; it is 1 for a cluster of one object. The
#'   prediction strength is the smallest of these proportions, averaged over both halves and all splits. Values of 0.8
#'   or more support `k` clusters (Tibshirani and Walther 2005). It needs `k` < n / 2 (rounded down), else it is `NA`.
#'
#' @section Weights: Resamples draw objects, not the repeated rows that a weight stands for. Each object keeps its
#'   weight, and Jaccard similarities and proportions of pairs are weighted. Objects of weight 0 are not drawn.
#'
#' @inheritParams fastpam
#' @param B The number of resamples for the Jaccard similarities; 0 for none.
#' @param method `"boot"` for bootstrap samples (with replacement), or `"subset"` for samples without replacement.
#' @param size The number of objects drawn: by default n with replacement, and n / 2 (rounded down) without.
#' @param duplicates For `"boot"`: `FALSE` to use an object only once even if it is drawn several times (the default
#'   of `fpc::clusterboot()`), `TRUE` to count it as often as it is drawn (`multipleboot = TRUE` there).
#' @param splits The number of splits for the prediction strength, 0 for none; or the splits themselves: a list of
#'   permutations of the object numbers, of which the first half (rounded down) forms one half of the split.
#' @param consensus `TRUE` to compute the consensus matrix: for two objects, the proportion of the resamples with both
#'   of them in which they are in the same cluster. It takes 8 n^2 bytes.
#' @param dissolved,recovered The limits of the Jaccard similarity for *dissolved* and *recovered*, between 0 and 1.
#' @param resamples The resamples themselves instead of `B` and `method`: a list of vectors of object numbers, in
#'   which numbers may be repeated.
#' @param diss,metric,stand,variant,init,nstart,weights,max_iter,precision,n_threads,progress,memory As in
#'   [fastpam()]. Data are standardised, and ranges for Gower's coefficient are computed, over all objects.
#'   `init = "random"` starts each resample from its own random medoids. `variant = "dynmsc"` is not possible, because
#'   it chooses `k` itself.
#' @inheritParams metric-parameters
#' @param map A function of (X, FUN) that runs parts of the resamples and splits (up to 20 of each) on other processes
#'   or machines, as in [fastpam_path()], section *Other processes*. Results are the same. `consensus` needs [lapply()].
#' @return An object of class `"fastpam_stability"`, a list of
#'   \item{clusters}{a data frame with one row for each cluster: `cluster`, `medoid`, `size`, `jaccard` (the mean
#'     Jaccard similarity), `dissolved` and `recovered` (numbers of resamples)}
#'   \item{jaccard}{the similarities, a matrix with `k` rows and one column per resample}
#'   \item{prediction_strength}{the mean of `strengths`; `NA` if there are no splits}
#'   \item{strengths}{the prediction strength in each split}
#'   \item{consensus}{the n x n consensus matrix on request (`NA` where no resample contains both objects), else
#'     `NULL`}
#'   \item{fit}{the clustering of all objects, as from [fastpam()], without data}
#'   \item{k, n, B, method, size, duplicates, splits, limits, call}{the settings used}
#'
#'   `tidy()` returns the table `clusters`, `glance()` one row for the whole. `autoplot()` and `plot()` draw the
#'   similarities.
#' @references Hennig, C. (2007). Cluster-wise assessment of cluster stability. *Computational Statistics & Data
#' Analysis* 52, 258-271. \doi{10.1016/j.csda.2006.11.025}
#'
#' Tibshirani, R. and Walther, G. (2005). Cluster validation by prediction strength. *Journal of Computational and
#' Graphical Statistics* 14, 511-528. \doi{10.1198/106186005X59243}
#'
#' Monti, S., Tamayo, P., Mesirov, J. and Golub, T. (2003). Consensus clustering. *Machine Learning* 52, 91-118.
#' \doi{10.1023/A:1023949509487}
#' @section Errors: As in [fastpam()], of class `fastpam_error`. Invalid `resamples` or `splits` and a `size` of at
#'   most `k` are errors too.
#' @seealso [fastpam_path()] with `criterion = "prediction_strength"` or `"stability"`
#' @examples
#' set.seed(1)
#' stable <- fastpam_stability(iris[1:4], k = 3, B = 50)
#' stable
#' stable$clusters$jaccard
#' plot(stable)
#' @export
fastpam_stability <- function(x, k, B = 100, method = c("boot", "subset"), size = NULL, duplicates = FALSE,
                              splits = 50, consensus = FALSE, dissolved = 0.5, recovered = 0.75, resamples = NULL,
                              diss = inherits(x, "dist"), metric = "euclidean", nstart = NA, stand = FALSE,
                              variant = "pam", init = "build", weights = NULL, max_iter = Inf,
                              precision = "double", n_threads = NULL, progress = interactive(),
                              memory = default_memory(), p = NULL, type = NULL, var_weights = NULL, map = lapply, ...) {
  call <- plain_call(match.call(), "fastpam_stability")
  refuse_dots(...)
  map <- check_map(map)
  need(missing(x), "x", "what to cluster")
  need(missing(k), "k", "the number of clusters")
  diss <- check_flag(diss, "diss")
  spelled <- match_variant(variant)
  variant <- check_fixed_k(engine_of(spelled))
  if (spelled == "faster" && missing(init)) init <- "random"
  dissolved <- check_number(dissolved, "dissolved", 0, 1)
  recovered <- check_number(recovered, "recovered", 0, 1)
  problem <- fit_problem(
    x, k, diss, metric, stand, p, type, var_weights, weights, n_threads, progress, precision = precision,
    memory = memory, least_k = least_k(spelled)
  )
  check_sent(map, problem$source)
  plan <- resampling_plan(problem, problem$k, B, method, size, duplicates, splits, consensus, resamples)
  if (plan$consensus && by_parts(map)) abort_arg("map", "be lapply for a consensus matrix, which needs all resamples")
  start <- plan_start(problem, problem$k, medoids = NULL, nstart = nstart, init = init)
  search <- search_options(problem$k, start, variant, max_iter = check_passes(max_iter, "max_iter"))
  found <- resampled_fits(problem, list(search), plan, map)[[1L]]
  fit <- new_pam(found, problem, call, diss = NULL, data = NULL, variant = variant, init = start$label)
  new_stability(found, fit, plan, c(dissolved = dissolved, recovered = recovered), call)
}

check_fixed_k <- function(variant) {
  if (variant == "dynmsc") {
    abort_arg("variant", "not be \"dynmsc\", which chooses k itself: use fastpam()")
  }
  variant
}

# Fits as path_cpp() returns them, each with `jaccard`, `strength` and `consensus`.
resampled_fits <- function(problem, searches, plan, map) {
  # If R drew random medoids for the fits, the core draws random medoids for the resamples.
  searches <- lapply(searches, function(search) {
    if (!is.null(search$starts)) search$seed <- plan$seed
    search
  })
  if (by_parts(map)) return(resample_by_parts(problem, searches, plan, map))
  found <- from_core(stability_cpp(problem$source, searches, plan, problem$run), problem$source$metric)
  lapply(found, function(one) c(one$fit, one[c("jaccard", "strength", "consensus")]))
}

# The number of objects from which resamples are drawn.
count_drawn <- function(problem) length(counted_objects(problem$weights, problem$n))

# The resamples for the core, see src/r_resamples.cpp. `k` may be several numbers.
resampling_plan <- function(problem, k, B, method, size, duplicates, splits, consensus, resamples) {
  n <- count_drawn(problem)
  method <- check_choice(method, "method", c("boot", "subset"))
  B <- check_count(B, "B", min = 0)
  # (By default subsets have half of the objects, but at least one more than clusters.)
  size <- if (is.null(size)) {
    if (method == "boot") n else max(n %/% 2L, min(n, max(k) + 1L))
  } else {
    check_count(size, "size", min = max(k) + 1L, max = if (method == "boot") .Machine$integer.max else n)
  }
  if (!is.null(resamples)) {
    resamples <- check_resamples(resamples, problem)
    B <- length(resamples)
    method <- "given"
    size <- NA_integer_
  }
  orders <- if (is.list(splits)) check_orders(splits, problem)
  splits <- if (is.null(orders)) check_count(splits, "splits", min = 0) else length(orders)
  if (n < 4L) splits <- 0L
  consensus <- check_flag(consensus, "consensus")
  if (consensus && B == 0L) abort_arg("B", "be above 0 for a consensus matrix", "0")
  if (consensus) check_room(2 * problem$n)
  list(
    samples = resamples, B = B, method = if (method == "given") "boot" else method, how = method,
    size = if (is.na(size)) 1L else size, count = check_flag(duplicates, "duplicates"), orders = orders,
    splits = splits, seed = draw_seed(), consensus = consensus, first_sample = 0L, first_split = 0L
  )
}

# Vectors of object numbers, as sample() draws them.
check_resamples <- function(resamples, problem) {
  n <- problem$n
  fine <- is.list(resamples) && length(resamples) > 0L && all(vapply(resamples, function(drawn) {
    is_whole_numbers(drawn) && all(drawn >= 1 & drawn <= n) && any(problem$weights[drawn] > 0, is.null(problem$weights))
  }, NA))
  if (!fine) {
    abort_arg("resamples", sprintf("be a list of vectors of object numbers between 1 and %d", n), describe(resamples))
  }
  lapply(resamples, as.integer)
}

check_orders <- function(orders, problem) {
  pool <- counted_objects(problem$weights, problem$n)
  fine <- all(vapply(orders, function(order) {
    is_whole_numbers(order) && length(order) == length(pool) && all(sort(order) == pool)
  }, NA))
  if (!fine) {
    abort_arg("splits", "be a number, or a list of permutations of the object numbers (of those with a weight above 0)")
  }
  lapply(orders, as.integer)
}

# The mean over halves, then over splits. NA if a half has too few objects.
split_strengths <- function(found, k, problem_size) {
  if (ncol(found$strength) == 0L) return(numeric())
  strengths <- apply(found$strength, 2L, mean)
  if (k >= problem_size %/% 2L) strengths[] <- NA_real_
  strengths
}

new_stability <- function(found, fit, plan, limits, call) {
  k <- fit$k
  n <- length(fit$clustering)
  able <- length(counted_objects(fit$weights, n))
  jaccard <- found$jaccard
  rownames(jaccard) <- seq_len(k)
  strengths <- split_strengths(found, k, able)
  consensus <- found$consensus
  if (!is.null(consensus)) {
    consensus[is.nan(consensus)] <- NA
    labels <- names(fit$clustering)
    if (!is.null(labels)) dimnames(consensus) <- list(labels, labels)
  }
  structure(list(
    clusters = data.frame(
      cluster = seq_len(k), medoid = medoid_names(fit), size = fit$clusinfo[, "size"],
      jaccard = if (ncol(jaccard)) unname(apply(jaccard, 1L, mean)) else NA_real_,
      dissolved = as.integer(rowSums(jaccard <= limits[["dissolved"]])),
      recovered = as.integer(rowSums(jaccard > limits[["recovered"]]))
    ),
    jaccard = jaccard,
    prediction_strength = if (length(strengths)) mean(strengths) else NA_real_,
    strengths = strengths, consensus = consensus, fit = fit,
    k = k, n = n, B = plan$B, method = plan$how, size = if (plan$how == "given") NA_integer_ else plan$size,
    duplicates = plan$count, splits = plan$splits, limits = limits, call = call
  ), class = "fastpam_stability")
}
