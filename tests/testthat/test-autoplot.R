skip_if_not_installed("ggplot2")
autoplot <- ggplot2::autoplot

leaf <- as.matrix(leaves[1:120, -1])
fit <- fastpam(leaf, 5)

# Drawn, not only described: many mistakes show only then.
drawn <- function(plot) {
  file <- tempfile(fileext = ".pdf")
  grDevices::pdf(file)
  on.exit({
    grDevices::dev.off()
    unlink(file)
  })
  suppressMessages(print(plot))
  ggplot2::ggplot_build(plot)$data
}

test_that("the map shows every object in the colour of its cluster, and the medoids by number", {
  data <- drawn(autoplot(fit))
  expect_equal(nrow(data[[1]]), 120)
  colours <- tapply(data[[1]]$colour, fit$clustering, unique)
  expect_identical(unname(c(colours)), okabe_ito[1:5])
  expect_equal(data[[2]]$label, 1:5)
  # Multidimensional scaling of the dissimilarities.
  expected <- cmdscale(dist(leaf))
  expect_equal(abs(cor(data[[1]]$x, expected[, 1])), 1, tolerance = 1e-6)
  expect_equal(data[[2]]$x, data[[1]]$x[fit$id.med])
})

test_that("the map takes two columns, data or dissimilarities that the fit did not keep", {
  named <- fastpam(iris[1:4], 3)
  data <- drawn(autoplot(named, columns = c("Petal.Length", "Petal.Width")))
  expect_identical(data[[1]]$x, iris$Petal.Length)
  bare <- fastpam(dist(leaf), 5)
  expect_error(autoplot(bare), "must contain data or dissimilarities", class = "fastpam_error")
  by_diss <- drawn(autoplot(bare, diss = dist(leaf)))
  expect_equal(by_diss[[1]]$x, drawn(autoplot(fit))[[1]]$x)
  expect_equal(nrow(drawn(autoplot(bare, data = leaf, columns = 3:4))[[1]]), 120)
  two <- fastpam(leaf[, 1:2], 2)
  expect_identical(drawn(autoplot(two))[[1]]$y, unname(leaf[, 2]))
  expect_error(autoplot(fit, columns = c("t1", "none")), class = "fastpam_error")
  expect_error(autoplot(fit, data = leaf[1:3, ]), class = "fastpam_error")
  expect_error(autoplot(fit, "pie"), class = "fastpam_error")
})

test_that("mixed, sparse, standardised and many objects have a map", {
  cars <- transform(mtcars, cyl = factor(cyl), vs = factor(vs), am = factor(am))
  expect_equal(nrow(drawn(autoplot(fastpam(cars, 3, metric = "gower")))[[1]]), 32)
  expect_equal(nrow(drawn(autoplot(fastpam(cars, 3, metric = "gower", keep.diss = FALSE), data = cars))[[1]]), 32)
  expect_equal(nrow(drawn(autoplot(fastpam(leaf, 12, stand = TRUE)))[[1]]), 120)
  expect_match(autoplot(fit, max_objects = 50)$labels$caption, "of 120 objects")
  expect_equal(nrow(drawn(autoplot(fastpam(leaf, 70)))[[2]]), 70)
  few <- drawn(autoplot(fit, max_objects = 50))
  expect_lte(nrow(few[[1]]), 55)
  expect_equal(nrow(few[[2]]), 5)
  skip_if_not_installed("Matrix")
  bits <- methods::as(random_bits(50, 30, 0.4), "CsparseMatrix")
  expect_equal(nrow(drawn(autoplot(fastpam(bits, 3, metric = "jaccard")))[[1]]), 50)
})

test_that("medoids follow a colour scale that is added, and there is one legend", {
  plot <- suppressMessages(autoplot(fit) + ggplot2::scale_colour_manual(values = c("red", "blue", "green", "pink", "grey")))
  data <- drawn(plot)
  expect_identical(data[[2]]$colour, c("red", "blue", "green", "pink", "grey"))
  # Without a name of their own, both scales take the title of the picture.
  for (name in c("colour", "shape")) {
    expect_s3_class(plot$scales$get_scales(name)$name, "waiver")
    expect_identical(plot$labels[[name]], "Cluster")
  }
})

