# fastclara(): the results of cluster::clara(), and what must hold of any result.

components <- c("sample", "medoids", "i.med", "clustering", "objective", "diss", "silinfo", "data")

# A pure function of `id`: data with and without ties, all shapes of samples.
clara_case <- function(id) {
  with_fixed_seed(id, {
    kind <- c("continuous", "groups", "integer grid", "tenths", "duplicates", "thirds")[id %% 6 + 1]
    n <- sample(c(5:40, 60, 100, 200, 400), 1)
    p <- sample.int(5, 1)
    k <- min(n - 1L, sample(c(1L, 2L, 3L, 5L, 8L), 1))
    cells <- function(v) matrix(v, n, p)
    x <- switch(kind,
      continuous = cells(rnorm(n * p)),
      groups = cells(rnorm(n * p)) + sample(c(0, 5, 10), n, TRUE),
      "integer grid" = cells(sample(0:4, n * p, TRUE)),
      tenths = cells(sample(0:9, n * p, TRUE) / 10),
      thirds = cells(sample(1:5, n * p, TRUE) / 3),
      duplicates = cells(rnorm(n * p))[sample.int(n, n, TRUE), , drop = FALSE]
    )
    if (runif(1) < .3) rownames(x) <- paste0("r", seq_len(n))
    least <- max(2L, k + 1L)
    size <- switch(sample.int(4, 1), n, min(n, 40L + 2L * k), least + sample.int(n - least + 1L, 1) - 1L,
      max(least, n %/% 2L))
    list(
      x = x, k = k, metric = sample(c("euclidean", "manhattan"), 1), samples = sample.int(7, 1),
      sampsize = max(least, size), stand = runif(1) < .2, pamLike = TRUE
    )
  })
}

differing <- function(ids, rngR, ...) {
  bad <- Filter(function(id) {
    case <- c(clara_case(id), rngR = rngR)
    ours <- with_fixed_seed(id, do.call(fastclara, c(case, list(...))))
    theirs <- with_fixed_seed(id, do.call(cluster::clara, case))
    !identical(unclass(ours)[components], unclass(theirs)[components])
  }, ids)
  unlist(bad)
}

test_that("with clara()'s generator the samples, medoids, labels and objective are clara()'s", {
  expect_length(differing(1:240, rngR = FALSE), 0)
})

test_that("from the same seed, R's numbers give the samples of clara(rngR = TRUE)", {
  expect_length(differing(1001:1120, rngR = TRUE, variant = "pam"), 0)
})

test_that("the other phases that promise PAM's path keep it here", {
  expect_length(differing(2001:2030, rngR = FALSE, variant = "fastpam1"), 0)
  expect_length(differing(2031:2050, rngR = FALSE, variant = "original"), 0)
})

test_that("R's generator is left where clara() leaves it", {
  x <- with_fixed_seed(3, matrix(rnorm(400), 200))
  state <- function(f, ...) with_fixed_seed(1, {
    f(x, 3, sampsize = 20, pamLike = TRUE, ...)
    .Random.seed
  })
  for (rngR in c(TRUE, FALSE)) {
    expect_identical(
      state(fastclara, rngR = rngR, variant = "pam"), state(cluster::clara, rngR = rngR)
    )
  }
})

test_that("clusinfo is clara()'s where nothing ties", {
  x <- with_fixed_seed(3, matrix(rnorm(900), 300, dimnames = list(NULL, c("a", "b", "c"))))
  for (k in c(1, 4)) {
    ours <- fastclara(x, k, sampsize = 50, rngR = FALSE)
    expect_identical(ours$clusinfo, cluster::clara(x, k, sampsize = 50, pamLike = TRUE)$clusinfo)
  }
})

test_that("the object has clara()'s components in its order, then ours", {
  x <- with_fixed_seed(3, matrix(rnorm(600), 200))
  theirs <- names(cluster::clara(x, 3))
  ours <- fastclara(x, 3, sampsize = "clara")
  expect_identical(names(ours)[seq_along(theirs)], theirs)
  expect_identical(
    names(ours)[-seq_along(theirs)],
    c(
      "k", "variant", "init", "metric", "iterations", "swaps", "converged", "trace", "starts", "work", "prediction"
    )
  )
  expect_s3_class(ours, c("fastclara", "fastpam_fit", "clara", "partition"), exact = TRUE)
  expect_false(any(startsWith(setdiff(names(ours), "clustering"), "clus") &
                     !names(ours)[names(ours) != "clustering"] %in% "clusinfo"))
  expect_identical(ours$cluster, ours$clustering)
  expect_identical(names(fastclara(x, 1))[9], "data")  # no silhouettes of one cluster
})

test_that("arguments stand in clara()'s order", {
  theirs <- names(formals(cluster::clara))
  expect_identical(names(formals(fastclara))[seq_along(theirs)], theirs)
})

