#' Pieces as jobs of a cluster
#'
#' Makes a function for the argument `map` of [fastclara()], [predict()][predict.fastpam_fit] and others, which runs
#' pieces as jobs of Slurm, or of another system that the package batchtools submits to: SGE, LSF, TORQUE, OpenLava.
#' Each call of it submits its jobs, waits until none is left, and collects what they returned. A job that is lost (its
#' machine went down, it ran out of time or memory) gives no result, and its pieces are submitted again, as the section
#' *Tables in pieces* of [predict()][predict.fastpam_fit] says.
#'
#' `cluster` is made by batchtools. For Slurm,
#'
#' ```
#' template <- system.file("templates", "slurm.tmpl", package = "fastpam")
#' map <- map_batchtools(batchtools::makeClusterFunctionsSlurm(template), resources = list(walltime = 3600))
#' ```
#'
#' The template is the script that is submitted. That of this package takes the resources `walltime` (seconds),
#' `ncpus`, `memory` (megabytes for each processor), `partition`, `account` and `constraint`, all of which may be left
#' out; copy it if your cluster needs more, `module load R` for instance. Jobs use the libraries of R of the session
#' that submits them, which must be the same on all machines.
#'
#' Each piece runs in one thread. To use more, ask for `ncpus` processors and pass the same number as `n_threads` to
#' the verb.
#'
#' A job starts an R process and waits in the queue, so there should be minutes of work in it. `jobs` says how many
#' are submitted at once: as many as there are processors for you.
#'
#' @param cluster Cluster functions of batchtools. `NULL` uses what the configuration file of batchtools says (see
#'   `batchtools::findConfFile()`).
#' @param resources A list of resources for the template.
#' @param jobs The largest number of jobs at once: pieces are dealt out to them evenly. `NULL` is one job for each
#'   piece.
#' @param dir A folder that all machines see under the same path. Each call makes a folder in it for its jobs, and
#'   removes it at the end.
#' @param wait Seconds between looks at the queue. `NULL` leaves it to batchtools: 5 seconds, and later more.
#' @return A function of `X` and `FUN` that returns a list, as [lapply()] does: of the results that came back, in the
#'   order of the jobs, and of conditions that say why others did not. If it is interrupted, the jobs are ended.
#' @section Errors: Of class `fastpam_error`: arguments that are not as described, and batchtools not installed.
#' @seealso `vignette("larger-than-memory")`, which goes through it line by line; [chunks()]
#' @examples
#' if (requireNamespace("batchtools", quietly = TRUE)) {
#'   fit <- fastpam(leaves[1:160, -1], k = 20)
#'   # Here the "cluster" is this R process.
#'   map <- map_batchtools(batchtools::makeClusterFunctionsInteractive(), dir = tempdir())
#'   table(predict(fit, chunks(leaves[, -1], size = 100), map = map))
#' }
#' @export
map_batchtools <- function(cluster = NULL, resources = list(), jobs = NULL, dir = getwd(), wait = NULL) {
  needs_package("batchtools", "`map_batchtools()`")
  if (!is.null(cluster) && !inherits(cluster, "ClusterFunctions")) {
    abort_arg("cluster", "be cluster functions of batchtools or NULL", describe(cluster))
  }
  if (!is.list(resources) || length(names(resources)) < length(resources)) {
    abort_arg("resources", "be a list with names", describe(resources))
  }
  if (!is.null(jobs)) jobs <- check_count(jobs, "jobs")
  if (!is.character(dir) || length(dir) != 1L || !dir.exists(dir)) {
    abort_arg("dir", "be a folder that is there", describe(dir))
  }
  dir <- normalizePath(dir)
  if (!is.null(wait)) wait <- check_number(wait, "wait", 0, Inf)
  function(X, FUN) run_jobs(X, FUN, cluster, resources, jobs, dir, wait) # nolint: object_name_linter.
}

run_jobs <- function(pieces, job, cluster, resources, jobs, dir, wait) {
  if (!length(pieces)) return(list())
  old <- options(batchtools.verbose = FALSE, batchtools.progress = FALSE)
  on.exit(options(old))
  folder <- tempfile("fastpam-jobs-", dir)
  reg <- if (is.null(cluster)) {
    batchtools::makeRegistry(folder, seed = 1L, namespaces = "fastpam", make.default = FALSE)
  } else {
    batchtools::makeRegistry(folder, conf.file = NA, seed = 1L, namespaces = "fastpam", make.default = FALSE)
  }
  on.exit(clear_jobs(reg, folder), add = TRUE)
  if (!is.null(cluster)) reg$cluster.functions <- cluster
  ids <- batchtools::batchMap(job, pieces, reg = reg)
  if (!is.null(jobs)) ids$chunk <- batchtools::chunk(ids$job.id, n.chunks = min(jobs, length(pieces)), shuffle = FALSE)
  batchtools::submitJobs(ids, resources = resources, reg = reg)
  batchtools::waitForJobs(sleep = wait, reg = reg)
  done <- batchtools::findDone(reg = reg)$job.id
  # A file that was not written to its end is an error here, and no reason to lose the others.
  came <- lapply(done, function(id) tryCatch(batchtools::loadResult(id, reg = reg), error = identity))
  failed <- batchtools::getErrorMessages(reg = reg)
  lost <- length(pieces) - length(done) - nrow(failed)
  why <- sprintf("%s ended without a result", if (lost == 1L) "a job" else paste(lost, "jobs"))
  c(
    came, lapply(failed$message, function(message) simpleError(trimws(message))),
    if (lost > 0L) list(simpleError(why))
  )
}

# Jobs that still run are those of a call that was interrupted. No error may hide that of the call.
clear_jobs <- function(reg, folder) {
  try(batchtools::killJobs(batchtools::findOnSystem(reg = reg), reg = reg), silent = TRUE)
  unlink(folder, recursive = TRUE)
}
