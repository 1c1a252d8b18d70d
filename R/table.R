# Any table of a user -> a plain matrix, a plain data frame, or a sparse Matrix.
#
# Classes of other packages are read here or refused with a way out, so that the rest of the package only
# meets plain objects. Lengths are taken from the plain objects, because a class may have its own length() or
# dim().

# `arg` is the argument that errors name.
plain_table <- function(x, arg = "x", call = NULL) {
  if (isS4(x)) x <- plain_s4(x, arg, call)
  if (is.data.frame(x)) return(plain_frame(x, arg, call))
  if (is_s4(x, "sparseMatrix")) return(x)
  refuse_containers(x, arg, call)
  if (is.object(x) && is.atomic(x)) x <- plain_atomic(x)
  if (!is.atomic(x) || is.null(x) || length(dim(x)) > 2L) {
    abort_arg(
      arg, "be a matrix, a data frame, a sparse Matrix or dissimilarities", describe(x), call = call
    )
  }
  x
}

# An S4 object needs the package of its class for every method, also the first time in a session.
load_class <- function(x) {
  package <- attr(class(x), "package")
  if (length(package) && !package %in% c(".GlobalEnv", "methods")) {
    if (!isNamespaceLoaded(package)) keeping_seed(requireNamespace(package, quietly = TRUE))
  }
  invisible(x)
}

# The same as methods::is() for S4 classes. That function alone took a tenth of a fit of 100 objects.
is_s4 <- function(x, class) isS4(x) && methods::is(x, class)

plain_s4 <- function(x, arg, call) {
  load_class(x)
  if (is_s4(x, "sparseMatrix")) return(x)
  if (is_s4(x, "Matrix")) return(as.matrix(x))
  if (is_s4(x, "otu_table")) {
    # Objects are samples; the class knows where they stand.
    taxa_in_rows <- x@taxa_are_rows
    x <- matrix(x@.Data, nrow(x@.Data), dimnames = dimnames(x@.Data))
    return(if (taxa_in_rows) t(x) else x)
  }
  if (is_s4(x, "SummarizedExperiment")) {
    # Which of its tables is meant, only the user knows.
    abort_arg(arg, paste0(
      "have objects in rows: here they are in columns, so use t(assay(x))",
      if (is_s4(x, "SingleCellExperiment")) {
        " or reducedDim(x, \"PCA\"), or call scran::clusterCells(x, use.dimred = \"PCA\", BLUSPARAM = FastpamParam(k))"
      }
    ), describe(x), call = call)
  }
  if (is_s4(x, "phyloseq")) return(plain_s4(x@otu_table, arg, call))
  if (is_s4(x, "DFrame")) return(as.data.frame(x))
  if (is_s4(x, "DelayedMatrix")) return(read_in_blocks(x))
  if (is.data.frame(x)) return(methods::as(x, "data.frame"))
  if (typeof(x) == "S4") return(x)
  size <- attributes(x)[c("dim", "dimnames")] # a class that is a matrix and more
  x <- unclass(asS4(x, FALSE))
  attributes(x) <- size[!vapply(size, is.null, NA)]
  x
}

plain_atomic <- function(x) {
  if (inherits(x, "integer64")) return(doubles_of_int64(x))
  if (inherits(x, "dist")) return(as.matrix(x)) # as pam(diss = FALSE): its rows are the data
  keep <- attributes(x)[c("dim", "dimnames")]
  if (is.factor(x)) return(x)
  x <- unclass(x)
  attributes(x) <- keep[!vapply(keep, is.null, NA)]
  # A table's dimnames have names of their own, which a matrix of data has no use for.
  if (!is.null(dimnames(x))) names(dimnames(x)) <- NULL
  x
}

# ---- data frames ---------------------------------------------------------------------------------

plain_frame <- function(x, arg, call) {
  refuse_containers(x, arg, call)
  rows <- .row_names_info(x, 2L)
  names <- attr(x, "names")
  columns <- lapply(seq_along(unclass(x)), function(j) {
    plain_column(.subset2(x, j), name_item("column", j, names), arg, call)
  })
  lengths <- vapply(columns, function(v) length(unclass(v)), 0L)
  if (any(lengths != rows)) {
    j <- which(lengths != rows)[1L]
    abort_arg(
      arg, sprintf("have %d values in each column, one for each row", rows),
      sprintf("%d in %s", lengths[j], name_item("column", j, names)), call = call
    )
  }
  structure(
    columns, names = names %||% rep("", length(columns)), class = "data.frame",
    row.names = if (.row_names_info(x) < 0L) .set_row_names(rows) else attr(x, "row.names")
  )
}

