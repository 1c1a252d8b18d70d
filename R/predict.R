#' Assign new objects to the clusters of a fit
#'
#' Finds the nearest medoid of each new object and returns its cluster. The metric is that of the fit, with the same
#' parameters. New rows are prepared like the data of the fit: with its centres and scales (`stand`) and, for Gower,
#' its ranges, types and levels. The rows that were clustered get the labels of the fit.
#'
#' Ties are broken as in the fit. Of equally near medoids, [fastpam()] and [fastclarans()] choose the one with the
#' lowest observation number, [fastclara()] that of the first cluster. (Two medoids at dissimilarity 0 from each other
#' cannot be told apart by their rows.)
#'
#' @section Which columns: Columns of data are matched by name if both the data of the fit and `newdata` have column
#' names without empty or duplicated ones. A missing column is an error unless `missing` gives its value. Additional
#' columns are ignored, with a message for a matrix and silently for a data frame, as in [predict()] of [lm()].
#' Without such names, columns are matched by position, and their number must be that of the data.
#'
#' Columns of dissimilarities are matched by the labels of the medoids if objects and columns have distinct names.
#' Otherwise, n columns are the dissimilarities to all objects, and k columns those to the medoids in the order of
#' `object$id.med`. A matrix of k columns needs `diss = TRUE` unless its columns are named by the medoids or `"1"` to
#' `"k"`, because it could hold data by mistake.
#'
#' @section New values: With `"gower"`, a number outside the range of the data may contribute a difference above 1. A
#' new level differs from all other levels (for ordered factors it is an error). In an `ordratio` column, the rank of
#' a new number is interpolated between its neighbours in the data; below or above all of them it is the first or the
#' last rank.
#'
#' A new row with missing values is compared with those medoids that share an observed variable with it. If no medoid
#' does, that is an error.
#'
#' @section Tables in pieces: Pieces are read and assigned one after the other, and only the result is kept: 4 bytes for
#' each row and type `"class"`. Values are those for the whole table to the last bit, however it is cut. If the table
#' has a key, it gives the names. A warning may come for each piece.
#'
#' With `write`, not even the result is kept: `write(i, result)` is called with the number of a piece and a data frame
#' that has the key (or the row names, as column `row`), if there are any, and a column of the name of `type`, or a
#' column for each cluster. What it returns is not used. A piece that failed is run again, so `write` must replace what
#' it wrote before: a file named by `i`, for instance, that is written under another name and renamed at the end.
#'
#' `map` runs the pieces on other processes or machines. Any function of (X, FUN) that applies FUN to each element of X
#' and returns a list will do; fastpam must be installed there, and the files be within reach:
#'
#' * `function(X, FUN) parallel::mclapply(X, FUN, mc.cores = 4)` forks processes, `parallel::parLapply(cl, X, FUN)` uses
#'   those of `cl`;
#' * `future.apply::future_lapply`, after `future::plan()`, on one machine or a cluster. (A `function(i)` that draws
#'   random numbers needs `future.seed = TRUE`.) If a worker dies, future gives up all pieces of the call, and needs a
#'   new plan;
#' * `BiocParallel::bplapply`, or `function(X, FUN) BiocParallel::bplapply(X, FUN, BPPARAM = param)`;
#' * `function(X, FUN) mirai::mirai_map(X, FUN)[]`, after `mirai::daemons()`;
#' * what [map_batchtools()] returns, for jobs of Slurm and other such systems.
#'
#' Results are matched by the number of their piece. What did not come back, or as an error, is run again, three times
#' at most for each piece; an error of fastpam about the data is raised at once. With a `map` other than [lapply()],
#' each piece uses one thread unless `n_threads` says otherwise, so that processes and threads do not multiply. What
#' `map` draws at random does not change results, nor R's generator after the call.
#'
#' With `checkpoint`, the result of each piece is kept in a file of that folder as soon as it is there, by the process
#' that has it (which must see the folder). If the call is interrupted or R is killed, the same call with the same seed
#' takes what is there and goes on; the result is that of a call that was not interrupted. A file is used only if all
#' is the same that it depends on: the arguments, the version of fastpam, the description of the table, size and time
#' of the piece's file, and the text of functions and values of the variables that they use. So one folder can serve
#' several calls. What is not noticed are changed values in a database, or behind a `function(i)`; use a new folder
#' then. A damaged file is made again, a full disk is an error. With `write`, pieces that were written are not written
#' again. Remove the folder when the result is saved.
#'
#' @param object A fit of [fastpam()], [fastclara()] or [fastclarans()].
#' @param newdata Objects to assign, one of
#'
#'   * data: a matrix, a data frame or a sparse matrix of m rows, with the columns of the data that were clustered;
#'   * dissimilarities, for a fit of dissimilarities or with `diss = TRUE`: a numeric matrix of m rows with k columns
#'     (to the medoids) or n columns (to all objects that were clustered);
#'   * a table in pieces, see [chunks()], for data larger than memory.
#'
#'   If missing, the objects that were clustered. A `DelayedMatrix` or `HDF5Matrix` is read in blocks of rows.
#' @param type What to return:
#'
#'   * `"class"`: the cluster;
#'   * `"dissimilarity"`: the dissimilarities to all medoids;
#'   * `"margin"`: the dissimilarity to the second nearest medoid minus that to the nearest, which is 0 for an object
#'     halfway between two clusters;
#'   * `"membership"`: the degree to which the object belongs to each cluster, as in fuzzy c-medoids with exponent 2
#'     (Krishnapuram and others 2001). Memberships are inversely proportional to the dissimilarities and sum to 1;
#'   * `"novel"`: `TRUE` if the object is farther from its medoid than any object of that cluster was in the fit
#'     (`max_diss` in `object$clusinfo`).
#' @param diss `TRUE` if `newdata` holds dissimilarities, `FALSE` if it holds data. The default `NULL` means as in the
#'   fit.
#' @param missing The value to use for columns that `newdata` lacks, for instance 0 for genes that were not found in
#'   new genomes, or `NA`. With `NULL`, a missing column is an error.
#' @param n_threads The number of threads, see [fastpam()].
#' @param progress `TRUE` to show a progress bar in long calls.
#' @param write,map,checkpoint For a table in pieces only, see the section *Tables in pieces*. `write` is a function of
#'   the number of a piece and its result; `map` is a function of (X, FUN) that runs the pieces, as [lapply()] does;
#'   `checkpoint` is the path of a folder, or `NULL`.
#' @param ... Must be empty. An unknown argument is an error that names the nearest known one.
#' @return With `write`, invisibly a data frame of the columns `piece` and `rows`, the number of rows of each.
#'   Otherwise, for `"class"`, an integer vector of length m with values in 1..k, or a factor if the clusters have
#'   [names][cluster_names]. For `"dissimilarity"` (in the units of the metric) and `"membership"` (0 to 1), a numeric
#'   m x k matrix with columns `"1"` to `"k"` or the names of the clusters. For `"margin"`, a numeric vector of length
#'   m (`NA` if there is only one cluster). For `"novel"`, a logical vector of length m. Names or row names are the
#'   row names of `newdata`, if it has any.
#' @section Errors: Errors have class `fastpam_error`. They are raised for missing columns, columns of another type
#'   than in the fit, values that the metric does not allow, dissimilarities with a wrong number of columns, and for a
#'   missing `newdata` with a `type` other than `"class"` if the fit kept neither data nor dissimilarities.
#' @references Krishnapuram, R., Joshi, A., Nasraoui, O. and Yi, L. (2001). Low-complexity fuzzy relational clustering
#' algorithms for web mining. *IEEE Transactions on Fuzzy Systems* 9, 595-607. \doi{10.1109/91.940971}
#' @seealso [augment()][tidy.fastpam], which returns these values as columns of a data frame; [fastpam()]
#' @examples
#' odd <- seq(1, 320, by = 2)
#' fit <- fastpam(leaves[odd, -1], k = 20)
#' new <- leaves[-odd, -1][1:160, ]
#' table(predict(fit, new))
#'
#' # The least certain assignments
#' head(sort(predict(fit, new, type = "margin")), 3)
#'
#' # Mixed data: ranges, types and levels are those of the fit
#' cars <- transform(mtcars, cyl = factor(cyl), vs = factor(vs), am = factor(am))
#' fit <- fastpam(cars[1:28, ], 3, metric = "gower")
#' predict(fit, cars[29:32, ])
#'
#' # From dissimilarities: those of new objects to all objects that were clustered
#' d <- as.matrix(dist(leaves[1:100, -1]))
#' fit <- fastpam(as.dist(d[1:90, 1:90]), 5)
#' predict(fit, d[91:100, 1:90])
#'
#' # A table in pieces, with a file of labels for each
#' fit <- fastpam(leaves[odd, -1], k = 20)
#' folder <- tempfile("labels")
#' dir.create(folder)
#' predict(fit, chunks(leaves[, -1], size = 100), write = function(i, result) {
#'   utils::write.csv(result, file.path(folder, sprintf("labels-%d.csv", i)), row.names = FALSE)
#' })
#' list.files(folder)
#' unlink(folder, recursive = TRUE)
#' @aliases predict.fastpam
#' @importFrom stats predict
#' @export
predict.fastpam_fit <- function(object, newdata, type = c("class", "dissimilarity", "margin", "membership", "novel"),
                                diss = NULL, missing = NULL, n_threads = NULL, progress = interactive(),
                                write = NULL, map = lapply, checkpoint = NULL, ...) {
  refuse_dots(...)
  check_fit(object)
  type <- check_choice(type, "type", c("class", "dissimilarity", "margin", "membership", "novel"))
  run <- run_options(n_threads, progress)
  map <- check_map(map)
  if (!base::missing(newdata) && inherits(newdata, "fastpam_chunks")) {
    return(predict_chunks(object, newdata, type, diss, missing, n_threads, write, map, check_checkpoint(checkpoint)))
  }
  refuse_checkpoint(checkpoint, "newdata")
  if (!is.null(write)) abort_arg("write", "be NULL unless `newdata` comes in pieces, see chunks()", describe(write))
  if (!base::missing(newdata) && is_s4(newdata, "DelayedMatrix")) {
    # Of a matrix that is not in memory, only a block is at a time.
    load_class(newdata)
    answers <- lapply(row_blocks(newdata), function(rows) {
      answer_for(object, newdata[rows, , drop = FALSE], type, diss, run, missing)
    })
    return(if (type %in% c("dissimilarity", "membership")) do.call(rbind, answers) else unlist(answers))
  }
  if (!base::missing(newdata)) return(answer_for(object, newdata, type, diss, run, missing))
  if (type == "class") return(cluster_labels(object$clustering, object))
  answer_of(own_dissimilarities(object, run), type, object)
}

