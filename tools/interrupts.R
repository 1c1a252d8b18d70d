# Interrupts the package at random times, in every phase. Checks that the call ends within a second, that the same
# session then gives the right result, and that its memory does not grow.
#
#   Rscript tools/interrupts.R [interrupts] [seed] [limit]
#
# Run from anywhere with fastpam installed; Unix only. A second R process sends SIGINT to this one,
# after a random share of the time that a whole call takes, or of `limit` seconds (4 unless given). Ends with status 1 on any failure.

library(fastpam)
args <- commandArgs(trailingOnly = TRUE)
wanted <- if (length(args) >= 1L) as.integer(args[[1L]]) else 100L
set.seed(if (length(args) >= 2L) as.integer(args[[2L]]) else 1L)

x <- matrix(rnorm(4000 * 30), 4000)
d <- fastdist(x[1:2500, ])
small <- x[1:60, ]
answer <- fastpam(small, 4)$id.med
phases <- list(
  distances = function(...) fastdist(rbind(x, x), ...),
  minkowski = function(...) fastdist(x, "minkowski", p = 1.5, ...),
  in_place = function(...) fastpam(d, 50, memory = 0, ...),
  swap = function(...) fastpam(d, 300, init = "random", ...),
  original = function(...) fastpam(d, 10, variant = "original", init = "random", ...),
  fasterpam = function(...) fastpam(d, 200, variant = "fasterpam", init = "random", nstart = 20, ...),
  original_starts = function(...) fastpam(d, 10, variant = "original", init = "random", nstart = 4, ...),
  statistics = function(...) fastpam(x, 3, do.swap = FALSE, init = "random", ...),
  user_metric = function(...) fastdist(x[1:700, ], function(a, b) sum(abs(a - b)), ...),
  clara = function(...) fastclara(rbind(x, x, x, x), 20, samples = 400, sampsize = 400, ...),
  clarans = function(...) fastclarans(d, 30, numlocal = 20, maxneighbor = 3000, ...),
  path = function(...) fastpam_path(d, 2:60, ...),
  effort = function(...) fastpam(d, 100, effort = "high", ...),
  bound = function(...) fastpam_bound(1:30, d, ...)
)

memory <- function() {
  if (!file.exists("/proc/self/status")) return(NA_real_)
  line <- grep("^VmRSS", readLines("/proc/self/status"), value = TRUE)
  as.double(gsub("[^0-9]", "", line)) / 1024
}

# The duration of one call, at most `limit` seconds.
limit <- if (length(args) >= 3L) as.double(args[[3L]]) else 4
times <- vapply(phases, function(f) {
  setTimeLimit(elapsed = limit, transient = TRUE)
  on.exit(setTimeLimit())
  tryCatch(system.time(f(n_threads = 2))[["elapsed"]], error = function(e) limit)
}, 0)
print(round(times, 2))

interrupted <- completed <- 0L
late <- character()
wrong <- character()
count <- stats::setNames(integer(length(phases)), names(phases))
slowest <- stats::setNames(numeric(length(phases)), names(phases))
invisible(gc())
before <- memory()
for (i in seq_len(wanted)) {
  name <- names(phases)[(i - 1L) %% length(phases) + 1L]
  delay <- runif(1, 0, times[[name]])
  sent <- tempfile()
  # The process that sends the signal records its time.
  system(sprintf("(sleep %.4f; date +%%s.%%N > %s; kill -INT %d) &", delay, sent, Sys.getpid()))
  result <- tryCatch(
    {
      phases[[name]](n_threads = 1L + i %% 2L)
      # It ended before the signal: wait for it here.
      for (wait in 1:200) Sys.sleep(0.05)
      "never came"
    },
    interrupt = function(c) "interrupt",
    error = function(e) paste("error:", conditionMessage(e))
  )
  now <- as.double(Sys.time())
  if (!identical(result, "interrupt")) wrong <- c(wrong, paste(name, result))
  interrupted <- interrupted + 1L
  count[[name]] <- count[[name]] + 1L
  took <- now - as.double(readLines(sent))
  unlink(sent)
  slowest[[name]] <- max(slowest[[name]], took)
  if (took > 1) late <- c(late, sprintf("%s after %.2f s", name, took))
  again <- fastpam(small, 4, n_threads = 2)
  if (!identical(again$id.med, answer)) wrong <- c(wrong, paste(name, "spoils the next call"))
}
invisible(gc())
grown <- memory() - before
cat("slowest answer in seconds:\n")
print(round(slowest, 2))
load <- if (file.exists("/proc/loadavg")) strsplit(readLines("/proc/loadavg"), " ")[[1L]][1:3] else "?"
cat(sprintf(
  "%d interrupts, %d answered late, %d wrong, memory %+.0f MB, load %s\n",
  interrupted, length(late), length(wrong), grown, toString(load)
))
for (line in c(late, wrong)) cat(" ", line, "\n")
quit(status = as.integer(length(wrong) > 0L || length(late) > interrupted / 100 || isTRUE(grown > 400)))
