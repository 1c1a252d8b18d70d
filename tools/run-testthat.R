# Runs the R tests against an installed package; the last line is the sum. Run from the project's
# root: Rscript tools/run-testthat.R LIBRARY

lib <- normalizePath(commandArgs(trailingOnly = TRUE)[1])
.libPaths(c(lib, .libPaths()))
library(testthat)
library(fastpam, lib.loc = lib)

# Snapshots are compared only outside CRAN. Files are spread over two processes.
Sys.setenv(NOT_CRAN = "true", TESTTHAT_PARALLEL = "true")
results <- as.data.frame(test_dir(
  file.path("tests", "testthat"),
  package = "fastpam", load_package = "installed", reporter = "summary", stop_on_failure = FALSE
))

# An error ends its test, so it is one failure in addition to those counted before it.
failed <- sum(results$failed) + sum(results$error)
passed <- sum(results$passed)
skipped <- sum(results$skipped)
cat(sprintf("%d passed, %d failed%s\n", as.integer(passed), as.integer(failed),
  if (skipped > 0) sprintf(", %d skipped", as.integer(skipped)) else ""))
quit(status = if (failed > 0 || passed == 0) 1 else 0)
