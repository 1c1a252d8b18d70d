#' Name the clusters of a fit
#'
#' Cluster names are used by [predict()][predict.fastpam_fit], `print()`, `summary()`, `tidy()`, `augment()`,
#' `as.data.frame()`, `fitted()`, [medoid_profiles()], [compare_clusterings()] and in pictures. The components of the
#' fit do not change, so `fit$clustering` still holds numbers, as other packages expect.
#'
#' @param fit,x A fit: what [fastpam()], [fastclara()] or [fastclarans()] returned.
#' @param value The `k` names as text, distinct and not empty, in the order of the clusters. A named vector such as
#'   `c("2" = "round", "1" = "long")` may be in any order and renames only the clusters it names. `NULL` removes the
#'   names.
#' @return `cluster_names()`: a character vector of `k` names, `"1"` to `"k"` if none were given. The replacement
#'   function: the fit with its names.
#' @section Errors: An error of class `fastpam_error` if `value` is not such a vector of names.
#' @examples
#' fit <- fastpam(iris[1:4], 3)
#' cluster_names(fit) <- c("setosa", "virginica", "versicolor")
#' fit
#' table(predict(fit), iris$Species)
#' @export
cluster_names <- function(fit) {
  check_fit(fit, "fit")
  cluster_levels(fit)
}

#' @rdname cluster_names
#' @export
`cluster_names<-` <- function(x, value) {
  check_fit(x, "x")
  if (is.null(value)) {
    x["group_names"] <- NULL
    return(x)
  }
  k <- x$k
  value <- if (is.factor(value)) stats::setNames(as.character(value), names(value)) else value
  if (is.character(value) && !is.null(names(value))) value <- names_in_order(value, cluster_levels(x))
  fine <- is.character(value) && length(value) == k && !anyNA(value) && all(nzchar(value)) && !anyDuplicated(value)
  if (!fine) {
    abort_arg("value", sprintf("be %d different names, one for each cluster", k), describe_values(value))
  }
  # (No component of ours may begin with "cluster".)
  x$group_names <- unname(value)
  x
}

# The current names, with the new ones in their places.
names_in_order <- function(value, known) {
  at <- match(names(value), known)
  if (anyNA(at) || anyDuplicated(at)) {
    abort_arg("value", "be named by clusters", encodeString(names(value)[which(is.na(at) | duplicated(at))[1L]],
      quote = "\""))
  }
  replace(known, at, unname(value))
}

# NULL if no names were given.
group_names <- function(fit) fit$group_names

# The labels of clusters: their names, or "1" to "k".
cluster_levels <- function(fit) group_names(fit) %||% as.character(seq_along(medoid_ids(fit)))

# Cluster numbers as a factor with these labels.
cluster_factor <- function(numbers, fit) factor(cluster_levels(fit)[unname(numbers)], levels = cluster_levels(fit))

# Numbers if there are no names, so that results stay the same.
cluster_labels <- function(numbers, fit) {
  if (is.null(group_names(fit))) return(numbers)
  stats::setNames(cluster_factor(numbers, fit), names(numbers))
}
