# Faults while a table in pieces is clustered: Rscript tools/stream-faults.R LIBRARY [number] [seed]
#
# Each round picks a table, a call and a fault at random. In the end there is the result of an undisturbed call, or an
# error of fastpam that says what is wrong, and nothing half written. Kinds of faults:
#   coordinator  the R process of the call is killed at a random time, several times, and the call made again
#   worker       forked processes that run pieces are killed at random pieces
#   disk         the folder of `checkpoint` is full (a file system of some pages; as root only), and later is not
#   file         a file is cut short, and later mended
#   connection   a database cannot be reached at random times, and is lost while it is read
# The last line is the sum. Not for Windows.

args <- commandArgs(trailingOnly = TRUE)
lib <- normalizePath(args[1L])
rounds <- if (length(args) > 1L) as.integer(args[2L]) else 200L
seed <- if (length(args) > 2L) as.integer(args[3L]) else 1L
.libPaths(c(lib, .libPaths()))
library(fastpam, lib.loc = lib)
set.seed(seed)
place <- tempfile("faults-")
dir.create(place)
root <- Sys.info()[["effective_user"]] == "root"

# ---- tables -----------------------------------------------------------------------------------------

x <- data.frame(id = 1:12000, matrix(round(rnorm(48000), 2) + 3 * sample(5, 12000, replace = TRUE), 12000))
cut <- split(x, rep(1:12, each = 1000))
path <- file.path(place, sprintf("%02d.csv", 1:12))
for (i in 1:12) utils::write.csv(cut[[i]], path[i], row.names = FALSE)
tables <- list(files = chunks(local({
  paths <- path
  function(i) utils::read.csv(paths[i])
}), n = 12, key = "id"))
if (requireNamespace("data.table", quietly = TRUE)) tables$text <- chunks(path, key = "id")
if (requireNamespace("nanoparquet", quietly = TRUE)) {
  parquet <- file.path(place, sprintf("%02d.parquet", 1:12))
  for (i in 1:12) nanoparquet::write_parquet(cut[[i]], parquet[i])
  tables$parquet <- chunks(parquet, key = "id")
}
if (requireNamespace("RSQLite", quietly = TRUE)) {
  base <- file.path(place, "base.sqlite")
  con <- DBI::dbConnect(RSQLite::SQLite(), base)
  DBI::dbWriteTable(con, "x", x)
  DBI::dbDisconnect(con)
  tables$database <- chunks(local({
    base <- base
    function() {
      # The share of connections that fail.
      if (stats::runif(1) < as.numeric(Sys.getenv("FASTPAM_LOST", "0"))) stop("the server has gone away")
      DBI::dbConnect(RSQLite::SQLite(), base)
    }
  }), table = "x", key = "id", size = 1000)
}

# ---- a call, here or in a process of its own ---------------------------------------------------------

calls <- list(
  clara = function(x, ...) {
    set.seed(7)
    fit <- fastclara(x, 5, samples = 4, sampsize = 300, progress = FALSE, ...)
    fit$call <- NULL
    list(fit = fit, next_number = stats::runif(1))
  },
  gower = function(x, ...) {
    set.seed(8)
    fit <- fastclara(x, 3, metric = "gower", samples = 3, sampsize = 150, cluster.only = TRUE, progress = FALSE, ...)
    list(fit = fit, next_number = stats::runif(1))
  },
  predict = function(x, ...) predict(model, x, ...)
)
model <- fastpam(x[1:500, -1], 4)
expected <- lapply(tables, function(table) lapply(calls, function(call) call(table)))
work <- file.path(place, "work.rds")
saveRDS(list(tables = tables, calls = calls, model = model), work)

# Arguments of the process: work, table, call, checkpoint, where the answer goes.
code <- paste(
  "a <- commandArgs(TRUE); .libPaths(c(a[1], .libPaths())); library(fastpam, lib.loc = a[1])",
  "w <- readRDS(a[2]); model <- w$model; call <- w$calls[[a[4]]]; environment(call) <- globalenv()",
  "answer <- tryCatch(call(w$tables[[a[3]]], checkpoint = a[5]), error = identity)",
  "saveRDS(answer, paste0(a[6], '.new')); file.rename(paste0(a[6], '.new'), a[6])",
  sep = "; "
)
start <- function(table, call, kept, answer) {
  script <- file.path(place, "run.R")
  writeLines(code, script)
  said <- system2("sh", c("-c", shQuote(paste(
    shQuote(file.path(R.home("bin"), "Rscript")), shQuote(script), shQuote(lib), shQuote(work), table, call,
    shQuote(kept), shQuote(answer), ">/dev/null 2>&1 & echo $!"
  ))), stdout = TRUE)
  as.integer(said[1L])
}
alive <- function(pid) dir.exists(file.path("/proc", pid)) && !any(grepl("^State:\\s*Z", readLines(file.path("/proc", pid, "status"))))

whole <- function(kept) {
  files <- list.files(kept, "^piece-", full.names = TRUE)
  all(vapply(files, function(file) unname(tools::md5sum(file)) == sub("^.*-([0-9a-f]*)[.]rds$", "\\1", file), NA))
}
clear <- function(answer) inherits(answer, "fastpam_error") && nzchar(conditionMessage(answer))

# ---- faults: TRUE, or what went wrong ----------------------------------------------------------------

