# Given medoids and all rows of a table in pieces: medoid silhouettes, and sums by cluster.

# list(x, recipe, ids): the table with its numbers of rows, the medoids, and their numbers in the table. Of a fit, the
# medoids are known; numbers of rows need a pass, for the rows and what prepares them.
medoids_for_pieces <- function(medoids, x, diss, asked, over) {
  if (!is.null(diss) && check_flag(diss, "diss")) abort_arg("diss", "be FALSE for a table in pieces", "TRUE")
  if (is.list(medoids)) {
    if (!inherits(medoids, "fastpam_fit")) {
      abort_arg("medoids", "be numbers of rows or a fit of this package for a table in pieces", describe(medoids))
    }
    check_fit(medoids, "medoids")
  }
  if (!length(asked$type)) asked["type"] <- list(NULL)
  given <- names(asked)[!vapply(asked, is.null, NA)]
  if (is.list(medoids) && (!length(given) || same_metric(medoids, asked))) {
    if (!is.null(asked$stand)) check_stand(medoids, asked$stand)
    recipe <- medoids$prediction
    if (!inherits(recipe, paste0("fastpam_recipe_", c("dense", "mixed", "sparse")))) {
      abort_arg("medoids", "be of a fit of data by the name of a metric for a table in pieces")
    }
    x <- counted(columns_of_fit(x, recipe$columns), over)
    return(list(x = x, recipe = recipe, ids = medoid_ids(medoids)))
  }
  metric <- streamed_metric(metric_spec(asked$metric %||% "euclidean", asked$p, asked$type, asked$var_weights))
  if (check_flag(asked$stand %||% FALSE, "stand")) {
    abort_arg("stand", "be FALSE for rows of a table in pieces; or give a fit, which knows its scales")
  }
  x <- counted(x, over)
  ids <- if (is.list(medoids)) medoid_ids(medoids) else medoids
  ids <- check_medoids(ids, sum(x$rows), max(1L, length(ids)), other = "")
  gower <- metric$name == "gower"
  # A source has at least two rows.
  needed <- sort(union(ids, seq_len(min(2L, sum(x$rows)))))
  drawn <- list(samples = list(needed), by_piece = by_piece(needed, x$rows))
  first <- over(seq_along(x), facts_piece, list(x = x, gower = gower, wanted = drawn$by_piece))
  core <- rows_in_memory(x, drawn, first, gower, over)
  source <- as_source(core$data, diss = FALSE, metric, arg = "x")
  list(x = x, recipe = recipe(source, match(ids, core$id), "double"), ids = ids)
}

# A pass where the numbers of rows are not known.
counted <- function(x, over) {
  if (anyNA(x$rows)) x$rows <- unlist(over(seq_along(x), count_piece, list(x = x)))
  check_row_count(x)
  x
}

count_piece <- function(i, x) as.double(nrow(get_piece(x, i)$data))

# ---- medoid silhouettes ------------------------------------------------------------------------------

silhouettes_of_pieces <- function(medoids, x, diss, asked, precision, n_threads, map, checkpoint, call) {
  over <- pieces_runner(map, checkpoint)
  to <- medoids_for_pieces(medoids, x, diss, asked, over)
  rows <- sum(to$x$rows)
  if (is.list(medoids) && length(medoids$clustering) != rows) {
    abort_arg("x", sprintf("have the %d objects that were clustered", length(medoids$clustering)), format_whole(rows))
  }
  if (length(to$ids) < 2L) abort_arg("medoids", "be at least 2", length(to$ids))
  found <- over(seq_along(x), silhouette_piece, list(
    x = to$x, recipe = to$recipe, ids = to$ids, precision = precision_for_pieces(precision, to$recipe),
    n_threads = threads_for(map, n_threads)
  ))
  all_of <- function(name) unlist(lapply(found, `[[`, name))
  new_silhouette(all_of("cluster"), all_of("neighbor"), all_of("width"), all_of("names"), call)
}

# Single precision shifts columns by what is known of the whole: only a recipe of single precision knows.
precision_for_pieces <- function(precision, recipe) {
  precision <- precision %||% if (recipe$precision == "double") "double" else "single"
  if (check_choice(precision, "precision", c("double", "single")) == "single" && recipe$precision != "single") {
    abort_arg("precision", "be \"double\" for a table in pieces, unless the fit is of single precision", "\"single\"")
  }
  precision
}

silhouette_piece <- function(i, x, recipe, ids, precision, n_threads) {
  run <- run_options(n_threads, precision = precision)
  over_blocks(i, x, recipe, function(view, before) {
    widths <- widths_among(recipe, view, recipe_medoids(recipe), ids - before, run)
    widths[c("cluster", "neighbor", "width")]
  })
}

