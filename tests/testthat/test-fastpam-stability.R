# Resamples as fpc draws them: clusterboot() and prediction.strength() call sample() and nothing else that draws,
# as PAM from BUILD does not.
boot_draws <- function(n, B, seed) {
  set.seed(seed)
  replicate(B, sample(n, n, replace = TRUE), simplify = FALSE)
}

subset_draws <- function(n, B, seed) {
  set.seed(seed)
  replicate(B, sample(n, floor(n / 2), replace = FALSE), simplify = FALSE)
}

three_groups <- function(n = 60, seed = 1) {
  set.seed(seed)
  x <- matrix(rnorm(2 * n), n) + 2.5 * sample(3, n, replace = TRUE)
  round(x, 8)
}

# The definitions, slowly: each resample is clustered by cluster::pam().
slow_jaccard <- function(d, k, draws, duplicates) {
  m <- as.matrix(d)
  reference <- cluster::pam(d, k)$clustering
  vapply(draws, function(drawn) {
    if (!duplicates) drawn <- unique(drawn)
    found <- cluster::pam(as.dist(m[drawn, drawn]), k)$clustering
    vapply(seq_len(k), function(j) {
      max(vapply(seq_len(k), function(l) {
        a <- reference[drawn] == j
        b <- found == l
        if (any(a | b)) sum(a & b) / sum(a | b) else 0
      }, 0))
    }, 0)
  }, numeric(k))
}

slow_strength <- function(d, k, order) {
  m <- as.matrix(d)
  n <- nrow(m)
  half <- list(order[seq_len(n %/% 2)], order[(n %/% 2 + 1):n])
  fits <- lapply(half, function(h) cluster::pam(as.dist(unname(m)[h, h]), k))
  shares <- vapply(1:2, function(i) {
    other <- 3 - i
    given <- apply(m[half[[i]], half[[other]][fits[[other]]$id.med], drop = FALSE], 1, which.min)
    own <- fits[[i]]$clustering
    min(vapply(seq_len(k), function(c) {
      members <- which(own == c)
      if (length(members) < 2) return(1)
      pairs <- utils::combn(members, 2)
      mean(given[pairs[1, ]] == given[pairs[2, ]])
    }, 0))
  }, 0)
  mean(shares)
}

test_that("recovery and prediction strength are their definitions", {
  for (seed in 1:3) {
    d <- dist(three_groups(41, seed), "manhattan")
    for (k in c(1, 2, 4)) {
      draws <- boot_draws(41, 5, seed)
      orders <- replicate(4, sample(41), simplify = FALSE)
      for (duplicates in c(FALSE, TRUE)) {
        got <- fastpam_stability(d, k, resamples = draws, duplicates = duplicates, splits = orders)
        expected <- matrix(slow_jaccard(d, k, draws, duplicates), k)
        expect_equal(unname(got$jaccard), expected, tolerance = 1e-15)
        expect_equal(got$clusters$jaccard, rowMeans(expected), tolerance = 1e-15)
        expect_equal(got$clusters$dissolved, rowSums(expected <= 0.5))
        expect_equal(got$clusters$recovered, rowSums(expected > 0.75))
      }
      strengths <- vapply(orders, slow_strength, 0, d = d, k = k)
      expect_equal(got$strengths, strengths, tolerance = 1e-14)
      expect_equal(got$prediction_strength, mean(strengths), tolerance = 1e-14)
    }
  }
})

test_that("the fit is that of fastpam()", {
  x <- three_groups()
  got <- fastpam_stability(x, 3, B = 2, splits = 0)
  fit <- fastpam(x, 3)
  expect_identical(got$fit$id.med, fit$id.med)
  expect_identical(got$fit$clustering, fit$clustering)
  expect_identical(got$fit$silinfo, fit$silinfo)
  expect_equal(got$clusters$medoid, fit$id.med)
})

test_that("clusterboot() gives the same on the same resamples", {
  skip_if_not_installed("fpc")
  for (seed in 1:3) {
    x <- three_groups(50, seed)
    d <- dist(x)
    for (k in c(2, 3, 5)) {
      for (duplicates in c(FALSE, TRUE)) {
        theirs <- fpc::clusterboot(
          d, B = 12, distances = TRUE, bootmethod = "boot", multipleboot = duplicates, clustermethod = fpc::claraCBI,
          usepam = TRUE, k = k, seed = seed, count = FALSE
        )
        ours <- fastpam_stability(
          d, k, resamples = boot_draws(50, 12, seed), duplicates = duplicates, splits = 0
        )
        expect_identical(unname(ours$jaccard), theirs$bootresult)
        expect_identical(ours$clusters$jaccard, theirs$bootmean)
        expect_equal(ours$clusters$dissolved, theirs$bootbrd)
        expect_equal(ours$clusters$recovered, theirs$bootrecover)
      }
      theirs <- fpc::clusterboot(
        d, B = 12, distances = TRUE, bootmethod = "subset", clustermethod = fpc::claraCBI, usepam = TRUE,
        subtuning = 25, k = k, seed = seed, count = FALSE
      )
      ours <- fastpam_stability(d, k, resamples = subset_draws(50, 12, seed), splits = 0)
      expect_identical(unname(ours$jaccard), theirs$subsetresult)
      expect_identical(ours$clusters$jaccard, theirs$subsetmean)
    }
  }
})