test_that("levels, text and dates are written at the axes", {
  day <- as.Date("2024-01-01") + 0:31
  cars <- data.frame(mpg = mtcars$mpg, gear = factor(mtcars$gear, labels = c("three", "four", "five")), am = mtcars$am == 1, day)
  fit <- fastpam(mtcars, 3)
  plot <- autoplot(fit, data = cars, columns = c("gear", "mpg"))
  data <- drawn(plot)
  expect_identical(round(data[[1]]$x), as.double(cars$gear))
  expect_identical(data[[1]]$y, cars$mpg)
  expect_identical(plot$scales$get_scales("x")$labels, c("three", "four", "five"))
  expect_match(plot$labels$caption, "Levels are spread\\s+out")
  expect_identical(autoplot(fit, data = cars, columns = c("am", "day"))$scales$get_scales("x")$labels, c("FALSE", "TRUE"))
  expect_identical(drawn(autoplot(fit, data = cars, columns = c("day", "mpg")))[[1]]$x, as.double(day))
})

test_that("objects without a value on an axis are counted, not warned about", {
  cars <- mtcars
  cars$mpg[c(1, 5, 9)] <- NA
  plot <- autoplot(fastpam(mtcars, 3), data = cars, columns = c("hp", "mpg"))
  expect_no_warning(data <- drawn(plot))
  expect_equal(nrow(data[[1]]), 29)
  expect_match(plot$labels$caption, "^3 without a value on an axis")
})

test_that("single clusters can be shown among many", {
  many <- fastpam(leaf, 70)
  data <- drawn(autoplot(many, highlight = c(3, 50)))
  expect_equal(nrow(data[[1]]), 120)
  expect_identical(unique(data[[1]]$colour), "grey80")
  expect_equal(nrow(data[[2]]), sum(many$clustering %in% c(3, 50)))
  expect_identical(data[[3]]$label, c(3L, 50L))
  expect_identical(data[[3]]$colour, okabe_ito[1:2])
  # More than can be told apart by colours: medoids as large as their clusters.
  crowded <- drawn(autoplot(many))
  expect_identical(order(crowded[[2]]$size, 1:70), order(tabulate(many$clustering), 1:70))
  expect_error(autoplot(many, highlight = 71), "1 to 70", class = "fastpam_error")
  expect_error(autoplot(many, highlight = c(2, 2)), class = "fastpam_error")
})

test_that("outlines are hulls or ellipses around each cluster", {
  data <- drawn(autoplot(fit, outline = "hull"))
  at <- data[[1]][c("x", "y")]
  for (j in 1:5) {
    own <- at[fit$clustering == j, ]
    expect_equal(unique(data[[2]][data[[2]]$group == j, c("x", "y")]), own[chull(own), ], ignore_attr = TRUE)
  }
  expect_identical(unname(c(tapply(data[[2]]$colour, data[[2]]$group, unique))), okabe_ito[1:5])
  # Filled in their own colour also where a scale is added.
  plot <- suppressMessages(autoplot(fit, outline = "hull") + ggplot2::scale_colour_manual(values = rep("#FF0000", 5)))
  expect_identical(unique(drawn(plot)[[2]]$fill), ggplot2::alpha("#FF0000", 0.12))
  ellipse <- drawn(autoplot(fit, outline = "ellipse"))
  expect_match(autoplot(fit, outline = "ellipse")$labels$caption, "Ellipses:\\s95\\s%")
  own <- as.matrix(at[fit$clustering == 2, ])
  line <- as.matrix(ellipse[[2]][ellipse[[2]]$group == 2, c("x", "y")])
  expect_equal(unname(mahalanobis(line, colMeans(own), cov(own))), rep(qchisq(0.95, 2), 72), tolerance = 1e-6)
  expect_error(autoplot(fit, outline = "circle"), "`outline` must be one of", class = "fastpam_error")
  expect_error(autoplot(fit, "silhouette", outline = "hull"), "`outline` must be left out", class = "fastpam_error")
})

