# Dissimilarities as they come: "dist" objects, square matrices, bare vectors of n (n - 1) / 2.

as_source_given <- function(x, n_threads = 0L, arg = "x", call = NULL) {
  if (is.data.frame(x)) x <- as.matrix(x)
  if (methods::is(x, "Matrix")) x <- as.matrix(x)
  if (!is.numeric(x)) {
    abort_arg(arg, "be a \"dist\" object or a numeric square matrix of dissimilarities", describe(x), call = call)
  }
  # (The class first: proxy has a dim() for "dist" that fails where Size is wrong.)
  if (!inherits(x, "dist") && length(dim(x)) >= 2) return(as_source_square(x, n_threads, arg, call))
  n <- dist_size(x, arg, call)
  values <- x
  if (!is.double(values)) storage.mode(values) <- "double"
  labels <- attr(x, "Labels")
  scan <- scan_dissimilarities(values, 0L, n_threads)
  if (nzchar(scan$flaw)) {
    ij <- dist_pair(scan$position, n)
    abort_flaw(scan$flaw, values[scan$position], ij[1], ij[2], labels, arg, call)
  }
  new_source(
    kind = "dist", n = n, labels = labels, metric = metric_of(x), given = TRUE, values = values,
    max = scan$max
  )
}

as_source_square <- function(x, n_threads, arg, call) {
  n <- nrow(x)
  if (length(dim(x)) != 2 || ncol(x) != n) {
    abort_arg(arg, "be a square matrix when `diss` is TRUE", describe(x), call = call)
  }
  if (n < 2) abort_arg(arg, "hold dissimilarities of at least 2 objects", n, call = call)
  if (!is.double(x)) storage.mode(x) <- "double"
  labels <- if (is.null(rownames(x))) colnames(x) else rownames(x)
  scan <- scan_dissimilarities(x, n, n_threads)
  if (nzchar(scan$flaw)) {
    i <- as.integer((scan$position - 1) %% n + 1)
    j <- as.integer((scan$position - 1) %/% n + 1)
    abort_flaw(scan$flaw, x[i, j], i, j, labels, arg, call, other = x[j, i])
  }
  new_source(
    kind = "square", n = n, labels = labels, metric = "unspecified", given = TRUE, values = x,
    max = scan$max
  )
}

metric_of <- function(x) {
  metric <- attr(x, "Metric")
  if (is.null(metric)) metric <- attr(x, "method")
  if (is.character(metric) && length(metric) == 1) metric else "unspecified"
}

# n from the length, which must agree with the attribute Size.
dist_size <- function(x, arg, call) {
  m <- length(x)
  n <- round((1 + sqrt(1 + 8 * m)) / 2)
  size <- attr(x, "Size")
  fits <- is.null(size) || (is.numeric(size) && length(size) == 1 && !is.na(size) && size * (size - 1) / 2 == m)
  if (!fits) {
    abort_arg(
      arg, sprintf(
        "have Size * (Size - 1) / 2 dissimilarities (Size is %s)", paste(format(size), collapse = " ")
      ), format(m, big.mark = ","), call = call
    )
  }
  if (m < 1) abort_arg(arg, "hold dissimilarities of at least 2 objects", "none", call = call)
  if (n * (n - 1) / 2 != m) {
    abort_arg(
      arg, "have n * (n - 1) / 2 dissimilarities for some whole n", format(m, big.mark = ","), call = call
    )
  }
  if (n > .Machine$integer.max) {
    abort_arg(arg, "be about at most 2^31 - 1 objects", format(n, big.mark = ","), call = call)
  }
  labels <- attr(x, "Labels")
  if (length(labels) && length(labels) != n) {
    abort_arg(arg, sprintf("have as many labels as objects (%d)", as.integer(n)), length(labels), call = call)
  }
  as.integer(n)
}

# The pair that stands at a position of a packed triangle, both counted from 1.
dist_pair <- function(position, n) {
  before <- function(j) (j - 1) * n - j * (j - 1) / 2  # values in columns 1 .. j-1
  j <- floor(n + 0.5 - sqrt((n - 0.5)^2 - 2 * (position - 1)))
  while (j > 1 && before(j) >= position) j <- j - 1
  while (before(j + 1) < position) j <- j + 1
  as.integer(c(j, position - before(j) + j))
}

abort_flaw <- function(flaw, value, i, j, labels, arg, call, other = NULL) {
  pair <- sprintf("%s and %s", name_item("object", i, labels), name_item("object", j, labels))
  came <- format(value, digits = 15)
  switch(flaw,
    missing = abort_arg(arg, "have no missing dissimilarities", paste(came, "between", pair), call = call),
    negative = abort_arg(arg, "have no negative dissimilarities", paste(came, "between", pair), call = call),
    infinite = abort_arg(arg, "have finite dissimilarities", paste(came, "between", pair), call = call),
    diagonal = abort_arg(
      arg, "have zeros in its diagonal", paste(came, "for", name_item("object", i, labels)), call = call
    ),
    asymmetric = abort_arg(
      arg, "be symmetric",
      sprintf("%s one way and %s the other between %s", format(other, digits = 15), came, pair), call = call
    )
  )
}
