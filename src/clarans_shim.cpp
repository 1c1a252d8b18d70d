// fastclarans(): clustering by random walks.
#include <fastpam/sample/clarans_fit.hpp>

#include "r_call.h"
#include "r_context.h"
#include "r_problem.h"
#include "r_result.h"
#include "r_search.h"

// [[Rcpp::export(rng = false)]]
Rcpp::RObject clarans_cpp(SEXP source, SEXP search, SEXP run) {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n, {"double"});
    const ClaransSearch wanted = read_clarans(search, input.n, options);
    RContext context(options);
    fastpam::Context& ctx = context.get();
    const PlainProblem<double> plain(input, options);
    const fastpam::FitResult result =
        fastpam::fit_clarans(plain.problem(), wanted.options, wanted.statistics, ctx);
    return to_list(result, storage_as_is(input), ctx.count);
  });
}

// The same from medoids that walks elsewhere ended with: their partition and statistics.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject clarans_walk_cpp(SEXP source, SEXP medoids, SEXP search, SEXP run) {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n, {"double"});
    const ClaransSearch wanted = read_clarans(search, input.n, options);
    const std::vector<fastpam::Index> chosen = read_medoids(medoids, input.n, 1);
    RContext context(options);
    fastpam::Context& ctx = context.get();
    const PlainProblem<double> plain(input, options);
    const fastpam::FitResult result =
        fastpam::fit_walk(plain.problem(), chosen, wanted.statistics, ctx);
    return to_list(result, storage_as_is(input), ctx.count);
  });
}

// [[Rcpp::export(rng = false)]]
double default_max_neighbor(int n, int k, bool fast) {
  if (n < 1 || k < 1) return NA_REAL;
  return static_cast<double>(fastpam::default_max_neighbor(n, k, fast));
}
