# The engine for tidyclust. Each test runs where tidyclust is installed; `make integrations` installs it.

tidyclust_fit <- function(specification, data, formula = ~.) {
  fitted <- NULL
  # tidyclust evaluates its calls where its own generics are.
  suppressMessages(fitted <- generics::fit(specification, formula, data = data))
  fitted
}

test_that("tidyclust: k_medoids() and k_means() by the engine give the fit of fastpam()", {
  skip_if_not_installed("tidyclust")
  requireNamespace("tidyclust", quietly = TRUE)
  numbers <- iris[1:4]
  ours <- fastpam(numbers, 3, metric = "manhattan", stand = TRUE)
  specifications <- list(
    tidyclust::set_engine(k_medoids(num_clusters = 3), "fastpam", metric = "manhattan", stand = TRUE),
    tidyclust::set_engine(tidyclust::k_means(num_clusters = 3), "fastpam", metric = "manhattan", stand = TRUE)
  )
  for (specification in specifications) {
    fitted <- tidyclust_fit(specification, numbers)
    engine <- tidyclust::extract_fit_engine(fitted)
    expect_identical(engine$id.med, ours$id.med)
    expect_identical(unname(engine$clustering), unname(ours$clustering)) # model.frame() makes row names
    expect_equal(engine$objective, ours$objective)
    clusters <- tidyclust::extract_cluster_assignment(fitted)$.cluster
    expect_identical(as.integer(clusters), unname(ours$clustering))
    expect_identical(levels(clusters), paste0("Cluster_", 1:3))
    expect_identical(predict(fitted, numbers)$.pred_cluster, clusters)
    # Medoids in the units of the data.
    centroids <- as.data.frame(tidyclust::extract_centroids(fitted))
    expect_equal(centroids[-1], numbers[ours$id.med, ], ignore_attr = TRUE)
    expect_equal(
      unname(as.matrix(predict(fitted, numbers, type = "raw"))), unname(predict(ours, numbers, "dissimilarity"))
    )
  }
  expect_identical(levels(predict(fitted, numbers, labels = c("a", "b", "c"))$.pred_cluster), c("a", "b", "c"))
  expect_error(predict(fitted, numbers, labels = c("a", "a", "c")), "3 different names", class = "fastpam_error")
  expect_output(print(fitted), "150 objects in 3 clusters")
})

test_that("tidyclust: Gower's factors and missing values", {
  skip_if_not_installed("tidyclust")
  skip_if_not_installed("workflows")
  cars <- transform(mtcars, cyl = factor(cyl), vs = factor(vs), am = factor(am))
  specification <- tidyclust::set_engine(k_medoids(num_clusters = 4), "fastpam", metric = "gower")
  ours <- fastpam(cars, 4, metric = "gower")
  fitted <- tidyclust_fit(specification, cars)
  expect_identical(tidyclust::extract_fit_engine(fitted)$id.med, ours$id.med)
  centroids <- tidyclust::extract_centroids(fitted)
  expect_identical(centroids$cyl, cars$cyl[ours$id.med])
  expect_identical(as.integer(predict(fitted, cars[5:9, ])$.pred_cluster), unname(predict(ours, cars[5:9, ])))
  # A workflow keeps rows with missing values, a formula of tidyclust's own fit() leaves them out.
  cars$mpg[3] <- NA
  ours <- fastpam(cars, 4, metric = "gower")
  flow <- workflows::add_formula(workflows::add_model(workflows::workflow(), specification), ~.)
  flow <- generics::fit(flow, data = cars)
  expect_identical(unname(tidyclust::extract_fit_engine(flow)$id.med), unname(ours$id.med))
  expect_identical(as.integer(predict(flow, cars)$.pred_cluster), unname(ours$clustering))
  expect_length(tidyclust::extract_fit_engine(tidyclust_fit(specification, cars))$clustering, 31)
  # Other metrics want numbers, and say so.
  expect_error(tidyclust_fit(k_medoids(num_clusters = 2), iris), "use metric = \"gower\" for mixed data", class = "fastpam_error")
})

