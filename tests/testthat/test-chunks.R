# Tables in pieces: whatever they are cut from, and however, a result is that of the whole table, to the last bit.

random_fit <- function(made, n) {
  verb <- sample(c("pam", "clara"), 1L)
  fit <- suppressWarnings(suppressMessages(if (verb == "pam") {
    fastpam(made$x, 3, metric = made$metric, stand = made$stand, progress = FALSE)
  } else {
    fastclara(made$x, 3, metric = made$metric, stand = made$stand, sampsize = n %/% 2L, progress = FALSE)
  }))
  if (sample(2L, 1L) == 1L) cluster_names(fit) <- c("one", "two", "three")
  fit
}

new_folder <- function() {
  folder <- tempfile("pieces")
  dir.create(folder)
  folder
}

expect_as_whole <- function(fit, whole, pieces, label, types = c("class", "dissimilarity", "margin", "membership", "novel"),
                            ...) {
  for (type in types) {
    expect_identical(
      quietly(predict(fit, pieces, type = type, progress = FALSE, ...)), quietly(predict(fit, whole, type = type, progress = FALSE)),
      label = paste(label, type)
    )
  }
}

test_that("random tables, cuts and sources give the values of the whole table", {
  set.seed(13)
  for (round in 1:30) {
    kind <- kind_of_round(round)
    n <- sample(c(12L, 40L, 90L), 1L)
    made <- random_table(kind, n)
    fit <- random_fit(made, n)
    cut <- pieces_of(made$x, random_cuts(n))
    label <- paste(round, kind, n)
    expect_as_whole(fit, made$x, chunks(cut), paste(label, "list"))
    expect_as_whole(fit, made$x, chunks(made$x, size = sample(n, 1L)), paste(label, "rows"))
    expect_as_whole(fit, made$x, chunks(function(i) cut[[i]], n = length(cut)), paste(label, "function"))
  }
})

test_that("columns come in any order, more of them than needed, factors as text", {
  set.seed(14)
  made <- random_table("mixed", 60L)
  fit <- random_fit(made, 60L)
  cut <- pieces_of(made$x, c(20L, 20L, 20L))
  cut[[2L]] <- cut[[2L]][c(7, 3, 1, 2, 6, 5, 4)]
  cut[[3L]]$c <- as.character(cut[[3L]]$c)
  cut[[2L]]$b <- factor(cut[[2L]]$b)
  cut <- lapply(cut, function(part) cbind(other = "x", part))
  expect_as_whole(fit, made$x, chunks(cut), "changed")
  # A column of missing values has no type.
  cut[[2L]]$b <- NA
  made$x$b[21:40] <- NA
  expect_as_whole(fit, made$x, chunks(cut), "missing")
  cut[[2L]]$b <- 1
  expect_error(predict(fit, chunks(cut)), "`x` must have the same columns in each piece, not column 2 \\(\"b\"\\) of type numeric in piece 2")
})

test_that("keys name the result, and are no data", {
  x <- cbind(id = 99999 + 1:6, a = c(1, 2, 9, 10, 1.5, 9.5))
  fit <- fastpam(x[, "a", drop = FALSE], 2)
  expect_identical(predict(fit, chunks(x, key = "id", size = 4)), stats::setNames(c(1L, 1L, 2L, 2L, 1L, 2L), as.character(100000L + 0:5)))
  frame <- data.frame(id = letters[1:6], a = x[, "a"])
  expect_identical(rownames(predict(fit, chunks(frame, key = "id", size = 5), type = "dissimilarity")), letters[1:6])
  frame$id[5] <- NA
  expect_error(predict(fit, chunks(frame, key = "id", size = 3)), "`key` must have a value in each row, not a missing one in piece 2")
})

