# Installs the packages that fastpam is tested with, runs these tests, and writes a log of the versions and
# results: bench/results/integrations.md. Run from the project's root by `make integrations`.
#
#   Rscript tools/integrations.R LIBRARY [quick]
#
# LIBRARY contains the installed fastpam. With "quick" nothing is installed, and only installed packages are
# tested.

arguments <- commandArgs(trailingOnly = TRUE)
quick <- "quick" %in% arguments
library_of <- normalizePath(setdiff(arguments, "quick")[1])

# Debian's name of the built package, or NA where there is none; what the test covers.
packages <- read.csv(strip.white = TRUE, text = "
package, debian, what
cluster, r-cran-cluster, silhouette() clusplot() clusGap()
factoextra, r-cran-factoextra, fviz_cluster() fviz_silhouette() fviz_nbclust()
fpc, r-cran-fpc, cluster.stats() pamk(); clusterboot() nselectboot() prediction.strength() by fastpam_cbi()
clue, r-cran-clue, partitions: agreement prediction consensus
clValid, NA, dunn() connectivity() stability()
NbClust, NA, dissimilarities by fastdist(); starts for fastpam()
broom, r-cran-broom, tidy() glance() augment()
vegan, r-cran-vegan, vegdist()
phyloseq, r-bioc-phyloseq, phyloseq objects and otu_table(); distance()
DelayedArray, r-bioc-delayedarray, DelayedMatrix by blocks of rows
HDF5Array, r-bioc-hdf5array, matrices on disk by blocks of rows
SummarizedExperiment, r-bioc-summarizedexperiment, t(assay())
SingleCellExperiment, r-bioc-singlecellexperiment, reducedDim()
TraMineR, NA, seqdist() with case weights
ConsensusClusterPlus, r-bioc-consensusclusterplus, fastpam_hook()
bluster, r-bioc-bluster, clusterRows() clusterSweep() by FastpamParam()
recipes, r-cran-recipes, baked tables
rsample, r-cran-rsample, analysis() and assessment() of a split
tidyclust, NA, k_medoids() and k_means() by the engine fastpam; tune_cluster()
targets, NA, a pipeline that fits and predicts
scran, r-bioc-scran, clusterCells() by FastpamParam()
mlr3cluster, NA, learner clust.fastpam by LearnerClustFastpam$new()
Matrix, r-cran-matrix, sparse data
ggplot2, r-cran-ggplot2, autoplot()
cli, r-cran-cli, progress bars
progressr, r-cran-progressr, progress signals
")

missing_now <- function() packages[!packages$package %in% rownames(installed.packages()), ]

if (!quick && nrow(missing_now())) {
  debian <- na.omit(missing_now()$debian)
  root <- Sys.info()[["effective_user"]] == "root" && nzchar(Sys.which("apt-get"))
  if (root && length(debian)) {
    system("apt-get update -qq")
    system2("apt-get", c(
      "-o", "DPkg::Lock::Timeout=300", "install", "-y", "-qq", "--no-install-recommends", debian
    ), env = "DEBIAN_FRONTEND=noninteractive")
  }
  # Bioconductor's are not on CRAN: without Debian they are skipped, and the log says so.
  rest <- missing_now()
  rest <- rest$package[!grepl("^r-bioc-", ifelse(is.na(rest$debian), "", rest$debian))]
  if (length(rest)) install.packages(rest)
}

.libPaths(c(library_of, .libPaths()))
library(testthat)
library(fastpam, lib.loc = library_of)
results <- as.data.frame(test_dir(
  file.path("tests", "testthat"), filter = "^(integrations.*|autoplot|progress)$", package = "fastpam",
  load_package = "installed", reporter = "summary", stop_on_failure = FALSE
))

outcome <- function(package) {
  rows <- switch(package,
    ggplot2 = results$context == "autoplot",
    cli = , progressr = results$context == "progress" & grepl(package, results$test),
    startsWith(results$context, "integrations") & startsWith(results$test, paste0(package, ":"))
  )
  if (!any(rows)) return("not tested")
  found <- results[rows, ]
  if (any(found$failed > 0 | found$error)) return("fails")
  if (!requireNamespace(package, quietly = TRUE) || all(found$skipped)) return("not installed")
  sprintf("passes (%d checks)", sum(found$passed))
}
packages$outcome <- vapply(packages$package, outcome, "")
packages$version <- vapply(packages$package, function(package) {
  tryCatch(as.character(utils::packageVersion(package)), error = function(e) "-")
}, "")

log <- file.path("bench", "results", "integrations.md")
dir.create(dirname(log), recursive = TRUE, showWarnings = FALSE)
writeLines(c(
  "# What fastpam was tested with", "",
  sprintf(
    "Written by `tools/integrations.R` on %s: fastpam %s, R %s, %s.", format(Sys.Date()),
    utils::packageVersion("fastpam"), getRversion(), R.version$platform
  ), "",
  "| package | version | what | outcome |", "|---|---|---|---|",
  sprintf("| %s | %s | %s | %s |", packages$package, packages$version, packages$what, packages$outcome), "",
  "`NbClust::NbClust()`, `clValid::clValid()` and `fpc::pamk()` themselves take no clustering algorithm from outside."
), log)
cat(sprintf("%s: %s\n", packages$package, packages$outcome), sep = "")
cat("Log:", log, "\n")
failed <- sum(results$failed) + sum(results$error)
cat(sprintf("%d passed, %d failed, %d skipped\n", sum(results$passed), failed, sum(results$skipped)))
quit(status = if (failed > 0) 1 else 0)
