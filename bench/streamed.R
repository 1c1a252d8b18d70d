# Tables larger than memory: processor seconds, memory, and whether the results are those of the table in memory.
#
#   Rscript bench/streamed.R FOLDER [NAME ...]
#
# FOLDER gets the tables (5 GB), which are made once, and what each run gave. Each NAME of the list `runs` below is a
# process of its own; without names all are run, and then the report is written to bench/results/streamed.md. Memory
# is the largest resident size of a process. All processes use one thread each. Needs nanoparquet, future.apply,
# DBI, RSQLite, HDF5Array and Matrix; the run with duckdb is left out where that is not installed.

source(file.path("bench", "common.R"))
suppressPackageStartupMessages(library(fastpam))
args <- commandArgs(trailingOnly = TRUE)
if (!length(args)) stop("Say in which folder the tables shall be made.", call. = FALSE)
folder <- args[1]
in_folder <- function(...) file.path(folder, ...)
for (name in c("parts", "sparse", "given")) dir.create(in_folder(name), FALSE, TRUE)

peak_gib <- function() {
  line <- grep("^VmHWM", readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line)) / 1024^2
}
used <- function() {
  t <- proc.time()
  c(cpu = t[["user.self"]] + t[["sys.self"]], clock = t[["elapsed"]])
}
since <- function(start) used() - start

# What must be the same, and what it cost.
kept_of <- function(fit) {
  fit <- unclass(fit)
  fit$clustering <- unname(fit$clustering)
  # (Keys, where there are some, are the numbers of the rows here.)
  fit$sample <- as.integer(fit$sample)
  fit[c("sample", "i.med", "clustering", "objective", "starts", "clusinfo")]
}

# ---- Parquet: 20,000,000 x 20, 40 files of 500,000 rows --------------------------------------------------------

each <- 5e5
part <- function(i) in_folder("parts", sprintf("part-%02d.parquet", i))

# Piece i of a mixture of 100 clouds of unequal sizes; the same for each call.
part_rows <- function(i) {
  set.seed(1)
  middle <- matrix(rnorm(100 * 20, sd = 4), 100)
  weight <- rexp(100) + 0.2
  set.seed(1000 + i)
  x <- middle[sample.int(100, each, replace = TRUE, prob = weight), ] + rnorm(each * 20)
  as.data.frame(x)
}
make_parts <- function() {
  for (i in which(!file.exists(part(1:40)))) {
    nanoparquet::write_parquet(part_rows(i), in_folder("new"))
    file.rename(in_folder("new"), part(i))
  }
}

# `map` that notes what each pass took in this process.
noting <- function(map = lapply) {
  passes <- NULL
  list(
    map = function(X, FUN) {
      start <- used()
      on.exit(passes <<- rbind(passes, c(pieces = length(X), since(start))))
      map(X, FUN)
    },
    passes = function() passes
  )
}

streamed <- function(x, k, map = lapply, ...) {
  noted <- noting(map)
  set.seed(1)
  start <- used()
  fit <- fastclara(x, k, map = noted$map, n_threads = 1, progress = FALSE, ...)
  list(
    fit = kept_of(fit), time = since(start), passes = noted$passes(), peak = peak_gib(), rows = length(fit$clustering)
  )
}
# `read` makes the table. Its time is told, too.
in_memory <- function(read, k, ...) {
  start <- used()
  x <- read()
  reading <- since(start)
  gc(FALSE)
  set.seed(1)
  start <- used()
  fit <- fastclara(x, k, independent = TRUE, keep.data = FALSE, n_threads = 1, progress = FALSE, ...)
  list(fit = kept_of(fit), time = since(start), reading = reading, peak = peak_gib(), rows = length(fit$clustering))
}
matrix_of_parts <- function(files) {
  x <- matrix(0, each * length(files), 20, dimnames = list(NULL, paste0("V", 1:20)))
  for (i in seq_along(files)) {
    x[(i - 1) * each + seq_len(each), ] <- as.matrix(nanoparquet::read_parquet(files[i]))
  }
  x
}
two_workers <- function(x, k, ...) {
  cluster <- parallel::makePSOCKcluster(2)
  on.exit(parallel::stopCluster(cluster))
  parallel::clusterCall(cluster, function(libs) .libPaths(libs), .libPaths())
  future::plan(future::cluster, workers = cluster)
  # One piece at a time, so that both are busy until the end.
  map <- function(X, FUN) future.apply::future_lapply(X, FUN, future.scheduling = Inf)
  found <- streamed(x, k, map, ...)
  of_worker <- function(peak, used) {
    environment(peak) <- environment(used) <- globalenv()
    list(peak(), used())
  }
  environment(of_worker) <- globalenv()
  theirs <- parallel::clusterCall(cluster, of_worker, peak_gib, used)
  found$workers <- vapply(theirs, function(w) c(peak = w[[1]], w[[2]]), c(peak = 0, cpu = 0, clock = 0))
  found
}
assigned <- function(files, k) {
  set.seed(1)
  start <- used()
  x <- matrix_of_parts(files[1])
  fit <- fastclara(x, k, n_threads = 1, keep.data = FALSE)
  start <- used()
  for (file in files) nanoparquet::read_parquet(file)
  reading <- since(start)
  start <- used()
  labels <- predict(fit, chunks(files), n_threads = 1)
  list(time = since(start), reading = reading, peak = peak_gib(), rows = length(labels))
}

