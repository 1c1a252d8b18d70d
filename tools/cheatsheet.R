# Writes the cheat sheet: pkgdown/assets/cheatsheet.html, one page of A4, and cheatsheet.pdf beside it where chromium is
# there. All code on it is run here, and what it prints is what is shown. Run by `make cheatsheet` from the project's
# root; the site and the README link to it.

suppressPackageStartupMessages({
  library(fastpam)
  library(ggplot2)
  library(generics) # tidy(), glance(), augment()
})
options(width = 52, digits = 4)
folder <- file.path("pkgdown", "assets")
dir.create(folder, FALSE, TRUE)
session <- new.env(parent = globalenv())

escape <- function(text) gsub(">", "&gt;", gsub("<", "&lt;", gsub("&", "&amp;", text)))

# The lines of code, each followed by what it prints, of which at most `most` lines are shown. Comments stay.
run <- function(text, most = 8L) {
  text <- strsplit(trimws(text), "\n")[[1L]]
  parsed <- parse(text = text, keep.source = TRUE)
  at <- utils::getSrcLocation(parsed, "line", first = FALSE)
  from <- 1L
  html <- character()
  for (i in seq_along(parsed)) {
    printed <- utils::capture.output({
      value <- withVisible(eval(parsed[[i]], session))
      if (value$visible) print(value$value)
    })
    printed <- trimws(printed[nzchar(trimws(printed))], "right")
    if (length(printed) > most) printed <- c(printed[seq_len(most)], "...")
    html <- c(html, highlighted(text[from:at[i]]), if (length(printed)) sprintf("<i>%s</i>", escape(printed)))
    from <- at[i] + 1L
  }
  sprintf("<pre>%s</pre>", paste(html, collapse = "\n"))
}

# Comments are grey.
highlighted <- function(lines) sub("(#.*)$", "<s>\\1</s>", escape(lines))

# Code whose result is the picture below it.
shown <- function(text) sprintf("<pre>%s</pre>", highlighted(text))

picture <- function(plot, width, height, alt) {
  file <- tempfile(fileext = ".png")
  on.exit(unlink(file))
  grDevices::png(file, width, height, "in", res = 160, type = "cairo")
  print(plot)
  grDevices::dev.off()
  sprintf("<img src=\"%s\" alt=\"%s\" style=\"width:100%%\">", knitr::image_uri(file), alt)
}

box <- function(title, ...) c("<section>", sprintf("<h2>%s</h2>", title), ..., "</section>")
say <- function(text) sprintf("<p>%s</p>", gsub("`([^`]*)`", "<code>\\1</code>", text))

# A table of code, which is tried too: whole calls, arguments of fastpam(), and names of metrics.
rows <- function(...) {
  cells <- c(...)
  code <- unlist(lapply(regmatches(cells, gregexpr("`[^`]*`", cells)), function(found) gsub("`", "", found)))
  for (snippet in code) try_out(snippet)
  cells <- gsub("`([^`]*)`", "<code>\\1</code>", cells)
  odd <- seq(1L, length(cells), 2L)
  c("<table>", sprintf("<tr><td>%s</td><td>%s</td></tr>", cells[odd], cells[odd + 1L]), "</table>")
}

try_out <- function(snippet) {
  known <- list(x = iris[1:4], k = 3, d = stats::dist(iris[1:4]), w = rep(1:2, 75), metric = "manhattan")
  if (grepl("^\"", snippet)) {
    stopifnot(eval(parse(text = snippet)) %in% metrics()$metric)
  } else if (grepl("^fast", snippet)) {
    eval(parse(text = snippet), known, session)
  } else if (grepl("^[a-z_]+ = ", snippet)) {
    eval(parse(text = sprintf("fastpam(x, k, %s)", snippet)), known, session)
  } else if (snippet != "dist") {
    stop("not tried: ", snippet)
  }
}

# ---- the boxes -----------------------------------------------------------------------------------

