# Prints what a call that must not go through is told, for a snapshot of the wording. The error must be one of
# ours, not some later error by chance. (Not expect_snapshot(error = TRUE): how that writes a condition differs
# between versions of testthat.)
refusal <- function(call) {
  condition <- tryCatch(call, error = identity)
  expect_s3_class(condition, "fastpam_error")
  cat(conditionMessage(condition), "\n", sep = "")
}
