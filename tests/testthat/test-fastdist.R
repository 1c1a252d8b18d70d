shapes <- list(c(2, 1), c(3, 2), c(5, 3), c(11, 4), c(12, 5), c(13, 5), c(25, 7), c(64, 31), c(101, 17))

test_that("euclidean, manhattan and maximum have the bits of stats::dist", {
  for (s in shapes) for (missing in c(0, 0.2)) {
    x <- random_matrix(s[1], s[2], missing)
    for (metric in c("euclidean", "manhattan", "maximum")) {
      expect_identical(as.vector(fastdist(x, metric)), as.vector(dist(x, metric)))
    }
  }
})

test_that("euclidean and manhattan have the bits of cluster::daisy under cluster's rule", {
  for (s in shapes) for (missing in c(0, 0.3)) {
    x <- random_matrix(s[1], s[2], missing)
    for (metric in c("euclidean", "manhattan")) {
      spec <- as_source(x, diss = FALSE, metric = metric, missing_scale = "cluster")
      reference <- as.vector(cluster::daisy(x, metric, warnType = FALSE))
      expect_identical(fill_source(spec, 1L, "double", "best"), reference)
    }
  }
})

test_that("canberra, minkowski and sqeuclidean equal stats::dist to rounding", {
  for (s in shapes) for (missing in c(0, 0.2)) {
    x <- random_matrix(s[1], s[2], missing)
    x[abs(x) < 0.3] <- 0
    reference <- as.vector(dist(x, "canberra"))
    fine <- !is.na(reference)  # pairs of zero rows: 0 here
    expect_lt(relative_difference(fastdist(x, "canberra")[fine], reference[fine]), 1e-14)
    expect_true(all(fastdist(x, "canberra")[!fine] == 0))
    for (p in c(0.5, 1, 1.5, 2, 3, 4, 2.2)) {
      expect_lt(relative_difference(fastdist(x, "minkowski", p = p), dist(x, "minkowski", p = p)), 1e-14)
    }
    expect_lt(relative_difference(fastdist(x, "sqeuclidean"), dist(x)^2), 1e-14)
  }
})

test_that("angular metrics equal cor() and proxy, with missing values pair by pair", {
  for (s in list(c(5, 6), c(13, 8), c(40, 33))) for (missing in c(0, 0.2)) {
    x <- random_matrix(s[1], s[2], missing)
    if (missing > 0) x[, 1:5] <- random_matrix(s[1], 5)
    lower <- function(m) m[lower.tri(m)]
    use <- if (missing > 0) "pairwise.complete.obs" else "everything"
    expect_equal(as.vector(fastdist(x, "correlation")), lower(1 - cor(t(x), use = use)), tolerance = 1e-14)
    expect_equal(
      as.vector(fastdist(x, "spearman")), lower(1 - cor(t(x), method = "spearman", use = use)),
      tolerance = 1e-14
    )
    cosine <- function(a, b) {
      ok <- !is.na(a) & !is.na(b)
      1 - sum(a[ok] * b[ok]) / sqrt(sum(a[ok]^2) * sum(b[ok]^2))
    }
    expect_equal(as.vector(fastdist(x, "cosine")), as.vector(fastdist(x, cosine)), tolerance = 1e-14)
  }
  skip_if_not_installed("proxy")
  x <- random_matrix(30, 9)
  expect_equal(
    as.vector(fastdist(x, "cosine")), as.vector(proxy::dist(x, method = "cosine")), tolerance = 1e-14
  )
})

test_that("equal rows are at zero, opposite rows at two", {
  x <- rbind(c(1, 2, 4, 9), c(1, 2, 4, 9), -c(1, 2, 4, 9), 3 * c(1, 2, 4, 9))
  for (metric in c("cosine", "correlation", "spearman")) {
    expect_equal(fastdist(x, metric)[1:2], c(0, 2), tolerance = 1e-15)
    expect_lt(fastdist(x, metric)[3], 1e-15)
  }
})

