# The positions of objects on a map: two columns of the data, or multidimensional scaling of the dissimilarities
# (landmark-map.R).

# The objects to draw: all, or an even choice of them, the medoids and `besides`.
map_objects <- function(object, max_objects, besides = integer()) {
  even_choice(seq_along(object$clustering), max_objects, c(medoid_ids(object), besides))
}

# list(at = matrix of two columns, names of the axes, note, equal = whether units are the same), and `axes` if
# columns of the data are the axes.
map_positions <- function(object, shown, data, diss, columns, layout = NULL) {
  if (!is.null(layout)) return(by_layout(object, shown, layout, list(data = data, diss = diss, columns = columns)))
  n <- length(object$clustering)
  given <- !is.null(data)
  ours <- names(object$clustering)
  if (given) check_object_order(ours, row_labels(data), "data")
  check_map_dissimilarities(diss, "diss")
  if (!is.null(diss)) {
    check_object_order(ours, if (inherits(diss, "dist")) attr(diss, "Labels") else row_labels(diss), "diss")
  }
  if (!given) data <- object$data
  if (isS4(data)) load_class(data)
  if (is.null(data)) {
    if (!is.null(columns)) abort_arg("columns", "be NULL, because the fit kept no data (or give `data`)")
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
  if (!is.null(d)) {
    return(landmark_map(given_cross(d, n), shown, medoid_ids(object), euclidean = is_euclidean_map(object, data, diss)))
  }
  if (is.null(data)) abort_arg("object", "contain data or dissimilarities to draw a map (or give `data` or `diss`)")
  by_metric(object, data, given, shown)
}

# A `dist` or a matrix that can be one. The values are checked where they are used.
check_map_dissimilarities <- function(d, arg) {
  if (is.null(d) || inherits(d, "dist") || (length(dim(d)) == 2L && nrow(d) == ncol(d))) return(invisible())
  abort_arg(arg, "be a \"dist\" object or a square matrix of dissimilarities", describe(d))
}

by_columns <- function(data, columns, shown) {
  known <- colnames(data)
  at <- if (is.character(columns)) match(columns, known) else columns
  if (!is.numeric(at) || length(at) != 2L || anyNA(at) || any(at < 1 | at > ncol(data))) {
    abort_arg("columns", "name two columns of the data, or give their numbers", describe_values(columns))
  }
  names <- if (is.null(known)) c("", "") else known[at]
  names[names == ""] <- paste("Column", at)[names == ""]
  if (!is.null(attr(data, "scaled:center"))) names <- paste(names, "(standardised)")
  axes <- lapply(at, function(j) map_axis_of(data[shown, j, drop = TRUE]))
  spread <- if (any(vapply(axes, function(axis) isTRUE(axis$spread), NA))) {
    "Levels are spread out along their axis, so that objects do not hide each other"
  }
  list(at = cbind(axes[[1L]]$at, axes[[2L]]$at), names = names, note = spread, equal = FALSE, axes = axes)
}

# Positions on an axis and, if numbers would be hard to read, the labels of the axis.
map_axis_of <- function(v) {
  if (is.logical(v) || is.character(v)) v <- factor(v)
  if (is.factor(v)) {
    aside <- 0.6 * ((seq_along(v) * 0.618034) %% 1 - 0.5)
    return(list(at = as.integer(v) + aside, breaks = seq_len(nlevels(v)), labels = levels(v), spread = TRUE))
  }
  if (inherits(v, c("Date", "POSIXct"))) {
    breaks <- pretty(v)
    return(list(at = as.double(v), breaks = as.double(breaks), labels = attr(breaks, "labels") %||% format(breaks)))
  }
  list(at = as.double(v))
}

# By the metric of the fit with all its parameters. `given`: `data` come from the user, not from the fit.
by_metric <- function(object, data, given, shown) {
  recipe <- object$prediction
  if (inherits(recipe, "fastpam_recipe_given")) return(by_components(data, shown))
  view <- recipe_view(recipe, data, prepared = !given, arg = "data")
  run <- run_options()
  cross <- function(rows, columns) {
    recipe_between(recipe, view[rows, , drop = FALSE], view[columns, , drop = FALSE], run, arg = "data")
  }
  landmark_map(
    cross, shown, medoid_ids(object), most_landmarks(recipe, length(shown)),
    euclidean = is_euclidean_map(object, data, NULL)
  )
}

# An R function is slow: half a million pairs take some seconds.
most_objects <- function(object) if (inherits(object$prediction, "fastpam_recipe_function")) 2000L else 100000L

most_landmarks <- function(recipe, objects) {
  if (!inherits(recipe, "fastpam_recipe_function")) return(1000L)
  as.integer(max(50, min(1000, 5e5 / objects)))
}

# Data for a fit of dissimilarities, which has no metric for them.
by_components <- function(data, shown) {
  rows <- data[shown, , drop = FALSE]
  numbers <- data.matrix(if (is.data.frame(rows)) rows else as.matrix(rows))
  numbers <- numbers[, colSums(is.na(numbers)) == 0, drop = FALSE]
  if (ncol(numbers) < 2L) {
    abort_arg("data", "have two complete numeric columns to draw a map (or give `diss`)")
  }
  components <- stats::prcomp(numbers, rank. = 2L)
  share <- components$sdev^2 / sum(components$sdev^2)
  list(
    at = unname(components$x), equal = TRUE,
    note = "Principal components of `data`, not of the dissimilarities, with shares of variance",
    names = component_names(share)
  )
}

component_names <- function(share) sprintf("PC %d (%.0f %%)", 1:2, 100 * share[1:2])

# Whether scaling gives principal components: only for distances between rows of complete data, not for distances
# over the variables that two rows share.
is_euclidean_map <- function(object, data, diss) {
  if (!is.null(diss) || is.null(data) || !isTRUE(object$metric %in% c("euclidean", "chord", "hellinger"))) return(FALSE)
  if (isS4(data)) return("x" %in% methods::slotNames(data) && !anyNA(data@x))
  !anyNA(data)
}

# Positions given by the user.
by_layout <- function(object, shown, layout, others) {
  used <- names(others)[!vapply(others, is.null, NA)]
  if (length(used)) abort_arg(used[1L], "be left out where `layout` says the positions")
  must <- "be a matrix or data frame with a row for each object and two columns of numbers"
  if (length(dim(layout)) != 2L || ncol(layout) < 2L) abort_arg("layout", must, describe(layout))
  ours <- names(object$clustering)
  theirs <- row_labels(layout)
  if (identifies(ours) && identifies(theirs)) {
    rows <- match(ours, theirs)
    if (anyNA(rows)) {
      abort_arg("layout", must, sprintf("none for %s", encodeString(ours[is.na(rows)][1L], quote = "\"")))
    }
  } else {
    n <- length(object$clustering)
    if (nrow(layout) != n) abort_arg("layout", sprintf("have a row for each of the %d objects", n), nrow(layout))
    rows <- seq_len(n)
  }
  at <- lapply(1:2, function(j) {
    v <- layout[rows[shown], j, drop = TRUE]
    if (!is.numeric(v)) abort_arg("layout", must, describe(v))
    replace(as.double(v), !is.finite(v), NA)
  })
  names <- colnames(layout)[1:2] %||% c("", "")
  names[names == ""] <- paste("Layout", 1:2)[names == ""]
  list(at = cbind(at[[1L]], at[[2L]]), names = names, equal = FALSE)
}
