# The medoid silhouette by its definition, and searches that try every swap.

medoid_silhouettes <- function(d, medoids) {
  d <- as.matrix(d)
  apply(unname(d[, medoids, drop = FALSE]), 1, function(row) {
    two <- sort(row)[1:2]
    if (two[1] == 0) 1 else 1 - two[1] / two[2]
  })
}

# The best change of the average by a single swap.
best_msc_swap <- function(d, medoids, w = rep(1, nrow(d))) {
  now <- weighted.mean(medoid_silhouettes(d, medoids), w)
  others <- setdiff(which(w > 0), medoids)
  gains <- outer(seq_along(medoids), others, Vectorize(function(i, h) {
    weighted.mean(medoid_silhouettes(d, replace(medoids, i, h)), w) - now
  }))
  max(gains)
}
