// predict(): dissimilarities of new objects to the medoids of a fit, and the nearest of them.
#include <fastpam/dissim/reading/cross.hpp>
#include <fastpam/eval/nearest.hpp>

#include <cmath>

#include "r_call.h"
#include "r_context.h"
#include "r_fields.h"
#include "r_result.h"
#include "r_source.h"

using fastpam::Error;
using fastpam::ErrorCode;
using fastpam::Index;

// The source has m new objects, then k medoids. Returns an m x k matrix of dissimilarities.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject cross_cpp(SEXP source, SEXP m, SEXP k, SEXP run) {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n, {"double", "single", "rounded"});
    const Rcpp::List sizes = Rcpp::List::create(Rcpp::_["m"] = m, Rcpp::_["k"] = k);
    const Fields fields(sizes, "cross");
    const Index medoids = fields.integer("k", 1, input.n);
    const Index objects = fields.integer("m", input.n - medoids, input.n - medoids);
    const Rcpp::RObject out = allocate([&] { return Rf_allocMatrix(REALSXP, objects, medoids); });
    double* const values = REAL(out);
    RContext context(options);
    if (objects == 0) return out;
    in_precision(options.single(), [&](auto zero) {
      const auto made = make_source<decltype(zero)>(input);
      fastpam::fill_cross(*made, objects, medoids, values, context.get());
    });
    if (options.precision == Precision::rounded)
      for (R_xlen_t i = 0; i < Rf_xlength(out); ++i)
        values[i] = static_cast<double>(static_cast<float>(values[i]));
    return out;
  });
}

// The choices that depend on the whole table: masked and shift (NULL: none).
// [[Rcpp::export(rng = false)]]
Rcpp::RObject dense_facts_cpp(SEXP source, SEXP run) {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n);
    const TableInput* table = std::get_if<TableInput>(&input.of);
    if (table == nullptr)
      throw Error(ErrorCode::broken, "`source` must be of kind \"dense\" or \"mixed\"");
    return in_precision(options.single(), [&](auto zero) -> Rcpp::RObject {
      const fastpam::DenseFacts facts =
          fastpam::dense_facts<decltype(zero)>(table->x, *table->metric, table->options);
      Rcpp::RObject shift;
      if (!facts.shift.empty()) shift = Rcpp::wrap(facts.shift);
      return Rcpp::List::create(Rcpp::_["masked"] = facts.masked, Rcpp::_["shift"] = shift);
    });
  });
}

// For each row of a matrix of doubles: `class`, the column of the nearest medoid, and `margin`, how
// much farther the second nearest is. Ties go to the column with the smallest number in `order`.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject nearest_cpp(SEXP d, SEXP order) {
  return guard([&]() -> Rcpp::RObject {
    R_xlen_t m = 0, k = 0;
    if (TYPEOF(d) != REALSXP || !is_matrix(d, m, k) || k < 1)
      throw Error(ErrorCode::broken, "`d` must be a matrix of doubles");
    if (TYPEOF(order) != INTSXP || Rf_xlength(order) != k)
      throw Error(ErrorCode::broken, "`order` must be an integer for each column");
    const int* numbers = static_cast<const int*>(values_of(order));
    const fastpam::NearestTwo found =
        fastpam::nearest_two(static_cast<const double*>(values_of(d)), static_cast<std::size_t>(m),
                             std::vector<Index>(numbers, numbers + k));
    Rcpp::NumericVector margin(m);
    for (R_xlen_t o = 0; o < m; ++o) {
      const std::size_t i = static_cast<std::size_t>(o);
      margin[o] = std::isfinite(found.ds[i]) ? found.ds[i] - found.dn[i] : NA_REAL;
    }
    return Rcpp::List::create(Rcpp::_["class"] = to_r_numbers_or_na(found.near),
                              Rcpp::_["margin"] = margin);
  });
}

// A matrix of doubles as it would be in single precision.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject round_to_single(Rcpp::NumericMatrix d) {
  Rcpp::NumericMatrix out = Rcpp::clone(d);
  for (double& value : out) value = static_cast<double>(static_cast<float>(value));
  return out;
}