# What `use` gives for blocks of rows of piece i, one after the other, and the names of the rows. `before`: the number
# of rows of the table before the block.
over_blocks <- function(i, x, recipe, use) {
  piece <- get_piece(x, i)
  labels <- names_of_piece(piece)
  data <- piece$data
  piece <- NULL
  before <- sum(x$rows[seq_len(i)]) - x$rows[i]
  blocks <- lapply(if (nrow(data)) cached_blocks(data), function(rows) {
    in_piece(i, use(view_of_rows(recipe, data, rows), before + rows[1L] - 1))
  })
  fields <- unique(unlist(lapply(blocks, names)))
  c(
    lapply(stats::setNames(fields, fields), function(field) unlist(lapply(blocks, `[[`, field))), list(names = labels)
  )
}

# Medoid silhouettes of rows. A medoid that is one of them is that row. The others come before or after them, in the
# order of their numbers in the table, by which ties are broken. `at`: their positions, counted from the first row.
widths_among <- function(recipe, view, medoids, at, run) {
  m <- nrow(view)
  first <- which(at < 1)
  last <- which(at > m)
  first <- first[order(at[first])]
  last <- last[order(at[last])]
  stacked <- view
  if (length(first)) stacked <- stack_rows(medoids[first, , drop = FALSE], stacked)
  if (length(last)) stacked <- stack_rows(stacked, medoids[last, , drop = FALSE])
  at <- at + length(first)
  at[first] <- seq_along(first)
  at[last] <- length(first) + m + seq_along(last)
  source <- recipe_source(recipe, stacked)
  found <- from_core(medoid_silhouette_cpp(source, as.integer(at), run), source$metric, "x")
  lapply(found, `[`, length(first) + seq_len(m))
}

# ---- sums by cluster ---------------------------------------------------------------------------------

summary_of_pieces <- function(medoids, x, diss, asked, n_threads, map, checkpoint) {
  over <- pieces_runner(map, checkpoint)
  to <- medoids_for_pieces(medoids, x, diss, asked, over)
  recipe <- to$recipe
  recipe$precision <- "double"
  # The rows of a fit may be others than those that were clustered.
  own <- if (is.list(medoids)) rep(Inf, length(to$ids)) else to$ids
  order <- order(if (is.list(medoids)) recipe$tie_order else to$ids, method = "radix")
  found <- over(seq_along(x), summary_piece, list(
    x = to$x, recipe = recipe, ids = own, order = order, n_threads = threads_for(map, n_threads)
  ))
  summarise_medoids(found, order, sum(to$x$rows))
}

summary_piece <- function(i, x, recipe, ids, order, n_threads) {
  run <- run_options(n_threads)
  medoids <- recipe_medoids(recipe)
  found <- list(tally = empty_tally(length(order)), widths = list())
  over_blocks(i, x, recipe, function(view, before) {
    m <- nrow(view)
    at <- ids[order] - before
    source <- recipe_source(recipe, stack_rows(view, medoids[order, , drop = FALSE]))
    found <<- add_rows(found, source, m, m + seq_along(order), at, run, function() {
      widths_among(recipe, view, medoids[order, , drop = FALSE], at, run)$width
    })
    NULL
  })
  found$tally <- pack_tally(found$tally)
  found
}

# The first m objects of a source added to what was found of others. `at`: which of them are medoids themselves.
add_rows <- function(found, source, m, medoids, at, run, widths) {
  here <- which(at >= 1 & at <= m)
  set <- list(medoids = as.integer(medoids), rows = as.integer(at[here]), own = here, tally = found$tally)
  one <- from_core(assign_sets_cpp(source, list(set), list(m = m, labels = "none"), run), source$metric, "x")[[1L]]
  if (one$incomplete) {
    abort("`x` must have rows that have a variable in common with some medoid.",
          class = "fastpam_error_nothing_in_common")
  }
  list(
    tally = one$tally,
    widths = c(found$widths, if (length(medoids) > 1L) list(from_core(exact_sum_cpp(widths()))))
  )
}

summarise_medoids <- function(found, order, n) {
  back <- order(order)
  tallies <- lapply(found, `[[`, "tally")
  total <- exact_total(sums_in(lapply(tallies, `[[`, "sums")))
  check_finite_sum(total)
  of <- clusters_in(tallies)
  widths <- unlist(lapply(found, `[[`, "widths"), recursive = FALSE)
  info <- cbind(size = of$size, max_diss = of$max_diss, av_diss = ifelse(of$size > 0, of$sums / of$size, 0))
  list(
    n = as.integer(n), objective = total / n,
    avg_medoid_sil = if (length(order) > 1L) exact_total(widths) / n else NA_real_,
    clusinfo = info[back, , drop = FALSE]
  )
}
