d <- dist(leaves[-1])
set.seed(1)
x <- matrix(rnorm(20000), 10000)
tasks <- list(
  "PAM, leaves, k = 100" = function() timed(function() fastpam(d, 100, n_threads = threads), 5L),
  "FastPAM1, leaves, k = 100" = function() timed(function() fastpam(d, 100, variant = "fastpam1", n_threads = threads)),
  "FasterPAM, leaves, k = 100, 20 starts" = function() {
    timed(function() fastpam(d, 100, variant = "fasterpam", nstart = 20, n_threads = threads))
  },
  "Alternating, leaves, k = 100" = function() {
    timed(function() fastpam(d, 100, variant = "alternating", n_threads = threads), 5L)
  },
  "FasterMSC, leaves, k = 20" = function() timed(function() fastpam(d, 20, variant = "fastermsc", n_threads = threads)),
  "Labels only, leaves, k = 20" = function() {
    timed(function() fastpam(d, 20, cluster.only = TRUE, n_threads = threads), 5L)
  },
  "CLARA, 10,000 x 2, k = 50" = function() timed(function() fastclara(x, 50, samples = 20, n_threads = threads), 3L),
  "CLARANS, leaves, k = 20" = function() timed(function() fastclarans(d, 20, n_threads = threads), 10L),
  "Certificate, leaves, k = 100" = function() {
    timed(function() swap_optimal(seq(1, 1600, by = 16), d, n_threads = threads), 10L)
  }
)