test_that("clusters of one or two objects, or on a line, have what outline there is", {
  expect_null(hull_around(cbind(1, c(2, 2))[c(1, 1), , drop = FALSE]))
  expect_null(ellipse_around(cbind(1:2, 2:3)))
  expect_identical(nrow(hull_around(cbind(1:2, 2:3))), 2L)
  expect_equal(unique(ellipse_around(cbind(1:4, 2))[, 2]), 2, tolerance = 1e-6)
  alone <- data.frame(x = 1, y = 2, cluster = factor(1))
  expect_null(outline_layer(alone, "hull"))
  for (k in c(1, 40, 70, 119)) {
    for (outline in c("hull", "ellipse")) expect_no_warning(drawn(autoplot(fastpam(leaf, k), outline = outline)))
  }
  # Only around those that are shown in colour.
  data <- drawn(autoplot(fit, outline = "hull", highlight = c(2, 4)))
  expect_length(unique(data[[3]]$group), 2)
})

test_that("objects are labelled by ggrepel or without it", {
  cars <- fastpam(mtcars, 3)
  points <- drawn(autoplot(cars))[[1]]
  chosen <- match(c("Fiat 128", "Valiant"), rownames(mtcars))
  data <- drawn(autoplot(cars, label = c("Fiat 128", "Valiant")))
  expect_identical(data[[3]]$label, c("Fiat 128", "Valiant"))
  expect_equal(data[[3]]$x, points$x[chosen])
  expect_identical(drawn(autoplot(cars, label = TRUE))[[3]]$label, rownames(mtcars))
  objects <- data.frame(x = points$x, y = points$y, label = rownames(mtcars))
  for (repel in unique(c(FALSE, has_ggrepel()))) {
    layer <- label_layer(objects, repel)
    expect_identical(class(layer$geom)[1], if (repel) "GeomTextRepel" else "GeomObjectLabel")
    expect_identical(drawn(ggplot2::ggplot(objects, aes_of("x", "y")) + layer)[[1]]$label, rownames(mtcars))
  }
  expect_identical(drawn(autoplot(cars, label = "medoids"))[[3]]$label, rownames(mtcars)[cars$id.med])
  # Objects that are labelled are drawn, and those without names have numbers.
  few <- drawn(autoplot(fastpam(unname(leaf), 5), max_objects = 20, label = c(7, 8)))
  expect_identical(few[[3]]$label, c("7", "8"))
  expect_length(drawn(autoplot(cars, label = FALSE)), 2)
  refused <- function(label, message) expect_error(autoplot(cars, label = label), message, class = "fastpam_error")
  refused("Trabant", "`label` must be names of objects, not \"Trabant\"")
  # Names that several objects have name none of them.
  twice <- as.matrix(mtcars)
  rownames(twice)[2] <- rownames(twice)[1]
  twice <- fastpam(twice, 3)
  expect_error(autoplot(twice, label = "Mazda RX4"), "\"Mazda RX4\", which several objects have", class = "fastpam_error")
  expect_identical(drawn(autoplot(twice, label = c("Fiat 128")))[[3]]$label, "Fiat 128")
  expect_error(autoplot(fastpam(unname(leaf), 5), label = "a"), "names or numbers of objects", class = "fastpam_error")
  refused(33, "names or numbers of objects")
  refused(list(), "names or numbers of objects")
  expect_error(autoplot(fastpam(random_matrix(300, 2), 2), label = TRUE), "at most 200 objects", class = "fastpam_error")
})