faults <- list(
  coordinator = function(table, call) {
    kept <- tempfile("kept-", place)
    answer <- tempfile("answer-", place)
    kills <- 0L
    repeat {
      pid <- start(table, call, kept, answer)
      # The first kills come early enough to hit; then it may end.
      limit <- Sys.time() + if (kills < 3L) stats::runif(1, 0.5, 2.5) else 60
      while (alive(pid) && Sys.time() < limit) Sys.sleep(0.02)
      if (!alive(pid)) break
      tools::pskill(pid, tools::SIGKILL)
      kills <- kills + 1L
      if (!whole(kept)) return("a file of the checkpoint is not whole")
    }
    counts$kills <<- counts$kills + kills
    if (identical(readRDS(answer), expected[[table]][[call]])) TRUE else "another result"
  },
  worker = function(table, call) {
    kept <- if (stats::runif(1) < 0.5) tempfile("kept-", place)
    killing <- function(X, FUN) {
      doomed <- sample(X, 1L)
      suppressWarnings(parallel::mclapply(X, function(i) {
        if (i == doomed) tools::pskill(Sys.getpid(), tools::SIGKILL)
        FUN(i)
      }, mc.cores = 2L, mc.preschedule = FALSE))
    }
    once <- 0L
    map <- function(X, FUN) {
      once <<- once + 1L
      if (once %% 2L == 1L) killing(X, FUN) else parallel::mclapply(X, FUN, mc.cores = 2L)
    }
    answer <- tryCatch(calls[[call]](tables[[table]], map = map, checkpoint = kept), error = identity)
    if (identical(answer, expected[[table]][[call]])) TRUE else "another result"
  },
  disk = function(table, call) {
    kept <- tempfile("small-", place)
    dir.create(kept)
    size <- sample(c(0L, 4L, 8L, 16L, 32L), 1L)
    mounted <- system2("mount", c("-t", "tmpfs", "-o", sprintf("size=%dk", max(size, 4L)), "tmpfs", kept))
    if (mounted != 0L) return("no file system could be made")
    on.exit(system2("umount", c("-l", kept)))
    if (size == 0L) writeBin(raw(4096L), file.path(kept, "full"))
    answer <- tryCatch(calls[[call]](tables[[table]], checkpoint = kept), error = identity)
    if (!clear(answer) && !identical(answer, expected[[table]][[call]])) return("no clear error on a full disk")
    if (!whole(kept)) return("a file of the checkpoint is not whole")
    if (length(list.files(kept, "^[.]piece", all.files = TRUE))) return("half a file was left")
    system2("mount", c("-o", "remount,size=64m", kept))
    if (identical(calls[[call]](tables[[table]], checkpoint = kept), expected[[table]][[call]])) TRUE else "another result"
  },
  file = function(table, call) {
    if (!table %in% c("files", "parquet")) table <- "files"
    i <- sample(12L, 1L)
    file <- if (table == "parquet") parquet[i] else path[i]
    bytes <- readBin(file, "raw", file.size(file))
    on.exit(writeBin(bytes, file))
    kept <- tempfile("kept-", place)
    # (A text file that ends with a whole row is a shorter table, which nobody can notice: it is cut within the header.)
    writeBin(utils::head(bytes, if (table == "parquet") sample(length(bytes) - 1L, 1L) else sample(12L, 1L)), file)
    answer <- suppressWarnings(tryCatch(calls[[call]](tables[[table]], checkpoint = kept), error = identity))
    if (!clear(answer)) return("no clear error of a file that was cut")
    writeBin(bytes, file)
    if (identical(calls[[call]](tables[[table]], checkpoint = kept), expected[[table]][[call]])) TRUE else "another result"
  },
  connection = function(table, call) {
    Sys.setenv(FASTPAM_LOST = sample(c("0.1", "0.5", "0.9"), 1L))
    on.exit(Sys.unsetenv("FASTPAM_LOST"))
    kept <- tempfile("kept-", place)
    # Each call goes on where the last one stopped.
    for (try in 1:200) {
      answer <- tryCatch(calls[[call]](tables$database, checkpoint = kept), error = identity)
      if (!inherits(answer, "error")) break
      if (!clear(answer)) return(paste("not a clear error:", conditionMessage(answer)))
    }
    if (identical(answer, expected$database[[call]])) TRUE else "another result"
  }
)
if (!root) faults$disk <- NULL
if (is.null(tables$database)) faults$connection <- NULL

counts <- list(kills = 0L)
passed <- failed <- 0L
by_kind <- integer()
for (round in seq_len(rounds)) {
  kind <- names(faults)[(round - 1L) %% length(faults) + 1L]
  table <- sample(names(tables), 1L)
  call <- sample(names(calls), 1L)
  said <- tryCatch(faults[[kind]](table, call), error = conditionMessage)
  if (isTRUE(said)) passed <- passed + 1L else {
    failed <- failed + 1L
    cat(sprintf("round %d: %s, %s, %s: %s\n", round, kind, table, call, said))
  }
  by_kind[kind] <- sum(by_kind[kind], 1L, na.rm = TRUE)
  unlink(list.files(place, "^(kept|answer)-", full.names = TRUE), recursive = TRUE)
  if (round %% 20L == 0L) cat(sprintf("%d rounds, %d failed\n", round, failed))
}
unlink(place, recursive = TRUE)
cat(sprintf("%s: %d\n", names(by_kind), by_kind), sep = "")
cat(sprintf("coordinators killed: %d\n%d passed, %d failed\n", counts$kills, passed, failed))
quit(status = if (failed > 0L) 1L else 0L)
