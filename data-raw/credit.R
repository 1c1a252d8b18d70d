# Makes data/credit.rda. Run from the project's root: Rscript data-raw/credit.R
#
# The table is credit_data of the package modeldata 1.1.0 (MIT licence, see inst/COPYRIGHTS).
# Nothing is changed but the names of the columns, which begin with a capital there.

source(file.path("data-raw", "common.R"))

credit <- readRDS(source_file("mixed_credit_data", "credit_data.rds"))
names(credit) <- tolower(names(credit))
stopifnot(
  identical(dim(credit), c(4454L, 14L)),
  identical(class(credit), "data.frame"),
  identical(.row_names_info(credit) < 0, TRUE),
  sum(is.na(credit)) == 455L,
  sum(!complete.cases(credit)) == 415L,
  identical(levels(credit$job), c("fixed", "freelance", "others", "partime")),
  identical(as.vector(table(credit$status)), c(1254L, 3200L))
)
save_data(credit, "credit")
