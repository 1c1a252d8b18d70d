#!/usr/bin/env bash
# Runs the examples of the help pages and the fast tests of the package under valgrind. Fails on an invalid access,
# a use of undefined values or a lost block if the package is in its stack. Reports about R itself are only
# counted. Run from the project's root; takes about half an hour.
#
#   tools/valgrind.sh [library [tests]]
#
# library: where fastpam is installed, by default build/lib. tests: a filter of test files, by default
# those of the compiled functions that do little arithmetic.
set -euo pipefail
library=${1:-build/lib}
tests=${2:-'limits|fastpam-errors|fastpam-arguments|inits|variants|source|weights|predict|swap-optimal|medoid-silhouette|fastsilhouette|fastdist-sparse|core-examples|progress'}
[ -d "$library/fastpam" ] || tools/install.sh "$library"
logs=build/valgrind
rm -rf "$logs"
mkdir -p "$logs"

script=$logs/run.R
cat >"$script" <<'R'
args <- commandArgs(trailingOnly = TRUE)
.libPaths(c(args[[1]], .libPaths()))
library(fastpam)
options(fastpam.n_threads = 2L)
pages <- tools::Rd_db("fastpam", lib.loc = args[[1]])
grDevices::pdf(NULL)
for (page in names(pages)) {
  code <- tempfile(fileext = ".R")
  tools::Rd2ex(pages[[page]], code)
  if (!file.exists(code)) next
  cat("example", page, "\n")
  source(code, local = new.env(), echo = FALSE)
}
Sys.setenv(NOT_CRAN = "false")
testthat::test_dir(
  "tests/testthat", package = "fastpam", load_package = "installed", filter = args[[2]],
  reporter = "check", stop_on_failure = TRUE
)
R

R -d "valgrind --leak-check=full --show-leak-kinds=definite --num-callers=30 --log-file=$logs/valgrind.%p.log" \
  --vanilla -q -f "$script" --args "$library" "$tests"

Rscript --vanilla - "$logs" <<'R'
files <- list.files(commandArgs(trailingOnly = TRUE)[1], "^valgrind[.].*[.]log$", full.names = TRUE)
lines <- sub("^==[0-9]+== ?", "", unlist(lapply(files, readLines, warn = FALSE)))
# A report is a title with the frames below it, up to an empty line.
reports <- split(lines, cumsum(!nzchar(trimws(lines))))
serious <- Filter(function(report) {
  any(grepl("^(Invalid|Conditional jump|Use of uninit|Mismatched|Syscall param|Source and dest)|definitely lost in", trimws(report)))
}, reports)
ours <- Filter(function(report) any(grepl("fastpam", report, fixed = TRUE)), serious)
for (report in ours) cat(report, "", sep = "\n")
cat(sprintf("valgrind: %d reports pass through fastpam, %d are R's or other packages'\n",
  length(ours), length(serious) - length(ours)))
quit(status = if (length(ours)) 1 else 0)
R
