# Makes the tables of measurements in the documents from the logs of the benchmarks, so that no number is typed by
# hand. Run from the project's root.
#
#   Rscript tools/measured.R            prints the README's table, from bench/results/readme.csv
#   Rscript tools/measured.R vignettes  writes vignettes/_dissimilarities.md, from
#                                       bench/results/dissimilarities.md, and
#                                       vignettes/_integrations.md, from bench/results/integrations.md

readme_table <- function(file = file.path("bench", "results", "readme.csv")) {
  times <- utils::read.csv(file)
  duration <- function(s) ifelse(s < 1, sprintf("%.2g&nbsp;s", s), sprintf("%s&nbsp;s", format(signif(s, 3), trim = TRUE, drop0trailing = TRUE)))
  ratio <- times$peer_s / times$fastpam_s
  c(
    "| task | fastpam | instead of | times faster |", "|---|---:|---:|---:|",
    sprintf(
      "| %s | `%s` %s | `%s` %s%s | %s |", times$title, times$fastpam, vapply(times$fastpam_s, duration, ""),
      times$peer, vapply(times$peer_s, duration, ""), ifelse(times$scaled, "&nbsp;\\*", ""),
      format(signif(ratio, 2), big.mark = ",", trim = TRUE, scientific = FALSE, drop0trailing = TRUE)
    ),
    "", if (any(times$scaled)) "\\* Measured on the first 200 rows and scaled by the number of pairs.", "",
    sprintf("Measured %s: %s.", toString(sort(unique(times$date))), paste(unique(times$machine), collapse = "; "))
  )
}

# The rows of the log that the vignette about large tables shows, with processor times as multiples of those of
# fastdist() on one thread.
vignette_table <- function(file = file.path("bench", "results", "dissimilarities.md")) {
  lines <- grep("^[|] *(jaccard|gower)", readLines(file), value = TRUE)
  rows <- do.call(rbind, strsplit(sub("^[|] *", "", lines), " *[|] *"))
  wanted <- !grepl("single|2 threads", rows[, 2]) & !grepl("random", rows[, 1])
  if (!any(wanted)) stop("no rows for the vignette in ", file)
  rows <- rows[wanted, , drop = FALSE]
  seconds <- as.numeric(gsub(",", "", rows[, 3]))
  ours <- rows[, 2] == "fastdist, 1 thread"
  ratio <- seconds / seconds[ours][match(rows[, 1], rows[ours, 1])]
  c(
    "<!-- Made by tools/measured.R from bench/results/dissimilarities.md -->",
    "| data | by | processor seconds | ratio | values |", "|---|---|---:|---:|---|",
    sprintf(
      "| %s | `%s` | %s | %s | %s |", rows[, 1], rows[, 2], rows[, 3],
      ifelse(ours, "1", trimws(formatC(ratio, digits = 2, format = "fg", big.mark = ","))), rows[, 7]
    )
  )
}

# The tested packages and their versions.
integrations_table <- function(file = file.path("bench", "results", "integrations.md")) {
  c("<!-- Made by tools/measured.R from bench/results/integrations.md -->", grep("^[|]", readLines(file), value = TRUE))
}

if (identical(commandArgs(trailingOnly = TRUE), "vignettes")) {
  writeLines(integrations_table(), file.path("vignettes", "_integrations.md"))
  writeLines(vignette_table(), file.path("vignettes", "_dissimilarities.md"))
} else {
  writeLines(readme_table())
}