test_that("ecological metrics equal vegan", {
  skip_if_not_installed("vegan")
  set.seed(3)
  x <- matrix(rpois(40 * 23, 2) * rexp(40 * 23), 40)
  expect_equal(as.vector(fastdist(x, "braycurtis")), as.vector(vegan::vegdist(x, "bray")), tolerance = 1e-14)
  expect_equal(as.vector(fastdist(x, "ruzicka")), as.vector(vegan::vegdist(x, "jaccard")), tolerance = 1e-14)
  expect_equal(
    as.vector(fastdist(x, "hellinger")), as.vector(dist(vegan::decostand(x, "hellinger"))), tolerance = 1e-14
  )
  expect_equal(
    as.vector(fastdist(x, "chord")), as.vector(dist(vegan::decostand(x, "normalize"))), tolerance = 1e-14
  )
  expect_equal(
    as.vector(fastdist(-x, "chord")), as.vector(sqrt(2 * fastdist(x, "cosine"))), tolerance = 1e-14
  )
  b <- random_bits(40, 100)
  expect_equal(
    as.vector(fastdist(b, "dice")), as.vector(vegan::vegdist(b, "bray", binary = TRUE)), tolerance = 1e-14
  )
  y <- x
  y[sample(length(y), 100)] <- NA
  expect_equal(
    as.vector(fastdist(y, "braycurtis")), as.vector(vegan::vegdist(y, "bray", na.rm = TRUE)), tolerance = 1e-14
  )
})

test_that("jaccard has the bits of dist(binary), with missing values and empty rows too", {
  for (p in c(1, 63, 64, 65, 130, 2100)) for (missing in c(FALSE, TRUE)) {
    x <- random_bits(37, p)
    x[5:6, ] <- 0
    if (missing) {
      x[sample(length(x), length(x) / 5)] <- NA
      x[, 1] <- 1
    }
    for (isa in machine_isas()) {
      expect_identical(fill_with(x, "jaccard", isa), as.vector(dist(x, "binary")))
    }
    storage.mode(x) <- "logical"
    expect_identical(as.vector(fastdist(x, "binary")), as.vector(dist(x, "binary")))
  }
  x <- random_matrix(20, 30)
  x[abs(x) < 0.7] <- 0
  expect_identical(as.vector(fastdist(x, "jaccard")), as.vector(dist(x, "binary")))
})

test_that("hamming and dice count as they should", {
  x <- random_bits(23, 90)
  expect_identical(as.vector(fastdist(x, "hamming")), as.vector(dist(x, "manhattan")) / 90)
  y <- matrix(sample(5, 23 * 17, TRUE), 23)
  differ <- function(a, b) mean(a != b, na.rm = TRUE)
  expect_equal(as.vector(fastdist(y, "hamming")), as.vector(fastdist(y, differ)), tolerance = 1e-15)
  y[sample(length(y), 40)] <- NA
  expect_equal(as.vector(fastdist(y, "hamming")), as.vector(fastdist(y, differ)), tolerance = 1e-15)
  x[sample(length(x), 200)] <- NA
  expect_equal(as.vector(fastdist(x, "hamming")), as.vector(fastdist(x, differ)), tolerance = 1e-15)
  dice <- function(a, b) {
    ok <- !is.na(a) & !is.na(b)
    1 - 2 * sum(a[ok] & b[ok]) / (sum(a[ok]) + sum(b[ok]))
  }
  expect_equal(as.vector(fastdist(x, "sorensen")), as.vector(fastdist(x, dice)), tolerance = 1e-14)
  skip_if_not_installed("proxy")
  z <- random_bits(20, 50) == 1
  expect_equal(
    as.vector(fastdist(z, "matching")), as.vector(proxy::dist(z, method = "simple matching")), tolerance = 1e-15
  )
  expect_equal(as.vector(fastdist(z, "dice")), as.vector(proxy::dist(z, method = "Dice")), tolerance = 1e-15)
})

test_that("every instruction set and number of threads gives the same bits", {
  numeric <- setdiff(metrics()$metric, "gower")
  for (metric in c(numeric, "gower")) for (missing in c(0, 0.1)) {
    x <- abs(random_matrix(203, 19, missing))
    if (metric %in% c("jaccard", "dice", "hamming")) x[] <- x > 1
    if (metric %in% c("hellinger", "chord") && missing > 0) next
    for (precision in c("double", "single")) {
      reference <- fill_with(x, metric, "plain", 1L, precision)
      for (isa in machine_isas()) for (n_threads in 1:2) {
        expect_identical(fill_with(x, metric, isa, n_threads, precision), reference)
      }
    }
  }
})

