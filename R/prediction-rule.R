# What a fit must remember so that predict() can compare new rows with its medoids as the fit itself
# would have: the medoids' rows, and everything that preprocessing took from the whole data.

# The component `prediction` of a fit. `rounded`: dissimilarities were computed in double precision
# and, if `precision` is "single", rounded for the fit.
prediction_rule <- function(source, id_med, precision, rounded = FALSE) {
  kind <- if (source$given) "given" else source$kind
  if (precision == "single" && rounded) precision <- "rounded"
  rule <- list(
    kind = kind, n = source$n, labels = source$labels[id_med], metric = source$metric,
    precision = precision
  )
  if (kind == "given") return(rule)
  if (kind == "gower") {
    return(c(rule, list(
      rows = source$data[id_med, , drop = FALSE], columns = colnames(source$data),
      frame = is.data.frame(source$x)
    ), unclass(source)[c(
      "center", "range", "kinds", "weights", "levels", "ordratio", "ranked", "logratio"
    )]))
  }
  rule$rows <- source$x[id_med, , drop = FALSE]
  rule$columns <- colnames(source$x)
  rule$center <- attr(source$data, "scaled:center")
  rule$scale <- attr(source$data, "scaled:scale")
  if (kind == "dist") rule$fun <- source$fun
  if (kind == "pointer") rule$pointer <- source$pointer
  if (kind %in% c("data", "sparse")) rule[c("p", "missing_scale")] <- unclass(source)[c("p", "missing_scale")]
  if (kind == "data") rule$extra <- extra_rows(source, precision)
  rule
}

# Two choices of the core look at the whole data: whether a value is missing anywhere (angular
# metrics then go pair by pair) and, in single precision, by how much columns are shifted (the
# middle of their range). Rows that bring the same choice about are kept: they are never compared.
extra_rows <- function(source, precision) {
  x <- source$x
  rows <- NULL
  if (precision == "single" && is.double(x)) {
    ends <- suppressWarnings(apply(x, 2L, range, na.rm = TRUE))
    ends[!is.finite(ends)] <- NA
    rows <- unname(ends)
  }
  if (anyNA(x) && ncol(x) > 1L) {
    first <- x[1L, ]
    first[[which(!is.na(first))[1L] %% ncol(x) + 1L]] <- NA
    if (all(is.na(first))) first <- x[which(rowSums(!is.na(x)) < ncol(x))[1L], ]
    rows <- rbind(rows, unname(first))
  }
  rows
}

# The columns of the fit, in its order: by name where both have names, else by position.
match_columns <- function(newdata, rule, call) {
  p <- ncol(rule$rows)
  theirs <- colnames(newdata)
  if (!is.null(rule$columns) && !is.null(theirs)) {
    at <- match(rule$columns, theirs)
    if (anyNA(at)) {
      lost <- rule$columns[is.na(at)]
      abort_arg("newdata", "have the columns of the data that were clustered", paste0(
        "without ", paste0("\"", utils::head(lost, 3L), "\"", collapse = ", "),
        if (length(lost) > 3L) sprintf(" and %d more", length(lost) - 3L)
      ), call = call)
    }
    return(newdata[, at, drop = FALSE])
  }
  if (ncol(newdata) != p) {
    abort_arg(
      "newdata", sprintf("have the %d column%s of the data that were clustered", p, if (p == 1L) "" else "s"),
      ncol(newdata), call = call
    )
  }
  newdata
}

# New rows stacked on the medoids, as a source for the core. One function for each kind of fit.
stack_rows <- function(newdata, rule, call) {
  newdata <- match_columns(newdata, rule, call)
  switch(rule$kind,
    data = , pointer = stack_data(newdata, rule, call),
    sparse = stack_sparse(newdata, rule, call),
    gower = stack_mixed(newdata, rule, call)
  )
}

