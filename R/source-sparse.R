# Sparse Matrix classes: compressed columns are borrowed as they are.

as_source_sparse <- function(x, info, stand, p, missing_scale, arg, call) {
  if (!methods::is(x, "sparseMatrix")) {  # dense classes of the package Matrix
    return(as_source(
      as.matrix(x), diss = FALSE, metric = info$metric, stand = stand, p = p,
      missing_scale = missing_scale, arg = arg, call = call
    ))
  }
  if (info$metric %in% c("maximum", "spearman")) {
    abort_arg(
      "metric", "be one that sparse data have a way for (\"maximum\" and \"spearman\" need as.matrix())",
      describe(info$metric), call = call
    )
  }
  if (stand) abort_arg("stand", "be FALSE for sparse data: standardised data are not sparse", "TRUE", call = call)
  check_extent(x, arg, call)
  x <- as_columns(x)
  entries <- if (methods::.hasSlot(x, "x")) as.double(x@x)
  if (anyNA(entries)) abort_arg(arg, "have no missing values when it is sparse", call = call)
  if (length(entries) && any(is.infinite(entries))) abort_arg(arg, "have finite values", "Inf", call = call)
  if (info$non_negative && length(entries) && min(entries) < 0) {
    abort_arg(
      arg, sprintf("have no negative values for metric \"%s\"", info$metric),
      format(min(entries), digits = 7), call = call
    )
  }
  new_source(
    kind = "sparse", n = nrow(x), labels = rownames(x), metric = info$metric, given = FALSE, x = x,
    data = x, start = x@p, row = x@i, entries = entries, road = "auto",
    p = if (info$metric == "minkowski") check_power(p, call) else 2,
    missing_scale = missing_scale
  )
}

# General, compressed by columns.
as_columns <- function(x) {
  if (methods::is(x, "generalMatrix") && methods::is(x, "CsparseMatrix")) return(x)
  methods::as(methods::as(x, "generalMatrix"), "CsparseMatrix")
}