test_that("results are handed to a function, with keys", {
  x <- data.frame(id = 1:10, a = c(1:5, 21:25))
  fit <- fastpam(x["a"], 2)
  seen <- list()
  rows <- predict(fit, chunks(x, key = "id", size = 4), write = function(i, result) seen[[i]] <<- result)
  expect_identical(rows, data.frame(piece = 1:3, rows = c(4L, 4L, 2L)))
  expect_identical(do.call(rbind, seen), data.frame(id = 1:10, class = predict(fit, x["a"])))
  predict(fit, chunks(x, key = "id", size = 4), type = "membership", write = function(i, result) seen[[i]] <<- result)
  expect_identical(names(seen[[1L]]), c("id", "1", "2"))
  expect_error(predict(fit, x["a"], write = function(i, result) NULL), "`write` must be NULL unless")
  expect_error(predict(fit, chunks(x), write = 3), "`write` must be a function of i and result")
})

test_that("files of text", {
  skip_if_not_installed("data.table")
  set.seed(15)
  made <- random_table("mixed", 50L)
  made$x$g <- as.numeric(made$x$g)
  fit <- random_fit(made, 50L)
  folder <- new_folder()
  cut <- pieces_of(cbind(id = 1:50, made$x), c(20L, 25L, 5L))
  for (i in 1:3) utils::write.csv(cut[[i]], file.path(folder, sprintf("part-%d.csv", i)), row.names = FALSE)
  pieces <- chunks(folder, key = "id")
  expect_identical(length(pieces), 3L)
  expect_identical(quietly(predict(fit, pieces)), stats::setNames(quietly(predict(fit, made$x)), 1:50))
  pieces <- chunks(file.path(folder, sprintf("part-%d.csv", 3:1)), columns = names(made$x))
  expect_identical(quietly(predict(fit, pieces)), quietly(predict(fit, do.call(rbind, cut[3:1])[-1L])))
  unlink(file.path(folder, "part-2.csv"))
  expect_error(quietly(predict(fit, pieces)), "1 of 3 pieces could not be done, each tried 3 times \\(the first is piece 2\\)")
})

test_that("files of Parquet", {
  skip_if_not_installed("nanoparquet")
  set.seed(16)
  for (kind in c("missing", "counts", "mixed")) {
    made <- random_table(kind, 50L)
    fit <- random_fit(made, 50L)
    folder <- new_folder()
    cut <- pieces_of(cbind(id = 1:50, made$x), c(20L, 25L, 5L))
    for (i in 1:3) nanoparquet::write_parquet(cut[[i]], file.path(folder, sprintf("part-%d.parquet", i)))
    pieces <- chunks(folder, key = "id")
    expect_identical(pieces$rows, c(20, 25, 5))
    expect_identical(quietly(predict(fit, pieces)), stats::setNames(quietly(predict(fit, made$x)), 1:50))
  }
})

test_that("a database, by ranges of keys", {
  skip_if_not_installed("DBI")
  skip_if_not_installed("RSQLite")
  file <- tempfile(fileext = ".sqlite")
  on.exit(unlink(file))
  connect <- eval(bquote(function() DBI::dbConnect(RSQLite::SQLite(), .(file))))
  set.seed(17)
  x <- data.frame(a = stats::rnorm(60), b = sample(c("red", NA, "blue"), 60, replace = TRUE), c = sample(0:1, 60, replace = TRUE))
  fit <- fastpam(x, 3, metric = "gower", type = list(symm = "c"))
  for (keys in list(sample(1e6, 60), stats::rnorm(60), paste0("key ", sample(60), "'s"))) {
    con <- connect()
    DBI::dbWriteTable(con, "rows", cbind(x, "the key" = keys), overwrite = TRUE)
    DBI::dbDisconnect(con)
    pieces <- chunks(connect, table = "rows", key = "the key", size = 7)
    expect_identical(pieces$rows, c(rep(7, 8), 4))
    found <- predict(fit, pieces)
    order <- order(keys, method = "radix")
    expect_identical(unname(found), predict(fit, x)[order])
    # All digits of whole numbers.
    expect_identical(names(found), if (is.integer(keys)) sprintf("%d", keys[order]) else as.character(keys[order]))
    part <- chunks(connect, query = "SELECT * FROM rows WHERE a > 0", key = "the key", size = 7)
    expect_identical(unname(predict(fit, part)), predict(fit, x)[order][x$a[order] > 0])
  }
  expect_error(chunks(connect, table = "rows", key = "b"), "`key` must have a value in each row, not [0-9]+ missing")
  expect_error(chunks(connect, table = "rows", key = "c"), "`key` must differ in each row, not 2 values in 60 rows")
  expect_error(chunks(connect, table = "rows"), "`key` must be the name of a column with a different value in each row")
})

