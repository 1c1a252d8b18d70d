# tidy, glance and augment of the package generics, known from broom. Registered when generics is loaded.

#' Fits and paths as tidy data frames
#'
#' `tidy()` returns one row per cluster (or per k of a path), `glance()` one row per fit, and `augment()` one row per
#' object, with the data as its first columns.
#'
#' @param x A fit: what [fastpam()], [fastclara()] or [fastclarans()] returned; or a [fastpam_path()].
#' @param data For `augment()`: the data that were clustered, n rows. The default is the data that the fit kept, in
#'   the original units.
#' @param newdata For `augment()`: new rows, which get the cluster of their nearest medoid.
#' @param variables For `tidy()`: `TRUE` to append the medoid's variables. By default they are left out where there are
#'   more than 100; `tidy(medoid_profiles(fit))` has them in a long table, with what they say about the clusters.
#' @param ... Must be empty. An unknown argument is an error that names the nearest known one.
#' @return Data frames; tibbles if the data of the fit, or `data` or `newdata`, are a tibble.
#'
#'   `tidy()`: `cluster`, `medoid` (label or observation number), `size`, `max_diss`, `av_diss`, `diameter`,
#'   `separation` (the last two not for [fastclara()]), `avg_sil_width` (the average silhouette width), and for a fit
#'   of data, the variables of the medoid (`medoid_<variable>`). For a path: its table with the column `suggested`,
#'   which is `TRUE` for the suggested k.
#'
#'   `glance()`: `n`, `k`, `objective` (mean dissimilarity to the medoid), `avg_sil_width`,
#'   `avg_medoid_sil`, `variant`, `init`, `metric`, `swaps`, `iterations`, `converged`.
#'
#'   `augment()`: the columns of `data`, then `.cluster` (a factor), `.neighbor` and `.sil_width`; with `newdata`,
#'   `.cluster`, `.margin`, `.strength` (the membership in its cluster) and `.novel` (`TRUE` if the object is farther
#'   from its medoid than any object of that cluster was in the fit; see [predict()][predict.fastpam_fit]).
#' @section Errors: An error of class `fastpam_error` if `data` has another number of rows than were clustered, or if
#' `newdata` does not suit [predict()][predict.fastpam_fit].
#' @seealso [as.data.frame()][as.data.frame.fastpam_fit], which needs no other package
#' @examplesIf requireNamespace("generics", quietly = TRUE)
#' library(generics, warn.conflicts = FALSE)
#' fit <- fastpam(iris[1:4], 3)
#' tidy(fit)
#' glance(fit)
#' head(augment(fit, iris), 3)
#' @name tidy.fastpam
NULL

#' @rdname tidy.fastpam
#' @exportS3Method generics::tidy
tidy.fastpam_fit <- function(x, variables = NULL, ...) {
  refuse_dots(...)
  if (!is.null(variables)) variables <- check_flag(variables, "variables")
  info <- as.data.frame(x$clusinfo)
  info$isolation <- NULL
  out <- data.frame(cluster = cluster_factor(seq_along(medoid_ids(x)), x), medoid = medoid_names(x), info)
  out$avg_sil_width <- x$silinfo$clus.avg.widths %||% NA_real_
  rows <- if (!is.null(dim(x$medoids))) x$medoids
  if (!is.null(rows) && (variables %||% (ncol(rows) <= most_variables && !isS4(rows)))) {
    rows <- as.data.frame(if (isS4(rows)) as.matrix(plain_table(rows)) else rows)
    clash <- names(rows) %in% names(out)
    names(rows)[clash] <- paste0("medoid_", names(rows)[clash])
    out <- cbind(out, rows, row.names = NULL)
  }
  as_tibble_of_fit(out, x)
}

# A table with more columns is hard to read and slow to make.
most_variables <- 100L

#' @rdname tidy.fastpam
#' @exportS3Method generics::glance
glance.fastpam_fit <- function(x, ...) {
  refuse_dots(...)
  objective <- x$objective
  as_tibble_of_fit(data.frame(
    n = length(x$clustering), k = length(medoid_ids(x)), objective = objective[[length(objective)]],
    avg_sil_width = x$silinfo$avg.width %||% NA_real_, avg_medoid_sil = x$avg_medoid_sil %||% NA_real_,
    variant = x$variant, init = x$init, metric = x$metric, swaps = x$swaps, iterations = x$iterations,
    converged = x$converged
  ), x)
}

