#' Dissimilarities that fastpam knows
#'
#' The table behind the argument `metric` of [fastpam()], [fastclara()], [fastclarans()] and
#' [fastdist()], read from the compiled code.
#'
#' @return A data frame with one row per metric: its name (`metric`), other names it answers to
#'   (`aliases`), `formula` (x and y are two rows), `range`, the established function it equals
#'   (`reference`), and what is done about `missing` values.
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
