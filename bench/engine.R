# The cost of exact PAM and FasterPAM with given dissimilarities, in passes over the matrix.
#
#   Rscript bench/engine.R [passes|faster|medium|threads|search ...]
#
# A *pass* is the time to sum the square matrix of doubles once, on one thread, by a plain loop
# (bench/pass.cpp), and is measured beside what is counted in it; a *fast pass* is the same at the
# speed of memory, about half of it. Times are medians of several calls in one process, of the
# processor (all threads) and of the clock; passes are by the clock. The first call is not counted,
# since fetching gigabytes from the operating system for the first time is slow on virtual machines
# and says nothing about the package.
#
#   passes   Gaussian mixture, n = 15,000, p = 10, k = 200, `dist` input: exact PAM by phases, 1 and 2
#            threads, against cluster::pam(variant = "faster")
#   faster   the same data, FasterPAM from random medoids: SWAP alone, double and single
#   medium   n = 5,000, k = 100: against cluster's "f_3", and "original" where it finishes (n = 1,000)
#   threads  two threads against one: distances, exact PAM, silhouette
#   search   n = 20,000, k = 1,000: the share of the search for the best swap

source(file.path("bench", "common.R"))
library(fastpam)
parts <- commandArgs(trailingOnly = TRUE)
if (!length(parts)) parts <- c("passes", "faster", "medium", "threads", "search")

# Processor and clock seconds, medians; the first call is not counted.
timed <- function(f, times = 5) {
  f()
  seconds(f, times)
}
pass_of <- function(n) {
  if (!exists("pass_seconds")) Rcpp::sourceCpp(file.path("bench", "pass.cpp"), env = globalenv())
  pass_seconds(n, 7)
}
rows <- list()
add <- function(part, what, s, pass) {
  rows[[length(rows) + 1]] <<- data.frame(
    part = part, what = what, cpu_s = s[["cpu"]], clock_s = s[["clock"]],
    passes = s[["clock"]] / pass[1], fast_passes = s[["clock"]] / pass[2]
  )
  cat(sprintf(
    "%-8s %-52s cpu %8.3f s, clock %8.3f s, %7.1f passes, %7.1f fast\n", part, what, s[["cpu"]],
    s[["clock"]], s[["clock"]] / pass[1], s[["clock"]] / pass[2]
  ))
  invisible(s)
}
ratio <- function(a, b) a[["clock"]] / b[["clock"]]
note <- function(part, text) {
  cat(sprintf("%-10s %s\n", part, text))
  notes <<- c(notes, paste0(part, ": ", text))
}
notes <- character()

n <- 15000
k <- 200
if (any(c("passes", "faster", "threads") %in% parts)) {
  x <- gaussian_mixture(n, 10, k)
  d <- fastdist(x)
  pass <- pass_of(n)
  cat(sprintf("one pass over %d x %d doubles: %.4f s, fast %.4f s\n", n, n, pass[1], pass[2]))
}

if ("passes" %in% parts) {
  for (threads in 1:2) {
    who <- function(text) sprintf("%s, %d thread%s", text, threads, if (threads > 1) "s" else "")
    call <- function(...) function() fastpam(d, k, n_threads = threads, ...)
    start <- timed(call(cluster.only = TRUE, do.swap = FALSE, medoids = 1:k))
    build <- timed(call(cluster.only = TRUE, do.swap = FALSE))
    swap <- timed(call(cluster.only = TRUE))
    full <- timed(call())
    add("passes", who("square copy and assignment"), start, pass)
    add("passes", who("BUILD"), build - start, pass)
    add("passes", who("SWAP"), swap - build, pass)
    add("passes", who("statistics and the object"), full - swap, pass)
    add("passes", who("exact PAM, whole call"), full, pass)
    if (threads == 1) one <- full else two <- full
  }
  set.seed(1)
  theirs <- seconds(function() peer <<- cluster::pam(d, k, variant = "faster"))
  add("passes", "cluster::pam(variant = \"faster\"), whole call", theirs, pass)
  fit <- fastpam(d, k)
  note("passes", sprintf(
    "%.1f times faster than cluster's \"faster\" on one thread, %.1f on two; objective %.6g against %.6g",
    ratio(theirs, one), ratio(theirs, two), fit$objective[["swap"]], peer$objective[["swap"]]
  ))
}

