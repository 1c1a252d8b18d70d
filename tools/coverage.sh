#!/usr/bin/env bash
# Lines of the core reached by its own tests (gcov), and of R/ and src/ by the package's tests (covr,
# where it is installed). Lists what is not reached. Run from the project's root.
set -euo pipefail
build=$PWD/build/coverage
rm -rf "$build"
mkdir -p "$build"
make --no-print-directory -j2 -C tests/cpp BUILD="$build" OPTIMIZE="-O0 --coverage -DFASTPAM_TESTS_LIGHT" >/dev/null
for source in tests/cpp/test_*.cpp; do "$build/$(basename "$source" .cpp)" | tail -n 1; done
(cd "$build" && gcov --json-format ./*.gcda >/dev/null 2>&1)
Rscript --vanilla - "$build" <<'R'
# gcov writes one file for each program; a line of a header is reached if any program reached any
# instance of it.
build <- commandArgs(trailingOnly = TRUE)[1]
reached <- list()
for (file in list.files(build, "[.]gcov[.]json[.]gz$", full.names = TRUE)) {
  text <- paste(readLines(gzfile(file), warn = FALSE), collapse = "")
  json <- jsonlite::fromJSON(text, simplifyVector = FALSE)
  for (f in json$files) {
    if (!grepl("inst/include/fastpam/", f$file, fixed = TRUE)) next
    name <- sub(".*inst/include/", "", f$file)
    for (line in f$lines) {
      key <- as.character(line$line_number)
      reached[[name]][[key]] <- max(reached[[name]][[key]], line$count > 0)
    }
  }
}
all <- vapply(reached, length, 0L)
hit <- vapply(reached, function(l) sum(unlist(l)), 0)
for (name in names(reached)[order(hit / all)]) {
  lines <- as.integer(names(reached[[name]]))[unlist(reached[[name]]) == 0]
  if (length(lines)) cat(sprintf("  %-40s %5.1f %%  not reached: %s\n", name, 100 * hit[[name]] / all[[name]], toString(sort(lines))))
}
cat(sprintf("core: %.1f %% of %d lines\n", 100 * sum(hit) / sum(all), sum(all)))
if (requireNamespace("covr", quietly = TRUE)) {
  coverage <- covr::package_coverage(type = "tests", quiet = TRUE)
  print(coverage)
}
R
