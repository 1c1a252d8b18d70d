test_that("every variant and every init in the tables runs, and no other", {
  d <- dist(leaves[1:60, -1])
  for (variant in variants()$variant) {
    expect_identical(fastpam(d, 4, variant = variant)$variant, variant)
  }
  for (init in inits()$init) {
    set.seed(1)
    before <- .Random.seed
    expect_identical(fastpam(d, 4, init = init)$init, init)
    expect_identical(identical(.Random.seed, before), !inits()$random[inits()$init == init])
  }
  expect_error(fastpam(d, 4, variant = "pam2"), class = "fastpam_error")
  expect_error(fastpam(d, 4, init = "built"), class = "fastpam_error")
})
