# Unknown arguments. Functions have `...` only to refuse them with a helpful error; otherwise they would be
# ignored or fail somewhere inside.

# Names of these arguments in other packages.
argument_synonyms <- c(
  method = "metric", distance = "metric", dist = "metric", distfun = "metric",
  threads = "n_threads", nthreads = "n_threads", ncores = "n_threads", cores = "n_threads",
  n_cores = "n_threads", num_threads = "n_threads", n_jobs = "n_threads", mc.cores = "n_threads",
  newx = "newdata", new_data = "newdata", data = "newdata", new = "newdata", newdat = "newdata",
  centers = "k", n_clusters = "k", clusters = "k", num_clusters = "k", nclust = "k", krange = "k",
  iter.max = "max_iter", itermax = "max_iter", maxiter = "max_iter", max.iter = "max_iter",
  n_start = "nstart", n_init = "nstart", runs = "nstart", restarts = "nstart",
  column_weights = "var_weights", col_weights = "var_weights", variable_weights = "var_weights",
  case_weights = "weights", w = "weights",
  weights = "var_weights", weights = "weights",
  power = "p", types = "type", verbose = "trace.lev", trace = "trace.lev", trace.lev = "trace",
  standardize = "stand", standardise = "stand", scale = "stand", stand = "standardise",
  n_samples = "samples", sample_size = "sampsize", algorithm = "variant", swap = "variant",
  start = "init", starts = "init", initial = "medoids", dissimilarity = "diss", is_dist = "diss"
)

# Refuses everything in `...` by its name. Values are not evaluated, because they may be large. `known` are the
# arguments of the verb.
refuse_dots <- function(..., known = caller_arguments(), also = character(), call = NULL) {
  if (!...length()) return(invisible())
  # The expressions, not their values.
  names <- names(substitute(list(...)))[-1L]
  if (is.null(names)) names <- rep("", ...length())
  extra <- names[!names %in% also]
  if (!length(extra)) return(invisible())
  named <- extra[nzchar(extra)]
  if (!length(named)) {
    n <- length(extra)
    abort(sprintf(
      "%d argument%s without a name %s too many.", n, if (n == 1L) "" else "s", if (n == 1L) "is" else "are"
    ), class = "fastpam_error_argument", call = call)
  }
  known <- setdiff(c(known, also), "...")
  guess <- nearest_argument(named[1L], known)
  abort(
    paste0(
      "`", named[1L], "` is not an argument",
      if (!is.null(guess)) sprintf(": did you mean `%s`?", guess) else " of this function.",
      if (named[1L] == "seed") " Call set.seed() before."
    ),
    class = "fastpam_error_argument", call = call
  )
}

# The formals of the function that called refuse_dots(). (For a generic, this is the method.)
caller_arguments <- function() names(formals(sys.function(sys.parent(2L))))

# The argument that was most likely meant, or NULL.
nearest_argument <- function(name, known) {
  lower <- tolower(name)
  synonyms <- unname(argument_synonyms[names(argument_synonyms) == lower])
  synonyms <- intersect(synonyms, known)
  if (length(synonyms)) return(synonyms[1L])
  plain <- function(text) gsub("[._]", "", tolower(text))
  same <- known[plain(known) == plain(name)]
  if (length(same)) return(same[1L])
  distance <- drop(utils::adist(plain(name), plain(known)))
  closest <- which.min(distance)
  # One typing error in three letters, two in six.
  if (length(closest) && distance[closest] <= min(2, nchar(name) %/% 3)) known[closest]
}

# Refuses a call without a required argument.
need <- function(missing, arg, what, call = NULL) {
  if (missing) abort_arg(arg, paste0("be given: ", what), class = "fastpam_error_argument", call = call)
}
