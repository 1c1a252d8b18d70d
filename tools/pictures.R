# Draws every kind of picture, of 50, 2,000 and 100,000 objects and 3, 30 and 200 clusters, at 7 x 5 and 3.5 x 3
# inches, into build/pictures, with one page to look at them: build/pictures/index.html. Data are R's, the package's,
# or made here from a fixed seed. Run by `make pictures` from the project's root; with words, only pictures whose names
# hold one of them: Rscript tools/pictures.R highlight map-50

suppressPackageStartupMessages({
  library(fastpam)
  library(ggplot2)
})
wanted <- commandArgs(TRUE)
folder <- file.path("build", "pictures")
dir.create(folder, recursive = TRUE, showWarnings = FALSE)
sizes <- list(large = c(7, 5), small = c(3.5, 3))

groups_of_points <- function(n, groups, columns, seed) {
  set.seed(seed)
  centres <- matrix(stats::runif(groups * columns, 0, 3 * groups^(1 / columns)), groups)
  of <- sample(groups, n, TRUE, prob = stats::runif(groups, 0.5, 2))
  x <- centres[of, ] + matrix(stats::rnorm(n * columns, sd = 0.65), n)
  dimnames(x) <- list(NULL, paste0("v", seq_len(columns)))
  x
}

# ---- what is drawn -------------------------------------------------------------------------------

flowers <- iris[seq(1, 150, 3), 1:4]
cars <- mtcars
few <- fastpam(flowers, 3)
named <- few
cluster_names(named) <- c("small petals", "middle", "large petals")
medium <- groups_of_points(2000, 30, 4, 1)
large <- groups_of_points(1e5, 30, 3, 2)
fits <- list("50-3" = few, "50-30" = fastpam(flowers, 30))
for (k in c(3, 30, 200)) {
  fits[[paste0("2000-", k)]] <- fastpam(medium, k)
  set.seed(3)
  fits[[paste0("100000-", k)]] <- fastclara(large, k, samples = 3)
}
car_fit <- fastpam(cars, 4, stand = TRUE)
missing <- iris
missing$Petal.Length[seq(3, 150, 4)] <- NA
mixed <- fastpam(missing, 4, metric = "gower")
shares <- fastpam(androgen[1:400, -1], 6, metric = "jaccard")
path <- fastpam_path(iris[1:4], 1:12, gap = 5)
set.seed(1)
stable <- fastpam_stability(iris[1:4], 3, B = 50, consensus = TRUE)
bare <- fastpam(stats::dist(flowers), 3)
dots <- stats::cmdscale(stats::dist(cars))
colnames(dots) <- c("PCoA 1", "PCoA 2")

