#!/usr/bin/env bash
# Fails when a header of the core does not compile on its own, so that users can include headers in any order.
# Compiles two at a time. Run from the project's root.
set -euo pipefail

compile() {
  ${CXX:-g++} -std=c++17 -Wall -Wextra -Wpedantic -Wconversion -Werror -fsyntax-only \
    -Iinst/include -x c++ - <<<"#include \"${1#inst/include/}\"" && return
  echo "headers: $1 does not compile on its own"
  return 1
}
export -f compile

headers=$(find inst/include -name '*.hpp' | LC_ALL=C sort)
xargs -P 2 -n 1 bash -c 'compile "$1"' _ <<<"$headers" || exit 1
echo "headers: all $(wc -l <<<"$headers") compile on their own"
