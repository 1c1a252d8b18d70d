// fastpam_path(): several k on one set of dissimilarities. The working copy is made once, and so is
// BUILD: being greedy, its choice for k is the beginning of its choice for a larger k.
#include <Rcpp.h>

#include <algorithm>

#include "r_context.h"
#include "r_fit.h"
#include "r_prepare.h"
#include "r_source.h"

namespace {

using fastpam::Index;

template <class T>
Rcpp::List path_as(const Rcpp::List& spec, const Rcpp::List& fits, const Rcpp::List& options,
                   RContext& r_context) {
  fastpam::Context& ctx = r_context.get();
  const std::unique_ptr<fastpam::Source<T>> given = make_source<T>(spec);
  const PreparedSource<T> prepared(*given, spec, options, ctx);
  const WeightedProblem<T> weighted(prepared, options);
  const fastpam::Problem<T>& problem = weighted.problem();

  std::vector<fastpam::FitOptions> wanted;
  Index largest = 0;
  for (R_xlen_t f = 0; f < fits.size(); ++f) {
    const Rcpp::List one = fits[f];
    wanted.push_back(read_options(Rcpp::as<int>(one["k"]), one));
    const fastpam::FitOptions& o = wanted.back();
    if (o.starts.empty() && o.init == "build") largest = std::max(largest, o.k);
  }
  std::vector<Index> build;
  if (largest > 1) build = fastpam::init_build(problem, largest, ctx);

  Rcpp::List out(fits.size());
  for (std::size_t f = 0; f < wanted.size(); ++f) {
    fastpam::FitOptions& o = wanted[f];
    // A single medoid by BUILD is optimal, and the fit knows that only if it builds itself.
    if (o.starts.empty() && o.init == "build" && o.k > 1)
      o.starts.emplace_back(build.begin(), build.begin() + o.k);
    r_context.within(f, wanted.size());
    ctx.count = {};
    out[static_cast<R_xlen_t>(f)] =
        to_list(fastpam::fit(problem, o, ctx), prepared.description(), ctx.count);
  }
  return out;
}

}  // namespace

// One fit for each element of `fits`, a list of options with `k`.
// [[Rcpp::export(rng = false)]]
Rcpp::List path_cpp(Rcpp::List spec, Rcpp::List fits, Rcpp::List options) {
  RContext ctx(options["n_threads"], options["trace_lev"], options["progress"]);
  return guard([&] {
    return Rcpp::as<std::string>(options["precision"]) == "single"
               ? path_as<float>(spec, fits, options, ctx)
               : path_as<double>(spec, fits, options, ctx);
  });
}
