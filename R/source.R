# Any input -> one validated description that make_source() in src/r_source.cpp turns into a source
# of the core. This is the only place where input is checked; the core trusts what it gets.
#
# The description (class "fastpam_source") is a list:
#   kind       "dist" (packed triangle), "square", "data" (columns and a metric), "gower", "sparse",
#              "pointer" (rows and a compiled function)
#   n, labels  number of objects and their names or NULL
#   metric     canonical name; "unspecified" for given dissimilarities, "user" for functions
#   given      TRUE where x was dissimilarities
#   values     given: the numbers (double), in place where they were double already
#   max        given: the largest of them
#   x          data: as a matrix by data.matrix() in original units (gower: the data frame)
#   data       data: what the metric sees: x, standardised if asked; integer or logical stays so
#   p, missing_scale, kinds, weights, ...   what single metrics need
as_source <- function(x, diss = inherits(x, "dist"), metric = "euclidean", stand = FALSE, p = 2,
                      type = list(), var_weights = NULL, missing_scale = "cluster",
                      stand_rule = missing_scale, warn_type = TRUE, scaling = NULL,
                      n_threads = 0L, arg = "x", call = NULL) {
  diss <- check_flag(diss, "diss", call)
  if (diss) return(as_source_given(x, n_threads, arg, call))
  if (inherits(x, "dist")) x <- as.matrix(x)  # as pam(diss = FALSE): its rows are the data
  stand <- check_flag(stand, "stand", call)
  if (is.function(metric)) return(as_source_function(x, metric, stand, stand_rule, n_threads, arg, call))
  if (typeof(metric) == "externalptr") return(as_source_pointer(x, metric, stand, stand_rule, arg, call))
  info <- find_metric(metric, call = call)
  if (info$metric == "gower") return(as_source_mixed(x, type, var_weights, warn_type, scaling, arg, call))
  if (methods::is(x, "Matrix")) return(as_source_sparse(x, info, stand, p, missing_scale, arg, call))
  x <- as_data_matrix(x, info$metric, arg, call)
  spec <- source_from_matrix(x, info, stand, stand_rule, arg, call)
  spec$p <- if (info$metric == "minkowski") check_power(p, call) else 2
  spec$missing_scale <- missing_scale
  spec
}

check_power <- function(p, call) {
  if (identical(as.double(p), Inf)) {
    abort_arg("p", "be finite (the limit has a name: metric \"maximum\")", "Inf", call = call)
  }
  check_number(p, "p", 0, open = TRUE, call = call)
}

new_source <- function(...) structure(list(...), class = "fastpam_source")

# A numeric, integer or logical matrix from what a user may call data. data.matrix() would turn
# factors and strings into codes without a word; here they are an error.
as_data_matrix <- function(x, metric = "euclidean", arg = "x", call = NULL) {
  if (is.data.frame(x)) {
    numeric_like <- function(v) {
      is.null(dim(v)) && (is.numeric(v) || is.logical(v) || inherits(v, c("Date", "POSIXct", "difftime")))
    }
    bad <- which(!vapply(x, numeric_like, NA))
    if (length(bad)) {
      abort_arg(
        arg, sprintf("have numeric or logical columns for metric \"%s\"", metric),
        sprintf(
          "%s of class <%s>; metric = \"gower\" takes mixed data", name_item("column", bad[1], names(x)),
          paste(class(x[[bad[1]]]), collapse = "/")
        ), call = call
      )
    }
  } else if (!(is.numeric(x) || is.logical(x)) || length(dim(x)) > 2) {
    abort_arg(
      arg, "be a numeric or logical matrix, a data frame, a sparse Matrix or dissimilarities",
      describe(x), call = call
    )
  }
  x <- data.matrix(x)
  check_extent(x, arg, call)
  x
}

check_extent <- function(x, arg, call) {
  if (nrow(x) < 2) abort_arg(arg, "have at least 2 rows", nrow(x), call = call)
  if (ncol(x) < 1) abort_arg(arg, "have at least 1 column", "0", call = call)
}

# Checks of the values, and standardising.
source_from_matrix <- function(x, info, stand, stand_rule, arg, call) {
  check_finite(x, arg, call)
  if (info$non_negative) {
    low <- suppressWarnings(apply(x, 2, min, na.rm = TRUE))
    if (any(low < 0)) {
      j <- which(low < 0)[1]
      abort_arg(
        arg, sprintf("have no negative values for metric \"%s\"", info$metric),
        sprintf("%s in %s", format(low[j], digits = 7), name_item("column", j, colnames(x))), call = call
      )
    }
  }
  data <- if (stand) standardise(x, stand_rule) else x
  if (anyNA(data)) {
    if (!info$missing_allowed) {
      abort_arg(arg, sprintf("have no missing values for metric \"%s\"", info$metric), call = call)
    }
    check_rows_observed(data, arg, call)
  }
  new_source(
    kind = "data", n = nrow(x), labels = rownames(x), metric = info$metric, given = FALSE,
    x = x, data = data
  )
}

check_finite <- function(x, arg, call) {
  if (!is.double(x)) return(invisible())
  bad <- first_infinite(x)
  if (bad == 0) return(invisible())
  i <- (bad - 1) %% nrow(x) + 1
  j <- (bad - 1) %/% nrow(x) + 1
  abort_arg(
    arg, "have finite values",
    sprintf(
      "%s in %s, %s", format(x[bad]), name_item("row", i, rownames(x)),
      name_item("column", j, colnames(x))
    ), call = call
  )
}

check_rows_observed <- function(x, arg, call) {
  empty <- which(rowSums(!is.na(x)) == 0)
  if (!length(empty)) return(invisible())
  abort(sprintf(
    "`%s` must have an observed value in every row, but %s %s only missing ones.", arg,
    paste(
      c(vapply(utils::head(empty, 5), function(i) name_item("row", i, rownames(x)), ""),
        if (length(empty) > 5) sprintf("%d more", length(empty) - 5)),
      collapse = ", "
    ), if (length(empty) == 1) "has" else "have"
  ), class = "fastpam_error_empty_rows", call = call)
}

# By columns: minus the mean, divided by the mean absolute deviation, with the bits of cluster.
# A constant column is 0/0 in pam(), hence missing everywhere; daisy() makes it 0.
standardise <- function(x, rule = "cluster") {
  if (rule == "cluster") {
    mean_abs_dev <- function(y) mean(abs(y - mean(y, na.rm = TRUE)), na.rm = TRUE)
    return(scale(x, scale = apply(x, 2, mean_abs_dev)))
  }
  x <- scale(x, center = TRUE, scale = FALSE)
  sx <- colMeans(abs(x), na.rm = TRUE)
  if (any(sx == 0)) {
    warning("constant columns are standardised to 0: ", toString(which(sx == 0)), call. = FALSE)
    sx[sx == 0] <- 1
  }
  scale(x, center = FALSE, scale = sx)
}
