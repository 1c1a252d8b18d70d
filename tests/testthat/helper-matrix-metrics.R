# The metrics of the generated matrix by their definitions: the formulas of metrics(), written out for one
# pair of rows in plain R. Nothing here calls the package.

# One entry for each metric with each of its parameters: the arguments, and what the definition needs.
#   pair          function of two rows, NA for missing values
#   non_negative  the metric is defined for values of at least 0
#   missing       it is defined for rows with missing values
#   stand         standardised data make sense for it
mx_metrics <- function() {
  entry <- function(id, pair, metric = id, args = list(), non_negative = FALSE, missing = TRUE, stand = FALSE) {
    list(
      id = id, metric = metric, args = args, pair = pair, non_negative = non_negative, missing = missing,
      stand = stand
    )
  }
  entries <- list(
    entry("euclidean", function(a, b) sqrt(mx_scaled_up((a - b)^2)), stand = TRUE),
    entry("sqeuclidean", function(a, b) mx_scaled_up((a - b)^2), stand = TRUE),
    entry("manhattan", function(a, b) mx_scaled_up(abs(a - b)), stand = TRUE),
    entry("maximum", function(a, b) max(abs(a - b), na.rm = TRUE), stand = TRUE),
    entry("canberra", mx_canberra, stand = TRUE),
    entry("cosine", mx_observed(function(a, b) 1 - sum(a * b) / sqrt(sum(a^2) * sum(b^2))), stand = TRUE),
    entry("correlation", mx_observed(mx_correlation), stand = TRUE),
    entry("spearman", mx_observed(function(a, b) mx_correlation(rank(a), rank(b))), stand = TRUE),
    entry("braycurtis", mx_observed(function(a, b) mx_ratio(sum(abs(a - b)), sum(a + b))), non_negative = TRUE),
    entry("hellinger", function(a, b) sqrt(sum((sqrt(a / sum(a)) - sqrt(b / sum(b)))^2)),
      non_negative = TRUE, missing = FALSE
    ),
    entry("chord", function(a, b) sqrt(sum((a / sqrt(sum(a^2)) - b / sqrt(sum(b^2)))^2)), missing = FALSE, stand = TRUE),
    entry("hamming", mx_observed(function(a, b) mean(a != b))),
    entry("jaccard", mx_observed(function(a, b) mx_ratio(sum(xor(a != 0, b != 0)), sum(a != 0 | b != 0)))),
    entry("ruzicka", mx_observed(function(a, b) mx_ratio(sum(abs(a - b)), sum(pmax(a, b)))), non_negative = TRUE),
    entry("dice", mx_observed(function(a, b) mx_ratio(sum(xor(a != 0, b != 0)), sum(a != 0) + sum(b != 0)))),
    entry("function", mx_user_pair, metric = mx_user_plain, stand = TRUE),
    entry("function-rows", mx_user_pair, metric = mx_user_rows, stand = TRUE),
    entry("pointer", mx_user_pair, metric = NULL, missing = FALSE, stand = TRUE)
  )
  for (p in c(1, 1.5, 2, 3)) {
    entries <- c(entries, list(entry(
      paste0("minkowski-", p), local({
        p <- p
        function(a, b) mx_scaled_up(abs(a - b)^p)^(1 / p)
      }), metric = "minkowski", args = list(p = p), stand = TRUE
    )))
  }
  # Types and weights of columns depend on the kind of source: mx_case() adds them.
  for (id in c("gower", "gower-type", "gower-weights", "gower-type-weights")) {
    entries <- c(entries, list(entry(id, NULL, metric = "gower")))
  }
  names(entries) <- vapply(entries, `[[`, "", "id")
  known <- fastpam::metrics()$metric
  entries[vapply(entries, function(e) !is.character(e$metric) || e$metric %in% known, NA)]
}

# A sum over the variables that both rows have, scaled up to all of them.
mx_scaled_up <- function(terms) {
  observed <- !is.na(terms)
  sum(terms[observed]) * length(terms) / sum(observed)
}

# A formula for the variables that both rows have.
mx_observed <- function(formula) {
  force(formula)
  function(a, b) {
    both <- !is.na(a) & !is.na(b)
    if (!any(both)) return(NaN)
    formula(a[both], b[both])
  }
}

mx_ratio <- function(a, b) if (a == 0 && b == 0) 0 else a / b

