# Fails if a statement of CONTRIBUTING.md about the repository is not true. Run from the project's root: Rscript
# tools/check-claims.R
#
# Each function below checks one kind of statement and returns one line for each contradiction.
# (tools/check-names.R looks for the files and functions that the page names.)

text <- readLines("CONTRIBUTING.md", encoding = "UTF-8")
files <- system2("git", c("ls-files", "--cached", "--others", "--exclude-standard"), stdout = TRUE)
files <- files[file.exists(files)]
core <- "inst/include/fastpam"

# The rows of the table below a heading: the text in backquotes in each first cell.
first_cells <- function(heading) {
  from <- match(heading, text)
  if (is.na(from)) stop("the heading is gone: ", heading, call. = FALSE)
  rows <- grep("^[|]", text[from:length(text)])
  ends <- c(rows[-1], Inf) - rows > 1
  rows <- text[from - 1L + rows[seq_len(which(ends)[1L])]]
  cells <- sub("^[|]([^|]*)[|].*", "\\1", rows)
  gsub("`", "", unlist(regmatches(cells, gregexpr("`[^`]+`", cells))))
}

# Every folder in the table exists. Every folder that exists is in the table, or one above or below it is. Folders
# of the core are named one by one.
folders <- function() {
  named <- sub("/$", "", grep("/", first_cells("## The map"), value = TRUE))
  there <- setdiff(unique(dirname(files)), ".")
  related <- function(a, b) startsWith(paste0(a, "/"), paste0(b, "/"))
  known <- vapply(there, function(path) any(related(path, named), related(named, path)), NA)
  inside <- there[startsWith(there, paste0(core, "/"))]
  c(
    sprintf("the table names `%s`, which is not there", named[!file.exists(named)]),
    sprintf("the table does not name the folder %s", there[!known]),
    sprintf("the table does not name the folder %s of the core", setdiff(inside, named))
  )
}

# Every file of R/ and every .cpp of src/ is in a table, except generated files.
files_in_tables <- function() {
  own <- grep("^R/.*[.]R$|^src/.*[.]cpp$", files, value = TRUE)
  own <- own[!startsWith(basename(own), "RcppExports")]
  page <- paste(text, collapse = "\n")
  # A header also counts for the .cpp of the same name.
  named <- function(file) {
    any(vapply(c(basename(file), sub("[.]cpp$", ".h", basename(file))), grepl, NA, page, fixed = TRUE))
  }
  sprintf("%s is in no table", own[!vapply(own, named, NA)])
}

# Targets of make.
targets <- function() {
  words <- unlist(regmatches(text, gregexpr("(^|`)make [a-z0-9-]+", text)))
  named <- unique(sub(".*make ", "", words))
  rules <- sub(":.*", "", grep("^[a-z0-9-]+:", readLines("Makefile"), value = TRUE))
  sprintf("`make %s` is named, and no rule of the Makefile", setdiff(named, rules))
}

# The limits in the sentence on sizes; "about" gives a header one line in ten.
sizes <- function() {
  sentence <- paste(trimws(text), collapse = " ")
  stated <- regmatches(sentence, regexec(paste0(
    "No header above about ([0-9]+) lines, no R file above ([0-9]+) .its help aside., no shim above ([0-9]+), ",
    "no other file of `src/` above ([0-9]+)"
  ), sentence))[[1]]
  if (!length(stated)) return("the sentence on the sizes of files is gone")
  limit <- as.integer(stated[-1]) * c(1.1, 1, 1, 1)
  own <- files[!startsWith(basename(files), "RcppExports")]
  too_long <- function(of, limit) {
    lines <- vapply(of, function(file) sum(!grepl("^#'", readLines(file, warn = FALSE))), 0L)
    sprintf("%s has %d lines, the limit is %d", of, lines, as.integer(limit))[lines > limit]
  }
  code <- grep("^src/.*[.](cpp|h)$", own, value = TRUE)
  is_shim <- grepl("_shim[.]cpp$", code)
  c(
    too_long(grep("^inst/include/.*[.](hpp|inl)$", own, value = TRUE), limit[1]),
    too_long(grep("^R/.*[.]R$", own, value = TRUE), limit[2]),
    too_long(code[is_shim], limit[3]), too_long(code[!is_shim], limit[4])
  )
}

# "One file for each": an entry "name" of a registry has a file of that name; underscores do not count.
one_file_each <- function() {
  unlist(lapply(c("init", "swap"), function(folder) {
    headers <- sub("[.]hpp$", "", basename(grep(file.path(core, folder), files, value = TRUE)))
    missing <- setdiff(entries_of(folder), gsub("_", "", headers))
    sprintf("%s/ has no file for the entry \"%s\"", folder, missing)
  }))
}

