# The same jobs on every engine and from every kind of table that is there, against the run in memory: labels and fits
# must be identical. Run by tools/cluster/run.sh, from the project's root, with the package installed:
#
#   Rscript tools/cluster/jobs.R FOLDER     FOLDER for tables and jobs; with a Slurm in it if SLURM_CONF is set
#
# The last line is the sum.

folder <- commandArgs(trailingOnly = TRUE)[1L]
library(fastpam)
options(batchtools.verbose = FALSE, batchtools.progress = FALSE, warn = 1, future.cache.path = file.path(folder, "future"))
start <- proc.time()[["elapsed"]]
passed <- failed <- skipped <- 0L

there <- function(package) requireNamespace(package, quietly = TRUE)
said <- function(...) cat(sprintf("-- %s (after %.0f s)\n", sprintf(...), proc.time()[["elapsed"]] - start))
check <- function(label, expr) {
  why <- tryCatch(if (isTRUE(expr)) NULL else "not the same", error = conditionMessage)
  if (is.null(why)) passed <<- passed + 1L else {
    failed <<- failed + 1L
    cat(sprintf("FAILED: %s: %s\n", label, why))
  }
}
skip <- function(what) {
  skipped <<- skipped + 1L
  cat("Not run:", what, "\n")
}

# ---- the table, in every form for which there is a package --------------------------------------------------------

rows <- 6000L
cuts <- split(seq_len(rows), rep(1:4, c(1000, 2500, 500, 2000)))
set.seed(1)
# Few digits, which text keeps.
numbers <- matrix(round(rnorm(rows * 4) + sample(8, rows, TRUE), 3), rows, dimnames = list(NULL, c("a", "b", "c", "d")))
table <- data.frame(id = seq_len(rows), numbers)
tables <- list()
if (there("nanoparquet")) {
  for (i in seq_along(cuts)) nanoparquet::write_parquet(table[cuts[[i]], ], file.path(folder, sprintf("part-%d.parquet", i)))
  tables$Parquet <- chunks(list.files(folder, "parquet$", full.names = TRUE), key = "id")
} else skip("Parquet, without the package nanoparquet")
if (there("DBI") && there("RSQLite")) {
  opener <- function(file) function() DBI::dbConnect(RSQLite::SQLite(), file)
  open <- opener(file.path(folder, "table.sqlite"))
  con <- open()
  written <- DBI::dbWriteTable(con, "measured", table[sample(rows), ])
  written <- DBI::dbExecute(con, "CREATE UNIQUE INDEX by_id ON measured (id)")
  DBI::dbDisconnect(con)
  tables$SQLite <- chunks(open, table = "measured", key = "id", size = 1700)
} else skip("SQLite, without the packages DBI and RSQLite")
if (there("HDF5Array")) {
  tables$HDF5 <- chunks(HDF5Array::writeHDF5Array(numbers, file.path(folder, "table.h5"), "x", with.dimnames = TRUE), size = 1700)
} else skip("HDF5, without the package HDF5Array")
if (there("data.table")) {
  for (i in seq_along(cuts)) data.table::fwrite(table[cuts[[i]], ], file.path(folder, sprintf("part-%d.csv", i)))
  tables$CSV <- chunks(list.files(folder, "csv$", full.names = TRUE), key = "id")
} else skip("CSV, without the package data.table")
# Without any package, and slow enough to be killed in the middle.
part <- file.path(folder, sprintf("part-%d.rds", 1:4))
for (i in 1:4) saveRDS(numbers[cuts[[i]], ], part[i])

# ---- what it must give -------------------------------------------------------------------------------

cluster <- function(x, ...) {
  set.seed(7)
  fastclara(x, k = 8, samples = 3, sampsize = 200, progress = FALSE, ...)
}
known <- cluster(numbers, independent = TRUE, keep.data = FALSE)
shared <- c("medoids", "id.med", "i.med", "clustering", "objective", "clusinfo", "sample", "losses", "best")
same_fit <- function(fit) {
  parts <- intersect(names(known), setdiff(shared, if (!is.null(names(fit$clustering))) "sample"))
  all(vapply(parts, function(part) identical(bare(fit[[part]]), bare(known[[part]])), NA))
}
# Keys give names, in memory there are none.
bare <- function(v) if (is.matrix(v)) unname(v) else if (is.atomic(v)) unname(v) else v
same_labels <- function(labels) identical(unname(labels), known$clustering)

# Labels of each table, and the fit, which takes three or four passes, of some.
jobs <- function(engine, map, which = setdiff(names(tables), if (length(tables) > 3L) "CSV"), fits = utils::head(which, 2L)) {
  for (name in which) {
    check(paste(engine, name, "labels"), same_labels(predict(known, tables[[name]], map = map)))
    if (name %in% fits) check(paste(engine, name, "fit"), same_fit(cluster(tables[[name]], map = map)))
  }
  said("%s: labels of %s; fits of %s", engine, toString(which), if (length(fits)) toString(fits) else "none")
}

