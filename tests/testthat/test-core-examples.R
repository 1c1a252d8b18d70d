# The two examples of the vignette "Using the C++ core", compiled as it says.

example_file <- function(name) system.file("examples", name, package = "fastpam", mustWork = TRUE)

# The compiler that R was built with, as a command and its first arguments.
r_compiler <- function() {
  r <- file.path(R.home("bin"), "R")
  strsplit(system2(r, c("CMD", "config", "CXX17"), stdout = TRUE), " ")[[1]]
}

test_that("the example without R compiles with the headers alone and gives R's answer", {
  skip_on_cran()
  cxx <- r_compiler()
  skip_if_not(length(cxx) > 0 && nzchar(Sys.which(cxx[1])), "no C++ compiler")
  skip_on_os("windows")
  program <- tempfile("words")
  status <- system2(cxx[1], c(
    cxx[-1], "-std=c++17", "-O0", "-Wall", "-Wextra", "-Werror", "-pthread", "-I",
    shQuote(system.file("include", package = "fastpam")), shQuote(example_file("words.cpp")),
    "-o", shQuote(program)
  ))
  expect_identical(status, 0L)

  words <- c("talk", "walk", "walked", "talked", "sing", "ring", "bringing", "singing")
  said <- system2(program, c("3", words), stdout = TRUE)
  fit <- fastpam(as.dist(adist(words)), 3)
  expected <- vapply(1:3, function(cluster) {
    members <- setdiff(which(fit$clustering == cluster), fit$id.med[cluster])
    paste0(words[fit$id.med[cluster]], ":", paste0(" ", words[members], collapse = ""))
  }, "")
  expect_identical(said, c(expected, sprintf("mean distance to the medoid: %.4f", fit$objective[["swap"]])))

  expect_identical(suppressWarnings(system2(program, c("3", words[1:3]), stdout = FALSE, stderr = FALSE)), 1L)
  expect_identical(suppressWarnings(system2(program, stdout = FALSE, stderr = FALSE)), 1L)
})

test_that("the example of a metric of one's own compiles and is the distance on the globe", {
  skip_on_cran()
  cxx <- r_compiler()
  skip_if_not(length(cxx) > 0 && nzchar(Sys.which(cxx[1])), "no C++ compiler")
  env <- new.env()
  Rcpp::sourceCpp(example_file("great_circle.cpp"), env = env)
  places <- cbind(latitude = c(0, 0, 90, 52.52, 48.86), longitude = c(0, 90, 0, 13.4, 2.35))
  d <- as.matrix(fastdist(places, metric = env$great_circle()))
  quarter <- 6371.0088 * pi / 2
  expect_equal(unname(d[1:3, 1:3]), quarter * (1 - diag(3)), tolerance = 1e-12)
  # Berlin to Paris, 878 km by the tables
  expect_lt(abs(d[4, 5] - 878), 1)
  expect_identical(
    fastpam(places, 2, metric = env$great_circle())$id.med, fastpam(as.dist(d), 2)$id.med
  )
})
