#!/usr/bin/env bash
# Runs R CMD check --as-cran with another version of R, and the comparison with another version of cluster. R and
# the packages are those of another release of Debian, in a separate folder (about 2 GB). For root on Debian, with
# debootstrap. Not a part of CI, because it takes half an hour. Run from the project's root.
#
#   tools/check-other-r.sh [release] [folder]     by default sid, build/other-r
set -euo pipefail
release=${1:-sid}
root=${2:-build/other-r}
inside() { chroot "$root" env LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

if [ ! -e "$root/usr/bin/R" ]; then
  debootstrap --variant=minbase --include=ca-certificates "$release" "$root"
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" # starts no services
  chmod +x "$root/usr/sbin/policy-rc.d"
  inside apt-get install -y -qq --no-install-recommends g++ make git pandoc qpdf r-base-dev \
    r-cran-rcpp r-cran-rcpparmadillo r-cran-rcppparallel r-cran-testthat r-cran-matrix r-cran-cluster \
    r-cran-knitr r-cran-rmarkdown r-cran-ggplot2 r-cran-generics r-cran-tibble r-cran-data.table \
    r-cran-bit64
fi
mount --bind /proc "$root/proc"
trap 'umount "$root/proc"' EXIT

rm -rf "$root/package"
mkdir "$root/package"
git archive HEAD | tar -x -C "$root/package"
inside Rscript -e 'cat(R.version.string, "with cluster", format(packageVersion("cluster")), "\n")'
inside sh -c 'cd /package && MAKEFLAGS=-j2 R CMD build . >/dev/null && \
  _R_CHECK_FORCE_SUGGESTS_=false _R_CHECK_CRAN_INCOMING_=false R CMD check --as-cran --no-manual fastpam_*.tar.gz'
# The tests that compare with cluster, also those that CRAN does not run.
inside sh -c 'cd /package && NOT_CRAN=true Rscript -e "
  library(testthat); library(fastpam, lib.loc = \"fastpam.Rcheck\")
  .libPaths(c(\"fastpam.Rcheck\", .libPaths()))
  test_dir(\"tests/testthat\", filter = \"fastpam-cluster|fastclara|fastdist-gower|pam-object|weights\", package = \"fastpam\",
    load_package = \"installed\")"'
