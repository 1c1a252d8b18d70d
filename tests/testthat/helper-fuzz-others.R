# fastclara(), fastclarans() and fastdist(), for helper-fuzz.R.

# ---- fastclara(), fastclarans() ------------------------------------------------------------------

fuzz_clara <- function(input, hold, fit) {
  n <- input$n
  if (n < 4L || input$kind == "missing") return(invisible())
  k <- sample.int(min(n - 2L, 6L), 1L)
  metric <- fuzz_pick("euclidean", "manhattan", "maximum")
  args <- list(x = input$x, k = k, metric = metric, progress = FALSE, samples = sample.int(4L, 1L))
  args$sampsize <- sample(seq.int(k + 1L, n), 1L)
  if (args$sampsize < 2L) args$sampsize <- 2L
  if (fuzz_chance(.5)) args$variant <- fuzz_pick("pam", "fasterpam", "fastpam1")
  if (fuzz_chance(.3)) args$rngR <- FALSE
  weights <- if (fuzz_chance(.2)) fuzz_weights(n, k) + 1
  args$weights <- weights
  seed <- sample.int(1e6, 1L)
  run <- function(...) {
    set.seed(seed)
    fit(fastclara, c(args, list(...)))
  }
  one <- run(n_threads = 1L)
  d <- as.matrix(fastdist(input$x, metric = metric))
  dimnames(d) <- NULL
  w <- if (is.null(weights)) rep(1, n) else weights
  fuzz_hold_partition(one, one$i.med, d, w, one$objective, hold)
  hold(identical(fuzz_essence(run(n_threads = 2L)), fuzz_essence(one)), "two threads")
  hold(length(one$sample) == args$sampsize, "sample size")
}

fuzz_clarans <- function(input, hold, fit) {
  n <- input$n
  k <- sample.int(min(n - 1L, 6L), 1L)
  args <- list(
    x = input$x, k = k, progress = FALSE, variant = fuzz_pick("fast", "classic"),
    numlocal = sample.int(3L, 1L)
  )
  if (fuzz_chance(.5)) args$maxneighbor <- sample.int(20L, 1L)
  weights <- if (fuzz_chance(.2)) fuzz_weights(n, k)
  args$weights <- weights
  seed <- sample.int(1e6, 1L)
  run <- function(...) {
    set.seed(seed)
    fit(fastclarans, utils::modifyList(args, list(...)))
  }
  one <- run(n_threads = 1L)
  d <- as.matrix(fastdist(input$x))
  dimnames(d) <- NULL
  w <- if (is.null(weights)) rep(1, n) else weights
  fuzz_hold_partition(one, one$id.med, d, w, one$objective[["swap"]], hold)
  hold(identical(fuzz_essence(run(n_threads = 2L)), fuzz_essence(one)), "two threads")
  # With missing values dist() and pam() round their sums differently, so they are two inputs.
  if (input$kind == "missing") return(invisible())
  packed <- run(x = fastdist(input$x))
  hold(identical(packed$id.med, one$id.med), "from a dist")
}

# ---- fastdist() ----------------------------------------------------------------------------------

fuzz_dist <- function(input, hold, fit) {
  x <- as.matrix(input$x)
  metric <- fuzz_pick("euclidean", "manhattan", "maximum", "canberra", "minkowski", "binary")
  if (metric == "binary") x[] <- as.double(!is.na(x) & x > 0)
  if (metric == "canberra" && (input$kind == "missing" || fuzz_chance(.5))) x <- abs(x)
  args <- list(x = x, metric = metric)
  if (metric == "minkowski") args$p <- sample(c(1, 1.5, 2, 3), 1L)
  ours <- fit(fastdist, c(args, n_threads = 1L))
  again <- fit(fastdist, c(args, n_threads = 2L))
  attr(again, "call") <- attr(ours, "call")
  hold(identical(again, ours), "two threads")
  theirs <- stats::dist(x, metric, p = args$p %||% 2)
  same <- if (metric %in% c("euclidean", "manhattan", "maximum", "binary") && input$kind != "missing") {
    identical(as.vector(ours), as.vector(theirs))
  } else {
    isTRUE(all.equal(as.vector(ours), as.vector(theirs), tolerance = 1e-12))
  }
  hold(same || anyNA(theirs), paste("stats::dist,", metric))
  hold(identical(attr(ours, "Labels"), attr(theirs, "Labels")), "labels")
}
