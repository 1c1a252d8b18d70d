# Labels that do not lie on each other.

# Boxes one after the other, from the middle of all outwards, each as near to its place as those before it
# allow, and none beyond the rectangle from 0 to `room`. Centres, widths and heights are in one unit of
# length. Returns list(x, y, moved). A box that finds no free place stays.
spread_labels <- function(x, y, width, height, room = c(Inf, Inf)) {
  k <- length(x)
  width <- rep_len(width, k)
  height <- rep_len(height, k)
  at_x <- within_room(x, width, room[[1L]])
  at_y <- within_room(y, height, room[[2L]])
  tries <- rings(max(0, height))
  turn <- order((x - mean(x))^2 + (y - mean(y))^2)
  for (t in seq_len(k)[-1L]) {
    i <- turn[t]
    before <- turn[seq_len(t - 1L)]
    outward <- atan2(y[i] - mean(y), x[i] - mean(x))
    try_x <- within_room(at_x[i] + tries$radius * cos(outward + tries$angle), width[i], room[[1L]])
    try_y <- within_room(at_y[i] + tries$radius * sin(outward + tries$angle), height[i], room[[2L]])
    hits <- abs(outer(try_x, at_x[before], "-")) < rep((width[i] + width[before]) / 2, each = length(try_x)) &
      abs(outer(try_y, at_y[before], "-")) < rep((height[i] + height[before]) / 2, each = length(try_y))
    free <- which(rowSums(hits) == 0)
    if (!length(free)) next
    nearest <- free[which.min((try_x[free] - x[i])^2 + (try_y[free] - y[i])^2)]
    at_x[i] <- try_x[nearest]
    at_y[i] <- try_y[nearest]
  }
  list(x = at_x, y = at_y, moved = at_x != x | at_y != y)
}

# The place itself, and 24 directions at growing distances, those straight on first.
rings <- function(height, reach = 12) {
  turns <- seq(0, 2 * pi, length.out = 25L)[-25L]
  turns <- turns[order(pmin(turns, 2 * pi - turns), turns)]
  distance <- height * seq(0.3, reach, by = 0.3)
  list(radius = c(0, rep(distance, each = 24L)), angle = c(0, rep(turns, length(distance))))
}

within_room <- function(at, size, room) pmax(pmin(at, room - size / 2), size / 2)
