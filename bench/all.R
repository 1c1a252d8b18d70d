# Runs benchmarks and stores their output: bench/results/NAME.md has the tables and notes, below a line with the
# machine and the versions. Run from the project's root.
#
#   Rscript bench/all.R                      all of them (hours)
#   Rscript bench/all.R engine large         these
#
# Peers that are not installed are left out by the scripts; `Rscript bench/all.R peers-install`
# installs those that are on CRAN.

all <- c("engine", "peers", "scaling", "large", "family", "orlib", "effort", "dissimilarities", "samplers", "maps",
  "stability"
)
wanted <- commandArgs(trailingOnly = TRUE)
if ("peers-install" %in% wanted) {
  peers <- c(
    "fastkmedoids", "parallelpam", "ClusterR", "banditpam", "WeightedCluster", "parallelDist", "proxy",
    "vegan", "gower", "Rfast", "philentropy"
  )
  repos <- getOption("repos")
  if (length(repos) == 0 || any(repos == "@CRAN@")) utils::chooseCRANmirror(ind = 1)
  for (peer in peers) if (!requireNamespace(peer, quietly = TRUE)) utils::install.packages(peer)
  quit()
}
unknown <- setdiff(wanted, all)
if (length(unknown)) stop("unknown benchmark: ", toString(unknown), call. = FALSE)
if (!length(wanted)) wanted <- all

processor <- if (file.exists("/proc/cpuinfo")) {
  sub(".*: ", "", grep("^model name", readLines("/proc/cpuinfo"), value = TRUE)[1])
} else {
  Sys.info()[["machine"]]
}
stamp <- sprintf(
  "`Rscript bench/%%s.R`, %s: fastpam %s, cluster %s, R %s, %s, %d processors.", format(Sys.Date()),
  utils::packageVersion("fastpam"), utils::packageVersion("cluster"), getRversion(), processor,
  parallel::detectCores()
)

data <- file.path("..", "shared", "data")
for (name in wanted) {
  cat("==", name, "\n")
  file <- tempfile()
  # The scripts print their progress; only lines of tables, notes and pictures are kept.
  libs <- paste0("R_LIBS=", paste(.libPaths(), collapse = .Platform$path.sep))
  needs_data <- name %in% c("family", "orlib", "effort", "dissimilarities", "samplers")
  status <- system2(
    file.path(R.home("bin"), "Rscript"), c(file.path("bench", paste0(name, ".R")), if (needs_data) data),
    stdout = file, stderr = "", env = libs
  )
  lines <- readLines(file)
  writeLines(lines)
  if (status != 0) stop(name, " ended with status ", status, call. = FALSE)
  # A table needs an empty line before it.
  kept <- grepl("^(\\||\\* |#|!\\[)", lines)
  kept <- kept | (lines == "" & c(FALSE, kept[-length(kept)]))
  writeLines(
    c(sprintf("# %s\n", name), sprintf(stamp, name), "", lines[kept]),
    file.path("bench", "results", paste0(name, ".md"))
  )
}
