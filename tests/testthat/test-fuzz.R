# A fixed share of what tools/fuzz.R does at length. 86 wrote out of bounds once (CLARANS with
# dissimilarities above 1e38), 25 and 273 had another diameter without memory for a copy.
test_that("random calls agree with cluster, brute force and each other", {
  ids <- if (identical(Sys.getenv("NOT_CRAN"), "true")) c(1:150, 188, 191, 273) else c(1:10, 25, 86)
  before <- get0(".Random.seed", globalenv(), inherits = FALSE)
  found <- fuzz(ids)
  if (is.null(before)) rm(".Random.seed", envir = globalenv()) else
    assign(".Random.seed", before, globalenv())
  expect_equal(found$disagreements, character())
  expect_gt(found$checks, 10 * length(ids))
})
