# What an answer in the generated matrix must be, by definition. A check gets the answer of a use and the fit
# with its case (see mx_session()), and returns NULL or what is wrong.

# What the checks compare with: the dissimilarities, and the fit's medoids and labels.
mx_truth <- function(made) {
  case <- made$case
  fit <- made$session$fit
  medoids <- mx_medoids(fit)
  weights <- made$drawn$weights
  largest <- max(case$d, case$d_new)
  list(
    n = case$n, k = made$drawn$k, d = case$d, medoids = medoids, labels = unname(fit$clustering),
    weights = if (is.null(weights)) rep(1, case$n) else weights, rows = case$rows,
    # Weights that are no counts have no definition by repeated rows.
    may = if (is.null(made$drawn$rules$candidates)) which(rep_len(if (is.null(weights)) 1 else weights, case$n) > 0) else made$drawn$rules$candidates,
    must = made$drawn$rules$fixed,
    counts = is.null(weights) || all(weights == round(weights)), weighted = !is.null(weights),
    relative = if (made$drawn$single) 1e-5 else 1e-9,
    absolute = largest * if (made$drawn$single) 2e-5 else 1e-12,
    noise = grepl("noise", case$kind$id)
  )
}

# ---- comparisons -----------------------------------------------------------------------------------

mx_far <- function(got, want, t, what) {
  if (length(got) != length(want)) return(sprintf("%s: %d values, not %d", what, length(got), length(want)))
  if (!length(want)) return(NULL)
  got <- suppressWarnings(as.double(got))
  want <- as.double(want)
  differs <- is.na(got) != is.na(want) | (!is.na(want) & abs(got - want) > t$relative * abs(want) + t$absolute)
  differs <- which(is.na(differs) | differs)
  if (length(differs)) {
    sprintf("%s: %d of %d differ, e.g. %s, not %s", what, length(differs), length(want),
      format(got[differs[1L]], digits = 12), format(want[differs[1L]], digits = 12)
    )
  }
}

# The first complaint.
mx_first <- function(...) {
  for (i in seq_len(...length())) {
    complaint <- ...elt(i)
    if (!is.null(complaint)) return(complaint)
  }
  NULL
}

# Labels of objects whose dissimilarities to the medoids are `d`: one of the nearest.
mx_not_nearest <- function(labels, d, t, what = "labels") {
  if (length(labels) != nrow(d)) return(sprintf("%s: %d, not %d", what, length(labels), nrow(d)))
  labels <- as.integer(labels)
  if (anyNA(labels) || any(labels < 1L | labels > ncol(d))) return(sprintf("%s: not between 1 and k", what))
  far <- d[cbind(seq_along(labels), labels)] > apply(d, 1L, min) + t$absolute + t$relative * apply(d, 1L, min)
  if (any(far)) sprintf("%s: %d of %d not at the nearest medoid", what, sum(far), length(far))
}

# The labels of the fit itself, except for objects that two medoids cannot be told apart by.
mx_other_labels <- function(labels, t, objects = seq_len(t$n), what = "labels") {
  want <- t$labels[objects]
  if (length(labels) != length(want)) return(sprintf("%s: %d, not %d", what, length(labels), length(want)))
  differs <- which(is.na(labels) | labels != want)
  near <- vapply(differs, function(i) {
    to <- t$d[objects[i], t$medoids[c(labels[i], want[i])]]
    all(to == 0) || (t$noise && diff(to) <= t$absolute) # noise may break a tie in each of two ways
  }, NA)
  differs <- differs[!near | is.na(near)]
  if (length(differs)) sprintf("%s: %d of %d differ from the fit's", what, length(differs), length(want))
}

mx_differs <- function(got, want, what) if (!isTRUE(all.equal(got, want))) sprintf("%s: %s, not %s", what, toString(utils::head(got, 3)), toString(utils::head(want, 3)))

# ---- definitions of what is computed from a fit ------------------------------------------------------

mx_best_change <- function(t) {
  loss <- function(nearest) sum(t$weights * nearest) / sum(t$weights)
  now <- apply(t$d[, t$medoids, drop = FALSE], 1L, min)
  able <- setdiff(t$may, t$medoids)
  best <- Inf
  for (i in which(!t$medoids %in% t$must)) {
    rest <- if (length(t$medoids) > 1L) apply(t$d[, t$medoids[-i], drop = FALSE], 1L, min) else rep(Inf, t$n)
    for (j in able) best <- min(best, loss(pmin(rest, t$d[, j])) - loss(now))
  }
  list(objective = loss(now), change = best)
}