test_that("so on data full of ties, where the order of the objects decides", {
  skip_if_not_installed("fpc")
  set.seed(4)
  d <- dist(matrix(sample(0:3, 120, replace = TRUE), 40), "manhattan")
  theirs <- fpc::clusterboot(
    d, B = 15, distances = TRUE, clustermethod = fpc::claraCBI, usepam = TRUE, k = 4, seed = 9, count = FALSE
  )
  ours <- fastpam_stability(d, 4, resamples = boot_draws(40, 15, 9), splits = 0)
  expect_identical(unname(ours$jaccard), theirs$bootresult)
})

test_that("prediction.strength() gives the same on the same splits", {
  skip_if_not_installed("fpc")
  for (seed in 1:2) {
    for (n in c(40, 41)) {
      d <- dist(three_groups(n, seed))
      set.seed(seed)
      theirs <- fpc::prediction.strength(
        d, Gmin = 2, Gmax = 4, M = 6, clustermethod = fpc::claraCBI, usepam = TRUE, distances = TRUE
      )
      set.seed(seed)
      orders <- lapply(1:4, function(k) if (k > 1) replicate(6, sample(n, n), simplify = FALSE))
      for (k in 2:4) {
        ours <- fastpam_stability(d, k, B = 0, splits = orders[[k]])
        expect_identical(ours$strengths, theirs$predcorr[[k]])
        expect_identical(ours$prediction_strength, theirs$mean.pred[k])
      }
    }
  }
})

test_that("the seed fixes the result, and threads and the way of the data do not change it", {
  x <- three_groups(80)
  run <- function(...) {
    set.seed(3)
    found <- fastpam_stability(..., k = 3, B = 20, splits = 8, consensus = TRUE)
    found[c("jaccard", "strengths", "consensus", "clusters")]
  }
  first <- run(x, n_threads = 1)
  expect_identical(run(x, n_threads = 2), first)
  expect_identical(run(x, n_threads = 5), first)
  expect_identical(run(dist(x)), first)
  expect_identical(run(as.matrix(dist(x)), diss = TRUE)$jaccard, first$jaccard)
  expect_identical(run(x, memory = 0), first)
  set.seed(4)
  expect_false(identical(fastpam_stability(x, k = 3, B = 20, splits = 8)$jaccard, first$jaccard))
})

test_that("every kind of data", {
  set.seed(1)
  bits <- matrix(rbinom(50 * 30, 1, 0.3), 50)
  mixed <- data.frame(a = rnorm(50), b = factor(sample(letters[1:3], 50, TRUE)), c = c(NA, runif(49)))
  checks <- list(
    list(bits == 1, "jaccard"), list(mixed, "gower"), list(leaves[1:50, -1], "manhattan"),
    list(leaves[1:50, -1], function(a, b) max(abs(a - b)))
  )
  if (requireNamespace("Matrix", quietly = TRUE)) {
    checks <- c(checks, list(list(Matrix::Matrix(bits, sparse = TRUE), "jaccard")))
  }
  for (check in checks) {
    d <- fastdist(check[[1]], check[[2]])
    draws <- boot_draws(50, 6, 2)
    orders <- replicate(3, sample(50), simplify = FALSE)
    a <- fastpam_stability(check[[1]], 3, metric = check[[2]], resamples = draws, splits = orders)
    b <- fastpam_stability(d, 3, resamples = draws, splits = orders)
    expect_equal(a$jaccard, b$jaccard)
    expect_equal(a$strengths, b$strengths)
  }
})

