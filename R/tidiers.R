# tidy, glance and augment, the verbs of the package generics that broom made known. Registered when
# generics is loaded; nothing is needed otherwise.

#' Fits and paths as tidy data frames
#'
#' `tidy()` has one row for each cluster (or for each k of a path), `glance()` one row for the fit,
#' `augment()` one row for each object, with the data in front.
#'
#' @param x A fit: what [fastpam()], [fastclara()] or [fastclarans()] returned; or a [fastpam_path()].
#' @param data For `augment()`: the data that were clustered, n rows. By default what the fit kept.
#' @param ... Not used.
#' @return Data frames.
#'
#'   `tidy()`: `cluster`, `medoid` (label or observation number), `size`, `max.diss`, `avg.diss`,
#'   `diameter`, `separation` (the last two not for [fastclara()]), `avg.width` (the average silhouette
#'   width), and for a fit of data the medoid's variables; names as in \pkg{broom}. For a path: its
#'   table, with `suggested`, `TRUE` for the suggested k.
#'
#'   `glance()`: `n`, `k`, `objective` (mean dissimilarity to the medoid), `avg.silhouette.width`,
#'   `avg.medoid.silhouette`, `variant`, `init`, `metric`, `swaps`, `iterations`, `converged`.
#'
#'   `augment()`: the columns of `data`, then `.cluster` (a factor), `.neighbor` and `.sil.width`.
#' @section Errors: Of class `fastpam_error` if `data` has another number of rows than were clustered.
#' @seealso [as.data.frame.fastpam()], which needs no package
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
tidy.fastpam <- function(x, ...) {
  info <- as.data.frame(x$clusinfo)
  names(info) <- sub("av_diss", "avg.diss", sub("max_diss", "max.diss", names(info), fixed = TRUE), fixed = TRUE)
  info$isolation <- NULL
  out <- data.frame(cluster = factor(seq_along(medoid_ids(x))), medoid = medoid_names(x), info)
  out$avg.width <- x$silinfo$clus.avg.widths %||% NA_real_
  if (!is.null(dim(x$medoids)) && !isS4(x$medoids)) {
    variables <- as.data.frame(x$medoids)
    clash <- names(variables) %in% names(out)
    names(variables)[clash] <- paste0("medoid.", names(variables)[clash])
    out <- cbind(out, variables, row.names = NULL)
  }
  out
}

#' @rdname tidy.fastpam
#' @exportS3Method generics::glance
glance.fastpam <- function(x, ...) {
  objective <- x$objective
  data.frame(
    n = length(x$clustering), k = length(medoid_ids(x)),
    objective = unname(if ("swap" %in% names(objective)) objective[["swap"]] else objective[[1L]]),
    avg.silhouette.width = x$silinfo$avg.width %||% NA_real_,
    avg.medoid.silhouette = x$av_medoid_sil %||% NA_real_,
    variant = x$variant %||% NA_character_, init = x$init %||% NA_character_,
    metric = x$metric %||% NA_character_, swaps = x$swaps %||% NA_integer_,
    iterations = x$iterations %||% NA_integer_, converged = x$converged %||% NA
  )
}

#' @rdname tidy.fastpam
#' @exportS3Method generics::augment
augment.fastpam <- function(x, data = x$data, ...) {
  objects <- as.data.frame(x)
  n <- nrow(objects)
  if (is.null(data)) {
    data <- objects["object"]
  } else {
    if (isS4(data)) data <- as.matrix(data)
    if (!identical(nrow(data), n)) {
      abort_arg("data", sprintf("have the %d rows that were clustered", n), describe(data))
    }
    data <- as.data.frame(data)
    if (is.character(attr(data, "row.names"))) data <- cbind(.rownames = rownames(data), data, row.names = NULL)
  }
  data$.cluster <- factor(objects$cluster, levels = seq_along(medoid_ids(x)))
  data$.neighbor <- factor(objects$neighbor, levels = seq_along(medoid_ids(x)))
  data$.sil.width <- objects$sil_width
  data
}

#' @rdname tidy.fastpam
#' @exportS3Method generics::tidy
tidy.fastclara <- tidy.fastpam

#' @rdname tidy.fastpam
#' @exportS3Method generics::glance
glance.fastclara <- glance.fastpam

#' @rdname tidy.fastpam
#' @exportS3Method generics::augment
augment.fastclara <- augment.fastpam

#' @rdname tidy.fastpam
#' @exportS3Method generics::tidy
tidy.fastpam_path <- function(x, ...) {
  cbind(x$table, suggested = x$table$k %in% x$suggested$k)
}

#' @rdname tidy.fastpam
#' @exportS3Method generics::glance
glance.fastpam_path <- function(x, ...) {
  data.frame(
    suggested.k = x$suggested$k, criterion = x$suggested$criterion, value = x$suggested$value
  )
}
