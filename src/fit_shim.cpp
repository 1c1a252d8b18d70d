// fastpam() and fastpam_path(): one clustering, or several on one set of dissimilarities.
#include <algorithm>
#include <fastpam/path.hpp>

#include "r_call.h"
#include "r_context.h"
#include "r_problem.h"
#include "r_result.h"
#include "r_search.h"

using fastpam::FitOptions;

namespace {

// Whether all that is done are eager swaps, from a start that reads few rows.
bool only_eager(const FitOptions& fit) {
  return fastpam::swaps_eagerly(fit) && fit.budget == 0 &&
         (!fit.starts.empty() || fit.init == "random" || fit.init == "kmeanspp" ||
          fit.init == "lab");
}

// Whether an upper bound on the largest dissimilarity is enough.
bool needs_no_max(const FitOptions& fit) {
  return fit.k > 1 && only_eager(fit) && (!fit.starts.empty() || fit.init != "lab");
}

// The number of medoids, if one such search is made; else 0.
fastpam::Index eager_medoids(const FitOptions& fit) {
  return only_eager(fit) && fastpam::count_runs(fit) == 1 ? fit.k : 0;
}

}  // namespace

// [[Rcpp::export(rng = false)]]
Rcpp::RObject fit_cpp(SEXP source, SEXP search, SEXP run) {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n);
    const FitOptions wanted = read_fit(search, input.n, options);
    RContext context(options);
    fastpam::Context& ctx = context.get();
    return in_precision(options.single(), [&](auto zero) -> Rcpp::RObject {
      using T = decltype(zero);
      ProblemUse use;
      use.pairs = wanted.statistics == fastpam::Statistics::pairs;
      use.bound_is_enough = needs_no_max(wanted);
      use.eager = eager_medoids(wanted);
      use.rounded = fastpam::uses_rounded<T>(wanted);
      use.rounded_to_fit = fastpam::swaps_eagerly(wanted);
      const PreparedProblem<T> prepared(input, options, ctx, use);
      const fastpam::FitResult result = fastpam::fit(prepared.problem(), wanted, ctx);
      return to_list(result, prepared.storage(), ctx.count);
    });
  });
}

// One result for each element of `searches`.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject path_cpp(SEXP source, SEXP searches, SEXP run) {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n);
    std::vector<FitOptions> wanted = read_fits(searches, input.n, options);
    RContext context(options);
    fastpam::Context& ctx = context.get();
    return in_precision(options.single(), [&](auto zero) -> Rcpp::RObject {
      using T = decltype(zero);
      ProblemUse use;
      use.rounded = std::all_of(wanted.begin(), wanted.end(), fastpam::uses_rounded<T>);
      use.rounded_to_fit = std::any_of(wanted.begin(), wanted.end(), fastpam::swaps_eagerly);
      const PreparedProblem<T> prepared(input, options, ctx, use);
      fastpam::build_once(prepared.problem(), wanted, ctx);
      Rcpp::List out(wanted.size());
      for (std::size_t f = 0; f < wanted.size(); ++f) {
        context.within(f, wanted.size());
        ctx.count = {};
        const fastpam::FitResult result = fastpam::fit(prepared.problem(), wanted[f], ctx);
        out[static_cast<R_xlen_t>(f)] = to_list(result, prepared.storage(), ctx.count);
      }
      return out;
    });
  });
}
