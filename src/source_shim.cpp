// What as_source() asks of the core: the checks of stored dissimilarities and the table of metrics.
#include <Rcpp.h>

#include <cmath>

#include "fastpam/dissim/reading/scan.hpp"
#include "fastpam/metric/registry.hpp"
#include "r_context.h"
#include "r_prepare.h"

namespace {

const char* flaw_name(fastpam::Flaw flaw) {
  switch (flaw) {
    case fastpam::Flaw::none:
      return "";
    case fastpam::Flaw::missing:
      return "missing";
    case fastpam::Flaw::negative:
      return "negative";
    case fastpam::Flaw::infinite:
      return "infinite";
    case fastpam::Flaw::asymmetric:
      return "asymmetric";
    case fastpam::Flaw::diagonal:
      return "diagonal";
  }
  return "";
}

}  // namespace

// The first flaw of a vector (n = 0) or of an n x n matrix of dissimilarities, its position counted
// from 1, and the largest value when there is none. Reads in place.
// [[Rcpp::export(rng = false)]]
Rcpp::List scan_dissimilarities(SEXP values, int n, int n_threads) {
  RContext ctx(n_threads, 0, false);
  return guard([&] {
    const fastpam::Finding found =
        n == 0 ? fastpam::scan_values(REAL(values), static_cast<std::size_t>(Rf_xlength(values)),
                                      ctx.get())
               : fastpam::scan_square(REAL(values), n, ctx.get());
    return Rcpp::List::create(Rcpp::_["flaw"] = flaw_name(found.flaw),
                              Rcpp::_["position"] = static_cast<double>(found.position) + 1,
                              Rcpp::_["max"] = found.max);
  });
}

// [[Rcpp::export(rng = false)]]
Rcpp::List metric_registry() {
  const auto& table = fastpam::metric_table();
  const R_xlen_t m = static_cast<R_xlen_t>(table.size());
  Rcpp::CharacterVector name(m), aliases(m), formula(m), range(m), reference(m), missing(m),
      family(m);
  Rcpp::LogicalVector non_negative(m), missing_allowed(m);
  static const char* const families[] = {"dense", "angular", "presence", "mixed"};
  for (R_xlen_t i = 0; i < m; ++i) {
    const fastpam::Metric& info = table[static_cast<std::size_t>(i)];
    name[i] = info.name;
    aliases[i] = info.aliases;
    formula[i] = info.formula;
    range[i] = info.range;
    reference[i] = info.reference;
    missing[i] = info.missing;
    family[i] = families[static_cast<int>(info.family)];
    non_negative[i] = info.non_negative;
    missing_allowed[i] = info.missing_allowed;
  }
  return Rcpp::List::create(Rcpp::_["metric"] = name, Rcpp::_["aliases"] = aliases,
                            Rcpp::_["formula"] = formula, Rcpp::_["range"] = range,
                            Rcpp::_["reference"] = reference, Rcpp::_["missing"] = missing,
                            Rcpp::_["family"] = family, Rcpp::_["non_negative"] = non_negative,
                            Rcpp::_["missing_allowed"] = missing_allowed);
}

// Position, from 1, of the first infinite value; 0 when there is none.
// [[Rcpp::export(rng = false)]]
double first_infinite(Rcpp::NumericVector x) {
  const double* values = x.begin();
  const R_xlen_t m = x.size();
  for (R_xlen_t k = 0; k < m; ++k)
    if (values[k] - values[k] != 0 && values[k] == values[k]) return static_cast<double>(k) + 1;
  return 0;
}

// Bytes of memory that are free; NA where that cannot be told.
// [[Rcpp::export(rng = false)]]
double free_memory() {
  const double bytes = available_memory();
  return std::isnan(bytes) ? NA_REAL : bytes;
}