test_that("each cluster can have a panel, the others in grey behind", {
  named <- fit
  cluster_names(named) <- c("e", "d", "c", "b", "a")
  data <- drawn(autoplot(named, facets = TRUE, outline = "hull", label = "medoids"))
  expect_equal(nrow(data[[1]]), 5 * 120)
  expect_equal(tabulate(data[[3]]$PANEL), tabulate(fit$clustering))
  expect_equal(data[[4]]$x, drawn(autoplot(fit))[[1]]$x[fit$id.med])
  expect_identical(as.integer(data[[5]]$PANEL), 1:5)
  expect_equal(tapply(data[[2]]$group, data[[2]]$PANEL, function(g) length(unique(g))), rep(1, 5), ignore_attr = TRUE)
  expect_identical(levels(ggplot2::ggplot_build(autoplot(named, facets = TRUE))$layout$layout$panel), c("e", "d", "c", "b", "a"))
  # Flat panels stand above each other.
  expect_equal(panel_columns(data.frame(x = c(0, 10), y = c(0, 1)), 3), 1)
  expect_equal(panel_columns(data.frame(x = c(0, 1), y = c(0, 9)), 3), 3)
  expect_null(panel_columns(data.frame(x = c(0, 1), y = 2), 3))
  two <- drawn(autoplot(named, facets = TRUE, highlight = c("a", "c")))
  expect_equal(tabulate(two[[2]]$PANEL), tabulate(fit$clustering)[c(5, 3)])
  # No more than can be told apart: the largest.
  many <- fastpam(leaf, 40)
  size <- tabulate(many$clustering)
  panels <- ggplot2::ggplot_build(autoplot(many, facets = TRUE))$layout$layout$panel
  largest <- sort(order(-size)[1:30])
  expect_equal(as.integer(trimws(as.character(panels))), largest)
  expect_match(gsub("\n", " ", autoplot(many, facets = TRUE)$labels$caption), "The 30 largest of 40 clusters")
  expect_error(autoplot(fit, facets = "yes"), "`facets` must be TRUE or FALSE", class = "fastpam_error")
  expect_error(autoplot(fit, "search", facets = TRUE), "it is for maps", class = "fastpam_error")
  expect_error(autoplot(named, highlight = "z"), "or their names", class = "fastpam_error")
})

test_that("maps of one's own positions take outlines, panels, labels, and missing places", {
  own <- cbind(UMAP1 = c(NA, 2:120), UMAP2 = rnorm(120))
  plot <- autoplot(fit, layout = own, outline = "ellipse", label = c(1, 5), highlight = fit$clustering[5])
  data <- drawn(plot)
  expect_equal(data[[1]]$x, 2:120)
  expect_identical(data[[5]]$label, rownames(leaf)[5] %||% "5")
  expect_match(plot$labels$caption, "^1 without a value on an axis")
  expect_identical(plot$labels$x, "UMAP1")
  expect_error(autoplot(fit, layout = own, columns = 1:2), "`columns` must be left out", class = "fastpam_error")
  expect_equal(nrow(drawn(autoplot(fastpam(dist(leaf), 5), layout = own[, 2:1], facets = TRUE))[[1]]), 5 * 119)
})

test_that("large maps hold all objects, in points that stay legible", {
  x <- random_matrix(12000, 3)
  large <- fastclara(x, 3, samples = 2)
  data <- drawn(autoplot(large))
  expect_equal(nrow(data[[1]]), 12000)
  expect_lt(unique(data[[1]]$size), 1)
  expect_match(autoplot(large)$labels$caption, "landmarks")
  looks <- lapply(c(100, 1000, 10000, 1e5), point_look)
  expect_true(all(diff(vapply(looks, `[[`, 0, "size")) < 0))
})

test_that("captions and subtitles have lines that fit a small picture", {
  texts <- c(
    autoplot(fit)$labels$caption, autoplot(fit, "silhouette")$labels$caption,
    autoplot(fastpam_path(leaf, 2:9))$labels$subtitle, autoplot(fastpam_path(leaf, 2:4, gap = 2))$labels$caption,
    autoplot(medoid_profiles(fit), most = 3)$labels$caption,
    unlist(lapply(c("jaccard", "consensus"), function(type) {
      labels <- autoplot(fastpam_stability(leaf, 3, B = 5, consensus = TRUE), type)$labels
      c(labels$caption, labels$x, labels$subtitle)
    }))
  )
  expect_gte(length(texts), 9)
  expect_lte(max(nchar(unlist(strsplit(texts, "\n")))), 50)
})

# Inches that the texts of a built plot take, of those grobs whose names begin so.
text_inches <- function(plot, name, inches) {
  grDevices::pdf(NULL, inches[1], inches[2])
  on.exit(grDevices::dev.off())
  table <- ggplot2::ggplotGrob(plot)
  at <- grep(name, table$layout$name)
  vapply(table$grobs[at], function(grob) grid::convertWidth(grid::grobWidth(grob), "inches", valueOnly = TRUE), 0)
}

