#' What distinguishes the clusters? Profiles of clusters and medoids
#'
#' For each cluster and each column of the data, gives the value of the medoid, a summary of the cluster and of all
#' other objects, and how strongly the column separates the cluster from the rest. For each column, gives how strongly
#' it separates all clusters. Both tables are sorted by importance.
#'
#' @section Statistics: A column of numbers has one row for each cluster: `summary` is the mean, `rest` the mean of
#' all other objects, and `effect` their difference in standard deviations (Cohen's d, with the pooled standard
#' deviation of the cluster and the rest). Dates and times are numbers.
#'
#' A presence/absence column (logical, or numbers that are all 0 or 1) also has one row for each cluster: `summary` is
#' the proportion of its objects with presence, `rest` that of all other objects, `effect` the difference of the two
#' (the risk difference), and `lift` the proportion in the cluster divided by the proportion of all objects. A
#' category (factor or text) has such a row for each of its levels.
#'
#' `eta2` is comparable between all of these: the proportion (0 to 1) of the variance of the column that is explained
#' by the division into this cluster and the rest; for a level, the variance is that of its 0/1 indicator.
#' `separation` in the table of columns is the same for the division into all clusters: eta squared for numbers and
#' presence/absence, and the tau of Goodman and Kruskal (1954) for categories. These numbers describe the clusters
#' that were found. They do not test whether the clusters exist; see [fastpam_stability()] for that.
#'
#' @param fit A fit: what [fastpam()], [fastclara()] or [fastclarans()] returned, or `cluster::pam()` or `clara()`.
#' @param data The data, objects in rows: a matrix, a data frame, a sparse `Matrix` or a `DelayedMatrix` (read in
#'   blocks of columns). It may have other columns than the data that were clustered, but must have one row per
#'   object. The default is the data that the fit kept.
#' @param weights Case weights, n non-negative numbers. The default is those of the fit.
#' @param ... Must be empty. An unknown argument is an error that names the nearest known one.
#' @return An object of class `"medoid_profiles"`, a list of
#'   \item{profiles}{a data frame with one row for each cluster and column (and level): `cluster`, `variable`, `level`
#'     (`NA` unless the column is a category), `type` (`"number"`, `"presence"` or `"category"`), `medoid` (the value
#'     of the medoid; for a level, 1 if the medoid has it, else 0), `summary`, `median` (numbers only), `rest`,
#'     `effect`, `lift` (not for numbers), `eta2`, and `n` (the number, or total weight, of the objects without
#'     missing value). Sorted by cluster and decreasing `eta2`}
#'   \item{variables}{a data frame with one row for each column: `variable`, `type`, `separation`, `missing` (the
#'     proportion of missing values). Sorted by decreasing `separation`}
#'   \item{k, n, sizes, names}{the number of clusters, the number of objects, the sizes of the clusters, and their
#'     [names][cluster_names] or `NULL`}
#'
#'   `tidy()` and `as.data.frame()` return `profiles`, in long format. Missing values are ignored, column by column.
#' @section Errors: Errors have class `fastpam_error`: `data` with another number of rows than were clustered, or no
#' `data` if the fit kept none.
#' @seealso [tidy()][tidy.fastpam] for a table of the clusters, [autoplot()][medoid_profiles-methods] for a heatmap
#' @references Goodman, L. A. and Kruskal, W. H. (1954). Measures of association for cross classifications. *Journal of
#' the American Statistical Association* 49, 732-764.
#' @examples
#' fit <- fastpam(iris[1:4], 3)
#' medoid_profiles(fit)
#'
#' # Columns of every type, including one that was not used for clustering
#' medoid_profiles(fit, iris)$variables
#'
#' # Presence/absence: which bits are typical of which cluster?
#' bits <- androgen[1:300, -1]
#' fit <- fastpam(bits, 5, metric = "jaccard")
#' head(as.data.frame(medoid_profiles(fit)), 3)
#' @export
medoid_profiles <- function(fit, data = NULL, weights = NULL, ...) {
  refuse_dots(...)
  if (inherits(fit, "fastpam_fit")) check_fit(fit, "fit")
  if (!is_fit(fit) || !is_whole_numbers(medoid_ids(fit))) {
    abort_arg("fit", "be a fit with medoids, as fastpam() returns it", describe(fit))
  }
  data <- data %||% (if (inherits(fit, "fastpam_fit")) original_data(fit) else fit$data)
  if (is.null(data)) abort_arg("data", "be given: the fit kept no data")
  n <- length(fit$clustering)
  if (isS4(data)) load_class(data)
  if (length(dim(data)) != 2L || nrow(data) != n || ncol(data) < 1L) {
    abort_arg("data", sprintf("be a table of %d rows, as many as were clustered", n), describe(data))
  }
  groups <- profile_groups(fit, check_weights(weights %||% fit$weights, n))
  blocks <- lapply(column_blocks(data), function(block) profile_block(block, groups))
  profiles <- do.call(rbind, lapply(blocks, `[[`, "profiles"))
  variables <- do.call(rbind, lapply(blocks, `[[`, "variables"))
  profiles <- profiles[order(profiles$cluster, -profiles$eta2, -abs(profiles$effect)), ]
  variables <- variables[order(-variables$separation), ]
  rownames(profiles) <- rownames(variables) <- NULL
  structure(
    list(profiles = profiles, variables = variables, k = groups$k, n = n, sizes = colSums(groups$members),
      names = group_names(fit)),
    class = "medoid_profiles"
  )
}

