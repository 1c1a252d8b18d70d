# A user's own metric as an R function of two rows.
#
# Threads must not call R. So all dissimilarities are computed here, on the main thread, and then treated as given
# ones. A function with attribute `vectorised = TRUE` gets a vector and a matrix and gives one number for each row
# of the matrix.

function_source <- function(x, fun, stand, stand_rule, n_threads, arg, call) {
  if (identical(fun, stats::dist) || identical(fun, cluster::daisy) || identical(fun, fastdist)) {
    abort_arg(
      "metric", paste(
        "be the name of a metric or a function of two rows that returns one number;",
        "if the function takes a whole table, pass its result to fastpam()"
      ), "a function that computes dissimilarities of a whole table", call = call
    )
  }
  units <- time_units(x)
  x <- any_table(x, arg, call)
  if (stand && !(is.numeric(x) || is.logical(x))) {
    abort_arg("stand", "be FALSE for data that are not numbers", "TRUE", call = call)
  }
  data <- if (stand) standardise(x, stand_rule) else x
  check_room(nrow(data), call)
  values <- user_triangle(data, fun, call)
  scan <- from_core(scan_dissimilarities(values, 0L, n_threads))
  cleaned <- if (nzchar(scan$flaw)) clean_packed(values, scan, "metric")
  if (!is.null(cleaned)) {
    values <- cleaned
    scan <- from_core(scan_dissimilarities(values, 0L, n_threads))
  } else if (nzchar(scan$flaw)) {
    ij <- dist_pair(scan$position, nrow(data))
    abort_arg(
      "metric", "return finite numbers that are not negative",
      sprintf("%s for rows %d and %d", format(values[scan$position]), ij[1], ij[2]), call = call
    )
  }
  new_source(
    "function", kind = "packed", n = nrow(data), labels = rownames(x), metric = "user", values = values,
    max = scan$max, fun = fun, x = x, units = units, data = data
  )
}

# All pairs of rows, as in a dist.
user_triangle <- function(data, fun, call) {
  n <- nrow(data)
  values <- numeric(n * (n - 1) / 2)
  end <- 0
  for (j in seq_len(n - 1)) {
    others <- (j + 1L):n
    values[end + seq_along(others)] <- user_row(fun, data[j, ], data, others, j, call)
    end <- end + length(others)
  }
  values
}

# One row `a` (number `i` in messages) against rows `others` of `data`.
user_row <- function(fun, a, data, others, i, call) {
  if (!isTRUE(attr(fun, "vectorised"))) {
    return(vapply(others, function(o) check_user_value(fun, a, data[o, ], o, i, call), 0))
  }
  d <- call_user(fun, a, data[others, , drop = FALSE], call)
  if (!(is.numeric(d) || is.logical(d)) || length(d) != length(others)) {
    abort_arg(
      "metric",
      sprintf("return one number for each of %d rows (it is marked as vectorised)", length(others)),
      describe(d), call = call
    )
  }
  as.double(d)
}

check_user_value <- function(fun, a, b, i, j, call) {
  d <- call_user(fun, a, b, call)
  if ((is.numeric(d) || is.logical(d)) && length(d) == 1L) return(as.double(d))
  abort_arg(
    "metric", "return one number for two rows", sprintf("%s for rows %d and %d", describe(d), j, i), call = call
  )
}

# A function that does not take two arguments is not a metric. Errors inside it are the user's.
call_user <- function(fun, a, b, call) {
  if (!is.primitive(fun) && length(formals(fun)) < 2L && !"..." %in% names(formals(fun))) {
    abort_arg(
      "metric", "be a function of two rows that returns one number",
      sprintf("a function of %d argument%s", length(formals(fun)), if (length(formals(fun)) == 1L) "" else "s"),
      call = call
    )
  }
  fun(a, b)
}

#' @export
kept_data.fastpam_source_function <- function(source) as_kept(source$data)

#' @export
recipe.fastpam_source_function <- function(source, id_med, precision) {
  new_recipe(
    source, "function", id_med, if (precision == "single") "rounded" else precision,
    columns = colnames(source$x), units = source$units, fun = source$fun, max = source$max,
    center = attr(source$data, "scaled:center"), scale = attr(source$data, "scaled:scale"),
    medoids = plain_rows_named(source$data, id_med)
  )
}

# Functions may ask for columns by name.
plain_rows_named <- function(data, id) {
  rows <- data[id, , drop = FALSE]
  rownames(rows) <- NULL
  rows
}

#' @export
recipe_view.fastpam_recipe_function <- function(recipe, x, prepared = FALSE, arg = "newdata", call = NULL) {
  if (prepared) return(x)
  x <- any_table(without_others(in_units_of(recipe, x, arg, call), recipe$columns, arg, call), arg, call, least = 0L)
  numbers <- is.numeric(recipe$medoids) || is.logical(recipe$medoids)
  if (numbers != (is.numeric(x) || is.logical(x))) {
    abort_arg(
      arg, sprintf("hold %s, as the data that were clustered", if (numbers) "numbers" else "text"),
      describe(x), call = call
    )
  }
  x <- match_columns(x, recipe$columns, ncol(recipe$medoids), arg, call)
  rescale(x, recipe$center, recipe$scale)
}

#' @export
recipe_source.fastpam_recipe_function <- function(recipe, view, labels = NULL) {
  fun <- recipe_function(recipe)
  check_room(nrow(view))
  colnames(view) <- recipe$columns
  values <- without_noise(user_triangle(view, fun, NULL), recipe$max)
  new_source(
    "function", kind = "packed", n = nrow(view), labels = labels, metric = "user", values = values,
    max = from_core(scan_dissimilarities(values, 0L, 0L))$max, fun = fun, data = view
  )
}

#' @export
recipe_between.fastpam_recipe_function <- function(recipe, a, b, run, arg = "newdata") {
  fun <- recipe_function(recipe)
  colnames(a) <- colnames(b) <- recipe$columns
  d <- matrix(0, nrow(a), nrow(b))
  for (i in seq_len(nrow(a))) d[i, ] <- user_row(fun, a[i, ], b, seq_len(nrow(b)), i, NULL)
  d <- without_noise(d, recipe$max)
  if (any(bad <- !is.finite(d) | d < 0)) {
    abort_arg("metric", "return finite numbers that are not negative", format(d[bad][1L]))
  }
  if (recipe$precision == "rounded") from_core(round_to_single(d)) else d
}

#' @export
recipe_nearest.fastpam_recipe_function <- function(recipe, a, b, sets, run, arg = "newdata") NULL

recipe_function <- function(recipe) {
  if (is.function(recipe$fun)) return(recipe$fun)
  abort("the fit does not contain its metric function; give `x` and `metric`.")
}
