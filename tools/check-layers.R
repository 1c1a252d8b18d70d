# Fails when a header of the core includes what it must not. Run from the project's root:
#   Rscript tools/check-layers.R [inst/include/fastpam]
#
# Allowed are headers of a layer further left, headers of the own folder, the standard library, and
# the compilers' intrinsics:
#   base < exec < metric < dissim < search < eval < init, swap, bound < run, result
#     < sample, hybrid < fit < path < validate
# and, within dissim,
#   (its own headers) < computed, stored < reading
# (folders between two "<" do not include each other). CONTRIBUTING.md says why.

root <- commandArgs(trailingOnly = TRUE)
root <- if (length(root)) root[1] else file.path("inst", "include", "fastpam")
if (!dir.exists(root)) stop("no such folder: ", root, call. = FALSE)

rank <- c(
  base = 1, exec = 2, metric = 3, dissim = 4, "dissim/computed" = 4.1, "dissim/stored" = 4.1,
  "dissim/reading" = 4.2, search = 5, eval = 6, init = 7, swap = 7, bound = 7,
  run.hpp = 8, result.hpp = 8, sample = 9, hybrid = 9, fit.hpp = 10, path.hpp = 11, validate = 12
)
# Headers with an extension that are not ours: SIMD intrinsics, the query for their support, and the
# system call that asks for huge pages.
intrinsics <- c(
  "sys/mman.h", "immintrin.h", "x86intrin.h", "emmintrin.h", "arm_neon.h", "arm_sve.h", "cpuid.h", "intrin.h"
)

# This file includes what a header names in FASTPAM_STAMP, with a path relative to this file.
stamp <- "exec/simd/stamp.inl"

# "search/state.hpp" -> "search", "dissim/stored/packed.hpp" -> "dissim/stored", "fit.hpp" -> "fit.hpp"
layer_of <- function(path) {
  folder <- dirname(path)
  if (folder %in% names(rank)) folder else sub("/.*", "", path)
}

# Resolves "../base/types.hpp", seen from `folder`, to a path below the root of the core; "" when it
# leaves the core.
resolve <- function(folder, include) {
  if (startsWith(include, "fastpam/")) return(sub("^fastpam/", "", include))
  parts <- strsplit(file.path(folder, include), "/", fixed = TRUE)[[1]]
  out <- character()
  for (part in parts[!parts %in% c("", ".")]) {
    if (part != "..") out <- c(out, part)
    else if (length(out)) out <- out[-length(out)]
    else return("")
  }
  paste(out, collapse = "/")
}

# The message about one include, or "".
judge <- function(header, include, quoted, seen_from) {
  if (!quoted && !startsWith(include, "fastpam/")) {
    # "armadillo" is the only name without an extension that could be meant and is not standard.
    standard <- grepl("^[a-z_]+$", include) && include != "armadillo"
    if (standard || include %in% intrinsics) return("")
    return("is neither the core's nor the standard library's")
  }
  target <- resolve(seen_from, include)
  if (!nzchar(target) || !file.exists(file.path(root, target))) return("is not a file of the core")
  from <- layer_of(header)
  to <- layer_of(target)
  if (!to %in% names(rank)) return(paste0("is in '", to, "', which is not a layer"))
  if (from == to || rank[[to]] < rank[[from]]) return("")
  if (rank[[to]] == rank[[from]]) return(paste0("is in '", to, "', which stands beside '", from, "'"))
  paste0("is in '", to, "', which is built on '", from, "'")
}

headers <- sort(list.files(root, pattern = "[.](hpp|h|ipp|inc|inl)$", recursive = TRUE))
complaints <- character()
includes <- 0L
for (header in headers) {
  if (!layer_of(header) %in% names(rank)) {
    complaints <- c(complaints, sprintf("%s: stands in no layer", file.path(root, header)))
    next
  }
  lines <- readLines(file.path(root, header), warn = FALSE)
  if (header == stamp) lines <- grep("include FASTPAM_STAMP$", lines, invert = TRUE, value = TRUE)
  for (i in grep("^\\s*#\\s*(include\\b|define\\s+FASTPAM_STAMP\\s)", lines)) {
    includes <- includes + 1L
    match <- regmatches(lines[i], regexec("(?:include|STAMP)\\s*([<\"])([^>\"]+)[>\"]", lines[i], perl = TRUE))[[1]]
    stamped <- grepl("STAMP", lines[i], fixed = TRUE)
    complaint <- if (length(match) == 3) {
      judge(header, match[3], quoted = match[2] == "\"", seen_from = if (stamped) dirname(stamp) else dirname(header))
    } else {
      "cannot be read: name the file in <> or \"\""
    }
    if (nzchar(complaint)) {
      what <- if (length(match) == 3) match[3] else trimws(lines[i])
      complaints <- c(complaints, sprintf("%s:%d: %s %s", file.path(root, header), i, what, complaint))
    }
  }
}

if (length(complaints)) {
  writeLines(complaints)
  cat(sprintf("layers: %d of %d includes point the wrong way\n", length(complaints), includes))
  quit(status = 1)
}
cat(sprintf("layers: %d includes in %d headers, all in order\n", includes, length(headers)))
