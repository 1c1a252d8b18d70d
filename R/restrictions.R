# The objects that may be medoids (`candidates`) and those that must be (`fixed`), the same for every verb.

# list(candidates, fixed, weights): numbers of objects, ascending, or NULL. `k` may be several numbers. Without
# candidates, at least as many objects as medoids must have a weight; a candidate may have weight 0 (a site that is
# not a client).
check_rules <- function(fixed, candidates, weights, n, k, labels) {
  candidates <- object_numbers(candidates, "candidates", n, labels)
  weights <- check_weights(weights, n, if (is.null(candidates)) max(k) else 1L)
  if (!is.null(candidates) && length(candidates) < max(k)) {
    abort_arg("candidates", sprintf("be at least %d objects, the number of medoids", max(k)), length(candidates))
  }
  fixed <- object_numbers(fixed, "fixed", n, labels)
  if (length(fixed) > min(k)) {
    abort_arg("fixed", sprintf("be at most %d objects, the number of medoids", min(k)), length(fixed))
  }
  if (!length(fixed)) fixed <- NULL
  stray <- if (!is.null(candidates)) setdiff(fixed, candidates)
  if (length(stray)) {
    abort_arg("fixed", "be among `candidates`", name_item("object", stray[1L], labels))
  }
  none <- if (is.null(candidates) && !is.null(weights)) fixed[weights[fixed] == 0]
  if (length(none)) {
    abort_arg(
      "fixed", "have weights above 0, or be named in `candidates`",
      sprintf("0 for %s", name_item("object", none[1L], labels))
    )
  }
  list(candidates = candidates, fixed = fixed, weights = weights)
}

# Numbers, names or a logical vector as numbers, ascending; NULL stays NULL.
object_numbers <- function(x, arg, n, labels) {
  if (is.null(x)) return(NULL)
  must <- sprintf("be NULL, distinct observation numbers between 1 and %d, names, or %d logical values", n, n)
  x <- plain_number(x)
  if (is.logical(x) && length(x) == n && !anyNA(x)) return(which(unname(x)))
  if (is.character(x) && !is.null(labels) && length(x)) x <- objects_by_label(x, labels, arg)
  ok <- is.numeric(x) && !is.object(x) && !anyNA(x) && all(x == trunc(x)) && all(x >= 1) && all(x <= n) &&
    !anyDuplicated(x)
  if (!ok) abort_arg(arg, must, describe_values(x))
  sort(as.integer(x))
}

# The number of objects named, before they are checked; `none` for NULL.
count_objects <- function(x, none) if (is.null(x)) none else if (is.logical(x)) sum(x, na.rm = TRUE) else length(x)

# The arguments for the core: no candidates if they are the same as the default.
with_rules <- function(run, rules, n) {
  all <- counted_objects(rules$weights, n)
  run["weights"] <- list(rules$weights)
  run["candidates"] <- list(if (!identical(rules$candidates, all)) rules$candidates)
  run["fixed"] <- list(rules$fixed)
  run
}

# Objects of positive weight; all n if there are no weights.
counted_objects <- function(weights, n) if (is.null(weights)) seq_len(n) else which(weights > 0)

# Objects that may be medoids.
able_objects <- function(problem) problem$candidates %||% counted_objects(problem$weights, problem$n)

# Given medoids must satisfy the restrictions.
check_medoids_rules <- function(medoids, problem) {
  labels <- problem$source$labels
  bad <- setdiff(medoids, able_objects(problem))
  if (length(bad) && is.null(problem$candidates)) {
    abort_arg("medoids", "have weights above 0", sprintf("0 for object %d", bad[1L]))
  }
  if (length(bad)) abort_arg("medoids", "be among `candidates`", name_item("object", bad[1L], labels))
  left <- setdiff(problem$fixed, medoids)
  if (length(left)) {
    abort_arg("medoids", sprintf("contain all `fixed` objects, including %s", name_item("object", left[1L], labels)))
  }
  medoids
}

# The budget of a search beyond one local optimum, in searches from random medoids. 0: no such search.
check_effort <- function(effort, budget, variant, do.swap = TRUE) {
  effort <- check_choice(effort, "effort", c("normal", "high"))
  budget <- check_count(budget, "budget")
  if (effort == "normal") return(0L)
  known <- registry()$variants
  if (known$medoid_silhouette[match(engine_of(variant), known$variant)]) {
    abort_arg("effort", "be \"normal\" for variants that optimise the medoid silhouette", "\"high\"")
  }
  if (!do.swap) abort_arg("effort", "be \"normal\" when `do.swap` is FALSE", "\"high\"")
  budget
}

# The restrictions for the medoids of a fit: its own, unless others are given. The medoids must satisfy them.
# `weightless`: medoids of weight 0 are allowed if no candidates are named.
rules_of_fit <- function(fit, judged, medoids, fixed, candidates, weightless = FALSE) {
  if (is.list(fit)) {
    fixed <- fixed %||% fit$fixed
    candidates <- candidates %||% fit$candidates
  }
  if (weightless && is.null(candidates) && !length(fixed)) return(judged["weights"])
  source <- judged$source
  rules <- check_rules(fixed, candidates, judged$weights, source$n, length(medoids), source$labels)
  check_medoids_rules(medoids, c(list(source = source, n = source$n), rules))
  rules
}
