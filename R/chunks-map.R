# Pieces of work by any function of (X, FUN): lapply, or one that uses other processes. Whatever that does, a result
# counts only if it says which piece it is of: what was lost on the way, and errors that came back as values of
# another package, are run again.

check_map <- function(map) {
  if (!is.function(map) || length(formals(args(map))) < 2L) {
    abort_arg("map", "be a function of X and FUN, as lapply() is", describe(map))
  }
  map
}

# task(i, ...) for each i in `pieces`, in their order. `tries`: how often a piece is run at most. `checkpoint`: a folder
# where results are kept and looked for, or NULL.
run_pieces <- function(pieces, task, args, map = lapply, checkpoint = NULL, tries = 3L) {
  store <- if (!is.null(checkpoint)) piece_store(checkpoint, pieces, task, args)
  job <- piece_job(task, args, store)
  values <- vector("list", length(pieces))
  done <- logical(length(pieces))
  why <- "nothing came back"
  for (attempt in seq_len(tries)) {
    if (!is.null(store)) {
      # Also of pieces whose results were lost on their way back.
      kept <- stored_pieces(store, done)
      new <- lengths(kept) > 0L
      values[new] <- lapply(kept[new], `[[`, 1L)
      done <- done | new
      if (all(done)) return(values)
    }
    todo <- pieces[!done]
    came <- tryCatch(keeping_seed(map(todo, job)), error = function(e) {
      if (inherits(e, "fastpam_error")) stop(e)
      why <<- conditionMessage(e)
      list()
    })
    if (!is.list(came)) {
      why <- sprintf("`map` gave %s and not a list", describe(came))
      came <- list()
    }
    for (one in unclass(came)) {
      if (!is.list(one) || !inherits(one, "fastpam_piece")) {
        why <- said_by(one) %||% why
        next
      }
      at <- match(one$piece, pieces)
      if (is.na(at) || done[at]) next
      if (is.null(one$error)) {
        values[at] <- list(one$value)
        done[at] <- TRUE
      } else if (inherits(one$error, "fastpam_error")) {
        # What is wrong with the data is wrong again.
        stop(one$error)
      } else {
        why <- conditionMessage(one$error)
      }
    }
    if (all(done)) return(values)
  }
  abort(sprintf(
    "%s of %s pieces could not be done, each tried %d times (the first is piece %d). The last error was: %s",
    format_whole(sum(!done)), format_whole(length(pieces)), tries, pieces[!done][1L], why
  ), class = "fastpam_error_pieces")
}

# What `map` draws at random (batchtools names folders) must not change what is drawn after it.
keeping_seed <- function(expr) {
  there <- globalenv()
  old <- there$.Random.seed
  on.exit(if (is.null(old)) suppressWarnings(rm(".Random.seed", envir = there)) else there$.Random.seed <- old)
  expr
}

# What an error says that came back as a value of another package.
said_by <- function(value) {
  if (inherits(value, "condition")) return(conditionMessage(value))
  if (inherits(value, c("try-error", "miraiError"))) return(trimws(paste(as.character(value), collapse = " ")))
  if (inherits(value, "errorValue")) sprintf("error value %s", format(as.integer(value)))
}

# Made here, so that other processes are sent nothing but task and arguments.
piece_job <- function(task, args, store = NULL) {
  force(task)
  force(args)
  force(store)
  function(i) {
    done <- tryCatch({
      value <- do.call(task, c(list(i), args))
      if (!is.null(store)) store_piece(store, i, value)
      list(value = value)
    }, error = function(e) list(error = e))
    structure(c(list(piece = i), done), class = "fastpam_piece")
  }
}

# Threads inside and processes outside would multiply: with a `map` other than lapply(), one thread each unless the
# user says a number.
threads_for <- function(map, n_threads) {
  if (is.null(n_threads) && !identical(map, lapply)) 1L else n_threads
}
