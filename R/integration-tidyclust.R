# An engine for tidyclust. The package modelenv, which comes with tidyclust, keeps the list of models. .onLoad()
# makes sure that the engine is added as soon as both packages are loaded.

#' fastpam() as an engine of tidyclust
#'
#' In \pkg{tidyclust} you first specify a clustering and fit it later, so that it can be resampled, tuned and used in
#' workflows. `k_medoids()` is such a specification. `k_means() |> set_engine("fastpam")` does the same with
#' tidyclust's own function. The engine is available when fastpam and tidyclust are both loaded, in either order.
#'
#' `set_engine("fastpam", ...)` takes the arguments of [fastpam()], for instance `metric`, `stand` or `n_threads`.
#' `mean_dissimilarity()` and `mean_medoid_silhouette()` are metrics for `cluster_metric_set()`. They use the
#' dissimilarities of the fit, with its `metric`. The metrics of tidyclust itself compute Euclidean distances of
#' numbers. So use ours to choose k if the data are mixed or the metric is not Euclidean.
#'
#' @section What the columns become:
#' The data frame is used as it is: factors stay factors and do not become indicators. `metric = "gower"` takes factors,
#' ordered factors, logical columns and numbers. For other metrics, `recipes::step_dummy()` turns factors into numbers.
#'
#' Missing values stay in workflows and in `fit_xy()`. `fit(specification, formula, data)` of tidyclust leaves rows with
#' missing values out, whatever the engine.
#' @section What comes out:
#' Clusters are called `Cluster_1`, `Cluster_2` and so on, in the order of [fastpam()]. `extract_fit_engine()` gives
#' the fit itself. `extract_centroids()` gives the medoids, `extract_cluster_assignment()` and `predict()` the
#' clusters, and `predict(type = "raw")` the dissimilarities to the medoids. In `extract_fit_summary()`, sums of
#' squares are those of the dissimilarities of the metric; the total is about the medoid of all objects.
#'
#' @param mode,engine The only mode is `"partition"`, and the only engine is `"fastpam"`.
#' @param num_clusters The number of clusters, or `tune()`.
#' @param object A fit of tidyclust, or a fitted workflow.
#' @param new_data Other rows. `NULL`: those that were clustered.
#' @param x Data.
#' @param k The number of clusters.
#' @param prefix What cluster numbers are put behind.
#' @param labels The names of the clusters, instead of numbers.
#' @param ... Further arguments of [fastpam()].
#' @return `k_medoids()`: a specification, for `fit()`, `update()` and `tune_cluster()`. `mean_dissimilarity()` and
#'   `mean_medoid_silhouette()`: a tibble of one row with `.metric`, `.estimator` and `.estimate`, which is the mean
#'   dissimilarity of objects to their medoids (less is better) and the [mean medoid silhouette][medoid_silhouette]
#'   (more is better; `NA` for one cluster). The functions with a dot are called by tidyclust.
#' @section Errors: Of class `fastpam_error` if \pkg{tidyclust} is not installed, or `object` is not a fit; fitting
#'   raises those of [fastpam()].
#' @seealso [fastpam()]; [LearnerClustFastpam] for \pkg{mlr3cluster}, [FastpamParam()] for \pkg{bluster}
#' @examplesIf requireNamespace("tidyclust", quietly = TRUE)
#' library(tidyclust)
#' mixed <- k_medoids(num_clusters = 3) |>
#'   set_engine("fastpam", metric = "gower") |>
#'   fit(~., data = iris)
#' mixed
#' extract_centroids(mixed)
#' predict(mixed, iris[c(1, 51, 101), ])
#' mean_medoid_silhouette(mixed, iris)
#' @export
k_medoids <- function(mode = "partition", engine = "fastpam", num_clusters = NULL) {
  need_tidyclust("k_medoids()")
  tidyclust::new_cluster_spec(
    "k_medoids", args = list(num_clusters = rlang::enquo(num_clusters)), eng_args = NULL,
    mode = mode, method = NULL, engine = engine
  )
}

