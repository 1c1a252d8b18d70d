# fastclara() of a table in pieces: the fit that the whole table gives, to the last bit, whatever the cuts.

same_fit <- function(whole, streamed, label, but = c("call", "work", "prediction")) {
  for (part in setdiff(names(whole), but)) expect_identical(streamed[[part]], whole[[part]], label = paste(label, part))
  expect_identical(setdiff(names(streamed), but), setdiff(names(whole), but), label = label)
  expect_identical(attributes(streamed), attributes(whole), label = label)
  expect_identical(streamed$prediction, whole$prediction, label = paste(label, "prediction"))
}

in_memory <- function(seed, x, ...) {
  quietly(with_fixed_seed(seed, fastclara(x, ..., independent = TRUE, keep.data = FALSE, progress = FALSE)))
}
streamed <- function(seed, x, ...) {
  force(x) # it may be cut at random
  quietly(with_fixed_seed(seed, fastclara(x, ..., progress = FALSE)))
}

test_that("random tables, cuts, sources, metrics, variants and inits", {
  set.seed(21)
  for (round in 1:40) {
    kind <- kind_of_round(round)
    n <- sample(c(15L, 60L, 300L), 1L)
    made <- random_table(kind, n)
    cut <- described_pieces(made$x, random_cuts(n))
    pieces <- if (round %% 3L == 2L) chunks(made$x, size = sample(n, 1L)) else chunks_of(cut, round %% 3L == 1L)
    args <- list(
      k = sample(c(1L, 2L, 5L), 1L), metric = made$metric, samples = sample(1:6, 1L), sampsize = sample(6:n, 1L),
      variant = sample(c("fasterpam", "pam", "fastpam1", "alternating"), 1L), init = sample(c("build", "lab", "random"), 1L),
      rngR = sample(2L, 1L) == 1L
    )
    label <- paste(round, kind, n, "k", args$k)
    whole <- tryCatch(do.call(in_memory, c(list(round, made$x), args)), error = identity)
    if (inherits(whole, "error")) {
      expect_error(do.call(streamed, c(list(round, pieces), args)), class = "fastpam_error")
      next
    }
    fit <- do.call(streamed, c(list(round, pieces), args))
    same_fit(whole, fit, label)
    expect_identical(quietly(predict(fit, made$x)), whole$clustering, label = label)
  }
})

test_that("ties, duplicates, and medoids that are equal", {
  set.seed(22)
  for (round in 1:20) {
    n <- 200L
    x <- matrix(sample(0:2, 2L * n, replace = TRUE) + 0, n)
    whole <- in_memory(round, x, 12, sampsize = 40)
    same_fit(whole, streamed(round, chunks(pieces_of(x, random_cuts(n))), 12, sampsize = 40), paste("ties", round))
  }
})

test_that("cluster.only, keys, medoids.x, samples in several processes", {
  set.seed(23)
  x <- matrix(stats::rnorm(600), 300)
  whole <- in_memory(1, x, 4)
  pieces <- chunks(data.frame(id = 300:1 + 1e5, x), key = "id", size = 70)
  expect_identical(streamed(1, pieces, 4, cluster.only = TRUE), stats::setNames(whole$clustering, 300:1 + 1e5))
  expect_null(streamed(1, pieces, 4, medoids.x = FALSE)$medoids)
  expect_identical(streamed(1, pieces, 4)$sample, as.character((300:1 + 1e5)[whole$sample]))
  lost <- 0L
  fit <- streamed(1, chunks(x, size = 40), 4, map = function(X, FUN) {
    lost <<- lost + 1L
    lapply(X, FUN)[if (lost %% 2L) -length(X) else TRUE]
  })
  same_fit(whole, fit, "lost")
  expect_gt(lost, 3L)
  skip_on_cran()
  skip_on_os("windows")
  same_fit(whole, streamed(1, chunks(x, size = 40), 4, map = function(X, FUN) parallel::mclapply(X, FUN, mc.cores = 2)), "forks")
})

