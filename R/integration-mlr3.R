# A learner for mlr3cluster. Its class needs R6, which comes with mlr3. So .onLoad() only makes a promise, and the
# class is made when it is first used. .onLoad() also adds the learner to mlr3's dictionary.

#' Learner of fastpam() for mlr3cluster
#'
#' `lrn("clust.fastpam", k = 10)` makes a learner for \pkg{mlr3}. It can be tuned, resampled, compared with other
#' learners and used in pipelines. The name is in the dictionary `mlr_learners` when the packages fastpam and
#' \pkg{mlr3cluster} are both loaded, in either order. `LearnerClustFastpam$new()` makes the same object.
#'
#' The learner takes logical, integer and numeric features. With metric `"gower"` it also takes factors and ordered
#' factors. Missing values are allowed if the metric allows them. New rows get the cluster of the nearest medoid, after
#' the same standardisation as the training data ([predict()][predict.fastpam_fit]).
#'
#' Parameters are the arguments of [fastpam()]: `k` (2 unless set, as in `clust.pam`), `metric`, `p`,
#' `medoids`, `nstart`, `stand`, `do.swap`, `variant`, `init`, `max_iter`, `precision`, `n_threads` (1
#' unless set, as in other learners; `mlr3::set_threads()` changes it), `keep.diss` and `keep.data`
#' (`FALSE` unless set: the model then holds no data but the medoids), and `progress` (`FALSE` unless set).
#'
#' @format An R6 class that inherits from `mlr3cluster::LearnerClust`. Once trained, the field `model` of an object
#'   is the fit and `assignments` an integer vector of n cluster numbers; `$predict()` gives a `PredictionClust`.
#' @section Errors: `$new()` raises an error of class `fastpam_error` if \pkg{mlr3cluster} is not installed; training
#'   raises those of [fastpam()].
#' @seealso [fastpam()]; [FastpamParam()] for \pkg{bluster}
#' @examplesIf requireNamespace("mlr3cluster", quietly = TRUE)
#' library(mlr3)
#' library(mlr3cluster)
#' task <- tsk("usarrests")
#' learner <- lrn("clust.fastpam", k = 4, stand = TRUE)
#' learner$train(task)
#' learner$model
#' learner$predict(task)$score(msr("clust.silhouette"), task = task)
#' LearnerClustFastpam$new()
#' @export
LearnerClustFastpam <- NULL

# Called while the package is loaded, before its names are locked.
promise_learner <- function(namespace) {
  rm("LearnerClustFastpam", envir = namespace)
  delayedAssign("LearnerClustFastpam", make_learner_class(), namespace, namespace)
}

make_learner_class <- function() {
  if (!nzchar(system.file(package = "mlr3cluster")) || !requireNamespace("R6", quietly = TRUE)) {
    return(list(classname = "LearnerClustFastpam", new = function(...) {
      abort("LearnerClustFastpam needs the package mlr3cluster.")
    }))
  }
  R6::R6Class(
    "LearnerClustFastpam",
    inherit = mlr3cluster::LearnerClust, # looked up by $new()
    public = list(initialize = function() {
      super$initialize(
        id = "clust.fastpam", param_set = mlr3_parameters(), predict_types = "partition",
        feature_types = c("logical", "integer", "numeric", "factor", "ordered"),
        properties = c("partitional", "exclusive", "complete", "missings"), packages = "fastpam",
        label = "Partitioning around medoids, fast", man = "fastpam::LearnerClustFastpam"
      )
    }),
    private = list(
      .train = function(task) {
        values <- self$param_set$get_values(tags = "train")
        fit <- fastpam_with(as.data.frame(task$data()), values)
        if (self$save_assignments) self$assignments <- unname(fit$clustering)
        fit
      },
      .predict = function(task) {
        values <- self$param_set$get_values(tags = "predict")
        # Columns are found by name.
        new <- as.data.frame(task$data(cols = task$feature_names))
        list(partition = unname(predict(self$model, new, n_threads = values$n_threads, progress = FALSE)))
      }
    ),
    parent_env = topenv()
  )
}

# R6 makes these two available in the methods of a class.
utils::globalVariables(c("self", "super"))

# Names of metrics, variants and inits come from the core's registry.
mlr3_parameters <- function() {
  train <- "train"
  set <- paradox::ps(
    k = paradox::p_int(1L, tags = c("train", "required")),
    metric = paradox::p_fct(metrics()$metric, default = "euclidean", tags = train),
    p = paradox::p_dbl(0, default = 2, tags = train),
    medoids = paradox::p_uty(default = NULL, tags = train),
    nstart = paradox::p_int(1L, tags = train),
    stand = paradox::p_lgl(default = FALSE, tags = train),
    do.swap = paradox::p_lgl(default = TRUE, tags = train),
    variant = paradox::p_fct(variants()$variant, default = "pam", tags = train),
    init = paradox::p_fct(inits()$init, default = "build", tags = train),
    max_iter = paradox::p_dbl(0, default = Inf, tags = train),
    precision = paradox::p_fct(c("double", "single"), default = "double", tags = train),
    n_threads = paradox::p_int(1L, tags = c("train", "predict", "threads")),
    keep.diss = paradox::p_lgl(tags = train),
    keep.data = paradox::p_lgl(default = TRUE, tags = train),
    progress = paradox::p_lgl(tags = train)
  )
  set$set_values(k = 2L, n_threads = 1L, keep.diss = FALSE, keep.data = FALSE, progress = FALSE)
  set
}

# Called when fastpam and mlr3cluster are both loaded. mlr3cluster fills the dictionary when mlr3 is
# there, which it always is: it depends on it.
register_mlr3 <- function(...) {
  if (requireNamespace("mlr3", quietly = TRUE)) {
    mlr3::mlr_learners$add("clust.fastpam", LearnerClustFastpam)
  }
}
