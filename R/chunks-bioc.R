# Matrices on disk, and experiments, whose columns are the objects.

#' @rdname chunks
#' @export
chunks.DelayedMatrix <- function(x, columns = NULL, key = NULL, size = NULL, ...) {
  refuse_dots(...)
  needs_package("DelayedArray", "A DelayedMatrix")
  load_class(x)
  chunks_of_rows(x, "a DelayedMatrix", columns, key, size)
}

#' @rdname chunks
#' @export
chunks.SummarizedExperiment <- function(x, columns = NULL, size = NULL, assay = 1L, reducedDim = NULL, ...) {
  refuse_dots(...)
  needs_package("SummarizedExperiment", "A SummarizedExperiment")
  load_class(x)
  if (!is.null(reducedDim)) {
    needs_package("SingleCellExperiment", "`reducedDim`")
    if (!methods::is(x, "SingleCellExperiment")) {
      abort_arg("reducedDim", "be NULL: only a SingleCellExperiment has reduced dimensions", describe(reducedDim))
    }
    table <- tryCatch(SingleCellExperiment::reducedDim(x, reducedDim), error = function(e) {
      abort_arg("reducedDim", "be one of those of `x`", describe(reducedDim))
    })
    return(chunks_of_rows(table, "reduced dimensions of an experiment", columns, NULL, size))
  }
  table <- tryCatch(SummarizedExperiment::assay(x, assay), error = function(e) {
    abort_arg("assay", "be one of those of `x`", describe(assay))
  })
  chunks_of_rows(table, "an assay, whose columns are the objects", columns, NULL, size, along = 2L)
}
