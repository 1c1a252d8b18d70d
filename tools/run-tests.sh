#!/usr/bin/env bash
# All tests: those of the core, without R, then those of the package, installed into a library of
# its own below build/. The last line is the sum. Run from the project's root.
#
#   tools/run-tests.sh           both
#   tools/run-tests.sh package   those of the package only
set -uo pipefail
. tools/sum.sh

if [ "${1-}" != package ]; then
  echo "== Tests of the core"
  run_and_count tools/run-cpp-tests.sh
fi

echo "== Tests of the package"
if tools/install.sh build/lib; then
  run_and_count Rscript tools/run-testthat.R build/lib
else
  echo "The package does not install."
  failed=$((failed + 1))
fi

echo "== Everything"
print_sum
