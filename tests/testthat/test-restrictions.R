# fixed and candidates: the same rules in every verb, against all sets of medoids and the textbook.

loss_of <- function(d, medoids, w) sum(w * apply(d[, medoids, drop = FALSE], 1, min)) / sum(w)

# The best of all sets of k medoids that keep the rules.
best_of_all <- function(d, k, may, fixed = integer(), w = rep(1, nrow(d))) {
  sets <- utils::combn(length(may), k, function(i) may[i], simplify = FALSE)
  sets <- Filter(function(s) all(fixed %in% s), sets)
  min(vapply(sets, function(s) loss_of(d, s, w), 0))
}

# Some data, often full of ties, and rules for k medoids.
random_rules <- function(case) {
  set.seed(case)
  n <- sample(5:12, 1)
  k <- sample(1:3, 1)
  x <- if (case %% 2) matrix(rnorm(2 * n), n) else matrix(sample(3, 2 * n, TRUE), n)
  w <- if (case %% 3 == 0) sample(0:2, n, TRUE)
  if (!is.null(w) && all(w == 0)) w[1] <- 1
  candidates <- sort(sample(n, sample(k:n, 1)))
  fixed <- candidates[sample.int(length(candidates), sample(0:k, 1))]
  list(n = n, k = k, d = dist(x), w = w, candidates = candidates, fixed = if (length(fixed)) sort(fixed))
}

keeps <- function(fit, r) {
  ids <- medoid_ids(fit)
  length(ids) == r$k && all(ids %in% r$candidates) && all(r$fixed %in% ids)
}

test_that("every verb keeps the rules, and effort finds the best of all", {
  for (case in 1:60) {
    r <- random_rules(case)
    if (r$k >= r$n) next
    square <- as.matrix(r$d)
    w <- r$w %||% rep(1, r$n)
    best <- best_of_all(square, r$k, r$candidates, r$fixed, w)
    fit <- fastpam(r$d, r$k, weights = r$w, fixed = r$fixed, candidates = r$candidates)
    expect_true(keeps(fit, r))
    expect_equal(fit$objective[["swap"]], loss_of(square, fit$id.med, w), tolerance = 1e-12)
    expect_identical(
      fit$id.med,
      fastpam(r$d, r$k, weights = r$w, fixed = r$fixed, candidates = r$candidates, variant = "original")$id.med
    )
    high <- fastpam(r$d, r$k, weights = r$w, fixed = r$fixed, candidates = r$candidates, effort = "high", budget = 20)
    expect_true(keeps(high, r))
    expect_equal(high$objective[["swap"]], best, tolerance = 1e-10)
    certificate <- swap_optimal(fit, r$d)
    expect_true(certificate$optimal)
    bound <- fastpam_bound(fit, r$d)
    expect_lte(bound$bound, best * (1 + 1e-12))
    expect_equal(bound$bound, best, tolerance = 1e-9)
    walks <- fastclarans(r$d, r$k, weights = r$w, fixed = r$fixed, candidates = r$candidates)
    expect_true(keeps(walks, r))
    path <- fastpam_path(
      r$d, r$k, weights = r$w, fixed = r$fixed, candidates = r$candidates, variant = "fasterpam", init = "lab"
    )
    expect_true(keeps(path$fits[[1]], r))
  }
})

# PAM as in the textbook, with the restrictions: BUILD takes the last of equals, SWAP the first best swap. With
# whole dissimilarities all sums are exact.
textbook_pam <- function(d, k, may, fixed = integer(), w = rep(1, nrow(d))) {
  near <- rep(max(d) * 1.1 + 1, nrow(d))
  medoids <- fixed
  for (m in fixed) near <- pmin(near, d[, m])
  while (length(medoids) < k) {
    gain <- vapply(may, function(i) if (i %in% medoids) -1 else sum(w * pmax(near - d[, i], 0)), 0)
    medoids <- c(medoids, may[max(which(gain == max(gain)))])
    near <- pmin(near, d[, medoids[length(medoids)]])
  }
  total <- function(set) sum(w * do.call(pmin, lapply(set, function(m) d[, m])))
  repeat {
    medoids <- sort(medoids)
    now <- total(medoids)
    best <- now
    for (h in setdiff(may, medoids)) for (i in which(!medoids %in% fixed)) {
      set <- replace(medoids, i, h)
      if (total(set) < best) {
        best <- total(set)
        to <- set
      }
    }
    if (best >= now) return(medoids)
    medoids <- to
  }
}

