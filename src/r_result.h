// The only place where the core's numbers (from 0) become R's (from 1).
#ifndef FASTPAM_R_RESULT_H
#define FASTPAM_R_RESULT_H

#include <Rcpp.h>

#include <fastpam/base/types.hpp>
#include <vector>

Rcpp::IntegerVector to_r_numbers(const std::vector<fastpam::Index>& from_zero);
std::vector<fastpam::Index> from_r_numbers(const Rcpp::IntegerVector& from_one);

#endif
