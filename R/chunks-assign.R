# The rows of a table in pieces assigned to several sets of medoids at once. A piece is read once and compared by blocks
# of rows that stay in the processor's cache: copies of a whole piece took longer than the comparison.

# For each of `pieces`, list(names, found): `found` has for each set list(labels, first, incomplete, tied, tally), as
# assign_sets_cpp() gives them. `medoids`: rows of the source; `ids`: numbers of the source's rows in the whole table;
# `sets`: positions among `medoids`, listed in the order in which they win ties. `weights`: those of the rows of each
# piece, unless they are a column of the table.
assign_pieces <- function(x, source, ids, medoids, sets, threads, over, pieces = seq_along(x), labels = NULL,
                          weights = NULL) {
  # Labels of all sets are kept until the best is known: a byte each, and not many.
  labels <- labels %||% if (max(lengths(sets)) <= 256L && length(sets) <= 16L) "bytes" else "none"
  over(pieces, assign_piece, list(
    x = x, recipe = recipe(source, medoids, "double"), ids = ids[medoids], sets = sets, labels = labels,
    n_threads = threads, weights = weights
  ))
}

assign_piece <- function(i, x, recipe, ids, sets, labels, n_threads, weights = NULL) {
  piece <- get_piece(x, i)
  weights <- piece$weights %||% if (!is.null(weights)) weights[[i]]
  names <- names_of_piece(piece)
  data <- piece$data
  piece <- NULL
  medoids <- recipe_medoids(recipe)
  run <- run_options(n_threads)
  # A medoid is its own, also where another one is equal to it.
  at <- ids - (sum(x$rows[seq_len(i)]) - x$rows[i])
  kept <- vector("list", length(sets))
  found <- lapply(lengths(sets), function(k) {
    list(first = integer(), incomplete = FALSE, tied = FALSE, tally = empty_tally(k))
  })
  for (rows in if (nrow(data)) cached_blocks(data)) {
    view <- in_piece(i, view_of_rows(recipe, data, rows))
    m <- nrow(view)
    wanted <- lapply(seq_along(sets), function(s) {
      own <- at[sets[[s]]] - rows[1L] + 1
      here <- which(own >= 1 & own <= m)
      list(medoids = m + as.integer(sets[[s]]), rows = as.integer(own[here]), own = here, tally = found[[s]]$tally)
    })
    stacked <- recipe_source(recipe, stack_rows(view, medoids))
    how <- list(m = m, labels = labels, weights = weights[rows])
    came <- from_core(assign_sets_cpp(stacked, wanted, how, run), stacked$metric, "x")
    for (s in seq_along(sets)) {
      one <- came[[s]]
      found[[s]] <- list(
        first = c(found[[s]]$first, one$first), incomplete = found[[s]]$incomplete || one$incomplete,
        tied = found[[s]]$tied || one$tied, tally = one$tally
      )
      if (labels != "none") kept[[s]] <- c(kept[[s]], list(one$labels))
    }
  }
  for (s in seq_along(sets)) {
    found[[s]]$labels <- if (labels != "none") unlist(kept[[s]]) %||% if (labels == "bytes") raw() else integer()
    found[[s]]$tally <- pack_tally(found[[s]]$tally)
  }
  list(found = found, names = names)
}

empty_tally <- function(k) list(size = numeric(k), max = numeric(k), sums = unpack_sums(pack_sums(matrix(0, 0L, k))))

pack_tally <- function(tally) {
  tally$sums <- pack_sums(tally$sums)
  if (!is.null(tally$weights)) tally$weights <- pack_sums(tally$weights)
  tally
}

# list(size, max_diss, sums) by cluster, of the tallies of several pieces.
clusters_in <- function(tallies) {
  list(
    size = sizes_in(tallies), max_diss = do.call(pmax, lapply(tallies, `[[`, "max")),
    sums = totals_in(lapply(tallies, `[[`, "sums"))
  )
}

# The number of objects in each cluster or, with case weights, the sums of these; of several pieces.
sizes_in <- function(tallies) {
  weights <- Filter(Negate(is.null), lapply(tallies, `[[`, "weights"))
  if (length(weights)) totals_in(weights) else Reduce(`+`, lapply(tallies, `[[`, "size"))
}

# The sum of each cluster, from several pieces.
totals_in <- function(packed) {
  sums <- lapply(packed, unpack_sums)
  vapply(seq_len(ncol(sums[[1L]])), function(c) exact_total(lapply(sums, function(of) of[, c])), 0)
}

check_finite_sum <- function(sum) {
  if (!is.finite(sum)) abort_arg("x", "have dissimilarities whose sum is a finite number", format(sum))
}

# Sums are columns of digits of which a few are in use.
pack_sums <- function(sums) {
  used <- which(rowSums(is.na(sums) | sums != 0) > 0)
  list(at = used, digits = sums[used, , drop = FALSE])
}

unpack_sums <- function(packed) {
  sums <- matrix(0, length(exact_sum_cpp(numeric())), ncol(packed$digits))
  sums[packed$at, ] <- packed$digits
  sums
}

sums_of <- function(packed, clusters) list(at = packed$at, digits = packed$digits[, clusters, drop = FALSE])

# A list of the sums of clusters, from several pieces.
sums_in <- function(packed) {
  unlist(lapply(packed, function(one) {
    sums <- unpack_sums(one)
    lapply(seq_len(ncol(sums)), function(c) sums[, c])
  }), recursive = FALSE)
}

exact_total <- function(sums) from_core(exact_total_cpp(sums))

# Rows prepared for the metric. An error names the row by its number in the piece.
view_of_rows <- function(recipe, data, rows) {
  if (length(rows) == nrow(data)) return(recipe_view(recipe, data, arg = "x"))
  tryCatch(recipe_view(recipe, rows_of_table(data, rows), arg = "x"), fastpam_error = function(e) {
    recipe_view(recipe, data, arg = "x")
    stop(e)
  })
}

# x[rows, ], without the time that names of rows take.
rows_of_table <- function(x, rows) {
  if (!is.data.frame(x)) return(x[rows, , drop = FALSE])
  columns <- lapply(unclass(x), function(v) if (length(dim(v)) == 2L) v[rows, , drop = FALSE] else v[rows])
  labels <- row_labels(x)
  structure(columns, names = names(x), class = "data.frame",
            row.names = if (is.null(labels)) .set_row_names(length(rows)) else labels[rows])
}
