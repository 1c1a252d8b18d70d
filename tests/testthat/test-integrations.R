# Packages that people use k-medoids with. Each test runs where its package is installed; `make
# integrations` installs and runs them all. The name of a test begins with that of the package.

leaf <- as.matrix(leaves[1:96, -1])
leaf <- leaf[, apply(leaf, 2, sd) > 0]  # principal components are drawn below

on_no_device <- function(expr) {
  file <- tempfile(fileext = ".pdf")
  grDevices::pdf(file)
  on.exit({
    grDevices::dev.off()
    unlink(file)
  })
  expr
}

test_that("cluster: silhouette(), clusplot(), clusGap()", {
  fit <- fastpam(leaf, 4)
  expect_equal(summary(cluster::silhouette(fit))$avg.width, fit$silinfo$avg.width)
  on_no_device({
    expect_no_error(cluster::clusplot(fit))
    expect_no_error(plot(cluster::silhouette(fit)))
  })
  set.seed(1)
  gap <- cluster::clusGap(leaf, fastpam_cluster, K.max = 4, B = 3, verbose = FALSE)
  pam <- function(x, k) list(cluster = cluster::pam(x, k, cluster.only = TRUE))
  set.seed(1)
  expect_equal(gap$Tab, cluster::clusGap(leaf, pam, K.max = 4, B = 3, verbose = FALSE)$Tab)
})

test_that("factoextra: fviz_cluster(), fviz_silhouette(), fviz_nbclust()", {
  skip_if_not_installed("factoextra")
  fit <- fastpam(leaf, 4)
  on_no_device({
    plot <- factoextra::fviz_cluster(fit)
    expect_s3_class(plot, "ggplot")
    print(plot)
    expect_equal(nrow(plot$data), 96)
    utils::capture.output(plot <- factoextra::fviz_silhouette(fit))
    print(plot)
    by_k <- factoextra::fviz_nbclust(leaf, fastpam, method = "silhouette", k.max = 5)
  })
  expect_equal(by_k$data$y[-1], fastpam_path(leaf, 2:5)$table$silhouette)
})

test_that("fpc: cluster.stats(), clusterboot() with fastpam_cbi()", {
  skip_if_not_installed("fpc")
  d <- dist(leaf)
  fit <- fastpam(d, 4)
  stats <- fpc::cluster.stats(d, fit$clustering)
  expect_equal(stats$avg.silwidth, fit$silinfo$avg.width)
  expect_equal(unname(stats$diameter), unname(fit$clusinfo[, "diameter"]))
  set.seed(1)
  boot <- fpc::clusterboot(d, B = 5, bootmethod = "boot", clustermethod = fastpam_cbi, k = 4, count = FALSE)
  expect_identical(boot$partition, unname(fit$clustering))
  expect_length(boot$bootmean, 4)
  expect_true(all(boot$bootmean > 0 & boot$bootmean <= 1))
})

test_that("clue: partitions, agreement, prediction", {
  skip_if_not_installed("clue")
  fit <- fastpam(leaf, 6)
  theirs <- cluster::pam(leaf, 6)
  expect_equal(as.integer(clue::cl_class_ids(fit)), unname(fit$clustering))
  expect_equal(c(clue::cl_agreement(fit, theirs, method = "Rand")), 1)
  expect_identical(as.integer(clue::cl_class_ids(clue::cl_predict(fit, leaf))), unname(predict(fit, leaf)))
  ensemble <- clue::cl_ensemble(fit, fastpam(leaf, 5), fastpam(leaf, 7))
  expect_s3_class(clue::cl_consensus(ensemble), "cl_partition")
})

test_that("clValid: connectivity() and dunn() of a fit", {
  skip_if_not_installed("clValid")
  d <- dist(leaf)
  fit <- fastpam(d, 4)
  expected <- min(fit$clusinfo[, "separation"]) / max(fit$clusinfo[, "diameter"])
  expect_equal(clValid::dunn(distance = d, clusters = fit$clustering), expected)
  expect_gt(clValid::connectivity(distance = d, clusters = fit$clustering), 0)
})

