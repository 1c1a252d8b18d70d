#!/usr/bin/env bash
# All tests: those of the core, without R, then those of the package, installed into a library of
# its own below build/. The last line is the sum. Run from the project's root.
set -uo pipefail
. tools/sum.sh

echo "== Tests of the core"
run_and_count tools/run-cpp-tests.sh

echo "== Tests of the package"
if tools/install.sh build/lib; then
  run_and_count Rscript tools/run-testthat.R build/lib
else
  echo "The package does not install."
  failed=$((failed + 1))
fi

echo "== Everything"
print_sum
