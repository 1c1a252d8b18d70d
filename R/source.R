# Turns any input into a checked source of dissimilarities, which src/r_source.cpp turns into a source of the core.
#
# There is one class for each kind of input, and one file for each class (source-*.R) with its constructor, its
# methods, and its recipe. A fit keeps the recipe, so that other rows can be compared by the same metric later. A
# source is complete when it is made. It is a list:
#
#   kind       which struct of the core it is read into (only the parser in src/ looks at it)
#   n, labels  number of objects, and their names or NULL
#   metric     name of the metric: "unspecified" for given dissimilarities, "user" for functions
#   ...        what the core needs for that kind: data or values, and parameters of the metric
#
# and for sources of data, `x`, the data in original units.
as_source <- function(x, diss = inherits(x, "dist"), metric = "euclidean", stand = FALSE, missing_scale = "cluster",
                      stand_rule = missing_scale, warn_type = TRUE, n_threads = 0L, arg = "x", call = NULL) {
  if (diss) return(given_source(x, n_threads, arg, call))
  if (!is.list(metric)) metric <- metric_spec(metric, call = call)
  if (inherits(x, "simil")) abort_similarities(arg, call)
  if (isS4(x)) load_class(x)
  if (!is.null(metric$fun)) return(function_source(x, metric$fun, stand, stand_rule, n_threads, arg, call))
  if (!is.null(metric$pointer)) return(pointer_source(x, metric$pointer, stand, stand_rule, arg, call))
  if (metric$name == "gower") return(mixed_source(x, metric, stand, warn_type, arg, call))
  if (is_s4(x, "sparseMatrix")) return(sparse_source(x, metric, stand, missing_scale, arg, call))
  dense_source(x, metric, stand, missing_scale, stand_rule, arg, call)
}

# `class` is the kind of source in R, "fastpam_source_<class>".
new_source <- function(class, ...) {
  structure(list(...), class = c(paste0("fastpam_source_", class), "fastpam_source"))
}

# ---- methods of sources --------------------------------------------------------------------------

# TRUE if the dissimilarities themselves were given, so that there are no data.
is_given <- function(source) inherits(source, "fastpam_source_given")

# The medoids for the user: rows of the data in original units, or labels or numbers.
medoid_rows <- function(source, id) UseMethod("medoid_rows")

#' @export
medoid_rows.fastpam_source <- function(source, id) {
  rows <- source$x[id, , drop = FALSE]
  if (is.data.frame(rows)) rows else as.matrix(rows)
}

# The data to keep in a fit; for a matrix of numbers, as the metric uses them.
kept_data <- function(source) UseMethod("kept_data")

#' @export
kept_data.fastpam_source <- function(source) source$x

# What later calls need to compare other rows with the medoids by the same metric. A list of class
# "fastpam_recipe_<class>".
recipe <- function(source, id_med, precision) UseMethod("recipe")

new_recipe <- function(source, class, id_med, precision, ...) {
  structure(
    list(
      n = source$n, labels = medoid_labels(source, id_med), ids = id_med, metric = source$metric,
      precision = precision, ...
    ),
    class = c(paste0("fastpam_recipe_", class), "fastpam_recipe")
  )
}

medoid_labels <- function(source, id) if (length(source$labels)) source$labels[id]

# ---- methods of recipes --------------------------------------------------------------------------

# Rows of a table prepared for the metric: checked, columns in the order of the fit, scaled. With `prepared`
# they come from kept_data() and are prepared already.
recipe_view <- function(recipe, x, prepared = FALSE, arg = "newdata", call = NULL) UseMethod("recipe_view")

# The source of such rows.
recipe_source <- function(recipe, view, labels = NULL) UseMethod("recipe_source")

# The dissimilarities between two sets of such rows, one row for each of `a` and one column for each of `b`.
recipe_between <- function(recipe, a, b, run, arg = "newdata") UseMethod("recipe_between")

