# The border between R and the compiled code: whatever R object comes, a value comes back. A crash would
# end the test process. (tools/gctorture.R asks the same of valid calls with the garbage collector.)

border_source <- local({
  x <- matrix(sin(1:72 * 7) + 1.5, 18)
  d <- as.vector(stats::dist(x))
  # Columns of 4, 0 and 3 entries; the first does not ascend.
  columns <- list(start = c(0L, 4L, 4L, 7L), row = c(5L, 1L, 17L, 0L, 2L, 3L, 9L), columns = 3L)
  list(
    packed = list(kind = "packed", n = 18L, values = d, max = max(d)),
    square = list(kind = "square", n = 18L, values = as.matrix(stats::dist(x)), max = max(d)),
    dense = list(
      kind = "dense", n = 18L, data = x, metric = "euclidean", power = 2, missing_scale = "stats",
      masked = NULL, shift = NULL
    ),
    ranks = list(
      kind = "dense", n = 18L, data = x, metric = "spearman", power = 2, missing_scale = "cluster",
      masked = NULL, shift = NULL
    ),
    bits = list(
      kind = "dense", n = 18L, data = x > 1, metric = "jaccard", power = 2, missing_scale = "stats",
      masked = NULL, shift = NULL
    ),
    mixed = list(
      kind = "mixed", n = 18L, data = x, kinds = 0:3, weights = c(1, 0.5, 1, 2), masked = NULL,
      shift = NULL
    ),
    sparse = c(list(kind = "sparse", n = 18L, entries = c(1, 2, 1, 4, 1, 1, 3)), columns, list(
      metric = "manhattan", power = 2, storage = "auto"
    )),
    sets = c(list(kind = "sparse", n = 18L, entries = NULL), columns, list(
      metric = "jaccard", power = 2, storage = "bits"
    )),
    pointer = list(kind = "pointer", n = 18L, data = x, pointer = methods::new("externalptr"))
  )
})
border_run <- list(
  precision = "double", n_threads = 1L, trace = 0L, progress = FALSE, memory = NA_real_,
  weights = rep(c(1, 2, 0.5), 6), candidates = c(1:9, 12L)
)
border_fit <- list(
  k = 3L, variant = "fasterpam", init = "build", starts = matrix(c(1L, 5L, 9L, 2L, 4L, 7L), 3L),
  nstart = 2L, first_start = 1L, seed = 3, do_swap = TRUE, max_iter = Inf, statistics = "pairs"
)
border_clara <- list(
  k = 3L, variant = "fasterpam", init = "lab", samples = 3L, sample_size = 8L, independent = FALSE,
  r_rng = FALSE, seed = 1, statistics = "pairs", refine = 0
)
border_clarans <- list(
  k = 3L, numlocal = 2L, first_walk = 1L, maxneighbor = 20, fast = TRUE, seed = 1, statistics = "pairs"
)

border_resampling <- list(
  samples = list(c(1:9, 2:4), 5:18), B = 2L, method = "boot", size = 18L, count = TRUE, orders = list(18:1), splits = 1L,
  seed = 1, consensus = TRUE, first_sample = 3L, first_split = 1L, labels = list(rep(1:3, 6L))
)

border_sets <- list(
  list(medoids = c(16L, 18L), rows = 3L, own = 2L, tally = list(size = c(0, 0), max = c(0, 0), sums = matrix(0, 69L, 2L)))
)

# One valid call of each compiled function that takes a source.
border_calls <- function(source) {
  unrestricted <- border_run[setdiff(names(border_run), c("weights", "candidates"))]
  list(
    list("fit_cpp", source, border_fit, border_run),
    list("path_cpp", source, list(border_fit), border_run),
    list("stability_cpp", source, list(border_fit), border_resampling, border_run),
    list("clara_cpp", source, border_clara, border_run),
    list("clarans_cpp", source, border_clarans, border_run),
    list("clarans_walk_cpp", source, c(1L, 4L, 7L), border_clarans, border_run),
    list("best_swap_cpp", source, c(1L, 4L), border_run),
    list("bound_cpp", source, c(1L, 4L), list(iterations = 30L), c(border_run, list(fixed = 4L))),
    list("silhouette_cpp", source, rep(1:3, 6L), 3L, border_run),
    list("medoid_silhouette_cpp", source, c(1L, 4L), border_run),
    list("cross_cpp", source, 15L, 3L, border_run),
    list("nearest_sets_cpp", source, 15L, list(16:18, c(2L, 17L)), border_run),
    list("assign_sets_cpp", source, border_sets, list(m = 15L, labels = "bytes", weights = rep(c(1, 0, 2.5), 5L)), border_run),
    list("search_samples_cpp", source, border_clara, list(1:8, c(2L, 4L, 5:12)), unrestricted),
    list("sample_statistics_cpp", source, c(1:8, 17L), c(17L, 2L), unrestricted),
    list("dense_facts_cpp", source, border_run),
    list("fill_dist_cpp", source, border_run, list(Size = 18L), "best")
  )
}

