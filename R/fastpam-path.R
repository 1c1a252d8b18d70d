#' Compare several numbers of clusters
#'
#' Fits each number of clusters in `k`, compares the fits, suggests one of them and gives the reason.
#'
#' Dissimilarities are computed (or copied) once for all fits. Each fit is the same as that of [fastpam()] for that
#' `k`. With `init = "build"`, BUILD runs once, because its medoids for `k` are the first `k` of those for a larger
#' number. So the `work` of each fit is that of SWAP alone.
#'
#' @section Criteria:
#' * `"silhouette"` suggests the `k` with the largest average silhouette width (Rousseeuw 1987), computed from
#'   all pairs of objects.
#' * `"medoid_silhouette"` suggests the `k` with the largest average medoid silhouette (Lenssen and Schubert 2024),
#'   which compares objects with the medoids only. `fastpam(variant = "dynmsc")` optimises it directly.
#' * `"stability"` suggests the `k` whose clusters are most stable in `B` bootstrap samples: the criterion is the mean
#'   over clusters of the mean Jaccard similarity of [fastpam_stability()].
#' * `"prediction_strength"` suggests the largest `k` whose prediction strength in `splits` random halves is at least
#'   0.8 (Tibshirani and Walther 2005), see [fastpam_stability()].
#' * `"gap"` (needs `gap` > 0) suggests the smallest `k` whose gap statistic is at most one standard error below the
#'   first local maximum (Tibshirani and others 2001; `cluster::maxSE(method = "firstSEmax")`). It can suggest a
#'   single cluster.
#'
#' Of equally good numbers, the smallest is suggested.
#'
#' With `rule = "smallest"`, the smallest good `k` above 1 is suggested instead of the best one. A `k` is good if its
#' silhouette or medoid silhouette is at most 10 % below the largest of the path, its stability is at least 0.75, or
#' its prediction strength is at least 0.8. (The rule of the gap statistic already looks for the smallest.) This helps
#' where a criterion keeps rising slowly with `k`, as the silhouettes of many small clusters do.
#'
#' The gap statistic compares log(W), where W is the sum of the dissimilarities to the medoids, with its mean over
#' `gap` reference sets of the same size. Reference sets are drawn uniformly from the box around the data along its
#' principal axes (as in `cluster::clusGap(spaceH0 = "scaledPCA")`). It needs numeric data without missing values.
#'
#' @section Other processes: By default, all fits share one copy of the dissimilarities and all threads of this machine,
#'   which is best as long as there is one machine. With `map`, each `k` and each reference set is a piece of work
#'   by itself, and the resamples are up to 20 pieces, as are the splits. Results are the same. Each piece is sent the
#'   data (or the dissimilarities, if `x` holds these), computes the dissimilarities and runs BUILD anew, in one thread
#'   unless `n_threads` says otherwise. The section *Tables in pieces* of [predict()][predict.fastpam_fit] lists
#'   functions that can be given, and says what happens to a piece that is lost. (Reference sets are turned by the BLAS
#'   of the machine that clusters them. Another BLAS may give a last digit of `gap` that differs.)
#' @section By samples: With `samples`, or for a table in pieces ([chunks()]), each fit is that of [fastclara()] with
#'   `independent = TRUE`, for data too large for the exact search. All `k` have the same samples, of a size for the
#'   largest `k` (`sampsize = "auto"`), so with the same seed each fit is that of
#'   `fastclara(x, k, samples = , sampsize = , independent = TRUE)`, except for the call. `variant` is then by default
#'   `"fasterpam"`. A table in pieces is read once for the rows of all samples (and once more where the numbers of rows
#'   are not known), once for the losses of all samples of all `k`, once for medoid silhouettes, and, with
#'   `keep = TRUE` or where medoids are equally near, once for labels. `avg_sil_width` is that of the best sample, all
#'   else is about all rows. Sums are exact, so that the result does not depend on how the table is cut, or on `map`.
#'   Kept fits have 4 bytes for each row and `k`. `criterion` must be one of the two silhouettes.
#' @section Errors: As in [fastpam()], of class `fastpam_error`. The following are errors too: `gap` > 0 for data from
#'   which no reference sets can be drawn, `medoids` given as numbers, and `variant = "dynmsc"`.
#' @inheritParams fastpam
#' @param k The numbers of clusters: whole numbers between 1 and n - 1. The default is cut off at n - 1.
#' @param criterion The criterion by which `k` is suggested, see *Criteria*.
#' @param rule `"best"` for the best `k`, `"smallest"` for the smallest good one, see *Criteria*.
#' @param B The number of bootstrap samples for the stability of clusters, see [fastpam_stability()]; 0 for none.
#' @param splits The number of splits for the prediction strength, see [fastpam_stability()]; 0 for none.
#' @param gap The number of reference sets for the gap statistic; 0 for none.
#' @param keep `TRUE` to keep the fits, `FALSE` to return only their table.
#' @param keep.data `TRUE` to keep the data in the fits, for pictures and silhouettes. In memory all fits share one
#'   copy, but [saveRDS()] writes one copy per fit, so use `FALSE` if you want to save a path of large data.
#' @param medoids,nstart,variant,init As in [fastpam()], for every `k`. `medoids` must be `NULL` or `"random"`.
#'   `variant = "dynmsc"` is not possible, because it chooses `k` itself.
#' @param x What to cluster: data or dissimilarities, as in [fastpam()], or a table in pieces, see [chunks()] and *By
#'   samples*.
#' @param diss,stand,weights,max_iter,precision,n_threads,progress,memory As in [fastpam()].
#' @param fixed,candidates,effort,budget As in [fastpam()], for every `k`. `fixed` and `candidates` cannot be combined
#'   with `gap`, `B` or `splits`.
#' @inheritParams metric-parameters
#' @param map A function of (X, FUN) that runs the fits of different `k`, the reference sets, and parts of the
#'   resamples, on other processes or machines, see *Other processes*.
#' @param samples,sampsize The number of samples, and their size, as in [fastclara()]; `samples = NULL` for the exact
#'   search. See *By samples*.
#' @param checkpoint For a table in pieces, the path of a folder, as in [fastclara()].
#' @param ... Must be empty. An unknown argument is an error that names the nearest known one.
#' @return An object of class `"fastpam_path"`, a list of
#'   \item{table}{a data frame with one row for each `k`: `k`, `objective` (the mean dissimilarity to
#'     the medoid), `avg_sil_width` and `avg_medoid_sil` (the average silhouette width and the average
#'     medoid silhouette; `NA` for `k` = 1), `smallest` (the
#'     size, or sum of weights, of the smallest cluster), `swaps`, with `B` > 0 `stability`, with `splits` > 0
#'     `prediction_strength`, and with `gap` > 0 `gap` and `gap_se`}
#'   \item{suggested}{a list of `k`, `criterion`, `value` and `why` (a sentence)}
#'   \item{fits}{a list of objects like those of [fastpam()], named by `k`; `NULL` if not kept}
#'   \item{call}{the call}
#'   \item{n, variant, init, metric}{the number of objects; the variant, init and metric used, as strings}
#'
#'   `as.data.frame()` returns the table. `plot()` and, with ggplot2, `autoplot()` draw the criteria against `k`.
#' @references Rousseeuw, P. J. (1987). Silhouettes: a graphical aid to the interpretation and
#' validation of cluster analysis. *Journal of Computational and Applied Mathematics* 20, 53-65.
#' \doi{10.1016/0377-0427(87)90125-7}
#'
#' Tibshirani, R., Walther, G. and Hastie, T. (2001). Estimating the number of clusters in a data set
#' via the gap statistic. *Journal of the Royal Statistical Society B* 63, 411-423.
#' \doi{10.1111/1467-9868.00293}
#'
#' Lenssen, L. and Schubert, E. (2024). Medoid silhouette clustering with automatic cluster number
#' selection. *Information Systems* 120, 102290. \doi{10.1016/j.is.2023.102290}
#' @seealso [fastpam()]; [cluster::clusGap()]
#' @examples
#' path <- fastpam_path(iris[1:4], k = 2:8)
#' path
#' plot(path)
#' path$fits[["3"]]
#'
#' # Is there more than one cluster at all?
#' set.seed(1)
#' fastpam_path(iris[1:4], k = 1:6, criterion = "gap", gap = 20)$suggested$why
#' @export
fastpam_path <- function(x, k = 2:20, diss = inherits(x, "dist"), metric = "euclidean",
                         criterion = c("silhouette", "medoid_silhouette", "gap", "stability", "prediction_strength"),
                         gap = 0, rule = c("best", "smallest"), B = if (criterion == "stability") 100 else 0,
                         splits = if (criterion == "prediction_strength") 50 else 0, keep = TRUE,
                         keep.data = !diss, medoids = NULL, nstart = NA, stand = FALSE, variant = "pam",
                         init = "build", weights = NULL, max_iter = Inf, precision = "double",
                         n_threads = NULL, progress = interactive(), memory = default_memory(),
                         p = NULL, type = NULL, var_weights = NULL, fixed = NULL, candidates = NULL,
                         effort = c("normal", "high"), budget = 80, map = lapply,
                         samples = if (inherits(x, "fastpam_chunks")) 5, sampsize = "auto", checkpoint = NULL, ...) {
  call <- plain_call(match.call(), "fastpam_path")
  refuse_dots(...)
  map <- check_map(map)
  need(missing(x), "x", "what to cluster")
  criterion <- check_choice(criterion, "criterion", names(criterion_column))
  rule <- check_choice(rule, "rule", c("best", "smallest"))
  B <- check_count(B, "B", min = as.integer(criterion == "stability"))
  splits <- check_count(splits, "splits", min = as.integer(criterion == "prediction_strength"))
  gap <- check_count(gap, "gap", min = 0)
  if (criterion == "gap" && gap == 0L) {
    abort_arg("gap", "be the number of reference sets when `criterion` is \"gap\"", "0")
  }
  keep <- check_flag(keep, "keep")
  diss <- check_flag(diss, "diss")
  if (!is.null(samples) || inherits(x, "fastpam_chunks")) {
    check_path_by_samples(
      diss, stand, weights, medoids, nstart, max_iter, precision, fixed, candidates, effort, gap, B, splits,
      keep.data = !missing(keep.data) && check_flag(keep.data, "keep.data")
    )
    options <- list(
      samples = check_count(samples, "samples"), sampsize = sampsize, rngR = TRUE,
      variant = if (missing(variant)) "fasterpam" else engine_of(match_sample_variant(variant)),
      init = check_choice(init, "init", registry()$inits$init), n_threads = n_threads, progress = progress, trace = 0L,
      medoids.x = TRUE
    )
    return(path_by_samples(
      x, if (missing(k)) NULL else k, criterion, rule, keep, metric, p, type, var_weights, options, map,
      check_checkpoint(checkpoint), call
    ))
  }
  refuse_checkpoint(checkpoint)
  if (!missing(sampsize)) abort_arg("sampsize", "be left out unless `samples` is given", describe(sampsize))
  keep.data <- check_keeps(FALSE, keep.data, diss, FALSE)$data
  spelled <- match_variant(variant)
  variant <- check_fixed_k(engine_of(spelled))
  if (!is.null(medoids) && !identical(medoids, "random")) {
    abort_arg("medoids", "be NULL or \"random\": given medoids fit only one k", describe(medoids))
  }
  max_iter <- check_passes(max_iter, "max_iter")
  asked <- if (missing(k)) NULL else k
  usual <- function(n) {
    Filter(function(k) k < n && k >= count_objects(fixed, 0L) && k <= count_objects(candidates, n), 2:20)
  }
  problem <- fit_problem(
    x, asked, diss, metric, stand, p, type, var_weights, weights, n_threads, progress, precision = precision,
    memory = memory, least_k = least_k(spelled), fixed = fixed, candidates = candidates,
    check = function(k, n, least) check_ks(k %||% usual(n), n, least)
  )
  k <- problem$k
  check_sent(map, problem$source)
  if (gap > 0L) check_gap_data(problem$source)
  if (gap > 0L && (!is.null(problem$fixed) || !is.null(problem$candidates))) {
    abort_arg("gap", "be 0 with `fixed` or `candidates`: reference sets do not contain these objects", gap)
  }
  if ((B > 0L || splits > 0L) && (!is.null(problem$fixed) || !is.null(problem$candidates))) {
    abort_arg(
      if (B > 0L) "B" else "splits", "be 0 with `fixed` or `candidates`: resamples may not contain these objects",
      max(B, splits)
    )
  }
  budget <- check_effort(effort, budget, spelled)

  # As in fastpam(): "faster", or only a number of starts, means random medoids.
  if (missing(medoids) && missing(init) && (spelled == "faster" || is.numeric(nstart))) medoids <- "random"
  starts <- lapply(k, plan_start, problem = problem, medoids = medoids, nstart = nstart, init = init)
  searches <- Map(search_options, k, starts, MoreArgs = list(variant = variant, max_iter = max_iter, budget = budget))
  tell_long_call(problem, searches)
  if (B > 0L || splits > 0L) {
    plan <- resampling_plan(problem, k, B, "boot", NULL, FALSE, splits, FALSE, NULL)
    found <- resampled_fits(problem, searches, plan, map)
    table <- cbind(path_table(k, found), path_stability(k, found, plan, count_drawn(problem)))
  } else {
    found <- search_fits(problem, searches, map)
    table <- path_table(k, found)
  }
  if (gap > 0L) table <- cbind(table, gap_statistic(problem, k, table$objective, gap, searches, map))
  structure(list(
    table = table, suggested = suggest_k(table, criterion, rule),
    fits = if (keep) {
      path_fits(found, starts, problem, call, variant, keep.data, if (budget > 0L) list(effort = "high"))
    },
    call = call, n = problem$n, variant = variant, init = starts[[1L]]$label, metric = problem$source$metric
  ), class = "fastpam_path")
}

