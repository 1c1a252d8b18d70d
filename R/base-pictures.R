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
  crowded <- k > most_labels
  ours <- list(
    s.x.2d = list(x = place$at, labs = labels, var.dec = NA_real_), xlab = place$names[[1L]],
    ylab = place$names[[2L]], main = "", sub = "", col.p = if (crowded) "grey65" else cluster_colours(k)[codes],
    # (Sixty-one ellipses hide what they are drawn around.)
    col.clus = if (crowded) "transparent" else if (k > 20L) "grey85" else "grey60",
    plotchar = k <= most_shapes, lines = if (k <= most_shapes) 2 else 0,
    cex = (if (length(shown) > 500L) 0.5 else 0.9) * letters_for_device()
  )
  add <- isTRUE(given$add)
  note <- if (!add && is.null(given$sub)) note_lines(paste0(c(
    if (length(shown) < length(x$clustering)) {
      sprintf("%s of %s objects. ", format_whole(length(shown)), format_whole(length(x$clustering)))
    },
    if (crowded) "Blue: the medoids, as large as their clusters. ",
    if (!is.null(place$note)) paste0(place$note, ".")
  ), collapse = ""))
  if (!add) {
    old <- margins_for(c(2.75, 3, 2.2, 0.8), below = 0.95 + 0.75 * length(note))
    on.exit(graphics::par(old))
  }
  found <- draw_clusters(place$at, codes, utils::modifyList(ours, given))
  if (!add) {
    title_that_fits(main)
    for (i in seq_along(note)) {
      line <- 0.5 + 1.8 * letters_for_device() + 0.75 * i
      graphics::mtext(note[i], side = 1, line = line, adj = 0, cex = note_size, col = "grey30")
    }
  }
  if (is.null(given$labels) || identical(as.double(given$labels), 0)) {
    at <- place$at[match(medoid_ids(x), shown), , drop = FALSE]
    if (crowded) draw_medoid_dots(at, tabulate(x$clustering, k)) else draw_medoid_numbers(at)
  }
  invisible(found)
}

# Margins that leave the device to the picture, `lines` of letters of its size and `below` lines for notes, unless the
# caller has set margins: those stay. Returns what to hand to par() afterwards.
margins_for <- function(lines, below = 0) {
  if (!isTRUE(all.equal(graphics::par("mar"), c(5.1, 4.1, 4.1, 2.1)))) return(list())
  letters <- letters_for_device()
  mar <- lines * letters + c(below, 0, 0, 0)
  graphics::par(mar = mar, mgp = c(1.8, 0.5, 0) * letters, tcl = -0.3, cex.axis = 0.9 * letters, cex.lab = letters)
}

# Smaller letters and marks where the picture is smaller than 5 inches.
letters_for_device <- function() max(0.75, min(1, graphics::par("fin") / c(5, 3.8)))

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

# Medoids of more clusters than can have numbers, as dots with areas like their sizes. Returns `cex`.
draw_medoid_dots <- function(at, size) {
  largest <- if (letters_for_device() < 1) 1.1 else 1.6
  cex <- pmax(0.35, largest * sqrt(size / max(size)))
  graphics::points(at, pch = 21, bg = "#0072B2CC", col = "white", lwd = 0.7, cex = cex)
  invisible(cex)
}

# The numbers of the clusters at their medoids, in boxes that are moved apart where they would lie on each other,
# and made smaller where they would fill the picture. Returns where they are, in inches, without showing it.
draw_medoid_numbers <- function(at, most_filled = 0.2) {
  k <- nrow(at)
  usr <- graphics::par("usr")
  room <- graphics::par("pin")
  per_inch <- room / c(usr[2L] - usr[1L], usr[4L] - usr[3L])
  x <- (at[, 1L] - usr[1L]) * per_inch[1L]
  y <- (at[, 2L] - usr[3L]) * per_inch[2L]
  label <- as.character(seq_len(k))
  cex <- if (k > most_shapes) 0.7 else 0.85
  repeat {
    width <- graphics::strwidth(label, "inches", cex, font = 2) + 0.12 * cex
    height <- rep(graphics::strheight("8", "inches", cex, font = 2) + 0.12 * cex, k)
    filled <- sum(width * height) / prod(room)
    if (filled <= most_filled || cex <= 0.4) break
    cex <- max(0.4, 0.95 * cex)
  }
  # Room between them too, so that one sees where one ends.
  gap <- 0.025
  to <- spread_labels(x, y, width + gap, height + gap, room)
  boxes <- data.frame(label, x = to$x, y = to$y, width, height)
  to_x <- usr[1L] + to$x / per_inch[1L]
  to_y <- usr[3L] + to$y / per_inch[2L]
  graphics::segments(at[, 1L], at[, 2L], to_x, to_y, col = "grey20")
  graphics::points(at[to$moved, , drop = FALSE], pch = 16, cex = 0.4, col = "grey20")
  colours <- cluster_colours(k)
  half_x <- width / 2 / per_inch[1L]
  half_y <- height / 2 / per_inch[2L]
  graphics::rect(
    to_x - half_x, to_y - half_y, to_x + half_x, to_y + half_y, col = colours, border = ink_on(colours), lwd = 0.8
  )
  graphics::text(to_x, to_y, label, cex = cex, font = 2, col = ink_on(colours))
  invisible(boxes)
}

