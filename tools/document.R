# Writes the generated files. Run from the project's root.
#   Rscript tools/document.R bindings   src/RcppExports.cpp and R/RcppExports.R, from the shims
#   Rscript tools/document.R pages      NAMESPACE and man/, from the comments
#   Rscript tools/document.R            both

what <- commandArgs(trailingOnly = TRUE)
if (!length(what)) what <- c("bindings", "pages")

if ("bindings" %in% what) {
  Rcpp::compileAttributes(".")
  # Rcpp includes every package of LinkingTo. No signature needs Armadillo, which takes seconds to compile.
  exports <- file.path("src", "RcppExports.cpp")
  lines <- readLines(exports)
  writeLines(lines[lines != "#include <RcppArmadillo.h>"], exports)
}

if ("pages" %in% what) {
  # roxygen2 looks at the running functions. An installed copy serves, so that no further package is
  # needed for loading the work tree. (A NAMESPACE that still exports a function which is gone keeps
  # the copy from installing: take that line out by hand.)
  lib <- file.path("build", "lib")
  if (system2(file.path("tools", "install.sh"), lib) != 0) stop("the package does not install", call. = FALSE)
  .libPaths(c(normalizePath(lib), .libPaths()))
  roxygen2::roxygenise(".", load_code = "installed")
}
