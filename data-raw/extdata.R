# Makes the two files of inst/extdata, for examples that begin with read.csv(). Run from the
# project's root: Rscript data-raw/extdata.R
#
# zoo.csv: UCI Machine Learning Repository, CC BY 4.0. Left out: the number of legs, which is not
# 0/1. penguins.csv: penguins of the package modeldata 1.1.0 (MIT licence, see inst/COPYRIGHTS),
# unchanged.

source(file.path("data-raw", "common.R"))
dir.create(file.path("inst", "extdata"), showWarnings = FALSE)

write_table <- function(x, name) {
  file <- file.path("inst", "extdata", name)
  utils::write.csv(x, file, row.names = FALSE, quote = FALSE)
  message(file, ": ", file.size(file), " bytes")
}

zoo <- read_table("uci_zoo", "zoo.csv.gz")
names(zoo)[names(zoo) == "id"] <- "animal"
zoo$legs <- NULL
traits <- setdiff(names(zoo), c("animal", "type"))
zoo[traits] <- lapply(zoo[traits], as.integer)
stopifnot(nrow(zoo) == 101L, length(traits) == 15L, !anyNA(zoo), !anyDuplicated(zoo$animal))
write_table(zoo[c("animal", "type", traits)], "zoo.csv")

penguins <- read_table("mixed_penguins", "penguins.csv.gz")
stopifnot(identical(dim(penguins), c(344L, 7L)), sum(is.na(penguins)) == 19L)
write_table(penguins, "penguins.csv")
