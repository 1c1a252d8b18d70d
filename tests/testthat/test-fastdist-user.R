test_that("an R function of two rows, plain or vectorised", {
  x <- random_matrix(12, 3)
  plain <- function(a, b) sqrt(sum((a - b)^2))
  expect_equal(as.vector(fastdist(x, plain)), as.vector(dist(x)))
  rows <- structure(function(a, b) sqrt(colSums((t(b) - a)^2)), vectorised = TRUE)
  expect_equal(as.vector(fastdist(x, rows)), as.vector(dist(x)))
  words <- matrix(c("kitten", "sitting", "mitten"))
  edit <- function(a, b) drop(utils::adist(a, b))
  expect_equal(as.vector(fastdist(words, edit)), c(3, 1, 3))
})

test_that("what a function may not return is said", {
  x <- random_matrix(4, 2)
  expect_snapshot({
    refusal(fastdist(x, function(a, b) -1))
    refusal(fastdist(x, function(a, b) a))
    refusal(fastdist(x, structure(function(a, b) 1, vectorised = TRUE)))
    refusal(fastdist(x, function(a, b) NA_real_))
  })
})

test_that("a compiled function works on all threads", {
  skip_on_cran()
  headers <- system.file("include", package = "fastpam")
  skip_if(!nzchar(headers))
  flags <- Sys.getenv("PKG_CPPFLAGS", NA)
  Sys.setenv(PKG_CPPFLAGS = paste0("-I", shQuote(headers)))
  on.exit(if (is.na(flags)) Sys.unsetenv("PKG_CPPFLAGS") else Sys.setenv(PKG_CPPFLAGS = flags))
  env <- new.env()
  Rcpp::sourceCpp(env = env, code = '
    #include <Rcpp.h>
    #include <fastpam/metric/user.hpp>
    // The largest difference, and one that is wrong.
    double largest(const double* x, const double* y, std::size_t p) {
      double d = 0;
      for (std::size_t v = 0; v < p; ++v) d = std::max(d, std::fabs(x[v] - y[v]));
      return d;
    }
    double wrong(const double*, const double*, std::size_t) { return -1; }
    // [[Rcpp::export]]
    SEXP metric_pointer(bool good) {
      return Rcpp::XPtr<fastpam::UserMetric>(new fastpam::UserMetric(good ? &largest : &wrong), true,
                                             Rf_install("fastpam_metric"));
    }
  ')
  x <- random_matrix(33, 5)
  expect_identical(as.vector(fastdist(x, env$metric_pointer(TRUE), n_threads = 2)), as.vector(dist(x, "maximum")))
  expect_error(fastdist(x, env$metric_pointer(FALSE)), "rows 1 and 2")
})