test_that("broom: tidy(), glance(), augment()", {
  skip_if_not_installed("broom")
  fit <- fastpam(leaf, 4)
  ours <- broom::tidy(fit)
  theirs <- as.data.frame(broom::tidy(cluster::pam(leaf, 4)))
  for (name in intersect(c("size", "max.diss", "avg.diss", "diameter", "separation", "avg.width"), names(theirs))) {
    expect_equal(ours[[name]], theirs[[name]], info = name)
  }
  expect_equal(broom::glance(fit)$avg.silhouette.width, broom::glance(cluster::pam(leaf, 4))$avg.silhouette.width)
  expect_equal(nrow(broom::augment(fit, leaves[1:96, ])), 96)
})

test_that("vegan: vegdist() and metrics of its name", {
  skip_if_not_installed("vegan")
  data("dune", package = "vegan", envir = environment())
  for (method in c("bray", "canberra")) {
    d <- vegan::vegdist(dune, method)
    expect_identical(fastpam(d, 3)$id.med, cluster::pam(d, 3)$id.med)
  }
  bray <- vegan::vegdist(dune, "bray")
  fit <- fastpam(dune, 3, metric = "braycurtis")
  expect_identical(fit$id.med, fastpam(bray, 3)$id.med)
  expect_equal(predict(fit, dune, "dissimilarity"), as.matrix(bray)[, fit$id.med], ignore_attr = TRUE)
  expect_identical(names(fit$clustering), rownames(dune))
})

test_that("phyloseq: distance() of samples", {
  skip_if_not_installed("phyloseq")
  set.seed(1)
  counts <- matrix(rpois(20 * 15, 4), 20, dimnames = list(paste0("taxon", 1:20), paste0("sample", 1:15)))
  samples <- phyloseq::phyloseq(phyloseq::otu_table(counts, taxa_are_rows = TRUE))
  for (method in c("bray", "jaccard")) {
    d <- phyloseq::distance(samples, method)
    fit <- fastpam(d, 3)
    expect_identical(fit$id.med, cluster::pam(d, 3)$id.med)
    expect_true(all(fit$medoids %in% phyloseq::sample_names(samples)))
  }
})

test_that("TraMineR: sequences with weights", {
  skip_if_not_installed("TraMineR")
  data("mvad", package = "TraMineR", envir = environment())
  some <- mvad[1:120, ]
  sequences <- suppressMessages(TraMineR::seqdef(some, 17:86, weights = some$weight))
  d <- suppressMessages(TraMineR::seqdist(sequences, method = "LCS"))
  fit <- fastpam(d, 4, diss = TRUE, weights = some$weight)
  expect_equal(sum(fit$clusinfo[, "size"]), sum(some$weight))
  nearest <- apply(d[, fit$id.med], 1, min)
  expect_equal(fit$objective[["swap"]], weighted.mean(nearest, some$weight))
  expect_true(swap_optimal(fit, d, diss = TRUE)$optimal)
})

test_that("ConsensusClusterPlus: fastpam_hook()", {
  skip_if_not_installed("ConsensusClusterPlus")
  # It looks the function up by name from the workspace.
  assign("fastpam_hook", fastpam_hook, envir = globalenv())
  on.exit(rm("fastpam_hook", envir = globalenv()))
  on_no_device(suppressMessages(utils::capture.output(
    found <- ConsensusClusterPlus::ConsensusClusterPlus(
      dist(leaf), maxK = 3, reps = 5, clusterAlg = "fastpam_hook", seed = 1, plot = NULL
    )
  )))
  expect_length(found[[3]]$consensusClass, 96)
})

test_that("bluster: FastpamParam()", {
  skip_if_not_installed("bluster")
  fit <- fastpam(leaf, 5, metric = "manhattan")
  clusters <- bluster::clusterRows(leaf, FastpamParam(5, metric = "manhattan"))
  expect_identical(clusters, factor(unname(fit$clustering)))
  full <- bluster::clusterRows(leaf, FastpamParam(function(n) n / 16), full = TRUE)
  expect_length(full$objects$fit$id.med, 6)
  swept <- bluster::clusterSweep(leaf, FastpamParam(3), centers = 3:4)
  expect_length(swept$clusters, 2)
})

test_that("Matrix: sparse data", {
  skip_if_not_installed("Matrix")
  bits <- methods::as(random_bits(60, 40, 0.3), "CsparseMatrix")
  fit <- fastpam(bits, 3, metric = "jaccard")
  expect_identical(fit$id.med, cluster::pam(dist(as.matrix(bits), "binary"), 3)$id.med)
})
