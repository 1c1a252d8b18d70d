# One specification of a fit. All verbs that make fits check and complete their arguments here, so that an
# argument has the same meaning and gives the same error everywhere.

# list(source, n, k, weights, fixed, candidates, run): what is clustered, the restrictions, and how the core runs.
# `k` may be several numbers; `least_k` is 2 for variants that need a second medoid.
fit_problem <- function(x, k, diss, metric, stand, p, type, var_weights, weights, n_threads, progress,
                        trace = 0L, precision = "double", memory = NA, least_k = 1L, fixed = NULL,
                        candidates = NULL, check = check_k, stand_rule = "cluster") {
  run <- run_options(n_threads, progress, trace, precision, memory)
  stand <- check_flag(stand, "stand")
  source <- if (diss) {
    refuse_parameters(given_parameters(p, type, var_weights), "a fit of dissimilarities", NULL)
    as_source(x, diss = TRUE, n_threads = run$n_threads)
  } else {
    warn_if_dissimilarities(x)
    as_source(
      x, diss = FALSE, metric_spec(metric, p, type, var_weights), stand = stand, stand_rule = stand_rule,
      n_threads = run$n_threads
    )
  }
  check_single_range(source, run$precision)
  n <- source$n
  k <- check(k, n, least_k)
  rules <- check_rules(fixed, candidates, weights, n, k, source$labels)
  list(
    source = source, n = n, k = k, weights = rules$weights, fixed = rules$fixed,
    candidates = rules$candidates, run = with_rules(run, rules, n), tibble = inherits(x, "tbl_df")
  )
}

given_parameters <- function(p, type, var_weights) {
  c("p", "type", "var_weights")[!vapply(list(p, if (length(type)) type, var_weights), is.null, NA)]
}

# How the core runs. Of these options, only `precision` and the weights change the result.
run_options <- function(n_threads = NULL, progress = FALSE, trace = 0L, precision = "double", memory = NA,
                        weights = NULL) {
  list(
    precision = check_choice(precision, "precision", c("double", "single")),
    n_threads = check_threads(n_threads), trace = as.integer(trace),
    progress = check_flag(progress, "progress"),
    memory = check_memory(memory), weights = weights
  )
}

# The value of options(fastpam.memory = ), checked where it is used.
default_memory <- function() check_memory(getOption("fastpam.memory", NA), "options(fastpam.memory)")

# A matrix given as data that looks like dissimilarities. It is read as data, as in pam(), but with a warning.
warn_if_dissimilarities <- function(x) {
  if (!is.matrix(x) || !is.numeric(x) || is.object(x)) return(invisible())
  n <- nrow(x)
  if (n < 3L || n != ncol(x) || anyNA(x) || any(diag(x) != 0)) return(invisible())
  if (any(x < 0) || any(x != t(x)) || all(x == 0)) return(invisible())
  warning(
    "`x` is a symmetric matrix with a zero diagonal and is treated as data, one object per row; ",
    "if it holds dissimilarities, use diss = TRUE", call. = FALSE
  )
}

check_k <- function(k, n, least = 1L) check_count(k, "k", min = least, max = n - 1L)

# Case weights as doubles, or NULL. At least as many objects as medoids must have a positive weight.
check_weights <- function(weights, n, k = 1L) {
  if (is.null(weights)) return(NULL)
  must <- function(be, came = NULL) abort_arg("weights", be, came)
  weights <- plain_number(weights)
  if (!is.numeric(weights) || is.factor(weights) || length(weights) != n) {
    must(
      sprintf("be NULL or %d numbers, one for each object (column weights are `var_weights`)", n),
      describe(weights)
    )
  }
  weights <- as.double(unclass(weights))
  bad <- which(!is.finite(weights) | weights < 0)
  if (length(bad)) {
    came <- sprintf("%s for object %d", format(weights[bad[1L]]), bad[1L])
    must("be finite and not negative", came)
  }
  if (!is.finite(sum(weights))) must("have a finite sum", "Inf")
  # Products with dissimilarities would lose digits and finally become 0.
  if (any(weights > 0) && max(weights) < 1e-250) {
    must("not all be below 1e-250 (only their ratios count: multiply them)", format(max(weights), digits = 3))
  }
  if (sum(weights > 0) < k) {
    must(sprintf("be above 0 for at least %d objects, as many as medoids", k), sum(weights > 0))
  }
  weights
}

# `keep.diss` and `keep.data` as flags, checked together.
check_keeps <- function(keep.diss, keep.data, diss, cluster.only) {
  keep.data <- check_flag(keep.data, "keep.data")
  if (diss && keep.data) {
    abort_arg("keep.data", "be FALSE when `x` holds dissimilarities: there are no data to keep")
  }
  list(diss = check_flag(keep.diss, "keep.diss") && !cluster.only, data = keep.data)
}

# ---- sizes of results ----------------------------------------------------------------------------

# Linux grants more memory than there is and kills the process that uses it. So results that cannot fit are refused
# here. On other systems the allocation itself fails with R's own error.
check_room <- function(n, call = NULL) {
  need <- 8 * n * (n - 1) / 2
  # Asking the system takes longer than a small fit.
  if (need <= 64e6) return(invisible())
  free <- if (Sys.info()[["sysname"]] == "Linux") free_memory() else NA
  if (is.na(free) || need <= free) return(invisible())
  gigabytes <- function(bytes) sprintf("%s GB", format(bytes / 1e9, digits = 3, big.mark = ",", decimal.mark = "."))
  abort(sprintf(
    paste(
      "the dissimilarities of %s objects need %s, and %s of memory are free; fastpam() and",
      "fastclarans() can compute them when needed, fastclara() needs only a small part of them."
    ),
    format(n, big.mark = ",", decimal.mark = ".", scientific = FALSE), gigabytes(need), gigabytes(free)
  ), class = "fastpam_error_memory", call = call)
}

# The dissimilarities of a source of data, as cluster keeps them.
compute_diss <- function(source, run) {
  check_room(source$n)
  attributes <- list(
    class = c("dissimilarity", "dist"), Size = source$n, Metric = source$metric, Labels = source$labels
  )
  run$precision <- "double"
  from_core(fill_dist_cpp(source, run, attributes[!vapply(attributes, is.null, NA)]), source$metric)
}