test_that("captions and legends fit 3.5 inches, and titles of panels have lines for the width of a panel", {
  cluster_names(fit) <- c("small petals", "middle", "large petals", "very large petals", "others")
  for (plot in list(autoplot(fit), autoplot(fit, outline = "ellipse"), autoplot(fit, facets = TRUE))) {
    expect_lt(max(text_inches(plot, "^caption", c(3.5, 3))), 3.3)
    expect_lt(max(0, text_inches(plot, "^guide-box", c(3.5, 3))), 3.3)
  }
  expect_identical(legend_rows(1:6), 1L)
  expect_identical(legend_rows(1:8), 2L)
  expect_identical(legend_rows(c("1 small petals", "2 middle", "3 large petals")), 3L)
  expect_identical(legend_rows(strrep("long", 20)), 1L)
  titles <- function(plot) {
    table <- ggplot2::ggplotGrob(plot)
    texts <- function(grob) c(grob$label, unlist(lapply(c(grob$children, grob$grobs), texts)))
    grep("[a-z]", unlist(lapply(table$grobs[grepl("^strip", table$layout$name)], texts)), value = TRUE)
  }
  drawn_small <- function(code) {
    grDevices::pdf(NULL, 3.5, 3)
    on.exit(grDevices::dev.off())
    force(code)
  }
  drawn_small({
    expect_setequal(
      titles(autoplot(fit, facets = TRUE)), c("small petals", "middle", "large petals", "very large\npetals", "others")
    )
    expect_true("Mean dissimilarity\nto the medoid" %in% titles(autoplot(fastpam_path(leaf, 2:4, gap = 2))))
  })
})

# Of the polygon of each cluster.
areas <- function(data) c(tapply(seq_len(nrow(data)), data$group, function(i) {
  x <- data$x[i]
  y <- data$y[i]
  abs(sum(x * c(y[-1], y[1]) - c(x[-1], x[1]) * y)) / 2
}))

test_that("the silhouette plot shows the widths of the fit", {
  widths <- as.data.frame(fit$silinfo$widths)
  data <- drawn(autoplot(fit, "silhouette"))
  expect_setequal(data[[1]]$x, c(0, widths$sil_width))
  expect_identical(unique(data[[1]]$fill), okabe_ito[1:5])
  positive <- !tapply(widths$sil_width < 0, widths$cluster, any)
  # Area by area: the sum of the widths, one unit of height for each.
  expect_equal(areas(data[[1]])[positive], c(tapply(widths$sil_width, widths$cluster, sum))[positive], ignore_attr = TRUE)
  expect_equal(unique(data[[4]]$xintercept), fit$silinfo$avg.width)
  expect_error(autoplot(fastpam(leaf, 1), "silhouette"), "more than one cluster", class = "fastpam_error")
  expect_error(autoplot(fastclarans(leaf, 3, stats = FALSE), "silhouette"), "without", class = "fastpam_error")
  sample <- fastclara(leaf, 3, sampsize = 20)
  expect_length(unique(drawn(autoplot(sample, "silhouette"))[[1]]$x), length(unique(c(0, sample$silinfo$widths[, 3]))))
  expect_match(gsub("\n", " ", autoplot(sample, "silhouette")$labels$subtitle), "20 objects of the best sample")
})

test_that("each cluster is one area without lines in it, however many objects it has", {
  for (n in c(50, 2000, 30000)) {
    set.seed(n)
    width <- sort(runif(n, -0.2, 0.9), decreasing = TRUE)
    outline <- silhouette_area(width, 1L, 0)
    expect_lte(nrow(outline), 1002)
    expect_identical(range(outline$x), range(0, width))
    expect_identical(range(outline$y), c(-n, 0))
    # Negative widths lie on the other side, and take from the area with a sign.
    signed <- sum(outline$x * c(outline$y[-1], 0) - c(outline$x[-1], 0) * outline$y) / 2
    expect_equal(abs(signed), abs(sum(width)), tolerance = 0.002)
  }
  layers <- autoplot(fit, "silhouette")$layers
  expect_s3_class(layers[[1]]$geom, "GeomPolygon")
  expect_null(layers[[1]]$aes_params$colour)
})

