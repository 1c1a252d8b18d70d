#!/usr/bin/env bash
# Builds the website into build/site, without a network. Run from the project's root.
# Needs pandoc and the R package pkgdown (Debian: r-cran-pkgdown).
set -euo pipefail

tools/install.sh build/lib
R_LIBS="$PWD/build/lib${R_LIBS:+:$R_LIBS}" Rscript --vanilla tools/site.R
echo "Site: build/site/index.html"