refuse_containers <- function(x, arg, call) {
  way <- if (inherits(x, "sf")) {
    "be a table without geometry: use sf::st_drop_geometry(), or dissimilarities from sf::st_distance()"
  } else if (inherits(x, "grouped_df")) {
    "not be grouped: use dplyr::ungroup(), or group_modify() for one clustering per group"
  } else if (inherits(x, "fastpam_chunks")) {
    "be a table in memory: tables in pieces are for fastclara() and predict()"
  }
  if (!is.null(way)) abort_arg(arg, way, describe(x), call = call)
}

# One column as a plain numeric, integer or logical vector, text, or factor.
plain_column <- function(v, column, arg, call) {
  refuse <- function(way) {
    abort_arg(arg, "have columns of numbers, logical values, factors, text or dates", sprintf(
      "%s of class <%s>; %s", column, paste(class(v), collapse = "/"), way
    ), call = call)
  }
  if (inherits(v, "AsIs") && !is.list(v)) refuse("unclass() removes I()")
  if (inherits(v, "sfc")) refuse("sf::st_drop_geometry() removes the geometry")
  if (inherits(v, "POSIXlt")) refuse("as.POSIXct() converts it to numbers")
  if (is.data.frame(v)) refuse("make its columns columns of the table, for instance by do.call(cbind, x)")
  if (is.list(v)) refuse("give one value for each row, for instance by unlist()")
  if (isS4(v)) {
    load_class(v)
    v <- tryCatch(as.vector(v), error = function(e) refuse("as.vector() may convert it to a plain column"))
  }
  if (is.null(v) || !is.atomic(v) || is.complex(v) || is.raw(v)) refuse("as.numeric() may convert it to numbers")
  size <- dim(unclass(v))
  if (length(size) > 1L && prod(size[-1L]) != 1) refuse("give its columns as columns of the table")
  if (is.factor(v)) return(v)
  if (inherits(v, "integer64")) return(doubles_of_int64(as.vector(v)))
  if (inherits(v, c("haven_labelled", "labelled"))) return(unlabelled(v))
  if (inherits(v, c("Date", "POSIXct", "difftime"))) return(as.double(unclass(v)))
  if (is.object(v) && !is.numeric(v) && !is.logical(v) && !is.character(v)) {
    # Number-like classes say so by is.numeric(); others would be clustered by their inner codes.
    refuse("use as.numeric() or factor() to declare its type")
  }
  as.vector(unclass(v))
}

# The bits of 64-bit integers are stored in doubles. They are read here without the package bit64, which may
# not be installed. Above 2^53 they are rounded, as by bit64's as.double().
doubles_of_int64 <- function(x) {
  size <- attributes(unclass(x))[c("dim", "dimnames")]
  bytes <- matrix(as.integer(writeBin(as.double(unclass(x)), raw(), endian = "little")), 8L)
  low <- colSums(bytes[1:4, , drop = FALSE] * 256^(0:3))
  high <- colSums(bytes[5:8, , drop = FALSE] * 256^(0:3))
  negative <- high >= 2^31
  out <- high * 2^32 + low
  out[negative] <- -((2^32 - 1 - high[negative]) * 2^32 + (2^32 - 1 - low[negative])) - 1
  out[high == 2^31 & low == 0] <- NA # bit64's NA
  attributes(out) <- size[!vapply(size, is.null, NA)]
  out
}

# haven's labelled values: numbers (or text) with labels, of which some may mean "missing".
unlabelled <- function(v) {
  values <- as.vector(unclass(v))
  low_high <- attr(v, "na_range", exact = TRUE)
  missing <- is.na(values) | values %in% attr(v, "na_values", exact = TRUE)
  if (length(low_high) == 2L) missing <- missing | (values >= low_high[1L] & values <= low_high[2L])
  values[missing & !is.na(missing)] <- NA
  values
}

# ---- what metrics take ---------------------------------------------------------------------------

