# A table or query of a database. Its rows have no order but that of a key, so a piece is a range of keys. The
# description holds the function that connects, and literals of the keys at which pieces begin.

chunks_of_database <- function(connect, table, query, columns, key, size) {
  needs_package("DBI", "A database")
  if (is.null(table) == is.null(query)) abort_arg("query", "be given or else `table`, and not both")
  what <- table %||% query
  if (!is.character(what) || length(what) != 1L || is.na(what)) {
    abort_arg(if (is.null(table)) "query" else "table", "be one piece of text", describe(what))
  }
  if (!is.character(key) || length(key) != 1L || is.na(key)) {
    must <- "be the name of a column with a different value in each row: rows of a database have no order"
    abort_arg("key", must, describe(key))
  }
  size <- check_count(size %||% 100000L, "size")
  spec <- with_connection(connect, function(con) {
    quoted <- function(name) as.character(DBI::dbQuoteIdentifier(con, name))
    from <- if (is.null(table)) sprintf("(%s) AS fastpam_rows", query) else quoted(table)
    name <- quoted(key)
    sql <- sprintf("SELECT COUNT(*), COUNT(%s), COUNT(DISTINCT %s) FROM %s", name, name, from)
    counts <- as.double(unlist(DBI::dbGetQuery(con, sql)))
    check_keys(counts[1L], counts[2L], counts[3L])
    first <- key_cuts(con, name, from, size)
    rows <- diff(c(seq(0, counts[1L] - 1, by = size), counts[1L]))
    list(connect = connect, from = from, name = name, first = first, rows = rows)
  })
  new_chunks("database", "ranges of keys in a database", spec$rows, spec[names(spec) != "rows"], columns, key)
}

check_keys <- function(rows, given, different) {
  if (rows < 1) abort_arg("x", "have at least 1 row", "0")
  if (given < rows) {
    abort_arg("key", "have a value in each row", sprintf("%s missing ones", format_whole(rows - given)))
  }
  if (different < rows) {
    abort_arg("key", "differ in each row", sprintf("%s values in %s rows", format_whole(different), format_whole(rows)))
  }
}

# The first key of each piece as text of SQL. The database counts: some drivers would hold all keys to give a portion.
key_cuts <- function(con, name, from, size) {
  numbered <- sprintf(
    "SELECT %s AS fastpam_key, ROW_NUMBER() OVER (ORDER BY %s) AS fastpam_row FROM %s", name, name, from
  )
  keys <- DBI::dbGetQuery(con, sprintf(
    "SELECT fastpam_key FROM (%s) AS fastpam_numbered WHERE (fastpam_row - 1) %% %.0f = 0 ORDER BY fastpam_key",
    numbered, size
  ))[[1L]]
  vapply(seq_along(keys), function(i) key_literal(con, keys[i]), "")
}

# All digits of a number that is not whole: else a range might begin somewhere else.
key_literal <- function(con, value) {
  if (is.double(value) && !is.object(value)) return(sprintf("%.17g", value))
  as.character(DBI::dbQuoteLiteral(con, value))
}

# (Drivers draw names at random, when they connect and when they disconnect. Engines would warn of it.)
with_connection <- function(connect, use) keeping_seed(use_connection(connect, use))

use_connection <- function(connect, use) {
  con <- connect()
  if (!methods::is(con, "DBIConnection")) {
    came <- sprintf("one that gives %s", describe(con))
    abort_arg("x", "be a function that opens a connection of DBI when `table` or `query` is given", came)
  }
  on.exit(DBI::dbDisconnect(con))
  use(con)
}

#' @export
read_piece.fastpam_chunks_database <- function(x, i) {
  needs_package("DBI", "A database")
  spec <- x$spec
  with_connection(spec$connect, function(con) {
    chosen <- if (length(x$select)) {
      paste(as.character(DBI::dbQuoteIdentifier(con, c(x$key, x$select))), collapse = ", ")
    } else "*"
    # The first and the last piece have no outer end: rows that were added are seen, by their number.
    range <- c(
      if (i > 1L) sprintf("%s >= %s", spec$name, spec$first[i]),
      if (i < length(spec$first)) sprintf("%s < %s", spec$name, spec$first[i + 1L])
    )
    where <- if (length(range)) paste("WHERE", paste(range, collapse = " AND ")) else ""
    DBI::dbGetQuery(con, sprintf("SELECT %s FROM %s %s ORDER BY %s", chosen, spec$from, where, spec$name))
  })
}
