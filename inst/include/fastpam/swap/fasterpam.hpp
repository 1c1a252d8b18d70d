// FasterPAM (Schubert & Rousseeuw 2021, algorithm 3): the eager loop on the total deviation.
#ifndef FASTPAM_SWAP_FASTERPAM_HPP
#define FASTPAM_SWAP_FASTERPAM_HPP

#include "eager.hpp"

namespace fastpam {

/// FasterPAM: makes each improving swap as soon as it is found.
template <class T>
SwapReport swap_fasterpam(SearchState<T>& state, const SwapOptions& options, Context& ctx) {
  struct Search {
    SearchState<T>& state;
    FastEvaluator<T> evaluator;
    Index n() const { return state.n(); }
    double loss() const { return state.total_deviation(); }
    bool may_enter(Index o) const { return state.may_enter(o); }
    Move best(Index candidate, int worker, double least) {
      return evaluator.best_below(candidate, worker, least);
    }
    bool attempt(const Move& move, double& loss) {
      const bool better = swap_if_better(state, move, loss);
      evaluator
          .refresh();  // also after an undone swap: equally near medoids may be in another order
      return better;
    }
  };
  Search search{state, FastEvaluator<T>(state, ctx, options.skip, true)};
  SwapReport report;
  eager_search(search, options, report, ctx);
  return report;
}

}  // namespace fastpam

#endif
