#' Fast dissimilarities between rows
#'
#' Computes the dissimilarities of [stats::dist()], [cluster::daisy()], `vegan::vegdist()` and others, in parallel and
#' with SIMD instructions. The values are the same: to the last bit for `"euclidean"`, `"manhattan"`, `"maximum"`,
#' `"jaccard"` and `"gower"`, up to rounding otherwise. [fastpam()], [fastclara()] and [fastclarans()] accept the same
#' metrics and compute dissimilarities themselves, so there is no need to call `fastdist()` first.
#'
#' @details
#' ```{r metrics, echo = FALSE, results = "asis"}
#' cat(fastpam:::metric_table_md())
#' ```
#'
#' For `"jaccard"`, `"dice"` and `"hamming"`, rows of 0/1 data are packed into bits. Jaccard and Dice treat any
#' nonzero number as present, and two empty rows have dissimilarity 0, as in `dist(method = "binary")`. For other
#' data, `"hamming"` is the proportion of variables that differ.
#'
#' `"gower"` follows the rules of `daisy()` (Gower 1971; Kaufman and Rousseeuw 1990, chapter 1): the absolute
#' difference divided by the range for numbers and ordered factors, 0 or 1 for equal or different factor levels, and
#' asymmetric binary for logical columns (a variable absent in both rows is ignored). `type` changes how columns are
#' read, and `var_weights` gives their weights. If a value is missing, its column is ignored for that pair.
#'
#' A user-defined metric is one of
#'
#' * an R function of two rows that returns one number. It is called on the main thread for each pair. With
#'   `attr(f, "vectorised") <- TRUE`, it takes a row and a *matrix* and returns one number for each row of the matrix;
#' * an external pointer to a compiled `double (*)(const double* x, const double* y, std::size_t p)`, made by
#'   `Rcpp::XPtr<fastpam::UserMetric>` with the tag `Rf_install("fastpam_metric")`; other pointers are an error. The
#'   function runs on all threads, so it must not call R. `vignette("cpp-core")` has an example.
#'
#' Sparse matrices of the package Matrix are not converted to dense ones. Presence/absence metrics use packed bits or
#' an inverted index, whichever is cheaper; other metrics use the inverted index.
#'
#' @section Missing values: Each metric treats missing values like its reference (see the table). If no variable is
#' observed in both of two rows, their dissimilarity is undefined, and an error names the two rows. The `"canberra"`
#' dissimilarity of two rows of zeros is 0 (`NA` in `dist()`).
#'
#' @inheritSection fastpam-input Column types
#'
#' @param x A numeric, integer or logical matrix, a data frame (with factors for `"gower"`), or a
#'   sparse matrix of the package Matrix. Rows are objects.
#' @inheritParams metric-parameters
#' @param ... Must be empty. An unknown argument is an error that names the nearest known one. Arguments after
#'   `...` must be named in full.
#' @param stand `TRUE` to standardise columns first (subtract the mean and divide by the mean absolute deviation), as
#'   `daisy(stand = TRUE)` does; not for `"gower"`.
#' @param warn_type `TRUE` to warn, as `daisy()` does, about columns whose type had to be guessed.
#' @param precision `"double"` (53 bits) or `"single"` (24 bits). Metrics that sum differences (`euclidean`,
#'   `sqeuclidean`, `manhattan`, `maximum`, `minkowski`, `gower`) are computed from data rounded to 24 bits, which
#'   processes twice as many numbers per instruction. Columns far from zero are centred first. Two values in a column
#'   that differ by less than 6e-8 of its largest value may then become equal. Other metrics are computed in double
#'   precision and rounded. The result is always a `dist` of doubles; [fastpam()] stores single precision in half the
#'   memory.
#' @param n_threads The number of threads; `NULL` for the setting of [RcppParallel::setThreadOptions()]. The
#'   result does not depend on it.
#' @return An object of class `"dist"` with the attributes of [stats::dist()], or for `metric = "gower"` an object of
#'   class `c("dissimilarity", "dist")` with those of [cluster::daisy()]. Its length, n(n - 1)/2, may exceed 2^31.
#' @section Errors: As in [fastpam()], of class `fastpam_error`: an invalid argument, values that the metric does
#' not allow, and two rows without an observed variable in common (class `fastpam_error_nothing_in_common`).
#' @references Gower, J. C. (1971). A general coefficient of similarity and some of its properties. *Biometrics* 27,
#' 857-871. \doi{10.2307/2528823}
#'
#' Kaufman, L. and Rousseeuw, P. J. (1990). *Finding Groups in Data: An Introduction to Cluster Analysis*,
#' chapter 1. Wiley.
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
  run <- run_options(n_threads, precision = precision)
  warn_type <- check_flag(warn_type, "warn_type")
  source <- as_source(
    x, diss = FALSE, metric_spec(metric, p, type, var_weights), stand = check_flag(stand, "stand"),
    missing_scale = "stats", warn_type = warn_type, n_threads = run$n_threads
  )
  check_single_range(source, run$precision)
  check_room(source$n)
  d <- from_core(fill_dist_cpp(source, run, dist_attributes(source, match.call())), source$metric)
  if (run$precision == "single" && (anyNA(d) || first_infinite(d) > 0)) {
    abort_arg("x", "be within the range of single precision, about 3.4e38", class = "fastpam_error_single_range")
  }
  d
}

# The attributes of dist(), and for mixed data those of daisy().
dist_attributes <- function(source, call) UseMethod("dist_attributes")

#' @export
dist_attributes.fastpam_source <- function(source, call) {
  c(
    list(Size = source$n), if (length(source$labels)) list(Labels = source$labels),
    list(Diag = FALSE, Upper = FALSE, method = source$metric),
    if (source$metric == "minkowski") list(p = source$power),
    list(call = plain_call(call, "fastdist"), class = "dist")
  )
}

#' @export
dist_attributes.fastpam_source_mixed <- function(source, call) {
  c(
    list(Size = source$n), if (length(source$labels)) list(Labels = source$labels),
    list(Metric = "mixed", Types = source$types, class = c("dissimilarity", "dist"))
  )
}

# The table of the help page, from the registry.
metric_table_md <- function() {
  table <- metrics()
  other <- ifelse(nzchar(table$aliases), paste0(" (", gsub(" ", ", ", table$aliases), ")"), "")
  # The bar in |x| would end a cell.
  cell <- function(text) gsub("|", "\\|", text, fixed = TRUE)
  rows <- sprintf(
    "| `%s`%s | %s | `%s` | %s | %s |", table$metric, other, cell(table$formula), table$range,
    table$reference, table$missing
  )
  paste(c(
    "| metric | formula | range | equals | missing values |", "|---|---|---|---|---|", rows, ""
  ), collapse = "\n")
}
