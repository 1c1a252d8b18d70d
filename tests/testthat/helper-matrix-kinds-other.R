# Kinds of source of the generated matrix that hold no numbers by columns (see helper-matrix-kinds.R).

# ---- dissimilarities -------------------------------------------------------------------------------

# `dress` gets the square matrix of them.
mx_given_kinds <- function() {
  dist_of <- function(d, labels) {
    structure(d[lower.tri(d)], Size = nrow(d), Labels = labels, Diag = FALSE, Upper = FALSE, class = "dist")
  }
  named <- function(d, labels) {
    dimnames(d) <- if (!is.null(labels)) list(labels, labels)
    d
  }
  kind <- function(id, row_names, dress, diss = NULL, ...) {
    mx_kind(id, "given", mx_numbers, dress, row_names = row_names, missing = FALSE, diss = diss, ...)
  }
  list(
    kind("dist", "always", dist_of), kind("dist, labels twice", "twice", dist_of), kind("dist, no labels", "none", dist_of),
    kind("dist of daisy()", "always", function(d, labels) {
      structure(dist_of(d, labels), class = c("dissimilarity", "dist"), Metric = "mixed", Diag = NULL, Upper = NULL)
    }),
    kind("square matrix", "always", named, diss = TRUE), kind("square matrix, no names", "none", named, diss = TRUE),
    kind("square matrix, names twice", "twice", named, diss = TRUE),
    kind("square matrix with rounding noise", "always", function(d, labels) {
      noise <- matrix(stats::runif(length(d), -1, 1), nrow(d)) * 1e-16 * max(d)
      named(d + noise, labels)
    }, diss = TRUE),
    kind("dist of integers", "always", function(d, labels) {
      d <- dist_of(d, labels)
      storage.mode(d) <- "integer"
      d
    }, whole = TRUE),
    kind("bare vector", "none", function(d, labels) d[lower.tri(d)], diss = TRUE)
  )
}

# ---- words -----------------------------------------------------------------------------------------

mx_words <- c("talk", "walk", "walked", "talked", "sing", "ring", "bringing", "singing", "a", "of", "the", "house")

mx_word_kinds <- function() {
  codes <- function(n, grid) matrix(sample.int(length(mx_words), 2 * n, TRUE), n)
  list(
    mx_kind("matrix of words", "words", codes, function(values, rows, order = 1:2) {
      matrix(mx_words[values], nrow(values), dimnames = list(rows, c("one", "two")))[, order, drop = FALSE]
    }, c("one", "two"), missing = FALSE),
    mx_kind("data frame of words", "words", codes, function(values, rows, ...) {
      word <- function(v) mx_words[v]
      mx_dress_frame(values, rows, c("one", "two"), list("1" = word, "2" = word), ...)
    }, c("one", "two"), missing = FALSE, row_names = "unique", gower = c("N", "N"), type = list())
  )
}

# ---- what is refused -------------------------------------------------------------------------------

mx_refused_kinds <- function() {
  # By these metrics; an R function may take what it likes of a matrix.
  kind <- function(id, make, packages = character(), by = c("euclidean", "jaccard", "gower", "function")) {
    mx_kind(id, "refused", mx_numbers, function(values, rows) make(values),
      packages = packages, gower = rep("I", 6L), missing = FALSE, refused_by = by
    )
  }
  with_column <- function(column) {
    function(values) {
      frame <- as.data.frame(values)
      frame$last <- column(nrow(values))
      frame
    }
  }
  list(
    kind("list column", with_column(function(n) as.list(seq_len(n)))),
    kind("AsIs column", with_column(function(n) I(as.list(seq_len(n))))),
    kind("POSIXlt column", with_column(function(n) as.POSIXlt(seq_len(n) * 1e5, origin = "1970-01-01", tz = "UTC"))),
    kind("complex column", with_column(function(n) complex(real = seq_len(n)))),
    kind("data frame column", with_column(function(n) data.frame(a = seq_len(n), b = 1))),
    kind("sf", function(values) {
      space <- asNamespace("sf")
      frame <- as.data.frame(values)
      points <- lapply(seq_len(nrow(values)), function(i) get("st_point", space)(values[i, 1:2]))
      get("st_sf", space)(frame, geometry = get("st_sfc", space)(points))
    }, "sf"),
    kind("similarities", function(values) {
      structure(stats::dist(values), class = c("simil", "dist"))
    }),
    kind("complex matrix", function(values) values + 0i, by = c("euclidean", "jaccard", "gower")),
    kind("array", function(values) array(values, c(nrow(values), 2L, 3L))),
    kind("list", function(values) as.list(as.data.frame(values)))
  )
}
