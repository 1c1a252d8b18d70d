# What the arguments of a fit mean: the spellings of variants, where a search starts, and the checks
# of every argument that is not about `x` (those are in source.R).

# cluster's spellings and the engine that answers them. "o_1" and "o_2" promise the result of PAM,
# so they are PAM; "faster" is FasterPAM from random medoids.
peer_variants <- c(
  o_1 = "pam", o_2 = "pam", f_3 = "fastpam1", f_4 = "fastpam2", f_5 = "fastpam2", faster = "fasterpam"
)
own_variants <- c("pam", "fastpam1", "fastpam2", "fasterpam", "alternating", "original")

# The variant as it was spelled, completed as match.arg() would.
match_variant <- function(variant) check_choice(variant, c(own_variants, names(peer_variants)), "variant")

engine_of <- function(variant) {
  if (variant %in% names(peer_variants)) peer_variants[[variant]] else variant
}

# `pamonce` numbers start from BUILD, also 6 (in cluster only the word "faster" implies random
# medoids), hence "fasterpam" and not "faster". 0 asks for PAM's result and gets it from the fast
# engine.
variant_of_pamonce <- function(pamonce) {
  variants <- c("pam", "pam", "pam", "fastpam1", "fastpam2", "fastpam2", "fasterpam")
  ok <- length(pamonce) == 1L && (is.logical(pamonce) || is.numeric(pamonce)) && pamonce %in% 0:6
  if (!ok) abort_expected("pamonce", "TRUE, FALSE or a whole number between 0 and 6", pamonce)
  variants[[pamonce + 1L]]
}

inits <- c("build", "lab", "random", "kmeanspp", "parkjun")
random_inits <- c("lab", "random", "kmeanspp")

# Where the search starts: list(init, nstart, starts, seed) for the core, plus `label`, the name
# that the result reports. `medoids` wins over `init`. The random medoids themselves are drawn here,
# by one sample.int(n, k) a start as in cluster, so that set.seed() gives what it gives there.
plan_start <- function(n, k, medoids, nstart, init) {
  init <- check_choice(init, inits, "init")
  if (identical(medoids, "random")) {
    init <- "random"
  } else if (!is.null(medoids)) {
    medoids <- check_medoids(medoids, n, k)
    return(list(init = "given", nstart = 1L, starts = matrix(medoids, k), seed = NULL, label = "given"))
  }
  nstart <- check_nstart(nstart)
  if (!init %in% random_inits) nstart <- 1L
  if (init == "random") {
    starts <- matrix(0L, k, nstart)
    for (i in seq_len(nstart)) starts[, i] <- sample.int(n, k)
    return(list(init = "given", nstart = nstart, starts = starts, seed = NULL, label = "random"))
  }
  seed <- if (init %in% random_inits) floor(stats::runif(1L) * 2^32)
  list(init = init, nstart = nstart, starts = NULL, seed = seed, label = init)
}

check_k <- function(k, n) {
  if (n < 2L) {
    abort_arg("x", sprintf("`x` must have at least 2 objects to be clustered, not %d.", n))
  }
  if (!is_whole(k) || k < 1 || k >= n) {
    abort_expected("k", sprintf("a whole number between 1 and %d (one less than the number of objects)", n - 1L), k)
  }
  as.integer(k)
}

# Like cluster, numbers are cut off to whole ones.
check_medoids <- function(medoids, n, k) {
  ok <- is.numeric(medoids) && length(medoids) == k && !anyNA(medoids) &&
    all(medoids >= 1) && all(medoids < n + 1) && !anyDuplicated(trunc(medoids))
  if (!ok) {
    abort_expected(
      "medoids", sprintf("NULL, \"random\" or %d distinct observation number%s between 1 and %d", k, if (k == 1L) "" else "s", n),
      medoids
    )
  }
  as.integer(medoids)
}

check_nstart <- function(nstart) {
  if (length(nstart) == 1L && is.na(nstart)) return(1L)
  if (!is_whole(nstart) || nstart < 1 || nstart > .Machine$integer.max) {
    abort_expected("nstart", "NA or a whole number of at least 1", nstart)
  }
  as.integer(nstart)
}

check_max_iter <- function(max_iter) {
  ok <- is.numeric(max_iter) && length(max_iter) == 1L && !is.na(max_iter) && max_iter >= 0 &&
    (is.infinite(max_iter) || is_whole(max_iter))
  if (!ok) abort_expected("max_iter", "Inf or a whole number of at least 0", max_iter)
  as.double(max_iter)
}

check_n_threads <- function(n_threads) {
  if (is.null(n_threads)) return(0L)
  if (!is_whole(n_threads) || n_threads < 1 || n_threads > 1024) {
    abort_expected("n_threads", "NULL or a whole number between 1 and 1024", n_threads)
  }
  as.integer(n_threads)
}

check_weights <- function(weights, n) {
  if (is.null(weights)) return(NULL)
  ok <- is.numeric(weights) && length(weights) == n && all(is.finite(weights)) && all(weights >= 0) && any(weights > 0)
  if (!ok) {
    abort_expected("weights", sprintf("NULL or %d finite, non-negative numbers, one an object and not all of them 0", n), weights)
  }
  as.double(weights)
}
