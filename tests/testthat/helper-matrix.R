# The generated matrix: every kind of source x every metric with its parameters x every verb that makes a fit
# x everything that is asked of a fit, compared with definitions. A cell has the name
# "kind | metric | verb | use | draw"; test-matrix.R runs a share, tools/matrix.R all of it or one cell.

# ---- which cells there are -----------------------------------------------------------------------

# Whether a kind can be clustered by a metric: "yes", "refused" (an error of the package) or "skip".
mx_fits_metric <- function(kind, entry) {
  user <- entry$id %in% c("function", "function-rows")
  gower <- identical(entry$metric, "gower")
  switch(kind$family,
    numbers = if (!is.null(kind$sparse) && entry$id %in% c("maximum", "spearman")) "skip" else "yes",
    mixed = if (gower) "yes" else if (user || entry$id == "pointer") "skip" else "refused",
    words = if (user) {
      "yes"
    } else if (gower) {
      if (is.null(kind$gower)) "skip" else if (grepl("type", entry$id)) "skip" else "yes"
    } else "refused",
    given = if (entry$id == "euclidean") "yes" else "skip", # looks at no metric
    refused = if (entry$id %in% kind$refused_by) "refused" else "skip"
  )
}

mx_making <- c("values", "refused", "useless argument", "unknown argument", "standardised")

# All groups: a data frame of kind, metric, verb, and in the list `uses` what can be asked there.
mx_groups <- function(kinds = mx_kinds(), metrics = mx_metrics(), verbs = c(mx_verbs, "fastdist")) {
  groups <- list()
  uses <- names(mx_uses())
  for (kind in kinds) for (entry in metrics) {
    fits <- mx_fits_metric(kind, entry)
    if (fits == "skip") next
    for (verb in verbs) {
      if (verb == "fastdist" && kind$family == "given") next
      asked <- if (fits == "refused") {
        "refused"
      } else {
        c(
          if (verb == "fastdist") "values" else uses[vapply(uses, mx_applies, NA, kind = kind)],
          "useless argument", "unknown argument",
          # Values below zero, and matrices that would not be sparse any more.
          if (kind$family == "numbers" && (entry$non_negative || (!is.null(kind$sparse) && entry$stand && is.character(entry$metric)))) "standardised"
        )
      }
      groups[[length(groups) + 1L]] <- list(kind = kind$id, metric = entry$id, verb = verb, uses = asked)
    }
  }
  groups
}

mx_installed <- function(packages) all(vapply(packages, requireNamespace, NA, quietly = TRUE))

# ---- running -------------------------------------------------------------------------------------

# Calls that make no fit that is used later.
mx_ask_making <- function(use, case, verb, pointer) {
  args <- c(list(x = case$x, k = 2L), mx_metric_arguments(case), list(n_threads = 1L))
  if (identical(case$entry$id, "pointer")) args$metric <- pointer
  if (verb == "fastdist") args$k <- NULL else args$progress <- FALSE
  args <- switch(use,
    "useless argument" = utils::modifyList(args, mx_useless(case)),
    "unknown argument" = c(args[names(args) != "n_threads"], list(threads = 1L)),
    "standardised" = utils::modifyList(args, list(stand = TRUE)),
    args
  )
  answer <- mx_with_seed(use, mx_try(do.call(get(verb, asNamespace("fastpam")), args, quote = TRUE)))
  if (use == "values") return(mx_judge_values(answer, case))
  if (!inherits(answer, "error")) return(c("no error", "no error where one is due"))
  if (!inherits(answer, "fastpam_error")) return(c("bare error", paste("error of another class:", mx_said(answer))))
  named <- switch(use, "useless argument" = names(mx_useless(case)), "unknown argument" = "n_threads", "standardised" = "stand", "")
  if (!grepl(paste0("`", named), conditionMessage(answer), fixed = TRUE)) {
    return(c("unhelpful error", sprintf("the error does not name `%s`: %s", named, mx_said(answer))))
  }
  NULL
}

# An argument that the metric has no use for.
mx_useless <- function(case) {
  mx_with_seed(paste("useless", case$kind$id, case$entry$id, case$draw), {
    gower <- identical(case$entry$metric, "gower")
    mx_one_of(
      if (grepl("minkowski", case$entry$id)) list(var_weights = c(2, rep(1, ncol(case$values) - 1L))) else list(p = 3),
      if (gower) list(p = 1) else list(var_weights = c(2, rep(1, ncol(case$values) - 1L))),
      if (gower) list(p = 1.5) else list(type = list(asymm = 1L))
    )
  })
}

