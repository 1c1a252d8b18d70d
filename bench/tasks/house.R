normal <- function(n, p, seed = 1) {
  set.seed(seed)
  matrix(rnorm(n * p), n)
}
tasks <- list(
  "fastpam(), 100 x 10, k = 5" = function() {
    x <- normal(100, 10)
    timed(function() fastpam(x, 5, n_threads = threads), 200L)
  },
  "fastpam(), dist of 100, k = 5" = function() {
    d <- dist(normal(100, 10))
    timed(function() fastpam(d, 5, n_threads = threads), 200L)
  },
  "predict(), 100 x 10, k = 5" = function() {
    x <- normal(100, 10)
    fit <- fastpam(x, 5)
    timed(function() predict(fit, x, n_threads = threads), 500L)
  },
  "predict(), 200,000 x 20, k = 100" = function() {
    x <- normal(2e5, 20)
    fit <- fastclara(x, 100, samples = 1)
    timed(function() predict(fit, x, n_threads = threads))
  },
  "fastpam(), leaves, k = 100" = function() {
    d <- dist(leaves[-1])
    timed(function() fastpam(d, 100, n_threads = threads), 5L)
  },
  "fastpam(), dist of 4,000, k = 50" = function() {
    d <- dist(normal(4000, 5))
    timed(function() fastpam(d, 50, n_threads = threads))
  },
  "FasterPAM, dist of 4,000, k = 50" = function() {
    d <- dist(normal(4000, 5))
    timed(function() fastpam(d, 50, variant = "fasterpam", n_threads = threads))
  },
  "fastpam(), 4,000 x 10, k = 50" = function() {
    x <- normal(4000, 10)
    timed(function() fastpam(x, 50, n_threads = threads))
  }
)
