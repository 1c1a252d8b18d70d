# What the benchmark scripts share: seconds of the processor and the clock, and tables in Markdown.

# Median over `times` runs. On a machine that others use, the processor's seconds (all threads) are
# the fair ones for one thread.
seconds <- function(f, times = 1) {
  t <- vapply(seq_len(times), function(i) {
    gc(FALSE)
    t <- system.time(f())
    c(cpu = t[["user.self"]] + t[["sys.self"]], clock = t[["elapsed"]])
  }, c(cpu = 0, clock = 0))
  apply(t, 1, stats::median)
}

markdown <- function(table, digits = 4) {
  cells <- vapply(table, function(column) {
    if (is.numeric(column)) formatC(column, digits = digits, format = "fg", big.mark = ",") else as.character(column)
  }, character(nrow(table)))
  cells <- matrix(trimws(cells), nrow(table))
  cells[cells == "NA"] <- ""
  line <- function(x) cat("|", paste(x, collapse = " | "), "|\n")
  line(names(table))
  line(ifelse(vapply(table, is.numeric, NA), "---:", "---"))
  for (i in seq_len(nrow(cells))) line(cells[i, ])
}

# The folder with the real sets: the first argument, or shared/data beside the project.
data_folder <- function() {
  args <- commandArgs(trailingOnly = TRUE)
  if (length(args)) args[1] else file.path("..", "shared", "data")
}

# Objects of `centres` Gaussian clouds in `p` dimensions, unequal in size; the same for each call.
gaussian_mixture <- function(n, p, centres, seed = 1) {
  set.seed(seed)
  middle <- matrix(stats::rnorm(centres * p, sd = 4), centres)
  from <- sample.int(centres, n, replace = TRUE, prob = stats::rexp(centres) + 0.2)
  middle[from, ] + stats::rnorm(n * p)
}

# What bench/before-and-now.R times: `run`, called so many times for each measurement.
timed <- function(run, times = 1L) structure(run, times = times)

# Medoids and objective to the last bit, as text; of labels, their sum by position.
identity_of <- function(result) {
  if (inherits(result, "pam") || inherits(result, "clara") || inherits(result, "fastpam_fit")) {
    ids <- if (is.null(result$id.med)) result$i.med else result$id.med
    return(paste(c(ids[1:min(3, length(ids))], sum(sort(ids) * seq_along(ids)), sprintf("%a", unname(result$objective))), collapse = " "))
  }
  if (is.atomic(result) && is.numeric(result)) return(sprintf("%a", sum(as.numeric(result) * (seq_along(result) %% 1009))))
  paste(deparse(result$swap_optimal), collapse = " ")
}
