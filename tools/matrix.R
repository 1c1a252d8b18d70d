# Runs the generated matrix of tests: every kind of source x every metric x every verb x every later call, in this
# session and in a fresh one. Prints the number of cells and the cells that failed.
#
#   Rscript tools/matrix.R share                the cells that test-matrix.R runs
#   Rscript tools/matrix.R all [draws]          all of them, with this number of draws of data and arguments
#   Rscript tools/matrix.R fresh [draws]        those in a fresh session only
#   Rscript tools/matrix.R "--cell=kind | metric | verb | use | draw"   one of them, with what was drawn
#
# Run from the package root with fastpam installed (R_LIBS names a library). Ends with status 1 if a cell failed.

library(fastpam)
folder <- file.path("tests", "testthat")
helpers <- new.env(parent = globalenv())
for (file in list.files(folder, "^helper-matrix.*[.]R$", full.names = TRUE)) sys.source(file, envir = helpers)
args <- commandArgs(trailingOnly = TRUE)
what <- if (length(args)) args[[1L]] else "share"
draws <- seq_len(if (length(args) > 1L) as.integer(args[[2L]]) else 1L)
pointer <- helpers$mx_compile_pointer()
groups <- helpers$mx_groups()

if (startsWith(what, "--cell=")) {
  cell <- helpers$mx_find_cell(substring(what, 8L), groups)
  result <- helpers$mx_run_group(cell$group, cell$draw, cell$use, pointer)
  if (!is.null(result$made)) {
    cat("Call:\n")
    print(result$made$session$call)
    cat("\nArguments:\n")
    str(result$made$drawn$args, give.attr = FALSE)
    cat("\nx:\n")
    str(result$made$session$x)
  }
  cat("\n", if (is.null(result$failed)) "passed" else helpers$mx_words_of(result$failed), "\n", sep = "")
  quit(status = as.integer(!is.null(result$failed)))
}

chosen <- switch(what,
  share = helpers$mx_share(groups), all = lapply(groups, `[[`, "uses"), fresh = vector("list", length(groups)),
  stop("share, all, fresh or --cell=")
)
started <- proc.time()[["elapsed"]]
done <- 0L
found <- helpers$mx_run(groups, chosen, draws, pointer, each = function(result) {
  done <<- done + result$cells
  if (what == "all" && done %/% 5000L > (done - result$cells) %/% 5000L) message(done, " cells")
})
for (draw in draws) {
  share <- helpers$mx_fresh_share(groups, if (what == "share") 3L else Inf, draw, pointer)
  fresh <- helpers$mx_run_fresh(share$mades, share$asked, normalizePath(folder))
  found$cells <- found$cells + fresh$cells
  found$failed <- rbind(found$failed, fresh$failed)
}

failed <- found$failed
cat(sprintf(
  "fastpam %s: %d cells in %.0f s, %d failed, %d skipped (packages that are not installed)\n",
  getNamespaceVersion("fastpam"), found$cells, proc.time()[["elapsed"]] - started, NROW(failed), found$skipped
))
if (NROW(failed)) {
  by <- function(name) print(sort(table(failed[[name]]), decreasing = TRUE))
  for (name in c("why", "use", "kind", "metric", "verb")) by(name)
  cat("\nThe first of each sort:\n")
  first <- !duplicated(failed[c("use", "why", "kind")])
  cat(utils::head(helpers$mx_words_of(failed[first, ]), 400L), sep = "\n")
}
save_to <- Sys.getenv("FASTPAM_MATRIX_SAVE")
if (nzchar(save_to)) saveRDS(failed, save_to)
quit(status = as.integer(NROW(failed) > 0L))
