# Progress of long calls. The core calls these functions, for the first time after two seconds (src/r_monitor.cpp):
# progress_open() begins the display, progress_show() updates it, and progress_close() removes it. Each phase of a
# call has a progress bar of the package cli; without cli, a line that overwrites itself. If the package progressr
# is loaded, it is updated, too, and the user chooses how it shows progress.

# An environment, or NULL if progress is not shown.
progress_open <- function(wanted) {
  wanted <- wanted && !isTRUE(getOption("knitr.in.progress"))
  signals <- "progressr" %in% loadedNamespaces()
  if (!wanted && !signals) return(NULL)
  display <- new.env()
  display$visible <- wanted
  display$cli <- wanted && requireNamespace("cli", quietly = TRUE)
  if (signals) {
    display$steps <- 0
    display$signal <- progressr::progressor(steps = 100L, on_exit = FALSE, envir = display)
  }
  display
}

# `done` of `total` in this phase (0: unknown), part `part` (from 0) of `parts` (0: no parts), and the number of
# seconds left or NA.
progress_show <- function(display, phase, done, total, part, parts, left) {
  share <- if (parts > 0) part / parts else if (total > 0) done / total else NA_real_
  text <- progress_text(phase, done, total, part, parts)
  if (!is.null(display$signal)) progress_signal(display, share, text)
  if (!display$visible) return(invisible())
  left <- if (is.na(left)) "" else paste0(format_seconds(left), " left")
  if (display$cli) {
    progress_bar(display, phase, share, text, left)
  } else {
    percent <- if (is.na(share)) "" else sprintf("%3.0f%%", 100 * share)
    line <- paste(c("fastpam:", text, percent, left), collapse = " ")
    cat("\r", formatC(line, width = -60L), sep = "", file = stderr())
  }
  invisible()
}

progress_text <- function(phase, done, total, part, parts) {
  paste0(
    if (parts > 0) sprintf("fit %d of %d, ", as.integer(part) + 1L, as.integer(parts)), phase,
    if (total == 0 && done > 0) sprintf(" %.0f", done)
  )
}

progress_bar <- function(display, phase, share, text, left) {
  known <- !is.na(share)
  kind <- if (known) "bar" else "spinner"
  if (!is.null(display$bar) && !identical(display$kind, kind)) {
    cli::cli_progress_done(id = display$bar, .envir = display)
    display$bar <- NULL
  }
  if (is.null(display$bar)) {
    old <- options(cli.progress_show_after = 0)  # two seconds have passed already
    on.exit(options(old))
    display$kind <- kind
    display$bar <- cli::cli_progress_bar(
      total = if (known) 1000 else NA, clear = TRUE, auto_terminate = FALSE, .auto_close = FALSE,
      .envir = display, extra = list(text = text, left = left),
      format = if (known) {
        "fastpam: {cli::pb_extra$text} {cli::pb_bar} {cli::pb_percent} {cli::pb_extra$left}"
      } else {
        "fastpam: {cli::pb_extra$text} {cli::pb_spin}"
      }
    )
  }
  cli::cli_progress_update(
    set = if (known) round(1000 * share), id = display$bar, extra = list(text = text, left = left),
    force = TRUE, .envir = display
  )
}

# progressr counts steps of one task and cannot go back: the share only ever grows.
progress_signal <- function(display, share, text) {
  steps <- if (is.na(share)) display$steps else max(display$steps, min(99, floor(100 * share)))
  display$signal(message = text, amount = steps - display$steps)
  display$steps <- steps
}

progress_close <- function(display) {
  if (!is.null(display$signal)) display$signal(amount = 100 - display$steps)
  if (!is.null(display$bar)) cli::cli_progress_done(id = display$bar, .envir = display)
  if (display$visible && !display$cli) cat("\r", strrep(" ", 62L), "\r", sep = "", file = stderr())
  invisible()
}

# "8 s", "3 min", "1 h 20 min"
format_seconds <- function(seconds) {
  if (seconds < 60) return(sprintf("%.0f s", max(1, seconds)))
  minutes <- round(seconds / 60)
  if (minutes < 60) return(sprintf("%d min", as.integer(minutes)))
  sprintf("%d h %d min", as.integer(minutes %/% 60), as.integer(minutes %% 60))
}
