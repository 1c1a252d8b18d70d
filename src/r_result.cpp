#include "r_result.h"

Rcpp::IntegerVector to_r_numbers(const std::vector<fastpam::Index>& from_zero) {
  Rcpp::IntegerVector out(from_zero.size());
  for (std::size_t i = 0; i < from_zero.size(); ++i)
    out[static_cast<R_xlen_t>(i)] = from_zero[i] + 1;
  return out;
}

std::vector<fastpam::Index> from_r_numbers(const Rcpp::IntegerVector& from_one) {
  std::vector<fastpam::Index> out(from_one.begin(), from_one.end());
  for (auto& i : out) --i;
  return out;
}
