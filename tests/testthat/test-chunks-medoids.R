# Given medoids over a table in pieces: what they are over the whole table, to the last bit, whatever the cuts.

no_call <- function(s) {
  attr(s, "call") <- NULL
  s
}
asked_of <- function(expr) tryCatch(quietly(expr), error = function(e) class(e)[1L])

test_that("random tables, cuts, sources and metrics: silhouettes of fits and of rows", {
  set.seed(41)
  for (round in 1:15) {
    kind <- kind_of_round(round)
    n <- sample(c(15L, 60L, 300L), 1L)
    made <- random_table(kind, n)
    cut <- described_pieces(made$x, random_cuts(n))
    pieces <- if (round %% 3L == 2L) chunks(made$x, size = sample(n, 1L)) else chunks_of(cut, round %% 3L == 1L)
    label <- paste(round, kind, n)
    map <- if (round %% 2L) lapply else losing()
    fit <- asked_of(fastpam(
      made$x, 4, metric = made$metric, stand = made$stand, progress = FALSE, keep.diss = FALSE, precision = sample(c("double", "single"), 1L)
    ))
    if (is.list(fit)) {
      expect_identical(
        asked_of(no_call(medoid_silhouette(fit, pieces, map = map))), asked_of(no_call(medoid_silhouette(fit, made$x))), label = label
      )
    }
    ids <- sample(n, sample(2:5, 1L))
    expect_identical(
      asked_of(no_call(medoid_silhouette(ids, pieces, metric = made$metric, map = map))),
      asked_of(no_call(medoid_silhouette(ids, made$x, metric = made$metric))), label = paste(label, "rows")
    )
  }
})

test_that("random tables: sums by cluster", {
  set.seed(42)
  for (round in 1:15) {
    kind <- kind_of_round(round)
    n <- sample(c(15L, 60L, 300L), 1L)
    made <- random_table(kind, n)
    pieces <- if (round %% 2L) chunks(pieces_of(made$x, random_cuts(n))) else chunks(made$x, size = sample(n, 1L))
    label <- paste(round, kind, n)
    map <- if (round %% 2L) lapply else losing()
    some <- seq_len(n %/% 2L + 2L)
    fit <- asked_of(fastpam(made$x[some, ], sample(c(1L, 3L), 1L), metric = made$metric, stand = made$stand, progress = FALSE))
    if (is.list(fit)) {
      whole <- asked_of(medoid_summary(fit, made$x))
      expect_identical(asked_of(medoid_summary(fit, pieces, map = map)), whole, label = label)
      labels <- asked_of(predict(fit, made$x))
      if (is.list(whole)) {
        d <- quietly(predict(fit, made$x, type = "dissimilarity"))[cbind(seq_len(n), labels)]
        expect_identical(unname(whole$clusinfo[, "size"]), as.double(tabulate(labels, fit$k)), label = label)
        expect_identical(whole$objective, exact_total(list(exact_sum_cpp(d))) / n, label = label)
        expect_equal(whole$clusinfo[, "max_diss"], vapply(split(d, factor(labels, seq_len(fit$k))), function(v) max(0, v), 0), ignore_attr = TRUE)
      }
    }
    ids <- sample(n, sample(1:5, 1L))
    expect_identical(
      asked_of(medoid_summary(ids, pieces, metric = made$metric, map = map)),
      asked_of(medoid_summary(ids, made$x, metric = made$metric)), label = paste(label, "rows")
    )
  }
})

test_that("sums by cluster are those of the fit, from data, dissimilarities and a fit alone", {
  x <- as.matrix(iris[1:4])
  fit <- fastpam(x, 3, keep.diss = TRUE)
  found <- medoid_summary(fit)
  expect_equal(found$objective, fit$objective[["swap"]])
  expect_equal(found$avg_medoid_sil, fit$avg_medoid_sil)
  expect_equal(found$clusinfo, fit$clusinfo[, 1:3])
  expect_identical(medoid_summary(fit$id.med, stats::dist(x)), found)
  expect_identical(medoid_summary(fit$id.med, x), found)
  expect_identical(medoid_summary(fit, x), found)
  expect_equal(medoid_summary(rev(fit$id.med), x)$clusinfo, fit$clusinfo[3:1, 1:3])
  set.seed(2)
  sampled <- fastclara(chunks(x, size = 40), 3, sampsize = 50, progress = FALSE)
  found <- medoid_summary(sampled, chunks(x, size = 70))
  expect_identical(found$objective, sampled$objective)
  expect_identical(found$clusinfo, sampled$clusinfo[, 1:3])
})

test_that("ties and equal medoids", {
  set.seed(43)
  for (round in 1:20) {
    x <- matrix(sample(0:1, 200, replace = TRUE), 100)
    ids <- sample(100, 6)
    pieces <- chunks(pieces_of(x, random_cuts(100L)))
    expect_identical(no_call(medoid_silhouette(ids, pieces)), no_call(medoid_silhouette(ids, x)))
    expect_identical(medoid_summary(ids, pieces), medoid_summary(ids, x))
    expect_true(all(medoid_summary(ids, pieces)$clusinfo[, "size"] >= 1))
  }
})

test_that("keys and row names name silhouettes; checkpoints, processes", {
  x <- data.frame(id = 150:1 + 1e5, iris[-5])
  fit <- fastpam(iris[-5], 3)
  pieces <- chunks(x, key = "id", size = 40)
  expect_identical(rownames(medoid_silhouette(fit, pieces)), as.character(150:1 + 1e5))
  kept <- tempfile("kept")
  expect_identical(medoid_summary(fit, pieces, checkpoint = kept), medoid_summary(fit, iris[-5]))
  files <- list.files(kept)
  expect_length(files, 4L)
  medoid_summary(fit, pieces, checkpoint = kept)
  expect_identical(list.files(kept), files)
  medoid_silhouette(fit, pieces, checkpoint = kept)
  expect_length(list.files(kept), 8L)
  unlink(kept, recursive = TRUE)
})

test_that("what cannot be asked of pieces is refused", {
  pieces <- chunks(iris[-5], size = 40)
  fit <- fastpam(iris[-5], 3)
  expect_snapshot({
    refusal(medoid_silhouette(fit, chunks(iris[1:99, -5], size = 40)))
    refusal(medoid_silhouette(7, pieces))
    refusal(medoid_silhouette(c(1, 151), pieces))
    refusal(medoid_silhouette(fit, pieces, diss = TRUE))
    refusal(medoid_silhouette(fit, pieces, precision = "single"))
    refusal(medoid_silhouette(fit, pieces, map = 3))
    refusal(medoid_silhouette(fit, checkpoint = "folder"))
    refusal(medoid_summary(cluster::pam(iris[-5], 3), pieces))
    refusal(medoid_summary(c(1, 5), pieces, stand = TRUE))
    refusal(medoid_summary(fastpam(stats::dist(iris[-5]), 3), pieces))
    refusal(medoid_summary(fastpam(iris[1:40, -5], 3, metric = function(a, b) max(abs(a - b))), pieces))
    refusal(medoid_summary(c(1, 1), pieces))
    refusal(medoid_summary("a", pieces))
    refusal(medoid_summary(fit, chunks(iris[1:3], size = 40)))
  })
})
