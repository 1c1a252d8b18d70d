#' Assign new objects to the clusters of a fit
#'
#' Compares new objects with the medoids by the metric of the fit, with the preprocessing of the fit
#' (the centres and scales of `stand`; for Gower the ranges, types and levels), and tells for each the
#' cluster of the nearest medoid. For the rows that were clustered these are the labels of the fit.
#'
#' Of equally near medoids the one with the lowest observation number wins, as in the fit. (One thing
#' cannot be told from a row: which of two medoids it is, if the two are at dissimilarity 0.)
#'
#' New rows may go beyond the data. With `"gower"` a numeric value outside the range then differs by
#' more than 1, a level of a factor that the data did not have differs from all others, and values of
#' an `ordratio` column between or beyond those of the data are placed between or at their ranks.
#'
#' @param object A fit: what [fastpam()], [fastclara()] or [fastclarans()] returned.
#' @param newdata Objects to assign, one of
#'
#'   * rows of data, with the columns of the data that were clustered (matched by name where both
#'     have names, else by position): a matrix, a data frame or a sparse matrix of m >= 1 rows;
#'   * with `diss = TRUE`, dissimilarities: a numeric matrix of m rows and either k columns, those to
#'     the medoids in the order of `object$id.med`, or n columns, those to all objects that were
#'     clustered. If the columns have names and the objects have labels, they are matched.
#'
#'   Missing: the objects that were clustered.
#' @param type What to return: `"class"`, the number of the cluster; `"dissimilarity"`, those to all
#'   medoids; or `"margin"`, by how much the second nearest medoid is farther than the nearest, in the
#'   units of the dissimilarities: 0 for an object between two clusters.
#' @param diss `TRUE` if `newdata` holds dissimilarities; by default what the fit was made from.
#' @param n_threads The number of threads, see [fastpam()].
#' @param progress `TRUE` to show the progress of calls that take long.
#' @param ... Not used.
#' @return For `"class"` an integer vector of length m with values in 1..k; for `"dissimilarity"` a
#'   numeric m x k matrix, columns `"1"` to `"k"`; for `"margin"` a numeric vector of length m (`NA` if
#'   there is one cluster only). With names, or row names, where `newdata` has row names.
#' @section Errors: Of class `fastpam_error`: columns that are missing or of another type, values the
#'   metric cannot take, a matrix of dissimilarities of another width; and `newdata` missing with
#'   `type` `"dissimilarity"` or `"margin"`, if the fit kept neither data nor dissimilarities.
#' @seealso [fastpam()]; [cluster::pam()] has no such method.
#' @examples
#' odd <- seq(1, 320, by = 2)
#' fit <- fastpam(leaves[odd, -1], k = 20)
#' new <- leaves[-odd, -1][1:160, ]
#' table(predict(fit, new))
#'
#' # How sure? The least certain of them:
#' head(sort(predict(fit, new, type = "margin")), 3)
#'
#' # Mixed data: ranges, types and levels are those of the fit
#' cars <- transform(mtcars, cyl = factor(cyl), vs = factor(vs), am = factor(am))
#' fit <- fastpam(cars[1:28, ], 3, metric = "gower")
#' predict(fit, cars[29:32, ])
#'
#' # From dissimilarities: those of new objects to the medoids
#' d <- as.matrix(dist(leaves[1:100, -1]))
#' fit <- fastpam(as.dist(d[1:90, 1:90]), 5)
#' predict(fit, d[91:100, 1:90])
#' @importFrom stats predict
#' @export
predict.fastpam <- function(object, newdata, type = c("class", "dissimilarity", "margin"),
                            diss = NULL, n_threads = NULL, progress = interactive(), ...) {
  type <- check_choice(type[1L], "type", c("class", "dissimilarity", "margin"))
  rule <- object$prediction
  n_threads <- check_threads(n_threads)
  progress <- check_flag(progress, "progress")
  if (missing(newdata)) {
    if (type == "class") return(object$clustering)
    d <- own_dissimilarities(object, rule, n_threads, progress)
  } else {
    diss <- if (is.null(diss)) rule$kind == "given" else check_flag(diss, "diss")
    if (inherits(newdata, "dist")) {
      abort_arg("newdata", "have one row for each new object", "dissimilarities among them")
    }
    if (length(dim(newdata)) != 2L) {
      abort_arg("newdata", "be a matrix or a data frame with one row for each object", describe(newdata))
    }
    d <- if (diss) {
      given_dissimilarities(newdata, object)
    } else if (rule$kind == "given") {
      abort_arg("diss", "be TRUE: the fit is of dissimilarities and has no data to compare with", "FALSE")
    } else {
      new_dissimilarities(newdata, rule, n_threads, progress)
    }
  }
  if (type == "dissimilarity") return(d)
  found <- nearest_cpp(d, medoid_ids(object))
  if (is.null(rownames(d))) found[[type]] else stats::setNames(found[[type]], rownames(d))
}

