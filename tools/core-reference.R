# The reference of the C++ core as markdown, from the comments of its headers. Read by
# vignettes/articles/core-reference.Rmd; `Rscript tools/core-reference.R` from the project's root prints it.
#
# It relies on the layout by clang-format: declarations begin in column 0, and members of structs are indented by
# two. A comment belongs to the code that follows it or, at the end of a line, to the code before it. Namespaces
# whose name ends in "detail" and the kernels at the end of a metric's file are left out.

core_reference <- function(root = ".") {
  base <- file.path(root, "inst", "include", "fastpam")
  folders <- c(
    "." = "One call", base = "Types and errors", exec = "Threads, interrupts, progress", metric = "Metrics",
    dissim = "Sources of dissimilarities", search = "The state of a search", init = "Starts",
    swap = "Swap phases", sample = "CLARA and CLARANS", eval = "Partition and statistics",
    bound = "Lower bounds", hybrid = "Beyond one local search", validate = "Stability under resampling"
  )
  headers <- list.files(base, "[.]hpp$", recursive = TRUE)
  folder <- ifelse(grepl("/", headers), sub("/.*", "", headers), ".")
  stopifnot(folder %in% names(folders))
  out <- character()
  for (name in names(folders)) {
    out <- c(out, sprintf("## %s", folders[[name]]), "")
    for (header in headers[folder == name]) out <- c(out, header_reference(file.path(base, header), header))
  }
  out
}

header_reference <- function(path, name) {
  lines <- readLines(path, encoding = "UTF-8")
  kernels <- grep("^#else  // the kernels", lines)
  if (length(kernels)) lines <- lines[seq_len(kernels[1L] - 1L)]
  guard <- grep("^#ifndef", lines)[1L]
  items <- declarations(lines[-seq_len(guard)])
  c(
    sprintf("### fastpam/%s", name), "", escape(as_sentences(lines[seq_len(guard - 1L)])), "",
    if (length(items)) c("| | |", "|---|---|", items, "")
  )
}

# One row of a table for each function, type, member and alias.
declarations <- function(lines) {
  rows <- character()
  comment <- character()
  hidden <- NULL
  i <- 1L
  while (i <= length(lines)) {
    line <- lines[i]
    if (!is.null(hidden)) {
      if (identical(line, paste0("}  // namespace ", hidden))) hidden <- NULL
    } else if (grepl("^namespace \\w*detail \\{", line)) {
      hidden <- sub("^namespace (\\w+) .*", "\\1", line)
    } else if (grepl("^//", line)) {
      comment <- c(comment, line)
      i <- i + 1L
      next
    } else if (grepl("^template <", line)) {
      i <- i + 1L # belongs to what follows
      next
    } else if (grepl("^[A-Za-z]", line) && !grepl("^(namespace|extern|template|FASTPAM_)", line)) {
      end <- i
      while (!grepl("[{;]\\s*(//.*)?$|\\}\\s*$", lines[end])) end <- end + 1L
      text <- paste(trimws(lines[i:end]), collapse = " ")
      if (grepl("^(struct|class|enum)\\b", text)) {
        close <- if (grepl("\\};$|;$", lines[end])) end else end + match(TRUE, grepl("^\\};", lines[-seq_len(end)]))
        if (close > end || length(comment)) {
          rows <- c(rows, type_rows(text, comment, lines[seq_len(close)[-seq_len(end)]]))
        }
        i <- close
      } else {
        rows <- c(rows, function_row(text, comment))
        if (!grepl(";\\s*$|\\}\\s*$", lines[end])) end <- end + match(TRUE, grepl("^\\}", lines[-seq_len(end)]))
        i <- end
      }
    }
    comment <- character()
    i <- i + 1L
  }
  rows
}

row <- function(code, comment) sprintf("| `%s` | %s |", gsub("|", "\\|", code, fixed = TRUE), escape(as_sentences(comment)))

function_row <- function(text, comment) {
  text <- sub("\\s*//.*$", "", text)
  text <- sub("^((static|inline|constexpr) )+", "", text)
  # Up to the end of the arguments; of a constant, up to its value.
  text <- sub("\\s*(\\{.*|;)$", "", text)
  text <- sub("\\)\\s*:.*$", ")", text)
  if (!grepl("(", text, fixed = TRUE) && !grepl("^using", text)) text <- sub("\\s*=.*", "", text)
  row(text, comment)
}

type_rows <- function(text, comment, body) {
  name <- sub("\\s*\\{.*$", "", text)
  c(row(name, comment), member_rows(sub("^(struct|class|enum( class)?) ", "", sub("( final)?( :.*)?$", "", name)), text, body))
}

# Members that have a comment. Private ones are left out.
member_rows <- function(type, text, body) {
  shown <- !grepl("^class", text)
  comment <- character()
  depth <- 0L
  rows <- character()
  for (line in body) {
    if (grepl("^ (public|protected|private):", line)) shown <- grepl("public", line)
    inside <- depth > 0L
    code <- sub("\\s*//.*$", "", line)
    depth <- depth + lengths(regmatches(code, gregexpr("{", code, fixed = TRUE))) -
      lengths(regmatches(code, gregexpr("}", code, fixed = TRUE)))
    if (inside || !shown) next
    if (grepl("^  //", line)) {
      comment <- c(comment, trimws(line))
      next
    }
    if (grepl("^  [A-Za-z~]", line)) {
      behind <- if (grepl("//", line, fixed = TRUE)) sub("^.*?//+<?", "//", line, perl = TRUE)
      what <- trimws(sub("\\s*(\\{.*|;|,|=.*)$", "", code))
      what <- sub("\\)\\s*:.*$", ")", what)
      # "double loss" of Run is "double Run::loss".
      what <- sub("(operator.*|~?\\w+)(\\(.*|\\[.*)?$", paste0(type, "::\\1\\2"), what, perl = TRUE)
      if (length(c(comment, behind))) rows <- c(rows, row(what, c(comment, behind)))
    }
    comment <- character()
  }
  rows
}

# Comment lines as running text.
as_sentences <- function(comment) {
  text <- sub("^\\s*//+<? ?", "", comment)
  text <- gsub("\\s+", " ", trimws(paste(text, collapse = " ")))
  sub("^([a-z])(?=[a-z]+\\b(?![(:_]))", "\\U\\1", text, perl = TRUE)
}

escape <- function(text) {
  text <- gsub("<", "&lt;", gsub("&", "&amp;", text, fixed = TRUE), fixed = TRUE)
  gsub("([*|])", "\\\\\\1", text)
}

if (!interactive() && identical(sys.nframe(), 0L)) writeLines(core_reference())
