library(testthat)
library(fastpam)

test_check("fastpam")
