# Maps of any number of objects: classical multidimensional scaling of some objects, the landmarks. All others are
# placed by their dissimilarities to the landmarks (de Silva and Tenenbaum 2004). If all objects are landmarks,
# this is classical scaling itself.

# `cross(rows, columns)` returns the matrix of dissimilarities between objects, both given by number. It is called
# for all objects and at most `most` landmarks, for about `cells` values at a time. `objects` are the objects to
# place, `first` those of them that must be landmarks. `euclidean`: whether they are distances between rows of
# complete data; then positions are principal components. Returns list(at = matrix of two columns, names of the
# axes, note, equal = whether units are the same).
landmark_map <- function(cross, objects, first, most = 1000L, cells = 4e6, euclidean = FALSE) {
  landmarks <- choose_landmarks(objects, first, most)
  d <- unname(cross(landmarks, landmarks))
  check_map_values(d)
  if (length(landmarks) == length(objects)) return(scaled(d, euclidean))
  scaling <- scale_landmarks(d)
  share <- if (euclidean) variance_shares(scaling$at, d)
  at <- matrix(0, length(objects), 2L)
  is_landmark <- objects %in% landmarks
  at[is_landmark, ] <- scaling$at
  rest <- which(!is_landmark)
  each <- max(1L, as.integer(cells / length(landmarks)))
  for (start in seq(1L, length(rest), by = each)) {
    here <- rest[start:min(start + each - 1L, length(rest))]
    d <- cross(objects[here], landmarks)
    check_map_values(d)
    at[here, ] <- place_objects(d, scaling)
  }
  fits <- sampled_fit(cross, objects, at, rest)
  on_map(at, sprintf("Multidimensional scaling by %s landmarks%s", format_whole(length(landmarks)), fits), share)
}

# Classical scaling in two dimensions, as in stats::cmdscale(), which computes all n dimensions.
scaled <- function(d, euclidean = FALSE) {
  at <- scale_landmarks(d)$at
  fits <- correlation_note(as.vector(stats::dist(at)), d[lower.tri(d)])
  on_map(at, paste0("Classical multidimensional scaling", fits), if (euclidean) variance_shares(at, d))
}

on_map <- function(at, note, share = NULL) {
  if (is.null(share)) return(list(at = at, names = c("Dimension 1", "Dimension 2"), equal = TRUE, note = note))
  list(at = at, names = component_names(share), equal = TRUE, note = note)
}

# The shares of variance of principal components. All squared distances of the placed objects add up to 2 n times
# the sum of squares around the mean. NULL if all objects coincide.
variance_shares <- function(at, d) {
  all <- sum(d^2) / (2 * nrow(d))
  if (all > 0) colSums(sweep(at, 2L, colMeans(at))^2) / all
}

choose_landmarks <- function(objects, first, most) {
  if (length(objects) <= most) return(objects)
  # Half of the landmarks are chosen from all other objects.
  if (length(first) > most / 2) first <- first[evenly(length(first), most / 2)]
  even_choice(objects, most - length(first), first)
}

# `most` of the objects, evenly chosen, and `besides`.
even_choice <- function(objects, most, besides) {
  n <- length(objects)
  if (n <= most) return(objects)
  sort(unique(c(besides, objects[evenly(n, most)])))
}

evenly <- function(n, size) unique(round(seq(1, n, length.out = size)))

# How faithful the map is. It is judged by pairs of objects that are not landmarks, because landmarks fit better.
sampled_fit <- function(cross, objects, at, rest, size = 200L) {
  chosen <- rest[evenly(length(rest), min(2L * size, length(rest)))]
  one <- chosen[c(TRUE, FALSE)]
  other <- chosen[c(FALSE, TRUE)]
  if (!length(other)) return("")
  across <- outer(at[one, 1L], at[other, 1L], "-")^2 + outer(at[one, 2L], at[other, 2L], "-")^2
  correlation_note(sqrt(as.vector(across)), as.vector(cross(objects[one], objects[other])))
}

correlation_note <- function(distances, dissimilarities) {
  if (!isTRUE(stats::sd(distances) > 0) || !isTRUE(stats::sd(dissimilarities) > 0)) return("")
  correlation <- stats::cor(distances, dissimilarities)
  sprintf("; its distances and the dissimilarities correlate by %.2f", correlation)
}

check_map_values <- function(d) {
  if (all(is.finite(d))) return(invisible())
  abort(paste(
    "These dissimilarities cannot be drawn as a map: some are",
    if (anyNA(d)) "missing, because objects have no observed variable in common." else "infinite."
  ))
}

# `cross` for given dissimilarities: a `dist` or a square matrix of `n` objects.
given_cross <- function(d, n) {
  packed <- inherits(d, "dist")
  if (!packed) d <- as.matrix(d)
  size <- if (packed) attr(d, "Size") else unique(dim(d))
  if (!identical(as.integer(size), n) || !is.numeric(d)) {
    abort_arg("diss", sprintf("have the %d objects that were clustered", n), describe(d))
  }
  if (!packed) return(function(rows, columns) d[rows, columns, drop = FALSE])
  function(rows, columns) {
    i <- rep(rows, length(columns))
    j <- rep(columns, each = length(rows))
    low <- as.double(pmin(i, j))
    at <- n * (low - 1) - low * (low - 1) / 2 + pmax(i, j) - low
    at[i == j] <- 1
    values <- .subset(d, at)
    values[i == j] <- 0
    matrix(values, length(rows))
  }
}
