# Messages that are shown once per session.

told <- new.env()

# Shows a message once per session. `id` identifies it.
tell_once <- function(id, ...) {
  if (!is.null(told[[id]])) return(invisible(FALSE))
  told[[id]] <- TRUE
  message(...)
  invisible(TRUE)
}

# Metrics of presence and absence treat counts as presence. Other packages, such as vegan, also use these names for
# the quantitative forms.
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
