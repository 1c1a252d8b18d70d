#' How far is a clustering from the optimum?
#'
#' Computes a proven lower bound on the objective of all sets of `k` medoids. [swap_optimal()] tells whether a single
#' swap improves the objective. `fastpam_bound()` tells how much any other set of medoids could improve it at most.
#' Often it proves that none can, so the medoids are optimal.
#'
#' The bound is that of a Lagrangian relaxation of the p-median problem, in which the constraint "each object has one
#' medoid" has multipliers (Cornuejols, Fisher and Nemhauser 1977). The volume algorithm (Barahona and Anbil 2000)
#' maximises it. Reduced costs then show which candidates a better solution must or cannot contain (Avella, Sassano
#' and Vasilyev 2007), and branch and bound decides the rest until the gap is closed or `max_iter` is reached. All
#' rounding is downwards, so the bound also holds in floating point. If all dissimilarities and weights are whole
#' numbers, so are their sums, and bounds are rounded up to the next whole number.
#'
#' The first step reads all dissimilarities to the candidates. The others work on lists of about 3 n^2 / k near pairs.
#' Few clusters (up to 5) take longer and leave larger gaps than many. The result does not depend on the number of
#' threads.
#'
#' @inheritParams swap_optimal
#' @param fixed,candidates Objects that must be medoids, and objects that may be, as for [fastpam()]. The default is
#'   those of the fit, if any. The bound holds for all sets of medoids that satisfy these rules.
#' @param max_iter The maximum number of times that all reduced costs are computed: a whole number of at least 1.
#' @return A list of class `"fastpam_bound"`:
#'   * `bound`: the lower bound on the objective (a mean dissimilarity) of any `k` medoids;
#'   * `objective`: the mean dissimilarity to the nearest medoid, recomputed;
#'   * `gap`: how far the objective is above the bound, in percent of the bound;
#'   * `optimal`: `TRUE` if the bound equals the objective up to rounding errors, so that no medoids are better;
#'   * `better`: the observation numbers of better medoids if the search found some, else `NULL`, and
#'     `better_objective`, their objective. [fastpam()] can start from them (`medoids`);
#'   * `iterations`, `branches`: the number of times that all reduced costs were computed, and the number of
#'     subproblems that were bounded.
#' @references Avella, P., Sassano, A. and Vasilyev, I. (2007). Computational study of large-scale p-median
#' problems. *Mathematical Programming* 109, 89-114. \doi{10.1007/s10107-005-0700-6}
#'
#' Barahona, F. and Anbil, R. (2000). The volume algorithm: producing primal solutions with a subgradient
#' method. *Mathematical Programming* 87, 385-399. \doi{10.1007/s101070050002}
#'
#' Cornuejols, G., Fisher, M. L. and Nemhauser, G. L. (1977). Location of bank accounts to optimize float.
#' *Management Science* 23, 789-810. \doi{10.1287/mnsc.23.8.789}
#' @section Errors: As in [swap_optimal()], of class `fastpam_error`.
#' @seealso [swap_optimal()]; `effort = "high"` of [fastpam()]
#' @examples
#' d <- dist(leaves[1:320, -1])
#' fit <- fastpam(d, 20)
#' fastpam_bound(fit, d)
#'
#' # A better fit closes the gap
#' set.seed(1)
#' fastpam_bound(fastpam(d, 20, effort = "high"), d)
#' @export
fastpam_bound <- function(fit, x = NULL, diss = NULL, metric = NULL, stand = NULL, weights = NULL,
                          precision = NULL, n_threads = NULL, progress = interactive(),
                          memory = default_memory(), p = NULL, type = NULL, var_weights = NULL,
                          fixed = NULL, candidates = NULL, max_iter = 10000, ...) {
  refuse_dots(...)
  need(missing(fit), "fit", "a fit, or the numbers of its medoids")
  max_iter <- check_count(max_iter, "max_iter")
  run <- run_options(n_threads, progress, 0L, precision %||% precision_of_fit(fit), memory)
  asked <- list(metric = metric, stand = stand, p = p, type = type, var_weights = var_weights)
  judged <- source_of_fit(fit, x, diss, asked, run$n_threads, weights)
  medoids <- medoids_of_fit(fit, judged$source)
  run <- with_rules(run, rules_of_fit(fit, judged, medoids, fixed, candidates), judged$source$n)
  found <- from_core(bound_cpp(judged$source, medoids, list(iterations = max_iter), run), judged$source$metric)
  structure(
    list(
      bound = found$bound, objective = found$loss,
      gap = if (found$loss == found$bound) 0 else 100 * (found$loss / found$bound - 1),
      optimal = found$optimal, better = found$better, better_objective = found$better_loss,
      iterations = found$iterations, branches = found$branches
    ),
    class = "fastpam_bound"
  )
}

#' @rdname fastpam_bound
#' @export
print.fastpam_bound <- function(x, ...) {
  refuse_dots(...)
  number <- function(value) format(value, digits = 7)
  if (x$optimal) {
    cat("Optimal: no other medoids have a smaller objective.\n")
  } else if (x$bound == 0) {
    cat("No bound above 0 was found: try a larger `max_iter`.\n")
  } else {
    cat(sprintf("Within %s %% of the best possible.\n", format(x$gap, digits = 2)))
  }
  cat(sprintf("Objective: %s\nLower bound: %s\n", number(x$objective), number(x$bound)))
  if (!is.null(x$better)) {
    cat(sprintf("Better medoids were met, with an objective of %s: see `better`.\n", number(x$better_objective)))
  }
  invisible(x)
}
