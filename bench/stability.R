# Stability of clusters: fastpam_stability() compared with fpc::clusterboot() and fpc::prediction.strength() on the
# same resamples of the same dissimilarities. Both must give the same numbers, which is checked here.
#
#   Rscript bench/stability.R [n]       n = 2,000 unless it is given

source(file.path("bench", "common.R"))
library(fastpam)

args <- suppressWarnings(as.integer(commandArgs(trailingOnly = TRUE)))
n <- if (length(args) && !is.na(args[1])) args[1] else 2000L
k <- 10L
d <- dist(gaussian_mixture(n, 10, 10))

# What fpc will draw with this seed.
draws <- function(B, seed) {
  set.seed(seed)
  replicate(B, sample(n, n, replace = TRUE), simplify = FALSE)
}
orders <- function(M, seed) {
  set.seed(seed)
  replicate(M, sample(n, n), simplify = FALSE)
}
# fpc takes about the same time for each resample, so a few are enough: its seconds are scaled up from `few` resamples
# (and for clusterboot() the fit of all objects) to `many`. Ours are measured for `many`, of which the first few are
# those of fpc. Seconds of the processor, one thread.
few <- 3L
many <- 100L
say <- function(what, theirs, fits, fits_many, ours, same) {
  scaled <- theirs[["cpu"]] / fits * fits_many
  data.frame(
    what = what, fpc_measured_s = theirs[["cpu"]], fpc_scaled_s = scaled, fastpam_s = ours[["cpu"]],
    times_less = scaled / ours[["cpu"]], equal = same
  )
}

drawn <- c(draws(few, 1), draws(many - few, 2))
own <- NULL
mine <- seconds(function() own <<- fastpam_stability(d, k, resamples = drawn, splits = 0, n_threads = 1))
rows <- lapply(c(0, 5), function(pamonce) {
  theirs <- NULL
  time <- seconds(function() {
    theirs <<- fpc::clusterboot(
      d, B = few, distances = TRUE, clustermethod = fpc::claraCBI, usepam = TRUE, k = k, seed = 1, count = FALSE,
      pamonce = pamonce
    )
  })
  say(
    sprintf("clusterboot(), %d resamples, pam(pamonce = %s)", many, pamonce), time, few + 1, many + 1, mine,
    identical(unname(own$jaccard[, seq_len(few)]), theirs$bootresult)
  )
})

halves <- c(orders(few, 1), orders(many - few, 2))
mine <- seconds(function() own <<- fastpam_stability(d, k, B = 0, splits = halves, n_threads = 1))
rows <- c(rows, lapply(c(0, 5), function(pamonce) {
  theirs <- NULL
  time <- seconds(function() {
    set.seed(1)
    theirs <<- fpc::prediction.strength(
      d, Gmin = k, Gmax = k, M = few, clustermethod = fpc::claraCBI, usepam = TRUE, distances = TRUE, pamonce = pamonce
    )
  })
  say(
    sprintf("prediction.strength(), %d splits, pam(pamonce = %s)", many, pamonce), time, few, many, mine,
    identical(own$strengths[seq_len(few)], theirs$predcorr[[k]])
  )
}))

cat(sprintf("\nn = %s, k = %d, 10 columns, Euclidean\n\n", format(n, big.mark = ","), k))
markdown(do.call(rbind, rows))
