# Matrices that are not in memory.

# A DelayedMatrix, for instance an HDF5Matrix, as an ordinary matrix, or as a sparse one if it is sparse. It is
# read by blocks of rows, so that little other memory is needed.
read_in_blocks <- function(x) {
  blocks <- lapply(row_blocks(x), function(rows) {
    block <- x[rows, , drop = FALSE]
    if (DelayedArray::is_sparse(block)) sparse_block(block) else as.matrix(block)
  })
  if (length(blocks) == 1L) blocks[[1L]] else do.call(rbind, blocks)
}

# (as() alone makes a dense matrix on its way, in versions of DelayedArray that Debian has. Later versions have moved
# the generic to another package, and do not.)
sparse_block <- function(block) {
  if (!"extract_sparse_array" %in% getNamespaceExports("DelayedArray")) return(methods::as(block, "dgCMatrix"))
  extract <- getExportedValue("DelayedArray", "extract_sparse_array")
  out <- methods::as(extract(block, vector("list", 2L)), "dgCMatrix")
  dimnames(out) <- dimnames(block) %||% list(NULL, NULL)
  out
}

# How many rows of so many columns options(fastpam.block = ) bytes of numbers hold, 100 MB unless set.
rows_in_block <- function(columns) max(1, floor(getOption("fastpam.block", 1e8) / 8 / max(1, columns)))

# Numbers of rows, about options(fastpam.block = ) bytes of numbers together, 100 MB unless set.
row_blocks <- function(x) blocks_of(nrow(x), rows_in_block(ncol(x)))

# 1..n in blocks of `each`.
blocks_of <- function(n, each) {
  if (n <= each) return(list(seq_len(n)))
  lapply(seq(1, n, by = each), function(from) seq.int(from, min(n, from + each - 1)))
}
