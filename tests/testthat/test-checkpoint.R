# A call that goes on from what an earlier one kept gives the same result; anything else is not used.

new_folder <- function() tempfile("checkpoint-")
kept_files <- function(folder) list.files(folder, "^piece-", full.names = TRUE)

# A table in files, whose reads are noted.
text_table <- function(x, cuts) {
  folder <- tempfile("table-")
  dir.create(folder)
  for (i in seq_along(cuts)) saveRDS(cuts[[i]], file.path(folder, sprintf("%03d.rds", i)))
  folder
}
table_of <- function(folder) {
  files <- list.files(folder, full.names = TRUE)
  chunks(local({
    paths <- files
    function(i) {
      cat(i, "\n", file = getOption("fastpam.test.note"), append = TRUE)
      readRDS(paths[i])
    }
  }), n = length(files))
}
reads <- function(expr) {
  note <- tempfile("reads-")
  old <- options(fastpam.test.note = note)
  on.exit({
    options(old)
    unlink(note)
  })
  force(expr)
  if (file.exists(note)) length(readLines(note)) else 0L
}
quiet_clara <- function(seed, ...) quietly(with_fixed_seed(seed, fastclara(..., progress = FALSE)))
same <- function(a, b, label) {
  a$call <- b$call <- NULL
  expect_identical(a, b, label = label)
}

# lapply() that is killed before call number `at`: an error of another class, so that pieces are tried three times.
dying <- function(at) {
  count <- 0L
  function(X, FUN) lapply(X, function(i) {
    count <<- count + 1L
    if (count >= at) stop("killed")
    FUN(i)
  })
}

test_that("a call that died anywhere goes on, and gives the same", {
  set.seed(31)
  x <- matrix(round(stats::rnorm(800), 1), 400)
  folder <- text_table(x, pieces_of(x, c(100, 37, 163, 100)))
  options(fastpam.test.note = tempfile())
  pieces <- table_of(folder)
  whole <- quiet_clara(1, pieces, 4, sampsize = 60)
  after <- with_fixed_seed(1, { quietly(fastclara(pieces, 4, sampsize = 60, progress = FALSE)); stats::runif(1) })
  for (at in 1:14) {
    kept <- new_folder()
    died <- tryCatch(quiet_clara(1, pieces, 4, sampsize = 60, map = dying(at), checkpoint = kept), error = identity)
    if (inherits(died, "error")) {
      expect_s3_class(died, "fastpam_error_pieces")
      expect_length(kept_files(kept), at - 1L)
    }
    before <- length(kept_files(kept))
    fit <- NULL
    count <- reads(fit <- quiet_clara(1, pieces, 4, sampsize = 60, checkpoint = kept))
    same(fit, whole, at)
    expect_identical(count, length(kept_files(kept)) - before, label = at)
    expect_identical(reads(quiet_clara(1, pieces, 4, sampsize = 60, checkpoint = kept)), 0L)
    expect_identical(with_fixed_seed(1, {
      quietly(fastclara(pieces, 4, sampsize = 60, progress = FALSE, checkpoint = kept))
      stats::runif(1)
    }), after)
    expect_length(list.files(kept, "^[.]piece", all.files = TRUE), 0L)
    labels <- NULL
    expect_identical(reads(labels <- predict(whole, pieces, checkpoint = kept)), 4L)
    expect_identical(reads(labels <- predict(whole, pieces, checkpoint = kept)), 0L)
    expect_identical(unname(labels), unname(whole$clustering))
    unlink(kept, recursive = TRUE)
  }
})

test_that("other arguments and other tables are not mixed with it", {
  set.seed(32)
  x <- matrix(stats::rnorm(600), 300)
  pieces <- chunks(x, size = 90)
  kept <- new_folder()
  calls <- list(
    list(k = 3), list(k = 4), list(k = 3, metric = "manhattan"), list(k = 3, samples = 2), list(k = 3, init = "lab"),
    list(k = 3, variant = "pam"), list(k = 3, sampsize = 50), list(k = 3, seed = 2), list(k = 3, x = chunks(x, size = 70)),
    list(k = 3, x = chunks(x + 1, size = 90)), list(k = 3, x = chunks(data.frame(x), size = 90)), list(k = 3, metric = "gower")
  )
  for (args in sample(rep(calls, 2L))) {
    args <- utils::modifyList(list(seed = 1, x = pieces, sampsize = 40), args)
    same(do.call(quiet_clara, c(args, checkpoint = kept)), do.call(quiet_clara, args), deparse(args[names(args) != "x"]))
  }
  expect_gt(length(kept_files(kept)), 12L * 4L)
})