#' @rdname tidy.fastpam
#' @exportS3Method generics::augment
augment.fastpam_fit <- function(x, data = NULL, newdata = NULL, ...) {
  refuse_dots(...)
  if (!is.null(newdata)) return(augment_new(x, newdata))
  objects <- object_table(x)
  n <- nrow(objects)
  check_object_order(names(x$clustering), row_labels(data), "data")
  data <- data %||% original_data(x)
  out <- if (is.null(data)) objects["object"] else columns_of(data, n)
  out$.cluster <- cluster_factor(objects$cluster, x)
  out$.neighbor <- cluster_factor(objects$neighbor, x)
  out$.sil_width <- objects$sil_width
  as_tibble_of_fit(as_tibble_like(out, data), x)
}

augment_new <- function(x, newdata) {
  check_fit(x, "x")
  d <- unname(stats::predict(x, newdata, type = "dissimilarity", progress = FALSE))
  found <- assigned(d, x)
  out <- columns_of(newdata, nrow(d), "newdata")
  out$.cluster <- factor(found$class, levels = cluster_levels(x))
  out$.margin <- found$margin
  out$.strength <- apply(memberships(d), 1L, max)
  out$.novel <- found$novel
  as_tibble_like(out, newdata)
}

# The kept data in the user's units. (Standardised data are converted back, up to rounding.)
original_data <- function(x) {
  data <- x$data
  how <- if (inherits(x$prediction, "fastpam_recipe_mixed")) x$prediction$preparation else x$prediction
  center <- how$center
  scale <- how$scale %||% how$range
  if (is.null(center) || is.null(scale) || !is.matrix(data)) return(data)
  constant <- !is.finite(scale) | scale == 0
  out <- sweep(sweep(data, 2L, scale, "*"), 2L, center, "+")
  attr(out, "scaled:center") <- attr(out, "scaled:scale") <- NULL
  out[, constant] <- rep(center[constant], each = nrow(data))
  for (j in how$logratio) out[, j] <- 10^out[, j]
  for (i in seq_along(how$ordratio)) {
    j <- how$ordratio[[i]]
    out[, j] <- how$ranked[[i]][round(out[, j])]
  }
  out
}

# A table as a data frame, with its row names in a column. A table() is treated as a matrix.
columns_of <- function(data, n, arg = "data") {
  if (isS4(data)) data <- as.matrix(plain_table(data, arg))
  if (inherits(data, "table")) data <- plain_table(data, arg)
  if (!identical(nrow(data), n)) {
    abort_arg(arg, sprintf("have the %d rows that were clustered", n), describe(data))
  }
  out <- as.data.frame(data)
  if (is.character(attr(out, "row.names"))) out <- cbind(.rownames = rownames(out), out, row.names = NULL)
  out
}

# Tibbles in, tibbles out.
as_tibble_if <- function(out, wanted) {
  if (wanted && requireNamespace("tibble", quietly = TRUE)) tibble::as_tibble(out) else out
}

as_tibble_like <- function(out, data) as_tibble_if(out, inherits(data, "tbl_df"))

# A fit remembers whether its data were a tibble.
as_tibble_of_fit <- function(out, fit) as_tibble_if(out, isTRUE(fit$prediction$tibble))

#' @rdname tidy.fastpam
#' @exportS3Method generics::tidy
tidy.fastpam_path <- function(x, ...) {
  refuse_dots(...)
  as_tibble_of_fit(cbind(x$table, suggested = x$table$k %in% x$suggested$k), x$fits[[1L]])
}

#' @rdname tidy.fastpam
#' @exportS3Method generics::glance
glance.fastpam_path <- function(x, ...) {
  refuse_dots(...)
  as_tibble_of_fit(data.frame(
    suggested_k = x$suggested$k, criterion = x$suggested$criterion, value = x$suggested$value
  ), x$fits[[1L]])
}
