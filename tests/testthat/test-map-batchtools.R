# Pieces as jobs of batchtools. (On a Slurm of several nodes: `make cluster`.)

skip_if_not_installed("batchtools")

quiet_jobs <- function(...) map_batchtools(..., dir = folder, wait = 0)
folder <- tempfile("jobs")
dir.create(folder)
here <- function() batchtools::makeClusterFunctionsInteractive()

test_that("pieces as jobs: labels and fits as in memory, and nothing is left", {
  x <- cbind(c(1:20, 101:120), 0)
  fit <- fastpam(x, 2)
  pieces <- chunks(x, size = 7)
  expect_identical(predict(fit, pieces, map = quiet_jobs(here())), predict(fit, x))
  expect_identical(predict(fit, pieces, map = quiet_jobs(here(), jobs = 2)), predict(fit, x))
  expect_identical(predict(fit, pieces, map = quiet_jobs(here(), jobs = 100)), predict(fit, x))
  whole <- with_fixed_seed(3, fastclara(x, 2, sampsize = 20, independent = TRUE, keep.data = FALSE, progress = FALSE))
  streamed <- with_fixed_seed(3, fastclara(pieces, 2, sampsize = 20, map = quiet_jobs(here()), progress = FALSE))
  expect_identical(streamed$clustering, whole$clustering)
  expect_identical(streamed$objective, whole$objective)
  expect_identical(list.files(folder), character())
})

test_that("each job has its share of the pieces", {
  asked <- list()
  counting <- here()
  run <- counting$submitJob
  counting$submitJob <- function(reg, jc) {
    asked <<- c(asked, list(jc$jobs$job.id))
    run(reg, jc)
  }
  map <- quiet_jobs(counting, jobs = 2)
  expect_identical(map(11:15, function(i) i^2), list(121, 144, 169, 196, 225))
  expect_identical(asked, list(1:3, 4:5))
  expect_identical(map(integer(), identity), list())
})

test_that("resources come to the template, and all may be left out", {
  old <- options(batchtools.verbose = FALSE)
  on.exit(options(old))
  reg <- batchtools::makeRegistry(file.path(folder, "reg"), conf.file = NA, seed = 1L, make.default = FALSE)
  on.exit(unlink(reg$file.dir, recursive = TRUE), add = TRUE)
  text <- paste(readLines(system.file("templates", "slurm.tmpl", package = "fastpam")), collapse = "\n")
  script <- function(resources, array = FALSE) {
    jc <- list2env(list(
      job.hash = "a", job.name = "one", log.file = "/log", uri = "/uri", resources = resources, array.jobs = array,
      jobs = data.frame(job.id = 1:3)
    ))
    file <- batchtools::cfBrewTemplate(reg, text, jc)
    lines <- readLines(file)
    lines[grepl("^#SBATCH|^export|doJob", lines)]
  }
  bare <- script(list())
  expect_identical(bare[1:5], paste("#SBATCH", c("--job-name=one", "--output=/log", "--error=/log", "--ntasks=1", "--no-requeue")))
  expect_identical(length(bare), 7L)
  expect_match(bare[6], .libPaths()[1], fixed = TRUE)
  expect_match(bare[7], "'.*Rscript' -e 'batchtools::doJobCollection\\(\"/uri\"\\)'")
  full <- script(list(walltime = 90, ncpus = 2, memory = 1000, partition = "p", account = "a", constraint = "c"), TRUE)
  expect_identical(setdiff(full, bare), paste("#SBATCH", c(
    "--time=2", "--cpus-per-task=2", "--mem-per-cpu=1000", "--partition=p", "--account=a", "--constraint=c", "--array=1-3"
  )))
})

test_that("a job that is lost is submitted again, and others are not", {
  x <- cbind(c(1:20, 101:120), 0)
  fit <- fastpam(x, 2)
  lossy <- here()
  run <- lossy$submitJob
  submitted <- 0L
  lossy$submitJob <- function(reg, jc) {
    submitted <<- submitted + 1L
    if (submitted == 2L) return(batchtools::makeSubmitJobResult(status = 0L, batch.id = "lost"))
    run(reg, jc)
  }
  lossy$listJobsRunning <- lossy$listJobsQueued <- function(reg) character()
  calls <- list()
  map <- quiet_jobs(lossy)
  watched <- function(X, FUN) {
    calls <<- c(calls, list(X))
    map(X, FUN)
  }
  expect_identical(predict(fit, chunks(x, size = 10), map = watched), predict(fit, x))
  expect_identical(calls, list(1:4, 2L))
  lossy$submitJob <- function(reg, jc) batchtools::makeSubmitJobResult(status = 0L, batch.id = "lost")
  expect_error(predict(fit, chunks(x, size = 20), map = quiet_jobs(lossy)), "2 of 2 pieces .* each tried 3 times .*: 2 jobs ended without a result")
  expect_identical(list.files(folder), character())
})

test_that("errors: of the job, of the cluster, of the data", {
  fit <- fastpam(matrix(c(1:5, 11:15) + 0), 2)
  map <- quiet_jobs(here())
  came <- map(1:2, function(i) if (i == 2L) stop("no such disk") else i)
  expect_identical(came[[1L]], 1L)
  expect_match(conditionMessage(came[[2L]]), "no such disk")
  broken <- here()
  broken$submitJob <- function(reg, jc) stop("queue is closed")
  expect_error(predict(fit, chunks(matrix(1:4 + 0), size = 2), map = quiet_jobs(broken)), "2 of 2 pieces .*queue is closed")
  expect_error(predict(fit, chunks(matrix(c(1, NaN, Inf, 3)), size = 2), map = map), class = "fastpam_error")
  expect_identical(list.files(folder), character())
})

test_that("R's generator is not moved by what a map draws", {
  drawing <- function(X, FUN) {
    stats::runif(10)
    lapply(X, FUN)
  }
  x <- cbind(c(1:20, 101:120), 0)
  pieces <- chunks(function(i) x[(i - 1) * 20 + 1:20, ], n = 2)
  set.seed(4)
  plain <- fastclara(pieces, 2, sampsize = 10, init = "random", progress = FALSE)
  after <- stats::runif(1)
  set.seed(4)
  drawn <- fastclara(pieces, 2, sampsize = 10, init = "random", map = drawing, progress = FALSE)
  expect_identical(stats::runif(1), after)
  expect_identical(drawn$sample, plain$sample)
  expect_identical(drawn$clustering, plain$clustering)
  # Also where nothing had been drawn in this session.
  rm(".Random.seed", envir = globalenv())
  predict(plain, pieces, map = drawing)
  expect_false(exists(".Random.seed", globalenv(), inherits = FALSE))
})

test_that("wrong arguments", {
  expect_snapshot({
    refusal(map_batchtools("slurm"))
    refusal(map_batchtools(resources = list(60)))
    refusal(map_batchtools(resources = 60))
    refusal(map_batchtools(jobs = 0))
    refusal(map_batchtools(dir = "nowhere at all"))
    refusal(map_batchtools(wait = -1))
  })
})

unlink(folder, recursive = TRUE)
