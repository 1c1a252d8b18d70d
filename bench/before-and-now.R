# Two installed versions of fastpam, in turn: seconds of the processor and whether the results are the same.
#
#   Rscript bench/before-and-now.R BEFORE NOW SET [rounds] [threads]
#
# BEFORE and NOW are libraries; SET is a file of bench/tasks without its end: rules (what fixed medoids and candidates
# cost where there are none), house (what every call passes through), skipping (what the triangle inequality saves). In
# each round a fresh session of either version times every task, and repeats short ones for at least 0.3 s. The least
# seconds over all rounds are compared, since what else runs can only add to them.

source(file.path("bench", "common.R"))
args <- commandArgs(trailingOnly = TRUE)
libraries <- c(before = args[1], now = args[2])
tasks <- file.path("bench", "tasks", paste0(args[3], ".R"))
if (!file.exists(tasks)) stop("SET must be one of ", toString(sub("[.]R$", "", dir(file.path("bench", "tasks")))))
rounds <- if (length(args) > 3) as.integer(args[4]) else 5L
threads <- if (length(args) > 4) as.integer(args[5]) else 1L

one_session <- '
args <- commandArgs(TRUE)
library(fastpam, lib.loc = args[1])
threads <- as.integer(args[3])
source(file.path("bench", "common.R"))
data_folder <- function() file.path("..", "shared", "data")
source(args[2])
for (name in names(tasks)) {
  task <- tasks[[name]]()  # makes the data and gives what is timed
  least <- clock <- Inf
  spent <- 0
  while (spent < 0.3) {
    set.seed(1)
    t <- system.time(for (i in seq_len(attr(task, "times"))) result <- task())
    cpu <- t[["user.self"]] + t[["sys.self"]]
    least <- min(least, cpu / attr(task, "times"))
    clock <- min(clock, t[["elapsed"]] / attr(task, "times"))
    spent <- spent + max(cpu, 0.01)
  }
  cat(name, least, clock, identity_of(result), sep = "\\t")
  cat("\\n")
}
'
script <- tempfile(fileext = ".R")
writeLines(one_session, script)
times <- lapply(seq_len(rounds), function(round) {
  turn <- if (round %% 2) names(libraries) else rev(names(libraries))
  do.call(rbind, lapply(turn, function(which) {
    out <- system2(file.path(R.home("bin"), "Rscript"), c(script, libraries[[which]], tasks, threads), stdout = TRUE)
    columns <- c("task", "cpu", "clock", "result")
    data.frame(version = which, utils::read.delim(
      text = out, header = FALSE, col.names = columns, colClasses = c("character", "numeric", "numeric", "character")
    ))
  }))
})
times <- do.call(rbind, times)
by <- list(factor(times$task, unique(times$task)), times$version)
cpu <- tapply(times$cpu, by, min)
clock <- tapply(times$clock, by, min)
results <- tapply(times$result, by[[1]], function(x) length(unique(x)))
markdown(data.frame(
  task = rownames(cpu), before_cpu_s = cpu[, "before"], now_cpu_s = cpu[, "now"],
  times_less = cpu[, "before"] / cpu[, "now"], before_clock_s = clock[, "before"], now_clock_s = clock[, "now"],
  result = ifelse(results == 1, "the same", "differs")
))
