#' Compare two clusterings
#'
#' Measures how well two clusterings of the same objects agree, whatever the clusters are called: the contingency
#' table, the adjusted Rand index, the normalised mutual information and the variation of information. It also matches
#' the clusters of one clustering to those of the other.
#'
#' Clusters are matched one to one so that as many objects as possible are in matched clusters (the assignment
#' problem, solved exactly). If one clustering has more clusters, some of them remain unmatched.
#'
#' @param x,y Two clusterings of the same objects: fits ([fastpam()], [fastclara()], [fastclarans()],
#'   `cluster::pam()`, `kmeans()` and any list with a component `clustering` or `cluster`), or vectors of labels
#'   (numbers, text, factors). If both have the same set of distinct names, objects are matched by name, else by
#'   position.
#' @param ... Must be empty. An unknown argument is an error that names the nearest known one.
#' @return An object of class `"clustering_comparison"`, a list of
#'   \item{table}{the contingency table, with the clusters of `x` in rows}
#'   \item{ari}{the adjusted Rand index (Hubert and Arabie 1985): 1 for identical clusterings, about 0 for independent
#'     ones}
#'   \item{nmi}{the normalised mutual information: the mutual information divided by the mean of the two entropies,
#'     between 0 and 1}
#'   \item{vi}{the variation of information (Meila 2007), a distance in nats: 0 for identical clusterings}
#'   \item{matched}{a data frame: `x`, `y` (names of matched clusters; `NA` for none), `n_x`, `n_y` (their sizes),
#'     `shared` (the number of objects in both) and `jaccard` (their Jaccard similarity)}
#'   \item{agreement}{the proportion of objects that are in matched clusters}
#'   \item{labels}{the clustering `y` with the cluster names of `x`, a factor; unmatched clusters keep their name with
#'     the prefix `"y:"`}
#'   \item{n}{the number of objects with a label in both clusterings; the others are left out}
#'
#'   `tidy()` returns `matched`, `glance()` one row with `n`, `k_x`, `k_y`, `ari`, `nmi`, `vi` and `agreement`.
#' @section Errors: An error of class `fastpam_error` if `x` and `y` have different numbers of objects, are not
#' clusterings, or share no object with a label.
#' @references Hubert, L. and Arabie, P. (1985). Comparing partitions. *Journal of Classification* 2, 193-218.
#' \doi{10.1007/BF01908075}
#'
#' Meila, M. (2007). Comparing clusterings: an information based distance. *Journal of Multivariate Analysis* 98,
#' 873-895.
#' \doi{10.1016/j.jmva.2006.11.013}
#' @seealso [fastpam_stability()], which compares a clustering with those of resamples
#' @examples
#' fit <- fastpam(iris[1:4], 3)
#' compare_clusterings(fit, iris$Species)
#' compare_clusterings(fit, fastpam(iris[1:4], 3, metric = "manhattan"))$ari
#' @export
compare_clusterings <- function(x, y, ...) {
  refuse_dots(...)
  a <- clustering_labels(x, "x")
  b <- clustering_labels(y, "y")
  if (length(a) != length(b)) {
    abort_arg("y", sprintf("have the %d objects of `x`", length(a)), length(b))
  }
  if (identifies(names(a)) && identifies(names(b)) && setequal(names(a), names(b))) b <- b[names(a)]
  known <- !is.na(a) & !is.na(b)
  names <- names(a)[known]
  a <- droplevels(a[known])
  b <- droplevels(b[known])
  if (!length(a)) abort_arg("x", "have objects with a label in both clusterings")
  table <- table(x = unname(a), y = unname(b))
  counts <- matrix(as.double(table), nrow(table), dimnames = unname(dimnames(table)))
  matched <- match_clusters(counts)
  shared <- information(counts)
  structure(list(
    table = table, ari = adjusted_rand(counts), nmi = shared[["nmi"]], vi = shared[["vi"]],
    matched = matched, agreement = sum(matched$shared) / length(a), labels = renamed_labels(b, matched, names),
    n = length(a)
  ), class = "clustering_comparison")
}

# A factor of labels, with names if the objects have names.
clustering_labels <- function(x, arg) {
  labels <- if (is.list(x) && !is.data.frame(x)) x$clustering %||% x$cluster else x
  if (is.list(x)) {
    if (inherits(x, "fastpam_fit")) labels <- cluster_labels(labels, x)
  }
  if (!is.atomic(labels) || is.null(labels) || length(dim(labels)) > 1L) {
    abort_arg(arg, "be a fit or a vector of labels", describe(x))
  }
  stats::setNames(as.factor(labels), names(labels))
}

choose_two <- function(v) v * (v - 1) / 2

# Hubert and Arabie (1985). Two clusterings that are both trivial in the same way agree.
adjusted_rand <- function(counts) {
  both <- sum(choose_two(counts))
  rows <- sum(choose_two(rowSums(counts)))
  columns <- sum(choose_two(colSums(counts)))
  all <- choose_two(sum(counts))
  expected <- if (all > 0) rows * columns / all else 0
  most <- (rows + columns) / 2
  if (most == expected) 1 else (both - expected) / (most - expected)
}

