# autoplot(type = "search"): the loss after each swap.

plot_search <- function(object) {
  silhouette <- object$variant %in% c("fastermsc", "dynmsc")
  # What the search started with: not kept for the medoid silhouette and for samples.
  start <- if (!silhouette && is.null(object$sample)) object$objective[["build"]]
  trace <- c(start, if (silhouette) 1 - object$trace else object$trace)
  if (!length(trace)) abort_arg("object", "have a course of the search: it swapped nothing")
  long <- data.frame(swap = seq_along(trace) - length(start), value = trace)
  end <- long[nrow(long), ]
  ggplot2::ggplot(long, aes_of("swap", "value")) +
    (if (nrow(long) > 1L) ggplot2::geom_step(colour = "grey55", linewidth = 0.5)) +
    (if (nrow(long) <= 60L) ggplot2::geom_point(size = 1.6, colour = "#0072B2")) +
    ggplot2::geom_point(data = end, size = 3.2, colour = "#D55E00") +
    ggplot2::scale_x_continuous(breaks = whole_breaks) +
    ggplot2::labs(
      x = "Swaps", y = paste0(
        if (silhouette) "Average medoid silhouette" else "Mean dissimilarity\nto the medoid",
        if (!is.null(object$sample)) ", best sample"
      ),
      subtitle = sprintf(
        "Variant %s from %s: %d swap%s%s", object$variant, object$init, object$swaps,
        if (object$swaps == 1L) "" else "s",
        if (object$converged) "" else ", ended before a local optimum"
      ),
      caption = "Orange: the end of the search."
    ) + theme_fastpam()
}
