#' Dissimilarities between rows, fast
#'
#' Computes what [stats::dist()], [cluster::daisy()], `vegan::vegdist()` and others compute, in
#' parallel and with vector instructions, with the same values: bit for bit for `"euclidean"`,
#' `"manhattan"`, `"maximum"`, `"jaccard"` and `"gower"`, up to rounding otherwise. The same metrics
#' work inside [fastpam()] and its relatives without storing the result here.
#'
#' @details
#' ```{r metrics, echo = FALSE, results = "asis"}
#' cat(fastpam:::metric_table_md())
#' ```
#'
#' `"jaccard"`, `"dice"` and `"hamming"` on 0/1 data pack rows to bits; jaccard and dice take any
#' number but zero as present, and two empty rows are equal (dissimilarity 0), as in
#' `dist(method = "binary")`. On other data `"hamming"` is the share of variables that differ.
#'
#' `"gower"` takes what `daisy()` takes, with its rules: numeric and ordered columns by their range,
#' factors by equality, logical columns as asymmetric binary (absent in both does not count),
#' `type = list(asymm =, symm =, ordratio =, logratio =)`, one weight per column, missing values pair
#' by pair.
#'
#' A metric of your own is either an R function of two rows, called on the main thread for each pair
#' (mark it with `attr(f, "vectorised") <- TRUE` if it takes a row and a *matrix* and returns one
#' number per row of the matrix), or an external pointer to a compiled
#' `double (*)(const double* x, const double* y, std::size_t p)`, made with
#' `Rcpp::XPtr<fastpam::UserMetric>` and the tag `Rf_install("fastpam_metric")`, by which it is known (see
#' the header `fastpam/metric/user.hpp`, and `system.file("examples", package = "fastpam")`). That one runs on all
#' threads, so it must not call R.
#'
#' Sparse matrices of the package Matrix are not made dense: for presence/absence metrics the cheaper
#' of packed bits and an inverted index is taken, for the others the inverted index.
#'
#' @section Missing values:
#' Each metric follows its reference (see the table). A pair of rows that shares no observed variable
#' has no dissimilarity; that is an error which names the two rows. Two rows of zeros are at
#' `"canberra"` dissimilarity 0 (`NA` in `dist()`).
#'
#' @param x A numeric, integer or logical matrix, a data frame (with factors for `"gower"`), or a
#'   sparse matrix of the package Matrix. Rows are objects.
#' @inheritParams metric-parameters
#' @param ... Not used: an argument that is not known is an error. Arguments behind it are named in full.
#' @param stand Standardise columns first (minus the mean, divided by the mean absolute deviation), as
#'   `daisy(stand = TRUE)`; not for `"gower"`.
#' @param warn_type Warn, as `daisy()` does, about columns whose type is a guess.
#' @param precision `"single"` gives 24 bits instead of 53. Sums of differences (`euclidean`,
#'   `sqeuclidean`, `manhattan`, `maximum`, `minkowski`, `gower`) are worked out from data rounded to 24
#'   bits, twice as many numbers at once; columns that lie far from zero are centred first. Values that
#'   differ by less than 6e-8 of the largest in their column are the same then. Other metrics are worked
#'   out in double precision and rounded. The result is a `dist` of doubles either way; [fastpam()]
#'   stores it as floats.
#' @param n_threads Number of threads; `NULL` asks [RcppParallel::setThreadOptions()]. The result
#'   does not depend on it.
#' @return An object of class `"dist"` with the attributes that [stats::dist()] gives; for
#'   `metric = "gower"` of class `c("dissimilarity", "dist")` with those of [cluster::daisy()].
#'   Its length, n(n-1)/2, may exceed 2^31.
#' @seealso [metrics()] for the table; [fastpam()].
#' @examples
#' d <- fastdist(leaves[1:100, -1])
#' identical(c(d), c(dist(leaves[1:100, -1])))
#'
#' # Presence/absence
#' bits <- as.matrix(androgen[1:100, -1])
#' summary(fastdist(bits, "jaccard"))
#'
#' # Mixed
#' summary(fastdist(iris, "gower"))
#' @export
fastdist <- function(x, metric = "euclidean", ..., p = NULL, stand = FALSE, type = NULL,
                     var_weights = NULL, warn_type = TRUE, precision = c("double", "single"),
                     n_threads = NULL) {
  refuse_dots(...)
  need(missing(x), "x", "a table")
  if (inherits(x, "dist")) abort_arg("x", "be data, not dissimilarities", describe(x))
  run <- run_options(n_threads, precision = precision[1L])
  source <- as_source(
    x, diss = FALSE, metric_spec(metric, p, type, var_weights), stand = check_flag(stand, "stand"),
    missing_scale = "stats", warn_type = check_flag(warn_type, "warn_type"), n_threads = run$n_threads
  )
  check_room(source$n)
  d <- from_core(fill_dist_cpp(source, run, dist_attributes(source, match.call())), source$metric)
  if (run$precision == "single" && (anyNA(d) || first_infinite(d) > 0)) {
    abort_arg("x", "be within the range of single precision, about 3.4e38", class = "fastpam_error_single_range")
  }
  d
}

# Those of dist(), and for mixed data those of daisy().
dist_attributes <- function(source, call) UseMethod("dist_attributes")

#' @export
dist_attributes.fastpam_source <- function(source, call) {
  c(
    list(Size = source$n), if (length(source$labels)) list(Labels = source$labels),
    list(Diag = FALSE, Upper = FALSE, method = source$metric),
    if (source$metric == "minkowski") list(p = source$power),
    list(call = plain_call(call), class = "dist")
  )
}

#' @export
dist_attributes.fastpam_source_mixed <- function(source, call) {
  c(
    list(Size = source$n), if (length(source$labels)) list(Labels = source$labels),
    list(Metric = "mixed", Types = source$types, class = c("dissimilarity", "dist"))
  )
}

# The help page's table, from the registry.
metric_table_md <- function() {
  table <- metrics()
  other <- ifelse(nzchar(table$aliases), paste0(" (", gsub(" ", ", ", table$aliases), ")"), "")
  # The bar of |x| would end a cell.
  cell <- function(text) gsub("|", "\\|", text, fixed = TRUE)
  rows <- sprintf(
    "| `%s`%s | %s | `%s` | %s | %s |", table$metric, other, cell(table$formula), table$range,
    table$reference, table$missing
  )
  paste(c(
    "| metric | formula | range | equals | missing values |", "|---|---|---|---|---|", rows, ""
  ), collapse = "\n")
}
