#!/usr/bin/env bash
# Installs the package from the work tree. Run from the project's root.
#   tools/install.sh          into the first library of .libPaths() (the user's)
#   tools/install.sh FOLDER   into that library, to be tested: compiled as tools/Makevars says
set -euo pipefail

# (No `head` or `grep -q` behind find: they close the pipe early, which is an error of find here.) make does not
# know which object files depend on which header of the core. If a header or a flag is newer than an object file,
# all are built again.
newest=$(find inst/include src \( -name '*.hpp' -o -name '*.h' -o -name 'Makevars*' \) \
  -exec ls -t {} + | sed -n 1p)
if [ -n "$(find src \( -name '*.o' -o -name '*.so' \) ! -newer "$newest")" ]; then
  find src \( -name '*.o' -o -name '*.so' \) -delete
fi

# Not the MAKEFLAGS of a make around this one: R does not pass its job server on, and without one make
# compiles one file after the other.
export MAKEFLAGS=-j2
if [ $# -gt 0 ]; then
  mkdir -p "$1"
  export R_MAKEVARS_USER=${R_MAKEVARS_USER-$PWD/tools/Makevars}
  R CMD INSTALL --no-test-load --library="$1" .
else
  R CMD INSTALL .
fi
