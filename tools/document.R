# Writes src/RcppExports.cpp and R/RcppExports.R from the shims, then NAMESPACE and man/ from the
# comments. Run from the project's root.
Rcpp::compileAttributes(".")
roxygen2::roxygenise(".")
