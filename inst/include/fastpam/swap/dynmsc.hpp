// DynMSC (Lenssen & Schubert, Information Systems 120 (2024) 102290): chooses the number of
// clusters by the average medoid silhouette. It runs FasterMSC with the largest k. Then it removes
// the medoid whose removal costs least and runs FasterMSC again, until two medoids are left. The
// result is the best of all k, the larger k if two are equally good. Fixed medoids are never
// removed.
#ifndef FASTPAM_SWAP_DYNMSC_HPP
#define FASTPAM_SWAP_DYNMSC_HPP

#include <algorithm>
#include <vector>

#include "fastermsc.hpp"

namespace fastpam {

// At the end the state has the chosen medoids, which may be fewer than at the start.
template <class T>
SwapReport swap_dynmsc(SearchState<T>& state, const SwapOptions& options, Context& ctx) {
  if (state.k() < 2)
    throw Error(ErrorCode::broken, "the medoid silhouette needs at least two medoids");
  SilhouetteSearch<T> search(state.problem(), state.medoid, ctx);
  const Index fewest = std::max<Index>(2, to_index(fixed_objects(state.problem()).size()));
  SwapReport report;
  std::vector<Index> best;
  double least = 0;
  bool converged = true;
  for (Index k = state.k();; --k) {
    eager_search(search, options, report, ctx);
    converged = converged && report.converged;
    report.by_k.push_back({k, report.loss});
    if (best.empty() || report.loss < least) {
      best = search.state().medoid;
      least = report.loss;
    }
    if (k <= fewest) break;
    search.remove_cheapest();
  }
  report.loss = least;
  report.converged = converged;
  state.reset(best, ctx);
  return report;
}

}  // namespace fastpam

#endif