# The table of variants has each, and no other.
variants <- function() {
  named <- first_cells("### Variants and their components")
  swaps <- entries_of("swap")
  c(
    sprintf("the table of variants lacks `%s`", setdiff(swaps, named)),
    sprintf("the table of variants has `%s`, which is not a variant", setdiff(named, swaps))
  )
}

entries_of <- function(folder) {
  registry <- readLines(file.path(core, folder, "registry.hpp"))
  entries <- sub("^ *[{]\"([a-z0-9_]+)\",.*", "\\1", grep("^ *[{]\"", registry, value = TRUE))
  if (!length(entries)) stop("no entries found in ", folder, "/registry.hpp", call. = FALSE)
  entries
}

# The addition of a metric that the page shows agrees with the file.
shown_metric <- function() {
  from <- match("```diff", text)
  if (is.na(from)) return("the page shows no addition of a metric")
  shown <- text[from + seq_len(which(text[-seq_len(from)] == "```")[1] - 1L)]
  name <- grep("^[+]{3} b/", shown, value = TRUE)
  starts <- match(name, shown)
  ends <- c(starts[-1] - 2L, length(shown))
  unlist(lapply(seq_along(name), function(i) {
    file <- sub("^[+]{3} b/", "", name[i])
    if (!file.exists(file)) return(sprintf("the addition shows %s, which is not there", file))
    added <- sub("^[+]", "", grep("^[+]", shown[seq(starts[i] + 1L, ends[i])], value = TRUE))
    lost <- setdiff(added, readLines(file))
    sprintf("%s has no line \"%s\"", file, lost)
  }))
}

# Files of R/ are in kebab-case.
r_files <- function() {
  own <- setdiff(grep("^R/", files, value = TRUE), "R/RcppExports.R")
  sprintf("%s is not in kebab-case", grep("^R/[a-z0-9]+(-[a-z0-9]+)*[.]R$", own, value = TRUE, invert = TRUE))
}

# Only the constructor in R and the parser in src/ look at the kind of a source.
kinds <- function() {
  allowed <- c("R/source.R", "src/r_source.cpp")
  found <- search_lines("\\bkind\"?\\]* *(==|!=|%in%)|switch *\\([^,]*\\bkind\\b", "^(R|src)/", allowed)
  sprintf("asks for the kind of a source: %s", found)
}

# R identifies errors of the core by their codes.
class_names <- function() {
  headers <- unlist(lapply(grep(paste0("^", core), files, value = TRUE), readLines, warn = FALSE))
  declared <- grep("^ *(class|struct) [A-Z][A-Za-z]+", headers, value = TRUE)
  names <- unique(sub("^ *(class|struct) ([A-Za-z]+).*", "\\2", declared))
  pattern <- paste0("fastpam::(", paste(names, collapse = "|"), ")\\b|\"std::")
  sprintf("names a class of the core: %s", search_lines(pattern, "^R/"))
}

# The line on the layers is the order that tools/check-layers.R checks.
layers <- function() {
  split <- function(lines) trimws(strsplit(paste(lines, collapse = " "), "<", fixed = TRUE)[[1]])
  stated <- split(grep("^base +< ", text, value = TRUE))
  script <- sub("^# *", "", readLines("tools/check-layers.R"))
  first <- grep("^base < ", script)
  checked <- split(script[c(first, if (grepl("^<", script[first + 1L])) first + 1L)])
  if (identical(stated, checked)) character() else "the layers are not those of tools/check-layers.R"
}

# "file:line: text" for the matching lines of some files, without comments.
search_lines <- function(pattern, where, except = character()) {
  of <- setdiff(grep(where, files, value = TRUE), c(except, "R/RcppExports.R", "src/RcppExports.cpp"))
  unlist(lapply(grep("[.](R|cpp|h)$", of, value = TRUE), function(file) {
    lines <- sub("(^| )(#|//).*", "", readLines(file, warn = FALSE))
    at <- grep(pattern, lines, perl = TRUE)
    sprintf("%s:%d: %s", file, at, trimws(lines[at]))
  }))
}

claims <- list(
  "folders of the table" = folders, "files in the tables" = files_in_tables, "targets of make" = targets,
  "sizes of files" = sizes, "one file for each init and swap" = one_file_each,
  "variants" = variants, "the addition of a metric" = shown_metric, "names of files in R/" = r_files,
  "kinds of sources" = kinds, "classes of the core in R/" = class_names, "layers" = layers
)
untrue <- lapply(claims, function(claim) claim())
for (name in names(untrue)) {
  cat(sprintf("%-34s %s\n", name, if (length(untrue[[name]])) "does not hold" else "holds"))
  cat(sprintf("  %s\n", untrue[[name]]), sep = "")
}
quit(status = as.integer(any(lengths(untrue) > 0)))
