# Prints the README's table of what works with fastpam, from the log of `make integrations`. Run from
# the project's root, or give the log: Rscript tools/integrations-table.R [LOG]

arguments <- commandArgs(trailingOnly = TRUE)
log <- if (length(arguments)) arguments[1] else file.path("bench", "results", "integrations.md")
lines <- readLines(log)
rows <- strsplit(sub("^[|] *", "", sub(" *[|]$", "", grep("^[|] [[:alnum:]]", lines, value = TRUE))), " *[|] *")[-1]
passing <- Filter(function(row) startsWith(row[4], "passes"), rows)
cat("| with | works |\n|---|---|\n")
for (row in passing) cat(sprintf("| %s %s | %s |\n", row[1], row[2], row[3]))
cat(sprintf("\n%s\n", sub("^Written", "Tested", grep("^Written by", lines, value = TRUE))))
