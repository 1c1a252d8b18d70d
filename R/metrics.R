#' Dissimilarities that fastpam knows
#'
#' The table of all values of the argument `metric`, read from the compiled code.
#'
#' @return A data frame with one row for each metric: its name (`metric`), its synonyms (`aliases`, separated
#'   by blanks), `formula` (x and y are two rows), `range`, the function of another package that gives the same
#'   values (`reference`), and how `missing` values are treated.
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
