# Fails if CONTRIBUTING.md or the vignette on promises names a file, a folder or an R function that does not exist.
# Run from the project's root.

files <- system2("git", c("ls-files", "--cached", "--others", "--exclude-standard"), stdout = TRUE)
files <- files[file.exists(files)]
folders <- unique(dirname(files))
functions <- sub(" <- function.*", "", grep("^[.A-Za-z_0-9]+ <- function", unlist(lapply(
  list.files("R", full.names = TRUE), readLines
)), value = TRUE))
sources <- paste(unlist(lapply(grep("[.](cpp|h|hpp|inl)$", files, value = TRUE), readLines, warn = FALSE)), collapse = "\n")

ends_with <- function(paths, name) any(paths == name | endsWith(paths, paste0("/", name)))
# `path/file.ext`, `folder/`, `function()`; with * any name. Placeholders like <kind> are skipped.
known <- function(name) {
  if (grepl("[<> :]", name)) return(TRUE)
  if (grepl("/$", name)) return(ends_with(folders, sub("/$", "", name)) || name %in% c("build/"))
  if (grepl("[(][)]$", name)) {
    name <- sub("[(][)]$", "", sub("^.*::", "", name))
    return(name %in% functions || any(startsWith(functions, paste0(name, "."))) || exists(name) || grepl(paste0("\\b", gsub(".", "[.]", name, fixed = TRUE), "\\("), sources))
  }
  if (grepl("[.](R|cpp|h|hpp|inl|sh|md|Rmd|yml|txt)$", name)) {
    return(if (grepl("*", name, fixed = TRUE)) {
      any(grepl(utils::glob2rx(name), c(files, basename(files))))
    } else {
      ends_with(files, name)
    })
  }
  TRUE
}

lost <- 0L
for (page in c("CONTRIBUTING.md", file.path("vignettes", "promises.Rmd"))) {
  text <- readLines(page)
  if (grepl("Rmd$", page)) text <- grep("^[|]", text, value = TRUE)
  for (i in seq_along(text)) {
    quoted <- regmatches(text[i], gregexpr("`[^`]+`", text[i]))[[1]]
    bare <- regmatches(text[i], gregexpr("(R|src)/[-a-z_]+[.](R|cpp|h)", text[i]))[[1]]
    for (name in unique(c(gsub("`", "", quoted), bare))) {
      if (known(name)) next
      cat(sprintf("%s: %s is not there\n", page, name))
      lost <- lost + 1L
    }
  }
}
cat(sprintf("names: %d that are not there\n", lost))
quit(status = lost > 0L)
