# Parts of print() and summary(): what was run, a table of the clusters, and the result of the search. The
# same for all kinds of fits.

headline <- function(x) {
  n <- length(x$clustering)
  k <- length(medoid_ids(x))
  c(
    sprintf(
      "%s objects%s in %d cluster%s around medoids%s", format_whole(n),
      if (is.null(x$weights)) "" else sprintf(" of weight %s", format_whole(sum(x$weights))),
      k, if (k == 1L) "" else "s",
      if (is.null(x$sample)) "" else sprintf(" of samples of %s", format_whole(length(x$sample)))
    ),
    sprintf(
      "Variant %s, init %s%s, %s", x$variant, x$init, if (is.null(x$effort)) "" else ", effort high", what_metric(x)
    ),
    what_rules(x)
  )
}

# Which objects may be medoids and which must be; NULL where there are no such rules.
what_rules <- function(x) {
  fixed <- length(x$fixed)
  if (is.null(x$candidates)) {
    if (fixed) sprintf("Fixed medoids: %d", fixed)
  } else {
    sprintf(
      "Medoids from %s candidates%s", format_whole(length(x$candidates)),
      if (fixed) sprintf(", %d fixed", fixed) else ""
    )
  }
}

what_metric <- function(x) {
  if (x$metric == "unspecified") return("dissimilarities given")
  if (x$metric == "user") return("user-defined metric")
  # Kept data of Gower's coefficient have a scale too, but that is how the metric is defined.
  stand <- !is.null(x$prediction$scale) && x$metric != "gower"
  paste0("metric ", x$metric, if (stand) ", standardised")
}

# One row for each cluster: its medoid, by label if there is one, and a few numbers.
cluster_table <- function(x, digits) {
  info <- as.data.frame(x$clusinfo)
  size <- info$size
  table <- data.frame(
    cluster = cluster_labels(seq_along(size), x), medoid = medoid_names(x),
    size = if (all(size == round(size))) round(size) else size,
    av_diss = info$av_diss, max_diss = info$max_diss
  )
  # Widths lie between -1 and 1: small ones need no more decimals than large ones.
  if (!is.null(x$silinfo)) table$avg_sil_width <- round(x$silinfo$clus.avg.widths, min(digits, 3L))
  table
}

print_clusters <- function(table, digits, most = Inf, ...) {
  more <- nrow(table) - most
  if (more < 5L) more <- 0L # the remark would take as many lines
  if (is.character(table$medoid)) table$medoid <- shortened(table, digits)
  print(utils::head(table, nrow(table) - more), digits = digits, row.names = FALSE, ...)
  if (more > 0L) cat(sprintf("... and %d more clusters, shown by summary()\n", more))
}

# Labels of medoids, cut to the width of the console.
shortened <- function(table, digits) {
  others <- table[names(table) != "medoid"]
  widths <- vapply(names(others), function(name) {
    max(nchar(c(name, format(others[[name]], digits = digits))))
  }, 0L)
  room <- max(12L, getOption("width") - sum(widths + 1L) - 1L)
  long <- nchar(table$medoid) > room
  table$medoid[long] <- paste0(substr(table$medoid[long], 1L, room - 3L), "...")
  table$medoid
}

# Few clusters are isolated, so they are listed below the table.
isolation_lines <- function(isolation) {
  if (length(isolation) < 2L || all(is.na(isolation))) return(NULL)
  named <- vapply(c("L*", "L"), function(level) {
    those <- which(isolation == level)
    if (length(those)) sprintf("%s: %s", level, toString(those)) else ""
  }, "")
  named <- named[nzchar(named)]
  text <- paste("Isolated clusters:", if (length(named)) paste(named, collapse = "; ") else "none")
  paste0(strwrap(text, exdent = 2L), "\n")
}

search_lines <- function(x, digits) {
  number <- function(v) format(v, digits = digits)
  width <- if (!is.null(x$silinfo)) number(round(x$silinfo$avg.width, max(digits, 3L)))
  swaps <- sprintf("%d swap%s", x$swaps, if (x$swaps == 1L) "" else "s")
  c(
    if (x$variant %in% c("fastermsc", "dynmsc")) {
      c(
        sprintf("Average medoid silhouette: %s (after %s)\n", number(x$avg_medoid_sil), swaps),
        if (!is.null(x$by_k)) {
          sprintf("The best of %d to %d clusters by that measure\n", min(x$by_k$k), max(x$by_k$k))
        },
        sprintf("Mean dissimilarity to the medoid: %s\n", number(x$objective[["swap"]]))
      )
    } else if (is.null(x$sample)) {
      sprintf(
        "Mean dissimilarity to the medoid: %s (%s)\n", number(x$objective[["swap"]]),
        if (x$swaps == 0L) "no swap" else sprintf("%s before %s", number(x$objective[["build"]]), swaps)
      )
    } else {
      sprintf("Mean dissimilarity to the medoid: %s\n", number(x$objective))
    },
    if (length(x$starts)) {
      sprintf(
        if (is.null(x$sample)) "Best of %d starts, which ended between %s and %s\n" else
          "Best of %d samples, which gave between %s and %s\n",
        length(x$starts), number(min(x$starts, na.rm = TRUE)), number(max(x$starts, na.rm = TRUE))
      )
    },
    if (!x$converged) "Ended before a local optimum was reached (see `max_iter`, `do.swap`)\n",
    if (length(width)) {
      sprintf("Average silhouette width%s: %s\n", if (is.null(x$sample)) "" else " in the best sample", width)
    }
  )
}

# Whole numbers with commas, as in 12,345; others as they are.
format_whole <- function(v) format(v, big.mark = ",", decimal.mark = ".", digits = 7L)
