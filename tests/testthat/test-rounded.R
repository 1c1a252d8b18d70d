# Searches of large dist objects estimate with a square of floats. `memory` between the size of that square and of one
# of doubles asks for it at any size (design: inst/include/fastpam/dissim/stored/rounded.hpp).

# Dissimilarities full of ties, that floats do not tell apart, and any.
dissimilarities <- function(style, n) {
  pairs <- n * (n - 1) / 2
  values <- switch(style,
    manhattan = return(dist(matrix(sample(0:2, n * 3, TRUE), n), "manhattan")),
    binary = return(dist(matrix(sample(0:1, n * 8, TRUE), n), "binary")),
    copies = return(dist(matrix(rep(rnorm(ceiling(n / 3) * 2), length.out = n * 2), n))),
    equal = rep(0.1, pairs),
    near = 1 + sample(0:15, pairs, TRUE) * 2^-27,
    far = return(dist(matrix(1e9 + sample(0:3, n * 2, TRUE), n)))
  )
  structure(values, class = "dist", Size = n)
}
styles <- c("manhattan", "binary", "copies", "equal", "near", "far")
half <- function(d) 6 * attr(d, "Size")^2

# (Estimates that leave a doubt are work, too.)
result <- function(fit) fit[setdiff(names(fit), c("call", "work"))]

test_that("estimates from floats change no result", {
  for (i in 1:120) {
    set.seed(i)
    n <- sample(8:70, 1)
    d <- dissimilarities(styles[i %% 6 + 1], n)
    k <- sample(2:min(12, n - 2), 1)
    variant <- c("pam", "fastpam1", "fasterpam")[i %% 3 + 1]
    init <- c("build", "random", "lab")[i %/% 3 %% 3 + 1]
    weights <- if (i %% 4 == 0) sample(1:3, n, TRUE)
    fit <- function(memory) {
      set.seed(i)
      fastpam(d, k, variant = variant, init = init, weights = weights, memory = memory)
    }
    expect_identical(result(fit(half(d))), result(fit(1e9)), info = paste(i, variant, init))
  }
})

test_that("and so the result is that of cluster::pam", {
  skip_if_not_installed("cluster")
  for (i in 1:120) {
    set.seed(1000 + i)
    n <- sample(8:70, 1)
    d <- dissimilarities(styles[i %% 6 + 1], n)
    k <- sample(2:min(12, n - 2), 1)
    ours <- fastpam(d, k, memory = half(d))
    theirs <- cluster::pam(d, k, variant = "original")
    expect_identical(as.vector(ours$id.med), as.vector(theirs$id.med), info = i)
    for (field in c("clustering", "objective", "clusinfo", "isolation", "silinfo")) {
      expect_identical(ours[[field]], theirs[[field]], info = paste(i, field))
    }
  }
})

test_that("the log says what is stored", {
  d <- dist(matrix(as.numeric(1:40), 20))
  expect_output(fastpam(d, 3, memory = half(d), trace.lev = 1), "square single copy")
  expect_output(fastpam(d, 3, memory = 1e9, trace.lev = 1), "square double copy")
  expect_output(fastpam(d, 3, memory = 0, trace.lev = 1), "read in place")
})

test_that("several k on the same floats are the fits one by one", {
  d <- dist(scale(as.matrix(iris[1:4])))
  path <- fastpam_path(d, 2:6, memory = half(d))
  for (k in 2:6) {
    expect_identical(path$fits[[as.character(k)]]$objective, fastpam(d, k, memory = 1e9)$objective)
  }
})
