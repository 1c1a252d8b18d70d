# What each use of a fit must give: a value that passes a check, an error of the package, or either.

# Where a use makes sense.
mx_applies <- function(kind, use) {
  named <- mx_identify(kind$names)
  given <- kind$family == "given"
  switch(use,
    "predict, permuted columns" = if (given) kind$row_names != "twice" else named,
    "predict, no names" = kind$family %in% c("numbers", "given"),
    "predict, other names" = kind$family == "numbers" && named,
    "predict, as data frame" = kind$family == "numbers",
    "predict, to the medoids" = , "predict, raw rows" = given,
    "augment, x" = , "augment, new rows" = , "augment, unknown argument" = !given,
    TRUE
  )
}

# "value", "error" or "either".
mx_due <- function(use, made) {
  k <- made$drawn$k
  kept <- if (made$drawn$kept) "value" else "either"
  if (grepl("unknown argument", use)) return("error")
  switch(use,
    "predict, other names" = , "predict, raw rows" = "error",
    "swap_optimal" = , "fastpam_bound" = , "fastsilhouette" = , "predict, kept rows, dissimilarity" = , "plot" = ,
    "autoplot, map" = kept,
    "medoid_silhouette" = if (k == 1L) "error" else kept,
    "medoid_silhouette, x" = , "autoplot, silhouette" = if (k == 1L) "error" else "value",
    "silhouette" = if (k == 1L) "either" else "value",
    "value"
  )
}

# The argument that an error about an unknown one must name.
mx_nearest_name <- function(use) {
  switch(use,
    "predict, unknown argument" = , "augment, unknown argument" = "newdata", "fitted, unknown argument" = "method", "autoplot, unknown argument" = "type",
    "swap_optimal, unknown argument" = , "fastpam_bound, unknown argument" = , "fastsilhouette, unknown argument" = ,
    "medoid_silhouette, unknown argument" = "n_threads", ""
  )
}

mx_check <- function(use, answer, made) {
  t <- mx_truth(made)
  s <- made$session
  to <- t$d[, t$medoids, drop = FALSE]
  to_new <- made$case$d_new[, t$medoids, drop = FALSE]
  switch(use,
    "fit" = mx_check_fit(answer, t, made),
    "predict" = mx_first(
      mx_other_labels(answer, t),
      if (made$case$kind$family != "given") mx_differs(names(answer), t$rows, "names")
    ),
    "predict, permuted columns" = , "predict, no names" = , "predict, as data frame" = , "predict, to the medoids" = ,
    "predict, kept rows" = , "fitted, class" = mx_other_labels(answer, t),
    "predict, some rows" = mx_other_labels(answer, t, s$some),
    "predict, one row" = mx_other_labels(answer, t, s$some[1L]),
    "predict, dissimilarity" = , "predict, kept rows, dissimilarity" = mx_far(answer, to, t, "dissimilarities"),
    "predict, margin" = mx_far(answer, apply(to, 1L, function(v) if (length(v) > 1L) diff(sort(v)[1:2]) else NA), t, "margins"),
    "predict, new rows" = mx_not_nearest(answer, to_new, t),
    "predict, new rows, dissimilarity" = mx_far(answer, to_new, t, "dissimilarities"),
    "swap_optimal" = , "swap_optimal, x" = mx_check_swap(answer, t, made),
    "fastpam_bound" = , "fastpam_bound, x" = mx_check_bound(answer, t, made),
    "fastsilhouette" = , "fastsilhouette, x" = mx_check_widths(answer, t, made),
    "medoid_silhouette" = , "medoid_silhouette, x" = mx_check_medoid_widths(answer, t, made),
    "silhouette" = if (is.matrix(answer)) mx_check_sorted_widths(answer[, "cluster"], answer[, "sil_width"], t, made),
    "fitted" = mx_check_fitted(answer, t, made),
    "as.data.frame" = mx_check_table(answer, t, made),
    "nobs" = mx_differs(answer, t$n, "nobs"),
    "print" = , "summary" = if (!any(grepl(sprintf("%d objects", t$n), answer, fixed = TRUE))) "says nothing of the objects",
    "plot" = NULL,
    "update" = {
      t$k <- s$k2
      mx_check_fit(answer, t, made, if (made$verb == "fastpam_path") "fastpam" else made$verb)
    },
    "augment" = mx_check_augmented(answer, t, made),
    "augment, x" = mx_first(
      mx_differs(as.integer(as.character(answer$class)), t$labels, "clusters"),
      if (mx_identify(made$case$kind$names) && !all(made$case$kind$names %in% answer$names)) "without the columns of the data"
    ),
    "augment, new rows" = mx_not_nearest(as.integer(as.character(answer$class)), to_new, t),
    "tidy" = mx_far(answer$size, vapply(seq_len(t$k), function(l) sum(t$weights[t$labels == l]), 0), t, "sizes"),
    "glance" = mx_first(
      mx_differs(c(answer$n, answer$k), c(t$n, t$k), "n and k"), mx_far(answer$objective, mx_best_change(t)$objective, t, "objective")
    ),
    "autoplot, map" = mx_check_map(answer, t, made),
    "autoplot, silhouette" = mx_check_sorted_widths(answer$cluster, answer$sil_width, t, made),
    stop("no check for ", use)
  )
}

# Compares an answer (a value or a condition) with what is due: NULL, or c(kind of failure, words).
mx_judge <- function(use, answer, made, due = mx_due(use, made)) {
  if (!inherits(answer, "error")) {
    if (due == "error") return(c("no error", "no error where one is due"))
    complaint <- tryCatch(mx_check(use, answer, made), error = function(e) paste("answer of another form:", conditionMessage(e)))
    return(if (!is.null(complaint)) c("wrong value", complaint))
  }
  said <- mx_said(answer)
  if (!inherits(answer, "fastpam_error")) return(c("bare error", paste("error of another class:", said)))
  if (due == "value") return(c("error", paste("error where a value is due:", said)))
  name <- mx_nearest_name(use)
  if (nzchar(name) && !grepl(name, conditionMessage(answer), fixed = TRUE)) {
    return(c("unhelpful error", sprintf("the error does not name `%s`: %s", name, said)))
  }
  NULL
}
