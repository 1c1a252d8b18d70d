# The look that all pictures share.

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

wrap <- function(text, width) paste(strwrap(text, width), collapse = "\n")

theme_fastpam <- function() {
  ggplot2::theme_minimal(base_size = 12) + ggplot2::theme(
    panel.grid.minor = ggplot2::element_blank(),
    plot.subtitle = ggplot2::element_text(colour = "grey25", margin = ggplot2::margin(b = 10)),
    plot.caption = ggplot2::element_text(colour = "grey40"),
    axis.title = ggplot2::element_text(colour = "grey20"),
    strip.text = ggplot2::element_text(hjust = 0, face = "bold", colour = "grey20"),
    plot.title.position = "plot", panel.spacing = ggplot2::unit(14, "pt"),
    plot.margin = ggplot2::margin(10, 14, 8, 8)
  )
}

# ggplot2 finds the columns of its data by this name.
utils::globalVariables(".data")