# The memberships, an n x k matrix of weights, and the medoids.
profile_groups <- function(fit, weights) {
  k <- length(medoid_ids(fit))
  label <- unname(fit$clustering)
  # Only the proportions of weights that are not whole numbers matter: they are scaled to the number of objects.
  if (!is.null(weights) && any(weights != round(weights))) weights <- weights * sum(weights > 0) / sum(weights)
  members <- matrix(0, length(label), k)
  members[cbind(seq_along(label), label)] <- weights %||% 1
  list(k = k, label = label, members = members, medoids = medoid_ids(fit), weights = weights)
}

# The columns as plain matrices or a data frame, a few hundred at a time, so that a sparse or delayed matrix is
# never converted as a whole.
column_blocks <- function(data, width = 256L) {
  p <- ncol(data)
  labels <- colnames(data) %||% rep("", p)
  unnamed <- is.na(labels) | !nzchar(labels)
  labels[unnamed] <- paste0("V", seq_len(p))[unnamed]
  if (is.data.frame(data)) {
    data <- plain_table(data, "data")
    names(data) <- labels
    return(list(data))
  }
  # As in plain_table(): the objects of an otu_table may be columns.
  if (!is_s4(data, "Matrix") && !is_s4(data, "DelayedMatrix")) data <- plain_table(data, "data")
  lapply(split(seq_len(p), (seq_len(p) - 1L) %/% width), function(columns) {
    block <- as.matrix(data[, columns, drop = FALSE])
    if (!is.numeric(block) && !is.logical(block)) {
      block <- as.data.frame(block, stringsAsFactors = FALSE)
      names(block) <- labels[columns]
      return(block)
    }
    storage.mode(block) <- "double"
    dimnames(block) <- list(NULL, labels[columns])
    block
  })
}

profile_block <- function(block, groups) {
  if (is.matrix(block)) return(profile_matrix(block, groups))
  categories <- vapply(block, function(v) is.factor(v) || is.character(v), NA)
  parts <- lapply(which(categories), function(j) profile_category(block[[j]], names(block)[j], groups))
  if (!all(categories)) {
    numbers <- matrix(
      as.double(unlist(block[!categories], use.names = FALSE)), nrow(block), dimnames = list(NULL,
        names(block)[!categories])
    )
    parts <- c(parts, list(profile_matrix(numbers, groups)))
  }
  list(
    profiles = do.call(rbind, lapply(parts, `[[`, "profiles")), variables = do.call(rbind, lapply(parts, `[[`,
      "variables"))
  )
}

# Columns of numbers and of presence and absence. The sums are the same.
profile_matrix <- function(x, groups) {
  presence <- colSums(!(x == 0 | x == 1), na.rm = TRUE) == 0
  sums <- group_sums(x, groups, presence)
  type <- ifelse(presence, "presence", "number")
  list(
    profiles = profile_rows(sums, groups, colnames(x), NA_character_, type, x[groups$medoids, , drop = FALSE],
      group_medians(x, groups, presence)),
    variables = data.frame(variable = colnames(x), type = type, separation = separation_of(sums),
      missing = sums$missing)
  )
}

# A category: a 0/1 column for each level that occurs.
profile_category <- function(v, name, groups) {
  v <- as.factor(v)
  v <- droplevels(v)
  if (!nlevels(v)) v <- factor(rep(NA, length(v)), levels = "none")
  x <- vapply(levels(v), function(level) as.double(v == level), numeric(length(v)))
  sums <- group_sums(x, groups, rep(TRUE, ncol(x)))
  list(
    profiles = profile_rows(
      sums, groups, rep(name, ncol(x)), levels(v), rep("category", ncol(x)), x[groups$medoids, , drop = FALSE],
      matrix(NA_real_, groups$k, ncol(x))
    ),
    variables = data.frame(
      variable = name, type = "category", separation = ratio(sum(sums$between), sum(sums$total)),
      missing = sums$missing[1L]
    )
  )
}

