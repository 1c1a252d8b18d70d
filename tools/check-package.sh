#!/usr/bin/env bash
# Builds the package and runs R CMD check --as-cran on what was built. Fails on an error, a warning,
# or a note that is not in the list of expected ones. Run from the project's root.
set -euo pipefail

# Expected notes: they are about this machine or about an intended property.
expected=(
  # The linker flags of RcppParallel are asked for with $(shell ...), as its documentation says.
  'GNU make is a SystemRequirements'
  # R's configuration on Debian adds these flags to every package.
  'Compilation used the following non-portable flag'
  # Validation of the help pages needs a recent HTML Tidy.
  'Skipping checking HTML validation'
  # Dates of files can't be compared with a clock on the net.
  'unable to verify current time'
  # Suggested packages that this machine lacks.
  'Packages? suggested but not available for checking'
  # The kernels are compiled for three sets of instructions, and the core is installed as headers. Not 6 MB, though.
  'installed size is +5[.][0-9]Mb'
)

tarball_dir=build/check
rm -rf "$tarball_dir"
mkdir -p "$tarball_dir"

build_args=()
check_args=(--as-cran)
if ! command -v pandoc >/dev/null; then
  echo "check: without pandoc, vignettes are not built"
  build_args+=(--no-build-vignettes)
  check_args+=(--ignore-vignettes)
fi
command -v pdflatex >/dev/null || check_args+=(--no-manual)

# R CMD check warns where the locale is not a UTF-8 one.
[ "$(locale charmap 2>/dev/null)" = "UTF-8" ] || export LC_ALL=C.UTF-8
export MAKEFLAGS=-j2 # R does not pass the job server of a make around this on
export _R_CHECK_FORCE_SUGGESTS_=false
# A test must not depend on servers (is it new on CRAN, is the clock right).
export _R_CHECK_CRAN_INCOMING_=false
export _R_CHECK_CRAN_INCOMING_REMOTE_=false
export _R_CHECK_SYSTEM_CLOCK_=false
# --as-cran looks up which packages are orphaned in the table of all packages; here it gets an empty
# one.
web="$PWD/$tarball_dir/web/packages"
mkdir -p "$web"
Rscript --vanilla -e 'saveRDS(data.frame(Package = character(), Maintainer = character()), commandArgs(TRUE))' \
  "$web/packages.rds"
export R_CRAN_WEB="file://$PWD/$tarball_dir"
# Stricter than --as-cran: conditions must have length one, everything used must be declared, no files may be left
# behind, no objects masked, and nothing may depend on the state of the session.
export _R_CHECK_LENGTH_1_CONDITION_=true
export _R_CHECK_LENGTH_1_LOGIC2_=true
export _R_CHECK_SUGGESTS_ONLY_=true
export _R_CHECK_CODE_USAGE_WITH_ONLY_BASE_ATTACHED_=true
export _R_CHECK_CODE_ASSIGN_TO_GLOBALENV_=true
export _R_CHECK_CODE_ATTACH_=true
export _R_CHECK_CODE_DATA_INTO_GLOBALENV_=true
export _R_CHECK_OVERWRITE_REGISTERED_S3_METHODS_=true
export _R_CHECK_NATIVE_ROUTINE_REGISTRATION_=true
export _R_CHECK_THINGS_IN_CHECK_DIR_=true
export _R_CHECK_THINGS_IN_TEMP_DIR_=true
export _R_CHECK_CONNECTIONS_LEFT_OPEN_=true
export _R_CHECK_MATRIX_DATA_=true
export _R_CHECK_BASHISMS_=true
export R_MAKEVARS_USER=$PWD/tools/Makevars
# Two cores at most in tests and examples, as on CRAN.
export OMP_THREAD_LIMIT=2

root=$PWD
cd "$tarball_dir"
R CMD build "${build_args[@]}" "$root"
# An error of the check makes it exit with a status; the log is read below in any case.
R CMD check "${check_args[@]}" fastpam_*.tar.gz || true

log=fastpam.Rcheck/00check.log
[ -f "$log" ] || { echo "check: it did not run"; exit 1; }
for output in fastpam.Rcheck/00install.out fastpam.Rcheck/tests/testthat.Rout.fail; do
  if [ -f "$output" ] && grep -q -E '^\* checking .*(ERROR|WARNING)' "$log"; then
    echo "== $output"
    tail -n 100 "$output"
  fi
done

pattern=$(printf '|%s' "${expected[@]}")
EXPECTED="${pattern:1}" Rscript --vanilla - "$log" <<'R'
log <- readLines(commandArgs(trailingOnly = TRUE)[1], warn = FALSE)
expected <- Sys.getenv("EXPECTED")
# A section is a line "* checking ..." with what follows it.
section <- cumsum(grepl("^\\* ", log))
bad <- 0L
for (lines in split(log, section)) {
  # Tests and examples print their outcome on a line of its own below the title, behind a time.
  found <- regmatches(lines, regexpr("(?<=^|[] ])(ERROR|WARNING|NOTE)$", lines, perl = TRUE))
  if (!length(found) || startsWith(lines[1], "* DONE")) next
  body <- lines[-1]
  body <- body[nzchar(trimws(body))]
  known <- all(found == "NOTE") && length(body) > 0 && grepl(expected, body[1])
  cat(if (known) "(expected) " else "", paste(lines, collapse = "\n"), "\n", sep = "")
  if (!known) bad <- bad + 1L
}
status <- grep("^Status:", log, value = TRUE)
# The summary of the check itself decides: errors and warnings are never expected.
if (bad == 0 && (!length(status) || any(grepl("ERROR|WARNING", status)))) bad <- 1L
cat(sprintf("check: %s; %d unexpected\n",
  if (length(status)) status else "did not come to its end", bad))
quit(status = if (bad > 0) 1 else 0)
R