test_that("matrices on disk and experiments, whose columns are the objects", {
  skip_if_not_installed("HDF5Array")
  skip_if_not_installed("SingleCellExperiment")
  set.seed(18)
  x <- matrix(stats::rnorm(300), 60, dimnames = list(paste0("c", 1:60), letters[1:5]))
  fit <- fastpam(x, 3)
  file <- tempfile(fileext = ".h5")
  on.exit(unlink(file))
  disk <- HDF5Array::writeHDF5Array(x, file, "x", with.dimnames = TRUE)
  expect_as_whole(fit, x, chunks(disk, size = 13), "HDF5")
  expect_as_whole(fit, x, unserialize(serialize(chunks(disk, size = 13), NULL)), "sent")
  assay <- SingleCellExperiment::SingleCellExperiment(list(counts = t(x)), reducedDims = list(PCA = x[, 1:2]))
  expect_as_whole(fit, x, chunks(assay, size = 13), "assay")
  SummarizedExperiment::assay(assay, "counts") <- t(disk)
  expect_as_whole(fit, x, chunks(assay, size = 13, assay = "counts"), "HDF5 assay")
  two <- fastpam(x[, 1:2], 3)
  expect_as_whole(two, x[, 1:2], chunks(assay, size = 13, reducedDim = "PCA"), "reducedDim")
  expect_error(chunks(assay, reducedDim = "UMAP"), "`reducedDim` must be one of those of `x`")
})

test_that("sparse blocks of a DelayedMatrix stay sparse", {
  skip_if_not_installed("DelayedArray")
  skip_if_not_installed("Matrix")
  set.seed(19)
  x <- Matrix::rsparsematrix(300, 40, 0.1, rand.x = function(n) rep(1, n))
  x[, 1] <- 1
  dimnames(x) <- list(paste0("r", 1:300), paste0("c", 1:40))
  delayed <- DelayedArray::DelayedArray(x)
  plain <- x
  dimnames(plain) <- list(NULL, NULL)
  turned <- t(DelayedArray::DelayedArray(Matrix::t(x)))
  for (disk in list(delayed, delayed[sample(300), c(40, 1, 3:39)], turned, DelayedArray::DelayedArray(plain))) {
    piece <- get_piece(chunks(disk, size = 70), 3L)$data
    expect_s4_class(piece, "dgCMatrix")
    expect_identical(as.matrix(piece), as.matrix(disk[141:210, ]))
    fit <- fastpam(as.matrix(disk) != 0, 3, metric = "jaccard")
    expect_identical(predict(fit, chunks(disk, size = 70)), predict(fit, as.matrix(disk)))
  }
})

test_that("files of text by vroom, where data.table is not installed", {
  skip_if_not_installed("vroom")
  folder <- tempfile("vroom")
  dir.create(folder)
  on.exit(unlink(folder, recursive = TRUE))
  made <- data.frame(id = 1:60, a = round(stats::rnorm(60), 3), b = rep(c("x", "y", NA), 20), c = rep(c(TRUE, FALSE), 30))
  cut <- split(made, rep(1:3, 20))
  for (i in 1:3) utils::write.csv(cut[[i]], file.path(folder, sprintf("part-%d.csv", i)), row.names = FALSE)
  by_vroom <- function(...) {
    spec <- list(paths = sort(list.files(folder, full.names = TRUE)), by = "vroom", how = list(...))
    new_chunks("text", "files of text", rep(NA_real_, 3), spec, key = "id")
  }
  pieces <- by_vroom()
  expect_identical(unname(pieces$columns), c("numeric", "character", "logical"))
  fit <- quietly(fastpam(made[-1], 3, metric = "gower"))
  ordered <- do.call(rbind, cut)
  expect_identical(unname(predict(fit, pieces)), unname(predict(fit, ordered[-1])))
  expect_identical(names(predict(fit, pieces)), as.character(ordered$id))
  expect_identical(by_vroom(skip = 0, n_max = 4)$columns, pieces$columns)
  expect_identical(nrow(read_piece(by_vroom(n_max = 4), 2L)), 4L)
  if (requireNamespace("data.table", quietly = TRUE)) {
    expect_identical(chunks(folder)$spec$by, "data.table")
    expect_identical(predict(fit, chunks(folder, key = "id")), predict(fit, pieces))
  }
})

