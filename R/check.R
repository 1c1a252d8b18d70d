# Errors say which argument, what was expected and what came; all have class "fastpam_error".

abort <- function(message, class = NULL, call = NULL) {
  stop(structure(
    class = c(class, "fastpam_error", "error", "condition"),
    list(message = message, call = call)
  ))
}

# "`k` must be a whole number between 1 and 149, not 0."
abort_arg <- function(arg, must, came = NULL, class = NULL, call = NULL) {
  abort(paste0("`", arg, "` must ", must, if (length(came)) paste0(", not ", came), "."), class, call)
}

# A short description of a value: "0", "NULL", "a character vector", "an object of class <lm>".
describe <- function(x) {
  if (is.null(x)) return("NULL")
  if (is.function(x)) return("a function")
  if (is.atomic(x) && is.null(dim(x)) && !is.object(x) && length(x) == 1) {
    return(if (is.character(x) && !is.na(x)) encodeString(x, quote = "\"") else format(x, digits = 15))
  }
  if (is.data.frame(x)) return(sprintf("a data frame of %d rows and %d columns", nrow(x), ncol(x)))
  if (is.object(x)) return(sprintf("an object of class <%s>", paste(class(x), collapse = "/")))
  type <- switch(typeof(x), double = , integer = "numeric", list = "list", typeof(x))
  article <- if (type == "integer") "an" else "a"
  if (length(dim(x)) == 2) {
    return(sprintf("%s %s matrix of %d rows and %d columns", article, type, nrow(x), ncol(x)))
  }
  if (length(dim(x)) > 2) return(sprintf("an array of %d dimensions", length(dim(x))))
  if (type == "list") return(sprintf("a list of length %d", length(x)))
  if (is.atomic(x)) return(sprintf("%s %s vector of length %d", article, type, length(x)))
  sprintf("an object of type \"%s\"", typeof(x))
}

# A row or column, by name if it has one: "row 3" or "row \"b\"".
name_item <- function(what, i, names = NULL) {
  if (is.null(names) || is.na(names[i]) || names[i] %in% c("", i)) return(sprintf("%s %d", what, i))
  sprintf("%s %d (%s)", what, i, encodeString(names[i], quote = "\""))
}

check_flag <- function(x, arg, call = NULL) {
  if (is.logical(x) && length(x) == 1 && !is.na(x)) return(x)
  # pam() takes numbers for flags, as C does.
  if (is.numeric(x) && length(x) == 1 && !is.na(x)) return(x != 0)
  abort_arg(arg, "be TRUE or FALSE", describe(x), call = call)
}

# 64-bit integers as numbers. Without this, their bits would be read as tiny doubles.
plain_number <- function(x) if (inherits(x, "integer64")) doubles_of_int64(x) else x

check_number <- function(x, arg, min = -Inf, max = Inf, open = FALSE, call = NULL) {
  x <- plain_number(x)
  fine <- is.numeric(x) && length(x) == 1 && !is.na(x) && x >= min && x <= max && !(open && x == min)
  if (fine) return(as.double(x))
  range <- if (is.finite(min) && is.finite(max)) {
    sprintf(" between %s and %s", format(min), format(max))
  } else if (is.finite(min)) {
    sprintf(" %s %s", if (open) "above" else "of at least", format(min))
  } else ""
  abort_arg(arg, paste0("be a number", range), describe(x), call = call)
}

check_count <- function(x, arg, min = 1, max = .Machine$integer.max, call = NULL) {
  x <- plain_number(x)
  fine <- is.numeric(x) && length(x) == 1 && !is.na(x) && x == trunc(x) && x >= min && x <= max
  if (fine) return(as.integer(x))
  range <- if (max < .Machine$integer.max) {
    sprintf(" between %s and %s", format(min), format(max))
  } else {
    sprintf(" of at least %s", format(min))
  }
  abort_arg(arg, paste0("be a whole number", range), describe(x), call = call)
}

# 0 for NULL: RcppParallel's own setting.
check_threads <- function(n_threads, call = NULL) {
  if (is.null(n_threads)) return(0L)
  if (is.character(n_threads) && identical(n_threads, "auto")) return(0L)
  check_count(n_threads, "n_threads", call = call)
}

check_memory <- function(memory, arg = "memory", call = NULL) {
  if (length(memory) == 1L && is.atomic(memory) && is.na(memory)) return(NA_real_)
  check_number(memory, arg, 0, call = call)
}

check_trace <- function(trace, arg = "trace.lev") {
  if (is.logical(trace)) trace <- as.integer(trace)
  check_count(trace, arg, min = 0)
}

# The number of digits to print.
check_digits <- function(digits) check_count(digits, "digits", max = 22)

# One of `choices`, spelled in full or by an unambiguous beginning. The whole vector means the first: it is the
# default of a verb or of a wrapper that passes it on.
check_choice <- function(x, arg, choices, call = NULL) {
  if (identical(x, choices)) x <- x[1L]
  if (is.character(x) && length(x) == 1 && !is.na(x)) {
    i <- pmatch(x, choices)
    if (!is.na(i)) return(choices[i])
  }
  abort_arg(
    arg, paste("be one of", paste0("\"", choices, "\"", collapse = ", ")), describe(x), call = call
  )
}