# `type` for new rows. Class, margin and novelty need the two nearest medoids only, which are found without a
# table of the dissimilarities to all of them.
answer_for <- function(object, newdata, type, diss, run, missing) {
  asked <- new_rows(object, newdata, diss, missing)
  found <- if (is.null(asked$d) && !type %in% c("dissimilarity", "membership")) nearest_medoids(object, asked$view, run)
  if (is.null(found)) return(answer_of(dissimilarities_to_medoids(object, asked, run), type, object))
  margin <- if (type == "margin") ifelse(is.finite(found$d2), found$d2 - found$d1, NA_real_)
  answer <- judged(type, found$near, found$d1, margin, object)
  if (is.null(asked$labels)) answer else stats::setNames(answer, asked$labels)
}

# near, d1 and d2 for rows that recipe_view() prepared. NULL where they are better looked for in a table: for
# a user's function, and where something is infinite or not comparable, which is an error that names the row.
nearest_medoids <- function(object, view, run) {
  if (nrow(view) == 0L) return(NULL)
  recipe <- object$prediction
  first <- order(recipe$tie_order, method = "radix")
  found <- recipe_nearest(recipe, view, recipe_medoids(recipe), list(first), run)[[1L]]
  if (is.null(found) || found$infinite || found$incomplete) return(NULL)
  found$near <- first[found$near]
  found
}