test_that("tidyclust: numbers of clusters are tuned on folds", {
  skip_if_not_installed("tidyclust")
  skip_if_not_installed("tune")
  skip_if_not_installed("rsample")
  skip_if_not_installed("workflows")
  data <- iris
  data$Petal.Width[7] <- NA
  set.seed(1)
  folds <- rsample::vfold_cv(data, v = 3)
  specification <- tidyclust::set_engine(k_medoids(num_clusters = tune::tune()), "fastpam", metric = "gower")
  flow <- workflows::add_formula(workflows::add_model(workflows::workflow(), specification), ~.)
  tuned <- tidyclust::tune_cluster(
    flow, folds, grid = data.frame(num_clusters = 2:4),
    metrics = tidyclust::cluster_metric_set(mean_dissimilarity, mean_medoid_silhouette)
  )
  found <- tune::collect_metrics(tuned, summarize = FALSE)
  expect_identical(nrow(found), 18L)
  expect_false(anyNA(found$.estimate))
  by_hand <- vapply(folds$splits, function(split) {
    fit <- fastpam(rsample::analysis(split), 3, metric = "gower")
    mean(apply(predict(fit, rsample::assessment(split), "dissimilarity"), 1, min))
  }, 0)
  expect_equal(found$.estimate[found$.metric == "mean_dissimilarity" & found$num_clusters == 3], by_hand)
  # The best is put into the specification.
  best <- tune::select_best(tuned, metric = "mean_medoid_silhouette")
  final <- generics::fit(tune::finalize_workflow(flow, best), data = data)
  expect_identical(tidyclust::extract_fit_engine(final)$k, as.integer(best$num_clusters))
})

test_that("tidyclust: its own metrics, and ours", {
  skip_if_not_installed("tidyclust")
  x <- iris[1:4]
  ours <- fastpam(x, 3)
  fitted <- tidyclust_fit(k_medoids(num_clusters = 3), x)
  nearest <- apply(predict(ours, x, "dissimilarity"), 1, min)
  expect_equal(tidyclust::sse_within_total(fitted)$.estimate, sum(nearest^2))
  expect_equal(tidyclust::sse_within_total(fitted, x)$.estimate, sum(nearest^2))
  expect_equal(tidyclust::silhouette_avg(fitted, x)$.estimate, ours$silinfo$avg.width)
  expect_lt(tidyclust::sse_ratio(fitted)$.estimate, 1)
  expect_equal(mean_dissimilarity(fitted)$.estimate, ours$objective[["swap"]])
  expect_equal(mean_dissimilarity(fitted, x)$.estimate, ours$objective[["swap"]])
  expect_equal(mean_medoid_silhouette(fitted)$.estimate, ours$avg_medoid_sil)
  expect_true(is.na(mean_medoid_silhouette(tidyclust_fit(k_medoids(num_clusters = 1), x))$.estimate))
  expect_error(mean_dissimilarity(ours), "`object` must be a fit of tidyclust", class = "fastpam_error")
  expect_error(mean_dissimilarity(1), "`object` must be a fit of tidyclust", class = "fastpam_error")
  # Where the fit kept no data there is nothing to sum.
  lean <- tidyclust::set_engine(k_medoids(num_clusters = 3), "fastpam", keep.data = FALSE, keep.diss = FALSE)
  summary <- tidyclust::extract_fit_summary(tidyclust_fit(lean, x))
  expect_true(all(is.na(summary$sse_within_total_total)))
  expect_equal(as.data.frame(summary$centroids), x[ours$id.med, ], ignore_attr = TRUE)
})

test_that("tidyclust: what is wrong is said", {
  skip_if_not_installed("tidyclust")
  expect_error(tidyclust_fit(k_medoids(), iris[1:4]), "`num_clusters` must be given", class = "fastpam_error")
  expect_error(tidyclust_fit(k_medoids(num_clusters = 500), iris[1:4]), "`k` must be", class = "fastpam_error")
  slip <- tidyclust::set_engine(k_medoids(num_clusters = 3), "fastpam", threads = 2)
  expect_error(tidyclust_fit(slip, iris[1:4]), "did you mean `n_threads`", class = "fastpam_error")
  changed <- update(k_medoids(num_clusters = 3), num_clusters = 5)
  expect_s3_class(changed, "k_medoids")
  expect_length(tidyclust::extract_fit_engine(tidyclust_fit(changed, iris[1:4]))$id.med, 5)
})

test_that("tidyclust: the engine is known whichever package is loaded first, and again after unloading", {
  skip_if_not_installed("tidyclust")
  known <- "cat(class(tidyclust::set_engine(tidyclust::k_means(), 'fastpam'))[1], 'k_medoids' %in% modelenv::get_from_env('models'))"
  both <- "k_means TRUE"
  expect_identical(session("loadNamespace('fastpam')", "loadNamespace('tidyclust')", known), both)
  expect_identical(session("loadNamespace('tidyclust')", "loadNamespace('fastpam')", known), both)
  expect_identical(
    session("loadNamespace('tidyclust')", "loadNamespace('fastpam')", "unloadNamespace('fastpam')", "loadNamespace('fastpam')", known), both
  )
})
