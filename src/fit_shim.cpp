// fastpam()'s way into the core: R lists in, the core's fit, an R list out.
#include <Rcpp.h>

#include <fastpam/fit.hpp>

#include "r_context.h"
#include "r_fit_list.h"
#include "r_prepare.h"
#include "r_result.h"
#include "r_source.h"

namespace {

using fastpam::Index;

fastpam::FitOptions read_options(int k, const Rcpp::List& options) {
  fastpam::FitOptions fit;
  fit.k = k;
  fit.swap = Rcpp::as<std::string>(options["variant"]);
  fit.init = Rcpp::as<std::string>(options["init"]);
  fit.n_start = Rcpp::as<std::size_t>(options["nstart"]);
  fit.seed = static_cast<std::uint64_t>(Rcpp::as<double>(options["seed"]));
  fit.do_swap = Rcpp::as<bool>(options["do_swap"]);
  fit.statistics = Rcpp::as<bool>(options["stats"]);
  const double max_iter = Rcpp::as<double>(options["max_iter"]);
  if (max_iter < 1e15) fit.swap_options.max_iter = static_cast<std::size_t>(max_iter);
  if (!Rf_isNull(options["starts"])) {
    const Rcpp::IntegerMatrix starts = options["starts"];
    for (int c = 0; c < starts.ncol(); ++c)
      fit.starts.push_back(from_r_numbers(Rcpp::IntegerVector(starts(Rcpp::_, c))));
  }
  return fit;
}

template <class T>
Rcpp::List fit_as(const Rcpp::List& spec, int k, const Rcpp::List& options, RContext& r_context) {
  fastpam::Context& ctx = r_context.get();
  const std::unique_ptr<fastpam::Source<T>> given = make_source<T>(spec);
  const PreparedSource<T> prepared(*given, spec, options, ctx);
  const WeightedProblem<T> weighted(prepared, options);
  const fastpam::FitResult result = fastpam::fit(weighted.problem(), read_options(k, options), ctx);
  return fit_to_list(result, prepared.description(), ctx.count);
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
