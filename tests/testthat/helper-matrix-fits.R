# What is drawn for a cell of the generated matrix: the data, the arguments, and the fit. All of it is a pure
# function of the names of the kind, the metric, the verb and the number of the draw.

mx_seed <- function(id) {
  seed <- 7
  for (code in utf8ToInt(id)) seed <- (seed * 31 + code) %% 2147483647
  as.integer(seed)
}

# Evaluates with R's generator in a known state, and puts the session's own back.
mx_with_seed <- function(id, expr) {
  old <- get0(".Random.seed", globalenv(), inherits = FALSE)
  on.exit(if (is.null(old)) rm(".Random.seed", envir = globalenv()) else assign(".Random.seed", old, globalenv()))
  set.seed(mx_seed(id), "Mersenne-Twister", "Inversion", "Rejection")
  expr
}

mx_chance <- function(p) stats::runif(1) < p
mx_one_of <- function(...) list(...)[[sample.int(...length(), 1L)]]

# At most one value a row, never the first: each two rows have enough in common for every metric.
mx_punch <- function(values) {
  at <- which(stats::runif(nrow(values)) < .4)
  values[cbind(at, 1L + sample.int(ncol(values) - 1L, length(at), TRUE))] <- NA
  values
}

mx_row_names <- function(rule, n) {
  switch(rule,
    none = NULL,
    always = sprintf("r%d", sample.int(n)),
    twice = paste0("r", sample.int(n %/% 2L, n, TRUE)),
    unique = mx_one_of(NULL, sprintf("r%d", sample.int(n))),
    mx_one_of(NULL, sprintf("r%d", sample.int(n)), paste0("r", sample.int(n %/% 2L, n, TRUE)))
  )
}

# The data of a kind under a metric, with all their dissimilarities by definition (`d`), new rows, and
# theirs to all objects (`d_new`).
mx_case <- function(kind, entry, draw) {
  mx_with_seed(paste(kind$id, entry$id, draw), {
    n <- if (mx_chance(.08)) 104L else sample(13:26, 1L)
    grid <- mx_chance(.3)
    missing <- kind$missing && entry$missing && mx_chance(.35)
    stand <- kind$family == "numbers" && entry$stand && is.null(kind$sparse) && mx_chance(.25)
    rows <- mx_row_names(kind$row_names, n)
    gower <- mx_draw_gower(kind, entry)
    repeat { # until the metric is defined for all pairs
      values <- kind$values(n, grid)
      new <- kind$values(5L, grid)
      if (missing) values <- mx_punch(values)
      for (j in gower$type$ordratio) new[, j] <- sample(values[!is.na(values[, j]), j], 5L, TRUE) # known ranks
      seen <- mx_look(kind, entry, values, new, stand, gower)
      if (!anyNA(seen$d) && !anyNA(seen$d_new)) break
      missing <- FALSE
    }
    if (!is.null(kind$whole)) seen <- lapply(seen, round)
    c(list(
      kind = kind, entry = entry, draw = draw, n = n, values = values, new = new, rows = rows, stand = stand,
      gower = gower, x = if (kind$family == "given") kind$dress(seen$d, rows) else kind$dress(values, rows)
    ), seen)
  })
}

mx_draw_gower <- function(kind, entry) {
  if (!identical(entry$metric, "gower")) return(NULL)
  p <- length(kind$gower)
  list(
    kinds = kind$gower, type = if (grepl("type", entry$id)) kind$type,
    weights = if (grepl("weights", entry$id)) sample(c(0.5, 1, 2, 5, 9), p, TRUE)
  )
}

mx_look <- function(kind, entry, values, new, stand, gower) {
  as_words <- function(codes) matrix(mx_words[codes], nrow(codes))
  # Of what is refused only the object itself is looked at.
  if (kind$family == "given" || mx_fits_metric(kind, entry) == "refused") entry <- mx_metrics()$euclidean
  if (kind$family == "words" && is.function(entry$metric)) {
    values <- as_words(values)
    new <- as_words(new)
  }
  view <- mx_view(entry, values, stand, gower)
  seen <- view$view(values)
  list(d = mx_within(seen, view$pair), d_new = mx_between(view$view(new), seen, view$pair))
}