test_that("sizes and averages stand beside the clusters", {
  axis <- autoplot(fit, "silhouette")$scales$get_scales("y")
  expect_identical(trimws(axis$labels), as.character(1:5))
  expect_identical(
    trimws(axis$secondary.axis$labels), sprintf("%d | %.2f", tabulate(fit$clustering), fit$silinfo$clus.avg.widths)
  )
  named <- fit
  cluster_names(named) <- letters[1:5]
  expect_identical(trimws(autoplot(named, "silhouette")$scales$get_scales("y")$labels), letters[1:5])
})

test_that("silhouettes of very many clusters are bands, sorted by average", {
  many <- fastpam(leaf, 70)
  plot <- autoplot(many, "silhouette")
  data <- drawn(plot)
  average <- many$silinfo$clus.avg.widths
  expect_equal(data[[3]]$x[c(TRUE, FALSE)], sort(unname(average), decreasing = TRUE))
  shown <- as.integer(trimws(plot$scales$get_scales("y")$labels))
  expect_setequal(shown, 1:70)
  expect_equal(unname(average[shown]), data[[3]]$x[c(TRUE, FALSE)])
  # The middle half within the middle nine tenths.
  expect_true(all(data[[1]]$x[1:140] <= data[[2]]$x[1:140] & data[[1]]$x[141:280] >= data[[2]]$x[141:280]))
})

test_that("silhouettes may be others than those of the fit", {
  sample <- fastclara(leaf, 3, sampsize = 20)
  all <- fastsilhouette(sample, leaf)
  data <- drawn(autoplot(sample, "silhouette", widths = all))
  expect_setequal(data[[1]]$x, c(0, all[, "sil_width"]))
  expect_match(autoplot(sample, "silhouette", widths = all)$labels$subtitle, "all 120 objects")
  sorted <- cluster::sortSilhouette(all)
  expect_equal(drawn(autoplot(sample, "silhouette", widths = sorted))[[1]], data[[1]])
  by_medoids <- medoid_silhouette(fit)
  expect_setequal(drawn(autoplot(fit, "silhouette", widths = by_medoids))[[1]]$x, c(0, by_medoids[, 3]))
  expect_error(autoplot(fit, "silhouette", widths = all), "widths of other clusters", class = "fastpam_error")
  expect_error(autoplot(fit, "silhouette", widths = 1:3), "`widths` must be what", class = "fastpam_error")
  expect_error(autoplot(fit, widths = by_medoids), "it is for silhouettes", class = "fastpam_error")
})

test_that("the search shows the loss after each swap", {
  expect_equal(nrow(drawn(autoplot(fastpam(leaf, 1), "search"))[[1]]), 1)
  start <- fastpam(leaf, 5, medoids = 1:5)
  data <- drawn(autoplot(start, "search"))
  expect_equal(data[[1]]$y, c(start$objective[["build"]], start$trace))
  set.seed(1)
  sample <- fastclara(leaf, 5, sampsize = 60, init = "random")
  expect_equal(drawn(autoplot(sample, "search"))[[1]]$y, sample$trace)
  grDevices::pdf(NULL)
  expect_no_message(print(autoplot(fastpam_path(leaf, 1))))
  expect_no_message(print(autoplot(fastpam(leaf, 1), "search")))
  grDevices::dev.off()
  msc <- fastpam(leaf, 5, medoids = 1:5, variant = "fastermsc")
  data <- drawn(autoplot(msc, "search"))
  expect_equal(utils::tail(data[[1]]$y, 1), msc$avg_medoid_sil)
})

test_that("a path is drawn panel by panel, the suggestion marked", {
  path <- fastpam_path(leaf, 1:6, gap = 3)
  data <- drawn(autoplot(path))
  expect_equal(data[[3]]$x, rep(path$suggested$k, 4))
  one <- drawn(autoplot(path, "silhouette"))
  expect_equal(one[[1]]$y, path$table$avg_sil_width[-1])
  expect_error(autoplot(path, "beauty"), class = "fastpam_error")
})

test_that("there are as many colours as clusters", {
  for (k in c(1:12, 30, 51)) expect_length(unique(cluster_colours(k)), k)
  expect_identical(ink_on(c("#000000", "#FFFFFF", "#F0E442")), c("white", "black", "black"))
})
