# Draws the logo: man/figures/logo.png, and the small picture that browsers show beside the title of the site.
# Run from the project's root. The colours are those of the package's pictures.

colours <- c("#0072B2", "#E69F00", "#009E73", "#CC79A7")
centres <- cbind(c(-0.36, 0.34, -0.30, 0.38), c(0.42, 0.48, -0.12, -0.06))

hexagon <- function(radius) {
  angle <- pi / 6 + (0:5) * pi / 3
  list(x = radius * cos(angle), y = radius * sin(angle))
}

draw <- function(file, width, points_each, name) {
  grDevices::png(file, width, round(width * 1.155), bg = "transparent", type = "cairo")
  on.exit(grDevices::dev.off())
  scale <- width / 240
  graphics::par(mar = c(0, 0, 0, 0), xaxs = "i", yaxs = "i")
  graphics::plot.new()
  graphics::plot.window(c(-0.88, 0.88), c(-1.016, 1.016), asp = 1)
  graphics::polygon(hexagon(1), col = "#0b5d7a", border = NA)
  graphics::polygon(hexagon(0.93), col = "#f7fafb", border = NA)
  # Points of a sunflower around each medoid: no random numbers.
  turn <- seq_len(points_each) * 2.399963
  reach <- 0.27 * sqrt(seq_len(points_each) / points_each)
  for (j in seq_along(colours)) {
    x <- centres[j, 1] + reach * cos(turn + j)
    y <- centres[j, 2] + 0.85 * reach * sin(turn + j)
    graphics::segments(centres[j, 1], centres[j, 2], x, y, col = paste0(colours[j], "66"), lwd = 1.3 * scale)
    graphics::points(x, y, pch = 16, col = colours[j], cex = 1.05 * scale)
    graphics::points(centres[j, 1], centres[j, 2], pch = 21, bg = colours[j], col = "#1f2a30", lwd = 2 * scale, cex = 2.6 * scale)
  }
  if (name) graphics::text(0, -0.56, "fastpam", font = 2, cex = 2.1 * scale, col = "#0b5d7a", family = "sans")
}

dir.create(file.path("pkgdown", "favicon"), recursive = TRUE, showWarnings = FALSE)
draw(file.path("man", "figures", "logo.png"), 240, 14, TRUE)
draw(file.path("pkgdown", "favicon", "favicon-32x32.png"), 32, 5, FALSE)