# ---- mixed columns from a database -----------------------------------------------------------------------------

mixed_rows <- function(n = 1e6) {
  set.seed(2)
  cloud <- sample.int(30, n, replace = TRUE, prob = rexp(30) + 0.2)
  some_missing <- function(v, share = 0.03) {
    v[sample.int(n, n * share)] <- NA
    v
  }
  number <- function() some_missing(round(rnorm(30, sd = 4)[cloud] + rnorm(n), 2))
  level <- function(m) {
    usual <- sample.int(m, 30, replace = TRUE)[cloud]
    other <- runif(n) < 0.2
    usual[other] <- sample.int(m, sum(other), replace = TRUE)
    factor(some_missing(usual), seq_len(m), paste0("level", seq_len(m)))
  }
  yes <- function() some_missing(runif(n) < rbeta(30, 0.5, 0.5)[cloud])
  data.frame(
    a = number(), b = number(), c = number(), d = number(), e = some_missing(rpois(n, 20 * rexp(30)[cloud])),
    f = level(3), g = level(8), h = level(20), i = yes(), j = yes()
  )
}
sqlite <- function() {
  path <- normalizePath(in_folder("mixed.sqlite"), mustWork = FALSE)
  eval(bquote(function() DBI::dbConnect(RSQLite::SQLite(), .(path))), globalenv())
}
duck <- function() {
  path <- normalizePath(in_folder("mixed.duckdb"), mustWork = FALSE)
  eval(bquote(function() {
    DBI::dbConnect(suppressMessages(duckdb::duckdb(config = list(threads = "1"))), .(path), read_only = TRUE)
  }), globalenv())
}
make_mixed <- function() {
  if (file.exists(in_folder("mixed.sqlite"))) return()
  con <- DBI::dbConnect(RSQLite::SQLite(), in_folder("mixed.sqlite"))
  on.exit(DBI::dbDisconnect(con))
  x <- mixed_rows()
  DBI::dbWriteTable(con, "mixed", cbind(id = seq_len(nrow(x)), x))
  DBI::dbExecute(con, "CREATE UNIQUE INDEX keys ON mixed (id)")
}
make_duck <- function() {
  if (file.exists(in_folder("mixed.duckdb"))) return()
  con <- DBI::dbConnect(suppressMessages(duckdb::duckdb()), in_folder("mixed.duckdb"))
  on.exit(DBI::dbDisconnect(con, shutdown = TRUE))
  x <- mixed_rows()
  DBI::dbWriteTable(con, "mixed", cbind(id = seq_len(nrow(x)), x))
}

# ---- presence and absence: 1,000,000 x 2,000, sparse ------------------------------------------------------------

