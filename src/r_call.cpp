#include "r_call.h"

#include "r_result.h"

namespace {

// The position in an error's data at which row numbers begin. Only row numbers follow.
std::size_t first_row(fastpam::ErrorCode code) {
  using fastpam::ErrorCode;
  if (code == ErrorCode::nothing_in_common || code == ErrorCode::undefined_row) return 0;
  if (code == ErrorCode::metric_value) return 1;
  return static_cast<std::size_t>(-1);
}

}  // namespace

Rcpp::RObject allocate(const std::function<SEXP()>& make) {
  return Rcpp::RObject(Rcpp::unwindProtect(make));
}

Rcpp::RObject to_failure(const fastpam::Error& error) {
  std::vector<double> data = error.data;
  for (std::size_t i = first_row(error.code); i < data.size(); ++i) data[i] = to_r_number(data[i]);
  Rcpp::List failure =
      Rcpp::List::create(Rcpp::_["code"] = fastpam::code_name(error.code), Rcpp::_["data"] = data,
                         Rcpp::_["message"] = std::string(error.what()));
  failure.attr("class") = "fastpam_failure";
  return failure;
}