border_codes <- c(
  "nothing_in_common", "undefined_row", "metric_value", "single_range", "sums_overflow",
  "no_usable_sample", "memory", "dead_pointer", "foreign_pointer", "broken", "unknown_name"
)

# The code of a failure, "" for a result. An "internal" failure would be a fault of ours.
border_code <- function(name, ...) {
  value <- do.call(get(name, asNamespace("fastpam")), list(...), quote = TRUE)
  if (!inherits(value, "fastpam_failure")) return("")
  stopifnot(is.double(value$data), nzchar(value$message), value$code %in% border_codes)
  value$code
}

# What may stand where `value` stood.
wrong_values <- function(value) {
  out <- list(
    NULL, NA, NA_real_, -1L, 0L, 1L, 2147483647L, 1e300, -Inf, NaN, 2.5, "x", NA_character_, integer(),
    list(), list(1), TRUE, sum, quote(a + b), 1i, raw(3), new.env(), matrix(1:4, 2L), numeric(400),
    factor("a"), "gower", "spearman", "hellinger", "single", "dynmsc", "kmeanspp", "none"
  )
  if (is.atomic(value) && length(value)) {
    out <- c(out, list(
      value[-1L], c(value, value), rev(value), as.character(value), suppressWarnings(as.double(value)),
      replace(value, 1L, NA), structure(value, dim = NULL)
    ))
  }
  if (is.numeric(value) && length(value)) {
    out <- c(out, list(
      replace(value, 1L, -5L), replace(value, length(value), 2000000000L), value * 0L,
      replace(as.double(value), seq_along(value), NaN), -value, value * 1e308, value * 1e-320,
      replace(as.double(value), seq(1L, length(value), by = 3L), NaN),
      replace(as.double(value), 1L, Inf)
    ))
  }
  out
}

test_that("a valid call of each function is no failure, for each kind of source", {
  for (kind in setdiff(names(border_source), "pointer")) {
    for (call in border_calls(border_source[[kind]])) {
      code <- do.call(border_code, call)
      tables <- kind %in% c("dense", "ranks", "bits", "mixed")
      expect_identical(code, if (call[[1L]] == "dense_facts_cpp" && !tables) "broken" else "", label = kind)
    }
  }
})

test_that("no object crashes R, whichever field it stands in", {
  skip_on_cran()
  # These two may ask for more samples or walks than anybody has time for.
  long <- c("samples", "numlocal", "maxneighbor", "nstart")
  # A sparse table of 2^31 - 1 rows without entries is a table, if nothing else has to have as many rows.
  sampled <- c("search_samples_cpp", "sample_statistics_cpp")
  calls <- 0L
  utils::capture.output({  # what a larger `trace` tells
    for (kind in names(border_source)) {
      for (call in border_calls(border_source[[kind]])) {
        # What is not the source is read alike whatever the source is.
        for (i in if (kind %in% c("packed", "dense")) seq_along(call)[-1L] else 2L) {
          for (wrong in wrong_values(call[[i]])) {
            changed <- call
            changed[i] <- list(wrong)
            # Rcpp itself reads this one.
            if (call[[1L]] == "fill_dist_cpp" && i == 5L) next
            do.call(border_code, changed, quote = TRUE)
            calls <- calls + 1L
          }
          for (field in setdiff(names(call[[i]]), long)) {
            for (wrong in wrong_values(call[[i]][[field]])) {
              if (field == "n" && call[[1L]] %in% sampled && is.numeric(wrong) && any(wrong > 1e6, na.rm = TRUE)) next
              changed <- call
              changed[[i]][field] <- list(wrong)
              do.call(border_code, changed, quote = TRUE)
              calls <- calls + 1L
            }
          }
        }
      }
    }
  })
  expect_gt(calls, 5000L)
})

