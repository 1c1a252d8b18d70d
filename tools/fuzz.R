# Fuzzes the package: random input of every kind with random arguments, compared with cluster, brute force and
# invariants. Prints the counts and the case number of every disagreement.
#
#   Rscript tools/fuzz.R [cases] [first]
#
# Run from the package root with fastpam installed. Case i is a pure function of i. Ends with status 1 if there is
# a disagreement. tests/testthat/test-fuzz.R runs some of the cases.

library(fastpam)
# The helpers see the package's internal functions, as they do in the tests.
helpers <- new.env(parent = asNamespace("fastpam"))
for (file in list.files(file.path("tests", "testthat"), "^helper-(fuzz.*|dist)[.]R$", full.names = TRUE)) {
  sys.source(file, envir = helpers)
}
args <- commandArgs(trailingOnly = TRUE)
cases <- if (length(args) >= 1L) as.integer(args[[1L]]) else 1000L
first <- if (length(args) >= 2L) as.integer(args[[2L]]) else 1L

took <- system.time(found <- helpers$fuzz(seq(first, length.out = cases)))[["elapsed"]]
for (line in found$disagreements) cat(line, "\n", sep = "")
cat(sprintf(
  "fastpam %s: %d cases in %.0f s, %d fits, %d checks, %d disagreements\n",
  getNamespaceVersion("fastpam"), cases, took, found$fits, found$checks,
  length(found$disagreements)
))
print(found$kinds)
quit(status = as.integer(length(found$disagreements) > 0L))
