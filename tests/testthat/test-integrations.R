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
  expect_equal(by_k$data$y[-1], fastpam_path(leaf, 2:5)$table$avg_sil_width)
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

test_that("fpc: criteria of pamk(), nselectboot() and prediction.strength() by fastpam_cbi()", {
  skip_if_not_installed("fpc")
  # pamk() itself calls cluster::pam(); what it decides by is the path's silhouette.
  pamk <- fpc::pamk(leaf, krange = 2:6)
  path <- fastpam_path(leaf, k = 2:6)
  expect_equal(pamk$crit[-1], path$table$avg_sil_width)
  expect_equal(as.integer(pamk$nc), path$suggested$k)
  d <- dist(leaf)
  set.seed(1)
  found <- fpc::nselectboot(d, B = 3, distances = TRUE, clustermethod = fastpam_cbi, classification = "averagedist", krange = 2:3)
  expect_true(found$kopt %in% 2:3)
  set.seed(1)
  strength <- fpc::prediction.strength(d, 2, 3, M = 3, distances = TRUE, clustermethod = fastpam_cbi, classification = "averagedist")
  expect_true(all(strength$mean.pred[2:3] > 0 & strength$mean.pred[2:3] <= 1))
})

test_that("NbClust: dissimilarities of fastdist(), and the silhouettes of partitions", {
  skip_if_not_installed("NbClust")
  d <- fastdist(leaf, "manhattan")
  found <- NbClust::NbClust(leaf, diss = d, distance = NULL, min.nc = 2, max.nc = 5, method = "average", index = "silhouette")
  theirs <- found$Best.partition
  k <- length(unique(theirs))
  medoids <- vapply(seq_len(k), function(j) {
    members <- which(theirs == j)
    members[which.min(colSums(as.matrix(d)[members, members, drop = FALSE]))]
  }, 0L)
  # Its partition is where a search can start.
  expect_lte(fastpam(d, k, medoids = medoids)$objective[["swap"]], fastpam(d, k, medoids = medoids, do.swap = FALSE)$objective[["swap"]])
  expect_equal(unname(found$Best.nc[["Value_Index"]]), mean(cluster::silhouette(theirs, d)[, 3]), tolerance = 1e-3)
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
  without <- fastpam(leaf[, -1], 4)$clustering
  stability <- clValid::stability(leaf, d, del = 1, cluster = fit$clustering, clusterDel = without)
  expect_true(all(is.finite(stability)))
})

test_that("broom: tidy(), glance(), augment()", {
  skip_if_not_installed("broom")
  fit <- fastpam(leaf, 4)
  ours <- broom::tidy(fit)
  theirs <- as.data.frame(broom::tidy(cluster::pam(leaf, 4)))
  # broom's names, and ours, which are the same in every table of the package.
  names <- c(
    size = "size", max.diss = "max_diss", avg.diss = "av_diss", diameter = "diameter",
    separation = "separation", avg.width = "avg_sil_width"
  )
  for (name in intersect(names(names), names(theirs))) {
    expect_equal(ours[[names[[name]]]], theirs[[name]], info = name)
  }
  expect_equal(broom::glance(fit)$avg_sil_width, broom::glance(cluster::pam(leaf, 4))$avg.silhouette.width)
  expect_equal(nrow(broom::augment(fit, leaves[1:96, ])), 96)
})

test_that("broom: its verbs and ggplot2's find our methods, whichever package is loaded first", {
  skip_if_not_installed("broom")
  skip_if_not_installed("ggplot2")
  rows <- "fit <- fastpam::fastpam(iris[1:4], 3); cat(nrow(tidy(fit)), nrow(glance(fit)), nrow(augment(fit)), inherits(autoplot(fit), 'ggplot'))"
  for (order in list(c("broom", "ggplot2", "fastpam"), c("fastpam", "ggplot2", "broom"), c("fastpam", "broom", "generics", "ggplot2"))) {
    expect_identical(session(sprintf("suppressMessages(library(%s))", order), rows), "3 1 150 TRUE")
  }
})