# `type` for rows of dissimilarities to the medoids.
answer_of <- function(d, type, object) {
  if (type == "dissimilarity") return(d)
  if (type == "membership") return(memberships(d))
  found <- assigned(d, object, type)[[1L]]
  if (is.null(rownames(d))) found else stats::setNames(found, rownames(d))
}

# What dissimilarities to the medoids say about each object: a list of `types`, which are class, margin, novel.
assigned <- function(d, object, types = c("class", "margin", "novel")) {
  found <- from_core(nearest_cpp(d, object$prediction$tie_order))
  d1 <- d[cbind(seq_len(nrow(d)), found$class)]
  lapply(stats::setNames(types, types), judged, found$class, d1, found$margin, object)
}

# One of them from the nearest medoid, the dissimilarity to it and the margin.
judged <- function(type, near, d1, margin, object) {
  switch(type,
    class = cluster_labels(near, object),
    margin = margin,
    novel = {
      # Rounding must not make an object of the fit new.
      noise <- if ((object$prediction$precision %||% "double") == "double") 1e-12 else 1e-6
      d1 > unname(object$clusinfo[near, "max_diss"]) * (1 + noise)
    }
  )
}

# Fuzzy c-medoids with exponent 2. An object at a medoid belongs to it alone, or to all that are there.
memberships <- function(d) {
  inverse <- 1 / d
  at <- is.infinite(inverse)
  some <- rowSums(at, na.rm = TRUE) > 0
  inverse[some, ] <- at[some, ] + 0
  inverse[is.na(inverse)] <- 0 # not comparable
  inverse / rowSums(inverse)
}

