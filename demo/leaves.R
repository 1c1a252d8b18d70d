# Clusters leaves of 100 plant species with fastpam and with cluster::pam, and compares medoids and
# times. Run it by `make demo`, or, with the package installed, by demo("leaves", "fastpam").
# It takes about a minute. Most of that goes into the textbook algorithm, cluster::pam(variant =
# "original"), which is therefore given the first 64 species only: on all 100 it runs for minutes.

library(fastpam)

# Median of the elapsed seconds of `times` runs, and the result of the last.
timed <- function(run, times) {
  seconds <- numeric(times)
  for (i in seq_len(times)) {
    gc(FALSE)
    seconds[i] <- system.time(fit <- run())[["elapsed"]]
  }
  list(fit = fit, seconds = stats::median(seconds))
}

# Runs fastpam() and the named variants of cluster::pam() on the same dissimilarities, and prints
# one line for each. Gives the runs.
compare <- function(d, k, variants, times) {
  runs <- list(`fastpam()` = timed(function() fastpam(d, k, progress = FALSE), times = 5))
  for (variant in variants) {
    cat("... cluster::pam(variant = \"", variant, "\")\n", sep = "")
    utils::flush.console()
    run <- function() cluster::pam(d, k, variant = variant, keep.diss = FALSE)
    runs[[sprintf("pam(variant = \"%s\")", variant)]] <- timed(run, times)
  }
  ours <- runs[[1]]
  column <- function(f, type) vapply(runs, f, type, USE.NAMES = FALSE)
  print(data.frame(
    call = names(runs),
    seconds = column(function(r) round(r$seconds, 3), 0),
    ratio = column(function(r) signif(r$seconds / ours$seconds, 3), 0),
    objective = column(function(r) r$fit$objective[["swap"]], 0),
    same.medoids = column(function(r) setequal(r$fit$id.med, ours$fit$id.med), NA)
  ), digits = 10, row.names = FALSE)
  cat("\n")
  runs
}

set.seed(1)
cat("fastpam ", format(utils::packageVersion("fastpam")), ", cluster ",
  format(utils::packageVersion("cluster")), ", ", R.version.string, "\n\n", sep = "")

# ---- all leaves ----------------------------------------------------------------------------------

cat("All", nrow(leaves), "leaves, k = 100. \"f_3\" is FastPAM1 and \"faster\" is FasterPAM, which\n")
cat("starts from random medoids and ends in another local optimum:\n")
d <- dist(leaves[-1])
all_leaves <- compare(d, k = 100, c("f_3", "faster"), times = 3)
fit <- all_leaves[[1]]$fit

# ---- the textbook algorithm ----------------------------------------------------------------------

some <- leaves[as.integer(leaves$species) <= 64, ]
cat("The first", nrow(some), "leaves, k = 64, with the textbook algorithm (10 to 60 seconds):\n")
some_leaves <- compare(dist(some[-1]), k = 64, "original", times = 1)

ours <- some_leaves[[1]]$fit
original <- some_leaves[[2]]$fit
same <- c(
  medoids = identical(as.vector(ours$id.med), as.vector(original$id.med)),
  labels = identical(as.vector(ours$clustering), as.vector(original$clustering)),
  objective = identical(as.vector(ours$objective), as.vector(original$objective))
)
cat("Identical to those of the textbook algorithm, to the last bit:\n")
print(same)

# ---- the fit, and a picture ----------------------------------------------------------------------

cat("\nThe fit of all leaves, as printed (its first lines):\n\n")
printed <- utils::capture.output(print(fit))
writeLines(utils::head(printed, 20))
if (length(printed) > 20) cat("...\n")

# Opens a device that works without a display, and gives the name of the file it writes.
open_picture <- function(name) {
  file <- paste0(name, ".png")
  type <- if (capabilities("cairo")) "cairo" else getOption("bitmapType")
  opened <- capabilities("png") && tryCatch(
    {
      grDevices::png(file, width = 1200, height = 1600, res = 130, type = type)
      TRUE
    },
    error = function(e) FALSE,
    warning = function(w) FALSE
  )
  if (!opened) {
    file <- paste0(name, ".pdf")
    cat("This R cannot write PNG files without a display; writing a PDF instead.\n")
    grDevices::pdf(file, width = 9, height = 12)
  }
  file
}

file <- open_picture("fastpam-demo")
graphics::plot(cluster::silhouette(fit),
  main = paste("Silhouettes of", nrow(leaves), "leaves in 100 clusters"),
  col = rep(c("steelblue", "grey60"), 50), border = NA, do.n.k = FALSE, do.clus.stat = FALSE
)
invisible(grDevices::dev.off())
cat("\nPicture: ", file, "\n", sep = "")

if (!all(same)) {
  stop("fastpam and cluster::pam(variant = \"original\") differ, see above", call. = FALSE)
}
