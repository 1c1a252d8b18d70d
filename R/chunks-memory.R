# Tables in memory in pieces, lists of tables, and functions that give a piece.

#' @rdname chunks
#' @export
chunks.matrix <- function(x, columns = NULL, key = NULL, size = NULL, ...) {
  refuse_dots(...)
  chunks_of_rows(x, "a matrix", columns, key, size)
}

#' @rdname chunks
#' @export
chunks.data.frame <- function(x, columns = NULL, key = NULL, size = NULL, ...) {
  refuse_dots(...)
  chunks_of_rows(x, "a data frame", columns, key, size)
}

# `along`: 1 where rows are the objects, 2 where columns are.
chunks_of_rows <- function(x, kind, columns, key, size, along = 1L) {
  n <- dim(x)[along]
  if (n < 1L) abort_arg("x", "have at least 1 row", "0")
  size <- if (is.null(size)) rows_in_block(dim(x)[3L - along]) else check_count(size, "size")
  first <- seq(1, n, by = size)
  rows <- diff(c(first, n + 1))
  new_chunks("rows", kind, rows, list(table = x, first = first, along = along), columns, key)
}

#' @export
read_piece.fastpam_chunks_rows <- function(x, i) {
  table <- x$spec$table
  if (isS4(table)) load_class(table)
  rows <- seq(x$spec$first[i], length.out = x$rows[i])
  if (x$spec$along == 1L) return(table[rows, , drop = FALSE])
  part <- table[, rows, drop = FALSE]
  if (!isS4(part)) return(t(part))
  part <- plain_s4(part, "x", NULL)
  if (isS4(part)) Matrix::t(part) else t(part)
}

#' @rdname chunks
#' @export
chunks.list <- function(x, columns = NULL, key = NULL, ...) {
  refuse_dots(...)
  if (!length(x)) abort_arg("x", "hold at least one table", "an empty list")
  for (i in seq_along(x)) {
    if (length(dim(x[[i]])) != 2L) {
      abort_arg("x", "be a list of matrices or data frames", sprintf("%s as element %d", describe(x[[i]]), i))
    }
  }
  rows <- vapply(x, function(table) as.double(nrow(table)), 0)
  new_chunks("list", "a list of tables", unname(rows), unname(x), columns, key)
}

#' @export
read_piece.fastpam_chunks_list <- function(x, i) x$spec[[i]]

#' @rdname chunks
#' @export
chunks.function <- function(x, columns = NULL, key = NULL, size = NULL, table = NULL, query = NULL, n = NULL, ...) {
  refuse_dots(...)
  if (!is.null(table) || !is.null(query)) return(chunks_of_database(x, table, query, columns, key, size))
  if (is.null(n)) {
    abort_arg("n", "be the number of pieces that the function `x` gives, unless `table` or `query` is given")
  }
  if (!length(formals(args(x)))) abort_arg("x", "be a function of i, the number of a piece", "one without arguments")
  n <- check_count(n, "n")
  new_chunks("function", "a function", rep(NA_real_, n), x, columns, key)
}

#' @export
read_piece.fastpam_chunks_function <- function(x, i) x$spec(i)
