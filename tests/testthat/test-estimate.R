# What is said before a call that takes long.

x <- random_matrix(300, 6)

after <- function(seconds, call) {
  old <- options(fastpam.tell_after = seconds)
  on.exit(options(old))
  force(call)
}

test_that("a long call says how long it will take and what is quicker, once and only with progress", {
  said <- testthat::capture_messages(after(0, fit <- fastpam(x, 4, progress = TRUE)))
  expect_length(said, 1)
  plain <- gsub("\\s+", " ", said)
  expect_match(plain, "^This will take about 1 s: 300 objects, variant \"pam\", [0-9]+ threads?\\. ")
  expect_match(plain, "Quicker: variant = \"fasterpam\" with medoids = \"random\" takes about")
  expect_match(plain, "fastclara() works with samples", fixed = TRUE)
  expect_no_message(after(0, fastpam(x, 4, progress = FALSE)))
  expect_no_message(after(60, fastpam(x, 4, progress = TRUE)))
  expect_no_message(after(Inf, fastpam(x, 4, progress = TRUE)))
  # It changes nothing else.
  expect_identical(fit$id.med, fastpam(x, 4)$id.med)
  path <- testthat::capture_messages(after(0, fastpam_path(x, 2:5, progress = TRUE)))
  expect_match(gsub("\\s+", " ", path), "300 objects, 4 numbers of clusters")
})

test_that("data of every kind can be measured", {
  kinds <- list(
    list(x, metric = "manhattan"), list(x, metric = "euclidean", precision = "single"),
    list(transform(mtcars, cyl = factor(cyl), vs = factor(vs), am = factor(am)), metric = "gower"),
    list(dist(x)), list(x, metric = "euclidean", stand = TRUE)
  )
  if (requireNamespace("Matrix", quietly = TRUE)) {
    kinds <- c(kinds, list(list(methods::as(random_bits(90, 20, 0.3), "CsparseMatrix"), metric = "jaccard")))
  }
  for (kind in kinds) {
    expect_message(after(0, do.call(fastpam, c(kind, k = 3, progress = TRUE))), "This will take about")
  }
})

# Measured: bench/results/large.md and scaling.md, one thread.
test_that("the estimate is near to what was measured", {
  problem <- function(n, p, precision, class = "dense", memory = 8e9) list(
    n = n, source = new_source(class, data = matrix(0, 1, p)),
    run = list(precision = precision, n_threads = 1L, memory = memory, progress = TRUE)
  )
  search <- function(variant, init = "build") {
    list(list(k = 100, variant = variant, init = init, nstart = 1L, statistics = "none"))
  }
  near <- function(seconds, measured) expect_true(seconds > measured / 2 && seconds < measured * 2)
  pam <- search("pam")
  near(work_seconds(call_work(problem(20000, 10, "double", "given"), pam), 0), 3.73)
  few <- call_work(problem(200000, 10, "single"), pam)
  expect_true(few$again)
  near(work_seconds(few, 5e-10), 260)
  near(work_seconds(call_work(problem(70000, 100, "single"), pam), 4.5e-9), 167)
  near(work_seconds(call_work(problem(20000, 10, "double", "given"), search("fasterpam", "given")), 0), 2.37)
  # The textbook's algorithm takes k times as long for each swap.
  expect_gt(call_work(problem(20000, 10, "double"), search("original"))$rows, 100 * few$rows)
})
