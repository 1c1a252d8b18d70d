#!/usr/bin/env bash
# Builds the website into build/site without a network: it uses no server, and the pages load nothing from one. Run
# from the project's root. Needs pandoc, and installs pkgdown if it is missing: Debian's r-cran-pkgdown for root,
# else the package from CRAN (the only step that needs a network).
set -euo pipefail

export LC_ALL=C.UTF-8
has() { Rscript --vanilla -e "quit(status = !requireNamespace('$1', quietly = TRUE))" >/dev/null 2>&1; }

if ! has pkgdown && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends r-cran-pkgdown || true
fi
if ! has pkgdown; then
  Rscript tools/install-deps.R docs site
fi
command -v pandoc >/dev/null || { echo "site: 'pandoc' is not on the PATH" >&2; exit 1; }

tools/install.sh build/lib
rm -rf build/site
# No --vanilla: the user's library holds what the package imports.
R_LIBS="$PWD/build/lib${R_LIBS:+:$R_LIBS}" Rscript tools/site.R
echo "Site: build/site/index.html"