# ---- pieces by a map -------------------------------------------------------------------------------

test_that("what is lost, out of order, or an error value is run again", {
  x <- matrix(c(1:20, 101:120) + 0, 40)
  fit <- fastpam(x, 2)
  pieces <- chunks(x, size = 5)
  expected <- predict(fit, x)
  calls <- 0L
  maps <- list(
    reversed = function(X, FUN) rev(lapply(X, FUN)),
    named = function(X, FUN) stats::setNames(lapply(X, FUN), letters[seq_along(X)]),
    twice = function(X, FUN) c(lapply(X, FUN), lapply(X, FUN)),
    lost = function(X, FUN) {
      calls <<- calls + 1L
      lapply(X, FUN)[if (calls == 1L) -c(2, 7) else TRUE]
    },
    values = function(X, FUN) {
      calls <<- calls + 1L
      came <- lapply(X, FUN)
      if (calls == 1L) came[c(1, 3)] <- list(structure(5L, class = c("miraiError", "errorValue", "try-error")), NULL)
      came
    },
    raised = function(X, FUN) {
      calls <<- calls + 1L
      if (calls < 3L) stop("a worker died")
      lapply(X, FUN)
    }
  )
  for (name in names(maps)) {
    calls <- 0L
    expect_identical(predict(fit, pieces, map = maps[[name]]), expected, label = name)
  }
  # Only what is missing is run again.
  seen <- list()
  predict(fit, pieces, map = function(X, FUN) {
    seen <<- c(seen, list(X))
    lapply(X, FUN)[if (length(seen) == 1L) -c(2, 7) else TRUE]
  })
  expect_identical(seen, list(1:8, c(2L, 7L)))
})

test_that("an end is made of it, with the last error", {
  fit <- fastpam(matrix(c(1:5, 11:15) + 0), 2)
  tries <- 0L
  pieces <- chunks(function(i) {
    tries <<- tries + (i == 2L)
    if (i == 2L) stop("no such disk") else matrix(1)
  }, n = 3)
  expect_error(predict(fit, pieces), "1 of 3 pieces could not be done, each tried 3 times \\(the first is piece 2\\). The last error was: no such disk")
  expect_identical(tries, 3L)
  whole <- chunks(matrix(1:6 + 0), size = 2)
  expect_error(predict(fit, whole, map = function(X, FUN) stop("queue is closed")), "3 of 3 pieces .*queue is closed")
  expect_error(predict(fit, whole, map = function(X, FUN) 7), "`map` gave 7 and not a list")
  expect_error(predict(fit, whole, map = function(X, FUN) lapply(X, function(i) NULL)), "nothing came back")
  expect_error(predict(fit, whole, map = function(X) X), "`map` must be a function of X and FUN")
  # What is wrong with the data is not tried again.
  tries <- 0L
  expect_error(predict(fit, chunks(function(i) {
    tries <<- tries + 1L
    matrix(if (i == 2L) Inf else 1)
  }, n = 2)), "`newdata` must have finite values, not Inf in row 1, column 1 \\(in piece 2\\)", class = "fastpam_error")
  expect_identical(tries, 3L) # the first piece once more, for its types
})

