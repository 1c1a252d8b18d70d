// The certificate: the best single swap, by exact sums over the whole neighbourhood.
#include <Rcpp.h>

#include <fastpam/search/scan_estimates.hpp>
#include <fastpam/swap/best_swap.hpp>

#include "r_context.h"
#include "r_prepare.h"
#include "r_result.h"
#include "r_source.h"

namespace {

template <class T>
Rcpp::List best_swap_as(const Rcpp::List& spec, const std::vector<fastpam::Index>& medoids,
                        const Rcpp::List& options, fastpam::Context& ctx) {
  const std::unique_ptr<fastpam::Source<T>> given = make_source<T>(spec);
  const PreparedSource<T> prepared(*given, spec, options, ctx);
  const WeightedProblem<T> weighted(prepared, options);
  const fastpam::Problem<T>& problem = weighted.problem();
  const fastpam::SearchState<T> state(problem, medoids, ctx);
  const fastpam::ScanEstimates<T> estimates(state, ctx);
  // No bound: the best swap is wanted also where it does not improve.
  const fastpam::Move move = fastpam::best_of(
      state, fastpam::shortlist(state, estimates, std::numeric_limits<double>::infinity()), ctx);
  const double loss = state.total_deviation();
  if (!(problem.far() * weighted.total_weight() <= std::numeric_limits<double>::max() / 4))
    throw fastpam::SumsOverflow();
  return Rcpp::List::create(
      Rcpp::_["loss"] = loss / weighted.total_weight(),
      Rcpp::_["change"] = move.candidate < 0 ? 0.0 : move.change / weighted.total_weight(),
      Rcpp::_["improves"] = move.candidate >= 0 && move.change < fastpam::least_gain(loss),
      Rcpp::_["leaves"] =
          move.candidate < 0 ? NA_INTEGER : state.medoid[fastpam::uz(move.slot)] + 1,
      Rcpp::_["enters"] = move.candidate < 0 ? NA_INTEGER : move.candidate + 1);
}

}  // namespace

// [[Rcpp::export(rng = false)]]
Rcpp::List best_swap_cpp(Rcpp::List spec, Rcpp::IntegerVector medoids, Rcpp::List options) {
  RContext r_context(options["n_threads"], options["trace_lev"], options["progress"]);
  return guard([&] {
    const std::vector<fastpam::Index> from_zero = from_r_numbers(medoids);
    return Rcpp::as<std::string>(options["precision"]) == "single"
               ? best_swap_as<float>(spec, from_zero, options, r_context.get())
               : best_swap_as<double>(spec, from_zero, options, r_context.get());
  });
}
