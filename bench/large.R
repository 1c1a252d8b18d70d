# Beyond what cluster can hold: n = 46,400 (where cluster::pam crashes), n = 70,000 (beyond its limit) and n =
# 200,000; with 10 and 100 columns, whose dissimilarities are computed when needed if that is as fast as reading
# them, and with 200 columns, whose dissimilarities are stored; k = 50, data input, single precision: time, memory,
# loss.
#
#   Rscript bench/large.R [n columns]
#
# Each in an R process of its own. Memory is the largest resident size of that process.

source(file.path("bench", "common.R"))
asked <- as.integer(commandArgs(trailingOnly = TRUE))
cases <- list(
  c(46400L, 10L), c(46400L, 100L), c(70000L, 10L), c(70000L, 100L), c(70000L, 200L), c(200000L, 10L)
)
if (length(asked)) cases <- list(asked)

rows <- lapply(cases, function(case) {
  n <- case[1]
  code <- bquote({
    source(file.path("bench", "common.R"))
    library(fastpam)
    x <- gaussian_mixture(.(n), .(case[2]), 50)
    time <- system.time(fit <- fastpam(x, 50, precision = "single", n_threads = 2, trace.lev = 1, progress = FALSE))
    status <- readLines("/proc/self/status")
    peak <- as.numeric(gsub("[^0-9]", "", grep("^VmHWM", status, value = TRUE))) / 1024^2
    cat(
      "RESULT", time[["user.self"]] + time[["sys.self"]], time[["elapsed"]], peak,
      format(fit$objective, digits = 15), fit$swaps, fit$work[["rows_read"]] / .(n), "\n"
    )
  })
  script <- tempfile(fileext = ".R")
  writeLines(deparse(code), script)
  out <- system2(
    file.path(R.home("bin"), "Rscript"), script, stdout = TRUE, stderr = TRUE,
    env = paste0("R_LIBS=", paste(.libPaths(), collapse = .Platform$path.sep))
  )
  numbers <- as.numeric(strsplit(grep("^RESULT", out, value = TRUE), " +")[[1]][2:8])
  storage <- sub("storage: ", "", grep("storage:", out, value = TRUE)[1])
  data.frame(
    n = n, columns = case[2], storage = storage, cpu_s = numbers[1], clock_s = numbers[2],
    peak_GiB = numbers[3], objective_build = numbers[4], objective_swap = numbers[5], swaps = numbers[6],
    rows_read_per_n = numbers[7]
  )
})
markdown(do.call(rbind, rows))
