# The gain from effort = "high" on real data, and the distance of the results from the best possible ones.
#
#   Rscript bench/effort.R [DATA]
#
# One exact PAM, FasterPAM from 100 random starts, and effort = "high": mean dissimilarity, its gap to the
# proven lower bound (of the best of the three) in percent, and seconds of the processor.

source(file.path("bench", "common.R"))
library(fastpam)

optdigits <- function() {
  files <- file.path(data_folder(), "optdigits", c("tra.csv.gz", "tes.csv.gz"))
  as.matrix(do.call(rbind, lapply(files, utils::read.csv)))[, 1:64]
}
tasks <- list(
  "leaves, k = 100" = list(x = as.matrix(leaves[-1]), k = 100),
  "optdigits, k = 100" = list(x = optdigits(), k = 100),
  "optdigits, k = 10" = list(x = optdigits(), k = 10)
)
for (name in names(tasks)) {
  task <- tasks[[name]]
  d <- fastdist(task$x)
  ways <- list(
    "PAM" = function() fastpam(d, task$k),
    "100 starts of FasterPAM" = function() fastpam(d, task$k, variant = "fasterpam", nstart = 100),
    "effort = \"high\"" = function() fastpam(d, task$k, effort = "high")
  )
  rows <- lapply(names(ways), function(way) {
    set.seed(1)
    time <- seconds(function() fit <<- ways[[way]]())
    list(way = way, fit = fit, loss = fit$objective[["swap"]], cpu_s = time[["cpu"]])
  })
  loss <- vapply(rows, function(row) row$loss, 0)
  time <- seconds(function() bound <<- fastpam_bound(rows[[which.min(loss)]]$fit, d, max_iter = 2000))
  cat(sprintf(
    "\n%s, n = %d: bound %.8g in %.1f s%s\n\n", name, attr(d, "Size"), bound$bound, time[["cpu"]],
    if (bound$optimal) ", the best is optimal" else ""
  ))
  markdown(data.frame(
    way = vapply(rows, function(row) row$way, ""), loss = loss, gap_percent = 100 * (loss / bound$bound - 1),
    cpu_s = vapply(rows, function(row) row$cpu_s, 0)
  ), digits = 7)
}