# Silhouettes, with size and average of each cluster at the right, as far as there is room.
draw_widths <- function(x, main, given) {
  widths <- silhouette(x)
  k <- length(medoid_ids(x))
  size <- tabulate(widths[, "cluster"], k)
  average <- tapply(widths[, "sil_width"], factor(widths[, "cluster"], levels = seq_len(k)), mean)
  labels <- sprintf("%d: %s | %.2f", seq_len(k), vapply(size, format_whole, ""), average)
  # Before there is a picture, only the size of a wide letter is known; the labels are mostly digits.
  room <- 0.45 * graphics::par("cin")[1L] * (max(nchar(labels[size > 0L])) + 2)
  # Of very many clusters, neighbours are told apart, no more.
  colours <- if (k > most_labels) rep_len(c("#0072B2", "#56B4E9"), k) else cluster_colours(k)
  old <- margins_for(
    # (The axis of these stands apart from the bars in all devices.)
    c(0, if (nrow(widths) < 40L) 3 else 1.2, 3.4, room / graphics::par("csi") / letters_for_device()), below = 3.8
  )
  on.exit(graphics::par(old))
  ours <- list(
    nmax.lab = 40, max.strlen = 5, main = "", do.clus.stat = FALSE, do.n.k = FALSE, sub = "", col = colours,
    # Without borders, screens show white lines between bars; thin clusters would be covered by those of others.
    border = if (is.null(given$col) && k <= most_labels) rev(colours[sort(widths[, "cluster"])]) else NA,
    xlab = sprintf("Silhouette width (average: %.2f)", x$silinfo$avg.width)
  )
  do.call(graphics::plot, c(list(widths), utils::modifyList(ours, given)))
  # Bars are 1 high, gaps between clusters half as much, the first cluster on top.
  top <- nrow(widths) + 0.5 * (k - 1)
  middle <- top - (cumsum(size) - size / 2) - 0.5 * (seq_len(k) - 1)
  cex <- 0.75
  chosen <- labels_with_room(middle, size > 0L, 1.7 * graphics::strheight("8", cex = cex))
  at <- graphics::par("usr")[2L] + graphics::strwidth("n", cex = cex)
  graphics::text(at, middle[chosen], labels[chosen], adj = c(0, 0.5), cex = cex, xpd = NA)
  header <- "cluster: size | average"
  edge <- graphics::grconvertX(1, "nfc", "user") - graphics::strwidth("n", cex = cex)
  # (mtext() does not know of par("cex"), text() does.)
  letters <- cex * graphics::par("cex")
  graphics::mtext(
    header, side = 3, line = 0.3, at = min(at, edge - graphics::strwidth(header, cex = cex)), adj = 0, cex = letters
  )
  graphics::mtext(sprintf("n = %s", format_whole(nrow(widths))), side = 3, line = 0.3, adj = 0, cex = letters)
  title_that_fits(main, line = 1.6)
  invisible(data.frame(label = labels[chosen], x = at, y = middle[chosen], cex))
}

# Those of the labels at heights `at`, from above, that are at least `apart` from the last one.
labels_with_room <- function(at, there, apart) {
  chosen <- integer()
  last <- Inf
  for (j in which(there)) {
    if (last - at[j] < apart) next
    last <- at[j]
    chosen <- c(chosen, j)
  }
  chosen
}

# A title at the left, in letters small enough for the device, and cut where even small ones do not fit.
title_that_fits <- function(main, line = NA, cex = 1.2 * letters_for_device(), least = 0.6) {
  room <- graphics::par("fin")[1L] - graphics::par("mai")[2L] - 0.1
  wide <- function(text, cex) max(graphics::strwidth(text, "inches", cex, font = 2))
  # (Widths do not grow quite as letters do.)
  while (cex > least && wide(main, cex) > room) cex <- max(least, 0.97 * cex)
  if (is.character(main)) {
    letters <- max(nchar(main))
    while (letters > 8L && wide(cut_short(main, letters), cex) > room) letters <- letters - 1L
    main <- cut_short(main, letters)
  }
  graphics::title(main = main, line = line, cex.main = cex, adj = 0)
  invisible(list(main = main, cex = cex, room = room))
}

cut_short <- function(text, most) {
  ifelse(nchar(text) > most, paste0(substr(text, 1L, most - 3L), "..."), text)
}

note_size <- 0.7

# The lines of a note below the axis. They are asked for before there is a picture, when only the size of a
# wide letter is known.
note_lines <- function(text) {
  letter <- 0.56 * note_size * graphics::par("cin")[1L]
  strwrap(text, floor((graphics::par("fin")[1L] - graphics::par("mai")[2L] - 0.1) / letter))
}
