# Random tables and cuts for the tests of tables in pieces.

# Random cuts of n rows: the numbers of rows of pieces, some of them 0.
random_cuts <- function(n) diff(c(0L, sort(sample(0:n, sample(1:6, 1L), replace = TRUE)), n))

# The rows of each piece.
pieces_of <- function(x, cuts) {
  ends <- cumsum(cuts)
  lapply(seq_along(cuts), function(i) x[seq_len(cuts[i]) + ends[i] - cuts[i], , drop = FALSE])
}

# The same, but that the first piece has rows: it says what a table is about.
described_pieces <- function(x, cuts) {
  cut <- pieces_of(x, cuts)
  if (nrow(cut[[1L]])) cut else cut[-1L]
}

# These pieces as a list or, where the numbers of rows are not known before, as a function.
chunks_of <- function(cut, by_function) {
  if (by_function) chunks(function(i) cut[[i]], n = length(cut)) else chunks(cut)
}

# A `map` that runs pieces as another process would, in another order, and loses one in the calls for which `lost` says
# so.
losing <- function(lost = function(call) call == 1L) {
  calls <- 0L
  function(X, FUN) {
    calls <<- calls + 1L
    done <- rev(lapply(X, unserialize(serialize(FUN, NULL))))
    if (lost(calls)) done[-1L] else done
  }
}

# Kinds of tables in turn.
kind_of_round <- function(round) {
  kinds <- c("numbers", "missing", "counts", "mixed", if (requireNamespace("Matrix", quietly = TRUE)) "sparse")
  kinds[(round - 1L) %% length(kinds) + 1L]
}

# A random table of one of several kinds, and a metric for it.
random_table <- function(kind, n) {
  number <- function() round(stats::rnorm(n), sample(0:3, 1L))
  some_missing <- function(v) {
    v[sample(n, n %/% 10L)] <- NA
    v
  }
  p <- sample(2:4, 1L)
  x <- switch(kind,
    numbers = matrix(replicate(p, number()), n, dimnames = if (sample(2L, 1L) == 1L) list(paste0("r", seq_len(n)), NULL)),
    missing = data.frame(a = number(), b = some_missing(number()), c = some_missing(number())),
    counts = data.frame(a = stats::rpois(n, 2) + 1L, b = stats::rpois(n, 1), c = sample(0:1, n, replace = TRUE) == 1),
    mixed = data.frame(
      a = number(), b = some_missing(sample(c("red", "green", "blue"), n, replace = TRUE)),
      c = factor(sample(letters[1:4], n, replace = TRUE)), d = some_missing(sample(0:1, n, replace = TRUE) == 1),
      e = sample(9L, n, replace = TRUE), f = ordered(sample(c("low", "high"), n, replace = TRUE), c("low", "high")),
      g = as.Date("2026-01-01") + sample(99L, n, replace = TRUE)
    ),
    sparse = Matrix::Matrix(stats::rpois(n * 6L, 0.5) + rep(c(0, 0, 0, 0, 0, 1), each = n), n, sparse = TRUE)
  )
  metric <- switch(kind, numbers = , missing = sample(c("euclidean", "manhattan"), 1L), counts = "manhattan",
                   mixed = "gower", sparse = sample(c("euclidean", "jaccard"), 1L))
  list(x = x, metric = metric, stand = kind %in% c("numbers", "missing") && sample(2L, 1L) == 1L)
}

quietly <- function(expr) suppressWarnings(suppressMessages(expr))
