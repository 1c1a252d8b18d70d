# Equality with cluster::pam(variant = "original"), component for component, over generated cases
# (helper-cases.R) and real data (helper-real-data.R).

expect_same_as_cluster <- function(result) {
  about <- describe_case(result$case)
  if (result$status == "differs" && is.list(result$theirs) && is.list(result$ours)) {
    for (name in result$where) {
      expect_identical(result$ours[[name]], result$theirs[[name]], info = about, label = name)
    }
  }
  expect_identical(result$where, character(), info = about)
}

test_that("generated cases give what cluster gives, tied ones too", {
  checked <- compare_cases(seq_len(650))
  for (result in checked$differing) expect_same_as_cluster(result)

  counts <- checked$counts
  expect_identical(counts[["differ"]], 0L)
  # The comparison is worth what it compares: enough cases, most of them tied, few of them refused.
  expect_gte(counts[["cases"]], 600)
  expect_gte(counts[["tied"]], 300)
  expect_lte(counts[["refused"]], 30)
  message("generated cases, cluster ", getNamespaceVersion("cluster"), ": ", report(counts))
})

test_that("the cases reach every form of x, every argument and both ends of k", {
  cases <- lapply(seq_len(650), generate_case)
  expect_setequal(unique(vapply(cases, `[[`, "", "kind")), case_kinds)
  used <- table(unlist(lapply(cases, function(case) names(case$args))))
  wanted <- c(
    "diss", "metric", "medoids", "nstart", "stand", "cluster.only", "do.swap", "keep.diss",
    "keep.data"
  )
  expect_true(all(used[wanted] >= 20))
  n <- vapply(cases, `[[`, 0, "n")
  k <- vapply(cases, `[[`, 0L, "k")
  expect_gte(sum(k == 1), 30)
  expect_gte(sum(k == n - 1), 30)
  expect_gte(sum(n == 2), 3)
  expect_gte(max(n), 450)
})

test_that("a case is a pure function of its number", {
  set.seed(1, "Wichmann-Hill")
  on.exit(RNGkind("default", "default", "default"))
  one <- generate_case(77)
  set.seed(2, "Mersenne-Twister")
  state <- .Random.seed
  expect_identical(generate_case(77), one)
  expect_identical(.Random.seed, state)
})

test_that("the comparison notices a difference in any component", {
  case <- generate_case(1)
  case$args <- list(x = matrix(c(1, 2, 4, 8, 16, 32), ncol = 1), k = 2)
  for (name in compared_components) {
    spoiled <- function(...) {
      fit <- cluster::pam(..., variant = "original")
      value <- fit[[name]]
      fit[[name]] <- if (is.list(value)) value[-1] else structure(value, odd = TRUE)
      fit
    }
    expect_identical(compare_case(case, ours = spoiled)$where, name)
  }
  draws <- function(...) {
    stats::runif(1)
    cluster::pam(..., variant = "original")
  }
  expect_identical(compare_case(case, ours = draws)$where, "RNG state")
})

test_that("real data give what cluster gives", {
  cases <- real_cases()
  results <- lapply(cases, compare_case)
  for (result in results) expect_same_as_cluster(result)
  expect_true(all(vapply(results, `[[`, "", "status") == "same"))
  message(
    "real sets (", attr(cases, "source"), "): ", length(results), " compared, ",
    sum(vapply(results, `[[`, NA, "tied")), " of them tied"
  )
})

test_that("on continuous data the other variants end where cluster's do", {
  starts_and_ends <- function(variant, seed) {
    x <- with_fixed_seed(seed, matrix(stats::rnorm(3 * sample(10:80, 1)), ncol = 3))
    k <- 2L + seed %% 6L
    list(
      ours = with_fixed_seed(seed, fastpam(x, k, variant = variant)),
      theirs = with_fixed_seed(seed, cluster::pam(x, k, variant = variant))
    )
  }
  for (seed in 1:25) {
    for (variant in c("o_1", "o_2", "f_3")) {
      fits <- starts_and_ends(variant, seed)
      expect_identical(fits$ours$id.med, fits$theirs$id.med, info = paste(variant, seed))
      expect_identical(fits$ours$clustering, fits$theirs$clustering)
      expect_equal(fits$ours$objective, fits$theirs$objective, tolerance = 1e-13)
    }
    # From the same random medoids; cluster's may stop while a swap would still improve.
    fits <- starts_and_ends("faster", seed)
    expect_identical(fits$ours$objective[["build"]], fits$theirs$objective[["build"]])
    expect_lte(fits$ours$objective[["swap"]], fits$theirs$objective[["swap"]] * (1 + 1e-13))
  }
})
