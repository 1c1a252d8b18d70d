# Makes data/careers.rda: simulated courses of school leavers, in half-years, with the number of
# persons who took each course as a weight. Run from the project's root: Rscript data-raw/careers.R
#
# The data are simulated: 4,000 persons of three kinds go through four states, each kind by its own Markov chain. A
# clustering should find the kinds again, but not exactly, because a course does not determine the kind of its
# person.

source(file.path("data-raw", "common.R"))
suppressWarnings(RNGversion("3.6.0"))
set.seed(20)

states <- c("school", "training", "job", "unemployed")
half_years <- 10
persons <- 4000

# A row has the probabilities of the states half a year later.
chain <- function(...) {
  matrix(c(...), 4, byrow = TRUE, dimnames = list(states, states))
}
kinds <- list(
  academic = list(share = 0.35, start = c(0.95, 0.02, 0.02, 0.01), moves = chain(
    0.93, 0.01, 0.05, 0.01,
    0.05, 0.75, 0.18, 0.02,
    0.02, 0.01, 0.96, 0.01,
    0.05, 0.05, 0.60, 0.30
  )),
  vocational = list(share = 0.45, start = c(0.10, 0.80, 0.08, 0.02), moves = chain(
    0.40, 0.45, 0.13, 0.02,
    0.00, 0.76, 0.22, 0.02,
    0.00, 0.01, 0.97, 0.02,
    0.00, 0.15, 0.65, 0.20
  )),
  unsteady = list(share = 0.20, start = c(0.10, 0.20, 0.20, 0.50), moves = chain(
    0.40, 0.10, 0.10, 0.40,
    0.02, 0.50, 0.13, 0.35,
    0.01, 0.04, 0.60, 0.35,
    0.01, 0.04, 0.15, 0.80
  ))
)
stopifnot(vapply(kinds, function(kind) {
  all(abs(c(rowSums(kind$moves), sum(kind$start)) - 1) < 1e-12)
}, NA))

walk <- function(kind) {
  course <- integer(half_years)
  course[1] <- sample.int(4, 1, prob = kind$start)
  for (h in seq_len(half_years)[-1]) course[h] <- sample.int(4, 1, prob = kind$moves[course[h - 1], ])
  course
}
kind <- sample(names(kinds), persons, replace = TRUE, prob = vapply(kinds, `[[`, 0, "share"))
courses <- t(vapply(kinds[kind], walk, integer(half_years), USE.NAMES = FALSE))

# One row for each distinct course, the frequent ones first; of its kinds the most frequent.
pattern <- apply(courses, 1, paste, collapse = "")
count <- table(pattern)
order <- names(count)[order(-count, names(count))]
first <- match(order, pattern)
by_kind <- table(pattern, factor(kind, levels = names(kinds)))[order, ]
careers <- data.frame(
  persons = as.vector(count[order]),
  kind = factor(names(kinds)[max.col(by_kind, ties.method = "first")], levels = names(kinds))
)
for (h in seq_len(half_years)) {
  careers[[paste0("h", h)]] <- factor(states[courses[first, h]], levels = states)
}
stopifnot(sum(careers$persons) == persons, !anyDuplicated(careers[-(1:2)]))
save_data(careers, "careers")
