# The fit of a table in pieces, from what was found in samples and what the pieces say about all rows.

# Silhouettes and dissimilarities of the best sample.
sample_of_best <- function(of, best) {
  from_core(sample_statistics_cpp(of$source, of$sets[[best$number]], best$rows, of$run), of$source$metric)
}

# Of search s.
streamed_fit <- function(of, s, best, options, call, found = sample_of_best(of, best)) {
  source <- of$source
  searched <- of$searches[[s]][[best$number]]
  clusters <- best$clusters
  between <- as.matrix(fill_between(source, best$rows))
  diag(between) <- Inf
  nearest <- apply(between, 1L, min)
  clusters$isolation <- if (length(best$rows) == 1L) 0 else ifelse(nearest > 0, clusters$max_diss / nearest, -1)
  id <- of$core$id
  found$rows <- best$rows
  found$medoids <- id[best$rows]
  found$labels <- unname(best$clustering)
  found$objective <- c(start = NA, end = best$losses[best$number])
  found$search <- c(
    lapply(searched[c("iterations", "swaps")], as.integer), searched[c("converged", "trace")],
    list(losses = best$losses, best = best$number, start = id[searched$start])
  )
  found$clusters <- clusters
  found$sample$objects <- id[of$sets[[best$number]]]
  source$labels <- names(best$clustering)
  problem <- list(source = source, run = of$run, weights = of$weights, tibble = FALSE)
  fit <- new_clara(found, problem, call, options$medoids.x, FALSE, options$variant, options$init)
  fit$prediction[c("n", "ids")] <- list(length(found$labels), found$medoids)
  if (length(source$labels)) fit$prediction$labels <- source$labels[found$medoids]
  fit
}

fill_between <- function(source, rows) {
  recipe <- recipe(source, rows, "double")
  medoids <- recipe_medoids(recipe)
  recipe_between(recipe, medoids, medoids, run_options(1L))
}
