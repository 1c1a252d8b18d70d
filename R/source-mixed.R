# Mixed data for Gower's coefficient, prepared exactly as cluster::daisy() prepares them: types from
# the columns and `type`, log ratios, columns divided by their ranges. `scaling`, a list of `center`
# and `range` from an earlier description, keeps the scale of that one (for new rows).

as_source_mixed <- function(x, type = list(), weights = NULL, warn_type = TRUE, scaling = NULL,
                            arg = "x", call = NULL) {
  if (methods::is(x, "Matrix")) x <- as.matrix(x)
  if (!is.data.frame(x) && !((is.numeric(x) || is.logical(x)) && length(dim(x)) == 2)) {
    abort_arg(arg, "be a data frame or a numeric matrix for metric \"gower\"", describe(x), call = call)
  }
  check_extent(x, arg, call)
  given <- x
  p <- ncol(x)
  types <- check_types(type, x, call)
  levels <- vector("list", p)
  if (is.data.frame(x)) {
    kind <- mixed_kinds(x, arg, call)
    levels <- unname(lapply(x, levels))
    x <- data.matrix(x)
  } else {
    kind <- rep(if (is.logical(x)) "A" else "I", p)
    storage.mode(x) <- "double"
  }
  ranked <- lapply(types$ordratio, function(j) sort(unique(x[, j])))
  for (j in types$ordratio) x[, j] <- unclass(as.ordered(x[, j]))
  for (j in types$logratio) x[, j] <- log10(x[, j])
  kind[types$asymm] <- "A"
  kind[types$symm] <- "S"
  kind[types$ordratio] <- "T"
  if (warn_type) warn_kinds(x, kind)
  kind[kind == "L"] <- "A"

  check_finite(x, arg, call)
  empty <- which(colSums(!is.na(x)) == 0)
  if (length(empty)) {
    abort_arg(arg, "have an observed value in every column", paste("only missing ones in", name_item("column", empty[1], colnames(x))), call = call)
  }
  low <- apply(x, 2, min, na.rm = TRUE)
  range <- apply(x, 2, max, na.rm = TRUE) - low
  range[range == 0] <- 1
  if (!is.null(scaling)) {
    low <- scaling$center
    range <- scaling$range
  }
  data <- scale(x, center = low, scale = range)
  storage.mode(data) <- "double"
  check_rows_observed(data, arg, call)
  new_source(
    kind = "gower", n = nrow(x), labels = dimnames(x)[[1]], metric = "gower", given = FALSE, x = given,
    data = data, types = kind, center = low, range = range,
    levels = levels, ordratio = types$ordratio, ranked = ranked, logratio = types$logratio,
    kinds = unname(c(I = 0L, O = 0L, T = 0L, N = 1L, S = 2L, A = 3L)[kind]),
    weights = check_var_weights(weights, p, call)
  )
}

# One letter per column, as in daisy's attribute Types; "L" for logical, until it is asymmetric.
mixed_kinds <- function(x, arg, call) {
  kind <- vapply(x, function(v) {
    switch(data.class(v), numeric = , integer = "I", ordered = "O", factor = "N", logical = "L", "")
  }, "")
  bad <- which(kind == "")
  if (length(bad)) {
    abort_arg(
      arg, "have numeric, logical or factor columns for metric \"gower\"",
      sprintf(
        "%s of class <%s>", name_item("column", bad[1], names(x)),
        paste(class(x[[bad[1]]]), collapse = "/")
      ), call = call
    )
  }
  unname(kind)
}

# `type` with column numbers instead of names.
check_types <- function(type, x, call) {
  known <- c("asymm", "symm", "ordratio", "logratio")
  if (!length(type)) return(list())
  if (!is.list(type) || is.null(names(type)) || any(is.na(pmatch(names(type), known)))) {
    abort_arg(
      "type", paste("be a list with names among", paste0("\"", known, "\"", collapse = ", ")),
      if (is.list(type)) paste("names", paste0("\"", names(type), "\"", collapse = ", ")) else describe(type),
      call = call
    )
  }
  names(type) <- known[pmatch(names(type), known)]
  for (name in names(type)) {
    cols <- type[[name]]
    if (is.character(cols)) cols <- match(cols, colnames(x))
    if (!is.numeric(cols) || anyNA(cols) || any(cols < 1 | cols > ncol(x) | cols != trunc(cols))) {
      abort_arg(
        paste0("type$", name), sprintf("name columns or give numbers between 1 and %d", ncol(x)),
        paste(utils::head(format(type[[name]]), 5), collapse = ", "), call = call
      )
    }
    type[[name]] <- as.integer(cols)
  }
  for (j in c(type$asymm, type$symm)) check_binary(x[, j], name_item("column", j, colnames(x)), call)
  type
}

check_binary <- function(v, column, call) {
  if (is.factor(v)) v <- suppressWarnings(as.integer(as.character(v)))
  v <- as.numeric(v)
  if (length(unique(v[!is.na(v)])) < 2) {
    warning("binary variable in ", column, " does not have 2 different values", call. = FALSE)
  }
  other <- v[!is.na(v) & !(v %in% 0:1)]
  if (length(other)) {
    abort_arg("type", "call binary what has values 0 and 1", paste(format(other[1]), "in", column), call = call)
  }
}

warn_kinds <- function(x, kind) {
  interval <- which(kind == "I")
  if (nrow(x) > 9 && length(interval)) {
    binary <- vapply(interval, function(j) length(unique(stats::na.omit(x[, j]))) == 2, NA)
    if (any(binary)) {
      warning(
        "binary variable(s) ", toString(interval[binary]), " treated as interval scaled", call. = FALSE
      )
    }
  }
  if (any(kind == "L")) {
    warning("setting 'logical' variable(s) ", toString(which(kind == "L")), " to type 'asymm'", call. = FALSE)
  }
}

check_var_weights <- function(weights, p, call) {
  if (is.null(weights)) weights <- 1
  if (!is.numeric(weights) || !length(weights) %in% c(1L, p) || anyNA(weights) || any(weights < 0) ||
      any(is.infinite(weights)) || !any(weights > 0)) {
    abort_arg(
      "weights", sprintf("be 1 or %d numbers (one per column), not negative and not all zero", p),
      describe(weights), call = call
    )
  }
  rep_len(as.double(weights), p)
}
