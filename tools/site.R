# Builds the website into build/site from the installed package and the work tree, and checks it: no page loads
# anything from the internet, and every link within the site works. Called by tools/site.sh, from the project's
# root.

site <- file.path("build", "site")
options(pkgdown.internet = FALSE)
# For packages that are not installed, downlit would ask for the table of all packages: it gets an empty one.
utils::assignInNamespace("CRAN_urls", function() data.frame(Package = character(), URL = character()), "downlit")
pkgdown::build_site(
  preview = FALSE, install = FALSE, devel = FALSE, new_process = FALSE,
  override = list(destination = site)
)

# The README and CONTRIBUTING.md point to files of the sources; the site has pages for most of them.
places <- c(
  "NEWS.html" = "news/index.html", "man" = "reference/index.html", "bench" = "articles/benchmarks.html",
  "bench/results" = "articles/benchmarks.html",
  "pkgdown/assets/cheatsheet.html" = "cheatsheet.html", "pkgdown/assets/cheatsheet.pdf" = "cheatsheet.pdf",
  "inst/COPYRIGHTS" = "COPYRIGHTS.txt"
)
vignettes <- list.files("vignettes", "[.]Rmd$")
places[file.path("vignettes", vignettes)] <- file.path("articles", sub("[.]Rmd$", ".html", vignettes))
invisible(file.copy(file.path("inst", "COPYRIGHTS"), file.path(site, "COPYRIGHTS.txt"), overwrite = TRUE))
for (page in file.path(site, c("index.html", "CONTRIBUTING.html"))) {
  text <- readLines(page, encoding = "UTF-8")
  for (from in names(places)) {
    text <- gsub(sprintf('href="%s"', from), sprintf('href="%s"', places[[from]]), text, fixed = TRUE)
  }
  writeLines(text, page, useBytes = TRUE)
}

# The index of pkgdown as a script: pages that are opened as files may load scripts, but no data.
index <- readLines(file.path(site, "search.json"), encoding = "UTF-8", warn = FALSE)
writeLines(c("window.siteIndex =", index, ";"), file.path(site, "search.js"), useBytes = TRUE)

# Methods as one calls them. pkgdown knows this of generics of the packages that R comes with, not of others, and not
# of our own: tidy.fastpam_fit() becomes tidy(<fastpam_fit>), as in the help of R.
registered <- grep("^S3method\\(", readLines("NAMESPACE"), value = TRUE)
methods <- do.call(rbind, strsplit(gsub("^S3method\\(|\\)$|\"", "", registered), ",", fixed = TRUE))
methods[, 1L] <- sub("^.*::", "", methods[, 1L])
reference <- list.files(file.path(site, "reference"), "[.]html$", full.names = TRUE)
named <- function(text) {
  for (i in seq_len(nrow(methods))) {
    name <- paste(methods[i, ], collapse = ".")
    text <- sub(
      sprintf("<span><span class=\"fu\">%s</span>", name), fixed = TRUE, sprintf(
        "<span><span class=\"co\"># S3 method for %s</span></span>\n<span><span class=\"fu\">%s</span>",
        methods[i, 2L], methods[i, 1L]
      ), text
    )
    for (ending in c("()", "")) {
      text <- gsub(
        sprintf(">%s%s</a>", name, ending), sprintf(">%s(<i>&lt;%s&gt;</i>)</a>", methods[i, 1L], methods[i, 2L]),
        text, fixed = TRUE
      )
    }
  }
  text
}
for (page in reference) writeLines(named(readLines(page, encoding = "UTF-8")), page, useBytes = TRUE)

# ---- checks --------------------------------------------------------------------------------------

pages <- list.files(site, "[.]html$", recursive = TRUE, full.names = TRUE)
problems <- unlist(lapply(pages, function(page) {
  text <- paste(readLines(page, encoding = "UTF-8", warn = FALSE), collapse = "\n")
  find <- function(pattern) {
    found <- regmatches(text, gregexpr(pattern, text))[[1]]
    sub('"$', "", sub('^.*(href|src)="', "", found))
  }
  loaded <- grep("^https?:", find('<(script|img|link)[^>]*(src|href)="[^"]*"'), value = TRUE)
  links <- find('<(a|script|img|link)[^>]*(href|src)="[^"]*"')
  links <- sub("[?#].*", "", links[!grepl("^([a-z]+:|#|$)", links)])
  # 404.html is shown for any address, so its links are absolute on a real site.
  broken <- if (basename(page) != "404.html") links[nzchar(links) & !file.exists(file.path(dirname(page), links))]
  c(
    if (length(loaded)) sprintf("%s loads %s", page, unique(loaded)),
    if (length(broken)) sprintf("%s links to %s, which is not there", page, unique(broken))
  )
}))
index <- readLines(file.path(site, "reference", "index.html"), encoding = "UTF-8")
for (i in seq_len(nrow(methods))) {
  name <- paste(methods[i, ], collapse = ".")
  if (any(grepl(sprintf(">%s(", name), index, fixed = TRUE))) {
    problems <- c(problems, sprintf("the reference lists %s() as if it could be called", name))
  }
}
cat(sprintf("site: %d pages, %d problems\n", length(pages), length(problems)))
if (length(problems)) {
  writeLines(problems)
  quit(status = 1)
}
