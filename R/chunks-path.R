# fastpam_path() by samples, of a table in pieces or in memory: the same samples for each k, and one pass for all of
# them to fetch their rows, one to find the best medoids of each k, one for their labels (where the fits are kept, or
# medoids are equally near), and one for medoid silhouettes. Each fit is that of fastclara() with the same seed.

# The arguments of fastpam_path() that are not about samples.
check_path_by_samples <- function(diss, stand, weights, medoids, nstart, max_iter, precision, fixed, candidates, effort,
                                  gap, B, splits, keep.data) {
  no <- function(arg, must, came = NULL) abort_arg(arg, paste(must, "for a path by samples"), came)
  if (diss) no("diss", "be FALSE")
  if (check_flag(stand, "stand")) no("stand", "be FALSE")
  if (!is.null(weights)) no("weights", "be NULL")
  if (!is.null(medoids)) no("medoids", "be NULL")
  if (check_nstart(nstart) > 1L) no("nstart", "be 1 (`samples` is the number of searches)", nstart)
  if (check_passes(max_iter, "max_iter") < Inf) no("max_iter", "be Inf", max_iter)
  if (check_choice(precision, "precision", c("double", "single")) == "single") no("precision", "be \"double\"")
  if (!is.null(fixed)) no("fixed", "be NULL")
  if (!is.null(candidates)) no("candidates", "be NULL")
  if (check_choice(effort, "effort", c("normal", "high")) == "high") no("effort", "be \"normal\"")
  if (gap > 0L) no("gap", "be 0", gap)
  if (B > 0L) no("B", "be 0", B)
  if (splits > 0L) no("splits", "be 0", splits)
  if (keep.data) no("keep.data", "be FALSE")
}

path_by_samples <- function(x, k, criterion, rule, keep, metric, p, type, var_weights, options, map, checkpoint, call) {
  if (!inherits(x, "fastpam_chunks")) x <- as_one_piece(x)
  ks <- function(n) check_ks(k %||% Filter(function(k) k < n, 2:20), n, 1L)
  options$stand <- FALSE
  of <- search_in_samples(x, ks, metric, p, type, var_weights, options, map, checkpoint)
  best <- best_samples(of, keep)
  samples <- lapply(best, function(one) sample_of_best(of, one))
  table <- data.frame(
    k = of$k, objective = vapply(best, function(one) one$losses[one$number], 0),
    avg_sil_width = vapply(samples, function(one) one$silhouette$mean %||% NA_real_, 0),
    avg_medoid_sil = path_silhouettes(of, best), smallest = vapply(best, function(one) min(one$clusters$size), 0),
    swaps = mapply(function(search, one) as.integer(search[[one$number]]$swaps), of$searches, best)
  )
  fits <- if (keep) {
    stats::setNames(lapply(seq_along(of$k), function(s) {
      streamed_fit(of, s, best[[s]], options, sampled_call(call, of$k[s], of$drawn$size), samples[[s]])
    }), of$k)
  }
  structure(list(
    table = table, suggested = suggest_k(table, criterion, rule), fits = fits, call = call,
    n = as.integer(sum(of$x$rows)), variant = options$variant, init = options$init, metric = of$source$metric
  ), class = "fastpam_path")
}

# A table in memory is a single piece.
as_one_piece <- function(x) {
  if (is.null(dim(x)) && is.numeric(x)) x <- as.matrix(x)
  if (length(dim(x)) != 2L) abort_arg("x", "be data or a table in pieces for a path by samples", describe(x))
  chunks(x, size = max(1L, nrow(x)))
}

# The call of fastclara() that gives the same.
sampled_call <- function(call, k, size) {
  call[[1L]] <- quote(fastclara)
  call$k <- k
  call$sampsize <- size
  call[c("criterion", "rule", "keep", "map", "checkpoint")] <- NULL
  call
}

# The average medoid silhouette of all rows for each k, by exact sums.
path_silhouettes <- function(of, best) {
  several <- which(of$k > 1L)
  out <- rep(NA_real_, length(of$k))
  if (!length(several)) return(out)
  rows <- lapply(best[several], `[[`, "rows")
  medoids <- sort(unique(unlist(rows)))
  found <- of$over(seq_along(of$x), widths_piece, list(
    x = of$x, recipe = recipe(of$source, medoids, "double"), ids = of$core$id[medoids],
    sets = lapply(rows, match, medoids), n_threads = of$threads
  ))
  n <- sum(of$x$rows)
  out[several] <- vapply(seq_along(several), function(s) {
    exact_total(unlist(lapply(found, `[[`, s), recursive = FALSE)) / n
  }, 0)
  out
}

# For each set of medoids a list of sums of medoid silhouettes.
widths_piece <- function(i, x, recipe, ids, sets, n_threads) {
  run <- run_options(n_threads)
  medoids <- recipe_medoids(recipe)
  sums <- vector("list", length(sets))
  over_blocks(i, x, recipe, function(view, before) {
    for (s in seq_along(sets)) {
      widths <- widths_among(recipe, view, medoids[sets[[s]], , drop = FALSE], ids[sets[[s]]] - before, run)$width
      sums[[s]] <<- c(sums[[s]], list(from_core(exact_sum_cpp(widths))))
    }
    NULL
  })
  sums
}
