# What people who used the package for the first time stumbled over.

forget <- function() rm(list = ls(told), envir = told)

test_that("counts under a metric of presence are read as presence, and a message says so once", {
  counts <- matrix(c(0, 2, 5, 0, 1, 3, 0, 0, 4, 1, 0, 2, 7, 0, 1), 5)
  forget()
  expect_message(fit <- fastpam(counts, 2, metric = "jaccard"), "use \"ruzicka\", which vegan and phyloseq also call \"jaccard\"")
  expect_no_message(again <- fastpam(counts, 2, metric = "jaccard"))
  expect_identical(fit$id.med, fastpam(counts > 0, 2, metric = "jaccard")$id.med)
  expect_message(fastdist(counts, "dice"), "use \"braycurtis\".", fixed = TRUE)
  forget()
  expect_no_message(fastpam((counts > 0) + 0, 2, metric = "jaccard"))
  expect_no_message(fastpam(counts > 0, 2, metric = "jaccard"))
  expect_no_message(fastpam(counts, 2, metric = "ruzicka"))
  skip_if_not_installed("Matrix")
  sparse <- methods::as(counts, "CsparseMatrix")
  expect_no_message(fastpam(methods::as(counts > 0, "CsparseMatrix"), 2, metric = "jaccard"))
  expect_message(fastpam(sparse, 2, metric = "jaccard"), "ruzicka")
  forget()
})

genes <- random_bits(40, 30, 0.4) + 0
colnames(genes) <- paste0("gene", 1:30)

test_that("predict() takes a value for columns that are not there", {
  fit <- fastpam(genes, 4, metric = "jaccard")
  fewer <- genes[1:9, -(5:7)]
  zeros <- genes[1:9, ]
  zeros[, 5:7] <- 0
  expect_error(predict(fit, fewer), "without \"gene5\"", class = "fastpam_error")
  for (type in c("class", "dissimilarity", "margin")) {
    expect_identical(predict(fit, fewer, type, missing = 0), predict(fit, zeros, type))
    expect_identical(predict(fit, as.data.frame(fewer), type, missing = 0), predict(fit, as.data.frame(zeros), type))
  }
  expect_error(predict(fit, fewer, missing = c(0, 1)), "`missing` must be one value", class = "fastpam_error")
  expect_error(predict(fit, unname(fewer), missing = 0), "distinct column names", class = "fastpam_error")
  other <- matrix(1, 2, 3, dimnames = list(NULL, c("a", "b", "c")))
  expect_error(predict(fit, other, missing = 0), "none of them", class = "fastpam_error")
  cars <- transform(mtcars, cyl = factor(cyl), vs = factor(vs), am = factor(am))
  mixed <- fastpam(cars, 3, metric = "gower")
  unknown <- transform(cars, cyl = factor(NA, levels = levels(cars$cyl)))
  expect_identical(predict(mixed, cars[-2], missing = NA), predict(mixed, unknown))
  skip_if_not_installed("Matrix")
  sparse <- methods::as(genes, "CsparseMatrix")
  of_sparse <- fastpam(sparse, 4, metric = "jaccard")
  expect_identical(predict(of_sparse, sparse[1:9, -(5:7)], missing = 0), predict(fit, zeros))
})

test_that("predict() says which columns of a matrix it leaves out", {
  fit <- fastpam(genes[, 1:20], 4, metric = "jaccard")
  expect_message(found <- predict(fit, genes), "ignored 10 columns of `newdata` that the fit does not have: \"gene21\"")
  expect_identical(found, predict(fit, genes[, 1:20]))
  expect_message(predict(fit, genes[, 1:21]), "1 column of")
  # The other columns of a data frame are often about something else.
  expect_no_message(predict(fit, as.data.frame(genes)))
})

test_that("a fit without data predicts like one with data", {
  new <- leaves[201:260, -1]
  expect_identical(predict(fastpam(leaves[1:200, -1], 7, keep.data = FALSE), new), predict(fastpam(leaves[1:200, -1], 7), new))
  cars <- transform(mtcars, cyl = factor(cyl), vs = factor(vs), am = factor(am))
  expect_identical(
    predict(fastpam(cars, 3, metric = "gower", keep.data = FALSE, keep.diss = FALSE), cars, "margin"),
    predict(fastpam(cars, 3, metric = "gower"), cars, "margin")
  )
})

