# Later calls about a fit. They use its metric with all its parameters, or raise an error.

# Refuses anything that is not a fit or was changed by hand. `what` is the argument named in errors.
check_fit <- function(fit, what = "object") {
  fine <- is.list(fit) && inherits(fit, "fastpam_fit") && inherits(fit$prediction, "fastpam_recipe") &&
    is_whole_numbers(medoid_ids(fit)) && is_whole_numbers(fit$clustering)
  if (fine) {
    k <- length(medoid_ids(fit))
    n <- length(fit$clustering)
    fine <- identical(fit$k, k) && all(medoid_ids(fit) >= 1L & medoid_ids(fit) <= n) &&
      all(fit$clustering >= 1L & fit$clustering <= k) && is_recipe_for(fit$prediction, k)
  }
  if (!fine) {
    abort_arg(what, "be an unmodified fit of fastpam(), fastclara() or fastclarans()")
  }
  invisible(fit)
}

# Whether the parts of a recipe fit together.
is_recipe_for <- function(recipe, k) {
  if (length(recipe$tie_order) != k) return(FALSE)
  if (inherits(recipe, "fastpam_recipe_given")) return(TRUE)
  medoids <- recipe_medoids(recipe)
  if (length(dim(medoids)) != 2L || nrow(medoids) != k) return(FALSE)
  one_each <- c(
    recipe[c("columns", "units", "center", "scale", "shift", "kinds", "weights")],
    recipe$preparation[c("center", "range", "levels")]
  )
  all(lengths(one_each) %in% c(0L, ncol(medoids)))
}

is_whole_numbers <- function(x) is.numeric(x) && length(x) > 0L && !anyNA(x) && all(x == trunc(x))

is_fit <- function(fit) is.list(fit) && !is.null(fit$clustering)

# list(source, weights): the checked dissimilarities for a fit (ours or cluster's), a set of medoids or a
# clustering. With `x` NULL, the fit's own data or dissimilarities are used. `asked` holds metric, stand and the
# parameters as given, or NULL: they are for `x`.
source_of_fit <- function(fit, x, diss, asked, n_threads, weights = NULL) {
  if (!is.null(diss)) diss <- check_flag(diss, "diss")
  if (!length(asked$type)) asked["type"] <- list(NULL)
  if (inherits(fit, "fastpam_fit")) check_fit(fit, "fit")
  source <- if (is.null(x)) kept_source(fit, asked, n_threads) else given_to_fit(fit, x, diss, asked, n_threads)
  if (is_fit(fit) && length(fit$clustering) != source$n) {
    abort_arg("x", sprintf("have the %d objects that were clustered", length(fit$clustering)), source$n)
  }
  if (is_fit(fit)) check_object_order(names(fit$clustering), source$labels, "x")
  if (is.null(weights) && is.list(fit)) weights <- fit$weights
  list(source = source, weights = check_weights(weights, source$n))
}

# If the objects were in another order, they would be confused.
check_object_order <- function(ours, theirs, arg) {
  if (identical(ours, theirs) || !identifies(ours) || !identifies(theirs)) return(invisible())
  if (!setequal(ours, theirs)) return(invisible())
  i <- which(ours != theirs)[1L]
  abort_arg(arg, "have the objects in the order in which they were clustered", sprintf(
    "%s in place of %s", encodeString(theirs[i], quote = "\""), encodeString(ours[i], quote = "\"")
  ))
}

# Uses the data or dissimilarities that the fit kept.
kept_source <- function(fit, asked, n_threads) {
  given <- names(asked)[!vapply(asked, is.null, NA)]
  if (length(given) && !same_metric(fit, asked)) {
    abort_arg(given[1L], "be left out unless `x` is given: the fit has its own metric", describe(asked[[given[1L]]]))
  }
  if (!is.list(fit)) abort_arg("x", "be given: dissimilarities or data")
  if (!is.null(asked$stand) && inherits(fit, "fastpam_fit")) check_stand(fit, asked$stand)
  d <- all_dissimilarities(fit)
  if (!is.null(d)) return(given_source(d, n_threads, "x"))
  if (is.null(fit$data)) abort_arg("x", "be given: the fit kept neither dissimilarities nor data")
  if (!inherits(fit, "fastpam_fit")) return(peer_source(fit, fit$data, FALSE, n_threads))
  recipe <- fit$prediction
  view <- recipe_view(recipe, fit$data, prepared = TRUE, arg = "fit$data")
  recipe_source(recipe, view, names(fit$clustering))
}

