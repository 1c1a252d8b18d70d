# fastclara() of a table in pieces by the chain of samples of CLARA: each sample after the first contains the best
# medoids so far, so that the table is read twice for each. Sums are added up in the order of the rows, as in memory,
# from the dissimilarity of each row: 8 bytes for each row come back from each pass.

chain_clara <- function(x, k, metric, p, type, var_weights, options, map, checkpoint, call) {
  if (options$stand) {
    abort_arg("stand", paste(
      "be FALSE for a chain of samples of a table in pieces: the means of clara() need all rows at once",
      "(use `independent = TRUE`)"
    ), "TRUE")
  }
  over <- pieces_runner(map, checkpoint)
  metric <- streamed_metric(metric_spec(metric, p, type, var_weights))
  gower <- metric$name == "gower"
  told <- first_pass(x, options$weights, gower, over)
  x <- told$x
  plan <- plan_draws(x, k, metric, options, told$weights)
  seed <- if (is_random_init(options$init)) draw_seed() else 0
  losses <- rep(NA_real_, plan$count)
  best <- NULL
  compared <- FALSE
  used <- 0
  for (s in seq_len(plan$count)) {
    keep <- if (is.null(best) || is.null(plan$pool)) best$ids else match(best$ids, plan$pool)
    drawn <- from_core(draw_samples_cpp(list(
      n = plan$able, size = plan$size, samples = 1L, r_rng = options$rngR, keep = keep, skip = used
    )))
    used <- attr(drawn, "used")
    objects <- if (is.null(plan$pool)) drawn[[1L]] else plan$pool[drawn[[1L]]]
    core <- rows_in_memory(x, list(samples = list(objects)), told$first, gower, over)
    source <- as_source(core$data, diss = FALSE, metric, arg = "x")
    run <- run_options(options$n_threads, options$progress, options$trace, weights = plan$weights[core$id])
    set <- match(objects, core$id)
    search <- sample_search(plan$k, plan$size, 1L, options, seed, FALSE)
    search$first_sample <- s - 1L
    found <- from_core(search_samples_cpp(source, search, list(set), run), source$metric)[[1L]]
    if (!found$comparable) next
    compared <- TRUE
    one <- list(
      number = s, core = core, source = source, run = run, set = set, searched = found, rows = found$medoids,
      ids = core$id[found$medoids]
    )
    one <- c(one, rows_to_medoids(x, one, threads_for(map, options$n_threads), over))
    if (anyNA(one$near)) next
    one$sums <- from_core(chain_sums_cpp(one$near, one$d1, plan$weights, plan$k))
    losses[s] <- one$sums$total / one$sums$weight
    check_finite_sum(one$sums$total)
    if (is.null(best) || one$sums$total < best$sums$total) best <- one
  }
  if (is.null(best)) no_usable_sample(compared)
  # Clusters are numbered by their first object, and of equally near medoids the first in this order counts.
  order <- unique(best$near)
  best$rows <- best$rows[order]
  best$ids <- best$ids[order]
  if (best$tied) {
    best[c("near", "d1")] <- rows_to_medoids(x, best, threads_for(map, options$n_threads), over)[c("near", "d1")]
  } else {
    best$near <- order(order)[best$near]
  }
  sums <- from_core(chain_sums_cpp(best$near, best$d1, plan$weights, plan$k))
  best$losses <- losses
  best$clusters <- sums[c("size", "max_diss", "av_diss")]
  best$clustering <- with_labels(best$near, best$names)
  if (options$cluster.only) return(best$clustering)
  of <- list(
    core = best$core, source = best$source, run = best$run, weights = plan$weights,
    sets = rep(list(best$set), best$number), searches = list(rep(list(best$searched), best$number))
  )
  streamed_fit(of, 1L, best[c("number", "rows", "losses", "clustering", "clusters")], options, call)
}

# For all rows the nearest medoid, NA where there is none, and the dissimilarity to it; whether two are equally near.
rows_to_medoids <- function(x, one, threads, over) {
  found <- over(seq_along(x), nearest_piece, list(
    x = x, recipe = recipe(one$source, one$rows, "double"), ids = one$ids, n_threads = threads
  ))
  all_of <- function(name) unlist(lapply(found, `[[`, name))
  list(near = all_of("near"), d1 = all_of("d1"), tied = any(all_of("tied")), names = all_of("names"))
}

nearest_piece <- function(i, x, recipe, ids, n_threads) {
  run <- run_options(n_threads)
  medoids <- recipe_medoids(recipe)
  over_blocks(i, x, recipe, function(view, before) {
    found <- recipe_nearest(recipe, view, medoids, list(seq_along(ids)), run, "x")[[1L]]
    # A medoid is its own, also where another one is equal to it.
    own <- ids - before
    here <- which(own >= 1 & own <= nrow(view))
    found$near[own[here]] <- here
    list(near = found$near, d1 = found$d1, tied = any(found$d1 == found$d2))
  })
}