test_that("other processes", {
  skip_on_cran()
  x <- cbind(c(1:20, 101:120), 0)
  fit <- fastpam(x, 2)
  pieces <- chunks(x, size = 7)
  expected <- predict(fit, x)
  if (.Platform$OS.type == "unix") {
    expect_identical(predict(fit, pieces, map = function(X, FUN) parallel::mclapply(X, FUN, mc.cores = 2)), expected)
    # One of the processes is killed, the first time.
    flag <- tempfile()
    deadly <- chunks(function(i) {
      if (i == 2L && !file.exists(flag) && Sys.getpid() != here) {
        file.create(flag)
        tools::pskill(Sys.getpid(), tools::SIGKILL)
      }
      x[(i - 1) * 20 + 1:20, ]
    }, n = 2)
    here <- 0L
    found <- suppressWarnings(predict(fit, deadly, map = function(X, FUN) parallel::mclapply(X, FUN, mc.cores = 2, mc.preschedule = FALSE)))
    expect_identical(found, expected)
    expect_true(file.exists(flag))
  }
  cluster <- parallel::makePSOCKcluster(2L)
  on.exit(parallel::stopCluster(cluster))
  parallel::clusterCall(cluster, function(paths) .libPaths(paths), .libPaths())
  expect_identical(predict(fit, pieces, map = function(X, FUN) parallel::parLapply(cluster, X, FUN)), expected)
  if (requireNamespace("BiocParallel", quietly = TRUE) && .Platform$OS.type == "unix") {
    by <- BiocParallel::MulticoreParam(2L)
    expect_identical(predict(fit, pieces, map = function(X, FUN) BiocParallel::bplapply(X, FUN, BPPARAM = by)), expected)
  }
})

test_that("future and mirai", {
  skip_on_cran()
  x <- cbind(c(1:20, 101:120), 0)
  fit <- fastpam(x, 2)
  pieces <- chunks(x, size = 7)
  tried <- 0L
  if (requireNamespace("future.apply", quietly = TRUE)) {
    old <- future::plan(future::multisession, workers = 2L)
    on.exit(future::plan(old))
    expect_identical(predict(fit, pieces, map = future.apply::future_lapply), predict(fit, x))
    tried <- tried + 1L
  }
  if (requireNamespace("mirai", quietly = TRUE)) {
    mirai::daemons(2L)
    on.exit(mirai::daemons(0L), add = TRUE)
    expect_identical(predict(fit, pieces, map = function(X, FUN) mirai::mirai_map(X, FUN)[]), predict(fit, x))
    tried <- tried + 1L
  }
  if (!tried) skip("neither future.apply nor mirai is installed")
})

# ---- the description -------------------------------------------------------------------------------

test_that("a description says what it is", {
  expect_snapshot(print(chunks(iris, key = "Species", size = 40)))
  expect_snapshot(print(chunks(function(i) iris[i, ], n = 3)))
  x <- chunks(leaves, size = 100)
  expect_identical(length(x), length(x$rows))
  expect_identical(sum(x$rows), nrow(leaves) + 0)
  expect_identical(names(x$columns), names(leaves))
})

test_that("a wrong description is refused", {
  expect_snapshot({
    refusal(chunks(1:3))
    refusal(chunks(list()))
    refusal(chunks(list(1:3)))
    refusal(chunks(iris, columns = "Sepal"))
    refusal(chunks(iris, columns = c("Species", "Species")))
    refusal(chunks(iris, key = "id"))
    refusal(chunks(iris, key = "Species", columns = "Species"))
    refusal(chunks(iris["Species"], key = "Species"))
    refusal(chunks(iris, size = 0))
    refusal(chunks(iris[0, ]))
    refusal(chunks(function() 1, n = 2))
    refusal(chunks(function(i) i, n = 2))
    refusal(chunks(function(i) iris))
    refusal(chunks("nowhere.csv"))
    refusal(chunks(c("a.csv", NA)))
    refusal(fastpam(chunks(iris[-5]), 3))
    refusal(predict(fastpam(iris[-5], 3), chunks(list(iris[1:3, -5], iris[1:3, 1:3]))))
    refusal(predict(fastpam(iris[1:3, -5], 2), chunks(iris[1:3])))
  })
  pieces <- chunks(list(iris[1:3, -5]))
  pieces$rows <- 4
  expect_error(predict(fastpam(iris[1:3, -5], 2), pieces), "`x` must have 4 rows in piece 1, as when it was described, not 3")
})
