// fastpam_stability(), and the criteria of fastpam_path() that use resamples: fits, and how well
// their clusters are found again in resamples, all from one working copy of the dissimilarities.
#include <fastpam/path.hpp>
#include <fastpam/validate/consensus.hpp>
#include <fastpam/validate/recovery.hpp>

#include "r_call.h"
#include "r_context.h"
#include "r_problem.h"
#include "r_resamples.h"
#include "r_result.h"
#include "r_search.h"

namespace {

using fastpam::FitOptions;

Rcpp::RObject to_matrix(const std::vector<double>& values, std::size_t rows) {
  const int columns = rows == 0 ? 0 : static_cast<int>(values.size() / rows);
  Rcpp::RObject out =
      allocate([&]() -> SEXP { return Rf_allocMatrix(REALSXP, static_cast<int>(rows), columns); });
  std::copy(values.begin(), values.end(), REAL(out));
  return out;
}

Rcpp::RObject to_consensus(const std::vector<std::vector<fastpam::Index>>& label, fastpam::Index n,
                           fastpam::Context& ctx) {
  Rcpp::RObject out = allocate([&]() -> SEXP { return Rf_allocMatrix(REALSXP, n, n); });
  fastpam::consensus(label, n, REAL(out), ctx);
  return out;
}

}  // namespace

// For each element of `searches` the fit (as path_cpp() gives it; NULL if its labels are in
// `resampling`), `jaccard` (k rows, a column for each resample), `strength` (the smallest shares in
// both halves, a column for each split) and `consensus` (an n x n matrix or NULL).
// [[Rcpp::export(rng = false)]]
Rcpp::RObject stability_cpp(SEXP source, SEXP searches, SEXP resampling, SEXP run) {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n);
    std::vector<FitOptions> wanted = read_fits(searches, input.n, options);
    const Resampling plan = read_resampling(resampling, input.n, options);
    RContext context(options);
    fastpam::Context& ctx = context.get();
    return in_precision(options.single(), [&](auto zero) -> Rcpp::RObject {
      const PreparedProblem<decltype(zero)> prepared(input, options, ctx);
      const auto& problem = prepared.problem();
      fastpam::PartOptions parts{wanted, memory_limit(options.memory, all_pairs(input))};
      std::vector<std::vector<fastpam::Index>> labels = plan.labels;
      const bool known = !labels.empty();
      if (known && labels.size() != wanted.size())
        throw fastpam::Error(fastpam::ErrorCode::broken, "`labels` must be there for each search");
      if (!known) build_once(problem, wanted, ctx);
      Rcpp::List out(wanted.size());
      for (std::size_t f = 0; f < wanted.size(); ++f) {
        Rcpp::RObject fit = R_NilValue;
        if (!known) {
          ctx.count = {};
          const fastpam::FitResult result = fastpam::fit(problem, wanted[f], ctx);
          labels.push_back(result.partition.label);
          fit = to_list(result, prepared.storage(), ctx.count);
        }
        out[static_cast<R_xlen_t>(f)] =
            Rcpp::List::create(Rcpp::_["fit"] = fit, Rcpp::_["jaccard"] = R_NilValue,
                               Rcpp::_["strength"] = R_NilValue, Rcpp::_["consensus"] = R_NilValue);
      }
      parts.first = plan.first_sample;
      const std::vector<fastpam::Recovery> found =
          fastpam::recovery(problem, labels, plan.samples, parts, plan.consensus, ctx);
      parts.first = 2 * plan.first_split;
      const std::vector<std::vector<double>> strengths =
          fastpam::prediction_strengths(problem, plan.splits, parts, ctx);
      for (std::size_t f = 0; f < wanted.size(); ++f) {
        Rcpp::List one = out[static_cast<R_xlen_t>(f)];
        one["jaccard"] = to_matrix(found[f].jaccard, fastpam::uz(found[f].k));
        one["strength"] = to_matrix(strengths[f], 2);
        if (plan.consensus) one["consensus"] = to_consensus(found[f].label, input.n, ctx);
      }
      return out;
    });
  });
}