# Mean dissimilarity to the nearest medoid, and whose it is, by plain R.
recount <- function(d, fit) {
  m <- as.matrix(d)[, fit$i.med, drop = FALSE]
  list(mean = mean(apply(m, 1, min)), least = apply(m, 1, min), own = m[cbind(seq_len(nrow(m)), fit$clustering)])
}

test_that("objects are with their nearest medoid, and the objective is theirs, for all metrics", {
  bits <- with_fixed_seed(5, matrix(rbinom(300 * 12, 1, .4), 300))
  for (metric in c("euclidean", "manhattan", "maximum", "canberra", "jaccard", "hamming", "cosine")) {
    x <- if (metric %in% c("jaccard", "hamming")) bits else bits + seq_len(300) / 97
    fit <- fastclara(x, 6, metric = metric, sampsize = 60)
    count <- recount(fastdist(x, metric), fit)
    expect_equal(fit$objective, count$mean, tolerance = 1e-12)
    expect_identical(unname(count$own), unname(count$least))
  }
})

test_that("jaccard assigns by Jaccard, where clara() does not", {
  x <- with_fixed_seed(7, matrix(rbinom(400 * 15, 1, .3), 400))
  d <- fastdist(x, "jaccard")
  ours <- fastclara(x, 5, "jaccard", sampsize = 60)
  expect_identical(sum(recount(d, ours)$own > recount(d, ours)$least), 0L)
  theirs <- suppressWarnings(cluster::clara(x + 0, 5, "jaccard", sampsize = 60))
  skip_if(anyNA(theirs$objective))
  expect_gt(sum(recount(d, theirs)$own > recount(d, theirs)$least), 0)
})

test_that("missing values: one formula everywhere, unusable samples are passed over", {
  x <- with_fixed_seed(9, matrix(rnorm(500 * 6), 500))
  x[with_fixed_seed(10, sample(length(x), 600))] <- NA
  x[rowSums(!is.na(x)) == 0, 1] <- 0
  d <- as.matrix(cluster::daisy(x))
  fit <- fastclara(x, 5, sampsize = 60, samples = 40)
  m <- d[, fit$i.med]
  expect_identical(unname(fit$clustering), unname(apply(m, 1, which.min)))
  expect_equal(fit$objective, mean(apply(m, 1, min, na.rm = TRUE)), tolerance = 1e-12)

  # Rows 1 and 2 have nothing in common.
  y <- matrix(as.numeric(1:60), 20)
  y[1, 1:2] <- NA
  y[2, 3] <- NA
  fit <- with_fixed_seed(1, fastclara(y, 2, sampsize = 5, samples = 30))
  expect_true(is.finite(fit$objective))
  y[3:20, ] <- y[3:20, ] + 0
  expect_error(fastclara(y, 2, sampsize = 20), class = "fastpam_error_nothing_in_common")
})

test_that("correct.d = FALSE is answered by a warning only where it would matter", {
  x <- with_fixed_seed(1, matrix(rnorm(60), 20))
  expect_silent(a <- with_fixed_seed(1, fastclara(x, 2, correct.d = FALSE)))
  x[1, 1] <- NA
  expect_warning(fastclara(x, 2, correct.d = FALSE), "correct")
  expect_silent(fastclara(x, 2))
})

test_that("the result does not depend on threads, and does on the seed", {
  x <- with_fixed_seed(2, matrix(rnorm(6000 * 2), 6000))
  for (independent in c(FALSE, TRUE)) {
    run <- function(threads, seed = 1, init = "lab") {
      fit <- with_fixed_seed(seed, fastclara(x, 12, n_threads = threads, independent = independent, init = init))
      fit[setdiff(names(fit), "call")]
    }
    expect_identical(run(1), run(2))
    expect_identical(run(1), run(5))
    expect_false(identical(run(1)$i.med, run(1, seed = 2)$i.med))
  }
})

test_that("dissimilarities and data give the same", {
  x <- with_fixed_seed(4, matrix(rnorm(500), 250, dimnames = list(paste0("o", 1:250), NULL)))
  same <- c("sample", "i.med", "clustering", "objective", "clusinfo", "silinfo", "starts", "trace")
  data <- fastclara(x, 4, sampsize = 40, rngR = FALSE)
  dist <- fastclara(dist(x), 4, sampsize = 40, rngR = FALSE)
  expect_identical(unclass(dist)[same], unclass(data)[same])
  expect_identical(dist$medoids, rownames(x)[dist$i.med])
  expect_null(dist$data)
})

