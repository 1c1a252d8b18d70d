# Installs missing packages that fastpam needs into the user's library.
#
#   Rscript tools/install-deps.R            to install and test the package
#   Rscript tools/install-deps.R docs       also to build help pages and vignettes
#   Rscript tools/install-deps.R site       also to build the website
#   Rscript tools/install-deps.R engines    also what tables in pieces can be read and run by
#   Rscript tools/install-deps.R suggests   also everything in Suggests
#
# Run from the project's root. Packages whose version satisfies DESCRIPTION are not changed.

groups <- commandArgs(trailingOnly = TRUE)
unknown <- setdiff(groups, c("docs", "site", "engines", "suggests"))
if (length(unknown)) stop("unknown group: ", paste(unknown, collapse = ", "), call. = FALSE)
if (!file.exists("DESCRIPTION")) stop("run this from the project's root", call. = FALSE)

# Suggested packages without which the tests would skip too much.
for_tests <- c("testthat", "Matrix")
for_docs <- c("knitr", "rmarkdown", "roxygen2", "ggplot2")

# ---- what is needed, and in which version --------------------------------------------------------

# One row per package named in a field such as "Rcpp (>= 1.0.10), stats".
parse_field <- function(text) {
  entries <- trimws(strsplit(text, ",", fixed = TRUE)[[1]])
  entries <- entries[nzchar(entries)]
  has_version <- grepl("(", entries, fixed = TRUE)
  data.frame(
    package = trimws(sub("[(].*", "", entries)),
    version = ifelse(has_version, trimws(sub(".*>=([^)]*)[)].*", "\\1", entries)), "0"),
    stringsAsFactors = FALSE
  )
}

fields <- c("Depends", "Imports", "LinkingTo", "Suggests")
description <- read.dcf("DESCRIPTION", fields = fields)[1, ]
declared <- lapply(description[!is.na(description)], parse_field)

suggests <- declared[["Suggests"]]
wanted <- c(
  for_tests,
  if ("docs" %in% groups) for_docs,
  if ("site" %in% groups) "pkgdown",
  if ("engines" %in% groups) c("nanoparquet", "mirai"),
  if ("suggests" %in% groups) suggests$package
)
# Tools of the developers are in no field of DESCRIPTION: any version does.
tools <- setdiff(wanted, suggests$package)
needed <- rbind(
  do.call(rbind, declared[intersect(names(declared), c("Depends", "Imports", "LinkingTo"))]),
  suggests[suggests$package %in% wanted, ],
  data.frame(package = tools, version = rep("0", length(tools)))
)
needed <- needed[needed$package != "R", ]
# A package named in several fields: the highest version counts.
needed <- needed[order(needed$package, numeric_version(needed$version), decreasing = TRUE), ]
needed <- needed[!duplicated(needed$package), ]

# The packages of `needed` that are missing, or too old in the library where R would find them.
lacking <- function() {
  present <- vapply(needed$package, function(package) {
    found <- suppressWarnings(utils::packageDescription(package, fields = "Version"))
    if (is.na(found)) "" else found
  }, "")
  old <- nzchar(present)
  old[old] <- numeric_version(present[old]) < numeric_version(needed$version[old])
  needed[!nzchar(present) | old, ]
}

# ---- where to, and from where --------------------------------------------------------------------

writable <- function(path) dir.exists(path) && file.access(path, 2) == 0

library_to_use <- function() {
  usable <- Filter(writable, .libPaths())
  # The site's libraries belong to the administrator, even if this user may write there, so they come last.
  site <- normalizePath(c(.Library, .Library.site), mustWork = FALSE)
  own <- usable[!normalizePath(usable) %in% site]
  if (length(own)) return(own[1])
  path <- strsplit(Sys.getenv("R_LIBS_USER"), .Platform$path.sep, fixed = TRUE)[[1]]
  path <- path.expand(path[nzchar(path) & path != "NULL"])
  if (length(path)) {
    dir.create(path[1], recursive = TRUE, showWarnings = FALSE)
    if (writable(path[1])) {
      .libPaths(c(path[1], .libPaths()))
      return(path[1])
    }
  }
  if (length(usable)) return(usable[1])
  stop("no library to install into: set R_LIBS_USER to a folder that can be written", call. = FALSE)
}

set_mirror <- function() {
  repos <- getOption("repos")
  if (length(repos) == 0 || any(repos == "@CRAN@")) utils::chooseCRANmirror(ind = 1)
}

# ---- do it -----------------------------------------------------------------------------------

lib <- library_to_use()
missing_now <- lacking()
if (nrow(missing_now) == 0) {
  message("All needed R packages are there.")
  quit(status = 0)
}

message("Installing into ", lib, ": ", paste(missing_now$package, collapse = ", "))
set_mirror()
# Not the MAKEFLAGS of a make around this: R does not pass its job server on, and without one make
# compiles one file after the other.
Sys.setenv(MAKEFLAGS = "-j2")
# fs, which testthat needs, requires a system library or a setting that lets it build its own.
if (!nzchar(Sys.getenv("USE_BUNDLED_LIBUV"))) Sys.setenv(USE_BUNDLED_LIBUV = "1")
log <- tryCatch(
  {
    utils::install.packages(missing_now$package, lib = lib, Ncpus = 2L)
    NULL
  },
  error = function(e) conditionMessage(e)
)

still <- lacking()
if (nrow(still) > 0) {
  asked <- ifelse(still$version == "0", "", paste0(" (>= ", still$version, ")"))
  hint <- character()
  if ("RcppParallel" %in% still$package && !nzchar(Sys.which("cmake"))) {
    hint <- "\nRcppParallel builds its own TBB and needs 'cmake' on the PATH for that."
  }
  stop(
    "could not install: ", paste0(still$package, asked, collapse = ", "),
    if (!is.null(log)) paste0("\n", log), hint,
    "\nThe messages above say why.",
    call. = FALSE
  )
}
message("Installed: ", paste(missing_now$package, collapse = ", "))
