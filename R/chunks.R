#' A table in pieces, for data larger than memory
#'
#' `chunks()` describes a table that need not fit into memory: how it is cut into pieces of rows, which columns it
#' has, and how a piece is read. [fastclara()] clusters such a table, and [predict()][predict.fastpam_fit] assigns its
#' rows to the clusters of a fit, piece by piece, on one process or many.
#'
#' A description holds paths, or a function that connects, and never an open connection, so that it can be saved and
#' sent to other processes. (Of tables in memory, it holds the table.) What is read when it is made: of files,
#' functions and lists the first piece, for the types of columns; of a database the keys.
#'
#' Every piece must have the columns of the first one, in any order. Numbers, whole numbers and logical values may stand
#' for each other in a column, and so may text and factors. (A file of text does not say its types. If a column of names
#' happens to hold nothing but numbers in one file, pass `colClasses` to [data.table::fread()].)
#'
#' @param x What to cut, one of
#'
#'   * paths of Parquet files (`.parquet`, read by the package nanoparquet, or by duckdb where that is not installed or
#'     `size` is given) or of files of text (`.csv`, `.tsv`, `.txt`, also with `.gz`, read by data.table, or by vroom
#'     where that is not installed), or one folder of such files, in the order of their names. A file is a piece, unless
#'     `size` cuts it;
#'   * a function that opens a connection of the package DBI, together with `table` or `query`, and `key`. It is called
#'     in each process that reads;
#'   * a `DelayedMatrix`, an `HDF5Matrix` for instance;
#'   * a `SummarizedExperiment` or `SingleCellExperiment`, whose columns are the objects;
#'   * a list of tables, each of which is a piece: matrices, data frames or sparse matrices;
#'   * a matrix, a data frame or a sparse matrix, to try things out;
#'   * a function of i that gives piece i, together with `n`, for everything else. It must find what it needs in other
#'     processes as well.
#' @param columns The names of the columns to read; `NULL` for all but the key.
#' @param key The name of a column that identifies the rows: it is not data, but named in results. A database needs one:
#'   its rows have no order without.
#' @param size The number of rows of a piece, where a file is not one. Large Parquet files are cut by it; this needs the
#'   package duckdb.
#' @param table,query Of a database, the name of a table, or a query without a semicolon.
#' @param n The number of pieces that the function `x` gives.
#' @param assay,reducedDim Of a `SummarizedExperiment`, the assay by number or name; or of a `SingleCellExperiment`, the
#'   reduced dimensions.
#' @param ... For files of text, further arguments of [data.table::fread()], or of `vroom::vroom()` where data.table is
#'   not installed. Otherwise it must be empty.
#' @return A list of class `"fastpam_chunks"`: `kind`, in words; `rows`, the number of rows of each piece, `NA` where it
#'   is not known before the piece is read; `columns`, the types of the columns with their names; `key`; and what is
#'   needed to read. [length()] is the number of pieces.
#' @section Other readers: A function reads what no method is for, and files by the package of your choice. It is called
#' in each process, with the number of a piece:
#'
#' ```
#' files <- list.files("/data/table", full.names = TRUE)
#' chunks(function(i) as.data.frame(arrow::read_parquet(files[i])), n = length(files))
#' ```
#'
#' @section Errors: Of class `fastpam_error`: files that are not there, columns that are not there, keys that are
#'   missing or not unique, and, when pieces are read, columns other than those of the first piece. A package that is
#'   needed and not installed is named.
#' @seealso [fastclara()] and [predict()][predict.fastpam_fit], whose section *Tables in pieces* has the rest
#' @examples
#' fit <- fastpam(leaves[1:160, -1], k = 20)
#' pieces <- chunks(leaves[, -1], size = 100)
#' pieces
#' table(predict(fit, pieces))
#'
#' # Files of text, a piece each
#' folder <- tempfile("leaves")
#' dir.create(folder)
#' if (requireNamespace("data.table", quietly = TRUE)) {
#'   for (i in 1:2) {
#'     rows <- cbind(id = (i - 1) * 160 + 1:160, leaves[(i - 1) * 160 + 1:160, -1])
#'     utils::write.csv(rows, file.path(folder, sprintf("part-%d.csv", i)), row.names = FALSE)
#'   }
#'   head(predict(fit, chunks(folder, key = "id")))
#' }
#' unlink(folder, recursive = TRUE)
#' @order 1
#' @export
chunks <- function(x, ...) {
  # A method of a class is found when the package of the class is loaded.
  if (isS4(x)) load_class(x)
  UseMethod("chunks")
}

