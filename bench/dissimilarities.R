# fastdist() against the packages that compute the same: one table of seconds and ratios.
#
#   Rscript bench/dissimilarities.R DATA [all]
#
# DATA is the folder with the real sets. Each row is timed in one run, the peers one after another;
# fastdist() is repeated and its median taken, slow peers run once. Both the processor's seconds (all
# threads) and the clock's are given: on a machine that others use, the first are the fair ones for
# one thread. On the Jaccard tables the peers take minutes; they are timed on the first rows and
# scaled by the number of pairs, which the table says ("all" runs them in full).

args <- commandArgs(trailingOnly = TRUE)
data <- if (length(args)) args[1] else "../shared/data"
full <- "all" %in% args
library(fastpam)

seconds <- function(f, times = 1) {
  t <- vapply(seq_len(times), function(i) {
    gc(FALSE)
    t <- system.time(f())
    c(cpu = t[["user.self"]] + t[["sys.self"]], clock = t[["elapsed"]])
  }, c(cpu = 0, clock = 0))
  apply(t, 1, stats::median)
}
rows <- list()
add <- function(what, who, time, base, note = "") {
  rows[[length(rows) + 1]] <<- data.frame(
    data = what, by = who, cpu = time[["cpu"]], clock = time[["clock"]],
    cpu_ratio = time[["cpu"]] / base[["cpu"]], clock_ratio = time[["clock"]] / base[["clock"]],
    note = note
  )
  cat(sprintf(
    "%-34s %-24s cpu %8.3f s %7.1f  clock %8.3f s %7.1f  %s\n", what, who, time[["cpu"]],
    time[["cpu"]] / base[["cpu"]], time[["clock"]], time[["clock"]] / base[["clock"]], note
  ))
}
# Whether the values are those of `reference`: to the last bit, or how far off.
agreement <- function(a, b) {
  a <- as.vector(a)
  b <- as.vector(b)
  if (identical(a, b)) return("same bits")
  sprintf("relative difference %.1e", max(abs(a - b) / pmax(abs(b), 1e-300) * (a != b)))
}
has <- function(package) requireNamespace(package, quietly = TRUE)
parallel_dist <- function(x, method) {
  RcppParallel::setThreadOptions(1)
  on.exit(RcppParallel::setThreadOptions())
  parallelDist::parDist(x, method, threads = 1)
}
compare <- function(what, x, metric, peers, ...) {
  ours <- fastdist(x, metric, ..., n_threads = 1)
  base <- seconds(function() fastdist(x, metric, ..., n_threads = 1), 5)
  add(what, "fastdist, 1 thread", base, base)
  two <- fastdist(x, metric, ..., n_threads = 2)
  add(what, "fastdist, 2 threads", seconds(function() fastdist(x, metric, ..., n_threads = 2), 5), base,
      agreement(two, ours))
  rm(two)
  if (metric != "gower") {
    add(what, "fastdist, single", seconds(function() {
      fastdist(x, metric, ..., precision = "single", n_threads = 1)
    }, 5), base)
  }
  for (peer in names(peers)) {
    package <- sub(",.*", "", sub("::.*", "", peer))
    if (!has(package)) next
    result <- NULL
    time <- seconds(function() result <<- peers[[peer]]())
    note <- if (length(result) == length(ours)) agreement(ours, result) else ""
    add(what, peer, time, base, note)
  }
}

# Peers that take minutes, on the first rows.
scaled_peers <- function(what, x, n) {
  mine <- do.call(rbind, rows)
  base <- unlist(mine[mine$data == what & mine$by == "fastdist, 1 thread", c("cpu", "clock")])
  few <- if (full) x else x[seq_len(n), ]
  ours <- fastdist(few, "jaccard")
  peers <- list(
    "stats::dist" = function() stats::dist(few, "binary"),
    "parallelDist, 1 thread" = function() parallel_dist(few, "binary")
  )
  for (peer in names(peers)) {
    if (!has(sub(",.*", "", sub("::.*", "", peer)))) next
    result <- NULL
    time <- seconds(function() result <<- peers[[peer]]())
    note <- agreement(ours, result)
    if (!full) note <- sprintf("%s; scaled from %d rows, cpu %.2f s", note, n, time[["cpu"]])
    add(what, peer, time * choose(nrow(x), 2) / choose(nrow(few), 2), base, note)
  }
}

