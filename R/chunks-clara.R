# fastclara() of a table in pieces, with independent samples: which rows the samples need is known before any is
# clustered, and the medoids of all samples are compared with the rows in one pass.
#
#   pass 1  the number of rows (where it is not known), and rows that stand for the whole: with the extremes and
#           levels of columns, and a missing value
#   pass 2  the rows of all samples. (One pass with the first where the numbers of rows are known.)
#   pass 3  to the medoids of each sample: labels, sizes, and exact sums, which are the loss
#   again   labels of pieces where medoids of the best are equally near, or with more than 256 clusters
#
# The rows in memory are a source, by the same rules as the whole table, and a fit by the same code as in memory.

stream_clara <- function(x, k, metric, p, type, var_weights, options, map, checkpoint, call) {
  of <- search_in_samples(x, k, metric, p, type, var_weights, options, map, checkpoint)
  best <- best_samples(of)[[1L]]
  if (options$cluster.only) return(best$clustering)
  streamed_fit(of, 1L, best, options, call)
}

# Passes 1 and 2, and what is found in the samples for each of `k`: list(x, k, drawn, core, source, sets, searches, run,
# threads, over). All k have the same samples.
search_in_samples <- function(x, k, metric, p, type, var_weights, options, map, checkpoint) {
  over <- pieces_runner(map, checkpoint)
  metric <- streamed_metric(metric_spec(metric, p, type, var_weights))
  gower <- metric$name == "gower"
  by_column <- is_column_name(options$weights)
  seed <- if (is_random_init(options$init)) draw_seed() else 0
  drawn <- NULL
  if (!anyNA(x$rows) && !by_column) drawn <- draw_for_pieces(x, k, metric, options, options$weights)
  told <- first_pass(x, options$weights, gower, over, drawn$by_piece)
  x <- told$x
  if (is.null(drawn)) drawn <- draw_for_pieces(x, k, metric, options, told$weights)
  core <- rows_in_memory(x, drawn, told$first, gower, over)
  scales <- if (options$stand && can_be_scaled(x, metric)) scales_of_pieces(x, metric$name, over)
  source <- as_source(
    core$data, diss = FALSE, metric, stand = options$stand, stand_rule = scales %||% "cluster", arg = "x"
  )
  weights <- drawn$weights
  run <- run_options(options$n_threads, options$progress, options$trace, weights = weights[core$id])
  sets <- lapply(drawn$samples, match, core$id)
  searches <- lapply(drawn$k, function(k) {
    search <- sample_search(k, drawn$size, length(sets), options, seed, TRUE)
    from_core(search_samples_cpp(source, search, sets, run), source$metric)
  })
  list(
    x = x, k = drawn$k, drawn = drawn, core = core, source = source, sets = sets, searches = searches, run = run,
    threads = threads_for(map, options$n_threads), over = over, weights = weights,
    total = if (is.null(weights)) sum(x$rows) else exact_total(list(from_core(exact_sum_cpp(weights)))),
    # What is a column of the table is not sent.
    sent = if (!is.null(weights) && !by_column) unname(split(weights, rep(factor(seq_along(x)), x$rows)))
  )
}

# The first pass over all pieces: list(x, weights, first), the table with its numbers of rows, the case weights, and
# what facts_piece() says.
first_pass <- function(x, weights, gower, over, wanted = NULL) {
  by_column <- is_column_name(weights)
  if (by_column) x <- weighted_by(x, weights)
  first <- over(seq_along(x), facts_piece, list(x = x, gower = gower, wanted = wanted))
  x$rows <- vapply(first, function(piece) as.double(piece$rows), 0)
  list(x = x, weights = if (by_column) unlist(lapply(first, `[[`, "weights")) else weights, first = first)
}

is_column_name <- function(weights) is.character(weights) && length(weights) == 1L && !is.na(weights)

# What search_samples_cpp() is to do in each sample.
sample_search <- function(k, size, samples, options, seed, independent) {
  list(
    k = k, variant = options$variant, init = options$init, samples = samples, sample_size = size,
    independent = independent, r_rng = options$rngR, refine = 0, seed = seed, statistics = "pairs"
  )
}

# What needs more of a table in pieces than fastclara() reads.
check_streamed <- function(diss, fixed, candidates, refine, keep.data) {
  no <- function(arg, must) abort_arg(arg, paste(must, "for a table in pieces"))
  if (diss) no("diss", "be FALSE")
  if (!is.null(fixed)) no("fixed", "be NULL")
  if (!is.null(candidates)) no("candidates", "be NULL")
  if (check_refine(refine) > 0) no("refine", "be FALSE")
  if (keep.data) no("keep.data", "be FALSE")
}

streamed_metric <- function(metric) {
  if (!is.null(metric$fun) || !is.null(metric$pointer)) {
    abort_arg("metric", "be the name of a metric for a table in pieces", "a function")
  }
  # Names of types may be abbreviated.
  if (length(metric$type) && any(startsWith("ordratio", names(metric$type) %||% "") & nzchar(names(metric$type)))) {
    abort_arg("type", "declare no column as `ordratio` for a table in pieces: ranks need all values at once")
  }
  metric
}

