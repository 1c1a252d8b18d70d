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

test_that("credit is a mixed table with the missing values it is documented with", {
  expect_identical(dim(credit), c(4454L, 14L))
  expect_identical(sum(vapply(credit, is.factor, NA)), 5L)
  missing <- colSums(is.na(credit))
  expect_identical(
    missing[missing > 0], c(home = 6, marital = 1, job = 2, income = 381, assets = 47, debt = 18)
  )
  expect_identical(sum(!complete.cases(credit)), 415L)
  expect_identical(as.vector(table(credit$status)), c(1254L, 3200L))
})

test_that("careers has distinct courses whose weights sum to the simulated persons", {
  expect_identical(dim(careers), c(943L, 12L))
  expect_identical(sum(careers$persons), 4000L)
  expect_identical(range(careers$persons), c(1L, 695L))
  expect_false(is.unsorted(rev(careers$persons)))
  states <- careers[-(1:2)]
  expect_identical(anyDuplicated(states), 0L)
  expect_identical(unique(lapply(states, levels)), list(c("school", "training", "job", "unemployed")))
})

test_that("the files to begin with are what their page says", {
  file <- function(name) system.file("extdata", name, package = "fastpam", mustWork = TRUE)
  zoo <- read.csv(file("zoo.csv"))
  expect_identical(dim(zoo), c(101L, 17L))
  expect_identical(anyDuplicated(zoo$animal), 0L)
  expect_identical(length(unique(zoo$type)), 7L)
  expect_true(all(as.matrix(zoo[-(1:2)]) %in% 0:1))

  penguins <- read.csv(file("penguins.csv"), stringsAsFactors = TRUE)
  expect_identical(dim(penguins), c(344L, 7L))
  missing <- colSums(is.na(penguins))
  expect_identical(unname(missing), c(0, 0, 2, 2, 2, 2, 11))
  expect_identical(nlevels(penguins$species), 3L)
})
