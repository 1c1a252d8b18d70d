# How many objects fastclara() draws where the user gives a word instead of a number. A formula of the call alone, never
# of the machine or of values in the data, so that the same call draws the same samples everywhere, also from a table
# in pieces, whose values are not known when samples are drawn.

sample_words <- c("auto", "clara", "fastclara")

# The unit of work is one dissimilarity of a sample: found, stored and read by the search, about 15 nanoseconds on one
# thread. So all samples together take about 2 seconds, and about 0.08 k seconds for k below 25.
sample_work <- 1.25e8
sample_work_per_medoid <- 5e6

# A square of 8 bytes each: 200 MB.
largest_sample <- 5000

# The number of columns that takes another unit of work (bench/clara-quality.R, part "costs").
columns_per_unit <- 400

# `able`: the number of objects that samples are drawn from. `cost` is from sampling_cost().
sample_size <- function(sampsize, able, k, samples, variant, cost) {
  if (!is.character(sampsize)) return(sampsize)
  word <- if (length(sampsize) == 1L) sample_words[pmatch(sampsize, sample_words)] else NA
  if (is.na(word)) {
    words <- paste0("\"", sample_words, "\"", collapse = ", ")
    abort_arg("sampsize", sprintf("be a whole number or one of %s", words), describe(sampsize))
  }
  small <- 80 + 4 * k
  size <- switch(word, clara = 40 + 2 * k, fastclara = small, auto = {
    # Swaps of these are as slow as their authors described them.
    slow <- variant %in% c("original", "fastpam1")
    if (slow) small else max(small, affordable_sample(able, k, samples, cost))
  })
  as.integer(min(able, size))
}

# All objects if they are no more work than the samples.
affordable_sample <- function(able, k, samples, cost) {
  work <- min(sample_work, sample_work_per_medoid * k) / cost
  if (able <= largest_sample && able^2 <= work) return(able)
  min(largest_sample, floor(sqrt(work / samples)))
}

# Units of work for a dissimilarity, 1 if it is only read. `columns` is the number of columns of the user's table.
sampling_cost <- function(metric, columns, sparse) {
  1 + column_weight(metric) * columns * (if (sparse) 0.1 else 1) / columns_per_unit
}

# How much longer a column takes than a column of Euclidean distances (the same script).
column_weight <- function(metric) {
  # Given, or computed by an R function before samples are drawn.
  if (!is.list(metric) || !is.null(metric$fun)) return(0)
  # A user's compiled function. Its time is not known; such functions take long.
  if (!is.null(metric$pointer)) return(100)
  switch(metric$name, jaccard = , dice = 0.2, canberra = , braycurtis = , ruzicka = 3, minkowski = 8, gower = 15, 1)
}
