#' Is a clustering swap-optimal?
#'
#' Checks any set of medoids, from this package or another. It evaluates all k (n - k) swaps of a medoid with another
#' object and reports whether any of them lowers the objective, which one is best, and by how much. It reads the
#' dissimilarities once, O(n^2). With `fixed` and `candidates`, it evaluates only the swaps that these allow. For a
#' bound on all other sets of medoids, see [fastpam_bound()].
#'
#' @param fit A fit of [fastpam()], [fastclara()], [fastclarans()] or cluster, or the k medoids as a vector of
#'   observation numbers.
#' @param x What was clustered: dissimilarities or data, as for [fastpam()]. Not needed if `fit` kept it (`keep.diss`,
#'   `keep.data`).
#' @param diss `TRUE` if `x` holds dissimilarities. `NULL` means `TRUE` for a `dist`, else `FALSE`.
#' @param metric,stand The metric for data `x`, and whether to standardise them. `NULL` means those of the fit, with
#'   all parameters of its metric, or `"euclidean"` and `FALSE` if `fit` is a vector of medoids.
#' @inheritParams metric-parameters
#' @param weights Case weights, as for [fastpam()]. The default is those of the fit, if any.
#' @param fixed,candidates Objects that must be medoids, and objects that may be, as for [fastpam()]. The default is
#'   those of the fit, if any.
#' @param precision,n_threads As for [fastpam()]. `precision = NULL` means that of the fit.
#' @param progress,memory As for [fastpam()].
#' @param ... Must be empty. An unknown argument is an error that names the nearest known one.
#' @return A list of class `"swap_optimal"`:
#'   * `optimal`: `TRUE` if no swap improves the objective by more than rounding noise, which is taken as 16
#'     `.Machine$double.eps` times the objective, as in PAM itself;
#'   * `change`: the change of the objective (a mean dissimilarity) by the best swap; negative if it is an
#'     improvement;
#'   * `leaves`, `enters`: the observation numbers of the medoid and the object of that swap; `NA` if no swap is
#'     possible;
#'   * `objective`: the mean dissimilarity to the nearest medoid, recomputed.
#' @references Schubert, E. and Rousseeuw, P. J. (2021). Fast and eager k-medoids clustering.
#' *Information Systems* 101, 101804. \doi{10.1016/j.is.2021.101804}
#' @section Errors: As in [fastpam()], of class `fastpam_error`; also medoids that `fixed` and `candidates` do not
#'   allow, and a missing `x` if the fit did not keep it.
#' @examples
#' d <- dist(leaves[1:320, -1])
#' swap_optimal(fastpam(d, 20), d)
#'
#' # The medoids of an alternating search can be improved
#' swap_optimal(fastpam(d, 20, variant = "alternating"), d)
#' @export
swap_optimal <- function(fit, x = NULL, diss = NULL, metric = NULL, stand = NULL, weights = NULL,
                         precision = NULL, n_threads = NULL, progress = interactive(),
                         memory = default_memory(), p = NULL, type = NULL, var_weights = NULL,
                         fixed = NULL, candidates = NULL, ...) {
  refuse_dots(...)
  need(missing(fit), "fit", "a fit, or the numbers of its medoids")
  run <- run_options(n_threads, progress, 0L, precision %||% precision_of_fit(fit), memory)
  asked <- list(metric = metric, stand = stand, p = p, type = type, var_weights = var_weights)
  judged <- source_of_fit(fit, x, diss, asked, run$n_threads, weights)
  medoids <- medoids_of_fit(fit, judged$source)
  run <- with_rules(run, rules_of_fit(fit, judged, medoids, fixed, candidates, TRUE), judged$source$n)
  found <- from_core(best_swap_cpp(judged$source, medoids, run), judged$source$metric)
  structure(
    list(
      optimal = !found$improves, change = found$change, leaves = found$leaves,
      enters = found$enters, objective = found$loss
    ),
    class = "swap_optimal"
  )
}

#' @rdname swap_optimal
#' @export
print.swap_optimal <- function(x, ...) {
  refuse_dots(...)
  if (x$optimal) {
    cat("Swap-optimal: no swap of a medoid with another object improves the objective.\n")
  } else {
    cat("Not swap-optimal.\n")
  }
  cat(sprintf("Objective: %s\n", format(x$objective, digits = 7)))
  if (!is.na(x$enters)) {
    cat(sprintf(
      "Best swap: medoid %d out, object %d in, changes the objective by %s\n", x$leaves, x$enters,
      format(x$change, digits = 3)
    ))
  }
  invisible(x)
}
