# The metric of a call with its parameters, checked once, the same way in every verb.

#' Parameters of metrics
#'
#' All functions with an argument `metric` have these arguments: [fastpam()], [fastclara()], [fastclarans()],
#' [fastpam_path()], [fastdist()], [swap_optimal()], [fastsilhouette()] and [medoid_silhouette()]. A fit keeps them,
#' so [predict()][predict.fastpam_fit] and all other functions that take a fit use them too. A parameter that the
#' metric does not have is an error.
#'
#' @param metric The dissimilarity to compute from data: a name or synonym listed by [metrics()], which may be
#'   shortened and in any case; an R function of two rows; or an external pointer to a compiled function (see
#'   [fastdist()] for both). Ignored if `x` holds dissimilarities.
#' @param p The power of metric `"minkowski"`: a number above 0. `NULL` means 2.
#' @param type For metric `"gower"`: how to treat columns, as in [cluster::daisy()]. A list with any of the elements
#'   `asymm` (0/1 columns in which a shared 0 is ignored), `symm` (0/1 columns in which a shared 0 is an agreement),
#'   `ordratio` (numbers replaced by ranks) and `logratio` (numbers replaced by logarithms), each a vector of column
#'   names or numbers.
#' @param var_weights For metric `"gower"`: the weights of the columns, one number or one per column, not negative and
#'   not all zero. `NULL` means 1. (For case weights, see `weights`.)
#' @name metric-parameters
#' @keywords internal
NULL

# list(name, info) with the parameters, or with `fun` or `pointer`. `parameters` holds the given ones and NULL for
# the others.
metric_spec <- function(metric, p = NULL, type = NULL, var_weights = NULL, call = NULL) {
  given <- list(p = p, type = if (length(type)) type, var_weights = var_weights)
  given <- names(given)[!vapply(given, is.null, NA)]
  if (is.function(metric)) {
    refuse_parameters(given, "a function", call)
    return(list(name = "user", fun = metric))
  }
  if (typeof(metric) == "externalptr") {
    refuse_parameters(given, "a compiled function", call)
    return(list(name = "user", pointer = metric))
  }
  info <- find_metric(metric, call = call)
  takes <- strsplit(info$parameters, " ", fixed = TRUE)[[1L]]
  refuse_parameters(setdiff(given, takes), sprintf("metric \"%s\"", info$metric), call)
  list(
    name = info$metric, info = info, power = if ("p" %in% given) check_power(p, call) else 2,
    type = type, var_weights = var_weights
  )
}

refuse_parameters <- function(given, what, call) {
  if (!length(given)) return(invisible())
  abort(
    sprintf("`%s` is given, but %s has no such parameter.", given[1L], what),
    class = "fastpam_error_argument", call = call
  )
}

check_power <- function(p, call) {
  p <- plain_number(p)
  if (identical(as.double(p), Inf)) {
    abort_arg("p", "be finite (for the limit, use metric \"maximum\")", "Inf", call = call)
  }
  check_number(p, "p", 0, open = TRUE, call = call)
}

# One row of the registry as a list, from a name, a synonym or an unambiguous beginning of one. The two metrics of
# pam() come first, so that "m" is "manhattan". The vector of all metrics is accepted, because it is the default of
# wrappers that pass it on.
find_metric <- function(metric, arg = "metric", call = NULL) {
  table <- metric_table()
  peers <- c("euclidean", "manhattan", "jaccard")
  if (identical(metric, peers[1:2]) || identical(metric, peers)) metric <- "euclidean"
  text <- is.character(metric) && length(metric) == 1L && !is.na(metric) && validEnc(metric)
  i <- if (text) {
    asked <- tolower(metric)
    peer <- pmatch(asked, peers[1:2])
    if (is.na(peer)) spelled_metric(asked, table) else match(peers[peer], table$known$metric)
  } else if (length(metric) == 0L) {
    NULL
  } else {
    NA
  }
  if (!length(i) || is.na(i)) {
    guess <- if (text) {
      nearest_argument(metric, table$spelling)
    }
    abort_arg(
      arg,
      paste0(
        "be a function, a pointer to a compiled function, or one of ",
        paste0("\"", table$known$metric, "\"", collapse = ", ")
      ),
      paste0(describe(metric), if (!is.null(guess)) sprintf(" (did you mean \"%s\"?)", guess)),
      call = call
    )
  }
  lapply(table$known, `[[`, i)
}

# The same for the name that find_metric() gave, without the search among all spellings.
known_metric <- function(name) {
  known <- metric_table()$known
  list(name = name, info = lapply(known, `[[`, match(name, known$metric)))
}

# The row of a name or of an unambiguous beginning of one; else NA.
spelled_metric <- function(asked, table) {
  exact <- match(asked, table$spelling)
  if (!is.na(exact)) return(table$row[exact])
  row <- unique(table$row[startsWith(table$spelling, asked)])
  if (length(row) == 1L) row else NA
}

# The core's table with all spellings, read once per session.
metric_table <- local({
  table <- NULL
  function() {
    if (is.null(table)) {
      known <- metric_registry()
      aliases <- strsplit(known$aliases, " ", fixed = TRUE)
      table <<- list(
        known = known, spelling = c(known$metric, unlist(aliases)),
        row = c(seq_along(aliases), rep(seq_along(aliases), lengths(aliases)))
      )
    }
    table
  }
})
