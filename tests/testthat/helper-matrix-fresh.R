# The generated matrix in a fresh session: a fit is saved, read by a session that has loaded nothing but
# fastpam, and asked one thing, the first call of that session. To start R once for each question would take
# minutes, so one fresh session forks a child for each.

# Runs in the fresh session: reads a saved session and asks one thing of it.
mx_fresh_script <- '
args <- readRDS(commandArgs(trailingOnly = TRUE)[[1L]])
.libPaths(c(args$lib, .libPaths()))
library(fastpam)
helpers <- new.env(parent = globalenv())
sys.source(args$uses, envir = helpers)
ask <- function(i) {
  answer <- helpers$mx_ask(args$jobs$use[[i]], readRDS(args$jobs$file[[i]]))
  if (!inherits(answer, "error")) return(list(answer = answer))
  list(error = conditionMessage(answer), class = class(answer))
}
forks <- .Platform$OS.type == "unix"
answers <- lapply(seq_len(nrow(args$jobs)), function(i) {
  if (!forks) return(ask(i))
  child <- parallel::mcparallel(ask(i), silent = TRUE)
  suppressWarnings(parallel::mccollect(child)[[1L]])
})
saveRDS(answers, args$out)
'

# Asks each fit of `mades` (see mx_session()) in a fresh session the uses `asked` (a list of names, as long).
# `helpers` is the folder of this file. list(cells = number, failed = data frame)
mx_run_fresh <- function(mades, asked, helpers) {
  folder <- tempfile("matrix")
  dir.create(folder)
  on.exit(unlink(folder, recursive = TRUE))
  jobs <- list()
  here <- list()
  for (i in seq_along(mades)) {
    made <- mades[[i]]
    file <- file.path(folder, sprintf("%d.rds", i))
    saveRDS(as.list(made$session), file)
    for (use in asked[[i]]) {
      jobs[[length(jobs) + 1L]] <- data.frame(file = file, use = use, made = i)
      here[[length(here) + 1L]] <- mx_ask(use, made$session)
    }
  }
  jobs <- do.call(rbind, jobs)
  script <- file.path(folder, "fresh.R")
  writeLines(mx_fresh_script, script)
  args <- list(
    lib = dirname(system.file(package = "fastpam")), uses = file.path(helpers, "helper-matrix-uses.R"),
    jobs = jobs, out = file.path(folder, "answers.rds")
  )
  saveRDS(args, file.path(folder, "args.rds"))
  # One thread: to start others takes longer than these small questions.
  said <- suppressWarnings(system2(
    file.path(R.home("bin"), "Rscript"), c("--vanilla", shQuote(script), shQuote(file.path(folder, "args.rds"))),
    stdout = TRUE, stderr = TRUE, env = "RCPP_PARALLEL_NUM_THREADS=1"
  ))
  if (!file.exists(args$out)) stop("the fresh session failed: ", paste(utils::tail(said, 3L), collapse = "\n"))
  there <- readRDS(args$out)
  failed <- lapply(seq_along(there), function(j) mx_judge_fresh(mades[[jobs$made[j]]], jobs$use[j], here[[j]], there[[j]]))
  list(cells = nrow(jobs), failed = do.call(rbind, failed))
}

mx_judge_fresh <- function(made, use, here, there) {
  complaint <- if (!is.list(there)) {
    paste("no answer: the session ended", toString(there))
  } else if (!is.null(there$error)) {
    # A compiled function does not outlive its session; what needs it says so.
    gone <- made$case$entry$id == "pointer" && "fastpam_error" %in% there$class
    same <- inherits(here, "error") && identical(conditionMessage(here), there$error)
    if (!gone && !same) paste("an error there:", substr(there$error, 1L, 200L))
  } else if (inherits(here, "error")) {
    paste("an error here only:", mx_said(here))
  } else if (!identical(here, there$answer)) {
    paste("not the same:", toString(utils::head(all.equal(here, there$answer), 2L)))
  }
  if (!is.null(complaint)) {
    group <- list(kind = made$case$kind$id, metric = made$case$entry$id, verb = made$verb)
    mx_failure(group, paste0(use, ", fresh session"), made$case$draw, c("fresh session", complaint), made$case, made$drawn)
  }
}

# The uses that make sense in a fresh session, for a fit.
mx_fresh_uses <- function(made) {
  uses <- names(mx_uses())
  uses <- uses[vapply(uses, mx_applies, NA, kind = made$case$kind)]
  uses <- uses[!grepl("unknown argument|^fit$|predict, raw|predict, other", uses)]
  if (made$case$entry$id == "pointer") uses <- setdiff(uses, "update")
  uses[vapply(uses, function(use) mx_installed(mx_use_packages(use)), NA)]
}

# A fit for each kind and for each metric, the verbs in turn, and for each `number` of its uses (all by
# default), others for each fit.
mx_fresh_share <- function(groups, number = Inf, draw = 1L, pointer = NULL) {
  kinds <- mx_kinds()
  metrics <- mx_metrics()
  of <- function(name) vapply(groups, `[[`, "", name)
  open <- of("verb") %in% mx_verbs & !vapply(groups, function(g) "refused" %in% g$uses, NA)
  turn <- rep_len(mx_verbs, 1000L)
  first <- function(at, i) at[of("verb")[at] == turn[i]]
  picked <- unlist(lapply(seq_along(kinds), function(i) {
    at <- first(which(open & of("kind") == names(kinds)[i]), i)
    if (length(at)) at[(i * 5L) %% length(at) + 1L]
  }))
  picked <- c(picked, unlist(lapply(seq_along(metrics), function(i) {
    at <- first(which(open & of("metric") == names(metrics)[i]), i + 1L)
    if (length(at)) at[(i * 7L) %% length(at) + 1L]
  })))
  mades <- lapply(groups[unique(picked)], function(g) {
    if (!mx_installed(kinds[[g$kind]]$packages) || (g$metric == "pointer" && is.null(pointer))) return(NULL)
    made <- mx_session(mx_case(kinds[[g$kind]], metrics[[g$metric]], draw), g$verb, pointer)
    if (!inherits(made$session$fit, "error")) made
  })
  mades <- Filter(Negate(is.null), mades)
  at <- 0L
  asked <- lapply(mades, function(made) {
    uses <- mx_fresh_uses(made)
    wanted <- uses[(at + seq_len(min(number, length(uses))) - 1L) %% length(uses) + 1L]
    at <<- at + length(wanted)
    wanted
  })
  list(mades = mades, asked = asked)
}