if ("faster" %in% parts) {
  set.seed(1)
  start <- sample.int(n, k)
  swap_of <- function(...) {
    call <- function(swap) {
      function() fastpam(d, k, medoids = start, variant = "fasterpam", cluster.only = TRUE, do.swap = swap, ...)
    }
    timed(call(TRUE)) - timed(call(FALSE))
  }
  double <- add("faster", "FasterPAM, SWAP alone, double, 1 thread", swap_of(n_threads = 1), pass)
  single <- add("faster", "FasterPAM, SWAP alone, single, 1 thread",
    swap_of(n_threads = 1, precision = "single"), pass)
  add("faster", "FasterPAM, SWAP alone, double, 2 threads", swap_of(n_threads = 2), pass)
  note("faster", sprintf("single precision %.2f times double", ratio(double, single)))
}

if ("medium" %in% parts) {
  y <- gaussian_mixture(5000, 10, 100)
  e <- fastdist(y)
  small_pass <- pass_of(5000)
  one <- add("medium", "exact PAM, n = 5,000, k = 100, 1 thread", timed(function() fastpam(e, 100, n_threads = 1)), small_pass)
  two <- add("medium", "exact PAM, n = 5,000, k = 100, 2 threads", timed(function() fastpam(e, 100, n_threads = 2)), small_pass)
  f_3 <- add("medium", "cluster f_3, n = 5,000, k = 100",
    seconds(function() peer <<- cluster::pam(e, 100, variant = "f_3")), small_pass)
  ours <- fastpam(e, 100)
  note("medium", sprintf(
    "%.0f times f_3 on one thread, %.0f on two; same medoids: %s", ratio(f_3, one), ratio(f_3, two),
    setequal(ours$id.med, peer$id.med)
  ))
  e <- fastdist(y[1:1000, ])
  small_pass <- pass_of(1000)
  one <- add("medium", "exact PAM, n = 1,000, k = 100, 1 thread", timed(function() fastpam(e, 100, n_threads = 1), 15), small_pass)
  original <- add("medium", "cluster original, n = 1,000, k = 100",
    seconds(function() peer <<- cluster::pam(e, 100)), small_pass)
  ours <- fastpam(e, 100)
  note("medium", sprintf(
    "%.0f times original; medoids, objective and silhouettes identical: %s", ratio(original, one),
    identical(ours$id.med, peer$id.med) && identical(ours$objective, peer$objective) &&
      identical(ours$silinfo, peer$silinfo)
  ))
}

if ("threads" %in% parts) {
  wide <- gaussian_mixture(n, 64, k)
  fit <- fastpam(d, k)
  labels <- fit$clustering
  tasks <- list(
    "distances, n = 15,000, p = 64" = function(t) fastdist(wide, n_threads = t),
    "distances, n = 15,000, p = 10" = function(t) fastdist(x, n_threads = t),
    "exact PAM, n = 15,000, k = 200" = function(t) fastpam(d, k, n_threads = t),
    "FasterPAM, n = 15,000, k = 200" = function(t) {
      fastpam(d, k, variant = "fasterpam", medoids = 1:k, n_threads = t)
    },
    "silhouette from a dist, n = 15,000, k = 200" = function(t) fastsilhouette(labels, d, n_threads = t),
    "silhouette from data, n = 15,000, p = 10" = function(t) fastsilhouette(labels, x, n_threads = t)
  )
  for (task in names(tasks)) {
    one <- add("threads", paste0(task, ", 1 thread"), timed(function() tasks[[task]](1)), pass)
    two <- add("threads", paste0(task, ", 2 threads"), timed(function() tasks[[task]](2)), pass)
    note("threads", sprintf("%s: two threads %.2f times one", task, ratio(one, two)))
  }
}

if ("search" %in% parts) {
  y <- gaussian_mixture(20000, 10, 1000)
  e <- fastdist(y)
  big_pass <- pass_of(20000)
  call <- function(...) function() fastpam(e, 1000, n_threads = 1, cluster.only = TRUE, ...)
  start <- timed(call(do.swap = FALSE, medoids = 1:1000), 3)
  build <- timed(call(do.swap = FALSE), 3)
  swap <- timed(call(), 3)
  fit <- fastpam(e, 1000)
  add("search", "BUILD, n = 20,000, k = 1,000, 1 thread", build - start, big_pass)
  add("search", sprintf("SWAP, %d swaps", fit$swaps), swap - build, big_pass)
}

cat("\n")
markdown(do.call(rbind, rows))
cat("\n", paste0("* ", notes, "\n"), sep = "")