test_that("exact PAM is the textbook's on tied data, with rules and without", {
  cases <- if (identical(Sys.getenv("NOT_CRAN"), "true")) 500 else 60
  differ <- character()
  for (case in seq_len(cases)) {
    set.seed(5000 + case)
    n <- sample(4:18, 1)
    k <- sample.int(min(4, n - 1), 1)
    d <- dist(matrix(sample(4, 2 * n, TRUE), n), "manhattan")
    w <- if (case %% 3 == 0) as.double(sample(0:2, n, TRUE))
    if (!is.null(w)) w[sample.int(n, k)] <- 1
    may <- if (is.null(w)) seq_len(n) else which(w > 0)
    candidates <- fixed <- NULL
    if (case %% 2) {
      candidates <- if (case %% 4 == 1) sort(sample(n, sample(k:n, 1)))
      if (!is.null(candidates)) may <- candidates
      fixed <- sort(may[sample.int(length(may), sample.int(k, 1))])
    }
    want <- textbook_pam(as.matrix(d), k, may, fixed %||% integer(), w %||% rep(1, n))
    for (variant in c("pam", "fastpam1", "original")) {
      got <- fastpam(d, k, weights = w, fixed = fixed, candidates = candidates, variant = variant)$id.med
      if (!identical(sort(got), want)) differ <- c(differ, paste(case, variant))
    }
  }
  expect_identical(differ, character())
})

test_that("samples keep the rules", {
  set.seed(1)
  x <- matrix(rnorm(2000), 1000)
  may <- sort(sample(1000, 60))
  fixed <- may[c(3, 50)]
  fit <- fastclara(x, 6, fixed = fixed, candidates = may)
  expect_true(all(fit$i.med %in% may) && all(fixed %in% fit$i.med))
  expect_true(all(fixed %in% fit$sample))
  expect_gte(sum(fit$sample %in% may), min(60, length(fit$sample) %/% 2))
  expect_identical(fit$fixed, fixed)
  expect_identical(fit$candidates, may)
})

test_that("numbers, names and flags say the same, by every way to the dissimilarities", {
  x <- as.matrix(leaves[1:60, -1])
  rownames(x) <- paste0("leaf", 1:60)
  may <- seq(2, 60, by = 4)
  fit <- fastpam(x, 4, candidates = may, fixed = 6)
  same <- list(
    fastpam(x, 4, candidates = seq_len(60) %in% may, fixed = "leaf6"),
    fastpam(x, 4, candidates = rownames(x)[rev(may)], fixed = 6L),
    fastpam(dist(x), 4, candidates = may, fixed = 6),
    fastpam(as.matrix(dist(x)), 4, diss = TRUE, candidates = may, fixed = 6),
    fastpam(x, 4, candidates = may, fixed = 6, n_threads = 2, memory = 0)
  )
  for (other in same) {
    expect_identical(unname(other$id.med), unname(fit$id.med))
    expect_identical(other$objective, fit$objective)
    expect_identical(other$clusinfo, fit$clusinfo)
  }
  labels <- fastpam(x, 4, candidates = may, fixed = 6, cluster.only = TRUE)
  expect_identical(labels, fit$clustering)
  expect_identical(fit$candidates, as.integer(may))
  # All objects are no restriction.
  expect_identical(fastpam(x, 4, candidates = 1:60)$id.med, fastpam(x, 4)$id.med)
})

test_that("sites that are no clients, clients that are no sites", {
  set.seed(3)
  towns <- matrix(runif(60), 30)
  sites <- matrix(runif(40), 20)
  fit <- fastpam(rbind(towns, sites), 3, weights = rep(1:0, c(30, 20)), candidates = 31:50)
  expect_true(all(fit$id.med > 30))
  d <- as.matrix(dist(rbind(towns, sites)))[1:30, 31:50]
  best <- min(utils::combn(20, 3, function(s) mean(apply(d[, s], 1, min))))
  high <- fastpam(
    rbind(towns, sites), 3, weights = rep(1:0, c(30, 20)), candidates = 31:50, effort = "high"
  )
  expect_equal(high$objective[["swap"]], best)
  expect_true(fastpam_bound(high)$optimal)
  # A site nobody uses has zeros for statistics.
  lonely <- fastpam(
    rbind(towns, c(99, 99)), 2, weights = rep(1:0, c(30, 1)), candidates = 1:31, fixed = 31
  )
  expect_true(31 %in% lonely$id.med)
  expect_true(all(is.finite(lonely$clusinfo)))
})

