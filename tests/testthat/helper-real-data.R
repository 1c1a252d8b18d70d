# Real sets for the comparison with cluster::pam. The full collection is not shipped: it is looked
# for in FASTPAM_DATA, then as shared/data beside any directory above the tests. Without it the
# package's own data stand in (`real_cases()` says which it was by the attribute "source").

data_root <- function() {
  given <- Sys.getenv("FASTPAM_DATA")
  if (nzchar(given)) return(if (dir.exists(given)) normalizePath(given))
  here <- normalizePath(".")
  repeat {
    found <- file.path(here, "shared", "data")
    if (file.exists(file.path(found, "cluster_pkg", "ruspini.csv.gz"))) return(found)
    above <- dirname(here)
    if (above == here) return(NULL)
    here <- above
  }
}

# A case like those of generate_case(): here the arguments are written out by hand.
real_case <- function(name, x, k, ...) {
  list(
    id = 0L, kind = "real", form = name, k = k, seed = 1, args = list(x = x, k = k, ...),
    n = if (is.null(attr(x, "Size"))) NROW(x) else attr(x, "Size")
  )
}

real_cases <- function() {
  root <- data_root()
  cases <- shipped_cases()
  if (!is.null(root)) cases <- c(cases, collection_cases(root))
  source <- paste0(if (!is.null(root)) "the collection and ", "the package's own data")
  structure(cases, source = source)
}

shipped_cases <- function() {
  leaf <- as.matrix(fastpam::leaves[-1])
  bits <- as.matrix(fastpam::androgen[-1]) * 1
  some <- seq(1L, 1600L, by = 5L)
  list(
    real_case("leaves, all", leaf, 3L),
    real_case("leaves, half", leaf[c(TRUE, FALSE), ], 12L),
    real_case("leaves, a fifth", leaf[some, ], 20L),
    real_case("leaves, Manhattan", leaf[some, ], 12L, metric = "manhattan", keep.diss = TRUE),
    real_case("leaves, standardised", as.data.frame(leaf[some[1:150], ]), 30L, stand = TRUE),
    real_case("leaves, a dist", stats::dist(leaf[1:160, ]), 10L, keep.diss = TRUE),
    real_case("androgen, Jaccard", stats::dist(bits[1:250, ], "binary"), 10L),
    real_case("androgen, Hamming", stats::dist(bits[251:500, ], "manhattan"), 8L),
    real_case("androgen, bits as data", bits[501:700, 1:64], 6L, metric = "manhattan")
  )
}

collection_cases <- function(root) {
  table <- function(...) utils::read.csv(gzfile(file.path(root, ...)))
  frame <- function(...) readRDS(file.path(root, ...))
  numbers <- function(x) as.matrix(x[vapply(x, is.numeric, NA)])
  by_id <- function(x) {
    rows <- as.matrix(x[-1])
    rownames(rows) <- x[[1]]
    rows
  }
  gower <- function(x) suppressWarnings(cluster::daisy(x, "gower"))
  some <- function(x, size) x[round(seq(1, nrow(x), length.out = size)), , drop = FALSE]
  binary <- function(x) stats::dist(x, "binary")

  ruspini <- table("cluster_pkg", "ruspini.csv.gz")
  xclara <- table("cluster_pkg", "xclara.csv.gz")
  dune <- by_id(table("vegan", "dune.csv.gz"))
  sipoo <- by_id(table("vegan", "sipoo.csv.gz"))
  snails <- as.matrix(table("prabclus", "kykladspecreg.csv.gz"))
  cattle <- some(by_id(table("geno_microbov", "microbov.csv.gz")[-2]), 250)
  flu <- some(by_id(table("geno_h3n2", "h3n2.csv.gz")[-2]), 250)
  votes <- frame("uci_housevotes84", "housevotes84.rds")
  zoo <- Filter(function(v) is.logical(v) || is.numeric(v), frame("uci_zoo", "zoo.rds"))
  motives <- table("bin_vacmot", "vacmot.csv.gz")
  incomes <- as.matrix(table("bin_income", "income.csv.gz"))
  penguins <- frame("mixed_penguins", "penguins.rds")
  cities <- numbers(table("geo_cities", "canada.csv.gz"))[, c("lat", "long")]
  vowel <- numbers(table("uci_vowel", "vowel.csv.gz"))
  list(
    real_case("ruspini", ruspini, 4L),
    real_case("ruspini, k = 20", ruspini, 20L, metric = "manhattan"),
    real_case("agriculture", table("cluster_pkg", "agriculture.csv.gz"), 2L, stand = TRUE),
    real_case("pluton", table("cluster_pkg", "pluton.csv.gz"), 3L, stand = TRUE, keep.diss = TRUE),
    real_case("flower, Gower", gower(frame("cluster_pkg", "flower.rds")), 5L, keep.diss = TRUE),
    real_case("xclara", some(xclara, 1500), 3L),
    real_case("dune", dune, 4L, metric = "manhattan"),
    real_case("dune, presence", binary(dune > 0), 5L),
    real_case("sipoo, presence", binary(sipoo > 0), 4L, keep.diss = TRUE),
    real_case("varespec", by_id(table("vegan", "varespec.csv.gz")), 3L),
    real_case("snails", binary(snails), 8L),
    real_case("vacation motives", binary(some(motives, 400)), 6L),
    real_case("income", some(incomes, 300), 6L, metric = "manhattan"),
    real_case("cattle", cattle, 8L, metric = "manhattan"),
    real_case("influenza", stats::dist(flu, "manhattan"), 10L),
    real_case("votes, Gower", gower(some(votes[rowSums(!is.na(votes)) > 12, -1], 250)), 2L),
    real_case("zoo, Gower", gower(zoo), 7L),
    real_case("vowel", some(vowel, 330), 11L),
    real_case("vowel, two", vowel, 2L, stand = TRUE),
    # Two of the penguins were not measured at all.
    real_case("penguins, measured", numbers(penguins)[-c(4L, 272L), ], 3L, stand = TRUE),
    real_case("penguins, Gower", gower(penguins), 3L),
    real_case("heart, Gower", gower(frame("mixed_heart", "heart.rds")), 4L),
    real_case("mammals asleep", numbers(table("mixed_mpg", "msleep.csv.gz")), 4L, stand = TRUE),
    real_case("mouse", table("mouse", "mouse.csv.gz")[1:2], 4L),
    real_case("cities of Canada", some(cities, 300), 8L),
    real_case("p-median", shortest_paths(file.path(root, "orlib_pmed", "pmed2.txt.gz")), 10L)
  )
}

# All-pairs shortest paths of an OR-Library instance; when an edge is repeated, its last line
#   counts.
shortest_paths <- function(file) {
  connection <- gzfile(file)
  on.exit(close(connection))
  lines <- matrix(scan(connection, quiet = TRUE)[-(1:3)], ncol = 3L, byrow = TRUE)
  n <- max(lines[, 1:2])
  d <- matrix(Inf, n, n)
  for (e in seq_len(nrow(lines))) {
    ends <- lines[e, 1:2]
    d[ends[1], ends[2]] <- d[ends[2], ends[1]] <- lines[e, 3]
  }
  diag(d) <- 0
  for (via in seq_len(n)) d <- pmin(d, outer(d[, via], d[via, ], "+"))
  stats::as.dist(d)
}
