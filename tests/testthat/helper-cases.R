# Generated cases for the comparison with cluster::pam(variant = "original").
#
# `generate_case(id)` is a pure function of `id`: the same id gives the same call on every machine
# and for every RNG setting of the session. Sizes are bounded by what the textbook loop of cluster
# costs (n * k * (n - k) per swap), so that some hundred cases take seconds.
# Used by test-fastpam-cluster.R and by tools/compare-with-cluster.R.

#' Evaluate `expr` with R's RNG in a known state; the session's own state is put back.
with_fixed_seed <- function(seed, expr) {
  old <- get0(".Random.seed", globalenv(), inherits = FALSE)
  on.exit({
    if (is.null(old)) {
      rm(".Random.seed", envir = globalenv())
    } else {
      assign(".Random.seed", old, globalenv())
    }
  })
  set.seed(seed, "Mersenne-Twister", "Inversion", "Rejection")
  expr
}

case_kinds <- c(
  "continuous", "groups", "integer grid", "jaccard", "duplicates", "all equal", "outlier",
  "missing", "random dissimilarities", "gower", "hamming", "scaled", "missing grid"
)

generate_case <- function(id) {
  with_fixed_seed(id, {
    kind <- case_kinds[(id - 1L) %% length(case_kinds) + 1L]
    n <- draw_n()
    k <- draw_k(n)
    made <- draw_objects(kind, n)
    args <- c(list(x = made$x, k = k), made$args)
    args <- c(args, draw_arguments(n, k, is_data = made$is_data, named = names(args)))
    list(
      id = id, kind = kind, form = made$form, n = n, k = as.integer(k), seed = id + 1e6, args = args
    )
  })
}

one_of <- function(x) x[[sample.int(length(x), 1L)]]
chance <- function(p) stats::runif(1) < p

draw_n <- function() {
  switch(sample.int(4L, 1L, prob = c(.25, .40, .25, .10)),
    sample(2:12, 1L), sample(13:60, 1L), sample(61:120, 1L), sample(121:500, 1L)
  )
}

draw_k <- function(n) {
  k <- switch(sample.int(4L, 1L, prob = c(.08, .08, .54, .30)),
    1L, n - 1L, min(n - 1L, sample(2:10, 1L)), sample.int(n - 1L, 1L)
  )
  if (as.double(n) * k * (n - k) > 3e6) k <- max(1L, floor(3e6 / n^2))
  if (chance(.5)) as.integer(k) else as.double(k)
}

# The objects and how they are handed over: list(x, args, is_data, form).
draw_objects <- function(kind, n) {
  if (kind %in% c("jaccard", "random dissimilarities", "gower", "hamming")) {
    d <- draw_dissimilarities(kind, n)
    return(hand_over_dissimilarities(d))
  }
  x <- draw_data(kind, n)
  as_data <- startsWith(kind, "missing") || chance(.6)
  if (as_data) return(hand_over_data(x))
  hand_over_dissimilarities(stats::dist(label(x), one_of(c("euclidean", "manhattan"))))
}

draw_data <- function(kind, n) {
  p <- sample(1:6, 1L)
  normal <- function() matrix(stats::rnorm(n * p), n, p)
  grid <- function() matrix(sample.int(sample(2:6, 1L), n * p, replace = TRUE), n, p)
  switch(kind,
    continuous = normal(),
    groups = {
      centres <- matrix(stats::rnorm(4 * p, sd = 5), 4, p)
      centres[sample.int(4L, n, replace = TRUE), , drop = FALSE] + normal()
    },
    "integer grid" = grid(),
    duplicates = {
      x <- if (chance(.5)) normal() else grid()
      x[sample.int(max(1L, n %/% sample(2:5, 1L)), n, replace = TRUE), , drop = FALSE]
    },
    "all equal" = matrix(stats::rnorm(p), n, p, byrow = TRUE),
    outlier = {
      x <- if (chance(.5)) normal() else grid()
      x[sample.int(n, 1L), ] <- 1e4
      x
    },
    scaled = normal() * 10^sample(-9:9, 1L),
    missing = punch(cbind(normal(), stats::rnorm(n))),
    "missing grid" = punch(cbind(grid(), grid()))
  )
}

