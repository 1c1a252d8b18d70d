#!/usr/bin/env bash
# Checks (or, with --fix, applies) the layout of the C++ code. Run from the project's root.
# Without clang-format 14 or later nothing is checked. A message says so, and it is an error only with CI=true.
set -euo pipefail

fix=false
[ "${1:-}" = "--fix" ] && fix=true

cannot() {
  echo "format: $1"
  if [ "${CI:-}" = "true" ] || $fix; then exit 1; fi
  exit 0
}

command -v clang-format >/dev/null || cannot "not checked, clang-format (14 or later) is not installed"
version=$(clang-format --version | sed -E 's/.*version ([0-9]+).*/\1/')
[ "$version" -ge 14 ] || cannot "not checked, clang-format $version is too old, 14 is needed"

# RcppExports.cpp is written by Rcpp, what is in vendor/ by others.
mapfile -t files < <(find inst/include inst/examples src tests/cpp tests/fuzz \
  \( -name '*.hpp' -o -name '*.h' -o -name '*.cpp' \) ! -name 'RcppExports.cpp' ! -path '*/vendor/*' |
  LC_ALL=C sort)
[ "${#files[@]}" -gt 0 ] || cannot "no C++ files found, is this the project's root?"

if $fix; then
  clang-format -i "${files[@]}"
  echo "format: applied to ${#files[@]} files"
elif clang-format --dry-run --Werror "${files[@]}"; then
  echo "format: ${#files[@]} files in order"
else
  echo "format: run 'make format'"
  exit 1
fi