#' @rdname chunks
#' @export
chunks.default <- function(x, columns = NULL, key = NULL, size = NULL, ...) {
  refuse_dots(...)
  if (!is_s4(x, "Matrix")) {
    abort_arg("x", paste(
      "be paths of files, a function, a table of DelayedArray or SummarizedExperiment, a list of tables, a matrix or a",
      "data frame"
    ), describe(x))
  }
  chunks_of_rows(x, if (is_s4(x, "sparseMatrix")) "a sparse matrix" else "a matrix", columns, key, size)
}

# `spec`: what read_piece() needs. The first piece gives the types.
new_chunks <- function(class, kind, rows, spec, columns = NULL, key = NULL) {
  if (!is.null(columns) && (!is.character(columns) || anyNA(columns) || anyDuplicated(columns) || !length(columns))) {
    abort_arg("columns", "be different names of columns, or NULL for all", describe(columns))
  }
  if (!is.null(key) && (!is.character(key) || length(key) != 1L || is.na(key))) {
    abort_arg("key", "be the name of one column, or NULL", describe(key))
  }
  if (length(key) && key %in% columns) abort_arg("key", "not be one of the `columns`", describe(key))
  x <- structure(
    list(kind = kind, rows = rows, columns = NULL, key = key, select = columns, spec = spec),
    class = c(paste0("fastpam_chunks_", class), "fastpam_chunks")
  )
  first <- pick_columns(x, read_piece(x, 1L), 1L)
  x$columns <- column_types(first$data)
  x
}

# Piece i as it stands there, with the key among its columns.
read_piece <- function(x, i) UseMethod("read_piece")

# list(data, keys, weights) of piece i, checked.
get_piece <- function(x, i) {
  # Packages draw random numbers when they are loaded, and drivers when they connect; engines would warn of it. What a
  # user's function draws is the user's.
  table <- if (inherits(x, "fastpam_chunks_function")) read_piece(x, i) else keeping_seed(read_piece(x, i))
  piece <- pick_columns(x, table, i)
  check_piece(x, piece$data, i)
  piece
}

# list(data, keys, weights): the columns that are wanted, in the order of the first piece where names tell them apart.
pick_columns <- function(x, table, i) {
  table <- rows_of_piece(table, i)
  names <- colnames(table)
  wanted <- x$select %||% if (identifies(names(x$columns))) names(x$columns)
  if (length(x$weights)) wanted <- setdiff(wanted, x$weights)
  lost <- setdiff(c(x$key, wanted, x$weights), names)
  if (length(lost)) {
    lost <- paste0("\"", utils::head(lost, 3L), "\"", collapse = ", ")
    if (is.null(x$columns)) abort_arg(if (all(x$key %in% names)) "columns" else "key", "be in the table", lost)
    abort_arg("x", "have the same columns in each piece", sprintf("piece %d without %s", i, lost))
  }
  column <- function(name) if (length(name)) if (is.data.frame(table)) table[[name]] else table[, name]
  keys <- column(x$key)
  weights <- column(x$weights)
  if (anyNA(keys)) abort_arg("key", "have a value in each row", sprintf("a missing one in piece %d", i))
  at <- if (is.null(wanted)) which(!names %in% x$key) else match(wanted, names)
  if (length(names) && !identical(at, seq_along(names))) table <- table[, at, drop = FALSE]
  if (!ncol(table)) abort_arg("x", "have at least 1 column besides the key", "0")
  list(
    data = table, keys = if (is.factor(keys)) as.character(keys) else unname(keys),
    weights = if (length(x$weights)) weights_of_column(weights, x$weights, i)
  )
}

weights_of_column <- function(values, name, i) {
  values <- plain_number(values)
  if (!(is.numeric(values) || is.logical(values)) || is.object(values)) {
    abort_arg("weights", "be the name of a column of numbers", sprintf("%s in piece %d", describe(values), i))
  }
  as.double(unname(values))
}

