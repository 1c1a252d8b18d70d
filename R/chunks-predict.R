# predict() of a table in pieces.

predict_chunks <- function(object, x, type, diss, missing, n_threads, write, map, checkpoint) {
  if (!is.null(write) && (!is.function(write) || length(formals(args(write))) < 2L)) {
    abort_arg("write", "be a function of i and result, or NULL", describe(write))
  }
  x <- columns_of_fit(x, object$prediction$columns)
  task <- if (is.null(write)) predict_piece else write_piece
  answers <- run_pieces(
    seq_along(x), task,
    c(
      list(object = without_data(object), x = x, type = type, diss = diss, missing = missing,
           n_threads = threads_for(map, n_threads)),
      if (!is.null(write)) list(write = write)
    ), map, checkpoint
  )
  if (!is.null(write)) return(invisible(data.frame(piece = seq_along(x), rows = unlist(answers))))
  if (type %in% c("dissimilarity", "membership")) do.call(rbind, answers) else unlist(answers)
}

# Labels of piece i, named by the keys or the names of its rows.
predict_piece <- function(i, object, x, type, diss, missing, n_threads) {
  piece <- get_piece(x, i)
  answer <- in_piece(i, answer_for(object, piece$data, type, diss, run_options(n_threads), missing))
  if (is.null(piece$keys)) return(answer)
  if (is.matrix(answer)) rownames(answer) <- key_names(piece$keys) else names(answer) <- key_names(piece$keys)
  answer
}

# What names the rows of a piece: keys, or the names they have.
names_of_piece <- function(piece) if (is.null(piece$keys)) row_labels(piece$data) else key_names(piece$keys)

# All digits of a whole number: 100000, and not 1e+05.
key_names <- function(keys) {
  keys <- plain_number(keys)
  names <- as.character(keys)
  if (!is.double(keys) || is.object(keys)) return(names)
  whole <- keys == trunc(keys) & abs(keys) < 2^53
  names[whole] <- sprintf("%.0f", keys[whole])
  names
}

# The same handed to the user's function as a data frame; gives the number of rows.
write_piece <- function(i, object, x, type, diss, missing, n_threads, write) {
  piece <- get_piece(x, i)
  answer <- in_piece(i, answer_for(object, piece$data, type, diss, run_options(n_threads), missing))
  result <- if (is.matrix(answer)) as.data.frame(answer) else stats::setNames(data.frame(unname(answer)), type)
  keys <- piece$keys %||% row_labels(piece$data)
  if (!is.null(keys)) result <- cbind(stats::setNames(data.frame(keys), x$key %||% "row"), result)
  rownames(result) <- NULL
  write(i, result)
  nrow(result)
}

# Only the columns of the fit are read. What is missing is told by a piece.
columns_of_fit <- function(x, columns) {
  theirs <- names(x$columns)
  if (!identifies(columns) || !identifies(theirs)) return(x)
  both <- intersect(columns, theirs)
  if (!length(both) || length(both) == length(theirs)) return(x)
  x$select <- both
  x$columns <- x$columns[both]
  x
}

# Errors about rows say which piece they are of.
in_piece <- function(i, expr) {
  tryCatch(expr, fastpam_error = function(e) {
    e$message <- sprintf("%s (in piece %d).", sub("[.]$", "", conditionMessage(e)), i)
    stop(e)
  })
}

# What predict() needs of a fit, without what grows with the objects that were clustered.
without_data <- function(object) {
  if (inherits(object$prediction, "fastpam_recipe_given")) return(object)
  kept <- c("k", "clusinfo", "prediction", "id.med", "i.med", "group_names")
  structure(unclass(object)[intersect(kept, names(object))], class = class(object))
}