test_that("every variant and init is clustered as fastpam() clusters the part", {
  x <- three_groups(50)
  d <- as.matrix(dist(x))
  draws <- lapply(boot_draws(50, 3, 5), unique)
  for (variant in setdiff(variants()$variant, "dynmsc")) {
    for (init in c("build", "parkjun")) {
      reference <- fastpam(x, 3, variant = variant, init = init)$clustering
      got <- fastpam_stability(x, 3, variant = variant, init = init, resamples = draws, splits = 0)$jaccard
      for (b in seq_along(draws)) {
        part <- fastpam(d[draws[[b]], draws[[b]]], 3, diss = TRUE, variant = variant, init = init)$clustering
        best <- vapply(1:3, function(j) max(vapply(1:3, function(l) {
          a <- reference[draws[[b]]] == j
          sum(a & part == l) / sum(a | part == l)
        }, 0)), 0)
        expect_equal(unname(got[, b]), best, info = paste(variant, init))
      }
    }
  }
  for (init in c("random", "lab", "kmeanspp")) {
    set.seed(1)
    a <- fastpam_stability(x, 3, variant = "fasterpam", init = init, nstart = 2, B = 10, splits = 3)
    set.seed(1)
    b <- fastpam_stability(x, 3, variant = "fasterpam", init = init, nstart = 2, B = 10, splits = 3, n_threads = 3)
    expect_identical(a$jaccard, b$jaccard)
    expect_identical(a$strengths, b$strengths)
    expect_identical(a$fit$init, init)
  }
})

test_that("weights go along with the objects", {
  x <- three_groups(40)
  w <- sample(0:3, 40, replace = TRUE)
  draws <- lapply(boot_draws(40, 4, 1), function(drawn) drawn[w[drawn] > 0])
  got <- fastpam_stability(x, 3, weights = w, resamples = draws, splits = 5, duplicates = TRUE)
  reference <- fastpam(x, 3, weights = w)$clustering
  for (b in seq_along(draws)) {
    copies <- rep(draws[[b]], w[draws[[b]]])
    part <- fastpam(dist(x[copies, ]), 3)$clustering
    best <- vapply(1:3, function(j) max(vapply(1:3, function(l) {
      a <- reference[copies] == j
      sum(a & part == l) / sum(a | part == l)
    }, 0)), 0)
    expect_equal(unname(got$jaccard[, b]), best)
  }
  expect_equal(
    fastpam_stability(x, 3, weights = rep(2, 40), resamples = draws, splits = 0)$jaccard,
    fastpam_stability(x, 3, resamples = draws, splits = 0)$jaccard
  )
})

test_that("consensus is the share of resamples with both objects that put them together", {
  x <- three_groups(20)
  rownames(x) <- letters[1:20]
  draws <- subset_draws(20, 7, 1)
  got <- fastpam_stability(x, 3, resamples = draws, consensus = TRUE, splits = 0)$consensus
  expect_identical(dimnames(got), list(letters[1:20], letters[1:20]))
  both <- same <- matrix(0, 20, 20)
  d <- as.matrix(dist(unname(x)))
  for (drawn in draws) {
    label <- rep(NA, 20)
    label[drawn] <- cluster::pam(as.dist(d[drawn, drawn]), 3)$clustering
    in_both <- outer(!is.na(label), !is.na(label), "&")
    both <- both + in_both
    same <- same + (in_both & outer(label, label, "==") %in% TRUE)
  }
  expected <- same / both
  expected[both == 0] <- NA
  diag(expected) <- 1
  expect_equal(unname(got), expected)
})

test_that("few objects, k = 1 and options that must be seen", {
  x <- three_groups(12)
  one <- fastpam_stability(x, 1, B = 5, splits = 3)
  expect_true(all(one$jaccard == 1))
  expect_identical(one$prediction_strength, 1)
  many <- fastpam_stability(x, 11, B = 20, splits = 2)
  expect_true(all(is.finite(many$jaccard)))
  expect_identical(many$prediction_strength, NA_real_)
  expect_identical(ncol(fastpam_stability(x, 3, B = 0, splits = 2)$jaccard), 0L)
  set.seed(1)
  subset <- fastpam_stability(x, 3, B = 4, method = "subset", size = 12, splits = 0)
  expect_true(all(subset$jaccard == 1))
  limits <- fastpam_stability(x, 3, resamples = boot_draws(12, 9, 1), dissolved = 1, recovered = 0, splits = 0)
  expect_equal(limits$clusters$dissolved, rep(9, 3))
})