# Weights, means and sums of squares by group and column, without the missing values. Columns are centred first,
# so that squares lose no digits. `whole`: which columns hold 0 and 1 only.
group_sums <- function(x, groups, whole) {
  w <- groups$weights %||% rep(1, nrow(x))
  # Tables without missing values, of thousands of columns often, need half the passes.
  gaps <- if (anyNA(x)) is.na(x)
  values <- if (is.null(gaps)) x else replace(x, gaps, 0)
  middle <- colSums(w * values) / (if (is.null(gaps)) sum(w) else colSums(w * !gaps))
  y <- x - rep(middle, each = nrow(x))
  if (!is.null(gaps)) y[gaps] <- 0
  count <- if (is.null(gaps)) {
    matrix(colSums(groups$members), groups$k, ncol(x))
  } else {
    crossprod(groups$members, !gaps + 0)
  }
  sum <- crossprod(groups$members, y)
  square <- crossprod(groups$members, y^2)
  total <- colSums(square)
  all <- colSums(count)
  # The cluster against all others: weights, means, and the sum of squares inside both.
  rest_count <- rep(all, each = groups$k) - count
  rest_sum <- rep(colSums(sum), each = groups$k) - sum
  mean <- sum / count
  rest <- rest_sum / rest_count
  explained <- ifelse(count > 0 & rest_count > 0, (count * rest_count) / rep(all, each = groups$k) * (mean - rest)^2,
    NA)
  # Shares are counts divided by counts, without the rounding errors of centring.
  raw <- crossprod(groups$members, values)
  exact <- rep(whole, each = groups$k)
  list(
    count = count, rest_count = rest_count, mean = ifelse(exact, raw / count, mean + rep(middle, each = groups$k)),
    rest = ifelse(exact, (rep(colSums(raw), each = groups$k) - raw) / rest_count, rest + rep(middle, each = groups$k)),
    difference = mean - rest, middle = middle, total = total,
    between = colSums(ifelse(count > 0, count * mean^2, 0)), explained = explained, missing = 1 - all / sum(w)
  )
}

ratio <- function(part, whole) ifelse(whole > 0, pmin(1, pmax(0, part / whole)), 0)

separation_of <- function(sums) ratio(sums$between, sums$total)

# Weighted medians of the columns of numbers.
group_medians <- function(x, groups, skip) {
  out <- matrix(NA_real_, groups$k, ncol(x))
  members <- lapply(seq_len(groups$k), function(c) which(groups$members[, c] > 0))
  for (j in which(!skip)) {
    for (c in seq_len(groups$k)) out[c, j] <- weighted_median(x[members[[c]], j], groups$weights[members[[c]]])
  }
  out
}

# The number with half of the weight on either side; between two such numbers, their mean.
weighted_median <- function(v, w = NULL) {
  seen <- !is.na(v)
  if (!any(seen)) return(NA_real_)
  if (is.null(w)) return(stats::median(v[seen]))
  order <- order(v[seen])
  v <- v[seen][order]
  below <- cumsum(w[seen][order])
  half <- below[length(below)] / 2
  at <- which(below >= half)[1L]
  if (below[at] == half && at < length(v)) (v[at] + v[at + 1L]) / 2 else v[at]
}

profile_rows <- function(sums, groups, variable, level, type, medoid, median) {
  k <- groups$k
  each <- function(v) rep(v, each = k)
  number <- each(type == "number")
  free <- as.vector(sums$count + sums$rest_count) - 2
  pooled <- sqrt(pmax(0, each(sums$total) - as.vector(sums$explained)) / free)
  difference <- as.vector(sums$difference)
  data.frame(
    cluster = rep(seq_len(k), length(variable)), variable = each(variable), level = each(level), type = each(type),
    medoid = as.vector(medoid), summary = as.vector(sums$mean), median = as.vector(median), rest = as.vector(sums$rest),
    effect = ifelse(number, ifelse(difference == 0, 0, ifelse(free > 0, difference / pooled, NA)), difference),
    lift = ifelse(number | each(sums$middle) == 0, NA, as.vector(sums$mean) / each(sums$middle)),
    eta2 = ratio(as.vector(sums$explained), each(sums$total)), n = as.vector(sums$count)
  )
}
