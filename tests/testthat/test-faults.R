# What must not happen when something goes wrong: a crash, a lock, a half-written result, an error
# that R does not see.

faults_data <- function() {
  set.seed(1)
  matrix(stats::rnorm(1200), 300)
}

# What `lines` print in a session of their own, with the package loaded. `limit`: a command of the shell
# before it.
printed_by_session <- function(lines, limit = "true") {
  script <- tempfile(fileext = ".R")
  on.exit(unlink(script))
  writeLines(c(
    sprintf(".libPaths(%s)", paste(deparse(.libPaths()), collapse = "")), "library(fastpam)", lines
  ), script)
  run <- sprintf("%s; exec %s --vanilla %s 2>&1", limit, file.path(R.home("bin"), "Rscript"), script)
  suppressWarnings(system2("sh", c("-c", shQuote(run)), stdout = TRUE))
}

test_that("a forked child works after threads were used in the parent", {
  skip_on_os("windows")
  x <- faults_data()
  here <- fastpam(x, 4, n_threads = 2L)
  there <- parallel::mclapply(
    1:3, function(i) fastpam(x, 4, n_threads = 2L)[c("id.med", "objective")], mc.cores = 2L
  )
  for (fit in there) expect_identical(fit, here[c("id.med", "objective")])
  expect_identical(fastpam(x, 4, n_threads = 2L)$id.med, here$id.med)
})

test_that("an error in a user's metric arrives as that error, and the next call works", {
  x <- faults_data()[1:40, ]
  calls <- 0L
  fails <- function(a, b) {
    calls <<- calls + 1L
    if (calls > 100L) stop("out of patience", call. = FALSE)
    sum(abs(a - b))
  }
  expect_error(fastdist(x, fails), "out of patience")
  calls <- 0L
  expect_error(fastpam(x, 3, metric = fails), "out of patience")
  expect_equal(
    as.vector(fastdist(x, function(a, b) sum(abs(a - b)))), as.vector(stats::dist(x, "manhattan"))
  )
})

test_that("fastpam() works inside a metric of fastdist(): calls may be nested", {
  x <- faults_data()[1:6, ]
  nested <- function(a, b) {
    fastpam(matrix(c(a, b), ncol = 1), 2, n_threads = 2L)$objective[["swap"]]
  }
  expect_length(fastdist(x, nested), 15L)
})

test_that("an error of setTimeLimit() is an error, not an interrupt", {
  skip_on_cran()
  x <- matrix(stats::rnorm(9000), 1500)
  slow <- function() {
    setTimeLimit(elapsed = 0.3, transient = TRUE)
    on.exit(setTimeLimit())
    tryCatch(
      fastpam(x, 60, variant = "original", init = "random", n_threads = 2L),
      error = function(e) "error", interrupt = function(i) "interrupt"
    )
  }
  expect_identical(slow(), "error")
  expect_s3_class(fastpam(x[1:50, ], 3), "fastpam")
})

test_that("rows with nothing in common are an error on any number of threads and starts", {
  x <- faults_data()[1:60, 1:2]
  x[7, 1] <- NA
  x[9, 2] <- NA
  for (threads in 1:2) {
    for (memory in list(NA, 0)) {
      expect_error(
        fastpam(x, 3, init = "random", nstart = 8, memory = memory, n_threads = threads, keep.diss = FALSE),
        "7.*9|9.*7"
      )
    }
  }
})

test_that("what does not fit in memory is an R error", {
  skip_on_cran()
  skip_on_os(c("windows", "mac"))
  skip_if(nzchar(Sys.getenv("R_COVR")))
  said <- printed_by_session(c(
    "x <- matrix(rnorm(6e5), 30000)", # so wide that a square pays; of few columns none is made
    "said <- tryCatch(fastpam(x, 5, memory = Inf, n_threads = 1L, keep.diss = FALSE),",
    "  error = conditionMessage)",
    "cat(if (is.character(said)) said else 'no error', '\\n')",
    "cat(fastpam(x[1:100, ], 3)$id.med, 'alive\\n')"
  ), "ulimit -v 3000000")
  expect_true(any(grepl("not enough memory|cannot allocate", said)), info = said)
  expect_true(any(grepl("alive", said)), info = said)
})

test_that("more threads than processors are quiet", {
  skip_on_cran()
  skip_on_os("windows")
  said <- printed_by_session(c(
    "x <- matrix(sin(1:40000), 10000)",
    "for (threads in c(2L, parallel::detectCores() + 7L)) fit <- fastpam(x, 3, n_threads = threads)",
    "cat(class(fit)[1], '\\n')"
  ))
  expect_identical(trimws(said), "fastpam")
})

test_that("R's random numbers move only where the call draws", {
  x <- faults_data()[1:50, ]
  moves <- function(...) {
    set.seed(3)
    before <- .Random.seed
    fastpam(x, 3, ...)
    !identical(before, .Random.seed)
  }
  expect_false(moves())
  expect_false(moves(init = "parkjun"))
  expect_false(moves(medoids = c(1, 5, 9)))
  expect_false(moves(variant = "fasterpam"))
  expect_true(moves(init = "random"))
  expect_true(moves(init = "lab"))
  expect_true(moves(init = "kmeanspp"))
  expect_true(moves(variant = "faster"))
})

test_that("odd numbers are clustered or refused, never worse", {
  refused <- function(expr) expect_error(expr, class = "fastpam_error")
  x <- faults_data()[1:20, ]
  d <- stats::dist(x)
  for (bad in c(NA, NaN, Inf, -1)) refused(fastpam(replace(d, 5, bad), 3))
  refused(fastpam(replace(x, 5, Inf), 3))
  refused(fastpam(x[0, ], 1))
  refused(fastpam(x[1, , drop = FALSE], 1))
  expect_identical(fastpam(replace(d, 5, -0), 3)$id.med, fastpam(replace(d, 5, 0), 3)$id.med)
  tiny <- fastpam(d * 1e-310, 3)
  expect_true(all(is.finite(tiny$objective)))
  expect_identical(fastpam(d * 2^900, 3)$id.med, cluster::pam(d * 2^900, 3)$id.med)
  refused(fastpam(d / max(d) * 1e307, 3))
  expect_identical(fastpam(x[1:2, ], 1)$id.med, cluster::pam(x[1:2, ], 1)$id.med)
  expect_identical(fastpam(x, 19)$id.med, cluster::pam(x, 19)$id.med)
  named <- x
  rownames(named) <- rep(c("a", "\u00e9"), 10)
  expect_identical(fastpam(named, 3)$clustering, cluster::pam(named, 3)$clustering)
})