set.seed(1)
quiet <- theme(plot.caption = element_blank())
boxes <- c(
  box("Cluster",
    run("
fit <- fastpam(iris[1:4], k = 3) # exact PAM
fit$id.med                       # the medoids' row numbers
table(fit$clustering)            # the clusters
glance(fit)[c(\"n\", \"k\", \"avg_sil_width\")]
"), say("`fastpam()` gives what `cluster::pam()` gives, to the last bit. `summary(fit)` says more.")
  ),
  box("Which metric?",
    rows(
      "numbers", "`\"euclidean\"` (the default), `\"manhattan\"`, `\"chord\"`, `stand = TRUE`",
      "mixed, missing", "`\"gower\"`: factors, numbers, dates",
      "presence/absence", "`\"jaccard\"`, `\"dice\"`, sparse matrices too",
      "counts", "`\"hellinger\"`, `\"braycurtis\"`, `\"ruzicka\"`",
      "a `dist`", "`fastpam(d, k)`; make one by `fastdist(x, metric)`",
      "your own", "`metric = function(a, b) sum(abs(a - b))`"
    ),
    run("
metrics()$metric
", 7L)
  ),
  box("Which verb, which size?",
    rows(
      "up to 50,000 rows", "`fastpam(x, k)`",
      "more, fast", "`fastpam(x, k, variant = \"fasterpam\")`",
      "millions", "`fastclara(x, k, samples = 10, refine = TRUE)`",
      "all k at once", "`fastpam_path(x, 2:20)`",
      "longer, better", "`fastpam(x, k, effort = \"high\")`",
      "threads", "`n_threads = 2`: the same bits for any number"
    )
  ),
  box("How many clusters?",
    run("
path <- fastpam_path(iris[1:4], 2:8)
path$suggested$k
"),
    shown("autoplot(path)"),
    picture(
      autoplot(session$path, "avg_sil_width") + labs(subtitle = NULL, y = "Silhouette width") + quiet, 3, 1.7,
      "Average silhouette width by k"
    )
  ),
  box("Are they real?",
    run("
stable <- fastpam_stability(iris[1:4], 3, B = 50)
tidy(stable)[c(\"cluster\", \"size\", \"jaccard\")]
"), say("Above 0.75: found again in resamples. Up to 0.5: dissolved.")
  ),
  box("What distinguishes them?",
    run("
profiles <- medoid_profiles(fit)
head(tidy(profiles)[c(\"cluster\", \"variable\", \"medoid\", \"effect\")], 4)
"), say("`autoplot(profiles)` draws a heatmap, also of hundreds of columns.")
  ),
  box("Look",
    shown("autoplot(fit, outline = \"hull\")"),
    picture(autoplot(session$fit, outline = "hull") + quiet, 3, 2, "Map of the clusters with hulls"),
    shown("autoplot(fit, \"silhouette\")"),
    picture(autoplot(session$fit, "silhouette") + quiet, 3, 2, "Silhouettes of the clusters"),
    say("Also `label = \"medoids\"`, `facets = TRUE`, `highlight = 2`, `layout = umap`; `plot(fit)` without ggplot2.")
  ),
  box("Name and predict",
    run("
cluster_names(fit) <- c(\"small\", \"middle\", \"large\")
new <- iris[c(1, 51, 101), 1:4]
predict(fit, new)
predict(fit, new, type = \"novel\") # farther than any object
head(augment(fit, newdata = new)[-(1:4)], 3)
")
  ),
  box("How good is it?",
    run("
swap_optimal(fit, iris[1:4])
fastpam_bound(fit, iris[1:4])
", 5L)
  ),
  box("Restrict and weigh",
    rows(
      "these are medoids", "`fixed = c(8, 50)`",
      "only these may be", "`candidates = 1:75`",
      "copies of rows", "`weights = w`",
      "several starts", "`nstart = 10`, `init = \"lab\"`"
    )
  ),
  box("Compare, pass on",
    run("
compare_clusterings(fit, iris$Species)
", 5L),
    say("tidyclust: `k_medoids()`. mlr3: `lrn(\"clust.fastpam\")`. Bioconductor: `FastpamParam()`. fpc: `fastpam_cbi`.")
  )
)

style <- "
@page { size: A4 landscape; margin: 7mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 4px; max-width: 1090px; color: #1f2a30; background: #fff;
  font: 10.4px/1.3 system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif; }
header { display: flex; align-items: baseline; gap: 1em; border-bottom: 3px solid #0b5d7a; margin-bottom: 6px; }
h1 { font-size: 20px; margin: 0; color: #0b5d7a; }
h2 { font-size: 12.5px; margin: 0 0 3px; padding: 1px 5px; color: #fff; background: #0b5d7a; border-radius: 3px; }
main { columns: 4; column-gap: 9px; }
section { break-inside: avoid; border: 1px solid #d3dee3; border-radius: 4px; padding: 3px; margin: 0 0 6px; }
pre { margin: 0 0 3px; padding: 2px 4px; background: #f5f7f8; border-radius: 3px; overflow-x: auto;
  white-space: pre-wrap;
  font: 8.3px/1.32 ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace; }
pre i { font-style: normal; color: #0b5d7a; } pre s { text-decoration: none; color: #6d7f88; }
code { font: 8.8px ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace; }
p { margin: 1px 2px 2px; } table { border-collapse: collapse; width: 100%; margin: 0 0 2px; }
td { padding: 0 3px 1px; vertical-align: top; } td:first-child { white-space: nowrap; color: #51646d; }
img { display: block; }
@media screen and (max-width: 900px) { main { columns: 2; } }
@media screen and (max-width: 560px) { main { columns: 1; } body { font-size: 13px; }
  pre { font-size: 11px; } code { font-size: 12px; } }"

page <- c(
  "<!doctype html>", "<!-- Made by tools/cheatsheet.R -->", "<html lang=\"en\"><head><meta charset=\"utf-8\">",
  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>fastpam on one page</title>",
  "<style>", style, "</style></head><body>",
  "<header><h1>fastpam</h1>",
  sprintf(
    "<span>k-medoids clustering on one page, version %s. Grey-blue: what the code prints.</span></header>",
    utils::packageVersion("fastpam")
  ), "<main>", boxes, "</main></body></html>"
)
html <- file.path(folder, "cheatsheet.html")
writeLines(page, html, useBytes = TRUE)
cat("cheat sheet:", html, "\n")

# ---- the same as a PDF ---------------------------------------------------------------------------

browser <- Sys.which(c("chromium", "chromium-browser", "google-chrome"))
browser <- browser[nzchar(browser)][1L]
if (is.na(browser)) {
  cat("no PDF: chromium is not there\n")
} else {
  pdf <- file.path(folder, "cheatsheet.pdf")
  unlink(pdf)
  system2(browser, c(
    "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf-no-header",
    shQuote(paste0("--print-to-pdf=", normalizePath(pdf, mustWork = FALSE))),
    shQuote(paste0("file://", normalizePath(html)))
  ), stdout = FALSE, stderr = FALSE)
  if (!file.exists(pdf)) stop("chromium wrote no PDF")
  bytes <- readBin(pdf, "raw", file.size(pdf))
  bytes[bytes == 0] <- as.raw(32)
  pages <- lengths(regmatches(rawToChar(bytes), gregexpr("/Type ?/Page[^s]", rawToChar(bytes), useBytes = TRUE)))
  cat(sprintf("cheat sheet: %s, %d page%s\n", pdf, pages, if (pages == 1L) "" else "s"))
  if (pages != 1L) stop("the cheat sheet must fit on one page")
}
