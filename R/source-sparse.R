# Sparse matrices of the package Matrix. Compressed columns are used in place.

sparse_source <- function(x, metric, stand, missing_scale, arg, call) {
  if (!metric$info$sparse) {
    abort_arg(
      "metric", sprintf("be one for sparse data (otherwise use as.matrix(%s))", arg),
      describe(metric$name), call = call
    )
  }
  if (stand) {
    abort_arg("stand", "be FALSE for sparse data: standardised data are not sparse", "TRUE", call = call)
  }
  x <- as_columns(x, arg, call)
  check_extent(x, arg, call)
  if (methods::.hasSlot(x, "x")) tell_presence(x@x, metric$name)
  sparse_from_columns(x, metric$name, metric$power, arg, call)
}

sparse_from_columns <- function(x, metric, power, arg, call, labels = rownames(x)) {
  entries <- if (methods::.hasSlot(x, "x")) as.double(x@x)
  if (anyNA(entries)) abort_arg(arg, "have no missing values when it is sparse", call = call)
  if (length(entries) && any(is.infinite(entries))) abort_arg(arg, "have finite values", "Inf", call = call)
  if (find_metric(metric)$non_negative && length(entries) && min(entries) < 0) {
    abort_arg(
      arg, sprintf("have no negative values for metric \"%s\"", metric),
      format(min(entries), digits = 7), call = call
    )
  }
  size <- x@Dim
  new_source(
    "sparse", kind = "sparse", n = size[1L], labels = labels, metric = metric, start = x@p, row = x@i,
    entries = entries, columns = size[2L], power = power, storage = "auto", x = x
  )
}

# A general matrix, compressed by columns, and valid for its class. Compiled code of other packages makes invalid
# objects, whose numbers would be used as addresses.
as_columns <- function(x, arg, call) {
  load_class(x)
  valid <- tryCatch(methods::validObject(x, test = TRUE), error = conditionMessage)
  if (!isTRUE(valid) && is_s4(x, "CsparseMatrix")) {
    x <- sort_columns(x)
    valid <- tryCatch(methods::validObject(x, test = TRUE), error = conditionMessage)
  }
  if (!isTRUE(valid)) {
    abort_arg(arg, "be a valid sparse matrix", paste("one with invalid slots:", valid[1L]), call = call)
  }
  if (is_s4(x, "generalMatrix") && is_s4(x, "CsparseMatrix")) return(x)
  methods::as(methods::as(x, "generalMatrix"), "CsparseMatrix")
}

# Sorts the rows within each column, if this is the only flaw.
sort_columns <- function(x) {
  p <- x@p
  columns <- length(p) - 1L
  sound <- is.integer(p) && is.integer(x@i) && columns >= 1L && !anyNA(p) && all(diff(p) >= 0L) && p[1L] == 0L &&
    p[columns + 1L] == length(x@i) && length(x@Dim) == 2L && columns == x@Dim[2L] && !anyNA(x@i) &&
    all(x@i >= 0L & x@i < x@Dim[1L]) && (!methods::.hasSlot(x, "x") || length(x@x) == length(x@i))
  if (!sound) return(x)
  order <- order(rep(seq_len(columns), diff(p)), x@i)
  x@i <- x@i[order]
  if (methods::.hasSlot(x, "x")) x@x <- x@x[order]
  x
}

#' @export
recipe.fastpam_source_sparse <- function(source, id_med, precision) {
  new_recipe(
    source, "sparse", id_med, precision, columns = colnames(source$x), power = source$power,
    medoids = source$x[id_med, , drop = FALSE]
  )
}

#' @export
recipe_view.fastpam_recipe_sparse <- function(recipe, x, prepared = FALSE, arg = "newdata", call = NULL) {
  load_class(recipe$medoids)
  x <- without_others(x, recipe$columns, arg, call)
  if (is.data.frame(x)) x <- numeric_table(x, recipe$metric, arg, call, least = 0L)
  if (!is_s4(x, "sparseMatrix")) {
    if (!is.numeric(x) && !is.logical(x)) abort_arg(arg, "hold numbers", describe(x), call = call)
    x <- methods::as(as.matrix(x), "CsparseMatrix")
  }
  x <- as_columns(x, arg, call)
  match_columns(x, recipe$columns, ncol(recipe$medoids), arg, call)
}

#' @export
recipe_source.fastpam_recipe_sparse <- function(recipe, view, labels = NULL) {
  load_class(view)
  sparse_from_columns(as_columns(view, "newdata", NULL), recipe$metric, recipe$power, "newdata", NULL, labels)
}

#' @export
recipe_between.fastpam_recipe_sparse <- function(recipe, a, b, run, arg = "newdata") {
  load_class(b)
  dimnames(a) <- dimnames(b) <- list(NULL, NULL)
  run$precision <- recipe$precision
  stacked <- recipe_source(recipe, methods::as(rbind(a, b), "CsparseMatrix"))
  from_core(cross_cpp(stacked, nrow(a), nrow(b), run), recipe$metric, arg)
}