test_that("misuse is told", {
  x <- three_groups(20)
  expect_error(fastpam_stability(x), class = "fastpam_error")
  expect_error(fastpam_stability(x, 3, B = -1), class = "fastpam_error")
  expect_error(fastpam_stability(x, 3, method = "jitter"), class = "fastpam_error")
  expect_error(fastpam_stability(x, 3, method = "subset", size = 3), class = "fastpam_error")
  expect_error(fastpam_stability(x, 3, resamples = list(1:21)), class = "fastpam_error")
  expect_error(fastpam_stability(x, 3, resamples = list()), class = "fastpam_error")
  expect_error(fastpam_stability(x, 3, splits = list(1:19)), class = "fastpam_error")
  expect_error(fastpam_stability(x, 3, splits = list(c(1:19, 19))), class = "fastpam_error")
  expect_error(fastpam_stability(x, 3, variant = "dynmsc"), class = "fastpam_error")
  expect_error(fastpam_stability(x, 3, B = 0, consensus = TRUE), class = "fastpam_error")
  expect_error(fastpam_stability(x, 3, weights = c(1, rep(0, 19))), class = "fastpam_error")
  expect_error(fastpam_stability(x, 3, resampels = 3), "resamples")
  w <- rep(c(0, 1), 10)
  expect_error(fastpam_stability(x, 3, weights = w, resamples = list(1L)), class = "fastpam_error")
})

test_that("it prints, summarises and draws", {
  set.seed(1)
  found <- fastpam_stability(three_groups(60), 3, B = 20, splits = 10, consensus = TRUE)
  expect_snapshot(print(found))
  expect_snapshot(print(summary(found)))
  expect_identical(as.data.frame(found), found$clusters)
  skip_if_not_installed("generics")
  expect_identical(generics::tidy(found)$jaccard, found$clusters$jaccard)
  expect_identical(nrow(generics::glance(found)), 1L)
  skip_if_not_installed("ggplot2")
  for (type in c("jaccard", "consensus")) {
    picture <- ggplot2::autoplot(found, type)
    expect_s3_class(picture, "ggplot")
    expect_no_error(ggplot2::ggplotGrob(picture))
  }
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  expect_identical(plot(found), found)
  none <- fastpam_stability(three_groups(30), 3, B = 0, splits = 4)
  expect_output(print(none), "Prediction strength")
  expect_error(plot(none), class = "fastpam_error")
  expect_error(ggplot2::autoplot(none, "consensus"), class = "fastpam_error")
})

test_that("a path has both as columns and criteria", {
  x <- three_groups(60)
  set.seed(2)
  path <- fastpam_path(x, 1:5, B = 10, splits = 6)
  expect_true(all(c("stability", "prediction_strength") %in% names(path$table)))
  plain <- fastpam_path(x, 1:5)
  expect_identical(path$table[names(plain$table)], plain$table)
  expect_identical(path$suggested, plain$suggested)
  expect_identical(lapply(path$fits, `[[`, "id.med"), lapply(plain$fits, `[[`, "id.med"))
  # One set of resamples for all k: those of fastpam_stability() with that seed.
  for (k in 2:5) {
    set.seed(2)
    alone <- fastpam_stability(x, k, B = 10, splits = 6)
    expect_equal(path$table$stability[k], mean(alone$clusters$jaccard))
    expect_equal(path$table$prediction_strength[k], alone$prediction_strength)
  }
  by_strength <- fastpam_path(x, 1:5, criterion = "prediction_strength")
  values <- by_strength$table$prediction_strength
  expect_identical(by_strength$suggested$k, max(which(values >= 0.8)))
  by_stability <- fastpam_path(x, 2:5, criterion = "stability")
  expect_identical(by_stability$suggested$k, (2:5)[which.max(by_stability$table$stability)])
  random <- fastpam_path(x, 2:3, variant = "faster", nstart = 2, B = 4)
  expect_true(all(is.finite(random$table$stability)))
})

test_that("the smallest good k", {
  table <- data.frame(
    k = 1:5, avg_sil_width = c(NA, 0.3, 0.46, 0.48, 0.5), stability = c(1, 0.6, 0.8, 0.9, 0.7),
    prediction_strength = c(1, 0.85, 0.5, 0.9, 0.2)
  )
  pick <- function(criterion, rule) suggest_k(table, criterion, rule)$k
  expect_identical(pick("silhouette", "best"), 5L)
  expect_identical(pick("silhouette", "smallest"), 3L)
  expect_identical(pick("stability", "smallest"), 3L)
  expect_identical(pick("stability", "best"), 1L)
  expect_identical(pick("prediction_strength", "smallest"), 2L)
  expect_identical(pick("prediction_strength", "best"), 4L)
  none <- suggest_k(transform(table, prediction_strength = 0.1), "prediction_strength")
  expect_identical(none$k, NA_integer_)
  expect_identical(suggest_k(transform(table, stability = 0.1), "stability", "smallest")$k, NA_integer_)
  expect_error(fastpam_path(iris[1:4], 2:3, rule = "least"), class = "fastpam_error")
})
