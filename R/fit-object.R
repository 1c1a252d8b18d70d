# The result of the core as an object of class "pam" or "clara": cluster's components, in its order and
# with its types, names and attributes, then our own. None of our names may begin with "cluster", because
# much code reads `fit$cluster` and means `clustering`.
#
# The result of the core (`found`) is described in src/r_result.h.

new_pam <- function(found, problem, call, diss, data, variant, init, ...) {
  source <- problem$source
  object <- list(
    medoids = medoid_rows(source, found$medoids),
    id.med = found$medoids,
    clustering = with_labels(found$labels, source$labels),
    objective = c(build = found$objective[[1L]], swap = found$objective[[2L]]),
    isolation = isolation_factor(found$clusters$isolation),
    clusinfo = cluster_info(found$clusters, c("size", "max_diss", "av_diss", "diameter", "separation")),
    silinfo = silinfo(found$silhouette, source$labels),
    diss = diss,
    call = call
  )
  if (!is.null(data)) object$data <- data
  new_fit(
    object, found, problem, variant, init, class = c("fastpam", "fastpam_fit", "pam", "partition"), ...
  )
}

new_clara <- function(found, problem, call, medoids.x, keep.data, variant, init) {
  source <- problem$source
  labels <- source$labels
  objects <- found$sample$objects
  object <- list(
    sample = if (length(labels)) labels[objects] else objects,
    medoids = if (medoids.x) medoid_rows(source, found$rows %||% found$medoids),
    i.med = found$medoids,
    clustering = with_labels(found$labels, labels),
    objective = found$objective[[2L]],
    clusinfo = cluster_info(found$clusters, c("size", "max_diss", "av_diss", "isolation")),
    # Not of large samples.
    diss = if (length(found$sample$dissimilarities)) structure(
      found$sample$dissimilarities, class = c("dissimilarity", "dist"), Size = length(objects),
      Metric = source$metric, Labels = if (length(labels)) labels[objects]
    ),
    call = call
  )
  # Silhouettes are those of the best sample, whose objects have their own numbers.
  if (!is.null(found$silhouette)) object$silinfo <- silinfo(found$silhouette, labels, objects)
  if (keep.data && !is_given(source)) object$data <- kept_clara_data(source)
  fit <- new_fit(
    object, found, problem, variant, init, class = c("fastclara", "fastpam_fit", "clara", "partition"),
    tie_order = seq_along(found$medoids)
  )
  # cluster::silhouette(full = TRUE) looks for the metric here.
  attr(fit, "Metric") <- source$metric
  fit
}

# Like clara(), keeps integers as integers, and the names of centres and scales.
kept_clara_data <- function(source) {
  if (is.matrix(source$data) && !is.data.frame(source$x)) source$data else source$x
}

# Our own components, the same for every kind of fit. `precision` is that of the dissimilarities in the search.
# `tie_order`: of equally near medoids, an object belongs to the first in this order.
new_fit <- function(object, found, problem, variant, init, class, precision = problem$run$precision,
                    extra = NULL, tie_order = found$medoids) {
  search <- found$search
  # Of a table in pieces, the source has only some rows, with other numbers.
  recipe <- recipe(problem$source, found$rows %||% found$medoids, precision)
  recipe$tie_order <- tie_order
  if (problem$tibble) recipe$tibble <- TRUE # tables of the fit are tibbles then
  structure(
    c(
      object,
      list(
        k = length(found$medoids), variant = variant, init = init, metric = problem$source$metric,
        iterations = search$iterations, swaps = search$swaps, converged = search$converged,
        trace = search$trace
      ),
      if (length(search$losses) > 1L) list(starts = search$losses),
      if (!is.null(found$refined)) list(refined = found$refined),
      extra,
      if (!is.null(problem$weights)) list(weights = problem$weights),
      if (!is.null(problem$fixed)) list(fixed = problem$fixed),
      if (!is.null(problem$candidates)) list(candidates = problem$candidates),
      # With samples, it is not known for all objects.
      if (!"clara" %in% class) list(avg_medoid_sil = found$avg_medoid_sil),
      list(work = found$work),
      if (!is.null(found$by_k)) list(by_k = as.data.frame(found$by_k)),
      list(prediction = recipe)
    ),
    class = class
  )
}

with_labels <- function(clustering, labels) {
  if (length(labels)) names(clustering) <- labels
  clustering
}

cluster_info <- function(clusters, columns) {
  matrix(
    unlist(clusters[columns], use.names = FALSE) + 0, ncol = length(columns),
    dimnames = list(NULL, columns)
  )
}

isolation_factor <- function(codes) {
  isolation <- factor(codes, levels = 0:2, labels = c("no", "L", "L*"))
  names(isolation) <- seq_along(codes)
  isolation
}

# `objects`: the numbers of the objects with silhouettes, if these are not all objects.
silinfo <- function(found, labels, objects = NULL) {
  if (is.null(found)) return(NULL)
  order <- if (is.null(objects)) found$order else objects[found$order]
  observations <- if (length(labels)) labels[order] else order
  list(
    widths = matrix(
      c(found$cluster, found$neighbor, found$width), ncol = 3L,
      dimnames = list(as.character(observations), c("cluster", "neighbor", "sil_width"))
    ),
    clus.avg.widths = found$cluster_mean,
    avg.width = found$mean
  )
}

# A call for the fit to keep, without the values that do.call() puts into it.
plain_call <- function(call, verb) {
  if (is.function(call[[1L]])) call[[1L]] <- as.name(verb)
  for (i in seq_along(call)[-1L]) {
    if (is.data.frame(call[[i]]) || (!is.language(call[[i]]) && length(call[[i]]) > 20L)) {
      call[[i]] <- as.name(names(call)[i] %||% "x")
    }
  }
  call
}
