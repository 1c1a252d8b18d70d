# Columns of numbers and a metric of the registry; and the same with a user's compiled function.

dense_source <- function(x, metric, stand, missing_scale, stand_rule, arg, call) {
  units <- time_units(x)
  x <- numeric_table(x, metric$name, arg, call)
  check_finite(x, arg, call)
  if (metric$info$non_negative) {
    check_not_negative(x, metric$name, arg, call)
    if (stand) {
      abort_arg(
        "stand", sprintf("be FALSE for metric \"%s\": standardised data have negative values", metric$name),
        "TRUE", call = call
      )
    }
  }
  tell_presence(x, metric$name)
  data <- if (stand) standardise(x, stand_rule) else x
  check_missing(data, metric, arg, call)
  new_source(
    "dense", kind = "dense", n = nrow(x), labels = rownames(x), metric = metric$name, data = data,
    power = metric$power, missing_scale = missing_scale, masked = NULL, shift = NULL, x = x, units = units
  )
}

check_missing <- function(data, metric, arg, call) {
  if (!anyNA(data)) return(invisible())
  if (!metric$info$missing_allowed) {
    abort_arg(arg, sprintf("have no missing values for metric \"%s\"", metric$name), call = call)
  }
  check_rows_observed(data, arg, call)
}

# In single precision, powers of differences are added up as floats. Below a multiple of 1.2e-38 floats lose
# digits, and finally all dissimilarities are 0.
check_single_range <- function(source, precision) {
  power <- switch(source$metric, euclidean = , sqeuclidean = 2, minkowski = source$power, NULL)
  if (precision != "single" || !inherits(source, "fastpam_source_dense") || is.null(power)) return(invisible())
  span <- apply(source$data, 2L, function(v) if (all(is.na(v))) 0 else diff(range(v, na.rm = TRUE)))
  largest <- max(span)
  if (largest > 0 && largest^power < 2^-102) {
    abort_arg(
      "x", "be within the range of single precision (multiply it by a power of two)",
      sprintf("columns that span at most %s", format(largest, digits = 3)), class = "fastpam_error_single_range"
    )
  }
}

pointer_source <- function(x, pointer, stand, stand_rule, arg, call) {
  units <- time_units(x)
  x <- numeric_table(x, "user", arg, call)
  data <- if (stand) standardise(x, stand_rule) else x
  new_source(
    "pointer", kind = "pointer", n = nrow(x), labels = rownames(x), metric = "user", data = data,
    pointer = pointer, x = x, units = units
  )
}

# Double, standardised if asked (then with the centres and scales, which cluster leaves without names),
# and with one kind of missing value.
#' @export
kept_data.fastpam_source_dense <- function(source) as_kept(source$data)

#' @export
kept_data.fastpam_source_pointer <- function(source) as_kept(source$data)

as_kept <- function(data) {
  if (is.numeric(data) || is.logical(data)) storage.mode(data) <- "double"
  data[is.na(data)] <- NA
  for (name in intersect(c("scaled:center", "scaled:scale"), names(attributes(data)))) {
    attr(data, name) <- unname(attr(data, name))
  }
  data
}

# Two choices of the core depend on all data: whether any value is missing (then angular metrics are computed pair
# by pair) and, in single precision, how much columns are shifted. The recipe keeps both.
#' @export
recipe.fastpam_source_dense <- function(source, id_med, precision) {
  facts <- from_core(dense_facts_cpp(source, run_options(precision = single_or_double(precision))))
  new_recipe(
    source, "dense", id_med, precision, columns = colnames(source$x), units = source$units, power = source$power,
    missing_scale = source$missing_scale, masked = if (facts$masked) TRUE, shift = facts$shift,
    center = attr(source$data, "scaled:center"), scale = attr(source$data, "scaled:scale"),
    medoids = plain_rows(source$data, id_med)
  )
}

# "rounded" values are computed in double precision and rounded afterwards.
single_or_double <- function(precision) if (precision == "single") "single" else "double"

plain_rows <- function(data, id) {
  rows <- data[id, , drop = FALSE]
  dimnames(rows) <- NULL
  rows
}

#' @export
recipe_view.fastpam_recipe_dense <- function(recipe, x, prepared = FALSE, arg = "newdata", call = NULL) {
  if (prepared) return(x)
  x <- without_others(in_units_of(recipe, x, arg, call), recipe$columns, arg, call)
  x <- numeric_table(x, recipe$metric, arg, call, least = 0L)
  x <- match_columns(x, recipe$columns, ncol(recipe$medoids), arg, call)
  check_finite(x, arg, call)
  metric <- known_metric(recipe$metric)
  if (metric$info$non_negative && nrow(x) > 0L) check_not_negative(x, metric$name, arg, call)
  x <- rescale(x, recipe$center, recipe$scale)
  check_missing(x, metric, arg, call)
  x
}

#' @export
recipe_source.fastpam_recipe_dense <- function(recipe, view, labels = NULL) {
  new_source(
    "dense", kind = "dense", n = nrow(view), labels = labels, metric = recipe$metric, data = view,
    power = recipe$power, missing_scale = recipe$missing_scale, masked = recipe$masked,
    shift = recipe$shift
  )
}

# ---- compiled functions --------------------------------------------------------------------------

#' @export
recipe.fastpam_source_pointer <- function(source, id_med, precision) {
  new_recipe(
    source, "pointer", id_med, precision, columns = colnames(source$x), units = source$units, pointer = source$pointer,
    center = attr(source$data, "scaled:center"), scale = attr(source$data, "scaled:scale"),
    medoids = plain_rows(source$data, id_med)
  )
}

#' @export
recipe_view.fastpam_recipe_pointer <- function(recipe, x, prepared = FALSE, arg = "newdata", call = NULL) {
  if (prepared) return(x)
  x <- without_others(in_units_of(recipe, x, arg, call), recipe$columns, arg, call)
  x <- numeric_table(x, "user", arg, call, least = 0L)
  rescale(
    match_columns(x, recipe$columns, ncol(recipe$medoids), arg, call), recipe$center, recipe$scale
  )
}

#' @export
recipe_source.fastpam_recipe_pointer <- function(recipe, view, labels = NULL) {
  new_source(
    "pointer", kind = "pointer", n = nrow(view), labels = labels, metric = "user", data = view,
    pointer = recipe$pointer
  )
}
