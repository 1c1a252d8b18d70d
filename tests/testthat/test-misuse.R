# Every argument of every function with values of every wrong type: the answer is a value or an error of the
# package that says what is expected, never an error of R's own from somewhere inside. The arguments are
# taken from formals(), so new ones are tried too.

misuse_x <- as.matrix(iris[c(1:8, 51:58, 101:108), 1:4])
rownames(misuse_x) <- NULL

misuse_values <- function() {
  list(
    NULL, NA, NA_character_, NaN, Inf, -Inf, "3", "nonsense", "", "\xe9", character(), integer(), 3.5, TRUE, -1, 0, 1e300,
    c(1, 2), c(1, 1, 1), c("a", "b"), list(1), list(a = 1, b = "x"), list(list(1)), function(x) x, sum, new.env(), quote(a), quote(a + b),
    y ~ x, 1i, as.raw(3), factor("3"), Sys.Date(), as.POSIXlt(Sys.time()), as.difftime(3, units = "days"),
    data.frame(a = 1:3), data.frame(), matrix(0, 0, 3), array(1:27, c(3, 3, 3)), methods::new("numeric"),
    methods::new("externalptr"), structure(list(), class = "lm"), c(a = 3), seq_len(500), expression(a)
  )
}

# A call that is right for each function, of which one argument at a time is spoiled.
misuse_calls <- function() {
  x <- misuse_x
  fit <- fastpam(x, 3)
  path <- fastpam_path(x, 2:3)
  list(
    fastpam = list(x = x, k = 3), fastclara = list(x = x, k = 3), fastclarans = list(x = x, k = 3),
    fastpam_path = list(x = x, k = 2:3), fastdist = list(x = x), fastsilhouette = list(clustering = fit),
    medoid_silhouette = list(medoids = fit), medoid_summary = list(medoids = fit), swap_optimal = list(fit = fit), fastpam_bound = list(fit = fit), fastpam_cluster = list(x = x, k = 3),
    fastpam_cbi = list(data = x, k = 3), predict.fastpam_fit = list(object = fit, newdata = x[1:5, ]),
    fitted.fastpam_fit = list(object = fit), nobs.fastpam_fit = list(object = fit), augment.fastpam_fit = list(x = fit),
    as.data.frame.fastpam_fit = list(x = fit), summary.fastpam_fit = list(object = fit), print.fastpam_fit = list(x = fit),
    plot.fastpam_fit = list(x = fit), silhouette.fastpam_fit = list(x = fit), clusplot.fastpam_fit = list(x = fit),
    print.fastpam_path = list(x = path), plot.fastpam_path = list(x = path), as.data.frame.fastpam_path = list(x = path),
    autoplot.fastpam_fit = list(object = fit), autoplot.fastpam_path = list(object = path),
    fastpam_stability = list(x = x, k = 3, B = 3), medoid_profiles = list(fit = fit), cluster_names = list(fit = fit),
    "cluster_names<-" = list(x = fit, value = c("a", "b", "c")), compare_clusterings = list(x = fit, y = fit),
    map_batchtools = list(), chunks = list(x = x), chunks.matrix = list(x = x), chunks.data.frame = list(x = as.data.frame(x)),
    chunks.list = list(x = list(x, x)), chunks.function = list(x = function(i) misuse_x, n = 2), print.fastpam_chunks = list(x = chunks(x))
  )
}

# A specification holds expressions, which tidyclust looks at when it fits; the others are called by tidyclust.
tidyclust_exports <- function() {
  c("k_medoids", "mean_dissimilarity", "mean_medoid_silhouette", grep("_tidyclust$", getNamespaceExports("fastpam"), value = TRUE))
}

# The object of a method is of its class, and `main` goes to R's graphics.
misuse_spared <- function(name) c("...", "main", if (grepl("[.]fastpam|^chunks[.]", name)) c("x", "object"))

test_that("arguments of a wrong type are values or errors of the package", {
  skip_on_cran()
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  calls <- misuse_calls()
  if (!requireNamespace("ggplot2", quietly = TRUE)) calls <- calls[!startsWith(names(calls), "autoplot")]
  values <- misuse_values()
  expect_setequal(
    intersect(getNamespaceExports("fastpam"), names(calls)),
    setdiff(getNamespaceExports("fastpam"), c("metrics", "variants", "inits", "FastpamParam", "LearnerClustFastpam", "fastpam_hook", tidyclust_exports()))
  )
  bare <- character()
  for (name in names(calls)) {
    f <- get(name, asNamespace("fastpam"))
    # A picture takes longer than a fit.
    tried <- if (grepl("plot", name)) seq(1L, length(values), 3L) else seq_along(values)
    for (argument in setdiff(names(formals(f)), misuse_spared(name))) for (i in tried) {
      args <- calls[[name]]
      args[argument] <- values[i]
      ask <- function() {
        utils::capture.output(made <- do.call(f, args, quote = TRUE))
        if (inherits(made, "ggplot")) ggplot2::ggplot_build(made)
      }
      said <- tryCatch(
        {
          suppressWarnings(suppressMessages(ask()))
          NULL
        },
        # A table of a database is asked for, and DBI is not installed.
        fastpam_error_package = function(e) NULL,
        # sum() takes X and FUN, but does not run any piece.
        fastpam_error_pieces = function(e) NULL,
        fastpam_error = function(e) if (grepl("^`|^[0-9]+ argument", conditionMessage(e))) NULL else conditionMessage(e),
        error = conditionMessage
      )
      if (!is.null(said)) bare <- c(bare, sprintf("%s(%s = %s): %s", name, argument, substr(deparse1(values[[i]]), 1, 20), said))
    }
  }
  expect_identical(bare, character())
})

test_that("later calls refuse what is not used, or would say another thing than the fit", {
  refused <- function(expr) expect_error(suppressWarnings(expr), class = "fastpam_error")
  x <- as.matrix(iris[1:4])
  standardised <- fastpam(x, 3, stand = TRUE)
  cubic <- fastpam(x, 3, metric = "minkowski", p = 3)
  for (ask in list(swap_optimal, fastsilhouette, medoid_silhouette)) {
    refused(ask(standardised, stand = FALSE))
    refused(ask(standardised, x, stand = FALSE))
    expect_no_error(ask(standardised, stand = TRUE))
    refused(ask(cubic, p = 2))
    refused(ask(cubic, x, p = 2))
    refused(ask(cubic, diss = "yes"))
    refused(ask(cubic, metric = character()))
    refused(ask(cubic, var_weights = numeric()))
    # A fit of pam() on dissimilarities does not say what they were.
    of_dist <- cluster::pam(stats::dist(x, "manhattan"), 3)
    refused(ask(of_dist, x))
    expect_no_error(ask(of_dist, x, metric = "manhattan"))
  }
  expect_error(swap_optimal(stats::kmeans(x, 3), x), "kmeans", class = "fastpam_error")
  expect_error(fastsilhouette(stats::kmeans(x, 3), x), "kmeans", class = "fastpam_error")
  refused(as.data.frame(cubic, row.names = letters))
  refused(cluster::silhouette(cubic, stats::dist(x)))
  refused(cluster::silhouette(cubic, subset = "a"))
  expect_identical(nrow(cluster::silhouette(cubic, subset = c(1:10, 51:60))), 20L)
  if (requireNamespace("ggplot2", quietly = TRUE)) refused(ggplot2::autoplot(cubic, "silhouette", columns = 1:2))
  refused(fastpam(stats::dist(x), 3, stand = "yes"))
})
