# All pairs and all one-to-one matchings, by brute force.
pairs_ari <- function(a, b) {
  pairs <- utils::combn(length(a), 2)
  same_a <- a[pairs[1, ]] == a[pairs[2, ]]
  same_b <- b[pairs[1, ]] == b[pairs[2, ]]
  expected <- sum(same_a) * sum(same_b) / ncol(pairs)
  (sum(same_a & same_b) - expected) / ((sum(same_a) + sum(same_b)) / 2 - expected)
}

best_sum <- function(counts) {
  if (nrow(counts) > ncol(counts)) return(best_sum(t(counts)))
  add <- function(i, used) {
    if (i > nrow(counts)) return(0)
    max(vapply(setdiff(seq_len(ncol(counts)), used), function(j) counts[i, j] + add(i + 1, c(used, j)), 0))
  }
  add(1, integer())
}

test_that("indices and matches are their definitions", {
  set.seed(1)
  for (round in 1:40) {
    n <- sample(6:30, 1)
    a <- sample(sample(2:5, 1), n, replace = TRUE)
    b <- if (round %% 2) sample(letters[1:4], n, replace = TRUE) else letters[ifelse(runif(n) < 0.7, a, 1)]
    found <- compare_clusterings(a, b)
    expect_equal(found$ari, pairs_ari(a, b))
    p <- table(a, b) / n
    independent <- outer(rowSums(p), colSums(p))
    shared <- sum((p * log(p / independent))[p > 0])
    h <- function(q) -sum(q[q > 0] * log(q[q > 0]))
    expect_equal(found$nmi, 2 * shared / (h(rowSums(p)) + h(colSums(p))))
    expect_equal(found$vi, h(rowSums(p)) + h(colSums(p)) - 2 * shared)
    counts <- matrix(as.double(table(a, b)), nrow(p))
    expect_equal(found$agreement, best_sum(counts) / n)
    expect_equal(mean(as.character(found$labels) == a), found$agreement)
    expect_equal(sum(found$matched$n_x, na.rm = TRUE), n)
    expect_equal(sum(found$matched$n_y, na.rm = TRUE), n)
    back <- compare_clusterings(b, a)
    expect_equal(back[c("ari", "nmi", "vi", "agreement")], found[c("ari", "nmi", "vi", "agreement")])
  }
})

test_that("the same division under other names agrees fully", {
  fit <- fastpam(iris[1:4], 3)
  other <- c("x", "y", "z")[c(3, 1, 2)[fit$clustering]]
  found <- compare_clusterings(fit, other)
  expect_identical(c(found$ari, found$nmi, found$vi, found$agreement), c(1, 1, 0, 1))
  expect_identical(as.integer(as.character(found$labels)), unname(fit$clustering))
  one <- compare_clusterings(rep(1, 5), rep("a", 5))
  expect_identical(c(one$ari, one$nmi), c(1, 1))
})

test_that("large assignments are solved as clue solves them", {
  skip_if_not_installed("clue")
  set.seed(2)
  for (size in list(c(40, 60), c(60, 40), c(50, 50))) {
    gain <- matrix(rpois(prod(size), 2), size[1])
    ours <- best_assignment(gain)
    expect_false(any(duplicated(ours[!is.na(ours)])))
    wide <- if (size[1] > size[2]) t(gain) else gain
    theirs <- as.integer(clue::solve_LSAP(wide, maximum = TRUE))
    expect_equal(sum(gain[cbind(seq_along(ours), ours)], na.rm = TRUE), sum(wide[cbind(seq_along(theirs), theirs)]))
  }
})

test_that("names bring objects together, and objects without a label are left out", {
  a <- c(u = 1, v = 1, w = 2, z = 2)
  b <- c(w = "q", z = "q", u = "p", v = "p")
  expect_identical(compare_clusterings(a, b)$ari, 1)
  expect_lt(compare_clusterings(a, unname(b)[c(1, 3, 2, 4)])$ari, 1)
  found <- compare_clusterings(c(1, 1, 2, NA), c(1, 1, 2, 2))
  expect_identical(found$n, 3L)
  more <- compare_clusterings(c(1, 1, 1, 1), c("a", "a", "a", "b"))
  expect_identical(as.character(more$labels), c("1", "1", "1", "y:b"))
})

test_that("every kind of clustering can be compared", {
  x <- iris[1:4]
  set.seed(1)
  all <- list(
    fastpam(x, 3), fastclara(x, 3), fastclarans(x, 3), cluster::pam(x, 3), kmeans(x, 3), fastpam(x, 1),
    iris$Species, as.character(iris$Species), iris$Species == "setosa", cutree(hclust(dist(x)), 4)
  )
  for (a in all) for (b in all[c(1, 5, 7, 10)]) expect_true(is.finite(compare_clusterings(a, b)$ari))
})

test_that("misuse is told, and it prints and tidies", {
  expect_error(compare_clusterings(1:3, 1:4), class = "fastpam_error")
  expect_error(compare_clusterings(list(), 1:4), class = "fastpam_error")
  expect_error(compare_clusterings(matrix(1:4, 2), 1:4), class = "fastpam_error")
  expect_error(compare_clusterings(c(NA, NA), 1:2), class = "fastpam_error")
  found <- compare_clusterings(fastpam(iris[1:4], 4), iris$Species)
  expect_snapshot(print(found))
  skip_if_not_installed("generics")
  expect_identical(generics::tidy(found), found$matched)
  expect_identical(generics::glance(found)$ari, found$ari)
})
