# Maps of large fits: seconds until autoplot() has placed all objects (it draws nothing here), by landmarks.
#
#   Rscript bench/maps.R

source(file.path("bench", "common.R"))
library(fastpam)

bits <- function(n, p, share) Matrix::rsparsematrix(n, p, share, rand.x = NULL)
mixed <- function(n) {
  x <- as.data.frame(gaussian_mixture(n, 8, 6))
  x$kind <- factor(sample(letters[1:5], n, TRUE))
  x
}
cases <- list(
  list(data = function() gaussian_mixture(1e4, 10, 6), metric = "euclidean"),
  list(data = function() gaussian_mixture(1e5, 10, 6), metric = "euclidean"),
  list(data = function() gaussian_mixture(1e5, 50, 6), metric = "euclidean"),
  list(data = function() gaussian_mixture(1e5, 50, 6), metric = "correlation"),
  list(data = function() mixed(1e5), metric = "gower"),
  list(data = function() bits(1e5, 2000, 0.01), metric = "jaccard")
)
rows <- lapply(cases, function(case) {
  set.seed(1)
  x <- case$data()
  fit <- fastclara(x, 6, metric = case$metric, samples = 1)
  time <- seconds(function() ggplot2::autoplot(fit))
  data.frame(n = nrow(x), columns = ncol(x), metric = case$metric, cpu_s = time[["cpu"]], clock_s = time[["clock"]])
})
markdown(do.call(rbind, rows))
