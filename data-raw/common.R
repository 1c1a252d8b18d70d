# The common part of the scripts in this folder. They run from the project's root and read tables in ../shared/data
# (beside the project's root, not part of the repository).

source_file <- function(...) {
  file <- file.path("..", "shared", "data", ...)
  if (!file.exists(file)) {
    stop("not found: ", file, ". Run this from the project's root, with the data beside it.")
  }
  file
}

read_table <- function(...) utils::read.csv(gzfile(source_file(...)))

save_data <- function(object, name) {
  file <- file.path("data", paste0(name, ".rda"))
  dir.create("data", showWarnings = FALSE)
  env <- new.env()
  assign(name, object, envir = env)
  # Version 2 can be read by every R that the package supports, and stays the same byte for byte.
  save(list = name, envir = env, file = file, compress = "xz", compression_level = 9, version = 2)
  message(file, ": ", file.size(file), " bytes")
}
