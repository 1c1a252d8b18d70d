# The kinds of source of the generated matrix. A kind makes objects in plain numbers (`values`: a matrix,
# NA where a value is missing; codes for levels and words) and dresses any rows of that sort as what a user
# would hand over. The definitions in helper-matrix-metrics.R see the plain numbers only.

# id        name of the kind
# family    "numbers", "mixed" (Gower only), "words" (the user's function, some with Gower) or "given"
# values    function(n, grid): n new rows; with `grid` full of ties
# dress     function(values, rows, order): the object; `rows`: names of the rows, or NULL; `order`: of the columns
# names     names of the columns, or NULL
# packages  what must be installed
# missing   it can hold missing values
# row_names "any", "unique" (or none) or "none"
# gower     letters of the columns under Gower; type: a `type` argument that fits the columns
mx_kind <- function(id, family, values, dress, names = NULL, packages = character(), missing = TRUE,
                    row_names = "any", gower = NULL, type = NULL, ...) {
  list(
    id = id, family = family, values = values, dress = dress, names = names, packages = packages,
    missing = missing, row_names = row_names, gower = gower, type = type, ...
  )
}

mx_kinds <- function() {
  kinds <- c(mx_matrix_kinds(), mx_frame_kinds(), mx_sparse_kinds(), mx_mixed_kinds(), mx_given_kinds(), mx_word_kinds(), mx_refused_kinds())
  names(kinds) <- vapply(kinds, `[[`, "", "id")
  kinds
}

# ---- rows in plain numbers -----------------------------------------------------------------------

# Three groups. Columns 1 to 3 are positive, 4 counts (with zeros), 5 and 6 are 0 or 1.
mx_numbers <- function(n, grid) {
  center <- matrix(c(2, 6, 11, 3, 9, 4, 8, 2, 5), 3)[sample.int(3L, n, TRUE), , drop = FALSE]
  positive <- round(center + abs(stats::rnorm(3 * n)), if (grid) 0 else 3)
  cbind(positive, stats::rpois(n, 0.7), stats::rbinom(n, 1, .5), stats::rbinom(n, 1, .4), deparse.level = 0)
}

mx_whole_numbers <- function(n, grid) {
  values <- mx_numbers(n, grid)
  values[, 1:3] <- round(values[, 1:3] * if (grid) 1 else 100)
  values
}

mx_bits <- function(n, grid) {
  chance <- matrix(c(.9, .2, .3, .8, .1, .5, .2, .9), 3, 8)[sample.int(3L, n, TRUE), , drop = FALSE]
  bits <- matrix(stats::rbinom(8 * n, 1, chance), n)
  # No row is constant: that would leave angles and correlations undefined.
  same <- rowSums(bits) %in% c(0, 8)
  bits[same, 1] <- 1 - bits[same, 1]
  bits
}

# Columns: number, whole number, nominal, ordered, logical, 0/1, positive number.
mx_mixed <- function(n, grid) {
  group <- sample.int(3L, n, TRUE)
  cbind(
    round(c(1, 5, 9)[group] + stats::rnorm(n), if (grid) 0 else 3), group * 2 + stats::rpois(n, 1),
    pmin(3, group + stats::rbinom(n, 1, .2)), sample.int(4L, n, TRUE), stats::rbinom(n, 1, .5),
    stats::rbinom(n, 1, .5), 2 + stats::rpois(n, 10 * group)
  )
}
mx_mixed_letters <- c("I", "I", "N", "I", "A", "I", "I")
mx_mixed_type <- list(asymm = 6L, ordratio = 2L, logratio = 7L)

# ---- matrices --------------------------------------------------------------------------------------

mx_number_type <- list(asymm = 5L, symm = 6L, ordratio = 3L, logratio = 1L)
mx_bit_type <- list(symm = c(1L, 3L), asymm = 2L)

