# The options of a search: the spellings of variants, and the start.

# cluster's spellings and the algorithm used for each. "o_1" and "o_2" promise the result of PAM, so they are PAM;
# "faster" is FasterPAM from random medoids.
peer_variants <- c(
  o_1 = "pam", o_2 = "pam", f_3 = "fastpam1", f_4 = "fastpam2", f_5 = "fastpam2",
  faster = "fasterpam"
)

# The core's tables of swaps and inits, read once per session.
registry <- local({
  known <- NULL
  function() {
    if (is.null(known)) known <<- search_registry()
    known
  }
})

# The variant as the user spelled it, completed as by match.arg() (which takes the first element of pam()'s whole
# default). Our own variants are those of the core.
match_variant <- function(variant) {
  if (identical(variant, c("original", names(peer_variants)))) return("pam")
  own <- registry()$variants$variant
  check_choice(variant, "variant", c(own, names(peer_variants)[peer_variants %in% own]))
}

# For samples, which are compared by their mean dissimilarity. Variants with another objective are refused.
match_sample_variant <- function(variant) {
  known <- registry()$variants
  own <- known$variant[!known$medoid_silhouette]
  check_choice(variant, "variant", c(own, names(peer_variants)[peer_variants %in% own]))
}

engine_of <- function(variant) {
  if (variant %in% names(peer_variants)) peer_variants[[variant]] else variant
}

# The medoid silhouette needs a second medoid.
least_k <- function(variant) {
  known <- registry()$variants
  if (known$medoid_silhouette[match(engine_of(variant), known$variant)]) 2L else 1L
}

# `pamonce` numbers start from BUILD, also 6 (in cluster only the word "faster" implies random medoids), hence
# "fasterpam" and not "faster". 0 means the result of PAM, which the fast algorithm gives.
variant_of_pamonce <- function(pamonce) {
  variants <- c("pam", "pam", "pam", "fastpam1", "fastpam2", "fastpam2", "fasterpam")
  ok <- length(pamonce) == 1L && (is.logical(pamonce) || is.numeric(pamonce)) && pamonce %in% 0:6
  if (!ok) {
    abort_arg("pamonce", "be TRUE, FALSE or a whole number between 0 and 6", describe(pamonce))
  }
  match_variant(variants[[pamonce + 1L]])
}

check_init <- function(init) check_choice(init, "init", union(registry()$inits$init, "random"))

is_random_init <- function(init) {
  inits <- registry()$inits
  inits$random[match(init, inits$init)]
}

# A seed for the core's generator, drawn from R's.
draw_seed <- function() floor(stats::runif(1L) * 2^32)

# Where the search for `k` medoids starts: list(init, nstart, starts, seed) for the core, and `label`, the name
# that the result reports. `medoids` takes precedence over `init`. Random medoids are drawn here, by one
# sample.int(n, k) per start as in cluster, so that set.seed() has the same effect.
plan_start <- function(problem, k, medoids, nstart, init) {
  init <- check_init(init)
  if (identical(medoids, "random")) {
    init <- "random"
  } else if (!is.null(medoids)) {
    medoids <- check_medoids(medoids, problem$n, k, problem$source$labels)
    check_medoids_rules(medoids, problem)
    return(list(init = "given", nstart = 1L, starts = matrix(medoids, k), seed = 0, label = "given"))
  }
  nstart <- check_nstart(nstart)
  if (init == "random") {
    # Only candidates that are not fixed are drawn; without restrictions, as in cluster.
    fixed <- problem$fixed
    from <- setdiff(able_objects(problem), fixed)
    starts <- matrix(0L, k, nstart)
    for (i in seq_len(nstart)) starts[, i] <- c(fixed, from[sample.int(length(from), k - length(fixed))])
    return(list(init = "given", nstart = nstart, starts = starts, seed = 0, label = "random"))
  }
  random <- is_random_init(init)
  list(
    init = init, nstart = if (random) nstart else 1L, starts = NULL,
    seed = if (random) draw_seed() else 0, label = init
  )
}

# The search for the core: from this start, and more searches within a budget.
search_options <- function(k, start, variant, do_swap = TRUE, max_iter = Inf, statistics = "pairs", budget = 0L) {
  list(
    k = k, variant = engine_of(variant), init = start$init, starts = start$starts, nstart = start$nstart,
    seed = if (budget > 0L && start$seed == 0) draw_seed() else start$seed, do_swap = do_swap,
    max_iter = max_iter, statistics = statistics, budget = budget
  )
}

# Numbers of objects, truncated to whole numbers as in cluster; or their labels, as printed for fits. `other` says
# what else the argument may be.
check_medoids <- function(medoids, n, k, labels = NULL, other = "NULL, \"random\" or ") {
  if (is.character(medoids) && length(medoids) == k && !is.null(labels)) {
    medoids <- objects_by_label(medoids, labels, "medoids")
  }
  medoids <- plain_number(medoids)
  ok <- is.numeric(medoids) && length(medoids) == k && !anyNA(medoids) &&
    all(medoids >= 1) && all(medoids < n + 1) && !anyDuplicated(trunc(medoids))
  if (ok) return(as.integer(medoids))
  numbers <- if (k == 1L) "1 observation number" else sprintf("%d distinct observation numbers", k)
  abort_arg(
    "medoids", sprintf("be %s%s between 1 and %d", other, numbers, n),
    describe_values(medoids)
  )
}

objects_by_label <- function(names, labels, arg) {
  unknown <- names[!names %in% labels]
  if (length(unknown)) {
    abort_arg(arg, "be names of objects", encodeString(unknown[1L], quote = "\""))
  }
  twice <- names[names %in% labels[duplicated(labels)]]
  if (length(twice)) {
    abort_arg(
      arg, "be observation numbers where names are not unique",
      sprintf("%s, which several objects have", encodeString(twice[1L], quote = "\""))
    )
  }
  match(names, labels)
}

# The values themselves if they are few: "1, 1, 5".
describe_values <- function(x) {
  few <- is.numeric(x) && is.null(dim(x)) && length(x) > 1L && length(x) <= 6L
  if (few) toString(x) else describe(x)
}

check_nstart <- function(nstart) {
  if (is.atomic(nstart) && length(nstart) == 1L && is.na(nstart)) 1L else check_count(nstart, "nstart")
}

# The maximum number of passes over all objects: a whole number or Inf.
check_passes <- function(passes, arg) {
  if (identical(passes, Inf)) return(passes)
  as.double(check_count(passes, arg, min = 0))
}