information <- function(counts) {
  entropy <- function(v) {
    share <- v[v > 0] / sum(v)
    -sum(share * log(share))
  }
  h_x <- entropy(rowSums(counts))
  h_y <- entropy(colSums(counts))
  h_both <- entropy(counts)
  shared <- max(0, h_x + h_y - h_both)
  c(nmi = if (h_x + h_y > 0) min(1, 2 * shared / (h_x + h_y)) else 1, vi = max(0, 2 * h_both - h_x - h_y))
}

# A row for each cluster of x, then one for each cluster of y that has no partner.
match_clusters <- function(counts) {
  partner <- best_assignment(counts)
  alone <- setdiff(seq_len(ncol(counts)), partner)
  i <- c(seq_len(nrow(counts)), rep(NA, length(alone)))
  j <- c(partner, alone)
  shared <- counts[cbind(i, j)]
  shared[is.na(shared)] <- 0
  n_x <- unname(rowSums(counts))[i]
  n_y <- unname(colSums(counts))[j]
  data.frame(
    x = rownames(counts)[i], y = colnames(counts)[j], n_x = n_x, n_y = n_y, shared = shared,
    jaccard = ifelse(is.na(i) | is.na(j), NA, shared / (n_x + n_y - shared))
  )
}

# Assigns each row a column or NA, each column at most once, so that the sum of these entries is largest. This is
# the Hungarian method with shortest augmenting paths, O(rows^2 columns).
best_assignment <- function(gain) {
  turned <- nrow(gain) > ncol(gain)
  cost <- max(gain) - if (turned) t(gain) else gain
  n <- nrow(cost)
  m <- ncol(cost)
  u <- numeric(n)
  v <- numeric(m)
  row_of <- integer(m) # 0: free
  for (i in seq_len(n)) {
    least <- rep(Inf, m)
    from <- integer(m)
    done <- logical(m)
    at_row <- i
    at <- 0L
    repeat {
      open <- which(!done)
      through <- cost[at_row, open] - u[at_row] - v[open]
      better <- through < least[open]
      least[open[better]] <- through[better]
      from[open[better]] <- at
      nearest <- open[which.min(least[open])]
      step <- least[nearest]
      # The potentials of the columns reached change, and the others get nearer by the same amount.
      reached <- which(done)
      u[c(i, row_of[reached])] <- u[c(i, row_of[reached])] + step
      v[reached] <- v[reached] - step
      least[!done] <- least[!done] - step
      done[nearest] <- TRUE
      at <- nearest
      if (row_of[at] == 0L) break
      at_row <- row_of[at]
    }
    while (at > 0L) {
      before <- from[at]
      row_of[at] <- if (before == 0L) i else row_of[before]
      at <- before
    }
  }
  # Clusters without common objects are not matched.
  assigned <- rep(NA_integer_, nrow(gain))
  for (j in which(row_of > 0L)) {
    pair <- if (turned) c(j, row_of[j]) else c(row_of[j], j)
    if (gain[pair[1L], pair[2L]] > 0) assigned[pair[1L]] <- pair[2L]
  }
  assigned
}

renamed_labels <- function(b, matched, names) {
  partner <- matched$x[match(levels(b), matched$y)]
  new <- ifelse(is.na(partner), paste0("y:", levels(b)), partner)
  known <- matched$x[!is.na(matched$x)]
  stats::setNames(factor(new[as.integer(b)], levels = c(known, setdiff(new, known))), names)
}

#' @rdname compare_clusterings
#' @param digits The number of digits to print.
#' @export
print.clustering_comparison <- function(x, digits = 3L, ...) {
  refuse_dots(..., also = print_arguments)
  cat(sprintf(
    paste0(
      "%s objects in %d and %d clusters\nAdjusted Rand index %s, normalised mutual information %s, ",
      "%s%% of the objects in matched clusters\n\n"
    ),
    format_whole(x$n), nrow(x$table), ncol(x$table), format(round(x$ari, digits)), format(round(x$nmi, digits)),
    format(round(100 * x$agreement, 1))
  ))
  print_clusters(rounded(x$matched, digits), digits, most = 20L, ...)
  invisible(x)
}

#' @rdname compare_clusterings
#' @exportS3Method generics::tidy
tidy.clustering_comparison <- function(x, ...) {
  refuse_dots(...)
  x$matched
}

#' @rdname compare_clusterings
#' @exportS3Method generics::glance
glance.clustering_comparison <- function(x, ...) {
  refuse_dots(...)
  data.frame(
    n = x$n, k_x = nrow(x$table), k_y = ncol(x$table), ari = x$ari, nmi = x$nmi, vi = x$vi, agreement = x$agreement
  )
}
