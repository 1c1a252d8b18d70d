# Parquet files in ranges of rows, and tables of a database, by duckdb: the result of the whole table.

write_by_duckdb <- function(x, file) {
  con <- DBI::dbConnect(suppressMessages(duckdb::duckdb()))
  on.exit(DBI::dbDisconnect(con))
  DBI::dbWriteTable(con, "rows", x)
  # (Small groups of rows, so that a range of rows is in several.)
  DBI::dbExecute(con, sprintf("COPY rows TO %s (FORMAT parquet, ROW_GROUP_SIZE 2048)", quoted_path(file)))
}

mixed_of <- function(n) {
  x <- random_table("mixed", n)$x
  x$f <- as.character(x$f)
  x$c <- as.character(x$c)
  x
}

test_that("Parquet files, cut by rows or not", {
  skip_if_not_installed("duckdb")
  set.seed(31)
  folder <- file.path(tempfile("it's "))
  dir.create(folder)
  on.exit(unlink(folder, recursive = TRUE))
  x <- mixed_of(7000L)
  whole <- cbind(id = sample(1e6, 7000L), x)
  write_by_duckdb(whole[1:5000, ], file.path(folder, "a.parquet"))
  write_by_duckdb(whole[5001:7000, c(3, 1, 2, 4:8)], file.path(folder, "b.parquet"))
  fit <- quietly(fastclara(x, 4, metric = "gower", sampsize = 200, independent = TRUE, progress = FALSE))
  pieces <- chunks(folder, key = "id", size = 1999)
  expect_s3_class(pieces, "fastpam_chunks_duckdb")
  expect_identical(pieces$rows, c(1999, 1999, 1002, 1999, 1))
  expect_identical(predict(fit, pieces), stats::setNames(predict(fit, x), whole$id))
  two <- rep(file.path(folder, "a.parquet"), 2L)
  expect_identical(unname(predict(fit, chunks(two, columns = names(x), size = 3000))), rep(predict(fit, x[1:5000, ]), 2L))
  # Where nanoparquet is not installed, a file is a piece as well.
  files <- file.path(folder, c("a.parquet", "b.parquet"))
  by_file <- chunks_of_ranges(files, NULL, "id", NULL)
  expect_identical(by_file$rows, c(5000, 2000))
  expect_identical(predict(fit, by_file), predict(fit, pieces))

  set.seed(1)
  streamed <- quietly(fastclara(pieces, 4, metric = "gower", sampsize = 200, progress = FALSE))
  set.seed(1)
  in_memory <- quietly(fastclara(x, 4, metric = "gower", sampsize = 200, independent = TRUE, progress = FALSE))
  same <- c("i.med", "objective", "clusinfo", "starts")
  expect_identical(unclass(streamed)[same], unclass(in_memory)[same])
  expect_identical(unname(streamed$clustering), in_memory$clustering)

  # Random numbers are not drawn, and a file that has changed is noticed.
  set.seed(5)
  before <- .Random.seed
  predict(fit, pieces)
  expect_identical(.Random.seed, before)
  facts <- piece_facts(pieces, 2L)
  unlink(files[1L])
  write_by_duckdb(whole[1:5500, ], files[1L])
  expect_false(identical(piece_facts(pieces, 2L), facts))
  expect_error(predict(fit, pieces), "`x` must have 1,002 rows in piece 3, as when it was described, not 1502")
})

test_that("a table of a duckdb database, by ranges of keys", {
  skip_if_not_installed("duckdb")
  set.seed(32)
  file <- tempfile(fileext = ".duckdb")
  on.exit(unlink(file))
  x <- random_table("mixed", 300L)$x
  con <- DBI::dbConnect(suppressMessages(duckdb::duckdb()), file)
  DBI::dbWriteTable(con, "rows", cbind(key = rev(seq(0.25, by = 0.3, length.out = 300)), x))
  DBI::dbDisconnect(con, shutdown = TRUE)
  connect <- eval(bquote(function() {
    DBI::dbConnect(suppressMessages(duckdb::duckdb()), .(file), read_only = TRUE)
  }), globalenv())
  x <- x[300:1, ]
  rownames(x) <- NULL
  fit <- quietly(fastpam(x, 3, metric = "gower"))
  for (size in c(7, 300, 1000)) {
    pieces <- chunks(connect, table = "rows", key = "key", size = size)
    expect_identical(unname(quietly(predict(fit, pieces))), quietly(predict(fit, x)))
  }
})

test_that("size is for Parquet files that are read by duckdb", {
  file <- tempfile(fileext = c(".parquet", ".csv"))
  on.exit(unlink(file))
  writeLines(c("a,b", "1,2"), file[1L])
  writeLines(c("a,b", "1,2"), file[2L])
  expect_error(chunks(file[2L], size = 10), "`size` must be NULL for files of text, each of which is a piece, not 10")
  if (!requireNamespace("duckdb", quietly = TRUE)) {
    said <- "`size` of pieces of Parquet files needs the package duckdb"
    expect_error(chunks(file[1L], size = 10), said, class = "fastpam_error_package")
  }
})
