// fastpam_bound(): how far medoids are from the best possible ones.
#include <fastpam/bound/lower_bound.hpp>
#include <fastpam/run.hpp>

#include <cmath>
#include <limits>

#include "r_call.h"
#include "r_context.h"
#include "r_fields.h"
#include "r_problem.h"
#include "r_result.h"

using fastpam::Index;

namespace {

// Turns sums into means. A bound must not be rounded up.
Rcpp::List to_list(const fastpam::BoundResult& found, double weight) {
  const double bound =
      found.bound == found.loss ? found.loss / weight : std::nextafter(found.bound / weight, 0.0);
  Rcpp::RObject better = R_NilValue;
  if (!found.better.empty()) better = to_r_numbers(found.better);
  return Rcpp::List::create(
      Rcpp::_["loss"] = found.loss / weight, Rcpp::_["bound"] = bound,
      Rcpp::_["optimal"] = found.optimal, Rcpp::_["better"] = better,
      Rcpp::_["better_loss"] = found.better.empty() ? NA_REAL : found.better_loss / weight,
      Rcpp::_["iterations"] = static_cast<double>(found.passes),
      Rcpp::_["branches"] = static_cast<double>(found.branches));
}

}  // namespace

// `search` has the budget `iterations`. Returns loss, bound and better_loss (means), optimal,
// better (objects or NULL), iterations, branches.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject bound_cpp(SEXP source, SEXP medoids, SEXP search, SEXP run) {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n);
    const std::vector<Index> from_zero = read_medoids(medoids, input.n, 1);
    Index fixed = 0;
    for (const Index o : from_zero) {
      if (!options.may(o))
        throw fastpam::Error(fastpam::ErrorCode::broken, "`medoids` must be allowed to be medoids");
      fixed += options.must(o) ? 1 : 0;
    }
    if (fixed < options.bound)
      throw fastpam::Error(fastpam::ErrorCode::broken, "`medoids` must hold all fixed objects");
    fastpam::BoundOptions budget;
    budget.passes = static_cast<std::size_t>(
        Fields(search, "search").integer("iterations", 1, std::numeric_limits<int>::max()));
    RContext context(options);
    return in_precision(options.single(), [&](auto zero) -> Rcpp::RObject {
      const PreparedProblem<decltype(zero)> prepared(input, options, context.get(),
                                                     ProblemUse{false});
      const double weight = prepared.problem().total_weight();
      return to_list(fastpam::lower_bound(prepared.problem(), from_zero, budget, context.get()),
                     weight);
    });
  });
}
