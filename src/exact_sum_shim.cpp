// Sums of parts of a table, without rounding before the end.
#include <fastpam/base/exact_sum.hpp>

#include "r_call.h"
#include "r_fields.h"

using fastpam::Error;
using fastpam::ErrorCode;
using fastpam::ExactSum;

// What is needed to go on with the sum of some numbers elsewhere.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject exact_sum_cpp(SEXP x) {
  return guard([&]() -> Rcpp::RObject {
    if (TYPEOF(x) != REALSXP) throw Error(ErrorCode::broken, "`x` must be numbers");
    const double* const values = static_cast<const double*>(values_of(x));
    ExactSum sum;
    for (R_xlen_t i = 0; i < Rf_xlength(x); ++i) sum.add(values[i]);
    return Rcpp::wrap(sum.state());
  });
}

// The sum of such sums, rounded once.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject exact_total_cpp(SEXP states) {
  return guard([&]() -> Rcpp::RObject {
    if (TYPEOF(states) != VECSXP) throw Error(ErrorCode::broken, "`states` must be a list");
    ExactSum sum;
    for (R_xlen_t i = 0; i < Rf_xlength(states); ++i) {
      const SEXP one = VECTOR_ELT(states, i);
      if (TYPEOF(one) != REALSXP || Rf_xlength(one) != static_cast<R_xlen_t>(ExactSum::digits) + 1)
        throw Error(ErrorCode::broken, "this is not the state of a sum");
      sum.merge(ExactSum::from_state(static_cast<const double*>(values_of(one))));
    }
    return Rcpp::wrap(sum.value());
  });
}