test_that("how often the table is read", {
  x <- matrix(stats::rnorm(400), 200)
  reads <- 0L
  count <- function(i) {
    reads <<- reads + 1L
    x[(i - 1) * 50 + 1:50, ]
  }
  pieces <- chunks(count, n = 4)
  reads <- 0L
  fastclara(pieces, 3, sampsize = 92, progress = FALSE)
  expect_identical(reads, 12L) # the rows are counted, fetched, assigned
  pieces$rows <- rep(50, 4)
  reads <- 0L
  fastclara(pieces, 3, sampsize = 92, progress = FALSE)
  expect_identical(reads, 8L)
  reads <- 0L
  fastclara(pieces, 3, samples = 17, sampsize = 92, progress = FALSE)
  expect_identical(reads, 12L) # labels of so many samples are not kept
  x[] <- sample(0:2, 400, replace = TRUE) # some are as far from each of two medoids
  pieces$rows <- rep(50, 4)
  reads <- 0L
  same_fit(in_memory(1, x, 4, sampsize = 96), streamed(1, pieces, 4, sampsize = 96), "tied")
  expect_gt(reads, 8L)
})

test_that("blocks of a piece, more clusters than a byte has numbers", {
  set.seed(25)
  x <- matrix(round(stats::rnorm(40000), 2), 10000, dimnames = list(paste0("r", 1:10000), NULL))
  x <- x[, rep(1:4, 64)] # of 512 rows
  whole <- in_memory(1, x, 3, sampsize = 50)
  same_fit(whole, streamed(1, chunks(pieces_of(x, c(3000, 1, 0, 6999))), 3, sampsize = 50), "blocks")
  expect_identical(predict(whole, x), whole$clustering)
  bad <- x
  bad[1500, 7] <- Inf
  expect_error(predict(whole, chunks(bad, size = 1400)), "row 100 .*in piece 2")
  few <- x[1:2000, 1:4]
  many <- in_memory(1, few, 300, samples = 2)
  same_fit(many, streamed(1, chunks(few, size = 700), 300, samples = 2), "many")
})

test_that("what a table in pieces cannot do is refused", {
  pieces <- chunks(iris[-5], size = 40)
  expect_snapshot({
    refusal(fastclara(pieces, 3, independent = FALSE, stand = TRUE))
    refusal(fastclara(pieces, 3, weights = 1:149))
    refusal(fastclara(pieces, 3, weights = c(rep(0, 147), 1, 1, 1)))
    refusal(fastclara(pieces, 3, weights = "Species"))
    refusal(fastclara(chunks(list(data.frame(a = 1:9, w = letters[1:9]))), 3, weights = "w"))
    refusal(fastclara(pieces, 3, metric = "gower", stand = TRUE))
    refusal(fastclara(chunks(data.frame(a = 1:9, d = Sys.Date())), 3, stand = TRUE))
    refusal(fastclara(pieces, 3, fixed = 1))
    refusal(fastclara(pieces, 3, candidates = 1:9))
    refusal(fastclara(pieces, 3, refine = TRUE))
    refusal(fastclara(pieces, 3, keep.data = TRUE))
    refusal(fastclara(pieces, 3, diss = TRUE))
    refusal(fastclara(pieces, 3, metric = function(a, b) 0))
    refusal(fastclara(pieces, 3, metric = "gower", type = list(ordratio = 1)))
    refusal(fastclara(pieces, 150))
    refusal(fastclara(pieces, 3, sampsize = 3))
    refusal(fastclara(pieces, 3, map = 3))
    refusal(fastclara(chunks(iris), 3))
  })
  bad <- as.matrix(iris[-5])
  bad[77, 2] <- Inf
  expect_error(with_fixed_seed(1, fastclara(chunks(bad, size = 40), 3, sampsize = 20)), "`x` must have finite values, not Inf in row")
})

test_that("a sum that was cut is the same, and rounded once", {
  set.seed(24)
  for (round in 1:50) {
    x <- stats::rnorm(100) * 10^sample(-300:300, 100, replace = TRUE)
    whole <- exact_total(list(from_core(exact_sum_cpp(x))))
    cut <- split(sample(x), sample(5L, 100L, replace = TRUE))
    expect_identical(exact_total(lapply(cut, function(part) from_core(exact_sum_cpp(part)))), whole)
  }
  expect_identical(exact_total(lapply(list(1e300, 1, -1e300, 2^-1074), exact_sum_cpp)), 1)
  expect_identical(exact_total(list()), 0)
})

