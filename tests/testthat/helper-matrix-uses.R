# What is asked of a fit in the generated matrix, and what is kept of the answer: plain values that can be
# compared with a definition, and with the answer of another session. This file is read by fresh sessions
# too, which know nothing but the package: base R only.

# Calls a function on the fit and what is called `rows` etc. in the session `s` (see mx_session()).
mx_uses <- function() {
  list(
    "fit" = function(s) mx_fit_values(s$fit),
    # ---- predict(), rows that were clustered
    "predict" = function(s) predict(s$fit, s$rows),
    "predict, dissimilarity" = function(s) predict(s$fit, s$rows, type = "dissimilarity"),
    "predict, margin" = function(s) predict(s$fit, s$rows, type = "margin"),
    "predict, some rows" = function(s) predict(s$fit, s$rows_some),
    "predict, one row" = function(s) predict(s$fit, s$rows_one),
    "predict, permuted columns" = function(s) predict(s$fit, s$rows_permuted),
    "predict, no names" = function(s) predict(s$fit, s$rows_unnamed),
    "predict, other names" = function(s) predict(s$fit, s$rows_renamed),
    "predict, as data frame" = function(s) predict(s$fit, s$rows_frame),
    "predict, to the medoids" = function(s) predict(s$fit, unname(s$rows_unnamed[, mx_medoids(s$fit), drop = FALSE]), diss = TRUE),
    "predict, raw rows" = function(s) predict(s$fit, s$rows_raw),
    # ---- predict(), new rows
    "predict, new rows" = function(s) predict(s$fit, s$rows_new),
    "predict, new rows, dissimilarity" = function(s) predict(s$fit, s$rows_new, type = "dissimilarity"),
    "predict, kept rows, dissimilarity" = function(s) predict(s$fit, type = "dissimilarity"),
    "predict, kept rows" = function(s) predict(s$fit),
    # ---- the fit looked at again
    "swap_optimal" = function(s) unclass(swap_optimal(s$fit)),
    "swap_optimal, x" = function(s) unclass(mx_with_x(swap_optimal, s)),
    "fastpam_bound" = function(s) unclass(fastpam_bound(s$fit, max_iter = 150, progress = FALSE)),
    "fastpam_bound, x" = function(s) unclass(mx_with_x(fastpam_bound, s, max_iter = 150, progress = FALSE)),
    "fastsilhouette" = function(s) mx_widths(fastsilhouette(s$fit, progress = FALSE)),
    "fastsilhouette, x" = function(s) mx_widths(mx_with_x(fastsilhouette, s, progress = FALSE)),
    "medoid_silhouette" = function(s) mx_widths(medoid_silhouette(s$fit, progress = FALSE)),
    "medoid_silhouette, x" = function(s) mx_widths(mx_with_x(medoid_silhouette, s, progress = FALSE)),
    "silhouette" = function(s) mx_widths(cluster::silhouette(s$fit)),
    # ---- generics
    "fitted" = function(s) mx_plain_rows(fitted(s$fit)),
    "fitted, class" = function(s) fitted(s$fit, method = "class"),
    "as.data.frame" = function(s) as.list(as.data.frame(s$fit)),
    "nobs" = function(s) nobs(s$fit),
    "print" = function(s) utils::capture.output(print(s$fit)),
    "summary" = function(s) utils::capture.output(print(summary(s$fit))),
    "plot" = function(s) mx_drawn(plot(s$fit)),
    "update" = function(s) mx_fit_values(eval(quote(update(fit, k = k2)), mx_environment(s))),
    # ---- other packages
    "augment" = function(s) mx_augmented(generics::augment(s$fit)),
    "augment, x" = function(s) mx_augmented(generics::augment(s$fit, s$x)),
    "augment, new rows" = function(s) mx_augmented(generics::augment(s$fit, newdata = s$rows_new)),
    "tidy" = function(s) as.list(generics::tidy(s$fit)),
    "glance" = function(s) as.list(generics::glance(s$fit)),
    "autoplot, map" = function(s) mx_picture(ggplot2::autoplot(s$fit), c("x", "y", "cluster")),
    "autoplot, silhouette" = function(s) mx_picture(ggplot2::autoplot(s$fit, "silhouette"), c("cluster", "sil_width")),
    # ---- what nobody knows is refused
    "predict, unknown argument" = function(s) predict(s$fit, new_data = s$rows),
    "swap_optimal, unknown argument" = function(s) swap_optimal(s$fit, threads = 1L),
    "fastpam_bound, unknown argument" = function(s) fastpam_bound(s$fit, threads = 1L),
    "fastsilhouette, unknown argument" = function(s) fastsilhouette(s$fit, threads = 1L),
    "medoid_silhouette, unknown argument" = function(s) medoid_silhouette(s$fit, threads = 1L),
    "fitted, unknown argument" = function(s) fitted(s$fit, methods = "class"),
    "as.data.frame, unknown argument" = function(s) as.data.frame(s$fit, what = 1),
    "nobs, unknown argument" = function(s) nobs(s$fit, use = 1),
    "summary, unknown argument" = function(s) summary(s$fit, what = 1),
    "augment, unknown argument" = function(s) generics::augment(s$fit, new_data = s$x),
    "tidy, unknown argument" = function(s) generics::tidy(s$fit, what = 1),
    "glance, unknown argument" = function(s) generics::glance(s$fit, what = 1),
    "autoplot, unknown argument" = function(s) ggplot2::autoplot(s$fit, types = "map")
  )
}

