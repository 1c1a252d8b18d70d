# FasterPAM from a random start, as the paper has it, on data of few and of many dimensions.
faster <- function(x, k) timed(function() {
  fastpam(x, k, variant = "fasterpam", init = "random", n_threads = threads, progress = FALSE)
})
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
  "mixture, 20,000 x 2, k = 100" = function() faster(gaussian_mixture(20000, 2, 100), 100),
  "mixture, 20,000 x 10, k = 100" = function() faster(gaussian_mixture(20000, 10, 100), 100),
  "mixture, 20,000 x 10, k = 500" = function() faster(gaussian_mixture(20000, 10, 100), 500),
  "mixture, 20,000 x 64, k = 100" = function() faster(gaussian_mixture(20000, 64, 100), 100),
  "letter recognition, 20,000 x 16, k = 200" = function() faster(letters_16(), 200),
  "Fashion-MNIST, 5,000 x 784, k = 50" = function() faster(fashion(5000), 50),
  "birch1, 100,000 x 2, k = 100" = function() faster(from_sipu("birch1"), 100),
  "mixture, 100,000 x 16, k = 500" = function() faster(gaussian_mixture(100000, 16, 500), 500)
)
if (nzchar(Sys.getenv("ONLY"))) tasks <- tasks[as.integer(strsplit(Sys.getenv("ONLY"), ",")[[1]])]
