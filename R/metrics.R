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

# One row of the registry as a list, from a name, an alias or an unambiguous beginning of one.
find_metric <- function(metric, arg = "metric", call = NULL) {
  table <- metric_registry()
  aliases <- strsplit(table$aliases, " ", fixed = TRUE)
  spellings <- c(table$metric, unlist(aliases))
  row <- c(seq_along(aliases), rep(seq_along(aliases), lengths(aliases)))
  i <- if (is.character(metric) && length(metric) == 1 && !is.na(metric)) {
    pmatch(metric, spellings)
  } else NA
  if (is.na(i)) {
    abort_arg(
      arg,
      paste0(
        "be a function, a pointer to a compiled function, or one of ",
        paste0("\"", table$metric, "\"", collapse = ", ")
      ),
      describe(metric), call = call
    )
  }
  lapply(table, `[[`, row[i])
}
