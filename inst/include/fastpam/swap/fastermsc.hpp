// FasterMSC (Lenssen & Schubert, Information Systems 120 (2024) 102290; SISAP 2022): the eager loop
// of FasterPAM on the average medoid silhouette, the mean of 1 - d1 / d2.
//
// A swap of medoid i for candidate h changes an object's two nearest medoids in one of three ways,
// depending on whether i is its nearest, its second nearest, or neither. The third nearest medoid,
// which is kept, takes the free place. Objects farther from h than from their third medoid change
// only by the removal of i, which is summed once per state. So one scan of h's row evaluates all k
// swaps.
#ifndef FASTPAM_SWAP_FASTERMSC_HPP
#define FASTPAM_SWAP_FASTERMSC_HPP

#include <vector>

#include "../eval/three_nearest.hpp"
#include "eager.hpp"

namespace fastpam {

/// The search that eager_search() runs for the medoid silhouette.
template <class T>
class SilhouetteSearch {
 public:
  SilhouetteSearch(const Problem<T>& problem, const std::vector<Index>& medoids, Context& ctx)
      : state_(problem, medoids, ctx),
        isa_(ctx.isa),
        change_(static_cast<std::size_t>(ctx.workers())),
        buffer_(static_cast<std::size_t>(ctx.workers())) {
    state_.removal_loss(removal_);
  }

  const ThreeNearest<T>& state() const { return state_; }
  Index n() const { return state_.n(); }
  double loss() const { return state_.loss(); }
  bool may_enter(Index o) const { return state_.may_enter(o); }

  // The change of the loss for each slot if candidate h takes this slot.
  const std::vector<double>& all(Index h, int worker) {
    std::vector<double>& change = change_[static_cast<std::size_t>(worker)];
    std::vector<T>& buffer = buffer_[static_cast<std::size_t>(worker)];
    const Problem<T>& problem = state_.problem();
    if (buffer.empty() && problem.source.square() == nullptr) buffer.resize(uz(n()));
    const T* const row = problem.source.row(h, buffer.data());
    change = removal_;
    double shared = 0;
    for_each_less(row, state_.distance[2].data(), uz(n()), isa_, [&](Index o) {
      const double d = static_cast<double>(row[o]), w = problem.weight(o);
      const double d1 = state_.d(0, o), d2 = state_.d(1, o), d3 = state_.d(2, o);
      // h is added to all three; h replaces the nearest; h replaces the second.
      const double joins = d < d1   ? medoid_ratio(d, d1) - medoid_ratio(d1, d2)
                           : d < d2 ? medoid_ratio(d1, d) - medoid_ratio(d1, d2)
                                    : 0;
      const double for_first = d < d2 ? medoid_ratio(d, d2) : medoid_ratio(d2, d);
      const double for_second = d < d1 ? medoid_ratio(d, d1) : medoid_ratio(d1, d);
      shared += w * joins;
      change[uz(state_.slot[0][uz(o)])] += w * (for_first - medoid_ratio(d2, d3) - joins);
      change[uz(state_.slot[1][uz(o)])] += w * (for_second - medoid_ratio(d1, d3) - joins);
    });
    for (double& c : change) c += shared;
    return change;
  }

  Move best(Index h, int worker, double /*least*/) {
    const std::vector<double>& change = all(h, worker);
    Move best{change[0], 0, h};
    for (std::size_t i = 1; i < change.size(); ++i)
      if (change[i] < best.change) best = {change[i], static_cast<Index>(i), h};
    return best;
  }

  bool attempt(const Move& move, double& loss) {
    const Index leaving = state_.medoid[uz(move.slot)];
    state_.swap(move.slot, move.candidate);
    const double now = state_.loss();
    const bool better = now < loss;
    if (better)
      loss = now;
    else
      state_.swap(move.slot, leaving);
    state_.removal_loss(removal_);
    return better;
  }

  // Removes the medoid whose removal costs least.
  void remove_cheapest() {
    const auto cheapest = std::min_element(removal_.begin(), removal_.end());
    state_.remove(static_cast<Index>(cheapest - removal_.begin()));
    state_.removal_loss(removal_);
  }

 private:
  ThreeNearest<T> state_;
  const Isa isa_;
  std::vector<double> removal_;
  std::vector<std::vector<double>> change_;
  std::vector<std::vector<T>> buffer_;
};

/// FasterMSC on the medoids of a state.
template <class T>
SwapReport swap_fastermsc(SearchState<T>& state, const SwapOptions& options, Context& ctx) {
  if (state.k() < 2)
    throw Error(ErrorCode::broken, "the medoid silhouette needs at least two medoids");
  SilhouetteSearch<T> search(state.problem(), state.medoid, ctx);
  SwapReport report;
  eager_search(search, options, report, ctx);
  state.reset(search.state().medoid, ctx);
  return report;
}

}  // namespace fastpam

#endif