mx_judge_values <- function(answer, case) {
  if (inherits(answer, "error")) {
    ours <- inherits(answer, "fastpam_error")
    return(c(if (ours) "error" else "bare error", paste("error where a value is due:", mx_said(answer))))
  }
  # fastdist() standardises constant columns to 0, as daisy() does.
  if (case$stand && any(apply(case$values, 2L, function(v) length(unique(v[!is.na(v)])) == 1L))) return(NULL)
  complaint <- mx_far(answer, case$d[lower.tri(case$d)], list(relative = 1e-9, absolute = 1e-12 * max(case$d)), "dissimilarities")
  if (!is.null(complaint)) c("wrong value", complaint)
}

# One row about a cell that failed. `made` (or the case alone) says what else was drawn.
mx_failure <- function(group, use, draw, verdict, case = NULL, drawn = NULL) {
  data.frame(
    cell = paste(group$kind, group$metric, group$verb, use, draw, sep = " | "), kind = group$kind,
    metric = group$metric, verb = group$verb, use = use, draw = draw, why = verdict[1L], words = verdict[2L],
    stand = isTRUE(case$stand), weighted = !is.null(drawn$weights), kept = isTRUE(drawn$kept), single = isTRUE(drawn$single)
  )
}

# Runs the uses of one group and one draw: list(cells, skipped = numbers, failed = data frame, made).
mx_run_group <- function(group, draw, uses = group$uses, pointer = NULL, kinds = mx_kinds(), metrics = mx_metrics()) {
  kind <- kinds[[group$kind]]
  lacking <- !mx_installed(kind$packages) || (group$metric == "pointer" && is.null(pointer))
  if (lacking) return(list(cells = 0L, skipped = length(uses), failed = NULL, made = NULL))
  case <- mx_case(kind, metrics[[group$metric]], draw)
  made <- NULL
  failed <- list()
  cells <- 0L
  for (use in uses) {
    if (!mx_installed(mx_use_packages(use))) next
    cells <- cells + 1L
    verdict <- if (use %in% mx_making) {
      mx_ask_making(use, case, group$verb, pointer)
    } else {
      if (is.null(made)) made <- mx_session(case, group$verb, pointer)
      mx_ask_fit(use, made)
    }
    if (!is.null(verdict)) {
      failed[[length(failed) + 1L]] <- mx_failure(group, use, draw, verdict, case, made$drawn)
    }
  }
  list(cells = cells, skipped = length(uses) - cells, failed = do.call(rbind, failed), made = made)
}

mx_ask_fit <- function(use, made) {
  fit <- made$session$fit
  if (!inherits(fit, "error")) return(mx_judge(use, mx_ask(use, made$session), made))
  c(if (inherits(fit, "fastpam_error")) "no fit" else "no fit, bare error", mx_said(fit))
}

mx_said <- function(condition) substr(conditionMessage(condition), 1L, 200L)

mx_words_of <- function(failed) sprintf("[%s] %s: %s", failed$cell, failed$why, failed$words)

# The cell that a name means: list(group, draw, use).
mx_find_cell <- function(name, groups = mx_groups()) {
  parts <- strsplit(name, " | ", fixed = TRUE)[[1L]]
  if (length(parts) != 5L) stop("a cell is named \"kind | metric | verb | use | draw\"")
  at <- which(vapply(groups, function(g) g$kind == parts[1L] && g$metric == parts[2L] && g$verb == parts[3L], NA))
  if (!length(at)) stop("no such cell: ", name)
  list(group = groups[[at]], use = parts[4L], draw = as.integer(parts[5L]))
}

# Runs the chosen uses of all groups. `each` is called with the result of every group.
mx_run <- function(groups, chosen, draws = 1L, pointer = NULL, each = function(result) NULL) {
  kinds <- mx_kinds()
  metrics <- mx_metrics()
  cells <- skipped <- 0L
  failed <- list()
  for (i in which(lengths(chosen) > 0L)) for (draw in draws) {
    result <- mx_run_group(groups[[i]], draw, chosen[[i]], pointer, kinds, metrics)
    cells <- cells + result$cells
    skipped <- skipped + result$skipped
    if (!is.null(result$failed)) failed[[length(failed) + 1L]] <- result$failed
    each(result)
  }
  list(cells = cells, skipped = skipped, failed = do.call(rbind, failed))
}
