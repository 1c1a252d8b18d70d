# Makes data/leaves.rda and data/androgen.rda. Run from the project's root: Rscript data-raw/uci.R
#
# Both tables are from the UCI Machine Learning Repository, under CC BY 4.0; R/data.R describes their origin. Only
# names and types are changed.

source(file.path("data-raw", "common.R"))

# ---- leaves: 1600 x 64 textures of 100 species ------------------------------------------------

leaves <- read_table("leaves100", "texture.csv.gz")
leaves$species <- factor(leaves$species, levels = unique(leaves$species))
stopifnot(
  identical(dim(leaves), c(1600L, 65L)),
  identical(names(leaves), c("species", paste0("t", 1:64))),
  all(table(leaves$species) == 16L),
  # The only repeated row in the copy from which the table was made.
  identical(which(duplicated(leaves)), 16L)
)
save_data(leaves, "leaves")

# ---- androgen: 1687 x 1024 fingerprints --------------------------------------------------------

fingerprints <- read_table("qsar_androgen", "qsar_androgen.csv.gz")
activity <- factor(fingerprints$class, levels = c(0, 1), labels = c("negative", "positive"))
bits <- fingerprints[paste0("b", 0:1023)]
stopifnot(
  nrow(bits) == 1687L,
  all(vapply(bits, function(b) all(b %in% c(0L, 1L)), NA)),
  identical(as.vector(table(activity)), c(1488L, 199L))
)
bits[] <- lapply(bits, as.logical)
androgen <- cbind(activity = activity, bits)
save_data(androgen, "androgen")
