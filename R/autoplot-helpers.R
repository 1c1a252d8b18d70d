# The look that all pictures share. Colours are those of Okabe and Ito while they last, then viridis, so
# that readers who do not tell red from green see the clusters too; in the map, shapes or labels say the
# same again.

# Okabe and Ito without yellow, which is too light for thin marks on white, and with grey last.
okabe_ito <- c("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#000000", "#999999")

# Neighbours in number get different colours when there are many.
cluster_colours <- function(k) {
  if (k <= length(okabe_ito)) return(okabe_ito[seq_len(k)])
  colours <- grDevices::hcl.colors(k, "viridis")
  step <- 3L
  while (gcd(step, k) != 1L) step <- step + 1L
  colours[(seq_len(k) * step) %% k + 1L]
}

gcd <- function(a, b) if (b == 0L) a else gcd(b, a %% b)

# Black or white, whichever is read more easily on the colour.
ink_on <- function(colours) {
  rgb <- grDevices::col2rgb(colours) / 255
  linear <- ifelse(rgb <= 0.03928, rgb / 12.92, ((rgb + 0.055) / 1.055)^2.4)
  ifelse(colSums(linear * c(0.2126, 0.7152, 0.0722)) > 0.25, "black", "white")
}

aes_of <- function(x, y) ggplot2::aes(.data[[x]], .data[[y]])

whole_breaks <- function(limits) {
  breaks <- pretty(limits, n = 8L)
  unique(round(breaks[breaks == round(breaks)]))
}

# Lines that fit a picture of 3.5 inches, at the sizes below.
wrap <- function(text, width = 50) paste(strwrap(text, width), collapse = "\n")

# Titles of panels, in lines of so many letters.
wrapped_titles <- function(width) ggplot2::label_wrap_gen(width)

theme_fastpam <- function() {
  look <- ggplot2::theme_minimal(base_size = 11) + ggplot2::theme(
    panel.grid.minor = ggplot2::element_blank(),
    plot.subtitle = ggplot2::element_text(
      size = ggplot2::rel(0.85), colour = "grey25", margin = ggplot2::margin(b = 8)
    ),
    plot.caption = ggplot2::element_text(
      size = ggplot2::rel(0.68), colour = "grey40", hjust = 0, lineheight = 1.05, margin = ggplot2::margin(t = 8)
    ),
    axis.title = ggplot2::element_text(size = ggplot2::rel(0.9), colour = "grey20"),
    strip.text = ggplot2::element_text(
      size = ggplot2::rel(0.75), hjust = 0, vjust = 0, face = "bold", colour = "grey20", lineheight = 0.95
    ),
    plot.title.position = "plot", plot.caption.position = "plot", panel.spacing = ggplot2::unit(10, "pt"),
    plot.margin = ggplot2::margin(8, 12, 6, 6)
  )
  # Titles that are wider than their panel go on above the room between panels.
  if (utils::packageVersion("ggplot2") < "3.4.0") look else look + ggplot2::theme(strip.clip = "off")
}

# Maps whose axes have one unit are as wide as they are high and stand in the middle of the page; so do the texts, which
# may be wider than the map.
centred_texts <- function() {
  ggplot2::theme(plot.caption = ggplot2::element_text(hjust = 0.5), legend.justification = "center")
}

# Numbers at an axis that would lie on each other in a small picture are left out.
sparse_axes <- function() {
  ggplot2::guides(x = ggplot2::guide_axis(check.overlap = TRUE), y = ggplot2::guide_axis(check.overlap = TRUE))
}

# One line of keys, which leaves the width to the picture.
legend_above <- function() {
  ggplot2::theme(
    legend.position = "top", legend.box = "vertical", legend.justification = "left", legend.box.just = "left",
    legend.spacing.y = ggplot2::unit(2, "pt"), legend.margin = ggplot2::margin(0, 0, 0, 0),
    legend.key.width = ggplot2::unit(11, "pt"), legend.key.height = ggplot2::unit(11, "pt"),
    legend.title = ggplot2::element_text(size = ggplot2::rel(0.8)),
    legend.text = ggplot2::element_text(size = ggplot2::rel(0.75))
  )
}

# ggplot2 finds the columns of its data by this name.
utils::globalVariables(".data")
