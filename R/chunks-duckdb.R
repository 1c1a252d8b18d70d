# Parquet files read by duckdb. It reads ranges of rows, so that a file may be cut into several pieces.

chunks_of_ranges <- function(paths, columns, key, size) {
  count <- function(path) sprintf("SELECT COUNT(*) FROM read_parquet(%s)", quoted_path(path))
  rows <- vapply(paths, function(path) as.double(ask_duckdb(count(path))[[1L]]), 0, USE.NAMES = FALSE)
  each <- if (is.null(size)) pmax(rows, 1) else rep(check_count(size, "size"), length(paths))
  first <- lapply(seq_along(paths), function(f) seq(0, max(0, rows[f] - 1), by = each[f]))
  counts <- lapply(seq_along(paths), function(f) diff(c(first[[f]], rows[f])))
  spec <- list(paths = rep(paths, lengths(first)), first = unlist(first))
  new_chunks("duckdb", "Parquet files, by duckdb", unlist(counts), spec, columns, key)
}

#' @export
read_piece.fastpam_chunks_duckdb <- function(x, i) {
  needs_package("duckdb", "This description of Parquet files")
  chosen <- if (length(x$select)) {
    paste(paste0("\"", gsub("\"", "\"\"", c(x$key, x$select), fixed = TRUE), "\""), collapse = ", ")
  } else "* EXCLUDE (file_row_number)"
  from <- x$spec$first[i]
  # The last piece of a file has no end: rows that were added are seen, by their number.
  last <- i == length(x) || x$spec$first[i + 1L] == 0
  ask_duckdb(sprintf(
    "SELECT %s FROM read_parquet(%s, file_row_number = true) WHERE file_row_number >= %.0f%s ORDER BY file_row_number",
    chosen, quoted_path(x$spec$paths[i]), from,
    if (last) "" else sprintf(" AND file_row_number < %.0f", x$spec$first[i + 1L])
  ))
}

# One thread, as everything else in a piece.
ask_duckdb <- function(sql) {
  # (It tells where it keeps extensions. None is needed.)
  connect <- function() DBI::dbConnect(suppressMessages(duckdb::duckdb(config = list(threads = "1"))))
  with_connection(connect, function(con) DBI::dbGetQuery(con, sql))
}

quoted_path <- function(path) sprintf("'%s'", gsub("'", "''", path, fixed = TRUE))
