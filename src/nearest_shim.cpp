// The nearest medoid of new objects and the dissimilarities to the two nearest, for one or more
// sets of medoids, without a table of all dissimilarities to them.
#include <fastpam/dissim/computed/rounded.hpp>
#include <fastpam/eval/nearest_sets.hpp>

#include "r_call.h"
#include "r_context.h"
#include "r_fields.h"
#include "r_result.h"
#include "r_source.h"

using fastpam::Error;
using fastpam::ErrorCode;
using fastpam::Index;

namespace {

template <class T>
Rcpp::List nearest_lists(const fastpam::Source<T>& source, Index m,
                         const std::vector<std::vector<Index>>& sets, fastpam::Context& ctx) {
  std::vector<fastpam::NearestMedoids<T>> found;
  fastpam::nearest_of_sets<T>(source, 0, m, sets, found, ctx);
  Rcpp::List out(static_cast<R_xlen_t>(sets.size()));
  for (std::size_t i = 0; i < sets.size(); ++i) {
    out[static_cast<R_xlen_t>(i)] = Rcpp::List::create(
        Rcpp::_["near"] = to_r_numbers_or_na(found[i].near),
        Rcpp::_["d1"] = Rcpp::NumericVector(found[i].d1.begin(), found[i].d1.end()),
        Rcpp::_["d2"] = Rcpp::NumericVector(found[i].d2.begin(), found[i].d2.end()),
        Rcpp::_["incomplete"] = found[i].incomplete, Rcpp::_["infinite"] = found[i].infinite);
    found[i] = {};
  }
  return out;
}

}  // namespace

// The first m objects of a source to each of several sets of its objects, listed in the order in
// which they win ties.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject nearest_sets_cpp(SEXP source, SEXP m, SEXP sets, SEXP run) {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n, {"double", "single", "rounded"});
    const Rcpp::List sizes = Rcpp::List::create(Rcpp::_["m"] = m);
    const Index objects = Fields(sizes, "nearest").integer("m", 0, input.n);
    if (TYPEOF(sets) != VECSXP) throw Error(ErrorCode::broken, "`sets` must be a list");
    std::vector<std::vector<Index>> medoids;
    for (R_xlen_t i = 0; i < Rf_xlength(sets); ++i)
      medoids.push_back(read_medoids(VECTOR_ELT(sets, i), input.n, 1));
    RContext context(options);
    if (options.precision == Precision::rounded) {
      const fastpam::RoundedSource rounded(make_source<double>(input));
      return nearest_lists<float>(rounded, objects, medoids, context.get());
    }
    return in_precision(options.single(), [&](auto zero) -> Rcpp::RObject {
      const auto made = make_source<decltype(zero)>(input);
      return nearest_lists<decltype(zero)>(*made, objects, medoids, context.get());
    });
  });
}