# 50 kinds of objects; each has 60 of its own columns half of the time, and any column seldom.
sparse_rows <- function(i, n = 1e5) {
  set.seed(3)
  own <- replicate(50, sample.int(2000, 60))
  set.seed(100 + i)
  kind <- sample.int(50, n, replace = TRUE)
  has <- which(matrix(runif(n * 60) < 0.4, n), arr.ind = TRUE)
  row <- c(has[, 1], sample.int(n, n * 6, replace = TRUE))
  column <- c(own[cbind(has[, 2], kind[has[, 1]])], sample.int(2000, n * 6, replace = TRUE))
  cell <- unique(row - 1 + n * (column - 1))
  Matrix::sparseMatrix(cell %% n, cell %/% n, x = 1, dims = c(n, 2000), index1 = FALSE)
}
# Objects are columns in the file, as in those of 10x Genomics.
make_sparse <- function() {
  if (file.exists(in_folder("sparse.h5"))) return()
  whole <- do.call(cbind, lapply(1:10, function(i) Matrix::t(sparse_rows(i))))
  # (The file is written, and then some versions cannot open it as a TENxMatrix.)
  try(HDF5Array::writeTENxMatrix(whole, in_folder("sparse.new"), "counts", level = 3))
  file.rename(in_folder("sparse.new"), in_folder("sparse.h5"))
}
sparse_file <- function() {
  suppressPackageStartupMessages(library(HDF5Array))
  t(H5SparseMatrix(normalizePath(in_folder("sparse.h5")), "counts"))
}

# All of it, by blocks.
read_sparse <- function() {
  x <- sparse_file()
  whole <- lapply(seq(1, nrow(x), by = 50000), function(from) {
    as(extract_sparse_array(x[seq(from, length.out = 50000), ], list(NULL, NULL)), "dgCMatrix")
  })
  do.call(rbind, whole)
}

# ---- the runs --------------------------------------------------------------------------------------------------

runs <- list(
  make_parts = make_parts,
  four_memory = function() in_memory(function() matrix_of_parts(part(1:8)), 100),
  four_pieces = function() streamed(chunks(part(1:8)), 100),
  four_assigned = function() assigned(part(1:8), 100),
  twenty_one = function() streamed(chunks(in_folder("parts")), 100),
  twenty_two = function() two_workers(chunks(in_folder("parts")), 100),
  make_mixed = make_mixed,
  mixed_memory = function() in_memory(function() {
    con <- sqlite()()
    on.exit(DBI::dbDisconnect(con))
    DBI::dbGetQuery(con, "SELECT * FROM mixed ORDER BY id")[-1]
  }, 30, metric = "gower"),
  mixed_sqlite = function() streamed(chunks(sqlite(), table = "mixed", key = "id"), 30, metric = "gower"),
  make_duck = make_duck,
  mixed_factors = function() in_memory(mixed_rows, 30, metric = "gower"),
  mixed_duckdb = function() streamed(chunks(duck(), table = "mixed", key = "id"), 30, metric = "gower"),
  make_sparse = make_sparse,
  sparse_memory = function() in_memory(read_sparse, 50, metric = "jaccard"),
  sparse_hdf5 = function() streamed(chunks(sparse_file(), size = 50000), 50, metric = "jaccard")
)
if (!requireNamespace("duckdb", quietly = TRUE)) runs <- runs[!grepl("duck|factors", names(runs))]

given <- function(name) in_folder("given", paste0(name, ".rds"))
run_one <- function(name) {
  cat("==", name, format(Sys.time()), "\n")
  found <- runs[[name]]()
  if (is.list(found)) {
    saveRDS(found, given(name))
    print(found[names(found) != "fit"])
  }
}

wanted <- args[-1]
if (length(wanted) == 1 && wanted %in% names(runs)) {
  run_one(wanted)
  quit()
}
for (name in if (length(wanted)) setdiff(wanted, "report") else names(runs)) {
  libs <- paste0("R_LIBS=", paste(.libPaths(), collapse = .Platform$path.sep))
  status <- system2(file.path(R.home("bin"), "Rscript"), c("bench/streamed.R", folder, name), env = libs)
  if (status != 0) stop(name, " ended with status ", status, call. = FALSE)
}

# ---- the report ------------------------------------------------------------------------------------------------

results <- function(name) if (file.exists(given(name))) readRDS(given(name))
same <- function(a, b) {
  if (is.null(results(a)) || is.null(results(b))) return("not run")
  if (identical(results(a)$fit, results(b)$fit)) "identical" else "DIFFERENT"
}