# What must be installed for a use.
mx_use_packages <- function(use) {
  if (grepl("^(augment|tidy|glance)", use)) "generics" else if (grepl("^autoplot", use)) "ggplot2" else character()
}

# A value, or the error; warnings and messages are not what is looked at.
mx_try <- function(expr) tryCatch(suppressWarnings(suppressMessages(expr)), error = function(e) e)

# The answer to one use, by the same random numbers in every session.
mx_ask <- function(use, s) {
  old <- get0(".Random.seed", globalenv(), inherits = FALSE)
  on.exit(if (is.null(old)) rm(".Random.seed", envir = globalenv()) else assign(".Random.seed", old, globalenv()))
  set.seed(1)
  mx_try(mx_uses()[[use]](s))
}

mx_medoids <- function(fit) if (is.null(fit$id.med)) fit$i.med else fit$id.med

# `diss` is said where only the user can know it.
mx_with_x <- function(f, s, ...) if (isTRUE(s$as_diss)) f(s$fit, s$x, diss = TRUE, ...) else f(s$fit, s$x, ...)

mx_environment <- function(s) if (is.environment(s)) s else list2env(s, parent = globalenv())

mx_fit_values <- function(fit) {
  objective <- fit$objective
  list(
    medoids = mx_medoids(fit), labels = fit$clustering, objective = objective[[length(objective)]],
    size = unname(fit$clusinfo[, 1L]), av_diss = unname(fit$clusinfo[, "av_diss"]), width = fit$silinfo$avg.width,
    sample = fit$sample, class = class(fit)
  )
}

# Silhouettes without their call; NA where there are none.
mx_widths <- function(widths) {
  if (length(widths) == 1L && is.na(widths)) return(NA)
  matrix(c(unclass(widths)), nrow(widths), dimnames = dimnames(widths))
}

mx_plain_rows <- function(rows) {
  if (is.null(dim(rows))) return(rows)
  if (is.data.frame(rows)) as.list(rows) else as.matrix(rows)
}

mx_drawn <- function(expr) {
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  force(expr)
  "drawn"
}

# Columns of data in front may have any class: names and plain numbers are kept.
mx_augmented <- function(frame) {
  columns <- as.list(frame)
  is_number <- function(v) is.numeric(v) || is.logical(v) || inherits(v, c("Date", "POSIXct", "difftime"))
  list(
    class = columns$.cluster, names = names(frame),
    numbers = lapply(columns, function(v) if (is_number(v) && is.null(dim(v))) as.double(unclass(v)))
  )
}

mx_picture <- function(picture, columns) as.list(as.data.frame(picture$data)[columns])