gg <- list() # functions that return a ggplot
base <- list() # functions that draw
for (name in names(fits)) local({
  fit <- fits[[name]]
  many <- startsWith(name, "100000")
  gg[[paste0("map-", name)]] <<- function() autoplot(fit)
  gg[[paste0("hull-", name)]] <<- function() autoplot(fit, outline = "hull", max_objects = 20000)
  gg[[paste0("ellipse-", name)]] <<- function() autoplot(fit, outline = "ellipse", max_objects = 20000)
  gg[[paste0("facets-", name)]] <<- function() autoplot(fit, facets = TRUE, max_objects = 20000)
  gg[[paste0("highlight-", name)]] <<- function() autoplot(fit, highlight = c(2, 3), outline = "ellipse")
  gg[[paste0("silhouette-", name)]] <<- function() {
    autoplot(fit, "silhouette", widths = if (many) medoid_silhouette(fit))
  }
  base[[paste0("plot-map-", name)]] <<- function() plot(fit, which.plots = 1)
  base[[paste0("plot-silhouette-", name)]] <<- function() plot(fit, which.plots = 2)
})
gg <- c(gg, list(
  "names-map" = function() autoplot(named, outline = "hull"),
  "names-facets" = function() autoplot(named, facets = TRUE, outline = "ellipse"),
  "names-silhouette" = function() autoplot(named, "silhouette"),
  "label-all" = function() autoplot(car_fit, label = TRUE),
  "label-some-ellipses" = function() autoplot(car_fit, label = c("Fiat 128", "Maserati Bora"), outline = "ellipse"),
  "label-medoids-facets" = function() autoplot(car_fit, label = "medoids", facets = TRUE),
  "label-without-ggrepel" = function() {
    namespace <- asNamespace("fastpam")
    there <- get("has_ggrepel", namespace)
    on.exit(utils::assignInNamespace("has_ggrepel", there, namespace))
    utils::assignInNamespace("has_ggrepel", function() FALSE, namespace)
    autoplot(car_fit, label = TRUE)
  },
  "layout-own" = function() autoplot(car_fit, layout = dots, outline = "hull"),
  "columns-factor" = function() autoplot(mixed, data = missing, columns = c("Species", "Petal.Width")),
  "columns-missing" = function() autoplot(mixed, data = missing, columns = c("Petal.Length", "Petal.Width")),
  "map-mixed" = function() autoplot(mixed),
  "map-presence-absence" = function() autoplot(shares, outline = "hull"),
  "map-one-cluster" = function() autoplot(fastpam(flowers, 1), outline = "hull", label = 1:3),
  "map-without-data" = function() autoplot(bare, diss = stats::dist(flowers)),
  "map-clarans" = function() autoplot(fastclarans(medium, 5), outline = "ellipse"),
  "map-of-path" = function() autoplot(path$fits[["4"]], outline = "ellipse"),
  "map-brewer" = function() autoplot(few, outline = "hull") + scale_colour_brewer(palette = "Set1"),
  "path" = function() autoplot(path),
  "search" = function() autoplot(fastpam(medium, 30, medoids = 1:30), "search"),
  "stability" = function() autoplot(stable),
  "stability-consensus" = function() autoplot(stable, "consensus"),
  "profiles" = function() autoplot(medoid_profiles(shares))
))

# ---- drawing -------------------------------------------------------------------------------------

chosen <- function(names) {
  if (!length(wanted)) return(names)
  names[vapply(names, function(name) any(vapply(wanted, grepl, NA, name, fixed = TRUE)), NA)]
}

shoot <- function(name, draw) {
  for (size in names(sizes)) {
    inches <- sizes[[size]]
    grDevices::png(
      file.path(folder, sprintf("%s-%s.png", name, size)), inches[1L], inches[2L], "in", res = 130, type = "cairo"
    )
    draw()
    grDevices::dev.off()
  }
}

done <- character()
for (name in chosen(c(names(gg), names(base)))) {
  if (is.null(gg[[name]])) {
    shoot(name, base[[name]])
  } else {
    # (Two scales for one aesthetic are said, as they should.)
    plot <- suppressMessages(gg[[name]]())
    shoot(name, function() print(plot))
  }
  done <- c(done, name)
}

page <- c(
  "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Pictures of fastpam</title>",
  "<style>body{font-family:sans-serif;margin:1em;background:#ddd}section{margin-bottom:1.5em}",
  "h2{font-size:1em;margin:0.3em 0}img{margin-right:8px;vertical-align:top;background:white}</style>",
  sprintf("<h1>%d pictures at 7 x 5 and 3.5 x 3 inches</h1>", length(done)),
  sprintf(
    paste0(
      "<section><h2>%s</h2><img src=\"%s-large.png\" alt=\"%s, 7 x 5 inches\" width=\"910\">",
      "<img src=\"%s-small.png\" alt=\"%s, 3.5 x 3 inches\" width=\"455\"></section>"
    ), done, done, done, done, done
  ), "</html>"
)
writeLines(page, file.path(folder, "index.html"))
cat(sprintf("pictures: %d, in %s\n", length(done), file.path(folder, "index.html")))