# Missing cells; the first column stays whole (every pair needs a common one) in most cases.
punch <- function(x) {
  holes <- matrix(stats::runif(length(x)) < one_of(c(.05, .2, .4)), nrow(x))
  if (chance(.8)) holes[, 1L] <- FALSE
  x[holes] <- if (chance(.9)) NA else NaN
  x
}

draw_dissimilarities <- function(kind, n) {
  p <- sample(2:12, 1L)
  bits <- function() matrix(stats::rbinom(n * p, 1L, one_of(c(.2, .5))), n, p)
  switch(kind,
    jaccard = stats::dist(label(bits()), "binary"),
    hamming = stats::dist(label(bits()), "manhattan"),
    "random dissimilarities" = {
      # No triangle inequality; values from a handful, so that almost everything ties.
      m <- matrix(0, n, n)
      values <- 0:sample(1:9, 1L) / one_of(c(1, 3, 10))
      m[lower.tri(m)] <- sample(values, n * (n - 1) / 2, replace = TRUE)
      stats::as.dist(label(m))
    },
    gower = {
      f <- data.frame(
        a = stats::rnorm(n), c = sample.int(4L, n, replace = TRUE),
        b = factor(sample(c("u", "v", "w"), n, replace = TRUE), c("u", "v", "w"))
      )
      if (chance(.5)) f$a[sample.int(n, 1L)] <- NA
      if (chance(.5)) rownames(f) <- paste0("r", seq_len(n))
      suppressWarnings(cluster::daisy(f, "gower"))
    }
  )
}

# Row names: none, distinct, repeated, numbers, or not ASCII.
label <- function(x) {
  n <- nrow(x)
  rownames(x) <- switch(sample.int(6L, 1L),
    NULL, NULL, paste0("obj", seq_len(n)), sample(letters, n, replace = TRUE), rev(seq_len(n)),
    paste0("\u00e9", seq_len(n))
  )
  x
}

hand_over_data <- function(x) {
  x <- label(x)
  if (chance(.5)) colnames(x) <- paste0("V", seq_len(ncol(x)))
  form <- one_of(c("matrix", "matrix", "data frame", "data frame with logicals"))
  if (form == "data frame with logicals") {
    extra <- sample(c(TRUE, FALSE), nrow(x), replace = TRUE)
    x <- data.frame(unname(x), extra = extra)
  } else if (form == "data frame") {
    named <- rownames(x)
    x <- as.data.frame(unname(x))
    if (!is.null(named) && !anyDuplicated(named)) rownames(x) <- named
  } else if (form == "matrix" && ncol(x) == 1L && chance(.3)) {
    form <- "vector of one variable"
    x <- x[, 1L]
  }
  args <- list()
  if (chance(.6)) args$metric <- one_of(c("euclidean", "manhattan", "eucl", "man"))
  if (chance(.25)) args$stand <- TRUE
  list(x = x, args = args, is_data = TRUE, form = form)
}

hand_over_dissimilarities <- function(d) {
  form <- one_of(
    c("as is", "as is", "square", "square without names", "numbers", "integer or as is")
  )
  whole <- !anyNA(d) && all(d == floor(d))
  if (form == "integer or as is" && whole) storage.mode(d) <- "integer"
  x <- switch(form,
    square = as.matrix(d), "square without names" = unname(as.matrix(d)), numbers = as.vector(d), d
  )
  args <- list()
  if (!inherits(x, "dist") || chance(.2)) args$diss <- TRUE
  list(x = x, args = args, is_data = FALSE, form = paste("dissimilarities", form))
}

draw_arguments <- function(n, k, is_data, named) {
  args <- list()
  # From arbitrary starts cluster needs about k swaps or more.
  affordable <- as.double(n) * k^2 * (n - k) < 1.5e7
  if (chance(.25) && affordable) {
    args <- switch(sample.int(4L, 1L),
      list(medoids = sample.int(n, k)),
      list(medoids = as.double(sample.int(n, k))),
      list(nstart = sample(1:3, 1L)),
      list(medoids = "random", nstart = one_of(list(1L, 2L, 3)))
    )
  } else if (chance(.1)) {
    args <- list(medoids = NULL)
  }
  if (chance(.12)) args$do.swap <- FALSE
  if (chance(.3)) args$keep.diss <- chance(.5)
  if (is_data && chance(.3)) args$keep.data <- chance(.5)
  if (!is_data && chance(.1)) args$keep.data <- FALSE
  if (chance(.08)) args$cluster.only <- one_of(list(TRUE, FALSE, 1))
  args
}