stack_data <- function(newdata, rule, call) {
  new <- plain_matrix(newdata, rule$metric, call)
  raw <- rbind(unname(new), unname(rule$rows), rule$extra)
  if (rule$kind == "pointer") {
    return(list(kind = "pointer", n = nrow(raw), metric = "user", data = rescale(raw, rule), pointer = rule$pointer))
  }
  info <- find_metric(rule$metric)
  spec <- source_from_matrix(raw, info, FALSE, rule$missing_scale, "newdata", call)
  spec$data <- rescale(raw, rule)
  if (anyNA(spec$data)) check_rows_observed(spec$data, "newdata", call)
  spec$p <- rule$p
  spec$missing_scale <- rule$missing_scale
  spec
}

rescale <- function(x, rule) {
  if (is.null(rule$center) && is.null(rule$scale)) return(x)
  scale(
    x, center = if (is.null(rule$center)) FALSE else rule$center,
    scale = if (is.null(rule$scale)) FALSE else rule$scale
  )
}

# As as_data_matrix(), but one row will do.
plain_matrix <- function(newdata, metric, call) {
  if (methods::is(newdata, "Matrix")) newdata <- as.matrix(newdata)
  m <- nrow(newdata)
  twice <- if (m == 1L) newdata[c(1L, 1L), , drop = FALSE] else newdata
  x <- as_data_matrix(twice, metric, "newdata", call)
  if (m == 1L) x[1L, , drop = FALSE] else x
}

stack_sparse <- function(newdata, rule, call) {
  if (is.data.frame(newdata)) newdata <- as.matrix(newdata)
  new <- as_columns(methods::as(newdata, "CsparseMatrix"))
  rows <- rule$rows
  dimnames(new) <- dimnames(rows) <- list(NULL, NULL)
  info <- find_metric(rule$metric)
  as_source_sparse(rbind(new, rows), info, FALSE, rule$p, rule$missing_scale, "newdata", call)
}

# Types, levels, logarithms and ranges are those of the data that were clustered.
stack_mixed <- function(newdata, rule, call) {
  if (rule$frame && !is.data.frame(newdata)) newdata <- as.data.frame(newdata)
  if (methods::is(newdata, "Matrix")) newdata <- as.matrix(newdata)
  new <- matrix(0, nrow(newdata), ncol(newdata))
  for (j in seq_len(ncol(newdata))) {
    column <- name_item("column", j, rule$columns)
    v <- if (is.data.frame(newdata)) newdata[[j]] else newdata[, j]
    new[, j] <- level_codes(v, rule$levels[[j]], rule$kinds[[j]] == 1L, column, call)
  }
  for (i in seq_along(rule$ordratio)) {
    j <- rule$ordratio[[i]]
    new[, j] <- interpolate_ranks(new[, j], rule$ranked[[i]])
  }
  for (j in rule$logratio) new[, j] <- log10(new[, j])
  check_finite(new, "newdata", call)
  new <- scale(new, center = rule$center, scale = rule$range)
  check_rows_observed(new, "newdata", call)
  list(
    kind = "gower", n = nrow(new) + nrow(rule$rows), metric = "gower", kinds = rule$kinds,
    weights = rule$weights, data = rbind(unname(new), unname(rule$rows))
  )
}

# A level that the fit did not see differs from all others: well defined where only equality counts.
level_codes <- function(v, levels, nominal, column, call) {
  if (is.null(levels)) {
    if (is.numeric(v) || is.logical(v)) return(as.double(v))
    abort_arg("newdata", "have numeric columns where the data had them", paste(describe(v), "in", column), call = call)
  }
  codes <- match(as.character(v), levels)
  unseen <- is.na(codes) & !is.na(v)
  if (any(unseen) && !nominal) {
    abort_arg(
      "newdata", sprintf("have the levels of the data in %s", column),
      describe(as.character(v[unseen][1L])), call = call
    )
  }
  codes[unseen] <- length(levels) + 1
  as.double(codes)
}

# Ranks of a column that was treated as ordered (`ordratio`); in between, in proportion.
interpolate_ranks <- function(v, ranked) {
  if (length(ranked) == 1L) return(ifelse(is.na(v), NA_real_, 1))
  stats::approx(ranked, seq_along(ranked), xout = v, rule = 2)$y
}