# A table whose second piece, the first time, ends the process that reads it; or, on Slurm, says on which node it is and
# waits for that to be ended.
deadly <- function(flag, part, sleeps = FALSE) {
  force(flag)
  force(part)
  chunks(function(i) {
    if (i == 2L && !file.exists(flag)) {
      writeLines(Sys.getenv("SLURMD_NODENAME"), paste0(flag, ".new"))
      file.rename(paste0(flag, ".new"), flag)
      if (sleeps) Sys.sleep(300) else tools::pskill(Sys.getpid(), tools::SIGKILL)
    }
    readRDS(part[i])
  }, n = 4L)
}

# `map` again after what a user would do: `renew` makes new workers where the engine does not.
survives <- function(engine, map, renew = NULL) {
  flag <- file.path(folder, paste0("killed-", engine))
  calls <- list()
  watched <- function(X, FUN) {
    if (length(calls) && !is.null(renew)) renew()
    calls <<- c(calls, list(X))
    map(X, FUN)
  }
  check(paste(engine, "after a worker was killed"), same_labels(suppressWarnings(predict(known, deadly(flag, part), map = watched))))
  check(paste(engine, "a worker was killed"), file.exists(flag) && length(calls) > 1L)
  said("%s: a worker was killed, then pieces %s were run again", engine, toString(unlist(calls[-1L])))
}

# ---- one machine -------------------------------------------------------------------------------------

jobs("lapply", lapply, names(tables), names(tables))

if (there("future.apply")) {
  future::plan(future::multisession, workers = 2L)
  jobs("future, multisession", future.apply::future_lapply)
  survives("future", future.apply::future_lapply, function() {
    future::plan(future::sequential)
    future::plan(future::multisession, workers = 2L)
  })
  future::plan(future::sequential)
} else skip("future, without the package future.apply")

if (there("mirai")) {
  mirai::daemons(2L)
  by_mirai <- function(X, FUN) mirai::mirai_map(X, FUN)[]
  jobs("mirai", by_mirai)
  survives("mirai", by_mirai, function() {
    mirai::daemons(0L)
    mirai::daemons(2L)
  })
  mirai::daemons(0L)
} else skip("mirai, without the package mirai")

if (there("BiocParallel")) {
  param <- BiocParallel::SnowParam(2L)
  BiocParallel::bpstart(param)
  by_bioc <- function(X, FUN) BiocParallel::bplapply(X, FUN, BPPARAM = param)
  jobs("BiocParallel, SnowParam", by_bioc)
  BiocParallel::bpstop(param)
  survives("BiocParallel", function(X, FUN) BiocParallel::bplapply(X, FUN, BPPARAM = BiocParallel::SnowParam(2L)))
} else skip("BiocParallel, without the package BiocParallel")

# ---- Slurm -------------------------------------------------------------------------------------------

template <- system.file("templates", "slurm.tmpl", package = "fastpam")
on_slurm <- nzchar(Sys.getenv("SLURM_CONF"))
if (!on_slurm) {
  skip("batchtools on Slurm, without Slurm")
  skip("future.batchtools on Slurm, without Slurm")
} else {
  if (there("batchtools")) {
    slurm <- batchtools::makeClusterFunctionsSlurm(template, fs.latency = 0)
    by_jobs <- map_batchtools(slurm, jobs = 4L, dir = folder, wait = 0.2)
    jobs("batchtools", by_jobs, fits = names(tables)[1L])

    flag <- file.path(folder, "on-node")
    # In the background: as soon as the piece runs, its node is ended.
    system2("bash", c("-c", shQuote(sprintf(
      "for i in $(seq 600); do [ ! -e %s ] || { exec tools/cluster/slurm.sh kill %s \"$(cat %s)\"; }; sleep 0.1; done",
      flag, folder, flag
    ))), wait = FALSE)
    calls <- list()
    watched <- function(X, FUN) {
      calls <<- c(calls, list(X))
      by_jobs(X, FUN)
    }
    check("batchtools, after a node was killed: labels", same_labels(predict(known, deadly(flag, part, TRUE), map = watched)))
    check("a node was killed, and only its piece was run again", identical(calls, list(1:4, 2L)))
    node <- if (file.exists(flag)) readLines(flag) else "no node"
    check("the node is down", grepl("down", system2("sinfo", c("-h", "-n", node, "-o", "%T"), stdout = TRUE)[1L]))
    said("batchtools: %s was killed, then pieces %s were run again", node, toString(unlist(calls[-1L])))
    check("batchtools: a fit on the nodes that are left", same_fit(cluster(tables[[1L]], map = by_jobs)))
    check("nothing of the jobs is left", !length(Sys.glob(file.path(folder, "fastpam-jobs-*"))))
  } else skip("batchtools on Slurm, without the package batchtools")
  if (there("future.batchtools") && there("future.apply")) {
    future::plan(future.batchtools::batchtools_slurm, template = template, workers = 4L)
    jobs("future.batchtools", future.apply::future_lapply, names(tables)[1L], character())
    future::plan(future::sequential)
  } else skip("future.batchtools on Slurm, without the packages future.batchtools and future.apply")
}

cat(sprintf("%d passed, %d failed%s\n", passed, failed, if (skipped) sprintf(", %d skipped", skipped) else ""))
quit(status = as.integer(failed > 0L || passed == 0L))
