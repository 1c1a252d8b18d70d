# Lints the R code (lintr, with the rules in .lintr) and checks the layout of R/ (styler). Run from the
# project's root.
#
#   Rscript tools/lint-r.R                lints all R files, then looks at the layout of R/
#   Rscript tools/lint-r.R --lints-only   lints alone
#   Rscript tools/lint-r.R --fix          lays R/ out, then lints
#
# Both are installed from CRAN into a separate library, build/lint, because their dependencies would replace older
# versions of packages that others on this machine use. If they cannot be installed, a message says so; this is an
# error only with CI=true.

arguments <- commandArgs(trailingOnly = TRUE)
fix <- "--fix" %in% arguments
styles <- !"--lints-only" %in% arguments
folders <- c("R", "tests", "tools", "bench", "demo", "data-raw", "inst")
files <- setdiff(list.files(folders, "[.]R$", recursive = TRUE, full.names = TRUE), "R/RcppExports.R")

library_of_tools <- file.path("build", "lint")
dir.create(library_of_tools, recursive = TRUE, showWarnings = FALSE)
.libPaths(c(normalizePath(library_of_tools), .libPaths()))
# .lintr is written for this version; older ones have other rules.
wanted <- c(lintr = "3.2.0", if (styles) c(styler = "1.10.0"))
lacking <- function() {
  Filter(function(package) {
    found <- suppressWarnings(utils::packageDescription(package, fields = "Version"))
    is.na(found) || numeric_version(found) < wanted[[package]]
  }, names(wanted))
}
if (length(lacking())) {
  repos <- getOption("repos")
  if (length(repos) == 0 || any(repos == "@CRAN@")) utils::chooseCRANmirror(ind = 1)
  Sys.setenv(MAKEFLAGS = "-j2")
  try(utils::install.packages(lacking(), lib = .libPaths()[1L], Ncpus = 2L, quiet = TRUE))
}
if (length(lacking())) {
  message("R code: not checked, cannot install ", toString(lacking()))
  quit(status = as.integer(identical(Sys.getenv("CI"), "true") || fix))
}

# Checks spaces, indentation and line breaks. `strict` and the rewriting of tokens would put each early return() on
# three lines.
changed <- character()
if (styles) {
  laid_out <- styler::style_file(
    grep("^R/", files, value = TRUE),
    scope = "line_breaks", strict = FALSE, dry = if (fix) "off" else "on"
  )
  changed <- laid_out$file[laid_out$changed]
  cat(sprintf("%s: %s\n", changed, if (fix) "laid out anew" else "not as `make format` lays it out"), sep = "")
}

lints <- lapply(files, lintr::lint, cache = FALSE)
invisible(lapply(lints[lengths(lints) > 0L], print))
cat(sprintf(
  "R code: %d files, %d lints%s\n", length(files), sum(lengths(lints)),
  if (styles && !fix) sprintf(", %d to be laid out", length(changed)) else ""
))
quit(status = as.integer(sum(lengths(lints)) > 0L || (!fix && length(changed) > 0L)))
