# A user's own metric: an R function of two vectors, or a pointer to a compiled function.

# Threads must not call R, so all dissimilarities are computed here, on the main thread, and go on
# as given ones. A function with attribute `vectorised = TRUE` gets a vector and a matrix and gives
# one number per row of the matrix.
as_source_function <- function(x, metric, stand, stand_rule, n_threads, arg, call) {
  x <- as_user_matrix(x, arg, call)
  check_extent(x, arg, call)
  data <- if (stand) standardise(x, stand_rule) else x
  n <- nrow(data)
  vectorised <- isTRUE(attr(metric, "vectorised"))
  values <- numeric(n * (n - 1) / 2)
  end <- 0
  for (j in seq_len(n - 1)) {
    others <- (j + 1):n
    a <- data[j, ]
    d <- if (vectorised) {
      metric(a, data[others, , drop = FALSE])
    } else {
      vapply(others, function(i) check_user_value(metric(a, data[i, ]), i, j, call), 0)
    }
    if (!(is.numeric(d) || is.logical(d)) || length(d) != length(others)) {
      abort_arg(
        "metric", sprintf("give one number for each of %d rows (it is marked as vectorised)", length(others)),
        describe(d), call = call
      )
    }
    values[end + seq_along(others)] <- d
    end <- end + length(others)
  }
  scan <- scan_dissimilarities(values, 0L, n_threads)
  if (nzchar(scan$flaw)) {
    ij <- dist_pair(scan$position, n)
    abort_arg(
      "metric", "give finite numbers that are not negative",
      sprintf("%s for rows %d and %d", format(values[scan$position]), ij[1], ij[2]), call = call
    )
  }
  new_source(
    kind = "dist", n = n, labels = rownames(x), metric = "user", given = FALSE, values = values,
    max = scan$max, x = x, data = data, fun = metric
  )
}

check_user_value <- function(d, i, j, call) {
  if ((is.numeric(d) || is.logical(d)) && length(d) == 1) return(as.double(d))
  abort_arg("metric", "give one number for two rows", sprintf("%s for rows %d and %d", describe(d), j, i), call = call)
}

# Functions in R may take what they like: any matrix will do.
as_user_matrix <- function(x, arg, call) {
  if (is.data.frame(x)) return(as_data_matrix(x, "user", arg, call))
  if (methods::is(x, "Matrix")) x <- as.matrix(x)
  if (!is.atomic(x) || is.null(x) || length(dim(x)) > 2) {
    abort_arg(arg, "be a matrix or a data frame", describe(x), call = call)
  }
  as.matrix(x)
}

as_source_pointer <- function(x, metric, stand, stand_rule, arg, call) {
  if (methods::is(x, "Matrix")) x <- as.matrix(x)
  x <- as_data_matrix(x, "user", arg, call)
  data <- if (stand) standardise(x, stand_rule) else x
  new_source(
    kind = "pointer", n = nrow(x), labels = rownames(x), metric = "user", given = FALSE, x = x,
    data = data, pointer = metric
  )
}
