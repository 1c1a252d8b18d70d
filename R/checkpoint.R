# What pieces gave, kept in files, so that a call that was interrupted goes on where it was. A file is found again by a
# hash of all that its content depends on. It is written under another name first and renamed, and its name has a hash
# of its content too, so that no part of a file is ever taken for the whole.

check_checkpoint <- function(checkpoint) {
  if (is.null(checkpoint)) return(NULL)
  if (!is.character(checkpoint) || length(checkpoint) != 1L || is.na(checkpoint) || !nzchar(checkpoint)) {
    abort_arg("checkpoint", "be the path of a folder, or NULL", describe(checkpoint))
  }
  if (!dir.exists(checkpoint)) dir.create(checkpoint, showWarnings = FALSE, recursive = TRUE)
  if (!dir.exists(checkpoint) || file.access(checkpoint, 2L) != 0L) {
    abort_arg("checkpoint", "be a folder that can be made and written to", encodeString(checkpoint, quote = "\""))
  }
  normalizePath(checkpoint)
}

refuse_checkpoint <- function(checkpoint, arg = "x") {
  if (is.null(checkpoint)) return(invisible())
  abort_arg("checkpoint", sprintf("be NULL unless `%s` comes in pieces, see chunks()", arg), describe(checkpoint))
}

# A function of (pieces, task, args) that runs pieces: run_pieces() with what the user chose.
pieces_runner <- function(map, checkpoint) {
  function(pieces, task, args) run_pieces(pieces, task, args, map, checkpoint)
}

# list(dir, file): the beginning of the name of the file of each piece. Results do not depend on threads.
piece_store <- function(dir, pieces, task, args) {
  args$n_threads <- NULL
  call <- hash_of(list(utils::packageVersion("fastpam"), task, args))
  keys <- vapply(pieces, function(i) hash_of(list(call, i, piece_facts(args$x, i))), "")
  # What killed processes left; younger ones may be another session's.
  left <- list.files(dir, "^[.]piece-", all.files = TRUE, full.names = TRUE)
  unlink(left[difftime(Sys.time(), file.mtime(left), units = "hours") > 1])
  list(dir = dir, pieces = pieces, file = sprintf("piece-%d-%s", pieces, keys))
}

# For each piece list(value), or NULL where no whole file is there, and for pieces that are done.
stored_pieces <- function(store, done) {
  there <- list.files(store$dir, "^piece-.*[.]rds$")
  belongs <- match(sub("-[0-9a-f]*[.]rds$", "", there), store$file)
  found <- vector("list", length(store$file))
  for (f in which(belongs %in% which(!done))) {
    path <- file.path(store$dir, there[f])
    value <- tryCatch(
      if (identical(unname(tools::md5sum(path)), sub("^.*-([0-9a-f]*)[.]rds$", "\\1", there[f]))) list(readRDS(path)),
      error = function(e) NULL, warning = function(w) NULL
    )
    if (is.null(value)) unlink(path) else found[[belongs[f]]] <- value
  }
  found
}

# On a full disk, R's connections may lose what does not fit without an error: the size is compared.
store_piece <- function(store, i, value) {
  bytes <- serialize(value, NULL)
  temporary <- tempfile(".piece-", store$dir)
  on.exit(unlink(temporary))
  whole <- tryCatch({
    con <- file(temporary, "wb")
    tryCatch(writeBin(bytes, con), finally = suppressWarnings(close(con)))
    file.size(temporary) == length(bytes)
  }, error = function(e) FALSE, warning = function(w) FALSE)
  if (isTRUE(whole)) {
    name <- sprintf("%s-%s.rds", store$file[match(i, store$pieces)], tools::md5sum(temporary))
    whole <- suppressWarnings(file.rename(temporary, file.path(store$dir, name)))
  }
  if (!isTRUE(whole)) {
    abort_arg("checkpoint", "be a folder that can be written to and has room", sprintf(
      "%s, where %s bytes could not be written", encodeString(store$dir, quote = "\""), format_whole(length(bytes))
    ))
  }
}

# What tells that a piece is not what it was: the size and time of its file. Tables in memory are part of the arguments.
piece_facts <- function(x, i) {
  path <- switch(
    class(x)[1L], fastpam_chunks_parquet = x$spec[i], fastpam_chunks_text = ,
    fastpam_chunks_duckdb = x$spec$paths[i], fastpam_chunks_rows = disk_path(x$spec$table)
  )
  if (length(path)) unlist(file.info(path, extra_cols = FALSE)[c("size", "mtime")])
}

# The file of a matrix on disk.
disk_path <- function(table) {
  if (isS4(table) && requireNamespace("DelayedArray", quietly = TRUE)) {
    tryCatch(DelayedArray::path(table), error = function(e) NULL)
  }
}

# ---- hashes ------------------------------------------------------------------------------------------

# (tools::md5sum() takes files only. Version 2 writes a sequence and its values alike.)
hash_of <- function(value) {
  file <- tempfile("fastpam-hash-")
  on.exit(unlink(file))
  con <- file(file, "wb")
  tryCatch(serialize(hashable(value), con, xdr = FALSE, version = 2L), finally = close(con))
  unname(tools::md5sum(file))
}

# The same with functions as what they say: their compiled code and environments differ between sessions.
hashable <- function(value, seen = character()) {
  if (is.function(value)) return(hashable_function(value, seen))
  if (!is.list(value) || isS4(value)) return(value)
  list(lapply(unclass(value), hashable, seen = seen), attributes(value))
}

# The text of a function, and the variables that it uses from where it was made, but not those of packages.
hashable_function <- function(fun, seen) {
  text <- deparse(args(fun))
  if (is.primitive(fun)) return(text)
  text <- c(text, deparse(body(fun), control = c("keepNA", "keepInteger", "digits17")))
  used <- setdiff(all.names(body(fun)), c(names(formals(fun)), seen))
  values <- list()
  where <- environment(fun)
  while (!isNamespace(where) && !identical(where, baseenv()) && !identical(where, emptyenv())) {
    for (name in intersect(used, ls(where, all.names = TRUE, sorted = FALSE))) {
      values[name] <- list(hashable(get(name, envir = where), c(seen, used)))
      used <- setdiff(used, name)
    }
    if (identical(where, globalenv())) break
    where <- parent.env(where)
  }
  list(text, values[order(as.character(names(values)), method = "radix")])
}
