# Calls every compiled function of the package with R's garbage collector running at each allocation (gctorture),
# and compares with the results without it. An unprotected object causes a crash or a different result.
#
#   Rscript tools/gctorture.R [library]
#
# Only the compiled functions run under gctorture, not the R code around them. Their arguments are recorded while
# the exported functions run. Ends with status 1 if a result differs.

args <- commandArgs(trailingOnly = TRUE)
if (length(args)) .libPaths(c(args[[1L]], .libPaths()))
library(fastpam)

# ---- record --------------------------------------------------------------------------------------

space <- asNamespace("fastpam")
# Functions of R/RcppExports.R: all they do is .Call().
shims <- Filter(function(name) {
  f <- get(name, space)
  is.function(f) && any(grepl("^_fastpam_", all.names(body(f))))
}, ls(space))
recorded <- list()
for (name in shims) {
  local({
    own <- name
    original <- get(own, space)
    tap <- function(...) {
      seed <- get0(".Random.seed", globalenv())
      recorded[[length(recorded) + 1L]] <<- list(name = own, fun = original, args = list(...), seed = seed)
      original(...)
    }
    unlockBinding(own, space)
    assign(own, tap, space)
  })
}

set.seed(1)
x <- matrix(rnorm(120), 20, dimnames = list(paste0("o", 1:20), NULL))
d <- dist(x)
holes <- replace(x, c(5, 27), NA)
bits <- (x > 0) * 1
whole <- matrix(sample.int(5L, 60L, TRUE), 20)
frame <- data.frame(a = x[, 1], b = factor(rep(letters[1:4], 5)))
weights <- rep(c(1, 2), 10)
utils::capture.output({
  for (variant in variants()$variant) fastpam(x, 3, variant = variant, weights = weights)
  for (init in inits()$init) fastpam(d, 3, init = init, nstart = 2, n_threads = 2)
  fastpam(x, 3, precision = "single", memory = 0)
  fastpam(as.matrix(d), 3, diss = TRUE, trace.lev = 1)
  fastpam(holes, 3, metric = "manhattan", cluster.only = TRUE)
  fastpam(holes, 3, metric = "correlation")
  for (metric in setdiff(metrics()$metric, "gower")) fastdist(abs(x), metric)
  for (metric in c("jaccard", "hamming", "dice")) fastdist(bits, metric)
  fastdist(whole, n_threads = 2)
  fastdist(frame, "gower")
  fastdist(x, function(a, b) sum(abs(a - b)))
  if (requireNamespace("Matrix", quietly = TRUE)) {
    fastdist(Matrix::Matrix(bits, sparse = TRUE), "jaccard")
    fastpam(Matrix::Matrix(bits + 0, sparse = TRUE), 3, metric = "manhattan")
  }
  fastclara(x, 3, sampsize = 10, weights = weights)
  fastclara(d, 3, sampsize = 10, rngR = FALSE, init = "lab")
  fastclarans(x, 3)
  fastclarans(d, 3, variant = "classic", stats = FALSE)
  fastpam_path(x, 2:4, gap = 2)
  swap_optimal(c(1, 2, 3), x)
  fastpam(x, 3, fixed = 2, candidates = 1:9, effort = "high", budget = 3)
  fastpam_bound(c(1, 2, 3), x, max_iter = 60)
  fastsilhouette(rep(1:2, 10), d)
  fastsilhouette(rep(1:2, 10), x, weights = weights)
  medoid_silhouette(c(1, 2, 3), x)
  space$machine_isas()
  predict(fastpam(x, 3), x, "margin")
  predict(fastpam(frame, 3, metric = "gower"), frame)
  try(fastpam(rbind(c(1, NA), c(NA, 1), 3), 2), silent = TRUE)
})

# One call of each kind is enough: a collection takes milliseconds, and a call allocates hundreds of times.
kind <- vapply(recorded, function(call) {
  options <- Filter(is.list, call$args)
  choices <- lapply(options, function(o) o[intersect(names(o), c("kind", "variant", "precision"))])
  paste(call$name, toString(unlist(choices)))
}, "")
recorded <- recorded[!duplicated(kind)]

# ---- torture -------------------------------------------------------------------------------------

run <- function(call) {
  if (!is.null(call$seed)) assign(".Random.seed", call$seed, globalenv())
  tryCatch(do.call(call$fun, call$args), error = conditionMessage)
}
different <- 0L
for (call in recorded) {
  expected <- run(call)
  if (!is.null(call$seed)) assign(".Random.seed", call$seed, globalenv())
  fun <- call$fun
  given <- call$args
  sink(tempfile())
  gctorture(TRUE)
  tortured <- tryCatch(do.call(fun, given), error = conditionMessage)
  gctorture(FALSE)
  sink()
  # The amount of free memory changes with time.
  if (!identical(tortured, expected) && call$name != "free_memory") {
    different <- different + 1L
    cat("differs:", call$name, "\n")
  }
}
print(table(vapply(recorded, `[[`, "", "name")))
cat(sprintf("%d calls of %d functions with the collector at each allocation, %d differ\n",
  length(recorded), length(unique(vapply(recorded, `[[`, "", "name"))), different))
untouched <- setdiff(shims, vapply(recorded, `[[`, "", "name"))
if (length(untouched)) cat("not called:", untouched, "\n")
quit(status = as.integer(different > 0L || length(untouched) > 0L))
