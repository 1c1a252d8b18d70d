#!/usr/bin/env bash
# All tests: those of the core, without R, then those of the package, installed into a library of
# its own below build/. The last line is the sum. Run from the project's root.
set -uo pipefail

passed=0
failed=0
skipped=0
output=$(mktemp)
trap 'rm -f "$output"' EXIT

# Runs a test runner and adds up the numbers of its last line.
add() {
  local status=0 last
  "$@" 2>&1 | tee "$output" || status=$?
  last=$(tail -n 1 "$output")
  if [[ "$last" =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)?$ ]]; then
    passed=$((passed + BASH_REMATCH[1]))
    failed=$((failed + BASH_REMATCH[2]))
    skipped=$((skipped + ${BASH_REMATCH[4]:-0}))
    if [ "$status" -ne 0 ] && [ "${BASH_REMATCH[2]}" -eq 0 ]; then failed=$((failed + 1)); fi
  else
    echo "$* ended with status $status before its closing line"
    failed=$((failed + 1))
  fi
}

echo "== Tests of the core"
add tools/run-cpp-tests.sh

echo "== Tests of the package"
if tools/install.sh build/lib; then
  add Rscript tools/run-testthat.R build/lib
else
  echo "The package does not install."
  failed=$((failed + 1))
fi

echo "== Everything"
if [ "$skipped" -gt 0 ]; then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
