# Estimates how long a call will take, before it begins. The work is the number of rows of n dissimilarities that
# the search reads (`fit$work`), which hardly depends on k. The cost of a row is the time to read it and, if it is
# computed again each time, the time to compute it. The latter is measured on a sample of the user's own data.

# Rows read, as multiples of n: with BUILD and with random medoids (bench/results/scaling.md).
rows_per_object <- list(
  pam = c(7, 7), fastpam1 = c(12, 12), fastpam2 = c(12, 15), fasterpam = c(7, 2.5), alternating = c(7, 5),
  fastermsc = c(9, 6), dynmsc = c(9, 6)
)

# Seconds to read one stored dissimilarity and update the state, on one thread (from the same log).
seconds_per_read <- 1.25e-9

# Shows a message if the call will take longer than options(fastpam.tell_after = ), by default 60 seconds.
# `searches` is the argument for the core.
tell_long_call <- function(problem, searches) {
  if (!problem$run$progress || isTRUE(getOption("knitr.in.progress"))) return(invisible())
  after <- getOption("fastpam.tell_after", 60)
  # If the call is short in any case, nothing is measured.
  if (after > 0 && problem$n < 2000L) return(invisible())
  work <- call_work(problem, searches)
  if (after > 0 && work_seconds(work, most_per_pair(problem$source)) < after) return(invisible())
  work$pair <- seconds_per_pair(problem$source, problem$run)
  seconds <- work_seconds(work, work$pair)
  if (seconds < after) return(invisible())
  message(paste(strwrap(paste0(
    "This will take about ", format_seconds(seconds), ": ", format_whole(problem$n), " objects",
    if (length(searches) > 1L) sprintf(", %d numbers of clusters", length(searches)), ", variant \"",
    searches[[1L]]$variant, "\", ", work$threads, " thread", if (work$threads == 1L) "" else "s", ". ",
    paste(cheaper_choices(problem, searches, work, seconds), collapse = "; "), "."
  ), exdent = 2L), collapse = "\n"))
}

# list(n, rows, computed, again, threads): the number of rows read, whether dissimilarities are computed from data,
# and whether they are computed again for each row.
call_work <- function(problem, searches, random = FALSE) {
  n <- problem$n
  rows <- vapply(searches, function(search) {
    starts_at_random <- random || search$init != "build"
    if (search$variant == "original") return(search$k^2 / 2)
    each <- rows_per_object[[search$variant]] %||% c(7, 7)
    each <- each[[1L + starts_at_random]] * max(1L, search$nstart) * (if (search$variant == "dynmsc") search$k else 1)
    each + (search$budget %||% 0) * rows_per_object$fasterpam[[2L]]
  }, 0)
  # Only the rows of candidates are read.
  if (!is.null(problem$candidates)) rows <- rows * length(problem$candidates) / n
  # Silhouettes read all rows once more.
  statistics <- vapply(searches, function(search) search$statistics == "pairs", NA)
  computed <- computed_from(problem$source) > 0
  threads <- problem$run$n_threads
  if (threads == 0L) threads <- RcppParallel::defaultNumThreads()
  list(
    n = n, rows = sum(rows) + sum(statistics), computed = computed, again = computed && !is_stored(problem),
    threads = threads
  )
}

# Roughly the rule in the help of fastpam(), section Memory.
is_stored <- function(problem) {
  value <- if (problem$run$precision == "single") 4 else 8
  square <- value * as.double(problem$n)^2
  limit <- problem$run$memory
  if (is.na(limit)) limit <- 0.75 * free_memory()
  columns <- if (inherits(problem$source, "fastpam_source_dense")) ncol(problem$source$data) else Inf
  if (square <= limit) return(columns * value > 40 || square < 2.5e8)
  square / 2 <= limit && columns * value > 512
}

work_seconds <- function(work, pair) {
  pairs <- as.double(work$n)^2
  compute <- if (!work$computed) 0 else if (work$again) work$rows * pairs * pair else pairs / 2 * pair
  (compute + work$rows * pairs * seconds_per_read) / work$threads
}

# The number of columns from which the core computes each dissimilarity; 0: they are given.
computed_from <- function(source) UseMethod("computed_from")
#' @export
computed_from.fastpam_source <- function(source) ncol(source$data)
#' @export
computed_from.fastpam_source_sparse <- function(source) source$columns
#' @export
computed_from.fastpam_source_given <- function(source) 0
#' @export
computed_from.fastpam_source_function <- function(source) 0

# An upper bound for all named metrics on all machines.
most_per_pair <- function(source) 5e-9 * computed_from(source) + 1e-8

# Seconds for one dissimilarity of these data by this metric, on one thread.
seconds_per_pair <- function(source, run) {
  if (computed_from(source) == 0) return(0)
  size <- min(source$n, 300L)
  some <- some_objects(source, evenly(source$n, size))
  size <- some$n
  run <- run_options(n_threads = 1L, precision = run$precision)
  best <- Inf
  for (try in 1:3) {
    start <- processor_time()
    times <- 0L
    repeat {
      from_core(fill_dist_cpp(some, run, list(), "best"), some$metric)
      times <- times + 1L
      passed <- processor_time() - start
      if (passed > 0.02) break
    }
    best <- min(best, passed / times)
  }
  best / (size * (size - 1) / 2)
}

# The CPU time is used, so that other programs on the machine do not count.
processor_time <- function() sum(proc.time()[c("user.self", "sys.self")])

# A source of some of its objects.
some_objects <- function(source, objects) UseMethod("some_objects")
#' @export
some_objects.fastpam_source_sparse <- function(source, objects) {
  columns <- as_columns(source$x[objects, , drop = FALSE], "x", NULL)
  sparse_from_columns(columns, source$metric, source$power, "x", NULL)
}
#' @export
some_objects.fastpam_source <- function(source, objects) {
  source$data <- source$data[objects, , drop = FALSE]
  source$n <- length(objects)
  source["labels"] <- list(NULL)
  source
}

# Suggests what would be faster, with times if they are known.
cheaper_choices <- function(problem, searches, work, seconds) {
  once <- list(variant = "fasterpam", nstart = 1L, budget = 0)
  quick <- call_work(problem, lapply(searches, utils::modifyList, once), random = TRUE)
  by_quick <- work_seconds(quick, work$pair)
  k <- max(vapply(searches, `[[`, 0, "k"))
  size <- sample_size("auto", work$n, k, 5L, "fasterpam", 1)
  evaluated <- as.double(work$n) * k + size^2 / 2
  sampled <- 5 * (evaluated * (work$pair + seconds_per_read) + size^2 * 1e-8) / work$threads
  available <- RcppParallel::defaultNumThreads()
  choices <- c(
    if (by_quick < 0.8 * seconds) {
      sprintf("variant = \"fasterpam\" with medoids = \"random\" takes about %s", format_seconds(by_quick))
    },
    if (work$computed) sprintf("fastclara() works with samples, about %s", format_seconds(sampled)),
    if (problem$run$precision == "double" && work$again) "precision = \"single\" saves up to half",
    if (available > work$threads) sprintf("there are %d threads", available)
  )
  if (length(choices)) choices[1L] <- paste("Quicker:", choices[1L])
  if (length(choices)) choices else "Ctrl-C ends it"
}