test_that("sparse slots that other packages' C++ breaks", {
  change <- function(...) {
    border_code("fill_dist_cpp", utils::modifyList(border_source$sparse, list(...)), border_run, NULL, "best")
  }
  expect_identical(change(), "")
  expect_identical(change(row = c(5L, 1L, 18L, 0L, 2L, 3L, 9L)), "broken")
  expect_identical(change(row = c(5L, 1L, -1L, 0L, 2L, 3L, 9L)), "broken")
  expect_identical(change(row = c(5L, 1L, 10000000L, 0L, 2L, 3L, 9L)), "broken")
  expect_identical(change(row = c(5L, 1L, 5L, 0L, 2L, 3L, 9L)), "broken")
  expect_identical(change(start = c(0L, 5L, 4L, 7L)), "broken")
  expect_identical(change(start = c(0L, 4L, 4L, 8L)), "broken")
  expect_identical(change(start = c(-1L, 4L, 4L, 7L)), "broken")
  expect_identical(change(start = c(0L, 4L, 7L)), "broken")
  expect_identical(change(columns = 4L), "broken")
  expect_identical(change(entries = c(1, 2)), "broken")
  # Rows that do not ascend mean what they mean in order.
  values <- function(source) fill_dist_cpp(source, border_run, NULL, "best")
  sorted <- border_source$sparse
  order <- c(4L, 2L, 1L, 3L, 5:7)
  sorted$row <- sorted$row[order]
  sorted$entries <- sorted$entries[order]
  expect_identical(values(border_source$sparse), values(sorted))
})

test_that("pointers that are no metric", {
  pointer <- function(value) {
    source <- border_source$pointer
    source$pointer <- value
    border_code("fill_dist_cpp", source, border_run, NULL, "best")
  }
  expect_identical(pointer(methods::new("externalptr")), "dead_pointer")
  expect_identical(pointer(getNativeSymbolInfo("_fastpam_fit_cpp", "fastpam")$address), "foreign_pointer")
  expect_identical(pointer(NULL), "broken")
})

test_that("rows of a failure are counted from 1", {
  nothing <- border_source$dense
  nothing$data <- rbind(matrix(c(1, NA, NA, 2, 1, 1, 2, 3), 4L, byrow = TRUE), matrix(1, 14L, 2L))
  failure <- fill_dist_cpp(nothing, border_run, NULL, "best")
  expect_identical(failure$code, "nothing_in_common")
  expect_identical(failure$data, c(1, 2))
  constant <- border_source$ranks
  constant$data[7L, ] <- 1
  failure <- fill_dist_cpp(constant, border_run, NULL, "best")
  expect_identical(failure$code, "undefined_row")
  expect_identical(failure$data, 7)
})

test_that("fewer objects of positive weight than medoids never hang", {
  run <- utils::modifyList(border_run, list(weights = rep(c(0, 0, 1), c(8L, 8L, 2L)), candidates = NULL))
  for (init in inits()$init) {
    fit <- utils::modifyList(border_fit, list(init = init))
    fit["starts"] <- list(NULL)
    expect_identical(border_code("fit_cpp", border_source$packed, fit, run), "broken")
    expect_identical(border_code("path_cpp", border_source$packed, list(fit), run), "broken")
    clara <- utils::modifyList(border_clara, list(init = init))
    expect_identical(border_code("clara_cpp", border_source$packed, clara, run), "broken")
  }
  expect_identical(border_code("clarans_cpp", border_source$packed, border_clarans, run), "broken")
})

test_that("draws and sums take what they take, and nothing else", {
  wanted <- list(n = 18L, size = 5L, samples = 2L, r_rng = FALSE)
  expect_identical(lengths(draw_samples_cpp(wanted)), c(5L, 5L))
  wanted[c("keep", "skip")] <- list(c(2L, 9L), 7)
  expect_true(all(c(2L, 9L) %in% draw_samples_cpp(wanted)[[2L]]))
  for (field in names(wanted)) {
    for (wrong in wrong_values(wanted[[field]])) {
      if (is.numeric(wrong) && length(wrong) == 1L && isTRUE(wrong > 1e6)) next # would take long, or all memory
      changed <- wanted
      changed[field] <- list(wrong)
      border_code("draw_samples_cpp", changed)
    }
  }
  sums <- list(c(1L, 2L, 1L), c(1, 2, 0), c(1, 0, 2.5), 2L)
  expect_identical(do.call(chain_sums_cpp, sums)[c("total", "size")], list(total = 1, size = c(3.5, 0)))
  for (at in 1:3) {
    for (wrong in wrong_values(sums[[at]])) {
      changed <- sums
      changed[at] <- list(wrong)
      said <- border_code("chain_sums_cpp", changed[[1L]], changed[[2L]], changed[[3L]], changed[[4L]])
      expect_true(said %in% c("", "broken"))
    }
  }
  state <- exact_sum_cpp(c(1, -2.5, Inf))
  for (wrong in c(wrong_values(state), wrong_values(list(state)))) {
    expect_true(border_code("exact_sum_cpp", wrong) %in% c("", "broken"))
    expect_true(border_code("exact_total_cpp", wrong) %in% c("", "broken"))
    expect_true(border_code("exact_total_cpp", list(wrong)) %in% c("", "broken"))
  }
  expect_identical(border_code("exact_total_cpp", list(1)), "broken")
})