# list(k, size, samples, by_piece, weights): objects of the samples by their numbers in the whole table, and those of
# each piece.
draw_for_pieces <- function(x, k, metric, options, weights = NULL) {
  plan <- plan_draws(x, k, metric, options, weights)
  samples <- from_core(draw_samples_cpp(list(
    n = plan$able, size = plan$size, samples = plan$count, r_rng = options$rngR
  )))
  plan$samples <- lapply(seq_len(plan$count), function(s) {
    if (is.null(plan$pool)) samples[[s]] else plan$pool[samples[[s]]]
  })
  plan$by_piece <- by_piece(sort(unique(unlist(plan$samples))), x$rows)
  plan
}

# list(k, size, count, pool, able, weights): how samples are drawn. `k`: a number, or a function of the number of rows
# that gives several.
plan_draws <- function(x, k, metric, options, weights) {
  n <- check_row_count(x)
  if (n < 2) abort_arg("x", "have at least 2 rows", n)
  n <- as.integer(n)
  k <- if (is.function(k)) k(n) else check_k(k, n)
  weights <- check_weights(weights, n, max(k))
  # As in memory, objects without weight are not drawn.
  pool <- if (!is.null(weights)) which(weights > 0)
  able <- if (is.null(weights)) n else length(pool)
  if (able <= max(k)) abort_arg("weights", sprintf("be above 0 for more objects than `k` (%d)", max(k)), able)
  cost <- sampling_cost(metric, length(x$columns), all(x$columns == "sparse"))
  size <- sample_size(options$sampsize, able, max(k), options$samples, options$variant, cost)
  size <- check_sampsize(size, max(k), n, able, options$rngR, FALSE)
  count <- if (size == able) 1L else options$samples
  list(k = k, size = size, count = count, pool = pool, able = able, weights = weights)
}

check_row_count <- function(x) {
  n <- sum(x$rows)
  if (n > .Machine$integer.max) abort_arg("x", "have at most 2,147,483,647 rows", format_whole(n))
  n
}

# Numbers in the whole table as numbers within each piece.
by_piece <- function(id, rows) {
  ends <- cumsum(rows)
  piece <- findInterval(id, c(0, ends), left.open = TRUE)
  unname(split(as.integer(id - (ends - rows)[piece]), factor(piece, seq_along(rows))))
}

# ---- passes ------------------------------------------------------------------------------------------

# Pass 1, and pass 2 where `wanted` is given. `at`: rows that stand for the whole.
facts_piece <- function(i, x, gower, wanted) {
  piece <- get_piece(x, i)
  at <- standing_rows(piece$data, gower)
  here <- sort(unique(c(at, wanted[[i]])))
  list(rows = nrow(piece$data), weights = piece$weights, at = at, here = here, part = piece$data[here, , drop = FALSE])
}

fetch_piece <- function(i, x, wanted) get_piece(x, i)$data[wanted[[i]], , drop = FALSE]

# Rows of a piece by which the whole is prepared: one with a missing value; for Gower, for each column those of its
# smallest and largest number, or one for each level.
standing_rows <- function(data, gower) {
  if (is_s4(data, "sparseMatrix") || nrow(data) == 0L) return(integer())
  columns <- if (is.data.frame(data)) unclass(data) else list(data)
  gone <- Reduce(`|`, lapply(columns, function(v) if (is.matrix(v)) rowSums(is.na(v)) > 0 else is.na(v)))
  at <- which(gone)[1L]
  if (gower) {
    if (!is.data.frame(data)) columns <- lapply(seq_len(ncol(data)), function(j) data[, j])
    at <- c(at, unlist(lapply(columns, function(v) {
      if (is.numeric(v) || inherits(v, c("Date", "POSIXct", "difftime"))) {
        return(c(which.min(v), which.max(v)))
      }
      match(unique(v), v)
    })))
  }
  sort(unique(at[!is.na(at)]))
}

# list(data, id): the rows of the samples and those that stand for the whole, ascending.
rows_in_memory <- function(x, drawn, first, gower, over) {
  before <- cumsum(x$rows) - x$rows
  stood <- unlist(lapply(seq_along(first), function(i) before[i] + first[[i]]$at))
  id <- as.integer(sort(unique(c(stood, unlist(drawn$samples)))))
  wanted <- by_piece(id, x$rows)
  had <- lapply(first, `[[`, "here")
  parts <- lapply(first, `[[`, "part")
  more <- which(!mapply(function(w, h) all(w %in% h), wanted, had))
  if (length(more)) parts[more] <- over(more, fetch_piece, list(x = x, wanted = wanted))
  list(data = stack_parts(parts[lengths(wanted) > 0L], id, gower), id = id)
}