test_that("single precision is close, also far from the origin", {
  x <- random_matrix(60, 20)
  for (metric in c("euclidean", "manhattan", "maximum", "minkowski", "cosine", "correlation")) {
    expect_equal(
      as.vector(fastdist(x, metric, precision = "single")), as.vector(fastdist(x, metric)), tolerance = 1e-6
    )
  }
  expect_equal(
    as.vector(fastdist(x + 1e6, precision = "single")), as.vector(fastdist(x)), tolerance = 1e-6
  )
})

test_that("single precision rounds the results if the data must not be rounded", {
  set.seed(8)
  x <- matrix(stats::runif(60 * 5), 60)
  computed_in_doubles <- c(
    "canberra", "cosine", "correlation", "spearman", "braycurtis", "hellinger", "chord", "ruzicka",
    "hamming"
  )
  for (metric in computed_in_doubles) {
    for (offset in c(0, 1e3, 1e6)) {
      double <- as.vector(fastdist(x + offset, metric))
      single <- as.vector(fastdist(x + offset, metric, precision = "single"))
      expect_true(all(abs(single - double) <= 2^-24 * double), info = paste(metric, offset))
    }
  }
  # Codes that no float tells apart.
  codes <- matrix(2^25 + rep(1:6, 10), 60, 5)
  expect_identical(sum(fastdist(codes, "hamming", precision = "single") == 0), 6L * 45L)
})

test_that("integer, logical and double data, and data frames, give the same", {
  x <- matrix(sample(0:9, 200, TRUE), 20, dimnames = list(NULL, letters[1:10]))
  reference <- as.vector(dist(x))
  y <- x
  storage.mode(y) <- "double"
  for (z in list(x, y, as.data.frame(x))) expect_identical(as.vector(fastdist(z)), reference)
  x[3, 4] <- NA
  expect_identical(as.vector(fastdist(x)), as.vector(dist(x)))
  b <- x > 4
  expect_identical(as.vector(fastdist(b, "manhattan")), as.vector(dist(b, "manhattan")))
})

test_that("the result is a dist like the reference's", {
  d <- fastdist(USArrests, n_threads = 1)
  e <- dist(USArrests)
  attr(d, "call") <- attr(e, "call") <- NULL
  expect_identical(d, e)
  expect_s3_class(fastdist(random_matrix(4, 2)), "dist", exact = TRUE)
  expect_identical(attr(do.call(fastdist, list(USArrests)), "call"), quote(fastdist(x = x)))
  expect_equal(attr(fastdist(random_matrix(4, 2), "minkowski", p = 3), "p"), 3)
})

test_that("stand is daisy's", {
  x <- random_matrix(30, 4)
  expect_equal(
    as.vector(fastdist(x, stand = TRUE)), as.vector(cluster::daisy(x, stand = TRUE)), tolerance = 0
  )
  x[, 2] <- 7
  expect_warning(d <- fastdist(x, stand = TRUE), "constant")
  expect_identical(as.vector(d), as.vector(suppressWarnings(cluster::daisy(x, stand = TRUE))))
})

test_that("a pair without a common variable is an error that names both rows", {
  x <- random_matrix(30, 4)
  x[7, 1:2] <- NA
  x[19, 3:4] <- NA
  for (metric in c("euclidean", "manhattan", "maximum", "canberra", "minkowski", "jaccard", "hamming",
                   "correlation", "gower")) {
    expect_error(fastdist(abs(x), metric), "rows 7 and 19")
  }
  x[7, ] <- NA
  expect_snapshot(refusal(fastdist(x)))
})

test_that("a row without direction is an error", {
  x <- random_matrix(10, 4)
  x[4, ] <- 0
  for (metric in c("cosine", "correlation", "spearman", "chord")) expect_error(fastdist(x, metric), "row 4")
  expect_error(fastdist(abs(x), "hellinger"), "row 4")
})

test_that("long triangles are indexed in 64 bits", {
  # 2^31 pairs are too many for a test; the positions are not.
  n <- 70000L
  last <- dist_pair(n * (n - 1) / 2, n)
  expect_identical(last, c(n - 1L, n))
  expect_identical(dist_pair(3e9 / 2 + 1, n)[1] < n, TRUE)
  before <- function(j) (j - 1) * n - j * (j - 1) / 2
  for (k in c(1, n - 1, n, 2147483648, 2147483649)) {
    ij <- dist_pair(k, n)
    expect_equal(before(ij[1]) + ij[2] - ij[1], k)
  }
})
