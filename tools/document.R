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
  # roxygen2 needs the loaded package. An installed copy will do, so no further package is needed to load the
  # work tree. (If NAMESPACE exports a function that no longer exists, the copy does not install: delete that
  # line by hand.)
  lib <- file.path("build", "lib")
  if (system2(file.path("tools", "install.sh"), lib) != 0) stop("the package does not install", call. = FALSE)
  .libPaths(c(normalizePath(lib), .libPaths()))
  roxygen2::roxygenise(".", load_code = "installed")
}
