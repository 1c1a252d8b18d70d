// swap_optimal(): the best single swap, by exact sums over the whole neighbourhood.
#include <fastpam/fit.hpp>
#include <fastpam/search/scan_estimates.hpp>
#include <fastpam/swap/best_swap.hpp>

#include "r_call.h"
#include "r_context.h"
#include "r_problem.h"
#include "r_result.h"

namespace {

template <class T>
Rcpp::List certificate(const fastpam::Problem<T>& problem,
                       const std::vector<fastpam::Index>& medoids, fastpam::Context& ctx) {
  const double weight = problem.total_weight();
  fastpam::check_sums(problem, weight);
  const fastpam::SearchState<T> state(problem, medoids, ctx);
  const fastpam::ScanEstimates<T> estimates(state, ctx);
  // No bound: the best swap is returned even if it does not improve.
  const fastpam::Move move = fastpam::best_of(
      state, fastpam::shortlist(state, estimates, std::numeric_limits<double>::infinity()), ctx);
  const double loss = state.total_deviation();
  const bool found = move.candidate >= 0;
  const std::vector<fastpam::Index> leaves = {found ? state.medoid[fastpam::uz(move.slot)] : 0};
  return Rcpp::List::create(
      Rcpp::_["loss"] = loss / weight, Rcpp::_["change"] = found ? move.change / weight : 0.0,
      Rcpp::_["improves"] = found && move.change < fastpam::least_gain(loss),
      Rcpp::_["leaves"] = found ? to_r_numbers(leaves)[0] : NA_INTEGER,
      Rcpp::_["enters"] = found ? to_r_numbers({move.candidate})[0] : NA_INTEGER);
}

}  // namespace

// Returns loss and change (means), improves, and the objects that leave and enter; NA: no swap.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject best_swap_cpp(SEXP source, SEXP medoids, SEXP run) {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n);
    const std::vector<fastpam::Index> from_zero = read_medoids(medoids, input.n, 1);
    RContext context(options);
    return in_precision(options.single(), [&](auto zero) -> Rcpp::RObject {
      const PreparedProblem<decltype(zero)> prepared(input, options, context.get(),
                                                     ProblemUse{false});
      return certificate(prepared.problem(), from_zero, context.get());
    });
  });
}
