kinds <- function() {
  set.seed(1)
  x <- as.matrix(iris[c(1:20, 51:70, 101:120), 1:4])
  rownames(x) <- paste0("i", 1:60)
  list(
    pam = list(fastpam(x, 3), x), clara = list(fastclara(x, 3), x), clarans = list(fastclarans(x, 3), x),
    single = list(fastpam(x, 3, precision = "single"), x), stand = list(fastpam(x, 3, stand = TRUE), x),
    gower = list(fastpam(as.data.frame(x), 3, metric = "gower"), as.data.frame(x)),
    bits = list(fastpam(x > 2, 3, metric = "jaccard"), x > 2),
    given = list(fastpam(dist(x), 3, keep.diss = TRUE), as.matrix(dist(x))),
    weighted = list(fastpam(x, 3, weights = rep(1:3, 20)), x),
    own = list(fastpam(x, 3, metric = function(a, b) max(abs(a - b))), x)
  )
}

test_that("names go through everything, and numbers stay where others look for them", {
  names <- c("round", "long", "odd")
  for (kind in kinds()) {
    fit <- kind[[1]]
    new <- kind[[2]][c(3, 30, 50), , drop = FALSE]
    named <- fit
    cluster_names(named) <- names
    expect_identical(cluster_names(named), names)
    expect_identical(cluster_names(fit), c("1", "2", "3"))
    expect_identical(named$clustering, fit$clustering)
    expect_identical(named$cluster, fit$cluster)
    as_names <- function(v) factor(names[v], levels = names)
    expect_identical(unname(predict(named)), as_names(fit$clustering))
    expect_identical(names(predict(named)), names(fit$clustering))
    expect_identical(unname(predict(named, new)), as_names(predict(fit, new)))
    expect_identical(colnames(predict(named, new, type = "dissimilarity")), names)
    expect_identical(unname(predict(named, new, type = "margin")), unname(predict(fit, new, type = "margin")))
    expect_identical(unname(fitted(named, "class")), as_names(fit$clustering))
    plain <- as.data.frame(fit)
    expect_identical(as.data.frame(named)$cluster, as_names(plain$cluster))
    expect_identical(as.data.frame(named)$neighbor, as_names(plain$neighbor))
    expect_output(print(named), "round")
    expect_output(print(summary(named)), "odd")
    again <- named
    cluster_names(again) <- NULL
    expect_identical(again, fit)
    if (requireNamespace("generics", quietly = TRUE)) {
      expect_identical(levels(generics::tidy(named)$cluster), names)
      expect_identical(generics::augment(named, as.data.frame(kind[[2]]))$.cluster, as_names(unname(fit$clustering)))
      expect_identical(generics::augment(named, newdata = new)$.cluster, as_names(unname(predict(fit, new))))
    }
    expect_identical(levels(as.data.frame(medoid_profiles(named, as.matrix(kind[[2]]) + 0))$cluster), names)
    expect_setequal(stats::na.omit(compare_clusterings(named, fit)$matched$x), names)
  }
})

test_that("pictures show the names", {
  skip_if_not_installed("ggplot2")
  fit <- fastpam(iris[1:4], 3)
  cluster_names(fit) <- c("setosa", "virginica", "versicolor")
  for (args in list(list(), list(highlight = 2), list("silhouette"))) {
    picture <- do.call(ggplot2::autoplot, c(list(fit), args))
    grob <- ggplot2::ggplotGrob(picture)
    texts <- character()
    collect <- function(g) {
      if (inherits(g, "text")) texts <<- c(texts, as.character(g$label))
      for (child in c(g$grobs, g$children)) collect(child)
    }
    collect(grob)
    expect_true(any(grepl("virginica", texts)))
  }
})

test_that("names are in any order if they say for which cluster, and must be names", {
  fit <- fastpam(iris[1:4], 3)
  cluster_names(fit) <- c("2" = "b", "1" = "a")
  expect_identical(cluster_names(fit), c("a", "b", "3"))
  cluster_names(fit) <- c(b = "second")
  expect_identical(cluster_names(fit), c("a", "second", "3"))
  expect_error(cluster_names(fit) <- c("a", "b"), class = "fastpam_error")
  expect_error(cluster_names(fit) <- c("a", "b", "b"), class = "fastpam_error")
  expect_error(cluster_names(fit) <- c("a", "b", ""), class = "fastpam_error")
  expect_error(cluster_names(fit) <- c("a", "b", NA), class = "fastpam_error")
  expect_error(cluster_names(fit) <- 1:3, class = "fastpam_error")
  expect_error(cluster_names(fit) <- c("9" = "a"), class = "fastpam_error")
  expect_error(cluster_names(iris), class = "fastpam_error")
})

test_that("memberships are fuzzy, and novel objects are farther than all that were there", {
  for (kind in kinds()) {
    fit <- kind[[1]]
    x <- kind[[2]]
    d <- predict(fit, x, type = "dissimilarity")
    u <- predict(fit, x, type = "membership")
    expect_equal(unname(rowSums(u)), rep(1, nrow(d)))
    for (i in c(1, 25, 60)) {
      expected <- if (any(d[i, ] == 0)) (d[i, ] == 0) / sum(d[i, ] == 0) else (1 / d[i, ]) / sum(1 / d[i, ])
      expect_equal(u[i, ], expected)
    }
    # No object of the fit is new to it.
    expect_false(any(predict(fit, x, type = "novel")))
    expect_identical(rownames(u), rownames(d))
  }
  x <- as.matrix(iris[1:4])
  fit <- fastpam(x, 3)
  far <- x[c(1, 60), ]
  far[1, ] <- far[1, ] + 100
  expect_identical(unname(predict(fit, far, type = "novel")), c(TRUE, FALSE))
  d <- predict(fit, far, type = "dissimilarity")
  limit <- fit$clusinfo[predict(fit, far), "max_diss"]
  expect_identical(unname(apply(d, 1, min) > limit), c(TRUE, FALSE))
  one <- fastpam(x, 1)
  expect_true(all(predict(one, x, type = "membership") == 1))
  skip_if_not_installed("generics")
  out <- generics::augment(fit, newdata = far)
  expect_identical(out$.novel, c(TRUE, FALSE))
  expect_equal(out$.strength, unname(apply(predict(fit, far, type = "membership"), 1, max)))
  expect_equal(out$.margin, unname(predict(fit, far, type = "margin")))
})
