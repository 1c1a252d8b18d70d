# A compiled metric for the generated matrix: the user's metric of helper-matrix-metrics.R in C++.

mx_pointer_code <- '
#include <Rcpp.h>
#include <cmath>
#include <fastpam/metric/user.hpp>
static double columns_count(const double* x, const double* y, std::size_t p) {
  double d = 0;
  for (std::size_t v = 0; v < p; ++v) d += std::pow(std::fabs(x[v] - y[v]), 1.5) * static_cast<double>(v + 1);
  return d;
}
// [[Rcpp::export]]
SEXP mx_pointer_metric() {
  return Rcpp::XPtr<fastpam::UserMetric>(new fastpam::UserMetric(&columns_count), true, Rf_install("fastpam_metric"));
}
'

# NULL where it cannot be compiled.
mx_compile_pointer <- function() {
  headers <- system.file("include", package = "fastpam")
  if (!nzchar(headers) || !requireNamespace("Rcpp", quietly = TRUE)) return(NULL)
  flags <- Sys.getenv("PKG_CPPFLAGS", NA)
  Sys.setenv(PKG_CPPFLAGS = paste0("-I", shQuote(headers)))
  on.exit(if (is.na(flags)) Sys.unsetenv("PKG_CPPFLAGS") else Sys.setenv(PKG_CPPFLAGS = flags))
  env <- new.env()
  tryCatch({
    suppressMessages(Rcpp::sourceCpp(code = mx_pointer_code, env = env))
    env$mx_pointer_metric()
  }, error = function(e) NULL)
}
