# What fixed medoids and candidates cost where there are none: two installed versions of fastpam, in turn.
#
#   Rscript bench/without-rules.R BEFORE NOW [rounds]
#
# BEFORE and NOW are libraries. In each round a fresh session of either times every task; the least seconds of the
# processor on one thread over all rounds are compared, since what else runs can only add to them.

source(file.path("bench", "common.R"))
args <- commandArgs(trailingOnly = TRUE)
libraries <- c(before = args[1], now = args[2])
rounds <- if (length(args) > 2) as.integer(args[3]) else 10L

one_session <- '
library(fastpam, lib.loc = commandArgs(TRUE)[1])
d <- dist(leaves[-1])
set.seed(1)
x <- matrix(rnorm(20000), 10000)
tasks <- list(
  "PAM, leaves, k = 100" = function() fastpam(d, 100, n_threads = 1),
  "FastPAM1, leaves, k = 100" = function() fastpam(d, 100, variant = "fastpam1", n_threads = 1),
  "FasterPAM, leaves, k = 100, 20 starts" = function() fastpam(d, 100, variant = "fasterpam", nstart = 20, n_threads = 1),
  "Alternating, leaves, k = 100" = function() fastpam(d, 100, variant = "alternating", n_threads = 1),
  "FasterMSC, leaves, k = 20" = function() fastpam(d, 20, variant = "fastermsc", n_threads = 1),
  "Labels only, leaves, k = 20" = function() fastpam(d, 20, cluster.only = TRUE, n_threads = 1),
  "CLARA, 10,000 x 2, k = 50" = function() fastclara(x, 50, samples = 20, n_threads = 1),
  "CLARANS, leaves, k = 20" = function() fastclarans(d, 20, n_threads = 1),
  "Certificate, leaves, k = 100" = function() swap_optimal(seq(1, 1600, by = 16), d, n_threads = 1)
)
for (name in names(tasks)) {
  least <- min(vapply(1:20, function(i) {
    set.seed(1)
    t <- system.time(tasks[[name]]())
    t[["user.self"]] + t[["sys.self"]]
  }, 0))
  cat(name, least, sep = "\\t")
  cat("\\n")
}
'
script <- tempfile(fileext = ".R")
writeLines(one_session, script)
times <- lapply(seq_len(rounds), function(round) {
  turn <- if (round %% 2) names(libraries) else rev(names(libraries))
  do.call(rbind, lapply(turn, function(which) {
    out <- system2(file.path(R.home("bin"), "Rscript"), c(script, libraries[[which]]), stdout = TRUE)
    data.frame(version = which, utils::read.delim(text = out, header = FALSE, col.names = c("task", "cpu")))
  }))
})
times <- do.call(rbind, times)
least <- tapply(times$cpu, list(factor(times$task, unique(times$task)), times$version), min)
markdown(data.frame(
  task = rownames(least), before_s = least[, "before"], now_s = least[, "now"],
  change_percent = round(100 * (least[, "now"] / least[, "before"] - 1), 1)
))
