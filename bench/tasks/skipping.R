# FasterPAM from a random start and exact PAM, on data with few and with many columns. Labels only: the statistics of a
# fit read all pairs, whatever the search skips.
faster <- function(x, k, ...) timed(function() {
  fastpam(x, k, variant = "fasterpam", init = "random", cluster.only = TRUE, n_threads = threads, progress = FALSE, ...)
})
exact <- function(x, k) timed(function() fastpam(x, k, cluster.only = TRUE, n_threads = threads, progress = FALSE))
from_sipu <- function(name) {
  as.matrix(utils::read.table(gzfile(file.path(data_folder(), "sipu", paste0(name, ".data.gz")))))
}
fashion <- function(n) {
  con <- gzfile(file.path(data_folder(), "fashion_mnist", "train20k-images-idx3-ubyte.gz"), "rb")
  on.exit(close(con))
  readBin(con, "integer", 4, endian = "big")
  matrix(readBin(con, "integer", n * 784, size = 1, signed = FALSE), n, byrow = TRUE)
}
letters_16 <- function() {
  table <- utils::read.csv(gzfile(file.path(data_folder(), "uci_letterrecognition", "letterrecognition.csv.gz")))
  as.matrix(table[vapply(table, is.numeric, NA)])
}
tasks <- list(
  "FasterPAM, mixture, 20,000 x 2, k = 100" = function() faster(gaussian_mixture(20000, 2, 100), 100),
  "FasterPAM, mixture, 20,000 x 10, k = 100" = function() faster(gaussian_mixture(20000, 10, 100), 100),
  "FasterPAM, mixture, 20,000 x 10, k = 500" = function() faster(gaussian_mixture(20000, 10, 100), 500),
  "FasterPAM, mixture, 20,000 x 64, k = 100" = function() faster(gaussian_mixture(20000, 64, 100), 100),
  "FasterPAM, letter recognition, 20,000 x 16, k = 200" = function() faster(letters_16(), 200),
  "FasterPAM, Fashion-MNIST, 5,000 x 784, k = 50" = function() faster(fashion(5000), 50),
  "PAM, mixture, 30,000 x 2, k = 100" = function() exact(gaussian_mixture(30000, 2, 100), 100),
  "PAM, mixture, 30,000 x 10, k = 100" = function() exact(gaussian_mixture(30000, 10, 100), 100),
  "PAM, letter recognition, 20,000 x 16, k = 200" = function() exact(letters_16(), 200),
  "FasterPAM, birch1, 100,000 x 2, k = 100" = function() faster(from_sipu("birch1"), 100),
  "FasterPAM, mixture, 100,000 x 16, k = 500" = function() faster(gaussian_mixture(100000, 16, 500), 500),
  "FasterPAM, mixture, 100,000 x 2, k = 100" = function() faster(gaussian_mixture(100000, 2, 100), 100),
  "PAM, mixture, 200,000 x 2, k = 100" = function() exact(gaussian_mixture(200000, 2, 100), 100),
  "PAM, mixture, 200,000 x 10, k = 100" = function() exact(gaussian_mixture(200000, 10, 100), 100),
  "PAM, mixture, 50,000 x 2, k = 100" = function() exact(gaussian_mixture(50000, 2, 100), 100),
  "PAM, mixture, 50,000 x 10, k = 100" = function() exact(gaussian_mixture(50000, 10, 100), 100),
  "FasterPAM, mixture, 50,000 x 16, k = 500" = function() faster(gaussian_mixture(50000, 16, 500), 500)
)
# ONLY=1,3 in the environment: these alone.
if (nzchar(Sys.getenv("ONLY"))) tasks <- tasks[as.integer(strsplit(Sys.getenv("ONLY"), ",")[[1]])]
