// The least change over all slots for every candidate, computed by a new FastPAM1 pass after each
// swap. It has the interface of GainTable, but needs memory for n numbers only.
#ifndef FASTPAM_SEARCH_SCAN_ESTIMATES_HPP
#define FASTPAM_SEARCH_SCAN_ESTIMATES_HPP

#include <algorithm>
#include <vector>

#include "evaluate.hpp"
#include "state.hpp"

namespace fastpam {

/// The best change of each candidate, computed again after each swap.
template <class T>
class ScanEstimates {
 public:
  ScanEstimates(const SearchState<T>& state, Context& ctx, const SkipOptions& skip = {})
      : state_(state), evaluator_(state, ctx, skip), best_(uz(state.n())) {
    scan(ctx);
  }

  void update(const std::vector<ChangedPlace<T>>& /*changed*/, Index /*swapped_slot*/,
              Context& ctx) {
    evaluator_.refresh();
    scan(ctx);
  }

  // j must not be a medoid.
  double estimate(Index j) const { return best_[uz(j)]; }

  // |estimate - the reference's own sum| <= margin().
  double margin() const { return search_margin(state_); }

 private:
  void scan(Context& ctx) {
    constexpr Index block = 16;
    const Index n = state_.n();
    ctx.run((uz(n) + uz(block) - 1) / uz(block), [&](std::size_t b, int worker) {
      const Index from = static_cast<Index>(b) * block, to = std::min(n, from + block);
      for (Index j = from; j < to; ++j)
        if (state_.may_enter(j)) best_[uz(j)] = evaluator_.least_change(j, worker);
    });
    ctx.count.rows_read += uz(n - state_.k());
    ctx.count.evaluations += uz(n - state_.k());
  }

  const SearchState<T>& state_;
  FastEvaluator<T> evaluator_;
  std::vector<double> best_;
};

}  // namespace fastpam

#endif
