# Where a map puts objects: two columns of the data as they are, classical scaling of the
# dissimilarities, or principal components of data that the fit knows no metric for.

# The objects to draw: all, or an even choice of them and the medoids.
map_objects <- function(object, max_objects) {
  even_choice(seq_along(object$clustering), max_objects, medoid_ids(object))
}

# list(at = matrix of two columns, names of the axes, note, equal = whether units are the same).
map_positions <- function(object, shown, data, diss, columns) {
  n <- length(object$clustering)
  given <- !is.null(data)
  if (!given) data <- object$data
  if (isS4(data)) load_class(data)
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
  if (!is.null(d)) return(landmark_map(given_cross(d, n), shown, medoid_ids(object)))
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

# By the metric of the fit, whatever the number of objects; by principal components where the fit is of
# dissimilarities, so that it knows no metric for data that are given now.
by_metric <- function(object, data, given, shown) {
  recipe <- object$prediction
  if (!inherits(recipe, "fastpam_recipe_given")) {
    view <- recipe_view(recipe, data, prepared = !given, arg = "data")
    run <- run_options()
    cross <- function(rows, columns) {
      recipe_between(recipe, view[rows, , drop = FALSE], view[columns, , drop = FALSE], run, arg = "data")
    }
    # A function in R takes its time.
    most <- if (inherits(recipe, "fastpam_recipe_function")) 300L else 1000L
    return(landmark_map(cross, shown, medoid_ids(object), most))
  }
  rows <- data[shown, , drop = FALSE]
  numbers <- data.matrix(if (is.data.frame(rows)) rows else as.matrix(rows))
  numbers <- numbers[, colSums(is.na(numbers)) == 0, drop = FALSE]
  if (ncol(numbers) < 2L) abort_arg("diss", "be given: the data have too few complete columns for a map")
  components <- stats::prcomp(numbers, rank. = 2L)
  share <- components$sdev^2 / sum(components$sdev^2)
  list(
    at = unname(components$x), equal = TRUE, note = NULL,
    names = sprintf("Principal component %d (%.0f %% of the variance)", 1:2, 100 * share[1:2])
  )
}
