# Other rows of mixed data: types, levels, logarithms and ranges are those of the data of the fit.

#' @export
recipe.fastpam_source_mixed <- function(source, id_med, precision) {
  facts <- from_core(dense_facts_cpp(source, run_options(precision = single_or_double(precision))))
  new_recipe(
    source, "mixed", id_med, precision, columns = colnames(source$data), units = source$units,
    frame = is.data.frame(source$x), kinds = source$kinds, weights = source$weights,
    masked = if (facts$masked) TRUE, shift = facts$shift, preparation = source$preparation,
    medoids = plain_rows(source$data, id_med)
  )
}

# Kept data frames are in the user's units, kept matrices as the metric uses them.
#' @export
recipe_view.fastpam_recipe_mixed <- function(recipe, x, prepared = FALSE, arg = "newdata", call = NULL) {
  if (prepared && !recipe$frame) return(x)
  x <- in_units_of(recipe, x, arg, call)
  x <- if (is_s4(x, "sparseMatrix")) as.matrix(x) else plain_table(x, arg, call)
  x <- match_columns(x, recipe$columns, ncol(recipe$medoids), arg, call)
  how <- recipe$preparation
  view <- matrix(0, nrow(x), ncol(x))
  for (j in seq_len(ncol(x))) {
    column <- name_item("column", j, recipe$columns)
    v <- if (is.data.frame(x)) x[[j]] else x[, j]
    view[, j] <- level_codes(v, how$levels[[j]], recipe$kinds[[j]], column, arg, call)
  }
  for (i in seq_along(how$ordratio)) {
    j <- how$ordratio[[i]]
    view[, j] <- interpolate_ranks(view[, j], how$ranked[[i]])
  }
  for (j in how$logratio) view[, j] <- log_ratio(view[, j], name_item("column", j, recipe$columns), arg, call)
  check_finite(view, arg, call)
  view <- scale(view, center = how$center, scale = how$range)
  rownames(view) <- if (!is.data.frame(x) || is.character(attr(x, "row.names"))) rownames(x)
  check_rows_observed(view, arg, call)
  view
}

# A new level differs from all others. That is well defined for nominal columns, where only equality counts.
# `type` is that of the column: 0 interval, 1 nominal, 2 symmetric and 3 asymmetric binary.
level_codes <- function(v, levels, type, column, arg, call) {
  nominal <- type == 1L
  if (is.null(levels)) {
    if ((is.numeric(v) || is.logical(v)) && !is.factor(v)) {
      other <- if (type >= 2L) which(!v %in% c(0, 1, NA))
      if (!length(other)) return(as.double(v))
      abort_arg(arg, sprintf("have 0 and 1 (or FALSE and TRUE) in %s", column), format(v[other[1L]]), call = call)
    }
    abort_arg(
      arg, "have numeric columns where the data of the fit had them", paste(describe(v), "in", column), call = call
    )
  }
  if ((is.numeric(v) || is.logical(v)) && !all(as.character(v[!is.na(v)]) %in% levels)) {
    abort_arg(
      arg, sprintf("have only levels of the fit in %s, which was a factor", column),
      sprintf(
        "the %s %s", if (is.logical(v)) "value" else "number",
        format(v[!is.na(v) & !as.character(v) %in% levels][1L])
      ), call = call
    )
  }
  codes <- match(as.character(v), levels)
  unseen <- is.na(codes) & !is.na(v)
  if (any(unseen) && !nominal) {
    abort_arg(
      arg, sprintf("have only levels of the fit in %s", column),
      describe(as.character(v[unseen][1L])), call = call
    )
  }
  if (any(unseen) && length(v) > 1L && all(is.na(codes))) {
    warning("no value in ", column, " is a level of the data that were clustered", call. = FALSE)
  }
  codes[unseen] <- length(levels) + 1
  as.double(codes)
}

# Ranks of a column that was treated as ordered (`ordratio`). New values between two old ones are interpolated.
interpolate_ranks <- function(v, ranked) {
  if (length(ranked) == 0L) return(rep(NA_real_, length(v)))
  if (length(ranked) == 1L) return(ifelse(is.na(v), NA_real_, 1))
  stats::approx(ranked, seq_along(ranked), xout = v, rule = 2)$y
}

#' @export
recipe_source.fastpam_recipe_mixed <- function(recipe, view, labels = NULL) {
  new_source(
    "mixed", kind = "mixed", n = nrow(view), labels = labels, metric = "gower", data = view,
    kinds = recipe$kinds, weights = recipe$weights, masked = recipe$masked, shift = recipe$shift
  )
}