# Rows without names are called by their numbers in the whole table, where a fit keeps them as a data frame.
stack_parts <- function(parts, id, gower) {
  if (isS4(parts[[1L]])) load_class(parts[[1L]])
  labelled <- !is.null(row_labels(parts[[1L]]))
  both <- if (length(parts) == 1L) parts[[1L]] else do.call(rbind, parts)
  if (is_s4(both, "sparseMatrix")) both <- methods::as(both, "CsparseMatrix")
  if (is.data.frame(both) && !labelled) attr(both, "row.names") <- if (gower) id else .set_row_names(length(id))
  both
}

# Pass 3, for all searches at once. For each, list(number, rows, losses, clustering, clusters): which sample is the
# best, its medoids as rows in memory in the order of the clusters, the mean dissimilarities to the medoids of each
# sample, and what the best says about rows. `labelled`: whether their labels are wanted.
best_samples <- function(of, labelled = TRUE) {
  compared <- lapply(of$searches, function(samples) which(vapply(samples, `[[`, NA, "comparable")))
  found <- unlist(Map(function(samples, at) lapply(samples[at], `[[`, "medoids"), of$searches, compared), FALSE)
  medoids <- sort(unique(unlist(found)))
  told <- if (length(found)) {
    sets <- lapply(found, match, medoids)
    assign_pieces(
      of$x, of$source, of$core$id, medoids, sets, of$threads, of$over, labels = if (!labelled) "none", weights = of$sent
    )
  }
  ends <- cumsum(lengths(compared))
  best <- lapply(seq_along(of$searches), function(s) {
    at <- ends[s] - length(compared[[s]]) + seq_along(compared[[s]])
    best_sample(of$searches[[s]], compared[[s]], lapply(told, function(piece) {
      list(names = piece$names, found = piece$found[at])
    }), of$total)
  })
  # Of equally near medoids the first in this order counts, which the pass did not know.
  again <- lapply(best, function(one) {
    which(vapply(one$told, function(piece) piece$tied || (labelled && is.null(piece$labels)), NA))
  })
  these <- which(lengths(again) > 0L)
  pieces <- sort(unique(unlist(again)))
  if (length(pieces)) {
    medoids <- sort(unique(unlist(lapply(best[these], `[[`, "rows"))))
    sets <- lapply(best[these], function(one) match(one$rows, medoids))
    fresh <- assign_pieces(of$x, of$source, of$core$id, medoids, sets, of$threads, of$over, pieces, if (labelled) {
      "numbers"
    } else "none", of$sent)
    for (s in seq_along(these)) {
      best[[these[s]]]$told[pieces] <- lapply(fresh, function(piece) c(piece["names"], piece$found[[s]]))
    }
  }
  lapply(best, sum_up, labelled)
}

# `told`: what the pieces say about the compared samples of one search. `total`: the number of rows, or their weight.
best_sample <- function(samples, compared, told, total) {
  losses <- rep(NA_real_, length(samples))
  for (j in seq_along(compared)) {
    parts <- lapply(told, function(piece) piece$found[[j]])
    if (any(vapply(parts, `[[`, NA, "incomplete"))) next
    losses[compared[j]] <- exact_total(sums_in(lapply(parts, function(one) one$tally$sums))) / total
  }
  number <- which.min(losses)
  if (!length(number)) no_usable_sample(length(compared) > 0L)
  check_finite_sum(losses[number])
  told <- lapply(told, function(piece) c(piece["names"], piece$found[[match(number, compared)]]))
  # Clusters are numbered by their first object.
  order <- unique(unlist(lapply(told, `[[`, "first")))
  list(
    number = number, rows = samples[[number]]$medoids[order], losses = losses, told = lapply(told, renumber, order)
  )
}

no_usable_sample <- function(compared) {
  abort(sprintf("`x` must have enough variables in common: %s.", if (compared) {
    "in each sample some object had nothing in common with any medoid"
  } else {
    "each sample held objects with nothing in common to compare"
  }), class = c("fastpam_error_no_usable_sample", "fastpam_error_nothing_in_common"))
}

sum_up <- function(best, labelled) {
  of <- clusters_in(lapply(best$told, `[[`, "tally"))
  best$clusters <- list(size = of$size, max_diss = of$max_diss, av_diss = of$sums / of$size)
  if (labelled) best$clustering <- unlist(lapply(best$told, function(piece) with_labels(piece$labels, piece$names)))
  best$told <- NULL
  best
}

# What was found for a set of medoids, with their other order.
renumber <- function(piece, order) {
  number <- order(order)
  tally <- piece$tally
  piece$tally <- list(
    size = tally$size[order], max = tally$max[order], sums = sums_of(tally$sums, order),
    weights = if (!is.null(tally$weights)) sums_of(tally$weights, order)
  )
  if (length(piece$labels) || is.raw(piece$labels)) piece$labels <- number[as.integer(piece$labels) + 1L]
  piece
}
