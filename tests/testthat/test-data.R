test_that("leaves has 16 leaves of each of 100 species, and one repeated row", {
  expect_identical(dim(leaves), c(1600L, 65L))
  expect_identical(names(leaves), c("species", paste0("t", 1:64)))
  expect_identical(nlevels(leaves$species), 100L)
  expect_true(all(table(leaves$species) == 16L))

  textures <- as.matrix(leaves[-1])
  expect_type(textures, "double")
  expect_false(anyNA(textures))
  expect_true(all(textures >= 0 & textures <= 1))
  expect_identical(unname(which(duplicated(textures))), 16L)
})

test_that("androgen is a complete table of bits with a known class", {
  expect_identical(dim(androgen), c(1687L, 1025L))
  expect_identical(names(androgen), c("activity", paste0("b", 0:1023)))
  expect_identical(as.vector(table(androgen$activity)), c(1488L, 199L))

  bits <- as.matrix(androgen[-1])
  expect_type(bits, "logical")
  expect_false(anyNA(bits))
  expect_true(all(rowSums(bits) > 0))
})