mx_correlation <- function(a, b) {
  a <- a - mean(a)
  b <- b - mean(b)
  1 - sum(a * b) / sqrt(sum(a^2) * sum(b^2))
}

# A variable that is 0 in both rows is left out as if it were missing (as in stats::dist()).
mx_canberra <- function(a, b) {
  if (all(a == 0 & b == 0, na.rm = TRUE)) return(0)
  mx_scaled_up(abs(a - b) / (abs(a) + abs(b)))
}

# The user's metric: each column counts differently, so that no other metric gives the same.
mx_user_pair <- function(a, b) {
  if (is.character(a)) return(sum(a != b, abs(nchar(a) - nchar(b))))
  sum(abs(a - b)^1.5 * seq_along(a), na.rm = TRUE)
}

# The same as users write it. Their environment is the global one: a saved fit takes it along.
mx_user_plain <- function(a, b) {
  if (is.character(a)) return(sum(a != b, abs(nchar(a) - nchar(b))))
  sum(abs(a - b)^1.5 * seq_along(a), na.rm = TRUE)
}
mx_user_rows <- structure(function(a, b) {
  a <- rep(a, each = nrow(b))
  if (is.character(a)) return(rowSums(matrix((a != b) + abs(nchar(a) - nchar(b)), nrow(b))))
  rowSums(matrix(abs(a - c(b))^1.5 * rep(seq_len(ncol(b)), each = nrow(b)), nrow(b)), na.rm = TRUE)
}, vectorised = TRUE)
environment(mx_user_plain) <- globalenv()
environment(mx_user_rows) <- globalenv()

# How the rows of `values` look to a metric: standardised as pam() does, or by Gower's rules; the numbers
# for that come from the rows that are clustered. list(view = function(rows), pair = function(a, b))
mx_view <- function(entry, values, stand, gower) {
  if (identical(entry$metric, "gower")) return(mx_gower_view(values, gower))
  if (!stand) return(list(view = identity, pair = entry$pair))
  center <- colMeans(values, na.rm = TRUE)
  deviation <- vapply(seq_len(ncol(values)), function(j) mean(abs(values[, j] - center[j]), na.rm = TRUE), 0)
  list(pair = entry$pair, view = function(rows) {
    for (j in seq_len(ncol(rows))) rows[, j] <- (rows[, j] - center[j]) / deviation[j] # 0/0 counts as missing
    rows
  })
}

# Gower's coefficient as daisy() defines it. `gower`: kinds (a letter for each column: I interval,
# N nominal, A asymmetric, S symmetric), type (as the user gives it, by numbers), weights.
mx_gower_view <- function(values, gower) {
  kinds <- gower$kinds
  kinds[gower$type$asymm] <- "A"
  kinds[gower$type$symm] <- "S"
  ranked <- lapply(seq_len(ncol(values)), function(j) if (j %in% gower$type$ordratio) sort(unique(values[, j])))
  change <- function(rows) {
    for (j in gower$type$ordratio) rows[, j] <- match(rows[, j], ranked[[j]])
    for (j in gower$type$logratio) rows[, j] <- log10(rows[, j])
    rows
  }
  known <- change(values)
  range <- apply(known, 2, function(v) diff(range(v, na.rm = TRUE)))
  range[kinds != "I" | range == 0] <- 1
  weights <- if (is.null(gower$weights)) rep(1, ncol(values)) else gower$weights
  equality <- kinds != "I"
  list(view = change, pair = function(a, b) {
    counts <- !is.na(a) & !is.na(b) & !(kinds == "A" & a == 0 & b == 0)
    differ <- abs(a - b) / range
    differ[equality] <- as.numeric(a[equality] != b[equality])
    w <- weights * counts
    sum((w * differ)[which(w > 0)]) / sum(w, na.rm = TRUE)
  })
}

# All dissimilarities between the rows of two matrices (or within one), by the formula for a pair.
mx_between <- function(a, b, pair) {
  d <- matrix(0, nrow(a), nrow(b))
  for (i in seq_len(nrow(a))) for (j in seq_len(nrow(b))) d[i, j] <- pair(a[i, ], b[j, ])
  d
}

mx_within <- function(a, pair) {
  n <- nrow(a)
  d <- matrix(0, n, n)
  for (i in seq_len(n - 1L)) for (j in (i + 1L):n) d[i, j] <- d[j, i] <- pair(a[i, ], a[j, ])
  d
}