genes <- utils::read.delim(
  gzfile(file.path(data, "pangenome_efaecalis", "gene_presence_absence.Rtab.gz")),
  row.names = 1, check.names = FALSE
)
genes <- t(as.matrix(genes))
what <- sprintf("jaccard, E. faecalis %d x %d", nrow(genes), ncol(genes))
numeric_genes <- genes
storage.mode(numeric_genes) <- "double"
compare(what, genes, "jaccard", list())
scaled_peers(what, numeric_genes, 200)
rm(numeric_genes, genes)

set.seed(1)
bits <- matrix(rbinom(5e6, 1, 0.5), 5000)
storage.mode(bits) <- "double"
compare("jaccard, random 5000 x 1000", bits, "jaccard", list())
scaled_peers("jaccard, random 5000 x 1000", bits, 1000)
rm(bits)

x <- matrix(rnorm(64e4), 1e4)
compare("euclidean, 10000 x 64", x, "euclidean", list(
  "stats::dist" = function() stats::dist(x),
  "parallelDist, 1 thread" = function() parallel_dist(x, "euclidean"),
  "Rfast::Dist" = function() Rfast::Dist(x, vector = TRUE)
))
y <- matrix(rnorm(64e3 * 2), 2000)
compare("manhattan, 2000 x 64", y, "manhattan", list(
  "stats::dist" = function() stats::dist(y, "manhattan"),
  "cluster::daisy" = function() cluster::daisy(y, "manhattan"),
  "proxy::dist" = function() proxy::dist(y, "manhattan")
))
compare("cosine, 2000 x 64", y, "cosine", list(
  "proxy::dist" = function() proxy::dist(y, "cosine"),
  "philentropy::distance" = function() {
    philentropy::distance(y, "cosine", as.dist.obj = TRUE, mute.message = TRUE)
  }
))
compare("braycurtis, 2000 x 64", abs(y), "braycurtis", list(
  "vegan::vegdist" = function() vegan::vegdist(abs(y), "bray")
))
rm(x, y)

credit <- readRDS(file.path(data, "mixed_credit_data", "credit_data.rds"))
diamonds <- as.data.frame(readRDS(file.path(data, "mixed_diamonds", "diamonds.rds")))[1:10000, ]
for (set in list(list("credit", credit), list("diamonds", diamonds))) {
  x <- set[[2]]
  compare(sprintf("gower, %s %d x %d", set[[1]], nrow(x), ncol(x)), x, "gower", list(
    "cluster::daisy" = function() suppressWarnings(cluster::daisy(x, "gower")),
    # Other rules for ordered factors; timed on the same table, one row against all at a time.
    "gower::gower_dist" = function() {
      for (i in seq_len(nrow(x) - 1)) gower::gower_dist(x[i, ], x, nthread = 1)
      NULL
    }
  ), warn_type = FALSE)
}

# Peak memory of the process above what it held before, relative to the result.
if (file.exists("/proc/self/status")) {
  code <- paste(
    "library(fastpam); x <- matrix(rnorm(64e4), 1e4); invisible(fastdist(x[1:50, ])); gc(FALSE)",
    "status <- function(key) as.numeric(gsub('[^0-9]', '', grep(key, readLines('/proc/self/status'), value = TRUE)))",
    "before <- status('VmRSS'); d <- fastdist(x, n_threads = 2)",
    "cat((status('VmHWM') - before) * 1024 / (8 * length(d)))", sep = "; "
  )
  script <- tempfile(fileext = ".R")
  writeLines(code, script)
  libs <- paste(.libPaths(), collapse = .Platform$path.sep)
  ratio <- as.numeric(system2(file.path(R.home("bin"), "Rscript"), script, stdout = TRUE, env = paste0("R_LIBS=", libs)))
  cat(sprintf("peak memory of fastdist(), euclidean 10000 x 64, 2 threads: %.3f of the result\n", ratio))
}

table <- do.call(rbind, rows)
cat("\n| data | by | cpu s | ratio | clock s | ratio | |\n|---|---|---:|---:|---:|---:|---|\n")
cat(sprintf(
  "| %s | %s | %.3f | %.2f | %.3f | %.2f | %s |\n", table$data, table$by, table$cpu,
  table$cpu_ratio, table$clock, table$clock_ratio, table$note
), sep = "")
