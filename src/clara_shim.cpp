// fastclara(): clustering by samples.
#include "r_call.h"
#include "r_context.h"
#include "r_problem.h"
#include "r_result.h"
#include "r_search.h"

namespace {

// R's generator is used on this thread only, and only if the user chose it.
fastpam::ClaraResult run_clara(const fastpam::Problem<double>& problem, const ClaraSearch& search,
                               fastpam::Context& ctx) {
  if (!search.r_rng) return fastpam::clara(problem, search.options, fastpam::ClaraGenerator(), ctx);
  const Rcpp::RNGScope scope;
  return fastpam::clara(
      problem, search.options, [] { return unif_rand(); }, ctx);
}

}  // namespace

// [[Rcpp::export(rng = false)]]
Rcpp::RObject clara_cpp(SEXP source, SEXP search, SEXP run) {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n, {"double"});
    const ClaraSearch wanted = read_clara(search, input.n, options);
    RContext context(options);
    fastpam::Context& ctx = context.get();
    const PlainProblem<double> plain(input, options);
    const fastpam::Problem<double>& problem = plain.problem();
    const fastpam::ClaraResult result = run_clara(problem, wanted, ctx);
    fastpam::ClaraStatistics statistics;
    if (wanted.statistics) statistics = fastpam::clara_statistics(problem, result, ctx);
    return to_list(result, wanted.statistics ? &statistics : nullptr, storage_as_is(input),
                   ctx.count);
  });
}
