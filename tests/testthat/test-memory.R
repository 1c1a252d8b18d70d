test_that("dissimilarities that cannot fit are refused before memory is asked for", {
  skip_if_not(Sys.info()[["sysname"]] == "Linux", "elsewhere the allocation itself fails")
  x <- matrix(0, 2e6, 1) # 16 terabytes
  expect_error(fastdist(x), "need 16,000 GB.*fastclara", class = "fastpam_error_memory")
  expect_error(
    fastpam(x, 2, keep.diss = TRUE), "need 16,000 GB.*fastclara",
    class = "fastpam_error_memory"
  )
})

test_that("the work of a fit is counted, the same for any number of threads", {
  d <- dist(leaves[1:1200, -1])
  one <- fastpam(d, 30, n_threads = 1)$work
  expect_named(one, c("rows_read", "evaluations"))
  expect_identical(fastpam(d, 30, n_threads = 2)$work, one)
  # the textbook reads every row for every swap, and the engine much less
  expect_gt(fastpam(d, 30, variant = "fastpam1")$work[["rows_read"]], 2 * one[["rows_read"]])
})

test_that("fastdist() allocates its result and little more", {
  x <- matrix(rnorm(3000 * 4), 3000)
  invisible(fastdist(x[1:50, ])) # loads what is loaded on first use
  before <- gc(reset = TRUE)["Vcells", 2] # MB in use
  d <- fastdist(x)
  most <- gc()["Vcells", 6] # MB in use at the most
  expect_lt(most - before, 1.1 * 8 * length(d) / 2^20)
})
