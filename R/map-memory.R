# Parts of a call in memory by `map`. Each is a call of the core by itself, with random numbers that do not depend on
# the other parts, so that results are the same. With lapply(), one call does all of them with one copy of the
# dissimilarities, on all threads.

by_parts <- function(map) !identical(map, lapply)

# What a part is run with: see threads_for().
run_of_part <- function(run) {
  if (run$n_threads == 0L) run$n_threads <- 1L
  run$progress <- FALSE
  run
}

# Other processes are sent the source.
check_sent <- function(map, source) {
  if (by_parts(map) && !is.null(source$pointer)) {
    abort_arg("map", "be lapply with a compiled metric, whose address other processes do not know")
  }
}

# Fits as path_cpp() returns them, a part for each search.
search_fits <- function(problem, searches, map) {
  if (!by_parts(map) || length(searches) == 1L) {
    return(from_core(path_cpp(problem$source, searches, problem$run), problem$source$metric))
  }
  args <- list(source = problem$source, searches = searches, run = run_of_part(problem$run))
  run_pieces(seq_along(searches), search_part, args, map)
}

search_part <- function(i, source, searches, run) from_core(path_cpp(source, searches[i], run), source$metric)[[1L]]

# ---- starts and walks ----------------------------------------------------------------------------------

# The best of several searches, as fit_cpp() returns it: a part for each start. Statistics are made here, of the best.
best_start <- function(source, search, run, map) {
  if (!by_parts(map) || search$nstart == 1L) return(from_core(fit_cpp(source, search, run), source$metric))
  searches <- lapply(seq_len(search$nstart), function(r) {
    search[c("nstart", "first_start", "statistics")] <- list(1L, r - 1L, "none")
    if (!is.null(search$starts)) search$starts <- search$starts[, r, drop = FALSE]
    search
  })
  best_of_parts(start_part, source, searches, run, map, function(medoids) {
    known <- list(
      k = length(medoids), variant = "pam", init = "given", starts = as.matrix(medoids), nstart = 1L, do_swap = FALSE
    )
    search[names(known)] <- known
    from_core(fit_cpp(source, search, run), source$metric)
  })
}

start_part <- function(i, source, searches, run) from_core(fit_cpp(source, searches[[i]], run), source$metric)

# The same for clarans_cpp(): a part for each walk.
best_walk <- function(source, search, run, map) {
  if (!by_parts(map) || search$numlocal == 1L) return(from_core(clarans_cpp(source, search, run), source$metric))
  searches <- lapply(seq_len(search$numlocal), function(w) {
    search[c("numlocal", "first_walk", "statistics")] <- list(1L, w - 1L, "none")
    search
  })
  best_of_parts(walk_part, source, searches, run, map, function(medoids) {
    from_core(clarans_walk_cpp(source, medoids, search, run), source$metric)
  })
}

walk_part <- function(i, source, searches, run) from_core(clarans_cpp(source, searches[[i]], run), source$metric)

# `judge`: the partition and statistics for given medoids.
best_of_parts <- function(task, source, searches, run, map, judge) {
  args <- list(source = source, searches = searches, run = run_of_part(run))
  found <- run_pieces(seq_along(searches), task, args, map)
  losses <- vapply(found, function(one) one$search$losses, 0)
  number <- which.min(losses)
  best <- found[[number]]
  whole <- judge(best$medoids)
  kept <- c("objective", "avg_medoid_sil", "by_k", "search")
  whole[kept] <- best[kept]
  whole$search[c("losses", "best")] <- list(losses, number)
  whole$work <- Reduce(`+`, lapply(found, `[[`, "work"), whole$work)
  whole
}

# ---- resamples -----------------------------------------------------------------------------------------

# At most so many parts of resamples, and as many of splits: each computes the dissimilarities anew.
parts_of_resamples <- 20L

# The fits, as resampled_fits() returns them.
resample_by_parts <- function(problem, searches, plan, map) {
  fits <- search_fits(problem, searches, map)
  plans <- c(plans_of(plan, plan$B, samples_only), plans_of(plan, plan$splits, splits_only))
  args <- list(
    source = problem$source, searches = searches, plans = plans, labels = lapply(fits, `[[`, "labels"),
    run = run_of_part(problem$run)
  )
  found <- run_pieces(seq_along(plans), resample_part, args, map)
  lapply(seq_along(fits), function(f) {
    both <- function(name, rows) {
      do.call(cbind, c(list(matrix(0, rows, 0L)), lapply(found, function(one) one[[f]][[name]])))
    }
    k <- length(fits[[f]]$medoids)
    c(fits[[f]], list(jaccard = both("jaccard", k), strength = both("strength", 2L), consensus = NULL))
  })
}

resample_part <- function(i, source, searches, plans, labels, run) {
  plan <- c(plans[[i]], list(labels = labels))
  found <- from_core(stability_cpp(source, searches, plan, run), source$metric)
  lapply(found, `[`, c("jaccard", "strength"))
}

plans_of <- function(plan, count, only) {
  if (count == 0L) return(list())
  part <- sort(rep_len(seq_len(min(count, parts_of_resamples)), count))
  unname(lapply(split(seq_len(count), part), only, plan = plan))
}

samples_only <- function(plan, at) {
  plan[c("orders", "labels")] <- list(NULL)
  plan[c("B", "splits", "first_sample")] <- list(length(at), 0L, at[1L] - 1L)
  if (!is.null(plan$samples)) plan$samples <- plan$samples[at]
  plan
}

splits_only <- function(plan, at) {
  plan["samples"] <- list(NULL)
  plan[c("B", "splits", "first_split")] <- list(0L, length(at), at[1L] - 1L)
  if (!is.null(plan$orders)) plan$orders <- plan$orders[at]
  plan
}

# ---- reference sets of the gap statistic ---------------------------------------------------------------

# log(W) of each reference set, a row for each k. `box`: as reference_losses() needs it.
losses_of_references <- function(n_sets, source, box, searches, run, map) {
  args <- list(source = source, box = box, searches = searches, run = run)
  if (!by_parts(map)) return(lapply(seq_len(n_sets), function(set) do.call(reference_losses, c(set, args))))
  # The data themselves are not needed. The numbers of each set are drawn again where it is clustered.
  args$source[c("data", "x")] <- list(NULL)
  args$run <- run_of_part(run)
  if (is.null(globalenv()$.Random.seed)) set.seed(NULL)
  args$states <- lapply(seq_len(n_sets), function(set) {
    state <- globalenv()$.Random.seed
    draw_in_box(box)
    state
  })
  run_pieces(seq_len(n_sets), reference_losses, args, map)
}

reference_losses <- function(set, source, box, searches, run, states = NULL) {
  drawn <- if (is.null(states)) draw_in_box(box) else keeping_seed({
    assign(".Random.seed", states[[set]], envir = globalenv())
    draw_in_box(box)
  })
  source$data <- source$x <- sweep(drawn %*% t(box$axes), 2L, box$center, "+")
  found <- from_core(path_cpp(source, searches, run), source$metric)
  vapply(found, function(fit) log(fit$objective[[2L]]), 0)
}

draw_in_box <- function(box) {
  vapply(seq_along(box$low), function(j) stats::runif(box$n, box$low[j], box$high[j]), numeric(box$n))
}
