# What the arguments of a fit mean: the spellings of variants, where a search starts, and the checks
# of every argument that is not about `x` (those are in source.R).

# cluster's spellings and the engine that answers them. "o_1" and "o_2" promise the result of PAM,
# so they are PAM; "faster" is FasterPAM from random medoids.
peer_variants <- c(
  o_1 = "pam", o_2 = "pam", f_3 = "fastpam1", f_4 = "fastpam2", f_5 = "fastpam2",
  faster = "fasterpam"
)

# The core's tables of swaps and inits, asked for once a session.
registry <- local({
  known <- NULL
  function() {
    if (is.null(known)) known <<- search_registry()
    known
  }
})

# The variant as it was spelled, completed as match.arg() would (which takes pam()'s whole default
# for its first element). Ours are those the core has.
match_variant <- function(variant) {
  if (identical(variant, c("original", names(peer_variants)))) return("pam")
  own <- registry()$variants$variant
  check_choice(variant, "variant", c(own, names(peer_variants)[peer_variants %in% own]))
}

# cluster's two metrics, also as it lets them be written: by any beginning ("m" is not "maximum"
# here), or both in a row, which is how wrappers of pam() hand on its default.
peer_metric <- function(metric) {
  peers <- c("euclidean", "manhattan")
  if (identical(metric, peers)) return("euclidean")
  i <- if (is.character(metric) && length(metric) == 1L) pmatch(metric, peers) else NA
  if (is.na(i)) metric else peers[[i]]
}

engine_of <- function(variant) {
  if (variant %in% names(peer_variants)) peer_variants[[variant]] else variant
}

# `pamonce` numbers start from BUILD, also 6 (in cluster only the word "faster" implies random
# medoids), hence "fasterpam" and not "faster". 0 asks for PAM's result and gets it from the fast
# engine.
variant_of_pamonce <- function(pamonce) {
  variants <- c("pam", "pam", "pam", "fastpam1", "fastpam2", "fastpam2", "fasterpam")
  ok <- length(pamonce) == 1L && (is.logical(pamonce) || is.numeric(pamonce)) && pamonce %in% 0:6
  if (!ok) {
    abort_arg("pamonce", "be TRUE, FALSE or a whole number between 0 and 6", describe(pamonce))
  }
  match_variant(variants[[pamonce + 1L]])
}

# Where the search starts: list(init, nstart, starts, seed) for the core, plus `label`, the name
# that the result reports. `medoids` wins over `init`. The random medoids themselves are drawn here,
# by one sample.int(n, k) a start as in cluster, so that set.seed() gives what it gives there.
plan_start <- function(n, k, medoids, nstart, init, weights = NULL) {
  known <- registry()$inits
  init <- check_choice(init, "init", union(known$init, "random"))
  if (identical(medoids, "random")) {
    init <- "random"
  } else if (!is.null(medoids)) {
    medoids <- check_medoids(medoids, n, k)
    if (!is.null(weights) && any(weights[medoids] == 0)) {
      none <- medoids[weights[medoids] == 0][1L]
      abort_arg("medoids", "have weights above 0", sprintf("0 for object %d", none))
    }
    starts <- matrix(medoids, k)
    return(list(init = "given", nstart = 1L, starts = starts, seed = 0, label = "given"))
  }
  nstart <- check_nstart(nstart)
  if (init == "random") {
    # An object of weight 0 stands for no row, so it is not drawn; else as cluster draws.
    from <- if (is.null(weights)) seq_len(n) else which(weights > 0)
    starts <- matrix(0L, k, nstart)
    for (i in seq_len(nstart)) starts[, i] <- from[sample.int(length(from), k)]
    return(list(init = "given", nstart = nstart, starts = starts, seed = 0, label = "random"))
  }
  random <- known$random[match(init, known$init)]
  list(
    init = init, nstart = if (random) nstart else 1L, starts = NULL,
    seed = if (random) floor(stats::runif(1L) * 2^32) else 0, label = init
  )
}

# Like cluster, numbers are cut off to whole ones. `other` says what else the argument may be.
check_medoids <- function(medoids, n, k, other = "NULL, \"random\" or ") {
  ok <- is.numeric(medoids) && length(medoids) == k && !anyNA(medoids) &&
    all(medoids >= 1) && all(medoids < n + 1) && !anyDuplicated(trunc(medoids))
  if (ok) return(as.integer(medoids))
  numbers <- if (k == 1L) "1 observation number" else sprintf("%d distinct observation numbers", k)
  abort_arg(
    "medoids", sprintf("be %s%s between 1 and %d", other, numbers, n),
    describe_values(medoids)
  )
}

# The values themselves where they are few: "1, 1, 5".
describe_values <- function(x) {
  few <- is.numeric(x) && is.null(dim(x)) && length(x) > 1L && length(x) <= 6L
  if (few) toString(x) else describe(x)
}

# The medoid silhouette compares with a second medoid.
check_k <- function(k, n, variant) {
  known <- registry()$variants
  second <- known$medoid_silhouette[match(engine_of(variant), known$variant)]
  check_count(k, "k", min = if (second) 2 else 1, max = n - 1L)
}

check_nstart <- function(nstart) {
  if (length(nstart) == 1L && is.na(nstart)) 1L else check_count(nstart, "nstart")
}

# What only the core can find out, while it computes.
with_core_errors <- function(expr) {
  tryCatch(expr, "fastpam::NothingInCommon" = function(e) {
    message <- paste0(
      "`x` must have a variable in common for each two rows, but ", conditionMessage(e), "."
    )
    abort(message, class = "fastpam_error_nothing_in_common")
  }, "fastpam::SumsOverflow" = function(e) {
    abort("`x` must have dissimilarities whose sum is finite; divide them by a power of two.")
  }, "fastpam::Error" = function(e) {
    abort(paste0("`x` must be what the metric is defined for, but ", conditionMessage(e), "."))
  }, "Rcpp::exception" = function(e) abort(conditionMessage(e)))
}

check_trace <- function(trace.lev) {
  if (is.logical(trace.lev)) trace.lev <- as.integer(trace.lev)
  check_count(trace.lev, "trace.lev", min = 0)
}

check_max_iter <- function(max_iter) {
  if (identical(max_iter, Inf)) return(max_iter)
  as.double(check_count(max_iter, "max_iter", min = 0))
}

# Bytes that working copies of dissimilarities may take; NA leaves it to the machine's free memory.
check_memory <- function(memory) {
  if (length(memory) == 1L && is.na(memory)) return(NA_real_)
  check_number(memory, "memory", 0)
}

check_weights <- function(weights, n, k = 1L) {
  if (is.null(weights)) return(NULL)
  must <- function(be, came = NULL) abort_arg("weights", be, came)
  if (!is.numeric(weights) || length(weights) != n) {
    must(sprintf("be NULL or %d numbers, one an object", n), describe(weights))
  }
  bad <- which(!is.finite(weights) | weights < 0)
  if (length(bad)) {
    came <- sprintf("%s for object %d", format(weights[bad[1L]]), bad[1L])
    must("be finite and not negative", came)
  }
  if (!is.finite(sum(weights))) must("have a finite sum", "Inf")
  if (sum(weights > 0) < k) {
    must(sprintf("be above 0 for at least %d objects, as many as medoids", k), sum(weights > 0))
  }
  as.double(weights)
}