test_that("a piece whose file changed is read again", {
  skip_if_not_installed("data.table")
  set.seed(33)
  x <- data.frame(a = round(stats::rnorm(200), 2), b = round(stats::rnorm(200), 2))
  folder <- tempfile("csv-")
  dir.create(folder)
  path <- file.path(folder, sprintf("%d.csv", 1:4))
  put <- function(i, part) utils::write.csv(part, path[i], row.names = FALSE)
  for (i in 1:4) put(i, x[(i - 1) * 50 + 1:50, ])
  kept <- new_folder()
  fit <- fastpam(x, 3)
  expect_identical(unname(predict(fit, chunks(path), checkpoint = kept)), unname(fit$clustering))
  files <- kept_files(kept)
  x[101:150, ] <- x[101:150, ] + 1.25
  put(3, x[101:150, ])
  expect_identical(predict(fit, chunks(path), checkpoint = kept), predict(fit, chunks(path)))
  expect_length(setdiff(kept_files(kept), files), 1L)
})

test_that("damaged files are made again", {
  set.seed(34)
  x <- matrix(stats::rnorm(400), 200)
  pieces <- chunks(x, size = 60)
  whole <- quiet_clara(1, pieces, 3, sampsize = 40)
  kept <- new_folder()
  quiet_clara(1, pieces, 3, sampsize = 40, checkpoint = kept)
  for (round in 1:20) {
    files <- kept_files(kept)
    file <- sample(files, 1L)
    bytes <- readBin(file, "raw", file.size(file))
    switch(round %% 4L + 1L,
      writeBin(utils::head(bytes, -1L), file),
      writeBin(raw(), file),
      { at <- sample(length(bytes), 1L); bytes[at] <- xor(bytes[at], as.raw(16L)); writeBin(bytes, file) },
      saveRDS(list("something else"), file)
    )
    same(quiet_clara(1, pieces, 3, sampsize = 40, checkpoint = kept), whole, round)
    expect_setequal(kept_files(kept), files)
  }
})

test_that("a process that is killed leaves nothing half done", {
  skip_on_cran()
  skip_on_os("windows")
  set.seed(35)
  x <- matrix(stats::rnorm(400), 200)
  pieces <- chunks(x, size = 40)
  whole <- quiet_clara(1, pieces, 3, sampsize = 40)
  for (at in c(1L, 3L, 5L, 6L, 9L)) {
    kept <- new_folder()
    count <- 0L
    # (A fork that kills itself before piece number `at`.)
    job <- parallel::mcparallel(quiet_clara(1, pieces, 3, sampsize = 40, checkpoint = kept, map = function(X, FUN) {
      lapply(X, function(i) {
        count <<- count + 1L
        if (count == at) tools::pskill(Sys.getpid(), tools::SIGKILL)
        FUN(i)
      })
    }))
    suppressWarnings(parallel::mccollect(job))
    expect_length(kept_files(kept), at - 1L)
    same(quiet_clara(1, pieces, 3, sampsize = 40, checkpoint = kept), whole, at)
  }
})

test_that("pieces that were written are not written again", {
  x <- as.matrix(iris[-5])
  fit <- fastpam(x, 3)
  kept <- new_folder()
  out <- tempfile("written-")
  dir.create(out)
  write <- function(i, result) saveRDS(result, file.path(out, i))
  expect_error(predict(fit, chunks(x, size = 50), write = write, checkpoint = kept, map = dying(3L)), class = "fastpam_error_pieces")
  expect_setequal(list.files(out), c("1", "2"))
  unlink(file.path(out, "1"))
  said <- predict(fit, chunks(x, size = 50), write = write, checkpoint = kept)
  expect_identical(said, data.frame(piece = 1:3, rows = 50L))
  expect_setequal(list.files(out), c("2", "3"))
})

test_that("what is no folder is refused", {
  file <- tempfile()
  writeLines("x", file)
  fit <- fastpam(iris[-5], 3)
  pieces <- chunks(iris[-5])
  expect_snapshot({
    refusal(fastclara(pieces, 3, checkpoint = 1))
    refusal(fastclara(pieces, 3, checkpoint = ""))
    refusal(predict(fit, pieces, checkpoint = c("a", "b")))
    refusal(fastclara(iris[-5], 3, checkpoint = "a"))
    refusal(predict(fit, iris[-5], checkpoint = "a"))
  })
  expect_error(predict(fit, pieces, checkpoint = file), "`checkpoint` must be a folder", class = "fastpam_error")
})

test_that("a hash is about what a function says and uses, not where it was made", {
  make <- function(base) {
    step <- function(i) i + base
    function(i) step(i) * 2
  }
  expect_identical(hash_of(make(1)), hash_of(make(1)))
  expect_false(hash_of(make(1)) == hash_of(make(2)))
  compiled <- compiler::cmpfun(make(1))
  expect_identical(hash_of(compiled), hash_of(make(1)))
  expect_false(hash_of(function(i) i) == hash_of(function(i) i + 1L))
  expect_false(hash_of(function(i) i + 1) == hash_of(function(i) i + 1L))
  itself <- function(i) if (i) itself(i - 1)
  expect_identical(hash_of(itself), hash_of(itself))
  expect_identical(hash_of(1:5), hash_of(c(1L, 2L, 3L, 4L, 5L)))
})
