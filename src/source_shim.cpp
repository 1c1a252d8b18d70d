// Checks of the user's values at the speed of reading memory, and the amount of free memory.
#include <cmath>
#include <fastpam/dissim/reading/scan.hpp>

#include "r_call.h"
#include "r_context.h"
#include "r_fields.h"
#include "r_memory.h"
#include "r_result.h"

namespace {

using fastpam::Error;
using fastpam::ErrorCode;

const char* flaw_name(fastpam::Flaw flaw) {
  static const char* const names[] = {"",         "missing",    "negative",
                                      "infinite", "asymmetric", "diagonal"};
  return names[static_cast<std::size_t>(flaw)];
}

const double* read_doubles(SEXP x) {
  if (TYPEOF(x) != REALSXP) throw Error(ErrorCode::broken, "`values` must be doubles");
  return static_cast<const double*>(values_of(x));
}

}  // namespace

// The first flaw of a vector (n = 0) or of an n x n matrix of dissimilarities, with its position
// counted from 1, and the largest value if there is no flaw. Reads in place.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject scan_dissimilarities(SEXP values, SEXP n, SEXP n_threads) {
  return guard([&]() -> Rcpp::RObject {
    const double* const read = read_doubles(values);
    const Rcpp::List sizes = Rcpp::List::create(Rcpp::_["n"] = n, Rcpp::_["n_threads"] = n_threads);
    const Fields fields(sizes, "scan");
    const int side = fields.integer("n", 0, std::numeric_limits<int>::max());
    const R_xlen_t m = Rf_xlength(values);
    if (side > 0 && m != R_xlen_t{side} * side)
      throw Error(ErrorCode::broken, "`values` must be n x n");
    RContext context(fields.integer("n_threads", 0, std::numeric_limits<int>::max()), 0, false);
    const fastpam::Finding found =
        side == 0 ? fastpam::scan_values(read, static_cast<std::size_t>(m), context.get())
                  : fastpam::scan_square(read, side, context.get());
    return Rcpp::List::create(
        Rcpp::_["flaw"] = flaw_name(found.flaw),
        Rcpp::_["position"] = to_r_number(static_cast<double>(found.position)),
        Rcpp::_["max"] = found.max);
  });
}

// Position, from 1, of the first infinite value of a vector of doubles; 0 if there is none.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject first_infinite(SEXP x) {
  return guard([&]() -> Rcpp::RObject {
    const double* const values = read_doubles(x);
    const R_xlen_t m = Rf_xlength(x);
    for (R_xlen_t i = 0; i < m; ++i)
      if (std::isinf(values[i])) return Rcpp::wrap(to_r_number(static_cast<double>(i)));
    return Rcpp::wrap(0.0);
  });
}

// Bytes of memory that this process can get; NA if unknown.
// [[Rcpp::export(rng = false)]]
double free_memory() {
  const double bytes = available_memory();
  return std::isnan(bytes) ? NA_REAL : bytes;
}
