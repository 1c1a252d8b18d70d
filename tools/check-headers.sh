#!/usr/bin/env bash
# Fails when a header of the core does not compile on its own, so that the order of includes never
# matters to who uses it. Run from the project's root.
set -euo pipefail
cxx=${CXX:-g++}
failed=0
count=0
while IFS= read -r header; do
  count=$((count + 1))
  if ! $cxx -std=c++17 -Wall -Wextra -Wpedantic -Wconversion -Werror -fsyntax-only \
    -Iinst/include -x c++ - <<<"#include \"${header#inst/include/}\""; then
    echo "headers: $header does not compile on its own"
    failed=$((failed + 1))
  fi
done < <(find inst/include -name '*.hpp' | LC_ALL=C sort)
[ "$failed" -eq 0 ] || exit 1
echo "headers: all $count compile on their own"
