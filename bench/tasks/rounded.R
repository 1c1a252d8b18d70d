# Searches of a `dist`, that estimate with a square of floats and decide by the doubles, and the statistics of the fit.
# What a call takes includes the memory that it asks the system for, so sessions are fresh and nothing is warm.
of_dist <- function(make, k, ...) {
  d <- make()
  timed(function() fastpam(d, k, n_threads = threads, progress = FALSE, ...))
}
mixture <- function(n, p) function() fastdist(gaussian_mixture(n, p, 200), n_threads = 1)
tied <- function(n) function() fastdist(round(gaussian_mixture(n, 3, 20)), "manhattan", n_threads = 1)
tasks <- list(
  "PAM, dist, 15,000, k = 200" = function() of_dist(mixture(15000, 10), 200),
  "FasterPAM from random, dist, 15,000, k = 200" = function() {
    of_dist(mixture(15000, 10), 200, variant = "fasterpam", init = "random")
  },
  "PAM, dist, 15,000, k = 10" = function() of_dist(mixture(15000, 10), 10),
  "FasterPAM from random, dist, 15,000, k = 10" = function() {
    of_dist(mixture(15000, 10), 10, variant = "fasterpam", init = "random")
  },
  "PAM, dist, 6,000, k = 50" = function() of_dist(mixture(6000, 10), 50),
  "PAM, dist full of ties, 10,000, k = 50" = function() of_dist(tied(10000), 50)
)
# ONLY=1,3 in the environment: these alone.
if (nzchar(Sys.getenv("ONLY"))) tasks <- tasks[as.integer(strsplit(Sys.getenv("ONLY"), ",")[[1]])]
