# Centres and scales of columns by exact sums, so that a table in pieces has those of the whole. The mean is rounded
# twice at most, and is that of a constant column to the last bit.

# list(center, scale) of a matrix: means and mean absolute deviations.
exact_scales <- function(x) {
  sums <- list(column_sums(x))
  center <- means_of(sums)
  list(center = center, scale = means_of(list(column_sums(x, center)), deviations = TRUE))
}

# The same from two passes over the pieces.
scales_of_pieces <- function(x, metric, over) {
  center <- means_of(over(seq_along(x), sums_piece, list(x = x, metric = metric, center = NULL)))
  sums <- over(seq_along(x), sums_piece, list(x = x, metric = metric, center = center))
  list(center = center, scale = means_of(sums, deviations = TRUE))
}

# Other tables are refused when the source is made.
can_be_scaled <- function(x, metric) {
  if (metric$name == "gower" || metric$info$non_negative || all(x$columns == "sparse")) return(FALSE)
  times <- which(x$columns %in% c("Date", "POSIXct", "POSIXlt", "difftime"))
  if (length(times)) {
    abort_arg("stand", "be FALSE for a table in pieces with dates or times", sprintf(
      "TRUE, with %s", name_item("column", times[1L], names(x$columns))
    ))
  }
  TRUE
}

sums_piece <- function(i, x, metric, center) {
  in_piece(i, {
    data <- numeric_table(get_piece(x, i)$data, metric, "x", least = 0L)
    check_finite(data, "x", NULL)
    column_sums(data, center)
  })
}

# list(count, sums, names): of the values that are not missing, or of their absolute differences from `center`.
column_sums <- function(x, center = NULL) {
  values <- lapply(seq_len(ncol(x)), function(j) {
    v <- as.double(x[, j])
    v <- v[!is.na(v)]
    if (is.null(center)) v else abs(v - center[[j]])
  })
  list(count = as.double(lengths(values)), sums = lapply(values, exact_sum_cpp), names = colnames(x))
}

means_of <- function(parts, deviations = FALSE) {
  count <- Reduce(`+`, lapply(parts, `[[`, "count"))
  means <- vapply(seq_along(count), function(j) {
    sums <- lapply(parts, function(part) part$sums[[j]])
    mean <- exact_total(sums) / count[j]
    if (deviations || !is.finite(mean)) return(mean)
    mean + exact_total(c(sums, list(exact_sum_cpp(-exact_product(mean, count[j]))))) / count[j]
  }, 0)
  stats::setNames(means, parts[[1L]]$names)
}

# Numbers whose sum is x times a whole number below 2^31: products of halves, which are not rounded.
exact_product <- function(x, whole) {
  high <- x * 134217729
  high <- high - (high - x)
  if (!is.finite(high)) return(x * whole)
  c(outer(c(high, x - high), c(whole %/% 65536 * 65536, whole %% 65536)))
}
