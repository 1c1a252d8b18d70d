# The pictures of plot(), in base graphics. They are those of the package cluster with the colours of the
# clusters, drawn so that they can be read with many objects, many clusters, and in small devices.

# clusplot() of at most `most` objects. `data` and `dist` are for a fit that did not keep them, `given`
# holds what the caller passes on to cluster.
draw_clusplot <- function(x, data, dist, main, given, most = 2000L) {
  shown <- map_objects(x, most)
  numbers <- x$data %||% data
  place <- if (can_turn(numbers)) {
    by_correlations(numbers, shown)
  } else {
    map_positions(x, shown, data, dist, NULL)
  }
  # Objects in one place are there exactly, not but for rounding.
  largest <- max(abs(place$at), .Machine$double.xmin)
  place$at <- round(place$at / largest, 10L) * largest
  k <- length(medoid_ids(x))
  codes <- x$clustering[shown]
  labels <- names(x$clustering)[shown] %||% as.character(shown)
  ours <- list(
    s.x.2d = list(x = place$at, labs = labels, var.dec = NA_real_), xlab = place$names[[1L]],
    ylab = place$names[[2L]], main = "", sub = "", col.p = cluster_colours(k)[codes],
    col.clus = if (k > 20L) "grey85" else "grey60", plotchar = k <= most_shapes, lines = if (k <= most_shapes) 2 else 0,
    cex = if (length(shown) > 500L) 0.5 else 0.9
  )
  add <- isTRUE(given$add)
  note <- if (!add && is.null(given$sub)) note_lines(paste0(c(
    if (length(shown) < length(x$clustering)) {
      sprintf("%s of %s objects. ", format_whole(length(shown)), format_whole(length(x$clustering)))
    },
    if (!is.null(place$note)) paste0(place$note, ".")
  ), collapse = ""))
  old <- graphics::par(mar = graphics::par("mar") + c(0.75 * max(0, length(note) - 1), 0, 0, 0))
  on.exit(graphics::par(old))
  found <- draw_clusters(place$at, codes, utils::modifyList(ours, given))
  if (!add) {
    title_that_fits(main)
    for (i in seq_along(note)) {
      graphics::mtext(note[i], side = 1, line = 3.2 + 0.75 * i, adj = 0, cex = note_size, col = "grey30")
    }
  }
  if (is.null(given$labels) || identical(as.double(given$labels), 0)) {
    draw_medoid_numbers(place$at[match(medoid_ids(x), shown), , drop = FALSE])
  }
  invisible(found)
}

# cluster's smallest ellipses can fail where the objects of a cluster lie all but on a line; then the ellipses
# are those of the covariance.
draw_clusters <- function(at, codes, arguments) {
  draw <- function(...) do.call(cluster::clusplot, c(list(at, codes), utils::modifyList(arguments, list(...))))
  tryCatch(draw(), error = function(e) draw(span = FALSE))
}

# Where clusplot() puts numbers by itself, and what it says below.
by_correlations <- function(data, shown) {
  turned <- stats::princomp(data, cor = ncol(data) != 2L)
  share <- turned$sdev^2 / sum(turned$sdev^2)
  list(
    at = unname(turned$scores[shown, 1:2]), names = c("Component 1", "Component 2"),
    note = sprintf(
      "These two components explain %s %% of the point variability", format(round(100 * sum(share[1:2]), 2))
    )
  )
}

# The numbers of the clusters at their medoids, moved apart where they would lie on each other.
draw_medoid_numbers <- function(at) {
  k <- nrow(at)
  if (k > most_labels) return(graphics::points(at, pch = 21, bg = "#0072B2", col = "white", cex = 0.8))
  cex <- if (k > 30L) 0.6 else if (k > most_shapes) 0.7 else 0.85
  usr <- graphics::par("usr")
  per_inch <- graphics::par("pin") / c(usr[2L] - usr[1L], usr[4L] - usr[3L])
  x <- (at[, 1L] - usr[1L]) * per_inch[1L]
  y <- (at[, 2L] - usr[3L]) * per_inch[2L]
  label <- as.character(seq_len(k))
  width <- graphics::strwidth(label, "inches", cex, font = 2) + 0.07
  height <- graphics::strheight("8", "inches", cex, font = 2) + 0.07
  to <- spread_labels(x, y, width, height, graphics::par("pin"))
  to_x <- usr[1L] + to$x / per_inch[1L]
  to_y <- usr[3L] + to$y / per_inch[2L]
  graphics::segments(at[, 1L], at[, 2L], to_x, to_y, col = "grey20")
  colours <- cluster_colours(k)
  half_x <- width / 2 / per_inch[1L]
  half_y <- height / 2 / per_inch[2L]
  graphics::rect(
    to_x - half_x, to_y - half_y, to_x + half_x, to_y + half_y, col = colours, border = ink_on(colours)
  )
  graphics::text(to_x, to_y, label, cex = cex, font = 2, col = ink_on(colours))
}

# Silhouettes, with size and average of each cluster at the right, as far as there is room.
draw_widths <- function(x, main, given) {
  widths <- silhouette(x)
  k <- length(medoid_ids(x))
  old <- graphics::par(mar = graphics::par("mar") + c(0, 0, 0, 4.2))
  on.exit(graphics::par(old))
  ours <- list(
    nmax.lab = 40, max.strlen = 5, border = NA, col = cluster_colours(k), main = "", do.clus.stat = FALSE,
    do.n.k = FALSE, sub = sprintf("Average silhouette width: %.2f", x$silinfo$avg.width)
  )
  do.call(graphics::plot, c(list(widths), utils::modifyList(ours, given)))
  size <- tabulate(widths[, "cluster"], k)
  average <- tapply(widths[, "sil_width"], factor(widths[, "cluster"], levels = seq_len(k)), mean)
  # Bars are 1 high, gaps between clusters half as much, the first cluster on top.
  top <- nrow(widths) + 0.5 * (k - 1)
  middle <- top - (cumsum(size) - size / 2) - 0.5 * (seq_len(k) - 1)
  room <- 1.15 * graphics::strheight("8", cex = 0.75)
  last <- Inf
  for (j in seq_len(k)) {
    if (size[j] == 0L || last - middle[j] < room) next
    last <- middle[j]
    graphics::mtext(
      sprintf("%d: %s | %.2f", j, format_whole(size[j]), average[j]), side = 4, at = middle[j], las = 1,
      line = 0.2, cex = 0.75
    )
  }
  graphics::mtext(
    "cluster: size | average", side = 3, line = 0.2, at = graphics::par("usr")[2L], adj = 0.3, cex = 0.75
  )
  graphics::mtext(sprintf("n = %s", format_whole(nrow(widths))), side = 3, line = 0.2, adj = 0, cex = 0.75)
  title_that_fits(main)
}

# A title at the left, in letters small enough for the device.
title_that_fits <- function(main, cex = 1.2) {
  needed <- graphics::strwidth(main, "inches", cex, font = 2)
  room <- graphics::par("fin")[1L] - graphics::par("mai")[2L] - 0.1
  graphics::title(main = main, cex.main = max(0.5, cex * min(1, room / needed)), adj = 0)
}

note_size <- 0.7

# The lines of a note below the axis. They are asked for before there is a picture, when only the size of a
# wide letter is known.
note_lines <- function(text) {
  letter <- 0.65 * note_size * graphics::par("cin")[1L]
  strwrap(text, floor((graphics::par("fin")[1L] - graphics::par("mai")[2L] - 0.1) / letter))
}