#' @rdname predict.fastpam
#' @export
predict.fastclara <- predict.fastpam

new_dissimilarities <- function(newdata, rule, n_threads, progress, call = NULL) {
  m <- nrow(newdata)
  k <- nrow(rule$rows)
  d <- if (m == 0L) {
    matrix(0, 0L, k)
  } else if (rule$kind == "dist") {
    user_dissimilarities(match_columns(newdata, rule, call), rule, call)
  } else {
    spec <- stack_rows(newdata, rule, call)
    withCallingHandlers(
      cross_cpp(spec, m, k, rule$precision, n_threads, progress),
      # What only the core can find out, while it computes.
      "C++Error" = function(e) {
        abort(paste0(
          "`newdata` must be comparable with the medoids, but ", conditionMessage(e), "."
        ), call = call)
      }
    )
  }
  if (!all(is.finite(d))) {
    i <- which(!is.finite(d), arr.ind = TRUE)[1L, 1L]
    abort_arg(
      "newdata", "have finite dissimilarities to the medoids",
      paste("infinite ones in", name_item("row", i, rownames(newdata))), call = call
    )
  }
  # A data frame without row names of its own has numbers.
  named <- !is.data.frame(newdata) || is.character(attr(newdata, "row.names"))
  dimnames(d) <- list(if (named) rownames(newdata), as.character(seq_len(k)))
  d
}

# A user's own function in R.
user_dissimilarities <- function(newdata, rule, call) {
  new <- rescale(as_user_matrix(newdata, "newdata", call), rule)
  medoids <- rescale(rule$rows, rule)
  d <- matrix(0, nrow(new), nrow(medoids))
  for (i in seq_len(nrow(new))) {
    d[i, ] <- if (isTRUE(attr(rule$fun, "vectorised"))) {
      rule$fun(new[i, ], medoids)
    } else {
      apply(medoids, 1L, function(medoid) check_user_value(rule$fun(new[i, ], medoid), i, 1L, call))
    }
  }
  d
}

# A matrix of dissimilarities to the medoids or to all objects.
given_dissimilarities <- function(newdata, object, call = NULL) {
  d <- as.matrix(newdata)
  n <- length(object$clustering)
  k <- length(medoid_ids(object))
  if (!is.numeric(d)) abort_arg("newdata", "hold numbers", describe(newdata), call = call)
  labels <- object$prediction$labels
  at <- if (!is.null(labels) && !is.null(colnames(d))) match(labels, colnames(d)) else NA
  if (anyNA(at)) {
    at <- if (ncol(d) == k) seq_len(k) else if (ncol(d) == n) medoid_ids(object)
    if (is.null(at)) {
      abort_arg("newdata", sprintf(
        "have %d columns (dissimilarities to the medoids) or %d (to all objects)", k, n
      ), ncol(d), call = call)
    }
  }
  d <- d[, at, drop = FALSE]
  bad <- which(!is.finite(d) | d < 0)
  if (length(bad)) {
    abort_arg(
      "newdata", "hold dissimilarities, finite and not negative", format(d[bad[1L]]), call = call
    )
  }
  storage.mode(d) <- "double"
  colnames(d) <- as.character(seq_len(k))
  d
}

# Those of the objects that were clustered, from what the fit kept.
own_dissimilarities <- function(object, rule, n_threads, progress) {
  if (!is.null(all_dissimilarities(object))) {
    d <- as.matrix(object$diss)[, medoid_ids(object), drop = FALSE]
    dimnames(d) <- list(names(object$clustering), as.character(seq_along(medoid_ids(object))))
    return(d)
  }
  if (is.null(object$data) || rule$kind == "given") {
    abort_arg("newdata", paste0(
      "be given: the fit kept neither data nor dissimilarities",
      if (is.null(object$sample)) "; fit with `keep.diss = TRUE` to ask without" else ""
    ))
  }
  d <- new_dissimilarities(object$data, rule_for_kept(object), n_threads, progress)
  rownames(d) <- names(object$clustering)
  d
}

# The rule for `object$data`. What was kept of a matrix is as the metric saw it: standardised, and
# scaled for Gower, already; data frames of mixed types and sparse data are as the user had them.
rule_for_kept <- function(object) {
  if (is.matrix(object$data)) already_prepared(object$prediction) else object$prediction
}

# A rule that takes rows as the metric sees them, not as the user has them.
already_prepared <- function(rule) {
  if (rule$kind == "gower") {
    rule$frame <- FALSE
    rule$levels <- vector("list", length(rule$levels))
    rule$center[] <- 0
    rule$range[] <- 1
    rule$ordratio <- rule$logratio <- NULL
  } else if (!is.null(rule$scale)) {
    rule$rows <- rescale(rule$rows, rule)
    if (!is.null(rule$extra)) rule$extra <- rescale(rule$extra, rule)
    rule$center <- rule$scale <- NULL
  }
  rule
}