check_ks <- function(k, n, least) {
  k <- plain_number(k)
  if (!is.numeric(k) || !length(k)) abort_arg("k", "be whole numbers", describe(k))
  sort(unique(vapply(k, check_k, 0L, n = n, least = least)))
}

path_table <- function(k, found) {
  data.frame(
    k = k, objective = vapply(found, function(fit) fit$objective[[2L]], 0),
    avg_sil_width = vapply(found, function(fit) fit$silhouette$mean %||% NA_real_, 0),
    avg_medoid_sil = vapply(found, function(fit) fit$avg_medoid_sil, 0),
    smallest = vapply(found, function(fit) min(fit$clusters$size), 0),
    swaps = vapply(found, function(fit) fit$search$swaps, 0L)
  )
}

# Fits as fastpam() would return them. They share one copy of the data.
path_fits <- function(found, starts, problem, call, variant, keep.data, extra) {
  data <- if (keep.data) kept_data(problem$source)
  fits <- Map(function(found, start) {
    call[[1L]] <- quote(fastpam)
    call$k <- length(found$medoids)
    call[c("criterion", "rule", "gap", "keep", "B", "splits", "map")] <- NULL
    new_pam(found, problem, call, diss = NULL, data = data, variant = variant, init = start$label, extra = extra)
  }, found, starts)
  stats::setNames(fits, vapply(found, function(fit) length(fit$medoids), 0L))
}