test_that("fits of a path have pictures and silhouettes, by one copy of the data", {
  path <- fastpam_path(iris[1:4], 2:4)
  one <- path$fits[["3"]]
  expect_identical(one$data, fastpam(iris[1:4], 3)$data)
  expect_equal(c(fastsilhouette(one)), c(fastsilhouette(fastpam(iris[1:4], 3))))
  grDevices::pdf(NULL)
  expect_no_error(plot(one))
  grDevices::dev.off()
  expect_null(fastpam_path(iris[1:4], 2:4, keep.data = FALSE)$fits[[1]]$data)
  expect_null(fastpam_path(dist(iris[1:4]), 2:4)$fits[[1]]$data)
  expect_error(fastpam_path(dist(iris[1:4]), 2:4, keep.data = TRUE), "there are no data to keep", class = "fastpam_error")
})

test_that("fastsilhouette() of a fit that kept nothing gives the silhouettes it holds", {
  x <- leaves[1:90, -1]
  full <- fastpam(x, 5)
  bare <- fastpam(x, 5, keep.data = FALSE, keep.diss = FALSE)
  expect_equal(unclass(fastsilhouette(bare)), unclass(fastsilhouette(full)), ignore_attr = "call")
  named <- fastpam(dist(x), 5)
  expect_equal(unclass(fastsilhouette(named)), unclass(fastsilhouette(full)), ignore_attr = "call")
  # It cannot give another metric.
  expect_error(fastsilhouette(bare, metric = "manhattan"), class = "fastpam_error")
  expect_error(fastsilhouette(bare, weights = rep(2, 90)), class = "fastpam_error")
})

test_that("a summary of many clusters keeps its columns on one line", {
  old <- options(width = 80)
  on.exit(options(old))
  lines <- utils::capture.output(summary(fastpam(leaves[-1], 100)))
  expect_lte(max(nchar(lines)), 80)
  expect_length(grep("separation", lines[grepl("av_diss", lines)]), 1)
  expect_length(grep("^Isolated clusters: ", lines), 1)
  long <- matrix(c(1:5, 91:95) + 0, dimnames = list(strrep(letters[1:10], 50), "v"))
  lines <- utils::capture.output(summary(fastpam(long, 2)))
  expect_lte(max(nchar(lines)), 80)
  expect_true("Isolated clusters: L*: 1, 2" %in% lines)
})

test_that("what is missing or misspelt is said in the words of the user", {
  expect_error(fastpam(iris[1:4]), "`k` must be given: the number of clusters", class = "fastpam_error")
  expect_error(fastpam(), "`x` must be given", class = "fastpam_error")
  expect_error(fastpam(iris[1:4], 3, threads = 2), "did you mean `n_threads`?", fixed = TRUE, class = "fastpam_error")
  expect_identical(fastpam(genes, 3, metric = "Jaccard")$metric, "jaccard")
  # Text needs no factor().
  text <- transform(mtcars, cyl = as.character(cyl), day = as.Date("2024-01-01") + 0:31)
  as_factor <- transform(text, cyl = factor(cyl), day = as.numeric(day))
  expect_identical(fastpam(text, 3, metric = "gower")$id.med, fastpam(as_factor, 3, metric = "gower")$id.med)
})

test_that("a call made by do.call() does not hold the data", {
  fit <- do.call(fastpam, list(x = leaves[-1], k = 2))
  expect_lt(as.numeric(utils::object.size(fit$call)), 5000)
  fit <- do.call("fastclara", list(leaves[-1], 2))
  expect_lt(as.numeric(utils::object.size(fit$call)), 5000)
})

test_that("grouped tables are refused with a way to cluster each group", {
  skip_if_not_installed("dplyr")
  grouped <- dplyr::group_by(iris, Species)
  expect_error(fastpam(grouped, 3), "group_modify()", fixed = TRUE, class = "fastpam_error")
  each <- dplyr::group_modify(grouped, function(rows, key) data.frame(medoid = fastpam(rows, 2)$id.med))
  expect_equal(nrow(each), 6)
})

test_that("column weights of Gower's coefficient stay with the fit", {
  cars <- transform(mtcars, cyl = factor(cyl), vs = factor(vs), am = factor(am))
  weights <- c(1, 5, rep(1, 9))
  fit <- fastpam(cars, 3, metric = "gower", var_weights = weights)
  d <- as.matrix(fastdist(cars, "gower", var_weights = weights))
  expect_equal(predict(fit, cars, "dissimilarity"), d[, fit$id.med], ignore_attr = TRUE)
})
