#!/usr/bin/env bash
# Builds and runs the tests of the core; the last line is the sum over all of them. Run from the
# project's root.
#
#   --sanitize=address   under the address and undefined-behaviour sanitizers
#   --sanitize=thread    under the thread sanitizer
#   --march=native       with all instructions of this machine, including fused multiply-add: a user's
#                        own compiler flags must not change any bit
#   --only=PATTERN,...   only the files test_PATTERN.cpp, in any folder; 'dissim/*': all below that folder
#   --case=PATTERN       only the cases whose names match: --case='*gains*'
#   --light              only the smaller half of the cases
#   --build-only         builds and counts the programs, but does not run them
#   --runner=COMMAND     the command that runs the programs: an emulator, valgrind
#
# CXX chooses the compiler; each compiler and option builds into a folder of its own.
set -uo pipefail
. tools/sum.sh

cxx=${CXX:-g++}
build=build/cpp-${cxx##*/}
optimize=-O2
only='*'
case=()
build_only=false
runner=()
for argument in "$@"; do
  case $argument in
    --sanitize=address)
      build+=-address
      optimize="-O1 -g1 -fsanitize=address,undefined -fno-sanitize-recover=all -DFASTPAM_SANITIZED"
      ;;
    --sanitize=thread)
      build+=-thread
      optimize="-O1 -g1 -fsanitize=thread -DFASTPAM_SANITIZED"
      ;;
    --march=*)
      build+=-${argument#--march=}
      optimize+=" -march=${argument#--march=}"
      ;;
    --light)
      build+=-light
      optimize+=" -DFASTPAM_TESTS_LIGHT"
      ;;
    --build-only) build_only=true ;;
    --only=*) only=${argument#--only=} ;;
    --case=*) case=("--test-case=${argument#--case=}") ;;
    --runner=*) read -r -a runner <<<"${argument#--runner=}" ;;
    *)
      echo "Unknown argument $argument"
      exit 2
      ;;
  esac
done

# Programs have the names of their source files below tests/cpp, without the ending.
names=()
IFS=, read -r -a patterns <<<"$only"
while read -r name; do
  short=${name/test_/}
  for pattern in "${patterns[@]}"; do
    # shellcheck disable=SC2053 # a pattern, which may match slashes
    if [[ $short == $pattern || $short == */$pattern ]]; then
      names+=("$name")
      break
    fi
  done
done < <(cd tests/cpp && find . -name 'test_*.cpp' | sed 's#^\./##; s#\.cpp$##' | LC_ALL=C sort)
if [ "${#names[@]}" -eq 0 ]; then
  echo "No test is called $only"
  exit 2
fi

build_with() { # targets
  make --no-print-directory -k -j2 -C tests/cpp CXX="$cxx" BUILD="../../$build" OPTIMIZE="$optimize" "$@"
}

# A program that does not build is counted below as missing. An old one must not be used in its place.
if ! build_with "${names[@]/#/../../$build/}"; then
  echo "Some tests of the core do not build."
fi

for name in "${names[@]}"; do
  echo "== $name"
  if ! build_with -q "../../$build/$name" >/dev/null 2>&1; then
    echo "$name was not built"
    failed=$((failed + 1))
  elif $build_only; then
    passed=$((passed + 1))
  else
    run_and_count "${runner[@]}" "$build/$name" "${case[@]}"
  fi
done
print_sum
