# The help page about what goes in. The code is in table.R, source.R and source-*.R.

#' Data and dissimilarities that can be clustered
#'
#' What [fastpam()], [fastclara()], [fastclarans()], [fastpam_path()] and [fastdist()] accept as `x`, and
#' what [predict()][predict.fastpam_fit] accepts as `newdata`. Rows are objects.
#'
#' @section Tables:
#' A matrix, a data frame (also a tibble or a data.table), a sparse matrix of the package Matrix, or another
#' class with a matrix inside: `table`, `DFrame`, `phyloseq` objects and their `otu_table` (samples are the
#' objects, whether taxa are rows or columns), `DelayedMatrix` and `HDF5Matrix` (blocks of rows are read, and the
#' result is held in memory, sparse if it is sparse). Row names become the labels of the objects.
#'
#' These are refused, and the message says what to give instead: tables of sf with their geometry, grouped data
#' frames, and `SummarizedExperiment` and `SingleCellExperiment`, where columns are the objects and only you know
#' which table is meant: `t(assay(x))`, `reducedDim(x, "PCA")`, or
#' `scran::clusterCells(x, use.dimred = "PCA", BLUSPARAM = FastpamParam(k))`.
#'
#' @section Column types:
#' | column | named metrics | `"gower"` |
#' |---|---|---|
#' | numbers | numbers | numbers, divided by their range |
#' | logical | 0 and 1 | asymmetric binary, with a warning; `type` can say otherwise |
#' | dates, times, differences of times | numbers | numbers |
#' | integer64 of bit64 | numbers, rounded above 2^53 | numbers |
#' | labelled values of haven | the values; labelled missing values are missing | the same |
#' | a matrix of one column, as `scale()` makes it | numbers | numbers |
#' | factor | refused | nominal: equal or not |
#' | ordered factor | refused | ranks |
#' | text | refused | nominal |
#'
#' Dates count days, times seconds, and differences of times what they say. New rows in other units of time are
#' converted to those of the data that were clustered.
#'
#' An R function as metric gets numbers if all columns are numeric or logical, else text.
#'
#' Refused for all metrics: columns protected by `I()`, lists, columns that are tables, geometries, `POSIXlt`,
#' complex and raw values, and classes that do not say that they are numbers. The message names the column and
#' a function that makes an ordinary column of it.
#'
#' Values must be finite or missing. Most metrics allow missing values, see [metrics()].
#'
#' @section Dissimilarities:
#' A `dist`, or with `diss = TRUE` a square symmetric matrix with a zero diagonal, or the lower triangle as a
#' plain vector of n(n - 1)/2 numbers, by columns. They must be finite and not negative, and none may be
#' missing. Similarities (class `simil` of proxy) are refused; `proxy::as.dist()` turns them around.
#'
#' A square matrix without `diss = TRUE` is data. If it is symmetric with a diagonal of zeros, a warning asks
#' whether that is meant.
#'
#' @section Rounding noise:
#' Computed dissimilarities may be wrong in their last digits. Noise of up to 1e-8 of the largest dissimilarity is
#' removed, and a message says so: negative values and a diagonal become 0, and where the two sides of a matrix
#' differ, the value below the diagonal counts. The same holds for negative values of an R function given as
#' `metric`. Anything larger is an error.
#'
#' @name fastpam-input
NULL