# A numeric, integer or logical matrix for a named metric. Factors and text would become codes by
# data.matrix(): here they are an error that says what to do. `least` rows are asked for.
numeric_table <- function(x, metric, arg = "x", call = NULL, least = 2L) {
  x <- plain_table(x, arg, call)
  if (is_s4(x, "sparseMatrix")) x <- as.matrix(x)
  if (is.data.frame(x)) {
    bad <- which(!vapply(x, function(v) is.numeric(v) || is.logical(v), NA))
    if (length(bad)) {
      v <- x[[bad[1L]]]
      abort_arg(
        arg, sprintf("have numeric or logical columns for metric \"%s\"", metric), sprintf(
          "%s of class <%s>; %s", name_item("column", bad[1L], names(x)),
          paste(class(v), collapse = "/"), if (is.character(v)) {
            "as.numeric() converts text to numbers, and metric = \"gower\" treats text as categories"
          } else {
            "use metric = \"gower\" for mixed data"
          }
        ), call = call
      )
    }
  } else if (!(is.numeric(x) || is.logical(x)) || is.factor(x)) {
    abort_arg(
      arg, "be a numeric or logical matrix, a data frame, a sparse Matrix or dissimilarities",
      describe(x), call = call
    )
  }
  x <- data.matrix(x)
  check_extent(x, arg, call, least)
  x
}

# For R functions: numbers stay numbers, text stays text.
any_table <- function(x, arg = "x", call = NULL, least = 2L) {
  x <- plain_table(x, arg, call)
  if (is_s4(x, "sparseMatrix")) x <- as.matrix(x)
  if (is.data.frame(x)) {
    numbers <- vapply(x, function(v) is.numeric(v) || is.logical(v), NA)
    if (all(numbers)) {
      x <- data.matrix(x)
    } else {
      text <- vapply(x, as.character, character(nrow(x)))
      x <- matrix(
        text, nrow(x),
        dimnames = list(if (is.character(attr(x, "row.names"))) row.names(x), names(x))
      )
    }
  }
  if (is.factor(x)) x <- as.character(x)
  x <- as.matrix(x)
  check_extent(x, arg, call, least)
  x
}

check_extent <- function(x, arg, call, least = 2L) {
  size <- dim(x)
  if (size[1L] < least) {
    abort_arg(arg, sprintf("have at least %d row%s", least, if (least == 1L) "" else "s"), size[1L], call = call)
  }
  if (size[2L] < 1L) abort_arg(arg, "have at least 1 column", "0", call = call)
}

# ---- checks of values ----------------------------------------------------------------------------

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

check_not_negative <- function(x, metric, arg, call) {
  low <- suppressWarnings(apply(x, 2L, min, na.rm = TRUE))
  if (!any(low < 0)) return(invisible())
  j <- which(low < 0)[1L]
  abort_arg(
    arg, sprintf("have no negative values for metric \"%s\"", metric),
    sprintf("%s in %s", format(low[j], digits = 7), name_item("column", j, colnames(x))), call = call
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

# By columns: minus the mean, divided by the mean absolute deviation, equal to cluster to the last bit. A constant
# column is 0/0 in pam(), hence missing everywhere; daisy() makes it 0. `rule` "exact": by exact sums, as for a table in
# pieces, or such centres and scales.
standardise <- function(x, rule = "cluster") {
  if (identical(rule, "exact")) rule <- exact_scales(x)
  if (is.list(rule) || rule == "cluster") {
    mean_abs_dev <- function(y) mean(abs(y - mean(y, na.rm = TRUE)), na.rm = TRUE)
    x <- if (is.list(rule)) {
      scale(x, center = rule$center, scale = rule$scale)
    } else {
      scale(x, scale = apply(x, 2, mean_abs_dev))
    }
    constant <- which(attr(x, "scaled:scale") == 0)
    if (length(constant)) {
      warning("constant columns cannot be standardised and are left out: ", toString(constant), call. = FALSE)
    }
    return(x)
  }
  x <- scale(x, center = TRUE, scale = FALSE)
  sx <- colMeans(abs(x), na.rm = TRUE)
  if (any(sx == 0, na.rm = TRUE)) {
    warning("constant columns are standardised to 0: ", toString(which(sx == 0)), call. = FALSE)
    sx[sx == 0] <- 1
  }
  scale(x, center = FALSE, scale = sx)
}

# The same with the centres and scales of a fit.
rescale <- function(x, center, scale) {
  if (is.null(center) && is.null(scale)) return(x)
  scale(x, center = center %||% FALSE, scale = scale %||% FALSE)
}
