#!/usr/bin/env bash
# Runs `make test` and `make install` as on a machine with only R, its recommended packages, a compiler, cmake and
# CRAN: in a clean clone, with an empty user library and no other library. Only packages that they install
# themselves are there, so a test that needs an optional package without checking for it fails here. The last line
# is the sum. Run from the project's root.
#
#   tools/fresh-machine.sh            in a temporary folder
#   tools/fresh-machine.sh FOLDER     in that folder, which is kept; what it installed is used again
#
# RcppParallel, testthat and their dependencies are compiled, which takes about 10 minutes on two cores.
set -euo pipefail
. tools/sum.sh

if [ $# -gt 0 ]; then
  mkdir -p "$1"
  folder=$(cd "$1" && pwd)
else
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi
start=$SECONDS
said() { printf -- '-- %s (after %d s)\n' "$1" "$((SECONDS - start))"; }

# R looks for libraries in these places, and for these settings in files of the machine and the user.
mkdir -p "$folder/library" "$folder/none"
: >"$folder/none/Renviron"
export R_ENVIRON=$folder/none/Renviron R_ENVIRON_USER=$folder/none/Renviron
export R_LIBS_USER=$folder/library R_LIBS_SITE=$folder/none R_LIBS=
unset R_MAKEVARS_USER
Rscript -e 'library <- normalizePath(Sys.getenv("R_LIBS_USER"))
there <- installed.packages(lib.loc = setdiff(normalizePath(.libPaths()), library))[, "Priority"]
more <- names(there)[is.na(there)]
if (length(more)) stop("this is no fresh machine, R has in its own library: ", toString(more), call. = FALSE)'

[ -z "$(git status --porcelain --untracked-files=no)" ] || said "What is not committed is not tested"
rm -rf "$folder/clone"
git clone --quiet . "$folder/clone"
cd "$folder/clone"

said "Packages from CRAN"
make --no-print-directory deps </dev/null
said "make test"
run_and_count make --no-print-directory test || true
# Half of `make demo`: the other half is a picture.
said "make install"
if make --no-print-directory install </dev/null && Rscript -e 'library(fastpam); stopifnot(fastpam(iris[1:4], 3)$k == 3L)'; then
  passed=$((passed + 1))
else
  failed=$((failed + 1))
fi
said "Done"
print_sum
