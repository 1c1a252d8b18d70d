# The help page about the kinds of input. The code is in table.R, source.R and source-*.R.

#' Accepted data and dissimilarities
#'
#' What [fastpam()], [fastclara()], [fastclarans()], [fastpam_path()] and [fastdist()] accept as `x`, and what
#' [predict()][predict.fastpam_fit] accepts as `newdata`. Objects are in rows.
#'
#' @section Tables: These are accepted: a matrix, a data frame (also a tibble or a data.table), a sparse matrix of the
#' package Matrix, and these classes that contain a matrix: `table`, `DFrame`, `phyloseq` objects and their
#' `otu_table` (samples are the objects, whether taxa are in rows or columns), `DelayedMatrix` and `HDF5Matrix` (they
#' are read in blocks of rows and held in memory, as a sparse matrix if they are sparse). Row names become the labels
#' of the objects.
#'
#' These are errors, and the message says what to use instead: tables of sf with their geometry, grouped data frames,
#' and `SummarizedExperiment` and `SingleCellExperiment`, in which objects are columns and several tables can be
#' meant: `t(assay(x))`, `reducedDim(x, "PCA")`, or
#' `scran::clusterCells(x, use.dimred = "PCA", BLUSPARAM = FastpamParam(k))`.
#'
#' @section Column types:
#' | column | named metrics | `"gower"` |
#' |---|---|---|
#' | numbers | numbers | numbers, divided by their range |
#' | logical | 0 and 1 | asymmetric binary, with a warning; `type` can change this |
#' | dates, times, differences of times | numbers | numbers |
#' | integer64 of bit64 | numbers, rounded above 2^53 | numbers |
#' | labelled values of haven | the values; labelled missing values are missing | the same |
#' | a matrix of one column, as returned by `scale()` | numbers | numbers |
#' | factor | error | nominal: equal or not |
#' | ordered factor | error | ranks |
#' | text | error | nominal |
#'
#' Dates are in days, times in seconds, and differences of times in their own units. New rows in other units of time
#' are converted to those of the data that were clustered.
#'
#' An R function as `metric` gets numbers if all columns are numeric or logical, else text.
#'
#' These are errors for all metrics: columns protected by `I()`, lists, columns that are tables, geometries,
#' `POSIXlt`, complex and raw values, and classes not known to be numbers. The message names the column and a function
#' that converts it to an ordinary column.
#'
#' Values must be finite or missing. Most metrics allow missing values, see [metrics()].
#'
#' @section Dissimilarities: A `dist`, or with `diss = TRUE` a square symmetric matrix with a zero diagonal, or the
#' lower triangle by columns as a plain vector of n(n - 1)/2 numbers. Dissimilarities must be finite and not negative,
#' and none may be missing. Similarities (class `simil` of proxy) are an error; `proxy::as.dist()` converts them to
#' dissimilarities.
#'
#' Without `diss = TRUE`, a square matrix is data. If it is symmetric with a zero diagonal, a warning points to
#' `diss = TRUE`.
#'
#' @section Rounding noise: Computed dissimilarities may be wrong in their last digits. Noise of up to 1e-8 of the
#' largest dissimilarity is removed, with a message: negative values and diagonal values become 0, and where the two
#' sides of a matrix differ, the value below the diagonal is used. Negative values of an R function given as `metric`
#' are treated in the same way. Larger deviations are an error.
#'
#' @name fastpam-input
NULL