# Weights count an object so many times; `objects`: which of them there are.
mx_silhouettes <- function(t, objects = seq_len(t$n), labels = t$labels) {
  d <- t$d[objects, objects, drop = FALSE]
  w <- t$weights[objects]
  labels <- labels[objects]
  known <- sort(unique(labels))
  sums <- vapply(known, function(l) c(d[, labels == l, drop = FALSE] %*% w[labels == l]), numeric(length(objects)))
  size <- vapply(known, function(l) sum(w[labels == l]), 0)
  own <- match(labels, known)
  at <- cbind(seq_along(own), own)
  a <- sums[at] / (size[own] - 1)
  other <- sweep(sums, 2L, size, "/")
  other[at] <- Inf
  other[, size == 0] <- Inf # of sites that are no clients
  b <- apply(other, 1L, min)
  width <- ifelse(size[own] == 1, 0, (b - a) / pmax(a, b))
  width[a == 0 & b == 0] <- 0
  width[w == 0] <- NA # stands for no row
  data.frame(object = objects, cluster = labels, b = b, width = width, w = w)
}

# The two dimensions of classical scaling, or NULL where they are not determined.
mx_map <- function(d) {
  center <- diag(nrow(d)) - 1 / nrow(d)
  found <- eigen(-center %*% d^2 %*% center / 2, symmetric = TRUE)
  values <- found$values
  if (values[2L] < 1e-6 * values[1L] || values[2L] - values[3L] < 1e-3 * values[1L]) return(NULL)
  found$vectors[, 1:2] %*% diag(sqrt(values[1:2]))
}

# ---- the checks --------------------------------------------------------------------------------------

mx_check_fit <- function(answer, t, made, verb = made$verb) {
  medoids <- answer$medoids
  if (length(medoids) != t$k || anyDuplicated(medoids) || any(medoids < 1 | medoids > t$n)) {
    return(sprintf("medoids: %s", toString(medoids)))
  }
  if (!all(medoids %in% t$may)) return("medoids: one that may be none")
  if (!all(t$must %in% medoids)) return("medoids: a fixed one is left out")
  t$medoids <- medoids
  t$labels <- unname(answer$labels)
  to <- t$d[, medoids, drop = FALSE]
  size <- vapply(seq_len(t$k), function(l) sum(t$weights[t$labels == l]), 0)
  now <- mx_best_change(t)
  pam <- verb != "fastclara" && verb != "fastclarans"
  mx_first(
    mx_not_nearest(t$labels, to, t),
    mx_differs(names(answer$labels), t$rows, "names of the labels"),
    mx_far(answer$objective, now$objective, t, "objective"),
    mx_far(answer$size, size, t, "sizes"),
    if (all(size > 0)) mx_far(answer$av_diss, vapply(seq_len(t$k), function(l) {
      stats::weighted.mean(to[t$labels == l, l], t$weights[t$labels == l])
    }, 0), t, "mean dissimilarities"),
    if (pam && now$change < -t$absolute) sprintf("not swap-optimal: a swap changes %s", format(now$change)),
    if (verb != "fastclara" && length(unique(t$labels)) == t$k) {
      mx_differs(unique(t$labels), seq_len(t$k), "numbers of clusters in order of appearance")
    },
    if (verb != "fastclara" && t$counts && length(unique(t$labels)) > 1L) {
      s <- mx_silhouettes(t)
      mx_far(answer$width, stats::weighted.mean(s$width[s$w > 0], s$w[s$w > 0]), t, "average silhouette width")
    }
  )
}

mx_check_swap <- function(answer, t, made) {
  now <- mx_best_change(t)
  wrong <- answer$optimal && now$change < -t$absolute || !answer$optimal && now$change > t$absolute
  mx_first(
    mx_far(answer$objective, now$objective, t, "objective"), mx_far(answer$change, now$change, t, "change by the best swap"),
    if (wrong) sprintf("\"optimal\" is %s, though the best swap changes %s", answer$optimal, format(now$change))
  )
}

# The bound against all sets of medoids where these are few.
mx_check_bound <- function(answer, t, made) {
  now <- mx_best_change(t)$objective
  free <- setdiff(t$may, t$must)
  left <- t$k - length(t$must)
  best <- if (choose(length(free), left) <= 2000) {
    sets <- if (left == 0L) matrix(integer(), 0L, 1L) else matrix(free[utils::combn(length(free), left)], left)
    min(apply(sets, 2L, function(set) sum(t$weights * apply(t$d[, c(t$must, set), drop = FALSE], 1L, min)))) / sum(t$weights)
  }
  slack <- t$absolute + t$relative * now
  mx_first(
    mx_far(answer$objective, now, t, "objective"),
    if (answer$bound > answer$objective) "a bound above the objective",
    if (!is.null(best) && answer$bound > best + slack) sprintf("a bound of %s, and the best is %s", format(answer$bound), format(best)),
    if (!is.null(best) && answer$optimal && now > best + slack) sprintf("\"optimal\" at %s, and the best is %s", format(now), format(best))
  )
}

mx_check_widths <- function(answer, t, made) {
  if (length(unique(t$labels)) < 2L) return(if (!identical(answer, NA)) "widths where there is one cluster only")
  if (!is.matrix(answer)) return("no widths")
  s <- mx_silhouettes(t)
  counted <- which(s$w > 0)
  mx_first(
    mx_differs(unname(answer[, "cluster"]), t$labels, "clusters"),
    if (t$counts) mx_far(answer[counted, "sil_width"], s$width[counted], t, "silhouette widths")
  )
}

