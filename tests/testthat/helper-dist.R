# A sound choice of shapes around the kernels' edges: panels hold 6, 12 or 24 objects.
random_matrix <- function(n, p, missing = 0, seed = n * 100 + p) {
  set.seed(seed)
  x <- matrix(rnorm(n * p), n)
  if (missing > 0) {
    x[sample(length(x), round(missing * length(x)))] <- NA
    # Every row has the first two variables, so that all pairs have something in common.
    x[, seq_len(min(2, p))] <- rnorm(n * min(2, p))
  }
  x
}

random_bits <- function(n, p, density = 0.2, seed = n * 100 + p) {
  set.seed(seed)
  matrix(rbinom(n * p, 1, density), n)
}

fill_source <- function(source, n_threads = 1L, precision = "double", isa = "best") {
  from_core(fill_dist_cpp(source, run_options(n_threads, precision = precision), list(), isa))
}

fill_with <- function(x, metric, isa, n_threads = 1L, precision = "double", ...) {
  source <- as_source(
    x, diss = FALSE, metric = metric_spec(metric, ...), missing_scale = "stats", warn_type = FALSE
  )
  fill_source(source, n_threads, precision, isa)
}

relative_difference <- function(a, b) {
  a <- as.vector(a)
  b <- as.vector(b)
  max(abs(a - b) / pmax(abs(b), 1e-300) * (a != b), 0)
}
