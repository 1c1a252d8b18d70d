# Fixed medoids and candidates, for helper-fuzz.R: any table, any verb, and all sets of medoids that keep the
# rules where these are few.

fuzz_rules <- function(hold, fit) {
  made <- fuzz_table()
  x <- made$x
  n <- nrow(x)
  k <- sample.int(min(4L, n - 2L), 1L)
  rules <- fuzz_draw_rules(n, k)
  asked <- made$args
  d <- suppressWarnings(do.call(fastdist, c(list(x), asked, if (made$mixed) list(warn_type = FALSE))))
  square <- unname(as.matrix(d))
  w <- rules$weights %||% rep(1, n)
  loss <- function(medoids) sum(w * do.call(pmin, lapply(medoids, function(m) square[, m]))) / sum(w)
  slack <- 1e-9 * max(square)
  given <- list(fixed = rules$fixed, candidates = rules$candidates, weights = rules$weights)
  given <- given[lengths(given) > 0L]
  keeps <- function(one, what) {
    ids <- medoid_ids(one)
    hold(length(ids) == k && all(ids %in% rules$may) && all(rules$fixed %in% ids), paste("rules kept,", what))
    ids
  }

  # fastpam(), by every way to the dissimilarities and with the rules said in other words.
  args <- list(k = k, variant = fuzz_pick("pam", "fastpam1", "fastpam2", "fasterpam", "original", "alternating"))
  if (fuzz_chance(.5)) args$init <- fuzz_pick("lab", "kmeanspp", "random", "parkjun")
  seed <- sample.int(1e6, 1L)
  run <- function(f, x, ...) {
    set.seed(seed)
    suppressWarnings(fit(f, utils::modifyList(c(list(x = x), args, given), list(...))))
  }
  of_data <- function(...) do.call(run, c(list(fastpam, x), asked, list(...)))
  one <- of_data()
  ids <- keeps(one, args$variant)
  hold(abs(one$objective[["swap"]] - loss(ids)) <= slack, "objective")
  change <- fuzz_best_swap(square, ids, w, rules$may, rules$fixed)
  hold(args$variant == "alternating" || change >= -slack, "swap-optimal under the rules")
  hold(identical(fuzz_essence(of_data(n_threads = 2L)), fuzz_essence(one)), "two threads")
  hold(identical(fuzz_essence(of_data(memory = 0)), fuzz_essence(one)), "no memory for a copy")
  flags <- lapply(given[names(given) != "weights"], function(objects) seq_len(n) %in% objects)
  hold(identical(fuzz_essence(do.call(of_data, flags)), fuzz_essence(one)), "rules as flags")
  hold(identical(unname(of_data(cluster.only = TRUE)), unname(one$clustering)), "cluster.only")
  few <- of_data(stats = FALSE)
  hold(identical(few[c("id.med", "clustering", "objective")], one[c("id.med", "clustering", "objective")]), "stats = FALSE")
  from_dist <- run(fastpam, d)
  hold(identical(fuzz_essence(run(fastpam, d, memory = 0)), fuzz_essence(from_dist)), "from a dist in place")
  hold(identical(run(fastpam, unname(square), diss = TRUE)$id.med, from_dist$id.med), "from a square matrix")

  # The other verbs, the certificate and the bound.
  args$variant <- args$init <- NULL
  keeps(do.call(run, c(list(fastclara, x, sampsize = length(union(rules$may, which(w > 0)))), asked[names(asked) != "keep.data"])), "fastclara")
  keeps(do.call(run, c(list(fastclarans, x), asked)), "fastclarans")
  keeps(run(fastpam_path, d)$fits[[1L]], "fastpam_path")
  said <- suppressWarnings(fit(swap_optimal, list(one, x)))
  hold(abs(min(said$change, 0, na.rm = TRUE) - change) <= slack, "certificate")
  sets <- fuzz_sets(k, rules)
  if (is.null(sets)) return(invisible())
  best <- min(vapply(sets, loss, 0))
  high <- run(fastpam, d, effort = "high", budget = 10L)
  keeps(high, "effort")
  hold(high$objective[["swap"]] <= run(fastpam, d)$objective[["swap"]], "effort is never worse")
  hold(high$objective[["swap"]] >= best - slack, "nothing is better than the best")
  bound <- fit(fastpam_bound, list(high, d, max_iter = fuzz_pick(5L, 200L)))
  hold(bound$bound <= best + slack, "bound")
  hold(!bound$optimal || high$objective[["swap"]] <= best + slack, "optimal")
}

# Rules that k medoids can keep; a candidate may have no weight.
fuzz_draw_rules <- function(n, k) {
  weights <- if (fuzz_chance(.4)) fuzz_weights(n, k + 1L)
  counts <- if (is.null(weights)) seq_len(n) else which(weights > 0)
  candidates <- if (fuzz_chance(.8)) sort(sample.int(n, sample(k:n, 1L)))
  may <- candidates %||% counts
  fixed <- if (fuzz_chance(.6)) sort(may[sample.int(length(may), sample.int(k, 1L))])
  list(weights = weights, candidates = candidates, fixed = fixed, may = may)
}

# All sets of k medoids that keep the rules, or NULL for more than 1000.
fuzz_sets <- function(k, rules) {
  free <- setdiff(rules$may, rules$fixed)
  left <- k - length(rules$fixed)
  if (choose(length(free), left) > 1000) return(NULL)
  if (left == 0L) return(list(rules$fixed))
  utils::combn(length(free), left, function(i) c(rules$fixed, free[i]), simplify = FALSE)
}
