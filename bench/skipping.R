# FasterPAM on all of 100,000 and of 1,000,000 objects with two columns, without samples, k = 1,000, from random
# medoids to the end, where no swap improves (`init = "random"`: LAB and BUILD would add their own time). Time, memory
# beyond the data, and the growth exponent: the logarithm of the ratio of times over that of the ratio of n.
#
#   Rscript bench/skipping.R [threads] [n ...]
#
# Each in an R process of its own. Memory is the largest resident size of that process, less that before the call.

source(file.path("bench", "common.R"))
args <- as.integer(commandArgs(trailingOnly = TRUE))
threads <- if (length(args)) args[1] else 2L
sizes <- if (length(args) > 1) args[-1] else c(100000L, 1000000L)

rows <- lapply(sizes, function(n) {
  code <- bquote({
    source(file.path("bench", "common.R"))
    library(fastpam)
    x <- gaussian_mixture(.(n), 2, 1000)
    resident <- function(what) {
      as.numeric(gsub("[^0-9]", "", grep(what, readLines("/proc/self/status"), value = TRUE))) / 1024^2
    }
    gc(FALSE)
    before <- resident("^VmRSS")
    set.seed(1)
    time <- system.time(fit <- fastpam(
      x, 1000, variant = "fasterpam", init = "random", stats = FALSE, keep.data = FALSE, n_threads = .(threads),
      progress = FALSE
    ))
    cat(
      "RESULT", time[["user.self"]] + time[["sys.self"]], time[["elapsed"]], resident("^VmHWM") - before,
      fit$objective, fit$swaps, fit$work[["rows_read"]] / .(n), fit$converged, "\n"
    )
  })
  script <- tempfile(fileext = ".R")
  writeLines(deparse(code), script)
  out <- system2(
    file.path(R.home("bin"), "Rscript"), script, stdout = TRUE,
    env = paste0("R_LIBS=", paste(.libPaths(), collapse = .Platform$path.sep))
  )
  found <- strsplit(grep("^RESULT", out, value = TRUE), " +")[[1]]
  numbers <- as.numeric(found[2:8])
  data.frame(
    n = n, threads = threads, cpu_s = numbers[1], clock_s = numbers[2], GiB_beyond_data = numbers[3],
    objective = numbers[5], swaps = numbers[6], candidates_per_n = numbers[7], swap_optimal = found[9]
  )
})
table <- do.call(rbind, rows)
markdown(table)
if (nrow(table) > 1) {
  last <- nrow(table)
  exponent <- log(table$cpu_s[last] / table$cpu_s[1]) / log(table$n[last] / table$n[1])
  cat("\n* growth exponent of the processor's seconds:", format(exponent, digits = 3), "\n")
}