# New objects made ready: list(d, labels) for given dissimilarities to the medoids, list(view, labels) for data.
new_rows <- function(object, newdata, diss, missing = NULL) {
  recipe <- object$prediction
  given <- inherits(recipe, "fastpam_recipe_given")
  said <- !is.null(diss)
  diss <- if (said) check_flag(diss, "diss") else given
  if (inherits(newdata, "dist")) {
    abort_arg("newdata", "have one row for each new object", "dissimilarities among them")
  }
  if (isS4(newdata)) load_class(newdata)
  # A fit of a vector: one number for each object.
  if (!given && is.null(dim(newdata)) && is.atomic(newdata) && NCOL(recipe$medoids) == 1L) newdata <- as.matrix(newdata)
  if (length(dim(newdata)) != 2L) {
    abort_arg("newdata", "be a matrix or a data frame with one row for each object", describe(newdata))
  }
  if (diss) return(list(d = given_dissimilarities(newdata, object, said)))
  if (given) {
    abort_arg("diss", "be TRUE: the fit is of dissimilarities and has no data to compare with", "FALSE")
  }
  newdata <- fill_columns(newdata, recipe$columns, missing)
  tell_left_out(newdata, recipe$columns)
  list(view = recipe_view(recipe, newdata), labels = row_labels(newdata))
}

# One row for each new object, one column for each medoid.
dissimilarities_to_medoids <- function(object, asked, run) {
  if (!is.null(asked$d)) return(asked$d)
  recipe <- object$prediction
  d <- if (nrow(asked$view) == 0L) {
    matrix(0, 0L, object$k)
  } else {
    recipe_between(recipe, asked$view, recipe_medoids(recipe), run)
  }
  if (!all(is.finite(d))) check_cross(d, asked$labels)
  dimnames(d) <- list(asked$labels, cluster_levels(object))
  d
}

# `newdata` with columns of the value `missing` for those of the fit that it lacks.
fill_columns <- function(newdata, columns, missing) {
  if (is.null(missing)) return(newdata)
  if (!is.atomic(missing) || length(missing) != 1L) {
    abort_arg("missing", "be one value, for columns that `newdata` lacks", describe(missing))
  }
  newdata <- plain_table(newdata, "newdata")
  if (!identifies(columns) || !identifies(colnames(newdata))) {
    abort_arg("missing", "be NULL unless the data of the fit and `newdata` have distinct column names")
  }
  lost <- setdiff(columns, colnames(newdata))
  if (!length(lost)) return(newdata)
  if (length(lost) == length(columns)) {
    abort_arg("newdata", "have some of the columns of the data that were clustered", "none of them")
  }
  if (is.data.frame(newdata)) {
    newdata[lost] <- missing
    return(newdata)
  }
  filled <- if (is_s4(newdata, "sparseMatrix")) {
    Matrix::Matrix(missing, nrow(newdata), length(lost), dimnames = list(NULL, lost), sparse = TRUE)
  } else {
    matrix(missing, nrow(newdata), length(lost), dimnames = list(NULL, lost))
  }
  cbind(newdata, filled)
}

# In a matrix every column is about the objects. A data frame may have others, as in predict() of lm().
tell_left_out <- function(newdata, columns) {
  theirs <- if (!is.data.frame(newdata)) colnames(newdata)
  if (!identifies(columns) || !identifies(theirs)) return(invisible())
  extra <- setdiff(theirs, columns)
  if (!length(extra)) return(invisible())
  message(sprintf(
    "ignored %s column%s of `newdata` that the fit does not have: %s%s", format_whole(length(extra)),
    if (length(extra) == 1L) "" else "s", paste0("\"", utils::head(extra, 3L), "\"", collapse = ", "),
    if (length(extra) > 3L) ", ..." else ""
  ))
}

# Infinite dissimilarities are an error. A row that cannot be compared with one medoid can do with the
# others, as in fastclara().
check_cross <- function(d, labels) {
  infinite <- which(is.infinite(d), arr.ind = TRUE)
  if (length(infinite)) {
    i <- infinite[1L, 1L]
    abort_arg(
      "newdata", "have finite dissimilarities to the medoids",
      paste("infinite ones in", name_item("row", i, labels))
    )
  }
  lost <- which(rowSums(!is.na(d)) == 0L)
  if (length(lost)) {
    abort(sprintf(
      "`newdata` must be comparable with the medoids, but %s has no variable in common with any of them.",
      name_item("row", lost[1L], labels)
    ), class = "fastpam_error_nothing_in_common")
  }
}

