# Compares fastpam() with cluster::pam(variant = "original") on generated cases and prints the
#   counts.
#
#   Rscript tools/compare-with-cluster.R [cases] [first] [library of another version of cluster]
#
# Run from the package root with fastpam installed. Cases are those of
# tests/testthat/helper-cases.R, numbers first, first + 1, ...; the test suite runs 1 to 650. Ends
# with status 1 if any case differs.

args <- commandArgs(trailingOnly = TRUE)
cases <- if (length(args) >= 1L) as.integer(args[[1L]]) else 2000L
first <- if (length(args) >= 2L) as.integer(args[[2L]]) else 1L
if (length(args) >= 3L) invisible(loadNamespace("cluster", lib.loc = args[[3L]]))
invisible(loadNamespace("fastpam"))
source(file.path("tests", "testthat", "helper-cases.R"))

took <- system.time(checked <- compare_cases(seq(first, length.out = cases)))[["elapsed"]]
cat(sprintf(
  "fastpam %s and cluster %s, cases %d to %d in %.0f s: %s\n",
  getNamespaceVersion("fastpam"), getNamespaceVersion("cluster"), first, first + cases - 1L, took,
  report(checked$counts)
))
for (result in checked$differing) {
  cat(" ", describe_case(result$case), ": ", paste(result$where, collapse = ", "), "\n", sep = "")
  for (side in c("ours", "theirs")) {
    if (inherits(result[[side]], "error")) {
      cat("    ", side, ": ", conditionMessage(result[[side]]), "\n", sep = "")
    }
  }
}
quit(status = as.integer(checked$counts[["differ"]] > 0L))
