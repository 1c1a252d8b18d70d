#!/usr/bin/env bash
# Counts the lines of the core reached by its own tests (gcov), and the lines of R/ and src/ reached by the
# package's tests (covr). Lists the lines not reached and prints the percentages. Run from the project's root.
#
#   tools/coverage.sh          everything
#   tools/coverage.sh core     the core alone: half a minute
#   tools/coverage.sh package  R/ and src/ alone
#
# If covr or jsonlite is missing, a message says so, and the parts that need them are left out.
set -euo pipefail
what=${1:-all}

if [ "$what" != package ]; then
  # Outside the work tree, which R CMD build may be copying meanwhile.
  build=$(mktemp -d)
  trap 'rm -rf "$build"' EXIT
  make --no-print-directory -j2 -C tests/cpp BUILD="$build" \
    OPTIMIZE="-O0 --coverage -DFASTPAM_TESTS_LIGHT" >/dev/null
  find "$build" -name 'test_*' -type f -executable | while read -r program; do
    "$program" | tail -n 1
  done
  find "$build" -name '*.gcda' -execdir gcov --json-format {} + >/dev/null 2>&1
  Rscript --vanilla - "$build" <<'R'
# gcov writes one file for each program; a line of a header is reached if any program reached any
# instance of it.
if (!requireNamespace("jsonlite", quietly = TRUE)) {
  cat("core: not counted, jsonlite is not installed\n")
  quit()
}
build <- commandArgs(trailingOnly = TRUE)[1]
lines <- do.call(rbind, lapply(
  list.files(build, "[.]gcov[.]json[.]gz$", full.names = TRUE, recursive = TRUE),
  function(file) {
    connection <- gzfile(file)
    on.exit(close(connection))
    found <- jsonlite::fromJSON(paste(readLines(connection, warn = FALSE), collapse = ""))$files
    ours <- grepl("inst/include/fastpam/", found$file, fixed = TRUE)
    do.call(rbind, Map(
      function(name, of) if (NROW(of)) data.frame(file = name, line = of$line_number, count = of$count),
      gsub("[^/]+/[.][.]/", "", sub(".*inst/include/", "", found$file[ours])), found$lines[ours]
    ))
  }
))
reached <- stats::aggregate(count ~ line + file, lines, max)
share <- tapply(reached$count > 0, reached$file, mean)
for (file in names(sort(share))) {
  here <- reached[reached$file == file, ]
  missed <- sort(here$line[here$count == 0])
  if (length(missed)) {
    cat(sprintf("  %-40s %5.1f %%  not reached: %s\n", file, 100 * share[[file]], toString(missed)))
  }
}
cat(sprintf("core: %.1f %% of %d lines\n", 100 * mean(reached$count > 0), nrow(reached)))
R
fi

if [ "$what" != core ]; then
  Rscript --vanilla - <<'R'
if (!requireNamespace("covr", quietly = TRUE)) {
  cat("R/ and src/: not counted, covr is not installed\n")
  quit()
}
# With some optimisation: without it, the kernels take minutes instead of seconds.
invisible(loadNamespace("covr")) # which sets the option
options(covr.flags = sub("-O0", "-O1", getOption("covr.flags"), fixed = TRUE))
# The tests as they run on CRAN. The tests that are skipped there take minutes and reach no further lines.
Sys.setenv(NOT_CRAN = Sys.getenv("NOT_CRAN", "false"), TESTTHAT_PARALLEL = "true")
# This only counts lines. Whether tests pass is checked by the runs without counters.
counted <- tryCatch(as.data.frame(covr::package_coverage(type = "tests", quiet = TRUE)), error = function(e) {
  cat("R/ and src/: not counted, the tests did not come to their end:", conditionMessage(e), "\n")
  quit()
})
counted$part <- ifelse(startsWith(counted$filename, "R/"), "R/", ifelse(startsWith(counted$filename, "src/"), "src/", ""))
counted <- counted[nzchar(counted$part) & counted$filename != "src/RcppExports.cpp", ]
lines <- stats::aggregate(value ~ first_line + filename + part, counted, max)
for (file in unique(lines$filename)) {
  here <- lines[lines$filename == file, ]
  missed <- here$first_line[here$value == 0]
  if (length(missed)) {
    cat(sprintf("  %-40s %5.1f %%  not reached: %s\n", file, 100 * mean(here$value > 0), toString(missed)))
  }
}
for (part in unique(lines$part)) {
  here <- lines[lines$part == part, ]
  cat(sprintf("%s: %.1f %% of %d lines\n", part, 100 * mean(here$value > 0), nrow(here)))
}
R
fi