# ---- arguments -------------------------------------------------------------------------------------

# The arguments that say what the dissimilarities are.
mx_metric_arguments <- function(case) {
  if (case$kind$family == "given") return(if (isTRUE(case$kind$diss)) list(diss = TRUE) else list())
  c(
    list(metric = case$entry$metric), case$entry$args, if (case$stand) list(stand = TRUE),
    if (length(case$gower$type)) list(type = mx_name_columns(case$gower$type, case$kind$names)),
    if (!is.null(case$gower$weights)) list(var_weights = case$gower$weights)
  )
}

# Columns by name where that says which one is meant, else by number.
mx_name_columns <- function(type, names) {
  if (!mx_identify(names)) return(type)
  lapply(type, function(j) names[j])
}

mx_identify <- function(names) !is.null(names) && !anyNA(names) && all(nzchar(names)) && !anyDuplicated(names)

mx_verbs <- c("fastpam", "fastclara", "fastclarans", "fastpam_path")

# All arguments of a fit but `x`. `kept`: whether the fit keeps what later calls need.
mx_arguments <- function(case, verb) {
  mx_with_seed(paste(case$kind$id, case$entry$id, verb, case$draw), {
    n <- case$n
    given <- case$kind$family == "given"
    k <- if (mx_chance(.08)) 1L else sample(2:4, 1L)
    weights <- switch(sample.int(5L, 1L),
      c(rep(1, k + 3L), sample(0:3, n - k - 3L, TRUE))[sample.int(n)], # counts, some of them 0
      stats::runif(n, 0.2, 3), NULL
    )
    keep_data <- !given && verb != "fastpam_path" && mx_chance(.7)
    keep_diss <- verb %in% c("fastpam", "fastclarans") && mx_chance(.4)
    default <- mx_chance(.3)
    if (default) {
      keep_data <- !given && verb != "fastpam_path"
      keep_diss <- !given && verb %in% c("fastpam", "fastclarans") && n < 100L
    }
    args <- list(k = if (verb == "fastpam_path") c(k, k + 1L) else k)
    args <- c(args, mx_metric_arguments(case), if (!is.null(weights)) list(weights = weights))
    if (!default) {
      if (!given && verb != "fastpam_path") args$keep.data <- keep_data
      if (verb %in% c("fastpam", "fastclarans")) args$keep.diss <- keep_diss
    }
    single <- verb %in% c("fastpam", "fastpam_path") && mx_chance(.12)
    if (single) args$precision <- "single"
    args <- c(args, list(progress = FALSE, n_threads = 1L), switch(verb,
      fastpam = list(variant = mx_one_of("pam", "pam", "fasterpam")),
      fastclara = list(samples = 3, sampsize = min(n, sum(weights > 0, n * is.null(weights)), 2L * k + sample(5:9, 1L))),
      fastclarans = list(numlocal = 2), fastpam_path = list()
    ))
    rules <- if (mx_chance(.4)) mx_draw_rules(n, k, case$rows, weights)
    args <- c(args, rules$given)
    list(args = args, k = k, weights = weights, kept = keep_data || keep_diss, single = single, rules = rules)
  })
}

