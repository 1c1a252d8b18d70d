# fastpam compared with all packages on CRAN that cluster around medoids: loss, time, peak memory.
#
#   Rscript bench/peers.R [number of a size ...]
#
# Gaussian mixtures; each fit in an R process of its own, which computes the dissimilarities first
# (with fastdist(), not timed, where the fit takes a `dist` or a matrix) and reports the fit's
# processor and clock seconds, the loss (mean dissimilarity to the nearest medoid, recomputed in the
# same way for all), and the largest memory of the process above what it held before the fit. One
# thread, except where a row says otherwise. Packages that are not installed are left out, and named.
#
# The peers: cluster (all variants), fastkmedoids, parallelpam, ClusterR, banditpam, WeightedCluster.

source(file.path("bench", "common.R"))

# Each: package, and the body of a function of x (data), d (`dist`) and k that gives observation
# numbers of medoids. `limit` is the largest n for which a row is worth waiting for.
fits <- list(
  "fastpam, exact" = list("fastpam", quote(fastpam(d, k, n_threads = 1)$id.med), 1e5),
  "fastpam, exact, 2 threads" = list("fastpam", quote(fastpam(d, k, n_threads = 2)$id.med), 1e5),
  "fastpam, fasterpam (random start)" = list("fastpam", quote(fastpam(d, k, variant = "faster", n_threads = 1)$id.med), 1e5),
  "fastpam, fasterpam, single precision" = list("fastpam", quote({
    fastpam(d, k, variant = "faster", precision = "single", n_threads = 1)$id.med
  }), 1e5),
  "fastclara" = list("fastpam", quote(fastclara(x, k, n_threads = 1)$i.med), 1e6),
  "cluster, original" = list("cluster", quote(cluster::pam(d, k)$id.med), 1000),
  "cluster, o_1" = list("cluster", quote(cluster::pam(d, k, variant = "o_1")$id.med), 1000),
  "cluster, o_2" = list("cluster", quote(cluster::pam(d, k, variant = "o_2")$id.med), 1000),
  "cluster, f_3" = list("cluster", quote(cluster::pam(d, k, variant = "f_3")$id.med), 5000),
  "cluster, f_4" = list("cluster", quote(cluster::pam(d, k, variant = "f_4")$id.med), 5000),
  "cluster, f_5" = list("cluster", quote(cluster::pam(d, k, variant = "f_5")$id.med), 5000),
  "cluster, faster" = list("cluster", quote(cluster::pam(d, k, variant = "faster")$id.med), 1e4),
  "cluster::clara" = list("cluster", quote({
    cluster::clara(x, k, samples = 5, sampsize = min(nrow(x), 80 + 4 * k), rngR = TRUE, pamLike = TRUE)$i.med
  }), 1e6),
  "fastkmedoids, fastpam" = list("fastkmedoids", quote({
    fastkmedoids::fastpam(as.numeric(d), nrow(x), k, seed = 1)@medoids + 1L
  }), 1e4),
  "fastkmedoids, pam" = list("fastkmedoids", quote({
    fastkmedoids::pam(as.numeric(d), nrow(x), k)@medoids + 1L
  }), 1000),
  "parallelpam, BUILD + FastPAM1" = list("parallelpam", quote({
    file <- tempfile()
    parallelpam::JWriteBin(as.matrix(d), file, dtype = "double", dmtype = "symmetric")
    parallelpam::ApplyPAM(file, k, init_method = "BUILD", nthreads = 1)$med
  }), 1e4),
  "ClusterR::Cluster_Medoids" = list("ClusterR", quote({
    ClusterR::Cluster_Medoids(as.matrix(d), k, threads = 1, swap_phase = TRUE, seed = 1)$medoid_indices
  }), 1000),
  "banditpam" = list("banditpam", quote({
    km <- banditpam::KMedoids$new(k = k, algorithm = "BanditPAM")
    km$fit(x, "L2")
    km$get_medoids_final()
  }), 1000),
  "WeightedCluster::wcKMedoids" = list("WeightedCluster", quote({
    unique(WeightedCluster::wcKMedoids(d, k)$clustering)
  }), 1000)
)
sizes <- list(c(n = 1000, k = 10), c(n = 1000, k = 100), c(n = 5000, k = 100), c(n = 10000, k = 100))
asked <- as.integer(commandArgs(trailingOnly = TRUE))
if (length(asked)) sizes <- sizes[asked]

# What the child process runs.
child <- function(fit, n, k) {
  bquote({
    source(file.path("bench", "common.R"))
    n <- .(n)
    k <- .(k)
    suppressPackageStartupMessages({
      library(fastpam)
      library(.(fit[[1]]), character.only = TRUE)
    })
    x <- gaussian_mixture(n, 10, k)
    d <- fastpam::fastdist(x)
    small <- x[1:60, ]
    local({ # loads what is loaded on first use
      x <- small
      d <- fastpam::fastdist(x)
      k <- 3
      .(fit[[2]])
    })
    memory <- function(key) {
      line <- grep(key, readLines("/proc/self/status"), value = TRUE)
      as.numeric(gsub("[^0-9]", "", line)) / 1024
    }
    invisible(gc())
    before <- memory("^VmRSS")
    set.seed(1)
    time <- system.time(medoids <- .(fit[[2]]))
    peak <- memory("^VmHWM") - before
    loss <- fastpam::fastpam(d, k, medoids = as.integer(medoids), do.swap = FALSE, progress = FALSE)$objective[[1]]
    cat("RESULT", loss, time[["user.self"]] + time[["sys.self"]], time[["elapsed"]], peak, "\n")
  })
}

installed <- function(package) requireNamespace(package, quietly = TRUE)
absent <- unique(Filter(function(p) !installed(p), vapply(fits, `[[`, "", 1)))
rows <- list()
for (size in sizes) {
  for (name in names(fits)) {
    fit <- fits[[name]]
    if (size[["n"]] > fit[[3]] || fit[[1]] %in% absent) next
    script <- tempfile(fileext = ".R")
    writeLines(deparse(child(fit, size[["n"]], size[["k"]])), script)
    libs <- paste(.libPaths(), collapse = .Platform$path.sep)
    out <- suppressWarnings(system2(
      file.path(R.home("bin"), "Rscript"), script, stdout = TRUE, stderr = TRUE,
      env = paste0("R_LIBS=", libs), timeout = 600
    ))
    line <- grep("^RESULT", out, value = TRUE)
    numbers <- if (length(line)) as.numeric(strsplit(line[1], " ")[[1]][2:5]) else rep(NA, 4)
    if (!length(line)) cat(name, "failed:", tail(out, 3), "\n")
    rows[[length(rows) + 1]] <- data.frame(
      data = sprintf("n = %s, k = %d", format(size[["n"]], big.mark = ","), size[["k"]]), by = name,
      loss = numbers[1], cpu_s = numbers[2], clock_s = numbers[3], peak_MiB = numbers[4]
    )
    cat(sprintf("%s %s: %s\n", rows[[length(rows)]]$data, name, paste(signif(numbers, 4), collapse = " ")))
  }
}
table <- do.call(rbind, rows)
base <- table[table$by == "fastpam, exact", ]
at <- match(table$data, base$data)
table$loss_ratio <- table$loss / base$loss[at]
table$time_ratio <- table$cpu_s / base$cpu_s[at]
cat("\n")
markdown(table)
if (length(absent)) cat("\nNot installed: ", toString(absent), "\n", sep = "")
