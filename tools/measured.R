# Makes the measured tables of the documents from the logs of the benchmarks, so that no number is
# typed. Run from the project's root.
#
#   Rscript tools/measured.R            prints the README's table, from bench/results/readme.csv
#   Rscript tools/measured.R vignettes  writes vignettes/_dissimilarities.md, from
#                                       bench/results/dissimilarities.md

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

# The rows of the log that the vignette about tables speaks of.
vignette_table <- function(file = file.path("bench", "results", "dissimilarities.md")) {
  lines <- grep("^[|] *(jaccard|gower)", readLines(file), value = TRUE)
  cells <- strsplit(sub("^[|] *", "", lines), " *[|] *")
  wanted <- Filter(function(row) !grepl("single|2 threads", row[2]) && !grepl("random", row[1]), cells)
  if (!length(wanted)) stop("no rows for the vignette in ", file)
  c(
    "<!-- Made by tools/measured.R from bench/results/dissimilarities.md -->",
    "| data | by | processor seconds | ratio | values |", "|---|---|---:|---:|---|",
    vapply(wanted, function(row) {
      sprintf("| %s | `%s` | %s | %s | %s |", row[1], row[2], row[3], row[4], if (length(row) > 6) row[7] else "")
    }, "")
  )
}

if (identical(commandArgs(trailingOnly = TRUE), "vignettes")) {
  writeLines(vignette_table(), file.path("vignettes", "_dissimilarities.md"))
} else {
  writeLines(readme_table())
}