mx_check_medoid_widths <- function(answer, t, made) {
  two <- apply(t$d[, t$medoids, drop = FALSE], 1L, function(v) sort(v)[1:2])
  # A quotient of near zeros says nothing.
  sure <- two[2L, ] > t$absolute * 100
  width <- ifelse(two[1L, ] == 0, 1, 1 - two[1L, ] / two[2L, ])
  mx_first(
    if (nrow(answer) != t$n) "a row for each object",
    mx_not_nearest(answer[, "cluster"], t$d[, t$medoids, drop = FALSE], t, "clusters"),
    mx_far(answer[sure, "sil_width"], width[sure], utils::modifyList(t, list(absolute = max(t$relative, 1e-9))), "medoid silhouette widths")
  )
}

# Widths in an order of their own: those of all objects, or of the sample.
mx_check_sorted_widths <- function(cluster, width, t, made) {
  objects <- seq_len(t$n)
  if (made$verb == "fastclara") {
    objects <- made$session$fit$sample
    if (is.character(objects)) {
      if (anyDuplicated(t$rows)) return(NULL)
      objects <- match(objects, t$rows)
    }
    if (t$weighted) return(NULL)
  }
  if (!t$counts || length(unique(t$labels[objects])) < 2L) return(NULL)
  s <- mx_silhouettes(t, objects)
  if (length(width) != nrow(s)) return(sprintf("widths: %d, not %d", length(width), nrow(s)))
  if (any(s$w == 0)) return(NULL)
  ours <- order(as.integer(as.character(cluster)), width)
  mx_first(
    mx_differs(as.integer(as.character(cluster))[ours], sort(s$cluster), "clusters of the widths"),
    mx_far(width[ours], s$width[order(s$cluster, s$width)], t, "silhouette widths")
  )
}

mx_check_map <- function(answer, t, made) {
  if (length(answer$x) != t$n) return(sprintf("map of %d objects, not %d", length(answer$x), t$n))
  at <- mx_map(t$d)
  mx_first(
    mx_differs(as.integer(as.character(answer$cluster)), t$labels, "clusters on the map"),
    if (!is.null(at)) {
      t$absolute <- 1e-3 * max(stats::dist(at))
      mx_far(stats::dist(cbind(answer$x, answer$y)), stats::dist(at), t, "distances on the map")
    }
  )
}

mx_check_table <- function(answer, t, made) {
  labels <- if (is.null(t$rows)) seq_len(t$n) else t$rows
  s <- if (t$counts && made$verb != "fastclara" && length(unique(t$labels)) > 1L) mx_silhouettes(t)
  known <- if (is.null(s)) integer() else which(s$w > 0 & !duplicated(paste(labels, t$labels)) & !duplicated(paste(labels, t$labels), fromLast = TRUE))
  mx_first(
    mx_differs(as.character(answer$object), as.character(labels), "objects"),
    mx_differs(answer$cluster, t$labels, "clusters"),
    mx_differs(as.character(answer$medoid), as.character(labels[t$medoids[t$labels]]), "medoids"),
    mx_far(answer$sil_width[known], s$width[known], t, "silhouette widths")
  )
}

# The medoid of each object, in the user's units.
mx_check_fitted <- function(answer, t, made) {
  case <- made$case
  of <- t$medoids[t$labels]
  if (case$kind$family == "given") {
    return(mx_differs(as.character(answer), as.character(if (is.null(t$rows)) of else t$rows[of]), "medoids"))
  }
  want <- case$values[of, , drop = FALSE]
  if (case$kind$family != "numbers") want <- case$kind$dress(want, NULL)
  p <- ncol(case$values)
  column <- function(rows, j) if (is.list(rows)) rows[[j]] else rows[, j]
  if ((if (is.list(answer)) length(answer) else ncol(answer)) != p) return("as many columns as the data")
  for (j in seq_len(p)) {
    got <- column(answer, j)
    asked <- column(want, j)
    complaint <- if (is.character(asked) || is.factor(asked)) {
      mx_differs(as.character(got), as.character(asked), paste("column", j))
    } else {
      mx_far(unclass(got), case$values[of, j], t, paste("column", j))
    }
    if (!is.null(complaint)) return(complaint)
  }
  NULL
}

# The data in front of the clusters are in the user's units, also where they were standardised.
mx_check_augmented <- function(answer, t, made) {
  case <- made$case
  complaint <- mx_differs(as.integer(as.character(answer$class)), t$labels, "clusters")
  names <- case$kind$names
  here <- case$kind$family == "numbers" && mx_identify(names) && !is.null(made$session$fit$data)
  for (name in if (here) names) {
    complaint <- mx_first(complaint, mx_far(answer$numbers[[name]], case$values[, match(name, names)], t, paste("column", name)))
  }
  complaint
}
