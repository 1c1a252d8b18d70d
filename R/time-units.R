# Dates, times and differences of times are numbers with units: days, seconds, or the unit of the difference. A
# recipe keeps the units of its columns, so that other rows are converted to them.

# One string for each column of a data frame, "" for columns without times; NULL if no column has times.
time_units <- function(x) {
  if (!is.data.frame(x)) return(NULL)
  units <- vapply(seq_along(unclass(x)), function(j) time_unit(.subset2(x, j)), "")
  if (any(nzchar(units))) units
}

time_unit <- function(v) {
  if (inherits(v, "Date")) return("Date")
  if (inherits(v, "POSIXct")) return("POSIXct")
  unit <- if (inherits(v, "difftime")) attr(v, "units", exact = TRUE)
  if (is.character(unit) && length(unit) == 1L && unit %in% names(seconds_in)) unit else ""
}

seconds_in <- c(Date = 86400, POSIXct = 1, secs = 1, mins = 60, hours = 3600, days = 86400, weeks = 604800)

# A data frame `x` with times in the units of the data of the fit. Plain numbers are assumed to have these units
# already.
in_units_of <- function(recipe, x, arg, call) {
  ours <- recipe$units
  theirs <- time_units(x)
  if (is.null(ours) || is.null(theirs)) return(x)
  names <- attr(x, "names")
  at <- if (identifies(recipe$columns) && identifies(names)) match(recipe$columns, names) else seq_along(ours)
  for (j in which(nzchar(ours) & at <= length(theirs))) {
    unit <- theirs[at[j]]
    if (unit == "" || unit == ours[j]) next
    of_date <- c(ours[j], unit) %in% c("Date", "POSIXct")
    if (of_date[1L] != of_date[2L]) {
      abort_arg(arg, sprintf(
        "have %s in %s, as the data that were clustered", if (of_date[1L]) "dates or times" else "differences of times",
        name_item("column", j, recipe$columns)
      ), describe(.subset2(x, at[j])), call = call)
    }
    class(x) <- "data.frame"
    x[[at[j]]] <- as.double(unclass(.subset2(x, at[j]))) * (seconds_in[[unit]] / seconds_in[[ours[j]]])
  }
  x
}
