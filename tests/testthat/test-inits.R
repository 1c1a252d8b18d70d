# The inits, each by a behaviour that the others do not have.

init_medoids <- function(d, k, init, ...) {
  fastpam(d, k, init = init, do.swap = FALSE, ...)$id.med
}

test_that("BUILD is the greedy choice and draws nothing", {
  d <- dist(leaves[1:100, -1])
  m <- as.matrix(d)
  current <- rep(Inf, 100)
  chosen <- integer()
  for (step in 1:6) {
    total <- vapply(1:100, function(j) sum(pmin(current, m[, j])), 0)
    total[chosen] <- Inf
    chosen <- c(chosen, which.min(total))
    current <- pmin(current, m[, chosen[step]])
  }
  set.seed(1)
  before <- .Random.seed
  expect_setequal(init_medoids(d, 6, "build"), chosen)
  expect_identical(.Random.seed, before)
})

test_that("Park and Jun's init takes the most central objects", {
  d <- dist(leaves[1:100, -1])
  m <- as.matrix(d)
  v <- colSums(m / rowSums(m))
  expect_setequal(init_medoids(d, 6, "parkjun"), order(v)[1:6])
})

test_that("random inits follow set.seed(), take distinct objects and differ from one another", {
  d <- dist(leaves[1:150, -1])
  for (init in c("lab", "random", "kmeanspp")) {
    set.seed(5)
    a <- init_medoids(d, 12, init)
    set.seed(5)
    b <- init_medoids(d, 12, init)
    c <- init_medoids(d, 12, init)
    expect_identical(a, b)
    expect_false(setequal(a, c))
    expect_false(anyDuplicated(a) > 0)
  }
})

test_that("LAB lies between BUILD and random, and k-means++ spreads", {
  d <- dist(leaves[-1])
  loss <- function(init) {
    mean(vapply(1:10, function(i) {
      set.seed(i)
      fastpam(d, 40, init = init, do.swap = FALSE)$objective[["build"]]
    }, 0))
  }
  build <- loss("build")
  lab <- loss("lab")
  random <- loss("random")
  expect_lt(build, lab)
  expect_lt(lab, random)
  # Far outliers are found by sampling in proportion to the dissimilarity, not by chance.
  set.seed(1)
  x <- c(rnorm(300), 1e6, 2e6, 3e6)
  hits <- function(init) {
    sum(vapply(1:20, function(i) {
      set.seed(i)
      all(301:303 %in% init_medoids(dist(x), 4, init))
    }, NA))
  }
  expect_identical(hits("kmeanspp"), 20L)
  expect_identical(hits("random"), 0L)
})

test_that("every init gives k distinct medoids where most objects coincide", {
  d <- dist(c(rep(0, 30), 1, 2))
  for (init in c("build", "lab", "random", "kmeanspp", "parkjun")) {
    for (k in c(1, 5, 31)) {
      set.seed(1)
      fit <- fastpam(d, k, init = init)
      expect_length(unique(fit$id.med), k)
    }
  }
})