test_that("what is asked of a fit later knows the rules", {
  x <- as.matrix(leaves[1:60, -1])
  may <- seq(2, 60, by = 4)
  fit <- fastpam(x, 4, candidates = may, fixed = 6)
  expect_output(print(fit), "Medoids from 15 candidates, 1 fixed")
  expect_output(print(summary(fit)), "Medoids from 15 candidates, 1 fixed")
  expect_output(print(fastpam(x, 4, fixed = c(6, 2))), "Fixed medoids: 2")
  expect_true(swap_optimal(fit)$optimal)
  # The same medoids without rules are not optimal.
  free <- swap_optimal(fit$id.med, x)
  expect_false(free$optimal)
  expect_identical(swap_optimal(fit, fixed = integer(), candidates = 1:60), free)
  expect_false(swap_optimal(fit, fixed = integer())$change < free$change)
  expect_lte(fastpam_bound(fit, fixed = integer(), candidates = 1:60)$bound, fastpam_bound(fit)$bound)
  file <- tempfile(fileext = ".rds")
  saveRDS(fit, file)
  again <- readRDS(file)
  unlink(file)
  expect_identical(swap_optimal(again), swap_optimal(fit))
  expect_identical(fastpam_bound(again), fastpam_bound(fit))
  expect_identical(predict(fit, x), fit$clustering)
  more <- update(fit, k = 5)
  expect_true(all(more$id.med %in% may) && 6 %in% more$id.med)
  expect_identical(more[c("fixed", "candidates")], fit[c("fixed", "candidates")])
  skip_if_not_installed("generics")
  expect_equal(nrow(generics::tidy(fit)), 4)
  expect_equal(generics::glance(fit)$k, 4)
})

test_that("medoids of weight 0 have a certificate where nobody names candidates, and no bound", {
  w <- rep(0:1, c(1, 39))
  judged <- swap_optimal(c(1, 5), leaves[1:40, -1], weights = w)
  expect_identical(c(judged$optimal, judged$leaves == 1L), c(FALSE, TRUE))
  d <- as.matrix(dist(leaves[1:40, -1]))
  expect_equal(judged$objective, loss_of(d, c(1, 5), w))
  expect_snapshot(refusal(fastpam_bound(c(1, 5), leaves[1:40, -1], weights = w)))
})

test_that("without what needs all pairs, the rest is the same and the rows of candidates are read", {
  set.seed(2)
  x <- matrix(rnorm(900), 300)
  may <- sort(sample(300, 30))
  full <- fastpam(x, 5, candidates = may)
  few <- fastpam(x, 5, candidates = may, stats = FALSE)
  same <- c("medoids", "id.med", "clustering", "objective", "trace", "swaps")
  expect_identical(few[same], full[same])
  expect_null(few$silinfo)
  expect_identical(few$clusinfo[, 1:3], full$clusinfo[, 1:3])
  expect_true(all(is.na(few$clusinfo[, c("diameter", "separation")])))
  expect_output(fastpam(x, 5, candidates = may, stats = FALSE, trace.lev = 1), "storage: rows of 30 candidates")
  expect_output(print(few), "5 clusters")
  expect_identical(fastpam(x, 5, stats = FALSE)$id.med, fastpam(x, 5)$id.med)
  expect_error(fastpam(x, 5, stats = NA), class = "fastpam_error")
})

test_that("the usual numbers of clusters of a path keep the rules", {
  d <- dist(leaves[1:40, -1])
  expect_identical(fastpam_path(d, fixed = c(3, 9, 20))$table$k, 3:20)
  expect_identical(fastpam_path(d, candidates = seq_len(40) <= 6)$table$k, 2:6)
})

test_that("rules that contradict each other say how", {
  d <- dist(1:6)
  expect_snapshot({
    refusal(fastpam(d, 2, fixed = 1, candidates = 2:4))
    refusal(fastpam(d, 3, candidates = 2:3))
    refusal(fastpam(d, 2, fixed = 1:3))
    refusal(fastpam(d, 2, fixed = 1, weights = c(0, 1, 1, 1, 1, 1)))
    refusal(fastpam(d, 2, fixed = 7))
    refusal(fastpam(d, 2, candidates = c(TRUE, FALSE)))
    refusal(fastpam(d, 2, candidates = c("a", "b")))
    refusal(fastpam(d, 2, medoids = c(1, 2), candidates = 2:4))
    refusal(fastpam(d, 2, medoids = c(1, 2), fixed = 5))
    refusal(fastpam_path(d, 2:4, fixed = 1:3))
    refusal(fastpam_path(matrix(rnorm(12), 6), 2, gap = 2, fixed = 1))
    refusal(fastpam(d, 2, effort = "high", variant = "fastermsc"))
    refusal(fastpam(d, 2, effort = "high", do.swap = FALSE))
    refusal(fastpam(d, 2, effort = "most"))
    refusal(swap_optimal(c(1, 2), d, candidates = 2:4))
    refusal(fastpam(d, 2, fixed = c(1, 1)))
    refusal(fastclara(d, 2, sampsize = 6, weights = c(0, 0, 1, 1, 1, 1), candidates = 2:5))
    refusal(fastclarans(d, 2, fixed = "a"))
    refusal(fastpam_bound(c(1, 2), d, fixed = 3))
  })
})