# A matrix of dissimilarities to the medoids or to all objects. `said`: the user said that it is one. If
# not, it must be recognisable: otherwise data given by mistake would be read as dissimilarities.
given_dissimilarities <- function(newdata, object, said) {
  d <- if (is.data.frame(newdata)) as.matrix(plain_frame(newdata, "newdata", NULL)) else as.matrix(newdata)
  n <- length(object$clustering)
  k <- object$k
  if (!is.numeric(d)) abort_arg("newdata", "hold numbers", describe(newdata))
  at <- given_columns(colnames(d), ncol(d), object)
  if (is.null(at)) {
    abort_arg("newdata", sprintf(
      "have %d columns (dissimilarities to the medoids) or %d (to all objects)", k, n
    ), ncol(d))
  }
  if (!said && !at$sure) {
    abort_arg("newdata", paste(
      "be given with diss = TRUE if it holds dissimilarities to the medoids: a matrix of", k,
      "columns could also hold data"
    ))
  }
  d <- d[, at$columns, drop = FALSE]
  # Rounding noise, as in given_source().
  if (all(is.finite(d))) d <- without_noise(d, object$prediction$max)
  bad <- which(!is.finite(d) | d < 0)
  if (length(bad)) {
    abort_arg("newdata", "hold dissimilarities, finite and not negative", format(d[bad[1L]]))
  }
  storage.mode(d) <- "double"
  dimnames(d) <- list(row_labels(newdata), cluster_levels(object))
  d
}

# Which columns are those of the medoids, and whether that is sure: by labels that tell objects apart, by
# the numbers that predict() puts on them, or by as many columns as objects.
given_columns <- function(names, width, object) {
  ids <- medoid_ids(object)
  n <- length(object$clustering)
  k <- object$k
  by_label <- if (identifies(names)) by_object(names, ids, names(object$clustering), n)
  by_cluster <- if (identifies(names) && width == k) match(as.character(seq_len(k)), names)
  if (anyNA(by_cluster)) by_cluster <- NULL
  # "1" may be a cluster or an object. Where that makes a difference, the order of the columns counts.
  if (length(by_label) && length(by_cluster) && !identical(by_label, by_cluster)) {
    return(list(columns = seq_len(k), sure = FALSE))
  }
  at <- by_label %||% by_cluster
  if (length(at)) return(list(columns = at, sure = TRUE))
  if (width == n) return(list(columns = ids, sure = width != k))
  if (width == k) return(list(columns = seq_len(width), sure = FALSE))
  NULL
}

# Columns of the medoids by the labels of objects. Objects without labels have numbers, which as.matrix()
# gives to the columns of a dist.
by_object <- function(names, ids, labels, n) {
  at <- if (identifies(labels)) match(labels[ids], names) else NA
  if (anyNA(at) && all(names %in% as.character(seq_len(n)))) at <- match(as.character(ids), names)
  if (!anyNA(at)) at
}

# Those of the objects that were clustered, from what the fit kept.
own_dissimilarities <- function(object, run) {
  d <- all_dissimilarities(object)
  d <- if (!is.null(d)) {
    pick_dissimilarities(d, seq_along(object$clustering), medoid_ids(object))
  } else if (is.null(object$data) || inherits(object$prediction, "fastpam_recipe_given")) {
    abort_arg("newdata", paste0(
      "be given: the fit kept neither data nor dissimilarities",
      if (is.null(object$sample)) "; or fit with `keep.diss = TRUE`" else ""
    ))
  } else {
    recipe <- object$prediction
    view <- recipe_view(recipe, object$data, prepared = TRUE, arg = "object$data")
    recipe_between(recipe, view, recipe_medoids(recipe), run)
  }
  dimnames(d) <- list(names(object$clustering), cluster_levels(object))
  d
}

# Rows and columns of a dist, without making a square of all of it.
pick_dissimilarities <- function(d, rows, columns) {
  n <- as.double(attr(d, "Size"))
  out <- matrix(0, length(rows), length(columns))
  i <- pmax(rows[row(out)], columns[col(out)])
  j <- pmin(rows[row(out)], columns[col(out)])
  off <- i != j
  out[off] <- unclass(d)[n * (j[off] - 1) - j[off] * (j[off] - 1) / 2 + i[off] - j[off]]
  out
}
