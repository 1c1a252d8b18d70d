# A fuzzer of the package: fuzz(ids) runs the cases of these numbers; the same number is the same case
# on every machine. Used by test-fuzz.R and tools/fuzz.R. This file holds the driver, the inputs and
# what holds for any fit; helper-fuzz-*.R hold the verbs.
#
# A case draws a verb and an input and checks the verb (fuzz_pam() and so on). Then it draws parts
# from helper-fuzz-parts.R. New checks go behind the old ones, so that the numbers of cases that
# failed once keep their meaning.

fuzz <- function(ids) {
  found <- new.env()
  found$disagreements <- character()
  found$fits <- found$checks <- 0L
  kinds <- character()
  for (id in ids) {
    set.seed(id, "Mersenne-Twister", "Inversion", "Rejection")
    verb <- sample(c("pam", "clara", "clarans", "dist"), 1L, prob = c(.7, .1, .1, .1))
    input <- fuzz_input(verb)
    kinds <- c(kinds, paste(verb, input$kind))
    hold <- function(ok, what) {
      found$checks <- found$checks + 1L
      if (!isTRUE(ok)) {
        text <- sprintf("case %d (%s, %s, n = %d): %s", id, verb, input$kind, input$n, what)
        found$disagreements <- c(found$disagreements, text)
      }
    }
    fit <- function(f, args) {
      found$fits <- found$fits + 1L
      do.call(f, args, quote = TRUE)
    }
    check <- function(part, expr) {
      tryCatch(expr, error = function(e) {
        hold(FALSE, paste0("error in ", part, ": ", conditionMessage(e)))
      })
    }
    check(verb, switch(verb,
      pam = fuzz_pam(input, hold, fit), clara = fuzz_clara(input, hold, fit),
      clarans = fuzz_clarans(input, hold, fit), dist = fuzz_dist(input, hold, fit)
    ))
    for (part in sample(names(fuzz_parts), 1L + (verb == "dist"))) {
      kinds <- c(kinds, paste("and", part))
      check(part, fuzz_parts[[part]](input, function(ok, what) hold(ok, paste(part, what)), fit))
    }
    check("later", fuzz_later(function(ok, what) hold(ok, paste("later:", what)), fit))
    check("rules", fuzz_rules(function(ok, what) hold(ok, paste("rules:", what)), fit))
  }
  found$kinds <- table(kinds)
  as.list(found)
}

fuzz_pick <- function(...) {
  choices <- list(...)
  choices[[sample.int(length(choices), 1L)]]
}
fuzz_chance <- function(p) stats::runif(1L) < p

# ---- input ---------------------------------------------------------------------------------------

# A matrix of data, and how far it is from having ties.
fuzz_input <- function(verb) {
  n <- fuzz_pick(2L, 3L, sample(4:12, 1L), sample(13:60, 1L), sample(13:60, 1L))
  p <- sample(c(1L, 2L, 3L, 9L), 1L)
  kind <- sample(c(
    "continuous", "continuous", "grid", "binary", "equal", "duplicates", "large", "small",
    "outlier", "missing", "offset"
  ), 1L)
  x <- matrix(stats::rnorm(n * p), n, p)
  x <- switch(kind,
    grid = matrix(sample.int(4L, n * p, replace = TRUE), n, p),
    binary = matrix(sample(0:1, n * p, replace = TRUE), n, p),
    equal = matrix(1.5, n, p),
    duplicates = x[sample.int(max(1L, n %/% 3L), n, replace = TRUE), , drop = FALSE],
    large = x * 1e100,
    small = x * 1e-6,
    outlier = rbind(x[-1L, , drop = FALSE], rep(1e6, p)),
    missing = {
      x[sample.int(n * p, ceiling(n * p / 10))] <- NA
      x[rowSums(!is.na(x)) == 0L, ] <- 0
      if (p > 1L) x[, 1L] <- stats::rnorm(n) # so that each pair has something in common
      else x[is.na(x)] <- 0
      x
    },
    offset = x + 1e5,
    x
  )
  if (fuzz_chance(.3)) rownames(x) <- sprintf("o%d", sample.int(n))
  if (fuzz_chance(.2) && kind %in% c("continuous", "grid")) x <- as.data.frame(x)
  list(x = x, n = n, p = p, kind = kind, tied = kind != "continuous")
}

# ---- what holds for any fit ----------------------------------------------------------------------

# Everything but how it came about, and with how much work (a path shares its BUILD).
fuzz_essence <- function(object) {
  object <- unclass(object)
  object[setdiff(names(object), c("call", "diss", "data", "storage", "work", "precision"))]
}

# (CLARA numbers clusters before it settles ties.)
fuzz_hold_partition <- function(fit, medoids, d, w, objective, hold, tolerance = 1e-12) {
  label <- unname(fit$clustering)
  k <- length(medoids)
  near <- apply(d[, medoids, drop = FALSE], 1L, min)
  own <- d[cbind(seq_along(label), medoids[label])]
  slack <- tolerance * max(d)
  hold(!anyDuplicated(medoids) && all(medoids %in% seq_along(label)), "medoids are objects")
  hold(identical(label[medoids], seq_len(k)), "a medoid is in its own cluster")
  if (!inherits(fit, "clara")) hold(identical(unique(label), seq_len(k)), "clusters are numbered as they appear")
  hold(all(own <= near + slack), "every object is with its nearest medoid")
  mean <- sum(w * near) / sum(w)
  hold(abs(objective - mean) <= tolerance * max(mean, max(d) * 1e-3, 1e-300), "objective")
}

# The best change of the mean that one swap makes: one that the rules allow.
fuzz_best_swap <- function(d, medoids, w, may = which(w > 0), fixed = NULL) {
  total <- function(m) sum(w * do.call(pmin, lapply(m, function(i) d[, i])))
  others <- setdiff(may, medoids)
  now <- total(medoids)
  best <- 0
  for (h in others) {
    for (i in which(!medoids %in% fixed)) best <- min(best, total(replace(medoids, i, h)) - now)
  }
  best / sum(w)
}
