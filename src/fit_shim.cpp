// fastpam()'s way into the core: R lists in, the core's fit, an R list out.
#include <Rcpp.h>

#include "r_context.h"
#include "r_fit.h"
#include "r_prepare.h"
#include "r_source.h"

namespace {

template <class T>
Rcpp::List fit_as(const Rcpp::List& spec, int k, const Rcpp::List& options, RContext& r_context) {
  fastpam::Context& ctx = r_context.get();
  const std::unique_ptr<fastpam::Source<T>> given = make_source<T>(spec);
  const PreparedSource<T> prepared(*given, spec, options, ctx);
  const WeightedProblem<T> weighted(prepared, options);
  const fastpam::FitResult result = fastpam::fit(weighted.problem(), read_options(k, options), ctx);
  return to_list(result, prepared.description(), ctx.count);
}

}  // namespace

// [[Rcpp::export(rng = false)]]
Rcpp::List fit_cpp(Rcpp::List spec, int k, Rcpp::List options) {
  RContext ctx(options["n_threads"], options["trace_lev"], options["progress"]);
  return guard([&] {
    return Rcpp::as<std::string>(options["precision"]) == "single"
               ? fit_as<float>(spec, k, options, ctx)
               : fit_as<double>(spec, k, options, ctx);
  });
}