need_tidyclust <- function(what) {
  if (!requireNamespace("tidyclust", quietly = TRUE)) abort(paste(what, "needs the package tidyclust."))
}

#' @importFrom stats update
#' @export
update.k_medoids <- function(object, ...) {
  # As in tidyclust's own model with the same arguments.
  classes <- class(object)
  engine <- object$engine
  object$engine <- "fastpam"
  class(object)[classes == "k_medoids"] <- "k_means"
  object <- stats::update(object, ...)
  object$engine <- engine
  structure(object, class = classes)
}

# ---- what tidyclust calls ------------------------------------------------------------------------

#' @rdname k_medoids
#' @export
.fastpam_fit_tidyclust <- function(x, k, ...) {
  if (missing(k) || is.null(k)) {
    abort("`num_clusters` must be given, as in k_medoids(num_clusters = 3).", class = "fastpam_error_argument")
  }
  fastpam_with(x, utils::modifyList(list(k = k, progress = FALSE), list(...), keep.null = TRUE))
}

#' @rdname k_medoids
#' @export
.fastpam_predict_tidyclust <- function(object, new_data, prefix = "Cluster_", labels = NULL) {
  named_clusters(unclass(predict(without_names(object), new_data, progress = FALSE)), object, prefix, labels)
}

#' @rdname k_medoids
#' @export
.fastpam_raw_tidyclust <- function(object, new_data) {
  predict(object, new_data, type = "dissimilarity", progress = FALSE)
}

without_names <- function(fit) {
  cluster_names(fit) <- NULL
  fit
}

named_clusters <- function(numbers, fit, prefix = "Cluster_", labels = NULL) {
  levels <- engine_levels(fit, prefix, labels)
  factor(levels[numbers], levels = levels)
}

engine_levels <- function(fit, prefix = "Cluster_", labels = NULL) {
  k <- fit$k
  levels <- as.character(labels %||% paste0(prefix, seq_len(k)))
  if (length(levels) != k || anyNA(levels) || anyDuplicated(levels)) {
    abort_arg("labels", sprintf("be %d different names, one for each cluster", k), describe_values(levels))
  }
  levels
}

#' @exportS3Method tidyclust::extract_cluster_assignment
extract_cluster_assignment.fastpam_fit <- function(object, ..., prefix = "Cluster_", labels = NULL) {
  tibble::tibble(.cluster = named_clusters(unname(object$clustering), object, prefix, labels))
}

#' @exportS3Method tidyclust::extract_fit_summary
extract_fit_summary.fastpam_fit <- function(object, ..., prefix = "Cluster_", labels = NULL) {
  levels <- engine_levels(object, prefix, labels)
  clusters <- unname(object$clustering)
  squares <- squares_of_fit(object)
  list(
    cluster_names = factor(levels, levels = levels), centroids = medoid_tibble(object),
    n_members = as.integer(object$clusinfo[, "size"]),
    sse_within_total_total = squares$within, sse_total = squares$total,
    orig_labels = clusters, cluster_assignments = factor(levels[clusters], levels = levels)
  )
}

# The medoids in the user's units, as predict() and tidyclust's metrics expect them.
medoid_tibble <- function(fit) {
  data <- original_data(fit)
  rows <- as.data.frame(if (is.null(data)) fit$medoids else data[medoid_ids(fit), , drop = FALSE])
  rownames(rows) <- NULL
  tibble::as_tibble(rows, .name_repair = "minimal")
}

# NA if the fit kept neither data nor dissimilarities.
squares_of_fit <- function(fit) {
  k <- fit$k
  squares <- tryCatch(
    unname(predict(fit, type = "dissimilarity", progress = FALSE))^2,
    fastpam_error = function(e) NULL
  )
  if (is.null(squares)) return(list(within = rep(NA_real_, k), total = NA_real_))
  own <- squares[cbind(seq_along(fit$clustering), fit$clustering)]
  list(within = vapply(seq_len(k), function(j) sum(own[fit$clustering == j]), 0), total = min(colSums(squares)))
}

