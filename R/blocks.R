# Matrices that are not in memory.

# A DelayedMatrix, an HDF5Matrix for instance, as an ordinary matrix, or a sparse one where it is sparse. Blocks of
# rows keep what is in memory besides small.
read_in_blocks <- function(x) {
  blocks <- lapply(row_blocks(x), function(rows) {
    block <- x[rows, , drop = FALSE]
    if (DelayedArray::is_sparse(block)) methods::as(block, "dgCMatrix") else as.matrix(block)
  })
  if (length(blocks) == 1L) blocks[[1L]] else do.call(rbind, blocks)
}

# Numbers of rows, about options(fastpam.block = ) bytes of numbers together, 100 MB unless set.
row_blocks <- function(x) {
  each <- max(1, floor(getOption("fastpam.block", 1e8) / 8 / max(1, ncol(x))))
  n <- nrow(x)
  if (n <= each) return(list(seq_len(n)))
  unname(split(seq_len(n), ceiling(seq_len(n) / each)))
}