test_that("weights, as numbers and as a column, and standardised columns", {
  set.seed(26)
  for (round in 1:16) {
    kind <- kind_of_round(round)
    n <- sample(c(20L, 200L), 1L)
    made <- random_table(kind, n)
    weights <- list(NULL, sample(0:3, n, replace = TRUE), round(stats::rexp(n), 2), stats::runif(n))[[sample(4L, 1L)]]
    stand <- kind %in% c("numbers", "missing") && sample(2L, 1L) == 1L
    cuts <- random_cuts(n)
    x <- made$x
    args <- list(
      k = sample(4L, 1L), metric = made$metric, samples = sample(5L, 1L), sampsize = sample(8:n, 1L), stand = stand,
      init = sample(c("build", "random"), 1L), rngR = sample(2L, 1L) == 1L
    )
    label <- paste(round, kind, n, "k", args$k, "weights", length(weights), stand)
    whole <- tryCatch(do.call(in_memory, c(list(round, x, weights = weights), args)), fastpam_error = identity)
    ask <- function(...) do.call(streamed, c(list(round, ...), args))
    pieces <- function(x) {
      chunks_of(described_pieces(x, cuts), round %% 2L == 0L)
    }
    if (inherits(whole, "error")) {
      expect_error(ask(pieces(x), weights = weights), class = "fastpam_error")
      next
    }
    same_fit(whole, ask(pieces(x), weights = weights), label)
    if (is.null(weights) || kind == "sparse") next
    if (is.null(colnames(x))) {
      colnames(x) <- letters[seq_len(ncol(x))]
      whole <- do.call(in_memory, c(list(round, x, weights = weights), args))
    }
    with_column <- if (is.data.frame(x)) cbind(w = weights, x) else cbind(x, w = weights)
    fit <- ask(pieces(with_column), weights = "w")
    same_fit(whole, fit, paste(label, "column"))
    expect_identical(quietly(predict(fit, pieces(with_column))), quietly(predict(fit, x)), label = label)
  }
})

test_that("exact means and deviations are those of the numbers, whatever the cuts", {
  set.seed(27)
  for (value in c(0.1, 1e300, -7.3, 1 / 3, 0)) {
    expect_identical(exact_scales(matrix(value, 77L)), list(center = value, scale = 0))
  }
  x <- matrix(stats::rnorm(600, 5) * 10^sample(-3:3, 600, replace = TRUE), 200, dimnames = list(NULL, c("a", "b", "c")))
  x[sample(600, 20)] <- NA
  scales <- exact_scales(x)
  expect_equal(scales$center, colMeans(x, na.rm = TRUE))
  expect_equal(scales$scale, colMeans(abs(sweep(x, 2L, scales$center)), na.rm = TRUE))
  expect_equal(standardise(x, "exact"), standardise(x))
  pieces <- chunks(pieces_of(x, c(0, 70, 130)[c(2, 1, 3)]))
  expect_identical(scales_of_pieces(pieces, "euclidean", pieces_runner(lapply, NULL)), scales)
})

test_that("the chain of samples of clara()", {
  set.seed(28)
  for (round in 1:16) {
    kind <- kind_of_round(round)
    n <- sample(c(20L, 200L), 1L)
    made <- random_table(kind, n)
    weights <- if (round %% 2L) round(stats::rexp(n), 2)
    cut <- described_pieces(made$x, random_cuts(n))
    pieces <- chunks_of(cut, round %% 3L == 0L)
    args <- list(
      k = sample(4L, 1L), metric = made$metric, samples = sample(5L, 1L), sampsize = sample(8:n, 1L),
      variant = sample(c("fasterpam", "pam"), 1L), init = sample(c("build", "random"), 1L), rngR = sample(2L, 1L) == 1L,
      weights = weights, independent = FALSE, progress = FALSE
    )
    label <- paste(round, kind, n, "k", args$k)
    ask <- function(x, ...) quietly(with_fixed_seed(round, do.call(fastclara, c(list(x, ...), args))))
    whole <- tryCatch(ask(made$x, keep.data = FALSE), fastpam_error = identity)
    if (inherits(whole, "error")) {
      expect_error(ask(pieces), class = "fastpam_error")
      next
    }
    same_fit(whole, ask(pieces), label)
  }
  x <- as.matrix(iris[1:4])
  theirs <- cluster::clara(x, 3, samples = 20, pamLike = TRUE)
  ours <- fastclara(chunks(x, size = 37), 3, samples = 20, rngR = FALSE, independent = FALSE, progress = FALSE)
  expect_identical(ours[c("i.med", "clustering", "objective")], unclass(theirs)[c("i.med", "clustering", "objective")])
})