compared_components <- c(
  "medoids", "id.med", "clustering", "objective", "isolation", "clusinfo", "silinfo", "diss", "data"
)

#' Run one case through a function with the arguments of pam(): its value or the condition it
#' raised, and the state of the RNG it left behind.
run_case <- function(case, pam, ...) {
  with_fixed_seed(case$seed, {
    value <- tryCatch(
      suppressWarnings(do.call(pam, c(case$args, list(...)), quote = TRUE)),
      error = identity
    )
    list(value = value, rng = .Random.seed)
  })
}

#' Whether two of the dissimilarities among the objects of a case are equal.
is_tied <- function(case) {
  x <- case$args$x
  d <- if (inherits(x, "dist")) {
    x
  } else if (isTRUE(case$args$diss)) {
    if (is.matrix(x)) stats::as.dist(x) else x
  } else {
    manhattan <- startsWith(c(case$args$metric, "e")[1L], "m")
    stats::dist(data.matrix(x), if (manhattan) "manhattan" else "euclidean")
  }
  anyDuplicated(as.vector(d)) > 0L
}

#' Compare one case. status: "same", "refused" (both raise an error) or "differs" (then `where`
#' names the components and `ours`, `theirs` hold the values).
compare_case <- function(case, ours = fastpam::fastpam, theirs = cluster::pam, ...) {
  a <- run_case(case, ours, ...)
  b <- run_case(case, theirs, variant = "original")
  # cluster's objective can be below 0 by rounding; a mean of dissimilarities cannot, so it is 0 here.
  if (is.list(b$value) && is.numeric(b$value$objective)) {
    b$value$objective[b$value$objective < 0 & b$value$objective > -1e-15] <- 0
  }
  failed <- c(inherits(a$value, "error"), inherits(b$value, "error"))
  where <- if (all(failed)) {
    character()
  } else if (any(failed)) {
    "error"
  } else if (is.list(b$value)) {
    same <- vapply(compared_components, function(name) {
      identical(a$value[[name]], b$value[[name]]) &&
        (name %in% names(a$value)) == (name %in% names(b$value))
    }, NA)
    names(same)[!same]
  } else {
    if (identical(a$value, b$value)) character() else "cluster.only"
  }
  if (!all(failed) && !identical(a$rng, b$rng)) where <- c(where, "RNG state")
  list(
    case = case, tied = is_tied(case), where = where, ours = a$value, theirs = b$value,
    status = if (length(where)) "differs" else if (all(failed)) "refused" else "same"
  )
}

#' Compare many cases: the results that differ, and the counts.
compare_cases <- function(ids, ...) {
  counts <- c(cases = 0L, tied = 0L, refused = 0L, differ = 0L)
  differing <- list()
  for (id in ids) {
    result <- compare_case(generate_case(id), ...)
    if (result$status == "refused") {
      counts["refused"] <- counts["refused"] + 1L
      next
    }
    counts["cases"] <- counts["cases"] + 1L
    counts["tied"] <- counts["tied"] + result$tied
    if (result$status == "differs") {
      counts["differ"] <- counts["differ"] + 1L
      differing[[length(differing) + 1L]] <- result
    }
  }
  list(counts = counts, differing = differing)
}

describe_case <- function(case) {
  args <- case$args[-(1:2)]
  shown <- vapply(args, function(a) paste(deparse(a, width.cutoff = 60L)[1L]), "")
  sprintf(
    "case %d (%s, %s): n = %d, k = %d%s", case$id, case$kind, case$form, case$n, case$k,
    paste0(", ", names(args), " = ", shown, collapse = "", recycle0 = TRUE)
  )
}

report <- function(counts) {
  sprintf(
    "%d compared, %d of them tied, %d differ (and %d refused by both)",
    counts[["cases"]], counts[["tied"]], counts[["differ"]], counts[["refused"]]
  )
}