mx_matrix_kinds <- function() {
  dressed <- function(names, mode = "double", as = identity) {
    function(values, rows, order = seq_len(ncol(values))) {
      storage.mode(values) <- mode
      dimnames(values) <- if (!is.null(rows) || !is.null(names)) list(rows, names)
      as(values[, order, drop = FALSE])
    }
  }
  named <- function(id, names) {
    mx_kind(id, "numbers", mx_numbers, dressed(names), names, gower = rep("I", 6L), type = mx_number_type)
  }
  unique <- paste0("v", 1:6)
  list(
    named("matrix", unique),
    named("matrix, no names", NULL),
    named("matrix, names twice", c("a", "a", "b", "b", "c", "c")),
    named("matrix, some names empty", c("a", "", "b", "", "", "c")),
    named("matrix, some names missing", c("a", NA, "b", "c", NA, "d")),
    mx_kind("integer matrix", "numbers", mx_whole_numbers, dressed(unique, "integer"), unique,
      gower = rep("I", 6L), type = mx_number_type
    ),
    mx_kind("logical matrix", "numbers", mx_bits, dressed(paste0("b", 1:8), "logical"), paste0("b", 1:8),
      gower = rep("A", 8L), type = mx_bit_type
    ),
    mx_kind("table", "numbers", mx_whole_numbers, dressed(unique, "integer", as.table), unique,
      missing = FALSE, row_names = "always", gower = rep("I", 6L), type = mx_number_type
    ),
    mx_kind("xtabs", "numbers", mx_whole_numbers, mx_dress_xtabs, unique, missing = FALSE,
      row_names = "always", gower = rep("I", 6L), type = mx_number_type
    ),
    mx_kind("DelayedMatrix", "numbers", mx_numbers, dressed(unique, "double", function(values) {
      get("DelayedArray", asNamespace("DelayedArray"))(values)
    }), unique, packages = "DelayedArray", gower = rep("I", 6L), type = mx_number_type)
  )
}

# One row of the table for each value of `row`, in the order of the rows.
mx_dress_xtabs <- function(values, rows, order = seq_len(ncol(values))) {
  names <- paste0("v", seq_len(ncol(values)))
  long <- data.frame(
    row = factor(rep(rows, ncol(values)), levels = rows),
    column = factor(rep(names, each = nrow(values)), levels = names[order]), count = c(values)
  )
  stats::xtabs(count ~ row + column, long)
}

# ---- data frames of numbers ------------------------------------------------------------------------

# `change`: a list of functions by the number of the column.
mx_dress_frame <- function(values, rows, names, change = list(), order = seq_len(ncol(values))) {
  columns <- lapply(seq_len(ncol(values)), function(j) values[, j])
  for (j in names(change)) columns[[as.integer(j)]] <- change[[j]](columns[[as.integer(j)]])
  # Not by data.frame(), which would take matrices apart.
  structure(columns[order],
    names = names[order], class = "data.frame", row.names = if (is.null(rows)) .set_row_names(nrow(values)) else rows
  )
}

mx_as_tibble <- function(frame) get("as_tibble", asNamespace("tibble"))(frame)
mx_as_data_table <- function(frame) get("as.data.table", asNamespace("data.table"))(frame)
mx_integer64 <- function(v) get("as.integer64", asNamespace("bit64"))(v)

# One column of a matrix, as scale() makes it.
mx_scaled_column <- function(v) structure(matrix(v), "scaled:center" = 1.5, "scaled:scale" = 2)

# Labelled numbers; 99 is what the file calls missing.
mx_labelled <- function(v) {
  v[is.na(v)] <- 99
  get("labelled_spss", asNamespace("haven"))(v, labels = c("not said" = 99), na_values = 99)
}

