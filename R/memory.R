# Linux promises more memory than it has and then ends the process that believes it, so results of
# which it is known that they cannot fit are refused here. Elsewhere the allocation itself fails, in
# time and with R's own error.
check_room <- function(n, call = NULL) {
  need <- 8 * n * (n - 1) / 2
  free <- if (Sys.info()[["sysname"]] == "Linux") free_memory() else NA
  if (is.na(free) || need <= free) return(invisible())
  gigabytes <- function(bytes) sprintf("%s GB", format(bytes / 1e9, digits = 3, big.mark = ","))
  abort(sprintf(
    paste(
      "the dissimilarities of %s objects need %s, and %s of memory are free; fastpam() and",
      "fastclarans() compute them as they are needed, fastclara() needs a small part of them."
    ),
    format(n, big.mark = ",", scientific = FALSE), gigabytes(need), gigabytes(free)
  ), class = "fastpam_error_memory", call = call)
}
