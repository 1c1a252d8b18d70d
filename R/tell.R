# Remarks that are worth one reading.

told <- new.env()

# A message, once in a session. `id` names the remark.
tell_once <- function(id, ...) {
  if (!is.null(told[[id]])) return(invisible(FALSE))
  told[[id]] <- TRUE
  message(...)
  invisible(TRUE)
}

# Metrics of presence and absence read counts as presence. Other packages, vegan among them, use these names
# for the quantitative forms as well.
tell_presence <- function(values, metric) {
  quantitative <- c(jaccard = "ruzicka", dice = "braycurtis")[metric]
  id <- paste("presence", metric)
  if (is.na(quantitative) || !is.null(told[[id]]) || is.logical(values)) return(invisible())
  if (!any(values != 0 & values != 1, na.rm = TRUE)) return(invisible())
  tell_once(id, sprintf(
    "Metric \"%s\" treats every nonzero value as presence; for counts and amounts, use \"%s\"%s.",
    metric, quantitative, if (metric == "jaccard") ", which vegan and phyloseq also call \"jaccard\"" else ""
  ))
}
