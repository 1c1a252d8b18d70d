# fastpam_path() by samples: each fit is that of fastclara(), and nothing depends on the cuts or on `map`.

uncalled_fits <- function(path) {
  path$call <- NULL
  path$fits <- lapply(path$fits, function(fit) {
    fit$call <- NULL
    fit
  })
  path
}
ask_path <- function(seed, x, ...) {
  force(x) # it may be cut at random
  quietly(with_fixed_seed(seed, fastpam_path(x, ..., progress = FALSE)))
}

test_that("random tables, cuts and metrics: as in memory, and as fastclara()", {
  set.seed(51)
  for (round in 1:10) {
    kind <- kind_of_round(round)
    n <- sample(c(30L, 200L), 1L)
    made <- random_table(kind, n)
    cut <- described_pieces(made$x, random_cuts(n))
    pieces <- chunks_of(cut, round %% 2L == 0L)
    args <- list(
      k = list(1:4, c(2, 6), 3)[[sample(3L, 1L)]], metric = made$metric, samples = sample(c(1:6, 20L), 1L), sampsize = sample(10:n, 1L),
      variant = sample(c("fasterpam", "pam"), 1L), init = sample(c("build", "random"), 1L), keep = sample(2L, 1L) == 1L
    )
    label <- paste(round, kind, n)
    map <- if (round %% 3L) lapply else losing(function(call) call %% 2L == 1L)
    whole <- tryCatch(do.call(ask_path, c(list(round, made$x), args)), fastpam_error = function(e) NULL)
    if (is.null(whole)) {
      expect_error(do.call(ask_path, c(list(round, pieces), args)), class = "fastpam_error")
      next
    }
    path <- do.call(ask_path, c(list(round, pieces), args, map = map))
    expect_identical(uncalled_fits(path), uncalled_fits(whole), label = label)
    fit_args <- args[c("metric", "samples", "sampsize", "variant", "init")]
    for (k in as.character(args$k)) {
      fit <- quietly(with_fixed_seed(round, do.call(fastclara, c(
        list(made$x, as.integer(k), independent = TRUE, keep.data = FALSE, progress = FALSE), fit_args
      ))))
      row <- path$table[match(k, path$table$k), ]
      expect_identical(row$objective, fit$objective, label = label)
      expect_identical(row$smallest, min(fit$clusinfo[, "size"]), label = label)
      expect_identical(row$avg_sil_width, fit$silinfo$avg.width %||% NA_real_, label = label)
      found <- quietly(medoid_summary(fit, made$x))
      expect_identical(row$avg_medoid_sil, found$avg_medoid_sil, label = label)
      if (args$keep) {
        same <- setdiff(names(fit), c("call", "work"))
        expect_identical(path$fits[[k]][same], unclass(fit)[same], label = label)
      }
    }
    if (!args$keep) expect_null(path$fits)
  }
})

test_that("how often the table is read, whatever the number of k", {
  x <- matrix(stats::rnorm(800), 200)
  reads <- 0L
  pieces <- chunks(function(i) {
    reads <<- reads + 1L
    x[(i - 1) * 50 + 1:50, ]
  }, n = 4)
  pieces$rows <- rep(50, 4)
  passes <- function(...) {
    reads <<- 0L
    fastpam_path(pieces, sampsize = 60, progress = FALSE, ...)
    reads / 4
  }
  expect_identical(passes(k = 2:9), 4)
  expect_identical(passes(k = 2:9, keep = FALSE), 3)
  expect_identical(passes(k = 3), 3) # few samples: labels of all of them are kept
  expect_identical(passes(k = 1, keep = FALSE), 2)
})

test_that("the default k and sizes, printing, calls, a checkpoint", {
  x <- as.matrix(iris[1:4])
  path <- ask_path(1, chunks(x, size = 40), criterion = "medoid_silhouette")
  expect_identical(path$table$k, 2:20)
  expect_output(print(path), "150 objects in 2 to 20 clusters")
  expect_identical(ask_path(1, chunks(x[1:6, ], size = 4))$table$k, 2:5)
  kept <- tempfile("kept")
  call <- quote(fastpam_path(chunks(x, size = 40), k = 2:3, sampsize = 50, checkpoint = kept))
  first <- with_fixed_seed(1, eval(call))
  files <- list.files(kept)
  expect_identical(with_fixed_seed(1, eval(call)), first)
  expect_identical(list.files(kept), files)
  unlink(kept, recursive = TRUE)
  expect_identical(with_fixed_seed(1, eval(first$fits[["3"]]$call))$objective, first$table$objective[2L])
})

test_that("what a path by samples cannot do is refused", {
  pieces <- chunks(iris[-5], size = 40)
  expect_snapshot({
    refusal(fastpam_path(pieces, gap = 5))
    refusal(fastpam_path(pieces, criterion = "stability"))
    refusal(fastpam_path(pieces, splits = 5))
    refusal(fastpam_path(pieces, fixed = 1))
    refusal(fastpam_path(pieces, nstart = 3))
    refusal(fastpam_path(pieces, effort = "high"))
    refusal(fastpam_path(pieces, weights = 1:150))
    refusal(fastpam_path(pieces, keep.data = TRUE))
    refusal(fastpam_path(pieces, precision = "single"))
    refusal(fastpam_path(pieces, variant = "dynmsc"))
    refusal(fastpam_path(pieces, samples = 0))
    refusal(fastpam_path(pieces, 2:200))
    refusal(fastpam_path(stats::dist(1:9), 2:3, samples = 5))
    refusal(fastpam_path(iris[-5], sampsize = 50))
    refusal(fastpam_path(iris[-5], checkpoint = "folder"))
  })
})