mx_frame_kinds <- function() {
  names <- paste0("v", 1:6)
  kind <- function(id, change = list("5" = as.logical, "6" = as.integer), ..., values = mx_numbers, as = identity,
                   columns = names, row_names = "unique") {
    letters <- rep("I", 6L)
    if (identical(change[["5"]], as.logical)) letters[5L] <- "A"
    mx_kind(
      id, "numbers", values, function(values, rows, ...) as(mx_dress_frame(values, rows, columns, change, ...)), columns,
      gower = letters, type = mx_number_type, row_names = row_names, ...
    )
  }
  list(
    kind("data frame"),
    kind("data frame, names twice", columns = c("a", "a", "b", "b", "c", "c")),
    kind("tibble", packages = "tibble", as = mx_as_tibble, row_names = "none"),
    kind("data.table", packages = "data.table", as = mx_as_data_table, row_names = "none"),
    kind("columns made by scale()", list("1" = mx_scaled_column, "2" = mx_scaled_column, "3" = mx_scaled_column)),
    kind("integer64", list("1" = mx_integer64, "3" = mx_integer64), values = mx_whole_numbers, packages = "bit64"),
    kind("haven labelled", list("2" = mx_labelled, "3" = mx_labelled), packages = c("haven", "vctrs")),
    kind("Date and time", list(
      "1" = function(v) as.Date(v, "1970-01-01"), "2" = function(v) as.POSIXct(v, origin = "1970-01-01", tz = "UTC"),
      "4" = function(v) as.difftime(v, units = "days")
    ))
  )
}

# ---- sparse matrices -------------------------------------------------------------------------------

mx_sparse_kinds <- function() {
  to_class <- function(path) {
    function(values, rows, order = seq_len(ncol(values))) {
      dimnames(values) <- list(rows, paste0("v", seq_len(ncol(values))))
      m <- methods::as(values[, order, drop = FALSE], "CsparseMatrix")
      for (class in path) m <- methods::as(m, class)
      m
    }
  }
  kind <- function(id, path, values = mx_numbers, letter = "I", type = mx_number_type) {
    p <- ncol(mx_with_seed(id, values(2L, FALSE)))
    mx_kind(
      id, "numbers", values, to_class(path), paste0("v", seq_len(p)), packages = "Matrix", missing = FALSE,
      row_names = "unique", gower = rep(letter, p), type = type, sparse = TRUE
    )
  }
  list(
    kind("dgCMatrix", character()), kind("dgTMatrix", "TsparseMatrix"), kind("dgRMatrix", "RsparseMatrix"),
    kind("lgCMatrix", "lMatrix", mx_bits, "A", mx_bit_type), kind("ngCMatrix", "nMatrix", mx_bits, "A", mx_bit_type)
  )
}

# ---- mixed data ------------------------------------------------------------------------------------

mx_mixed_kinds <- function() {
  nominal <- function(v) factor(c("red", "green", "blue")[v], c("red", "green", "blue", "other"))
  plain <- list(
    "3" = nominal, "4" = function(v) factor(v, 1:4, c("low", "mid", "high", "top"), ordered = TRUE), "5" = as.logical
  )
  kind <- function(id, change = list(), ..., as = identity, row_names = "unique") {
    columns <- c("size", "count", "colour", "grade", "flag", "bit", "weight")
    changes <- utils::modifyList(plain, change)
    mx_kind(
      id, "mixed", mx_mixed, function(values, rows, ...) as(mx_dress_frame(values, rows, columns, changes, ...)),
      columns, gower = mx_mixed_letters, type = mx_mixed_type, row_names = row_names, ...
    )
  }
  list(
    kind("mixed data frame"),
    kind("mixed tibble", packages = "tibble", as = mx_as_tibble, row_names = "none"),
    kind("mixed data.table", packages = "data.table", as = mx_as_data_table, row_names = "none"),
    kind("mixed, words and dates", list(
      "3" = function(v) c("red", "green", "blue")[v], "1" = function(v) as.Date(v, "1970-01-01")
    )),
    kind("mixed, column made by scale()", list("1" = mx_scaled_column)),
    kind("mixed, integer64", list("2" = mx_integer64), packages = "bit64"),
    kind("mixed, haven labelled", list("2" = mx_labelled), packages = c("haven", "vctrs"))
  )
}
