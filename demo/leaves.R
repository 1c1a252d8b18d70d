# Clusters 1600 leaves into 100 groups with fastpam and with cluster::pam, and compares medoids and
# times. Run it by `make demo`, or, with the package installed, by demo("leaves", "fastpam").
# It takes two to three minutes, almost all of them in cluster::pam(variant = "original").

library(fastpam)

d <- dist(leaves[-1])
k <- 100

# Median of the elapsed seconds of `times` runs, and the result of the last.
timed <- function(expr, times) {
  call <- substitute(expr)
  frame <- parent.frame()
  seconds <- numeric(times)
  for (i in seq_len(times)) {
    gc(FALSE)
    seconds[i] <- system.time(value <- eval(call, frame))[["elapsed"]]
  }
  list(value = value, seconds = stats::median(seconds))
}

cat("leaves:", nrow(leaves), "objects,", ncol(leaves) - 1, "variables, k =", k, "\n")
cat("fastpam", format(utils::packageVersion("fastpam")), "and cluster",
  format(utils::packageVersion("cluster")), "on", R.version.string, "\n\n")

ours <- timed(fastpam(d, k, progress = FALSE), times = 5)
fit <- ours$value

cat("The fit, as printed:\n\n")
print(fit)

set.seed(1)
theirs <- list()
for (variant in c("faster", "f_3", "original")) {
  cat("\nRunning cluster::pam(variant = \"", variant, "\")",
    if (variant == "original") ", which takes one to two minutes", " ...", sep = "")
  utils::flush.console()
  theirs[[variant]] <- timed(
    cluster::pam(d, k, variant = variant, keep.diss = FALSE),
    times = if (variant == "original") 1 else 3
  )
}
cat("\n\n")

rows <- c(list(ours), theirs)
comparison <- data.frame(
  call = c("fastpam()", sprintf("pam(variant = \"%s\")", names(theirs))),
  seconds = vapply(rows, function(r) round(r$seconds, 3), 0),
  objective = vapply(rows, function(r) r$value$objective[["swap"]], 0),
  same_medoids = vapply(rows, function(r) setequal(r$value$id.med, fit$id.med), NA),
  same_labels = vapply(rows, function(r) identical(unname(r$value$clustering), unname(fit$clustering)), NA),
  times_fastpam = vapply(rows, function(r) signif(r$seconds / ours$seconds, 3), 0)
)
print(comparison, digits = 10, row.names = FALSE)

original <- theirs$original$value
cat("\nMedoids identical to those of cluster::pam(variant = \"original\"): ",
  identical(as.vector(fit$id.med), as.vector(original$id.med)),
  "\nObjective identical to the last bit: ",
  identical(unname(fit$objective), unname(original$objective)),
  "\nfastpam is ", signif(theirs$original$seconds / ours$seconds, 3),
  " times as fast as variant \"original\" and ", signif(theirs$faster$seconds / ours$seconds, 3),
  " times as fast as variant \"faster\" here.\n", sep = "")

# ---- a picture -----------------------------------------------------------------------------------

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
silhouettes <- cluster::silhouette(fit)
graphics::plot(silhouettes,
  main = paste("Silhouettes of", nrow(leaves), "leaves in", k, "clusters"),
  col = rep(c("steelblue", "grey60"), length.out = k), border = NA, do.n.k = FALSE, do.clus.stat = FALSE
)
invisible(grDevices::dev.off())
cat("Picture:", file, "\n")

if (!identical(as.vector(fit$id.med), as.vector(original$id.med))) {
  stop("fastpam and cluster::pam(variant = \"original\") found different medoids", call. = FALSE)
}
