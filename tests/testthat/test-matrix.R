# A share of the generated matrix (helper-matrix.R): every kind of source, every metric, every verb and every
# later call, so that each two of them meet. tools/matrix.R runs all of it, or one cell by its name.

expect_no_failures <- function(found, most = 40L) {
  words <- if (NROW(found$failed)) mx_words_of(found$failed)
  if (length(words) > most) words <- c(words[seq_len(most)], sprintf("... and %d more", length(words) - most))
  expect(is.null(words), paste(c(sprintf("%d of %d cells failed:", NROW(found$failed), found$cells), words), collapse = "\n"))
  invisible(found)
}

test_that("the matrix knows every metric, and its share has every pair", {
  known <- vapply(mx_metrics(), function(entry) if (is.character(entry$metric)) entry$metric else "", "")
  expect_setequal(setdiff(known, ""), metrics()$metric)
  groups <- mx_groups()
  expect_identical(mx_pairs_left(groups, mx_share(groups)), character())
})

test_that("sources, metrics, verbs and later calls agree with definitions in R", {
  skip_on_cran()
  set.seed(7) # there must be a seed to be left alone
  before <- get0(".Random.seed", globalenv(), inherits = FALSE)
  groups <- mx_groups()
  found <- mx_run(groups, mx_share(groups), pointer = mx_compile_pointer())
  expect_no_failures(found)
  expect_gt(found$cells, 1500)
  expect_identical(get0(".Random.seed", globalenv(), inherits = FALSE), before)
})

test_that("the first call on a saved fit in a fresh session gives what it gave before", {
  skip_on_cran()
  share <- mx_fresh_share(mx_groups(), number = 4L)
  found <- mx_run_fresh(share$mades, share$asked, normalizePath("."))
  expect_no_failures(found)
  expect_gt(found$cells, 100)
})

test_that("the definitions are those of other packages", {
  x <- mx_with_seed("definitions", mx_punch(mx_numbers(30L, FALSE)))
  whole <- x[!rowSums(is.na(x)), ]
  by <- function(id, values = x) {
    d <- mx_within(values, mx_metrics()[[id]]$pair)
    d[lower.tri(d)]
  }
  for (id in c("euclidean", "manhattan", "maximum", "canberra")) {
    expect_equal(by(id), c(stats::dist(x, id)), tolerance = 1e-12, info = id)
  }
  for (p in c(1, 1.5, 2, 3)) {
    expect_equal(by(paste0("minkowski-", p)), c(stats::dist(x, "minkowski", p = p)), tolerance = 1e-12)
  }
  expect_equal(by("jaccard"), c(stats::dist(x, "binary")), tolerance = 1e-12)
  lower <- function(m) m[lower.tri(m)]
  expect_equal(by("correlation"), lower(1 - stats::cor(t(x), use = "pairwise")), tolerance = 1e-10)
  expect_equal(by("spearman", whole), lower(1 - stats::cor(t(whole), method = "spearman")), tolerance = 1e-10)
  expect_equal(by("hellinger", whole), c(stats::dist(sqrt(whole / rowSums(whole)))), tolerance = 1e-12)
  expect_equal(by("sqeuclidean"), c(stats::dist(x))^2, tolerance = 1e-12)
  for (kind in mx_kinds()[c("mixed data frame", "matrix", "logical matrix")]) {
    for (id in c("gower", "gower-type", "gower-weights", "gower-type-weights")) {
      case <- mx_case(kind, mx_metrics()[[id]], 1L)
      weights <- if (is.null(case$gower$weights)) 1 else case$gower$weights
      theirs <- suppressWarnings(cluster::daisy(
        as.data.frame(case$x), "gower", type = if (is.null(case$gower$type)) list() else case$gower$type, weights = weights
      ))
      expect_equal(lower(case$d), c(theirs), tolerance = 1e-12, info = paste(kind$id, id))
    }
  }
})