# One line of a table: what a run cost.
cost_of <- function(label, name) {
  r <- results(name)
  if (is.null(r)) return()
  workers <- r$workers
  cpu <- r$time[["cpu"]] + if (is.null(workers)) 0 else sum(workers["cpu", ])
  data.frame(
    run = label, rows = r$rows, `reading, CPU s` = if (is.null(r$reading)) NA_real_ else r$reading[["cpu"]], `CPU s` = cpu,
    `clock s` = r$time[["clock"]], `rows a CPU second` = r$rows / cpu, `rows a second` = r$rows / r$time[["clock"]],
    `peak GiB` = r$peak, `peak of a worker` = if (is.null(workers)) NA_real_ else max(workers["peak", ]), check.names = FALSE
  )
}
passes_of <- function(label, name) {
  p <- results(name)$passes
  if (is.null(p)) return()
  what <- c("rows of samples", "labels and losses", "labels again, where medoids are equally near")
  data.frame(table = label, pass = what[seq_len(nrow(p))], pieces = p[, "pieces"], `CPU s` = p[, "cpu"],
             `clock s` = p[, "clock"], check.names = FALSE)
}

report <- function() {
  model <- sub(".*: ", "", grep("^model name", readLines("/proc/cpuinfo"), value = TRUE)[1])
  cat(sprintf(
    "# Tables larger than memory\n\n`Rscript bench/streamed.R FOLDER`, %s: fastpam %s, R %s, %s, %d processors.\n\n",
    format(Sys.Date()), packageVersion("fastpam"), getRversion(), model, parallel::detectCores()
  ))
  cat(
    "Other jobs ran on the machine at the same time (up to 14 of them for 2 processors), so seconds of the clock,",
    "and rows a second, are several times worse than on a machine of one's own, and two workers are not seen to be",
    "faster. Seconds of the processor are the ones to compare; they are those of all processes together. Each process",
    "uses one thread. Peak is the largest resident size (VmHWM) of the process that was started, and of a worker.\n",
    sep = "\n"
  )
  cat("## 20 columns in Parquet files of 500,000 rows, k = 100\n\n")
  markdown(rbind(
    cost_of("in memory", "four_memory"), cost_of("in pieces, one process", "four_pieces"),
    cost_of("predict() in pieces", "four_assigned"), cost_of("in pieces, one process", "twenty_one"),
    cost_of("in pieces, two workers (future)", "twenty_two")
  ))
  memory <- results("four_memory")
  pieces <- results("four_pieces")
  cat(sprintf(
    "\n* 4,000,000 rows in pieces and in memory: %s (samples, medoids, labels, losses, sizes).\n",
    same("four_memory", "four_pieces")
  ))
  cat(sprintf("* 20,000,000 rows, one process and two workers: %s.\n", same("twenty_one", "twenty_two")))
  cat(sprintf(
    "* Processor seconds in pieces / in memory: %.2f; %.2f if reading the files into memory is counted.\n",
    pieces$time[["cpu"]] / memory$time[["cpu"]], pieces$time[["cpu"]] / (memory$time[["cpu"]] + memory$reading[["cpu"]])
  ))
  cat("\n## 1,000,000 rows of 10 mixed columns with missing values from a database, Gower, k = 30\n\n")
  markdown(rbind(
    cost_of("SQLite, in memory", "mixed_memory"), cost_of("SQLite, ranges of keys", "mixed_sqlite"),
    cost_of("with factors, in memory", "mixed_factors"), cost_of("duckdb, ranges of keys", "mixed_duckdb")
  ))
  cat(sprintf("\n* SQLite in pieces and in memory: %s.\n", same("mixed_memory", "mixed_sqlite")))
  if (!is.null(results("mixed_duckdb"))) {
    cat(sprintf("* duckdb in pieces and the table in memory: %s.\n", same("mixed_factors", "mixed_duckdb")))
  }
  cat("\n## Presence and absence, 1,000,000 x 2,000, about 30 in a row, sparse HDF5, Jaccard, k = 50\n\n")
  markdown(rbind(cost_of("in memory", "sparse_memory"), cost_of("blocks of 50,000 rows", "sparse_hdf5")))
  cat(sprintf("\n* In blocks and in memory: %s.\n", same("sparse_memory", "sparse_hdf5")))
  cat("\n## The passes, with one process\n\n")
  markdown(rbind(
    passes_of("Parquet, 4,000,000", "four_pieces"), passes_of("Parquet, 20,000,000", "twenty_one"),
    passes_of("SQLite", "mixed_sqlite"), passes_of("duckdb", "mixed_duckdb"), passes_of("HDF5", "sparse_hdf5")
  ))
}
if (!length(wanted) || "report" %in% wanted) writeLines(capture.output(report()), "bench/results/streamed.md")