# The table with a column of case weights, which is no data.
weighted_by <- function(x, name) {
  known <- identifies(names(x$columns)) && (name %in% names(x$columns) || !is.null(x$select))
  if (!known || identical(name, x$key)) {
    abort_arg("weights", "be numbers, or the name of a column of the table", encodeString(name, quote = "\""))
  }
  x$columns <- x$columns[names(x$columns) != name]
  if (!length(x$columns)) abort_arg("weights", "not be the only column", encodeString(name, quote = "\""))
  if (!is.null(x$select)) x$select <- union(x$select, name)
  x$weights <- name
  x
}

# A data frame keeps the classes of its columns: a date must be recognised as one.
rows_of_piece <- function(table, i) {
  if (is.data.frame(table) && !isS4(table)) {
    class(table) <- "data.frame"
  } else {
    table <- plain_table(table, "x")
  }
  if (length(dim(table)) != 2L) {
    abort_arg("x", "give a matrix, a data frame or a sparse matrix for each piece", sprintf(
      "%s as piece %d", describe(table), i
    ))
  }
  table
}

check_piece <- function(x, data, i) {
  expected <- x$rows[i]
  if (!is.na(expected) && nrow(data) != expected) {
    abort_arg("x", sprintf("have %s rows in piece %d, as when it was described", format_whole(expected), i), nrow(data))
  }
  types <- column_types(data)
  if (length(types) != length(x$columns)) {
    came <- sprintf("%d in piece %d", length(types), i)
    abort_arg("x", sprintf("have %d columns in each piece", length(x$columns)), came)
  }
  j <- which(kind_of_type(types) != kind_of_type(x$columns) & types != "missing" & x$columns != "missing")
  if (length(j)) {
    abort_arg("x", "have the same columns in each piece", sprintf(
      "%s of type %s in piece %d and %s in the first", name_item("column", j[1L], names(types)), types[[j[1L]]], i,
      x$columns[[j[1L]]]
    ))
  }
}

# Types that may stand for each other: numbers and logical values; text and factors.
kind_of_type <- function(types) {
  ifelse(types %in% c("character", "factor", "ordered"), "text", ifelse(
    types %in% c("numeric", "integer", "logical", "sparse", "integer64"), "numbers", types
  ))
}

# A column without any value says nothing about its type.
column_types <- function(data) {
  if (nrow(data) == 0L) return(stats::setNames(rep("missing", ncol(data)), colnames(data)))
  type <- function(v) {
    if (is.logical(v) && all(is.na(v))) return("missing")
    if (is.ordered(v)) "ordered" else if (is.factor(v)) "factor" else class(v)[1L]
  }
  types <- if (is.data.frame(data)) {
    vapply(seq_along(data), function(j) type(.subset2(data, j)), "")
  } else if (is_s4(data, "sparseMatrix")) {
    rep("sparse", ncol(data))
  } else {
    rep(if (is.numeric(data)) "numeric" else typeof(data), ncol(data))
  }
  stats::setNames(types, colnames(data))
}

needs_package <- function(package, what) {
  if (!requireNamespace(package, quietly = TRUE)) {
    abort(sprintf("%s needs the package %s, which is not installed.", what, package), class = "fastpam_error_package")
  }
}

#' @export
length.fastpam_chunks <- function(x) length(unclass(x)$rows)

#' @export
print.fastpam_chunks <- function(x, ...) {
  refuse_dots(...)
  known <- !anyNA(x$rows)
  cat(sprintf(
    "A table in %s piece%s: %s\n%s rows, %s columns", format_whole(length(x)), if (length(x) == 1L) "" else "s", x$kind,
    if (known) format_whole(sum(x$rows)) else "not yet counted", format_whole(length(x$columns))
  ))
  counts <- table(factor(x$columns, unique(x$columns)))
  cat(sprintf(" (%s)", paste(counts, names(counts), collapse = ", ")))
  if (length(x$key)) cat(sprintf(", key %s", encodeString(x$key, quote = "\"")))
  cat("\n")
  invisible(x)
}
