#!/usr/bin/env bash
# Differential fuzzing of the core: random small problems against the textbook (tests/fuzz).
#
#   tools/fuzz-core.sh [cases] [seed]           random cases, with g++ or $CXX
#   tools/fuzz-core.sh --libfuzzer [seconds]    guided by coverage, under the sanitizers, with clang++
#
# The last line is the count. A disagreement prints its case and ends with a status. Run from the
# project's root.
set -euo pipefail
mkdir -p build/fuzz
flags=(-std=c++17 -Wall -Wextra -Wpedantic -Wconversion -Werror -Iinst/include -pthread)
if [ "${1:-}" = "--libfuzzer" ]; then
  clang++ "${flags[@]}" -O1 -g -DFASTPAM_LIBFUZZER -DFASTPAM_SANITIZED \
    -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
    tests/fuzz/fuzz_core.cpp -o build/fuzz/libfuzzer
  mkdir -p build/fuzz/corpus
  exec build/fuzz/libfuzzer -max_total_time="${2:-60}" -max_len=600 -print_final_stats=1 \
    -artifact_prefix=build/fuzz/ build/fuzz/corpus
fi
"${CXX:-g++}" "${flags[@]}" -O2 tests/fuzz/fuzz_core.cpp -o build/fuzz/fuzz_core
exec build/fuzz/fuzz_core "${1:-10000}" "${2:-1}"
