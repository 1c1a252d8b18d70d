#' Is a clustering swap-optimal?
#'
#' A certificate for any set of medoids, whoever found it: looks at all k (n - k) swaps of a medoid
#' with another object and says whether any of them lowers the objective, which one does best, and by
#' how much. One reading of the dissimilarities, O(n^2).
#'
#' @param fit A fit of [fastpam()], [fastclarans()] or `cluster::pam()`, or a vector of k observation
#'   numbers, the medoids.
#' @param x What was clustered: dissimilarities or data, as for [fastpam()]. Not needed when `fit`
#'   kept them (`keep.diss`, `keep.data`).
#' @param diss,metric,stand,... As for [fastpam()] and the fit in question. `metric` is taken from the
#'   fit where that has one.
#' @param weights Case weights, as for [fastpam()]; taken from the fit where that has them.
#' @param precision,n_threads As for [fastpam()].
#' @return A list of class `"swap_optimal"`:
#'   * `optimal`: `TRUE` when no swap improves by more than rounding noise, 16 `.Machine$double.eps`
#'     times the objective, the bound at which PAM itself stops;
#'   * `change`: the change of the objective (a mean dissimilarity) by the best swap; negative when
#'     it improves;
#'   * `leaves`, `enters`: observation numbers of the medoid and the object of that swap, `NA` when
#'     there is no swap at all;
#'   * `objective`: the mean dissimilarity to the nearest medoid, computed anew.
#' @references Schubert, E. and Rousseeuw, P. J. (2021). Fast and eager k-medoids clustering.
#' *Information Systems* 101, 101804. \doi{10.1016/j.is.2021.101804}
#' @examples
#' d <- dist(leaves[1:320, -1])
#' swap_optimal(fastpam(d, 20), d)
#'
#' # The medoids of an alternating search can be improved
#' swap_optimal(fastpam(d, 20, variant = "alternating"), d)
#' @export
swap_optimal <- function(fit, x = NULL, diss = inherits(x, "dist"), metric = NULL, stand = FALSE, ...,
                         weights = NULL, precision = "double", n_threads = NULL) {
  medoids <- if (is.list(fit)) fit$id.med else fit
  if (is.null(x)) {
    x <- if (is.list(fit)) if (is.null(fit$diss)) fit$data else fit$diss
    if (is.null(x)) {
      abort_arg("x", "be given: the fit kept neither dissimilarities nor data", "NULL")
    }
    diss <- inherits(x, "dist")
    stand <- FALSE # kept data are standardised already
  }
  if (is.null(metric)) metric <- metric_of_fit(fit)
  if (is.null(weights) && is.list(fit)) weights <- fit$weights
  threads <- check_threads(n_threads)
  source <- as_source(x, diss = diss, metric = metric, stand = stand, ..., n_threads = threads)
  medoids <- check_medoids(medoids, source$n, max(1L, length(medoids)))
  found <- with_core_errors(best_swap_cpp(source, medoids, list(
    weights = check_weights(weights, source$n), n_threads = threads, trace_lev = 0L,
    progress = FALSE, memory = check_memory(getOption("fastpam.memory", NA)),
    precision = check_choice(precision, "precision", c("double", "single"))
  )))
  structure(
    list(
      optimal = !found$improves, change = found$change, leaves = found$leaves,
      enters = found$enters, objective = found$loss
    ),
    class = "swap_optimal"
  )
}

# The metric a fit says it used. Dissimilarities that were given, and metrics that were functions, say
# nothing that could be used again.
metric_of_fit <- function(fit) {
  known <- is.list(fit) && is.character(fit$metric) && !fit$metric %in% c("unspecified", "user")
  if (known) fit$metric else "euclidean"
}

#' @rdname swap_optimal
#' @export
print.swap_optimal <- function(x, ...) {
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
