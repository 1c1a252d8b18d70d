#!/usr/bin/env bash
# Differential fuzzing of the core: small random problems compared with the textbook (tests/fuzz).
#
#   tools/fuzz-core.sh [cases] [seed] [target]         random cases, with g++ or $CXX
#   tools/fuzz-core.sh --libfuzzer [seconds] [target]  guided by coverage, under the sanitizers, with
#                                                      clang++
#
# target: core (init, swap, statistics), sources (dissimilarities), samples (CLARA, CLARANS), skip (objects skipped
# by the triangle inequality), rounded (estimates in single precision). By default all of them run, with `cases` or
# `seconds` each. The last line is the count. A disagreement prints its case and ends its target. Run from the
# project's root.
set -euo pipefail
. tools/sum.sh
mkdir -p build/fuzz
flags=(-std=c++17 -Wall -Wextra -Wpedantic -Wconversion -Werror -Iinst/include -pthread)
all="core sources samples skip rounded"

if [ "${1:-}" = "--libfuzzer" ]; then
  for target in ${3:-$all}; do
    program=build/fuzz/libfuzzer_$target
    clang++ "${flags[@]}" -O1 -g -DFASTPAM_LIBFUZZER -DFASTPAM_SANITIZED \
      -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
      "tests/fuzz/fuzz_$target.cpp" -o "$program"
    mkdir -p "build/fuzz/corpus_$target"
    "$program" -max_total_time="${2:-60}" -max_len=600 -print_final_stats=1 -verbosity=0 \
      -artifact_prefix=build/fuzz/ "build/fuzz/corpus_$target"
  done
  exit
fi

# Compiled in parallel: each is one file.
compiling=()
for target in ${3:-$all}; do
  "${CXX:-g++}" "${flags[@]}" -O2 "tests/fuzz/fuzz_$target.cpp" -o "build/fuzz/fuzz_$target" &
  compiling+=($!)
done
for pid in "${compiling[@]}"; do wait "$pid"; done

for target in ${3:-$all}; do
  echo "== $target"
  run_and_count "build/fuzz/fuzz_$target" "${1:-10000}" "${2:-1}" || true
done
print_sum
