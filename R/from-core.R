# Turns failures of the core into R conditions. The core returns a result or a failure, which has a code (listed in
# base/error.hpp), numbers, and a message.

from_core <- function(value, metric = NULL, arg = "x") {
  if (!inherits(value, "fastpam_failure")) return(value)
  class <- paste0("fastpam_error_", value$code)
  # Callers can catch both with one class.
  if (value$code == "no_usable_sample") class <- c(class, "fastpam_error_nothing_in_common")
  abort(switch(value$code,
    nothing_in_common = sprintf(
      "`%s` must have an observed variable in common for any two rows, but %s.", arg, value$message
    ),
    undefined_row = sprintf(
      "`%s` must have only rows for which metric \"%s\" is defined, but %s.", arg, metric %||% "", value$message
    ),
    sums_overflow = sprintf(
      "`%s` must have dissimilarities whose sum is finite; divide them by a power of two.", arg
    ),
    no_usable_sample = sprintf("`%s` must have enough variables in common: %s.", arg, value$message),
    memory = "there is not enough memory: try precision = \"single\", a smaller `memory`, or fastclara().",
    single_range = sprintf("`%s` must be within the range of single precision: %s.", arg, value$message),
    metric_value = sprintf("`metric` must return finite numbers that are not negative, but %s.", value$message),
    dead_pointer = ,
    foreign_pointer = sprintf("`metric` must be a pointer to a compiled metric of this session: %s.", value$message),
    broken = sprintf("an object has an invalid structure: %s.", value$message),
    paste0(value$message, ".")
  ), class = class)
}
