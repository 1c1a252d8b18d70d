#!/usr/bin/env bash
# Builds and runs the tests of the core; the last line is the sum over all of them. Run from the
# project's root. With --sanitize they run under the address and undefined-behaviour sanitizers.
set -uo pipefail

build=build/cpp
optimize=-O2
if [ "${1:-}" = "--sanitize" ]; then
  build=build/cpp-sanitize
  optimize="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all"
fi

# What does not build is counted below, as a program that is not there. An old one must not stand in
# for it.
if ! make --no-print-directory -k -j2 -C tests/cpp BUILD="../../$build" OPTIMIZE="$optimize"; then
  echo "Some tests of the core do not build."
fi

passed=0
failed=0
output=$(mktemp)
trap 'rm -f "$output"' EXIT
for source in tests/cpp/test_*.cpp; do
  name=$(basename "$source" .cpp)
  echo "== $name"
  if ! make --no-print-directory -q -C tests/cpp BUILD="../../$build" OPTIMIZE="$optimize" \
    "../../$build/$name" >/dev/null 2>&1; then
    echo "$name was not built"
    failed=$((failed + 1))
    continue
  fi
  status=0
  "$build/$name" >"$output" 2>&1 || status=$?
  cat "$output"
  if [[ "$(tail -n 1 "$output")" =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1]))
    failed=$((failed + BASH_REMATCH[2]))
    # It counted no failure and failed all the same, or made no check at all.
    if [ "$status" -ne 0 ] && [ "${BASH_REMATCH[2]}" -eq 0 ]; then
      echo "$name ended with status $status"
      failed=$((failed + 1))
    fi
  else
    echo "$name ended with status $status before its closing line"
    failed=$((failed + 1))
  fi
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
