# The k that a path suggests, and the gap statistic.

suggest_k <- function(table, criterion, rule = "best") {
  if (criterion == "gap") return(suggest_by_gap(table))
  values <- table[[criterion_column[[criterion]]]]
  if (all(is.na(values))) {
    why <- "one cluster has no silhouettes"
    if (criterion == "prediction_strength") why <- "there are too few objects for halves"
    return(list(k = NA_integer_, criterion = criterion, value = NA_real_, why = why))
  }
  if (rule == "smallest") return(suggest_smallest(table, criterion, values))
  if (criterion == "prediction_strength") return(suggest_by_strength(table, values))
  best <- which.max(values)
  why <- sprintf("k = %d has the largest %s, %s", table$k[best], criterion_name[[criterion]], short(values[best]))
  others <- values
  others[best] <- NA
  second <- which.max(others)
  if (length(second)) {
    why <- sprintf("%s (next: k = %d with %s)", why, table$k[second], short(values[second]))
  }
  if (criterion == "silhouette") why <- paste0(why, ": ", structure_strength(values[best]))
  list(k = table$k[best], criterion = criterion, value = values[best], why = paste0(why, at_the_end(table, best)))
}

# Tibshirani and Walther (2005): the largest k with a high enough prediction strength.
suggest_by_strength <- function(table, values) {
  good <- which(values >= good_value[["prediction_strength"]])
  if (!length(good)) return(no_good_k(table, "prediction_strength", values))
  best <- max(good)
  why <- sprintf(
    "k = %d is the largest whose prediction strength, %s, is at least %s", table$k[best], short(values[best]),
    format(good_value[["prediction_strength"]])
  )
  list(k = table$k[best], criterion = "prediction_strength", value = values[best], why = paste0(why, at_the_end(table,
    best)))
}

# The smallest k above 1 that is good enough.
suggest_smallest <- function(table, criterion, values) {
  values[table$k < 2L] <- NA
  top <- which.max(values)
  limit <- if (criterion %in% names(good_value)) good_value[[criterion]] else values[top] - abs(values[top]) / 10
  best <- which(values >= limit)[1L]
  if (!length(top) || is.na(best)) return(no_good_k(table, criterion, values))
  why <- sprintf(
    "k = %d is the smallest whose %s, %s, is %s", table$k[best], criterion_name[[criterion]], short(values[best]),
    if (criterion %in% names(good_value)) sprintf("at least %s", format(limit)) else
      sprintf("at most a tenth below the largest (%s for k = %d)", short(values[top]), table$k[top])
  )
  list(k = table$k[best], criterion = criterion, value = values[best], why = why)
}

no_good_k <- function(table, criterion, values) {
  top <- which.max(values)
  why <- sprintf("no %s is at least %s", criterion_name[[criterion]], format(good_value[[criterion]]))
  if (length(top)) why <- sprintf("%s (the largest: %s for k = %d)", why, short(values[top]), table$k[top])
  list(k = NA_integer_, criterion = criterion, value = NA_real_, why = why)
}

# The value from which a k counts as good.
good_value <- c(stability = 0.75, prediction_strength = 0.8)

criterion_name <- c(
  silhouette = "average silhouette width", medoid_silhouette = "average medoid silhouette", gap = "gap statistic",
  stability = "mean stability of the clusters", prediction_strength = "prediction strength"
)

# The column of a path's table that a criterion uses.
criterion_column <- c(
  silhouette = "avg_sil_width", medoid_silhouette = "avg_medoid_sil", gap = "gap", stability = "stability",
  prediction_strength = "prediction_strength"
)

suggest_by_gap <- function(table) {
  best <- cluster::maxSE(table$gap, table$gap_se, method = "firstSEmax")
  peak <- cluster::maxSE(table$gap, table$gap_se, method = "firstmax")
  why <- if (best == peak) {
    sprintf(
      "k = %d is the first local maximum of the gap statistic, %s (standard error %s)", table$k[best],
      short(table$gap[best]), short(table$gap_se[best])
    )
  } else {
    sprintf(
      paste(
        "k = %d is the smallest whose gap statistic, %s, is within one standard error (%s) of the first",
        "local maximum (k = %d, %s)"
      ),
      table$k[best], short(table$gap[best]), short(table$gap_se[peak]), table$k[peak], short(table$gap[peak])
    )
  }
  list(k = table$k[best], criterion = "gap", value = table$gap[best], why = paste0(why, at_the_end(table, best)))
}

short <- function(x) formatC(x, digits = 3, format = "f")

# Kaufman and Rousseeuw (1990), table 4 of chapter 2.
structure_strength <- function(width) {
  kinds <- c(
    "no substantial structure", "a weak structure, which could be artificial",
    "a reasonable structure", "a strong structure"
  )
  kinds[[findInterval(width, c(0.255, 0.505, 0.705)) + 1L]]
}

at_the_end <- function(table, best) {
  if (nrow(table) > 1L && best == nrow(table)) "; it is the largest k tried, so try larger ones" else ""
}

# Columns of a path's table: mean over clusters of the mean Jaccard similarity, and prediction strength.
path_stability <- function(k, found, plan, n) {
  out <- list()
  if (plan$B) out$stability <- vapply(found, function(one) mean(apply(one$jaccard, 1L, mean)), 0)
  if (plan$splits) out$prediction_strength <- mapply(function(one, k) mean(split_strengths(one, k, n)), found, k)
  data.frame(out, row.names = seq_along(k))
}

check_gap_data <- function(source) {
  fine <- inherits(source, "fastpam_source_dense") && !anyNA(source$data)
  if (fine) {
    info <- find_metric(source$metric)
    fine <- !info$non_negative && info$family %in% c("dense", "angular")
  }
  if (!fine) {
    abort_arg("gap", paste(
      "be 0 unless `x` is numeric data without missing values and the metric allows any number:",
      "reference sets are drawn from the box around the data"
    ))
  }
}

# Data frame of gap and its standard error. Reference sets are drawn by R's generator.
gap_statistic <- function(problem, k, objective, n_sets, searches, map) {
  source <- problem$source
  x <- source$data
  attr(x, "scaled:center") <- attr(x, "scaled:scale") <- NULL
  center <- colMeans(x)
  axes <- svd(sweep(x, 2L, center), nu = 0L)$v
  turned <- sweep(x, 2L, center) %*% axes
  searches <- lapply(searches, utils::modifyList, list(statistics = "none"))
  box <- list(n = nrow(x), low = apply(turned, 2L, min), high = apply(turned, 2L, max), axes = axes, center = center)
  log_w <- matrix(unlist(losses_of_references(n_sets, source, box, searches, problem$run, map)), length(k))
  data.frame(
    gap = rowMeans(log_w) - log(objective),
    gap_se = sqrt((1 + 1 / n_sets) * apply(log_w, 1L, stats::var))
  )
}
