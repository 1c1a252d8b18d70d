# Tests whether the fuzzer detects errors: changes the result of one compiled function at a time, as little as
# possible, and counts the cases that detect it.
#
#   Rscript tools/fuzz-mutants.R [cases]
#
# Run from the package root with fastpam installed. Ends with status 1 if a change is not detected.

library(fastpam)
helpers <- new.env(parent = asNamespace("fastpam"))
for (file in list.files(file.path("tests", "testthat"), "^helper-fuzz.*[.]R$", full.names = TRUE)) {
  sys.source(file, envir = helpers)
}
args <- commandArgs(trailingOnly = TRUE)
cases <- if (length(args)) as.integer(args[[1L]]) else 150L
space <- asNamespace("fastpam")

bump <- function(x) x + abs(x) * 2^-52 # the last bit
# Each entry: the function, and the change of its result (which may use its arguments).
mutants <- list(
  "a label" = list("fit_cpp", function(out, ...) {
    out$clustering[length(out$clustering)] <- out$clustering[1L]
    out
  }),
  "the objective" = list("fit_cpp", function(out, ...) {
    out$objective[2L] <- out$objective[2L] * (1 + 1e-9)
    out
  }),
  "the objective's last bit" = list("fit_cpp", function(out, ...) {
    out$objective <- bump(out$objective)
    out
  }),
  "a medoid" = list("fit_cpp", function(out, ...) {
    out$id_med[1L] <- out$id_med[1L] %% length(out$clustering) + 1L
    out
  }),
  "a silhouette" = list("fit_cpp", function(out, ...) {
    if (!is.null(out$sil_widths)) out$sil_widths[1L, 3L] <- out$sil_widths[1L, 3L] / 2
    out
  }),
  "the diameter" = list("fit_cpp", function(out, ...) {
    if (!is.null(out$clusinfo)) out$clusinfo[, 4L] <- bump(out$clusinfo[, 4L])
    out
  }),
  "threads matter" = list("fit_cpp", function(out, spec, k, options) {
    if (options$n_threads > 1L) out$objective <- bump(out$objective)
    out
  }),
  "memory matters" = list("fit_cpp", function(out, spec, k, options) {
    if (identical(options$memory, 0)) out$objective <- bump(out$objective)
    out
  }),
  "single matters" = list("fit_cpp", function(out, spec, k, options) {
    if (options$precision == "single") out$objective <- out$objective * (1 + 1e-4)
    out
  }),
  "weights are ignored" = list("fit_cpp", NULL, function(spec, k, options) {
    options["weights"] <- list(NULL)
    list(spec, k, options)
  }),
  "SWAP ends early" = list("fit_cpp", function(out, ...) {
    out$converged <- TRUE
    out
  }, function(spec, k, options) {
    options$max_iter <- min(options$max_iter, 1)
    list(spec, k, options)
  }),
  "a distance's last bit" = list("fill_dist", function(out, ...) bump(out)),
  "a distance" = list("fill_dist", function(out, ...) out * (1 + 1e-9)),
  "distances on threads" = list("fill_dist", function(out, spec, n_threads, precision, isa) {
    if (n_threads > 1L) bump(out) else out
  }),
  "plain instructions" = list("fill_dist", function(out, spec, n_threads, precision, isa) {
    if (isa == "plain") bump(out) else out
  }),
  "clara's medoid" = list("clara_cpp", function(out, ...) {
    out$id_med[1L] <- out$id_med[1L] %% length(out$clustering) + 1L
    out
  }),
  "clara's objective" = list("clara_cpp", function(out, ...) {
    out$objective <- out$objective * (1 + 1e-9)
    out
  }),
  "clara's samples" = list("clara_cpp", function(out, ...) {
    out$sample <- rev(out$sample)
    out
  }),
  "clarans' label" = list("clarans_cpp", function(out, ...) {
    out$clustering[length(out$clustering)] <- out$clustering[1L]
    out
  }),
  "the path" = list("path_cpp", function(out, ...) {
    out[[1L]]$objective <- bump(out[[1L]]$objective)
    out
  }),
  "the certificate" = list("best_swap_cpp", function(out, ...) {
    out$change <- out$change / 2
    out
  }),
  "predicted dissimilarities" = list("cross_cpp", function(out, ...) bump(out)),
  "predicted labels" = list("nearest_cpp", function(out, ...) {
    out$class[1L] <- max(out$class) %/% out$class[1L]
    out
  })
)

survived <- 0L
for (name in names(mutants)) {
  mutant <- mutants[[name]]
  own <- mutant[[1L]]
  original <- get(own, space)
  unlockBinding(own, space)
  assign(own, function(...) {
    given <- list(...)
    if (length(mutant) > 2L) given <- do.call(mutant[[3L]], unname(given))
    out <- do.call(original, given)
    if (is.null(mutant[[2L]])) out else do.call(mutant[[2L]], c(list(out), unname(given)))
  }, space)
  found <- length(helpers$fuzz(seq_len(cases))$disagreements)
  assign(own, original, space)
  cat(sprintf("%-28s %s\n", name, if (found) sprintf("noticed %d times", found) else "SURVIVED"))
  survived <- survived + !found
}
cat(sprintf("%d mutants, %d survived %d cases\n", length(mutants), survived, cases))
quit(status = as.integer(survived > 0L))
