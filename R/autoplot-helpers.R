# Where the map puts objects, and the look that all pictures share.

# All objects, or an even choice of them that contains the medoids.
map_objects <- function(object, max_objects) {
  n <- length(object$clustering)
  if (n <= max_objects) return(seq_len(n))
  sort(unique(c(medoid_ids(object), round(seq(1, n, length.out = max_objects)))))
}

# list(at = matrix of two columns, names of the axes, note, equal = whether units are the same).
map_positions <- function(object, shown, data, diss, columns) {
  n <- length(object$clustering)
  given <- !is.null(data)
  if (!given) data <- object$data
  if (isS4(data)) data <- if (length(data) <= 1e7) as.matrix(data)
  if (!is.null(data)) {
    if (length(dim(data)) != 2L || nrow(data) != n) {
      abort_arg("data", sprintf("have the %d rows that were clustered", n), describe(data))
    }
    names <- colnames(data)
    if (is.null(names)) names <- paste("Column", seq_len(ncol(data)))
    if (is.null(columns) && ncol(data) == 2L && all(vapply(1:2, function(j) is.numeric(data[, j]), NA))) columns <- 1:2
    if (!is.null(columns)) return(by_columns(data, names, columns, shown))
  } else if (!is.null(columns)) {
    abort_arg("columns", "be NULL where there are no data: the fit kept none, give `data`")
  }
  d <- if (!is.null(diss)) diss else object$diss
  if (is.null(d) && is.null(data)) {
    abort_arg("object", "have kept data or dissimilarities to draw a map: give `data` or `diss`")
  }
  if (is.null(d)) return(by_scaling(object, data, given, shown))
  d <- as.matrix(d)
  if (nrow(d) != n) abort_arg("diss", sprintf("be about the %d objects that were clustered", n), nrow(d))
  scaled(d[shown, shown])
}

by_columns <- function(data, names, columns, shown) {
  at <- if (is.character(columns)) match(columns, colnames(data)) else columns
  if (length(at) != 2L || anyNA(at) || any(at < 1 | at > ncol(data))) {
    abort_arg("columns", "name two columns of the data, or give their numbers", describe_values(columns))
  }
  picked <- data.matrix(as.data.frame(data)[shown, at])
  list(at = unname(picked), names = names[at], note = NULL, equal = FALSE)
}

# By the metric of the fit while a square of the objects is small, else by principal components.
by_scaling <- function(object, data, given, shown) {
  rule <- object$prediction
  if (length(shown) <= 2000L && !is.null(rule) && rule$kind != "given") {
    rule <- if (given) rule else already_prepared(rule)
    spec <- tryCatch(stack_rows(data[shown, , drop = FALSE], rule, NULL), error = function(e) NULL)
    if (!is.null(spec) && rule$kind != "dist") {
      d <- matrix(0, spec$n, spec$n)
      d[lower.tri(d)] <- fill_dist(spec, 0L, "double", "best")
      here <- seq_along(shown)
      return(scaled((d + t(d))[here, here]))
    }
  }
  numbers <- data.matrix(as.data.frame(data)[shown, , drop = FALSE])
  numbers <- numbers[, colSums(is.na(numbers)) == 0, drop = FALSE]
  if (ncol(numbers) < 2L) abort_arg("diss", "be given: too few complete columns for a map")
  components <- stats::prcomp(numbers)
  share <- components$sdev^2 / sum(components$sdev^2)
  list(
    at = unname(components$x[, 1:2]), note = NULL, equal = TRUE,
    names = sprintf("Principal component %d (%.0f %% of the variance)", 1:2, 100 * share[1:2])
  )
}

# Classical scaling, two dimensions, signs so that the first object lies in the lower left.
scaled <- function(d) {
  found <- suppressWarnings(stats::cmdscale(d, k = 2L, eig = TRUE))
  at <- found$points
  if (ncol(at) < 2L) at <- cbind(at, matrix(0, nrow(d), 2L - ncol(at)))
  list(
    at = unname(at), names = c("Dimension 1", "Dimension 2"), equal = TRUE,
    note = sprintf(
      "Multidimensional scaling, %.0f %% of the (positive) eigenvalues", 100 * found$GOF[[2L]]
    )
  )
}

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
