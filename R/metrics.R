#' Available dissimilarities
#'
#' Lists all values of the argument `metric`, read from the C++ core.
#'
#' @return A data frame with one row per metric and these columns, all text: `metric` (its name), `aliases` (its
#'   synonyms, separated by blanks), `formula` (x and y are two rows), `range` (of its values), `reference` (the
#'   function of another package that gives the same values) and `missing` (how missing values are treated).
#' @examples
#' metrics()[, c("metric", "formula")]
#' @export
metrics <- function() {
  table <- metric_registry()
  as.data.frame(
    table[c("metric", "aliases", "formula", "range", "reference", "missing")],
    stringsAsFactors = FALSE
  )
}