# Which objects may be medoids and which must be: as numbers, and as the user gives them. One of the candidates
# may have no weight.
mx_draw_rules <- function(n, k, names, weights) {
  counts <- if (is.null(weights)) seq_len(n) else which(weights > 0)
  candidates <- if (mx_chance(.7)) {
    free <- setdiff(seq_len(n), counts)
    sort(c(sample(counts, sample(seq.int(k + 1L, length(counts)), 1L)), if (length(free) && mx_chance(.5)) free[1L]))
  }
  fixed <- if (is.null(candidates) || mx_chance(.5)) sort(sample(if (is.null(candidates)) counts else candidates, sample.int(k, 1L)))
  as_given <- function(objects) {
    switch(sample.int(3L, 1L),
      objects, if (anyDuplicated(names) || is.null(names)) rev(objects) else names[objects], seq_len(n) %in% objects
    )
  }
  given <- list(fixed = if (!is.null(fixed)) as_given(fixed), candidates = if (!is.null(candidates)) as_given(candidates))
  list(fixed = fixed, candidates = candidates, given = given[lengths(given) > 0L])
}

# ---- the fit ---------------------------------------------------------------------------------------

# An environment as a user's session would be: the data, the arguments, the fit; and what later calls are
# given. Everything in it can be saved.
mx_session <- function(case, verb, pointer = NULL) {
  drawn <- mx_arguments(case, verb)
  session <- new.env(parent = globalenv())
  if (identical(case$entry$id, "pointer")) drawn$args$metric <- pointer
  session$x <- case$x
  session$k <- drawn$k
  session$k2 <- drawn$k + 1L
  session$as_diss <- isTRUE(case$kind$diss)
  for (name in names(drawn$args)) assign(paste0("the_", name), drawn$args[[name]], session)
  arguments <- lapply(names(drawn$args), function(name) as.name(paste0("the_", name)))
  names(arguments) <- names(drawn$args)
  session$call <- as.call(c(list(as.name(verb), x = quote(x)), arguments))
  mx_add_newdata(session, case)
  mx_with_seed(paste("fit", case$kind$id, case$entry$id, verb, case$draw), {
    session$fit <- mx_try({
      made <- eval(session$call, session)
      if (verb == "fastpam_path") made$fits[[as.character(drawn$k)]] else made
    })
  })
  list(session = session, case = case, verb = verb, drawn = drawn)
}

# Rows for predict(): those that were clustered (in several forms) and new ones.
mx_add_newdata <- function(session, case) {
  kind <- case$kind
  mx_with_seed(paste("new", kind$id, case$entry$id, case$draw), {
    session$some <- sample.int(case$n, 3L)
    if (kind$family == "given") return(mx_add_new_dissimilarities(session, case))
    p <- ncol(case$values)
    order <- sample.int(p)
    dress <- function(values, rows, ...) kind$dress(values, rows, ...)
    session$rows <- case$x
    session$rows_some <- dress(case$values[session$some, , drop = FALSE], case$rows[session$some])
    session$rows_one <- dress(case$values[session$some[1L], , drop = FALSE], case$rows[session$some[1L]])
    session$rows_permuted <- dress(case$values, case$rows, order)
    session$rows_new <- dress(case$new, if (kind$row_names == "always") paste0("new", 1:5))
    plain <- case$values
    session$rows_unnamed <- plain
    colnames(plain) <- paste0("w", seq_len(p))
    session$rows_renamed <- plain
    session$rows_frame <- mx_dress_frame(case$values, NULL, if (is.null(kind$names)) paste0("w", seq_len(p)) else kind$names)
  })
}

mx_add_new_dissimilarities <- function(session, case) {
  # As as.matrix() names the columns of a dist.
  labels <- if (is.null(case$rows)) as.character(seq_len(case$n)) else case$rows
  named <- function(d) {
    colnames(d) <- labels
    d
  }
  order <- sample.int(case$n)
  session$rows <- named(if (grepl("noise", case$kind$id)) unname(case$x) else case$d)
  session$rows_some <- session$rows[session$some, , drop = FALSE]
  session$rows_one <- session$rows[session$some[1L], , drop = FALSE]
  session$rows_permuted <- session$rows[, order]
  session$rows_new <- named(case$d_new)
  session$rows_unnamed <- unname(case$d)
  raw <- case$values
  colnames(raw) <- paste0("w", seq_len(ncol(raw)))
  session$rows_raw <- raw[, seq_len(session$k), drop = FALSE]
}
