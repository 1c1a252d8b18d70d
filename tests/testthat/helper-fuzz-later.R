# What is asked of a fit later: tables of any class, with any names and types and with rounding noise, a
# verb and its parameters at random, and every function that takes the fit.

fuzz_later <- function(hold, fit) {
  made <- fuzz_table()
  x <- made$x
  n <- nrow(x)
  weights <- if (fuzz_chance(.3)) sample.int(3L, n, replace = TRUE)
  args <- c(list(x, k = sample.int(min(5L, n - 2L), 1L) + 1L), made$args, if (!is.null(weights)) list(weights = weights))
  verb <- sample(c("fastpam", "fastclara", "fastclarans", "fastpam_path"), 1L)
  if (verb == "fastclara") args$sampsize <- n - 1L
  one <- suppressWarnings(fit(get(verb), args))
  if (verb == "fastpam_path") one <- one$fits[[1L]]

  # The same dissimilarities by fastdist(), but for missing values, where it follows dist().
  asked <- made$args[names(made$args) != "keep.data"]
  d <- suppressWarnings(as.matrix(do.call(fastdist, c(list(x), asked, if (made$mixed) list(warn_type = FALSE)))))
  d <- unname(d)
  w <- weights %||% rep(1, n)
  medoids <- medoid_ids(one)
  own <- d[cbind(seq_len(n), medoids[one$clustering])]
  near <- apply(d[, medoids, drop = FALSE], 1L, min)
  slack <- 1e-9 * max(d)
  hold(all(own <= near + slack), "objects are with their nearest medoid")

  again <- suppressWarnings(stats::predict(one, x))
  sorted <- apply(d[, medoids, drop = FALSE], 1L, sort)
  clear <- if (is.matrix(sorted)) sorted[2L, ] - sorted[1L, ] > slack else rep(TRUE, n)
  hold(identical(unname(again)[clear], unname(one$clustering)[clear]), "labels of the rows that were clustered")
  said <- suppressWarnings(unname(stats::predict(one, x, type = "dissimilarity")))
  hold(max(abs(said - d[, medoids])) <= slack, "dissimilarities to the medoids")

  kept <- !is.null(one$data) || !is.null(all_dissimilarities(one))
  for (from in list("kept", "given")[c(kept, TRUE)]) {
    given <- if (from == "given") list(x = x) else list()
    judged <- suppressWarnings(do.call(swap_optimal, c(list(one), given)))
    hold(abs(judged$objective - sum(w * near) / sum(w)) <= slack, paste("objective anew,", from))
    best <- fuzz_best_swap(d, medoids, w)
    hold(abs(min(judged$change, 0) - min(best, 0)) <= slack, paste("certificate,", from))
    widths <- suppressWarnings(do.call(medoid_silhouette, c(list(one), given)))
    d1 <- sorted[1L, ]
    hold(max(abs(widths[, "sil_width"] - ifelse(d1 == 0, 1, 1 - d1 / sorted[2L, ]))) <= 1e-6, paste("medoid silhouettes,", from))
  }
}

# A table and the arguments that go with it. Column names need not tell columns apart.
fuzz_table <- function() {
  n <- sample(8:30, 1L)
  mixed <- fuzz_chance(.4)
  if (mixed) {
    x <- data.frame(
      a = stats::rnorm(n), b = factor(sample(letters[1:3], n, TRUE)), c = sample.int(9L, n, TRUE),
      d = sample(c("u", "v", "w"), n, TRUE), e = as.Date("2020-02-01") + sample.int(50L, n)
    )
    if (fuzz_chance(.5)) x$a <- scale(x$a)
    if (fuzz_chance(.5)) x$b <- as.ordered(x$b)
    args <- list(metric = "gower", var_weights = if (fuzz_chance(.5)) sample.int(4L, 5L, TRUE) / 2)
    args <- args[!vapply(args, is.null, NA)]
    if (fuzz_chance(.3)) args$type <- list(ordratio = "c")
    return(list(x = x, args = args, mixed = TRUE))
  }
  p <- sample(2:5, 1L)
  x <- matrix(fuzz_pick(stats::rnorm(n * p), sample.int(5L, n * p, TRUE), stats::rbinom(n * p, 1L, .5) == 1), n)
  colnames(x) <- fuzz_pick(
    NULL, paste0("v", seq_len(p)), rep("a", p), c("", paste0("v", seq_len(p - 1L))),
    c(NA, paste0("v", seq_len(p - 1L)))
  )
  if (fuzz_chance(.3)) rownames(x) <- fuzz_pick(paste0("r", seq_len(n)), rep("same", n))
  metric <- fuzz_pick("euclidean", "Manhattan", "minkowski", "canberra", "chebyshev", function(a, b) sum(abs(a - b)^1.5))
  args <- list(metric = metric)
  if (identical(metric, "minkowski")) args$p <- fuzz_pick(1, 1.5, 3)
  if (fuzz_chance(.2) && is.double(x) && !is.function(metric)) args$stand <- TRUE
  # The two rules of standardising differ for constant columns only, which rnorm() does not give.
  if (identical(args$stand, TRUE) && any(apply(x, 2L, function(v) all(v == v[1L])))) args$stand <- NULL
  if (is.null(rownames(x)) && fuzz_chance(.3)) {
    x <- if (requireNamespace("tibble", quietly = TRUE) && identifies(colnames(x)) && fuzz_chance(.5)) {
      tibble::as_tibble(x)
    } else if (!is.null(colnames(x)) && !anyNA(colnames(x))) as.data.frame(x) else x
  }
  list(x = x, args = args, mixed = FALSE)
}
