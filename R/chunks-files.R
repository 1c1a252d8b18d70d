# Files: each is a piece.

#' @rdname chunks
#' @export
chunks.character <- function(x, columns = NULL, key = NULL, size = NULL, ...) {
  paths <- files_of(x)
  text <- grepl("[.](csv|tsv|txt)([.]gz)?$", paths, ignore.case = TRUE)
  parquet <- grepl("[.]parquet$", paths, ignore.case = TRUE)
  if (!all(text) && !all(parquet)) {
    other <- paths[if (any(parquet)) !parquet else !text][1L]
    abort_arg("x", "be files of one kind, .parquet or .csv (.tsv, .txt, also .gz)", describe(other))
  }
  paths <- normalizePath(paths)
  if (all(parquet)) {
    refuse_dots(...)
    return(chunks_of_parquet(paths, columns, key, size))
  }
  if (!is.null(size)) abort_arg("size", "be NULL for files of text, each of which is a piece", describe(size))
  # All processes read by the same package: two may differ in the last digit, or in what they take for a number.
  by <- if (requireNamespace("data.table", quietly = TRUE)) "data.table" else "vroom"
  if (!requireNamespace(by, quietly = TRUE)) needs_package("data.table", "A file of text")
  spec <- list(paths = paths, by = by, how = list(...))
  new_chunks("text", "files of text", rep(NA_real_, length(paths)), spec, columns, key)
}

# All processes read by the package that was found here.
chunks_of_parquet <- function(paths, columns, key, size) {
  if (!is.null(size)) needs_package("duckdb", "`size` of pieces of Parquet files")
  whole <- is.null(size) && requireNamespace("nanoparquet", quietly = TRUE)
  if (!whole && requireNamespace("duckdb", quietly = TRUE)) return(chunks_of_ranges(paths, columns, key, size))
  needs_package("nanoparquet", "A Parquet file")
  rows <- vapply(paths, function(path) as.double(nanoparquet::read_parquet_info(path)$num_rows), 0, USE.NAMES = FALSE)
  new_chunks("parquet", "Parquet files", rows, paths, columns, key)
}

# The files that are named, or those of one folder.
files_of <- function(x) {
  if (!length(x) || anyNA(x)) abort_arg("x", "be paths of files, or of one folder", describe(x))
  if (length(x) == 1L && dir.exists(x)) {
    files <- sort(list.files(x, pattern = "[.](parquet|csv|tsv|txt|csv[.]gz|tsv[.]gz|txt[.]gz)$", ignore.case = TRUE,
                             full.names = TRUE), method = "radix")
    if (!length(files)) abort_arg("x", "be a folder with .parquet or .csv files", "one without")
    return(files)
  }
  lost <- which(!file.exists(x) | dir.exists(x))
  if (length(lost)) abort_arg("x", "be files that are there", encodeString(x[lost[1L]], quote = "\""))
  x
}

#' @export
read_piece.fastpam_chunks_parquet <- function(x, i) {
  needs_package("nanoparquet", "A Parquet file")
  chosen <- if (length(x$select)) c(x$key, x$select)
  there <- if (length(chosen)) all(chosen %in% nanoparquet::read_parquet_schema(x$spec[i])$name) else FALSE
  if (there) nanoparquet::read_parquet(x$spec[i], col_select = chosen) else nanoparquet::read_parquet(x$spec[i])
}

#' @export
read_piece.fastpam_chunks_text <- function(x, i) {
  needs_package(x$spec$by, "A file of text")
  file <- x$spec$paths[i]
  if (x$spec$by == "data.table") {
    how <- utils::modifyList(list(showProgress = FALSE), x$spec$how)
    return(as.data.frame(do.call(data.table::fread, c(list(file = file), how))))
  }
  how <- utils::modifyList(list(show_col_types = FALSE, progress = FALSE, altrep = FALSE, num_threads = 1L), x$spec$how)
  as.data.frame(do.call(vroom::vroom, c(list(file), how)))
}
