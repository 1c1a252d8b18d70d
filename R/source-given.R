# Given dissimilarities: "dist" objects, square matrices, plain vectors of n (n - 1) / 2.

given_source <- function(x, n_threads = 0L, arg = "x", call = NULL) {
  if (isS4(x)) load_class(x)
  if (inherits(x, "simil")) abort_similarities(arg, call)
  if (is.data.frame(x)) x <- as.matrix(plain_frame(x, arg, call))
  if (isS4(x)) x <- as.matrix(x)
  # (The class first: proxy has a dim() for "dist" that fails where Size is wrong.)
  if (!inherits(x, "dist") && is.object(x) && is.atomic(x)) x <- plain_atomic(x)
  if (!is.numeric(x) || is.factor(x)) {
    abort_arg(arg, "be a \"dist\" object or a numeric square matrix of dissimilarities", describe(x), call = call)
  }
  if (!inherits(x, "dist") && length(dim(x)) >= 2L) return(square_source(x, n_threads, arg, call))
  packed_source(x, n_threads, arg, call)
}

abort_similarities <- function(arg, call) {
  abort_arg(
    arg, paste(
      "hold dissimilarities: use proxy::as.dist() to convert similarities",
      "(proxy::pr_simil2dist() alone keeps the class \"simil\")"
    ), "similarities", call = call
  )
}

packed_source <- function(x, n_threads, arg, call) {
  n <- dist_size(x, arg, call)
  values <- x
  if (!is.double(values)) storage.mode(values) <- "double"
  labels <- attr(x, "Labels")
  scan <- from_core(scan_dissimilarities(values, 0L, n_threads))
  cleaned <- FALSE
  if (nzchar(scan$flaw)) {
    cleaned <- clean_packed(values, scan, arg)
    if (is.null(cleaned)) {
      ij <- dist_pair(scan$position, n)
      abort_flaw(scan$flaw, unclass(values)[scan$position], ij[1], ij[2], labels, arg, call)
    }
    values <- cleaned
    cleaned <- TRUE
    scan <- from_core(scan_dissimilarities(values, 0L, n_threads))
  }
  new_source(
    c("packed", "given"), kind = "packed", n = n, labels = labels, metric = metric_of(x),
    values = values, max = scan$max, cleaned = cleaned
  )
}

square_source <- function(x, n_threads, arg, call) {
  n <- nrow(x)
  if (length(dim(x)) != 2 || ncol(x) != n) {
    abort_arg(arg, "be a square matrix when `diss` is TRUE", describe(x), call = call)
  }
  if (n < 2) abort_arg(arg, "hold dissimilarities of at least 2 objects", n, call = call)
  if (!is.double(x)) storage.mode(x) <- "double"
  labels <- if (is.null(rownames(x))) colnames(x) else rownames(x)
  scan <- from_core(scan_dissimilarities(x, n, n_threads))
  cleaned <- FALSE
  if (nzchar(scan$flaw)) {
    cleaned <- clean_square(x, scan, arg)
    if (is.null(cleaned)) {
      i <- as.integer((scan$position - 1) %% n + 1)
      j <- as.integer((scan$position - 1) %/% n + 1)
      abort_flaw(scan$flaw, x[i, j], i, j, labels, arg, call, other = x[j, i])
    }
    x <- cleaned
    cleaned <- TRUE
    scan <- from_core(scan_dissimilarities(x, n, n_threads))
  }
  new_source(
    c("square", "given"), kind = "square", n = n, labels = labels, metric = "unspecified",
    values = x, max = scan$max, cleaned = cleaned
  )
}

# ---- rounding noise ------------------------------------------------------------------------------

# Errors of at most this share of the largest value are rounding noise. Negative values and the diagonal become 0.
# Of two values that should be equal, the one below the diagonal is used, as in cluster. A message reports this.
noise_tolerance <- 1e-8

clean_packed <- function(values, scan, arg) {
  if (scan$flaw != "negative" || anyNA(values) || any(is.infinite(values))) return(NULL)
  low <- min(values)
  if (low < -noise_tolerance * max(values)) return(NULL)
  tell_noise(arg, sprintf("%d negative, down to %s, taken as 0", sum(values < 0), format(low, digits = 2)))
  values[values < 0] <- 0
  values
}

# Later values, compared with the largest one of the fit. The fit has already reported noise.
without_noise <- function(d, largest) {
  noise <- which(d < 0 & d >= -noise_tolerance * max(largest, d, na.rm = TRUE))
  d[noise] <- 0
  d
}

