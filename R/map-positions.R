# Where a map puts objects: two columns of the data as they are, classical scaling of the
# dissimilarities, or, for very many objects, principal components.

# All objects, or an even choice of them that contains the medoids.
map_objects <- function(object, max_objects) {
  n <- length(object$clustering)
  if (n <= max_objects) return(seq_len(n))
  sort(unique(c(medoid_ids(object), round(seq(1, n, length.out = max_objects)))))
}

# list(at = matrix of two columns, names of the axes, note, equal = whether units are the same).
map_positions <- function(object, shown, data, diss, columns) {
  n <- length(object$clustering)
  given <- !is.null(data)
  if (!given) data <- object$data
  if (is.null(data)) {
    if (!is.null(columns)) abort_arg("columns", "be NULL where there are no data: the fit kept none, give `data`")
  } else {
    if (length(dim(data)) != 2L || nrow(data) != n) {
      abort_arg("data", sprintf("have the %d rows that were clustered", n), describe(data))
    }
    two_numbers <- ncol(data) == 2L && all(vapply(1:2, function(j) {
      is.numeric(data[, j, drop = TRUE]) && !anyNA(data[, j, drop = TRUE])
    }, NA))
    if (is.null(columns) && two_numbers) columns <- 1:2
    if (!is.null(columns)) return(by_columns(data, columns, shown))
  }
  d <- diss %||% all_dissimilarities(object)
  if (!is.null(d)) return(scaled(some_dissimilarities(d, shown, n)))
  if (is.null(data)) abort_arg("object", "have kept data or dissimilarities to draw a map: give `data` or `diss`")
  by_metric(object, data, given, shown)
}

by_columns <- function(data, columns, shown) {
  known <- colnames(data)
  at <- if (is.character(columns)) match(columns, known) else columns
  if (length(at) != 2L || anyNA(at) || any(at < 1 | at > ncol(data))) {
    abort_arg("columns", "name two columns of the data, or give their numbers", describe_values(columns))
  }
  names <- if (is.null(known)) c("", "") else known[at]
  names[names == ""] <- paste("Column", at)[names == ""]
  if (!is.null(attr(data, "scaled:center"))) names <- paste(names, "(standardised)")
  picked <- data[shown, at]
  picked <- data.matrix(if (is.data.frame(picked)) picked else as.matrix(picked))
  list(at = unname(picked), names = names, note = NULL, equal = FALSE)
}

# Rows and columns of a dist or a square matrix, without making a square of all of it.
some_dissimilarities <- function(d, shown, n) {
  size <- if (inherits(d, "dist")) attr(d, "Size") else nrow(d)
  if (!identical(as.integer(size), n)) {
    abort_arg("diss", sprintf("be about the %d objects that were clustered", n), describe(d))
  }
  if (!inherits(d, "dist")) return(unname(as.matrix(d)[shown, shown]))
  m <- length(shown)
  square <- matrix(0, m, m)
  below <- lower.tri(square)
  i <- shown[row(square)[below]]
  j <- shown[col(square)[below]]
  square[below] <- d[as.double(n) * (j - 1) - j * (j - 1) / 2 + i - j]
  square + t(square)
}

# By the metric of the fit while a square of the objects can be held, else by principal components.
by_metric <- function(object, data, given, shown) {
  rule <- if (given) object$prediction else rule_for_kept(object)
  rows <- data[shown, , drop = FALSE]
  # A function in R takes its time.
  if (length(shown) <= (if (rule$kind == "dist") 500L else 5000L) && rule$kind != "given") {
    d <- if (rule$kind == "dist") {
      user_dissimilarities(rows, utils::modifyList(rule, list(rows = as_user_matrix(rows, "data", NULL))), NULL)
    } else {
      spec <- stack_rows(rows, rule, NULL)
      square <- matrix(0, spec$n, spec$n)
      square[lower.tri(square)] <- fill_dist(spec, 0L, "double", "best")
      here <- seq_along(shown)
      (square + t(square))[here, here]
    }
    return(scaled(d))
  }
  numbers <- data.matrix(if (is.data.frame(rows)) rows else as.matrix(rows))
  numbers <- numbers[, colSums(is.na(numbers)) == 0, drop = FALSE]
  if (ncol(numbers) < 2L) abort_arg("max_objects", "be at most 5000, or `diss` given: there are too few complete columns for a map")
  components <- stats::prcomp(numbers, rank. = 2L)
  share <- components$sdev^2 / sum(components$sdev^2)
  list(
    at = unname(components$x), equal = TRUE, note = NULL,
    names = sprintf("Principal component %d (%.0f %% of the variance)", 1:2, 100 * share[1:2])
  )
}

# Classical scaling in two dimensions, as stats::cmdscale(), which computes all n of them.
scaled <- function(d) {
  n <- nrow(d)
  b <- -0.5 * d^2
  b <- b - rowMeans(b)
  b <- t(t(b) - colMeans(b))
  found <- leading_pairs((b + t(b)) / 2)
  at <- found$vectors %*% diag(sqrt(pmax(found$values, 0)), 2L)
  # Signs so that no picture is upside down by chance: the object farthest out is at the right, on top.
  for (j in 1:2) if (sum(at[, j]^3) < 0) at[, j] <- -at[, j]
  below <- lower.tri(d)
  on_map <- as.vector(stats::dist(at))
  fits <- if (isTRUE(stats::sd(on_map) > 0)) stats::cor(on_map, d[below]) else NA_real_
  list(
    at = at, names = c("Dimension 1", "Dimension 2"), equal = TRUE,
    note = paste0(
      "Classical multidimensional scaling",
      if (!is.na(fits)) sprintf("; distances on the map and dissimilarities correlate by %.2f", fits)
    )
  )
}

# The two largest eigenvalues of a symmetric matrix and their vectors, by subspace iteration with
# Rayleigh-Ritz steps: some products with the matrix, where eigen() takes time proportional to n^3.
# Noise, whose eigenvalues lie close together, ends at `most` steps: no direction is better there.
leading_pairs <- function(b, tolerance = 1e-5, most = 60L) {
  n <- nrow(b)
  if (n <= 100L) {
    all <- eigen(b, symmetric = TRUE)
    first <- seq_len(min(2L, n))
    return(list(values = all$values[first], vectors = all$vectors[, first, drop = FALSE]))
  }
  # A start without chance, and without symmetry that could hide a direction.
  v <- qr.Q(qr(outer(seq_len(n), seq_len(10L), function(i, j) cos(pi * (i - 0.5) * j / n) + sin(i * (j + 0.3)))))
  for (step in seq_len(most)) {
    w <- b %*% v
    small <- eigen(crossprod(v, w), symmetric = TRUE)
    values <- small$values[1:2]
    vectors <- v %*% small$vectors[, 1:2]
    rest <- w %*% small$vectors[, 1:2] - vectors %*% diag(values)
    if (max(colSums(rest^2)) <= (tolerance * max(abs(values)))^2) break
    v <- qr.Q(qr(w))
  }
  list(values = values, vectors = vectors)
}