#' @export
recipe_between.fastpam_recipe <- function(recipe, a, b, run, arg = "newdata") {
  run$precision <- recipe$precision
  stacked <- recipe_source(recipe, stack_rows(a, b))
  from_core(cross_cpp(stacked, nrow(a), nrow(b), run), stacked$metric, arg)
}

# For each of `a`, the nearest of each of some sets of rows of `b`, listed in the order in which they win ties, and
# the dissimilarities to the two nearest: a list of near, d1, d2, incomplete, infinite for each set. NULL if this
# needs a table of all dissimilarities.
recipe_nearest <- function(recipe, a, b, sets, run, arg = "newdata") UseMethod("recipe_nearest")

#' @export
recipe_nearest.fastpam_recipe <- function(recipe, a, b, sets, run, arg = "newdata") {
  run$precision <- recipe$precision
  found <- lapply(cached_blocks(a), function(rows) {
    part <- if (length(rows) == nrow(a)) a else a[rows, , drop = FALSE]
    stacked <- recipe_source(recipe, stack_rows(part, b))
    sets <- lapply(sets, function(set) nrow(part) + as.integer(set))
    from_core(nearest_sets_cpp(stacked, nrow(part), sets, run), stacked$metric, arg)
  })
  if (length(found) == 1L) return(found[[1L]])
  lapply(seq_along(sets), function(s) {
    all_of <- function(field) unlist(lapply(found, function(one) one[[s]][[field]]))
    list(
      near = all_of("near"), d1 = all_of("d1"), d2 = all_of("d2"), incomplete = any(all_of("incomplete")),
      infinite = any(all_of("infinite"))
    )
  })
}

# Rows of a table, as many as fit the processor's cache: copies of all of a large table take longer than to compare its
# rows with medoids. To cut a sparse matrix costs as much as to read all of it.
cached_blocks <- function(x) {
  n <- nrow(x)
  each <- if (is_s4(x, "sparseMatrix")) n else max(1, 2^10 %/% max(1L, ncol(x))) * 512
  blocks_of(n, each)
}

# A metric does not use names of rows and columns, and to combine them takes longer than to combine the rows.
stack_rows <- function(a, b) {
  dimnames(a) <- dimnames(b) <- list(NULL, NULL)
  both <- rbind(a, b)
  if (is_s4(both, "sparseMatrix")) methods::as(both, "CsparseMatrix") else both
}

# The medoids' rows, prepared for the metric.
recipe_medoids <- function(recipe) {
  if (isS4(recipe$medoids)) load_class(recipe$medoids)
  recipe$medoids
}

# The columns of `x` in the order of the fit: by name where names tell columns apart on both sides
# (all there, none empty, none twice), else by position.
match_columns <- function(x, names, p, arg, call) {
  theirs <- colnames(x)
  if (identifies(names) && identifies(theirs)) {
    at <- match(names, theirs)
    if (anyNA(at)) {
      lost <- names[is.na(at)]
      abort_arg(arg, "have the columns of the data that were clustered", paste0(
        "without ", paste0("\"", utils::head(lost, 3L), "\"", collapse = ", "),
        if (length(lost) > 3L) sprintf(" and %d more", length(lost) - 3L)
      ), call = call)
    }
    return(if (identical(at, seq_along(theirs))) x else x[, at, drop = FALSE])
  }
  if (ncol(x) != p) {
    abort_arg(
      arg, sprintf("have the %d column%s of the data that were clustered", p, if (p == 1L) "" else "s"),
      ncol(x), call = call
    )
  }
  x
}

# A plain table without the columns that the fit does not have; their types do not matter. match_columns() reports
# missing columns.
without_others <- function(x, names, arg, call) {
  x <- plain_table(x, arg, call)
  theirs <- if (is.data.frame(x)) attr(x, "names")
  if (identifies(names) && identifies(theirs) && any(names %in% theirs)) x[intersect(names, theirs)] else x
}

# Whether all names are present and different.
identifies <- function(names) {
  !is.null(names) && length(names) > 0L && !anyNA(names) && all(nzchar(names)) && !anyDuplicated(names)
}
