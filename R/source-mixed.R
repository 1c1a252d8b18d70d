# Mixed data for Gower's coefficient, prepared exactly as cluster::daisy() prepares them: types from
# the columns and `type`, log ratios, columns divided by their ranges. Text is nominal and dates are
# numbers, which daisy() refuses.

mixed_source <- function(x, metric, stand, warn_type, arg, call) {
  if (stand) {
    abort_arg("stand", "be FALSE for metric \"gower\", which divides columns by their ranges", "TRUE", call = call)
  }
  given <- if (is_s4(x, "sparseMatrix")) as.matrix(x) else plain_table(x, arg, call)
  kept <- with_dates(given, x)
  x <- given
  if (!is.data.frame(x) && !((is.numeric(x) || is.logical(x)) && length(dim(x)) == 2L)) {
    abort_arg(arg, "be a data frame or a numeric matrix for metric \"gower\"", describe(x), call = call)
  }
  check_extent(x, arg, call)
  p <- ncol(x)
  if (is.data.frame(x)) x[] <- lapply(x, function(v) if (is.character(v)) factor(v) else v)
  types <- check_types(metric$type, x, call)
  levels <- vector("list", p)
  if (is.data.frame(x)) {
    codes <- mixed_codes(x)
    levels <- unname(lapply(x, levels))
    x <- data.matrix(x)
  } else {
    codes <- rep(if (is.logical(x)) "A" else "I", p)
    storage.mode(x) <- "double"
  }
  ranked <- lapply(types$ordratio, function(j) sort(unique(x[, j])))
  for (j in types$ordratio) x[, j] <- unclass(as.ordered(x[, j]))
  for (j in types$logratio) x[, j] <- log_ratio(x[, j], name_item("column", j, colnames(x)), arg, call)
  codes[types$asymm] <- "A"
  codes[types$symm] <- "S"
  codes[types$ordratio] <- "T"
  if (warn_type) warn_codes(x, codes)
  codes[codes == "L"] <- "A"

  check_finite(x, arg, call)
  # A column without any value does not count, as in daisy().
  seen <- colSums(!is.na(x)) > 0
  low <- range <- rep(0, p)
  low[seen] <- apply(x[, seen, drop = FALSE], 2L, min, na.rm = TRUE)
  range[seen] <- apply(x[, seen, drop = FALSE], 2L, max, na.rm = TRUE) - low[seen]
  range[range == 0] <- 1
  names(low) <- names(range) <- colnames(x)
  data <- scale(x, center = low, scale = range)
  storage.mode(data) <- "double"
  check_rows_observed(data, arg, call)
  new_source(
    "mixed", kind = "mixed", n = nrow(x), labels = dimnames(x)[[1L]], metric = "gower", data = data,
    kinds = unname(c(I = 0L, O = 0L, T = 0L, N = 1L, S = 2L, A = 3L)[codes]),
    weights = check_var_weights(metric$var_weights, p, call), masked = NULL, shift = NULL,
    x = kept, units = time_units(kept), types = codes,
    preparation = list(
      center = low, range = range, levels = levels, ordratio = types$ordratio, ranked = ranked,
      logratio = types$logratio
    )
  )
}

# Dates are numbers for the metric and dates for the user.
with_dates <- function(plain, x) {
  if (!is.data.frame(plain) || !is.data.frame(x)) return(plain)
  for (j in seq_along(plain)) {
    v <- .subset2(x, j)
    if (inherits(v, c("Date", "POSIXct", "difftime"))) plain[[j]] <- v
  }
  plain
}

log_ratio <- function(v, column, arg, call) {
  bad <- which(v <= 0)
  if (length(bad)) {
    abort_arg(
      arg, sprintf("have numbers above 0 in %s, which `type` declares as log ratio", column),
      format(v[bad[1L]], digits = 7), call = call
    )
  }
  log10(v)
}

# Data frames are kept as they were given, not as codes and ranges.
#' @export
kept_data.fastpam_source_mixed <- function(source) {
  if (is.data.frame(source$x)) source$x else as_kept(source$data)
}

# One letter per column, as in daisy's attribute Types; "L" for logical, until it is asymmetric.
mixed_codes <- function(x) {
  unname(vapply(x, function(v) {
    if (is.ordered(v)) "O" else if (is.factor(v)) "N" else if (is.logical(v)) "L" else "I"
  }, ""))
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
  for (j in c(type$asymm, type$symm)) {
    check_binary(if (is.data.frame(x)) x[[j]] else x[, j], name_item("column", j, colnames(x)), call)
  }
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
    abort_arg("type", "declare as binary only columns of 0 and 1", paste(format(other[1]), "in", column), call = call)
  }
}

warn_codes <- function(x, codes) {
  interval <- which(codes == "I")
  if (nrow(x) > 9 && length(interval)) {
    binary <- vapply(interval, function(j) length(unique(stats::na.omit(x[, j]))) == 2, NA)
    if (any(binary)) {
      warning(
        "binary variable(s) ", toString(interval[binary]), " treated as interval scaled", call. = FALSE
      )
    }
  }
  if (any(codes == "L")) {
    warning("setting 'logical' variable(s) ", toString(which(codes == "L")), " to type 'asymm'", call. = FALSE)
  }
}

check_var_weights <- function(weights, p, call) {
  if (is.null(weights)) weights <- 1
  fine <- is.numeric(weights) && length(weights) %in% c(1L, p) && !anyNA(weights) && all(weights >= 0) &&
    all(is.finite(weights)) && any(weights > 0)
  if (!fine) {
    abort_arg(
      "var_weights", sprintf("be 1 or %d numbers (one per column), not negative and not all zero", p),
      describe(weights), call = call
    )
  }
  rep_len(as.double(weights), p)
}