test_that("weights are repeated rows", {
  x <- with_fixed_seed(6, matrix(rnorm(160), 80))
  w <- with_fixed_seed(7, sample(0:3, 80, TRUE))
  rows <- rep(seq_len(80), w)
  a <- fastclara(x, 5, sampsize = sum(w > 0), weights = w, variant = "pam")
  b <- fastclara(x[rows, ], 5, sampsize = length(rows), variant = "pam")
  expect_equal(a$objective, b$objective, tolerance = 1e-12)
  expect_equal(a$medoids[order(a$medoids[, 1]), ], b$medoids[order(b$medoids[, 1]), ])
  expect_identical(sort(a$clusinfo[, "size"]), sort(b$clusinfo[, "size"]))
  expect_equal(a$silinfo$avg.width, b$silinfo$avg.width, tolerance = 1e-10)
  # On true samples: nothing of weight 0 is drawn, and the objective is the weighted mean.
  s <- fastclara(x, 5, sampsize = 20, weights = w)
  expect_true(all(w[s$sample] > 0))
  least <- apply(as.matrix(dist(x))[, s$i.med], 1, min)
  expect_equal(s$objective, sum(w * least) / sum(w), tolerance = 1e-12)
})

test_that("samples, sampsize, variant, init and independent do something", {
  x <- with_fixed_seed(8, matrix(rnorm(4000 * 2), 4000))
  run <- function(..., sampsize = 120) with_fixed_seed(1, fastclara(x, 10, sampsize = sampsize, ...))
  expect_length(run(samples = 9)$starts, 9)
  expect_lt(run(samples = 20, sampsize = 30)$objective, run(samples = 1, sampsize = 30)$objective)
  expect_lt(run(sampsize = 1000)$objective, run(sampsize = 20)$objective)
  expect_length(run(sampsize = 55)$sample, 55)
  expect_false(identical(run(variant = "pam")$i.med, run(variant = "alternating")$i.med))
  expect_gt(run(init = "random")$swaps, run(init = "build")$swaps)
  # Sums of independent samples are exact, those of a chain have the bits of clara().
  expect_equal(run(independent = TRUE)$starts[1], run()$starts[1], tolerance = 1e-13)
  expect_false(identical(run(independent = TRUE)$starts, run()$starts))
  expect_identical(run(variant = "f_3")$variant, "fastpam1")
  expect_identical(fastclara(x, 3, rngR = FALSE)$variant, "pam")
})

test_that("cluster.only, medoids.x, keep.data and stand", {
  x <- with_fixed_seed(8, matrix(rnorm(300), 100, dimnames = list(paste0("a", 1:100), NULL)))
  expect_identical(
    fastclara(x, 3, cluster.only = TRUE, rngR = FALSE), fastclara(x, 3, rngR = FALSE)$clustering
  )
  bare <- fastclara(x, 3, medoids.x = FALSE)
  expect_null(bare$medoids)
  expect_null(bare$data)
  scaled <- fastclara(x, 3, stand = TRUE)
  expect_identical(scaled$data, cluster::clara(x, 3, stand = TRUE)$data)
  expect_identical(scaled$medoids, x[scaled$i.med, ])
})

test_that("cluster's methods work", {
  x <- with_fixed_seed(8, matrix(rnorm(300), 100))
  fit <- fastclara(x, 3, "manhattan", sampsize = 40)
  expect_s3_class(cluster::silhouette(fit), "silhouette")
  full <- cluster::silhouette(fit, full = TRUE)
  expect_equal(
    mean(full[, 3]), mean(cluster::silhouette(fit$clustering, dist(x, "manhattan"))[, 3])
  )
  expect_output(print(summary(fit)), "of the best sample")
  expect_output(print(fit), "Best of 5 samples")
  expect_output(print(fastclara(x, 1)), "1 cluster around")
  pdf(NULL)
  on.exit(dev.off())
  expect_no_error(plot(fit))
  expect_no_error(cluster::clusplot(fit))
})

test_that("what cannot be used is refused by name", {
  x <- matrix(as.numeric(1:40), 20)
  expect_snapshot({
    refusal(fastclara(x, 0))
    refusal(fastclara(x, 20))
    refusal(fastclara(x, 2.5))
    refusal(fastclara(x, 2, samples = 0))
    refusal(fastclara(x, 2, sampsize = 2))
    refusal(fastclara(x, 2, sampsize = 21))
    refusal(fastclara(x, 2, medoids.x = FALSE, keep.data = TRUE))
    refusal(fastclara(x, 2, metric = "foo"))
    refusal(fastclara(x, 2, variant = "foo"))
    refusal(fastclara(x, 2, init = "foo"))
    refusal(fastclara(x, 2, rngR = NA))
    refusal(fastclara(x, 2, correct.d = NA))
    refusal(fastclara(x, 2, trace = "a"))
    refusal(fastclara(x, 2, weights = rep(0, 20)))
    refusal(fastclara(x, 2, weights = rep(1:0, c(2, 18))))
    refusal(fastclara(x, 2, weights = rep(1:0, c(5, 15)), sampsize = 10))
    refusal(fastclara(x, 2, foo = 1))
    refusal(fastclara(replace(x, cbind(3, 1:2), NA), 2))
  })
})