clean_square <- function(x, scan, arg) {
  if (scan$flaw %in% c("missing", "infinite") || anyNA(x) || any(is.infinite(x))) return(NULL)
  bound <- noise_tolerance * max(x)
  diagonal <- max(abs(diag(x)))
  low <- min(x)
  differ <- max(abs(x - t(x)))
  symmetric <- differ <= bound || isSymmetric(unname(x))
  if (diagonal > bound || low < -bound || !symmetric) return(NULL)
  tell_noise(arg, paste(c(
    if (differ > 0) {
      sprintf("differences of up to %s across the diagonal, the lower triangle is used", format(differ, digits = 2))
    },
    if (low < 0) sprintf("negative values down to %s, set to 0", format(low, digits = 2)),
    if (diagonal > 0) sprintf("a diagonal of up to %s, set to 0", format(diagonal, digits = 2))
  ), collapse = "; "))
  upper <- upper.tri(x)
  x[upper] <- t(x)[upper]
  x[x < 0] <- 0
  diag(x) <- 0
  x
}

tell_noise <- function(arg, what) {
  message("`", arg, "` has rounding noise: ", what, ".")
}

# ---- names and sizes -----------------------------------------------------------------------------

metric_of <- function(x) {
  metric <- attr(x, "Metric")
  if (is.null(metric)) metric <- attr(x, "method")
  if (is.character(metric) && length(metric) == 1) metric else "unspecified"
}

# n from the length, which must agree with the attribute Size.
dist_size <- function(x, arg, call) {
  m <- length(unclass(x))
  n <- round((1 + sqrt(1 + 8 * m)) / 2)
  size <- attr(x, "Size")
  fits <- is.null(size) || (is.numeric(size) && length(size) == 1 && !is.na(size) && size * (size - 1) / 2 == m)
  if (!fits) {
    abort_arg(
      arg, sprintf(
        "have Size * (Size - 1) / 2 dissimilarities (Size is %s)", paste(format(size), collapse = " ")
      ), format(m, big.mark = ",", decimal.mark = "."), call = call
    )
  }
  if (m < 1) abort_arg(arg, "hold dissimilarities of at least 2 objects", "none", call = call)
  if (n * (n - 1) / 2 != m) {
    abort_arg(
      arg, "have n * (n - 1) / 2 dissimilarities for some whole n",
      format(m, big.mark = ",", decimal.mark = "."), call = call
    )
  }
  if (n > .Machine$integer.max) {
    abort_arg(arg, "have at most 2^31 - 1 objects", format(n, big.mark = ",", decimal.mark = "."), call = call)
  }
  labels <- attr(x, "Labels")
  if (length(labels) && length(labels) != n) {
    abort_arg(arg, sprintf("have as many labels as objects (%d)", as.integer(n)), length(labels), call = call)
  }
  as.integer(n)
}

# The pair at a position of a packed triangle, both counted from 1.
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
    negative = abort_arg(
      arg, "have no negative dissimilarities (pmax(d, 0) replaces rounding noise by 0)", paste(came, "between", pair),
      call = call
    ),
    infinite = abort_arg(arg, "have finite dissimilarities", paste(came, "between", pair), call = call),
    diagonal = abort_arg(
      arg, "have a zero diagonal (as.dist() ignores the diagonal)",
      paste(came, "for", name_item("object", i, labels)), call = call
    ),
    asymmetric = {
      two <- differing_digits(other, value)
      abort_arg(
        arg, "be symmetric (as.dist() uses the lower triangle)",
        sprintf("%s in one direction and %s in the other between %s", two[1], two[2], pair), call = call
      )
    }
  )
}

# Two numbers with as many digits as needed to show that they differ, at least 15.
differing_digits <- function(a, b) {
  for (digits in 15:17) {
    two <- formatC(c(a, b), digits = digits, format = "g", width = 1)
    if (two[1] != two[2]) break
  }
  two
}

# ---- what a fit of given dissimilarities keeps -----------------------------------------------------

#' @export
medoid_rows.fastpam_source_given <- function(source, id) medoid_labels(source, id) %||% id

#' @export
kept_data.fastpam_source_given <- function(source) NULL

#' @export
recipe.fastpam_source_given <- function(source, id_med, precision) {
  new_recipe(source, "given", id_med, precision, max = source$max)
}

#' @export
recipe_view.fastpam_recipe_given <- function(recipe, x, prepared = FALSE, arg = "x", call = NULL) {
  abort_arg(
    arg, paste(
      "hold dissimilarities (with `diss = TRUE`, or as a dist): the fit is of dissimilarities and has",
      "no metric for data"
    ), describe(x), call = call
  )
}

# Dissimilarities from the user as cluster keeps them: the object itself with its own attributes and another class.
# (`Size` becomes a double; in the `call` of as.dist() the argument is called x.)
keep_given_diss <- function(x, source) {
  if (source$cleaned) x <- source$values
  if (isS4(x)) x <- as.matrix(x)
  if (inherits(x, "dissimilarity")) return(x)
  if (is.data.frame(x)) x <- as.matrix(x)
  if (is.null(dim(x))) {
    attr(x, "Size") <- (1 + sqrt(1 + 8 * length(x))) / 2
  } else {
    x <- stats::as.dist(x)
  }
  class(x) <- c("dissimilarity", "dist")
  if (is.null(attr(x, "Metric"))) attr(x, "Metric") <- "unspecified"
  x
}