test_that("none of the suggested packages is needed", {
  # A library with what DESCRIPTION imports, and nothing else.
  skip_on_os("windows") # links to folders
  lib <- tempfile("imports")
  dir.create(lib)
  on.exit(unlink(lib, recursive = TRUE))
  for (package in c("fastpam", "Rcpp", "RcppParallel", "cluster")) file.symlink(find.package(package), file.path(lib, package))
  steps <- c(
    "stopifnot(!requireNamespace('generics', quietly = TRUE))", "library(fastpam)",
    "fit <- fastpam(iris[1:4], 3, progress = TRUE)", "print(fit)", "print(summary(fit))", "pdf(NULL)", "plot(fit)",
    "fastpam_path(iris[1:4], 2:4)", "predict(fit, iris[1:3, 1:4])",
    "said <- vapply(list(quote(FastpamParam(3)), quote(LearnerClustFastpam$new()), quote(k_medoids()), quote(mean_dissimilarity(fit))), function(e) tryCatch(eval(e), fastpam_error = conditionMessage), '')",
    "cat(grepl('needs the package', said))"
  )
  expect_identical(session(steps, lib = lib), "TRUE TRUE TRUE TRUE")
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

test_that("phyloseq: samples are the objects, whichever way the table lies", {
  skip_if_not_installed("phyloseq")
  set.seed(2)
  counts <- matrix(rpois(20 * 15, 4), 20, dimnames = list(paste0("taxon", 1:20), paste0("sample", 1:15)))
  fit <- fastpam(t(counts), 3, metric = "braycurtis")
  for (rows in c(TRUE, FALSE)) {
    table <- phyloseq::otu_table(if (rows) counts else t(counts), taxa_are_rows = rows)
    data <- phyloseq::sample_data(data.frame(site = rep(1:3, 5), row.names = colnames(counts)))
    study <- phyloseq::phyloseq(table, data)
    for (x in list(table, study)) {
      ours <- fastpam(x, 3, metric = "braycurtis")
      expect_identical(ours$clustering, fit$clustering)
      expect_identical(names(ours$clustering), phyloseq::sample_names(study))
    }
  }
})

test_that("DelayedArray: rows are read in blocks", {
  skip_if_not_installed("DelayedArray")
  delayed <- DelayedArray::DelayedArray(leaf) * 2
  fit <- fastpam(leaf * 2, 4)
  old <- options(fastpam.block = 8 * 64 * 10) # ten rows at a time
  on.exit(options(old))
  expect_identical(unlist(row_blocks(delayed)), seq_len(nrow(leaf)))
  expect_gt(length(row_blocks(delayed)), 5)
  ours <- fastpam(delayed, 4)
  expect_identical(ours[c("id.med", "clustering", "data")], fit[c("id.med", "clustering", "data")])
  for (type in c("class", "margin", "dissimilarity")) {
    expect_identical(predict(ours, delayed, type), predict(fit, leaf * 2, type))
  }
  bits <- random_bits(60, 40, 0.3)
  sparse <- DelayedArray::DelayedArray(methods::as(bits + 0, "CsparseMatrix"))
  expect_s4_class(plain_table(sparse), "dgCMatrix")
  expect_identical(fastpam(sparse, 3, metric = "jaccard")$id.med, fastpam(bits, 3, metric = "jaccard")$id.med)
})

test_that("HDF5Array: a matrix on disk", {
  skip_if_not_installed("HDF5Array")
  file <- tempfile(fileext = ".h5")
  on.exit(unlink(file))
  disk <- HDF5Array::writeHDF5Array(leaf, file, "leaf", with.dimnames = TRUE)
  fit <- fastpam(leaf, 4)
  expect_identical(fastpam(disk, 4)$clustering, fit$clustering)
  expect_identical(predict(fit, disk), predict(fit, leaf))
  expect_identical(fastpam(t(HDF5Array::writeHDF5Array(t(leaf), file, "turned")), 4)$id.med, fit$id.med)
})

test_that("SummarizedExperiment: columns are the objects, so the way is named", {
  skip_if_not_installed("SummarizedExperiment")
  x <- SummarizedExperiment::SummarizedExperiment(list(counts = t(leaf)))
  expect_error(fastpam(x, 4), "here they are in columns, so use t(assay(x))", fixed = TRUE, class = "fastpam_error")
  expect_identical(fastpam(t(SummarizedExperiment::assay(x)), 4)$clustering, fastpam(leaf, 4)$clustering)
})

test_that("SingleCellExperiment: reduced dimensions, and clusterCells()", {
  skip_if_not_installed("SingleCellExperiment")
  pca <- stats::prcomp(leaf, rank. = 5)$x
  x <- SingleCellExperiment::SingleCellExperiment(list(logcounts = t(leaf)), reducedDims = list(PCA = pca))
  expect_error(fastpam(x, 4), "scran::clusterCells(x, use.dimred = \"PCA\"", fixed = TRUE, class = "fastpam_error")
  fit <- fastpam(SingleCellExperiment::reducedDim(x, "PCA"), 4)
  expect_identical(names(fit$clustering), colnames(x))
})

test_that("scran: clusterCells()", {
  skip_if_not_installed("scran")
  skip_if_not_installed("SingleCellExperiment")
  pca <- stats::prcomp(leaf, rank. = 5)$x
  x <- SingleCellExperiment::SingleCellExperiment(list(logcounts = t(leaf)), reducedDims = list(PCA = pca))
  fit <- fastpam(pca, 4)
  clusters <- scran::clusterCells(x, use.dimred = "PCA", BLUSPARAM = FastpamParam(4))
  expect_identical(as.integer(clusters), unname(fit$clustering))
})

test_that("recipes: a baked table", {
  skip_if_not_installed("recipes")
  steps <- recipes::recipe(~ Sepal.Length + Petal.Length, data = iris)
  steps <- recipes::step_normalize(steps, recipes::all_numeric_predictors())
  baked <- recipes::bake(recipes::prep(steps, iris), new_data = NULL)
  fit <- fastpam(baked, 3)
  scaled <- scale(as.matrix(iris[c("Sepal.Length", "Petal.Length")]))
  expect_identical(unname(fit$id.med), fastpam(scaled, 3)$id.med)
  expect_s3_class(generics::augment(fit, baked), "tbl_df")
})

test_that("rsample: folds, fitted on the one part and predicted on the other", {
  skip_if_not_installed("rsample")
  set.seed(1)
  folds <- rsample::vfold_cv(iris[1:4], v = 3)
  held_out <- vapply(folds$splits, function(split) {
    fit <- fastpam(rsample::analysis(split), 3)
    mean(apply(predict(fit, rsample::assessment(split), "dissimilarity"), 1, min))
  }, 0)
  expect_true(all(held_out > 0.3 & held_out < 1.2))
})

test_that("targets: a fit is stored and read", {
  skip_if_not_installed("targets")
  folder <- tempfile("targets")
  dir.create(folder)
  old <- setwd(folder)
  on.exit(setwd(old))
  writeLines(c(
    sprintf(".libPaths(%s)", paste(deparse(.libPaths()), collapse = "")), "library(targets)",
    "list(tar_target(fit, fastpam::fastpam(iris[1:4], 3)), tar_target(new, predict(fit, iris[1:9, 1:4])))"
  ), "_targets.R")
  targets::tar_make(callr_function = NULL, reporter = "silent")
  fit <- fastpam(iris[1:4], 3)
  expect_identical(targets::tar_read(new), predict(fit, iris[1:9, 1:4]))
  expect_identical(targets::tar_read(fit)$id.med, fit$id.med)
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
  expect_lt(as.numeric(utils::object.size(full$objects$fit$call)), 1e4)
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

test_that("mlr3cluster: the learner clust.fastpam", {
  skip_if_not_installed("mlr3cluster")
  skip_if_not_installed("mlr3")
  requireNamespace("mlr3cluster", quietly = TRUE)
  task <- mlr3cluster::as_task_clust(as.data.frame(leaf))
  learner <- mlr3::lrn("clust.fastpam", k = 5, metric = "manhattan", stand = TRUE)
  expect_s3_class(learner, "LearnerClust")
  learner$train(task)
  fit <- fastpam(leaf, 5, metric = "manhattan", stand = TRUE)
  expect_identical(learner$assignments, unname(fit$clustering))
  expect_equal(learner$model$objective, fit$objective)
  expect_null(learner$model$data)
  expect_lt(as.numeric(utils::object.size(learner$model$call)), 1e4) # no data in it
  # Columns of new rows are found by name, and standardised as those of the fit.
  new <- leaves[97:140, rev(colnames(leaf))]
  expect_identical(learner$predict_newdata(new)$partition, unname(predict(fit, new)))
  learner$train(task, row_ids = 1:60)
  score <- learner$predict(task, row_ids = 61:96)$score(mlr3::msr("clust.silhouette"), task = task)
  expect_true(is.finite(score))
  # Each parameter is an argument of fastpam().
  expect_true(all(learner$param_set$ids() %in% names(formals(fastpam))))
  expect_error(mlr3::lrn("clust.fastpam", k = 100)$train(task), class = "fastpam_error")
  # Mixed data with missing values.
  cars <- transform(mtcars, cyl = factor(cyl), vs = factor(vs), am = factor(am))
  cars$mpg[3] <- NA
  mixed <- mlr3cluster::as_task_clust(cars)
  learner <- LearnerClustFastpam$new()
  expect_identical(class(learner), class(mlr3::lrn("clust.fastpam")))
  learner$param_set$set_values(metric = "gower", k = 3)
  learner$train(mixed)
  expect_identical(learner$predict(mixed)$partition, unname(fastpam(cars, 3, metric = "gower")$clustering))
})

test_that("mlr3cluster: the learner is known whichever package is loaded first, and goes with fastpam", {
  skip_if_not_installed("mlr3cluster")
  skip_if_not_installed("mlr3")
  known <- "cat('clust.fastpam' %in% mlr3::mlr_learners$keys())"
  expect_identical(session("loadNamespace('fastpam')", "loadNamespace('mlr3cluster')", known), "TRUE")
  expect_identical(session("loadNamespace('mlr3cluster')", "loadNamespace('fastpam')", known), "TRUE")
  expect_identical(session("loadNamespace('fastpam')", "unloadNamespace('fastpam')", "loadNamespace('mlr3cluster')", known), "FALSE")
  expect_identical(session("loadNamespace('mlr3cluster')", "loadNamespace('fastpam')", "unloadNamespace('fastpam')", known), "FALSE")
})
