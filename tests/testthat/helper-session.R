# A session of R of its own, for what may crash one.

# Evaluates each element of `code` (strings) there, after `setup`, and returns the outcome: "a value", the classes
# of the error, or "crashed" for those that the session did not live to see.
outcomes_in_session <- function(code, setup = character(), seconds = 60) {
  script <- tempfile(fileext = ".R")
  out <- tempfile()
  on.exit(unlink(c(script, out)))
  attempt <- function(line) {
    sprintf(
      "say(tryCatch({ suppressWarnings(suppressMessages(%s)); \"a value\" }, error = function(e) toString(class(e))))", line
    )
  }
  writeLines(c(
    sprintf(".libPaths(%s)", deparse1(.libPaths())), "library(fastpam)",
    sprintf("say <- function(what) cat(what, \"\\n\", file = %s, append = TRUE)", deparse1(out)), setup,
    vapply(code, attempt, "")
  ), script)
  suppressWarnings(system2(
    file.path(R.home("bin"), "Rscript"), c("--vanilla", shQuote(script)), stdout = FALSE, stderr = FALSE, timeout = seconds
  ))
  said <- if (file.exists(out)) trimws(readLines(out)) else character()
  stats::setNames(c(said, rep("crashed", length(code) - length(said))), code)
}

expect_refused_in_session <- function(code, setup = character(), seconds = 60, or_value = FALSE) {
  outcomes <- outcomes_in_session(code, setup, seconds)
  fine <- grepl("fastpam_error", outcomes) | (or_value & outcomes == "a value")
  testthat::expect(all(fine), paste(sprintf("%s: %s", names(outcomes)[!fine], outcomes[!fine]), collapse = "\n"))
}

# The last line that a fresh session prints. `lib`: the only library besides R's own.
session <- function(..., lib = NULL) {
  libs <- if (is.null(lib)) deparse1(.libPaths()) else paste0(deparse1(lib), ", include.site = FALSE")
  script <- paste(c(sprintf(".libPaths(%s)", libs), ...), collapse = "; ")
  utils::tail(system2(file.path(R.home("bin"), "Rscript"), c("--vanilla", "-e", shQuote(script)), stdout = TRUE), 1)
}
