#' How far from the best possible is a clustering?
#'
#' A proven lower bound on the objective of any `k` medoids, whoever finds them. [swap_optimal()] says that no
#' single swap improves; this says how much any other choice of medoids could improve at most, and often
#' that none can: then the medoids are the best there are.
#'
#' The p-median problem is relaxed (Lagrange multipliers for "each object has one medoid"), and the bound is
#' climbed by the volume algorithm. Candidates that a better solution needs or cannot have are then decided
#' by their reduced costs, and what is left is branched on until the gap is closed or the budget is spent.
#' All roundings go down, so the bound holds in floating point too. Where all dissimilarities and weights are
#' whole numbers, so are their sums, and bounds are rounded up to the next.
#'
#' The first step reads all dissimilarities to the candidates; the others work on lists of near pairs, about
#' 3 n^2 / k of them. Few clusters (up to 5) take longer and leave larger gaps than many. The result does not depend on
#' the number of threads.
#'
#' @inheritParams swap_optimal
#' @param fixed,candidates Which objects must be medoids and which may be, as for [fastpam()]; taken from
#'   the fit where that has them. The bound holds for all sets of medoids that keep these rules.
#' @param max_iter The budget: how often all reduced costs are worked out at most.
#' @return A list of class `"fastpam_bound"`:
#'   * `bound`: no `k` medoids have a smaller objective (a mean dissimilarity, as `objective`);
#'   * `objective`: the mean dissimilarity to the nearest medoid, computed anew;
#'   * `gap`: by how many percent of the bound the objective is above it;
#'   * `optimal`: `TRUE` when the bound meets the objective up to rounding errors of its sum: no medoids are
#'     better;
#'   * `better`: `NULL`, or the observation numbers of better medoids, where the search met some, and
#'     `better_objective`, theirs. [fastpam()] can start from them (`medoids`);
#'   * `iterations`, `branches`: how often all reduced costs were worked out, and how many parts of the problem
#'     were bounded.
#' @references Avella, P., Sassano, A. and Vasilyev, I. (2007). Computational study of large-scale p-median
#' problems. *Mathematical Programming* 109, 89-114. \doi{10.1007/s10107-005-0700-6}
#'
#' Barahona, F. and Anbil, R. (2000). The volume algorithm: producing primal solutions with a subgradient
#' method. *Mathematical Programming* 87, 385-399. \doi{10.1007/s101070050002}
#'
#' Cornuejols, G., Fisher, M. L. and Nemhauser, G. L. (1977). Location of bank accounts to optimize float.
#' *Management Science* 23, 789-810. \doi{10.1287/mnsc.23.8.789}
#' @seealso [swap_optimal()]; `effort = "high"` of [fastpam()]
#' @examples
#' d <- dist(leaves[1:320, -1])
#' fit <- fastpam(d, 20)
#' fastpam_bound(fit, d)
#'
#' # With more effort the gap closes
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