# Uses `x`: dissimilarities, or data with the metric of the fit unless another is given.
given_to_fit <- function(fit, x, diss, asked, n_threads) {
  if (check_flag(diss %||% inherits(x, "dist"), "diss")) {
    refuse_parameters(given_parameters(asked$p, asked$type, asked$var_weights), "a table of dissimilarities", NULL)
    return(given_source(x, n_threads, "x"))
  }
  of_fit <- is.null(asked$metric) || same_metric(fit, asked)
  if (of_fit && inherits(fit, "fastpam_fit")) {
    if (!is.null(asked$stand)) check_stand(fit, asked$stand)
    given <- given_parameters(asked$p, asked$type, asked$var_weights)
    if (length(given)) {
      abort_arg(
        given[1L], "be left out or given together with `metric`: otherwise the metric of the fit is used",
        describe(asked[[given[1L]]]), class = "fastpam_error_argument"
      )
    }
    recipe <- fit$prediction
    view <- recipe_view(recipe, x, arg = "x")
    return(recipe_source(recipe, view, row_labels(x)))
  }
  if (of_fit && inherits(fit, c("pam", "clara"))) return(peer_source(fit, x, asked$stand, n_threads))
  metric <- metric_spec(asked$metric %||% "euclidean", asked$p, asked$type, asked$var_weights)
  as_source(
    x, diss = FALSE, metric, stand = check_flag(asked$stand %||% FALSE, "stand"), n_threads = n_threads
  )
}

# Whether the arguments agree with the metric of the fit.
same_metric <- function(fit, asked) {
  if (!is.list(fit) || !is.null(asked$p) || length(asked$type) || !is.null(asked$var_weights)) return(FALSE)
  if (is.null(asked$metric)) return(is.null(asked$stand) || inherits(fit, "fastpam_fit"))
  is.character(asked$metric) && is.character(fit$metric) &&
    !fit$metric %in% c("user", "unspecified") && identical(find_metric(asked$metric)$metric, fit$metric)
}

check_stand <- function(fit, stand) {
  did <- !is.null(fit$prediction$scale)
  if (check_flag(stand, "stand") != did) {
    abort_arg("stand", sprintf("be left out, or %s as in the fit", did), stand)
  }
}

row_labels <- function(x) {
  if (is.data.frame(x)) {
    if (is.character(attr(x, "row.names"))) attr(x, "row.names")
  } else {
    rownames(x)
  }
}

# ---- fits of cluster -----------------------------------------------------------------------------

# Fits of pam() and clara() have their metric in the dissimilarities they keep or in the call. Data they kept are
# already standardised.
peer_source <- function(fit, x, stand, n_threads) {
  metric <- attr(fit$diss, "Metric") %||%
    if (is_peer_of_dissimilarities(fit)) "unspecified" else called_constant(fit, "metric", "euclidean")
  if (!is.character(metric) || length(metric) != 1L || metric == "unspecified") {
    abort_arg("metric", "be given: the fit does not record its metric")
  }
  stand <- stand %||% called_constant(fit, "stand", FALSE)
  if (is.null(stand)) abort_arg("stand", "be given: the fit does not record whether data were standardised")
  as_source(x, diss = FALSE, metric_spec(metric), stand = check_flag(stand, "stand"), n_threads = n_threads)
}

# The medoids of data are rows of a matrix, those of dissimilarities are labels or numbers.
is_peer_of_dissimilarities <- function(fit) inherits(fit, "pam") && is.null(dim(fit$medoids))

# The value of an argument in a call if it is a constant; NULL for a variable, which may have changed.
called_constant <- function(fit, name, default) {
  value <- if (is.call(fit$call)) fit$call[[name]]
  if (is.null(value)) return(default)
  if (identical(value, quote(T))) return(TRUE)
  if (identical(value, quote(F))) return(FALSE)
  if (is.language(value)) NULL else value
}

# ---- parts of fits -------------------------------------------------------------------------------

# clara() calls them i.med.
medoid_ids <- function(x) x$id.med %||% x$i.med

# Labels where there are any, else numbers.
medoid_names <- function(x) {
  ids <- medoid_ids(x)
  labels <- names(x$clustering)
  if (is.null(labels)) ids else labels[ids]
}

# In fits of clara(), `diss` is about the sample only.
all_dissimilarities <- function(x) if (is.null(x$sample)) x$diss

# Observation numbers, from a fit or as given.
medoids_of_fit <- function(fit, source, least = 1L) {
  ids <- if (is.list(fit)) medoid_ids(fit) else plain_number(fit)
  if (is.list(fit) && is.null(ids)) {
    abort_arg("medoids", "be numbers of objects, or a fit that has medoids", describe(fit))
  }
  if (length(ids) < least) abort_arg("medoids", sprintf("be at least %d", least), length(ids))
  check_medoids(ids, source$n, max(1L, length(ids)), source$labels, other = "")
}

`%||%` <- function(x, y) if (is.null(x)) y else x