# ---- metrics for tune_cluster() ------------------------------------------------------------------

#' @rdname k_medoids
#' @format NULL
#' @export
mean_dissimilarity <- structure(
  function(object, new_data = NULL) {
    d <- engine_dissimilarities(object, new_data)
    engine_metric("mean_dissimilarity", mean(apply(d, 1L, min, na.rm = TRUE)))
  },
  direction = "minimize", class = c("cluster_metric", "metric", "function")
)

#' @rdname k_medoids
#' @format NULL
#' @export
mean_medoid_silhouette <- structure(
  function(object, new_data = NULL) {
    d <- engine_dissimilarities(object, new_data)
    engine_metric("mean_medoid_silhouette", mean(apply(d, 1L, medoid_silhouette_of)))
  },
  direction = "maximize", class = c("cluster_metric", "metric", "function")
)

# As medoid_silhouette() says.
medoid_silhouette_of <- function(d) {
  d <- sort(d)
  if (length(d) < 2L) return(NA_real_)
  if (d[1L] == 0) 1 else 1 - d[1L] / d[2L]
}

engine_metric <- function(name, value) {
  tibble::tibble(.metric = name, .estimator = "standard", .estimate = value)
}

engine_dissimilarities <- function(object, new_data) {
  need_tidyclust("This metric")
  fit <- if (inherits(object, c("cluster_fit", "workflow"))) {
    tryCatch(tidyclust::extract_fit_engine(object), error = function(e) NULL)
  }
  if (!inherits(fit, "fastpam_fit")) {
    abort_arg("object", "be a fit of tidyclust or a fitted workflow, with the engine \"fastpam\"", describe(object))
  }
  if (!is.null(new_data)) return(predict(object, new_data, type = "raw"))
  predict(fit, type = "dissimilarity", progress = FALSE)
}

# ---- the engine is added -------------------------------------------------------------------------

# Called when fastpam and tidyclust are both loaded.
register_tidyclust <- function(...) {
  if (!requireNamespace("modelenv", quietly = TRUE)) return(invisible())
  # tidyclust may have a model of this name in the future.
  if (!"k_medoids" %in% modelenv::get_from_env("models")) {
    modelenv::set_new_model("k_medoids")
    modelenv::set_model_mode("k_medoids", "partition")
  }
  for (model in c("k_medoids", "k_means")) {
    # modelenv keeps its entries when fastpam is unloaded and loaded again.
    if (!"fastpam" %in% modelenv::get_from_env(model)$engine) register_engine(model)
  }
}

register_engine <- function(model, mode = "partition", engine = "fastpam") {
  modelenv::set_model_engine(model, mode, engine)
  for (package in c("fastpam", "tidyclust")) modelenv::set_dependency(model, mode, engine, package)
  modelenv::set_fit(model, mode, engine, value = list(
    interface = "data.frame", data = c(x = "x"), protect = c("x", "k", "diss", "cluster.only"),
    func = c(pkg = "fastpam", fun = ".fastpam_fit_tidyclust"), defaults = list()
  ))
  # Factors stay what they are, for Gower.
  modelenv::set_encoding(model, mode, engine, options = list(
    predictor_indicators = "none", compute_intercept = FALSE, remove_intercept = FALSE, allow_sparse_x = FALSE
  ))
  modelenv::set_model_arg(
    model, engine, exposed = "num_clusters", original = "k", func = list(pkg = "dials", fun = "num_clusters"),
    has_submodel = FALSE
  )
  functions <- c(cluster = ".fastpam_predict_tidyclust", raw = ".fastpam_raw_tidyclust")
  for (type in names(functions)) {
    modelenv::set_pred(model, mode, engine, type, value = list(
      pre = NULL, post = NULL, func = c(pkg = "fastpam", fun = functions[[type]]),
      args = list(object = quote(object$fit), new_data = quote(new_data))
    ))
  }
}
