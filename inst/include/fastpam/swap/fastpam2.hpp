// FastPAM2 (Schubert & Rousseeuw 2019, section 3.2): the pass of FastPAM1, but the best candidate
// of *each* medoid is kept, and up to k of these swaps are made per pass, the best first. After the
// first, each is evaluated again in the current state and made only if it still improves.
#ifndef FASTPAM_SWAP_FASTPAM2_HPP
#define FASTPAM_SWAP_FASTPAM2_HPP

#include <algorithm>
#include <vector>

#include "../search/evaluate.hpp"
#include "report.hpp"

namespace fastpam {
namespace fastpam2_detail {

// The best candidate for every slot (none: candidate < 0), lowest object among equals.
template <class T>
std::vector<Move> best_per_slot(const SearchState<T>& state, FastEvaluator<T>& evaluator,
                                Context& ctx) {
  constexpr Index block = 64;
  const Index n = state.n();
  const std::size_t k = uz(state.k());
  std::vector<std::vector<Move>> found((uz(n) + uz(block) - 1) / uz(block));
  ctx.run(found.size(), [&](std::size_t b, int worker) {
    const Index from = static_cast<Index>(b) * block, to = std::min(n, from + block);
    std::vector<Move> best(k);
    for (Index j = from; j < to; ++j) {
      if (!state.may_enter(j)) continue;
      const std::vector<double>& change = evaluator.all(j, worker);
      for (std::size_t i = 0; i < k; ++i)
        if (best[i].candidate < 0 || change[i] < best[i].change)
          best[i] = {change[i], static_cast<Index>(i), j};
    }
    found[b] = std::move(best);
  });
  ctx.count.rows_read += uz(n) - k;
  ctx.count.evaluations += uz(n) - k;
  std::vector<Move> best(k);
  for (const auto& block_best : found)
    for (std::size_t i = 0; i < k; ++i)
      if (block_best[i].candidate >= 0 &&
          (best[i].candidate < 0 || block_best[i].change < best[i].change))
        best[i] = block_best[i];
  return best;
}

}  // namespace fastpam2_detail

/// FastPAM2: the best swap of each medoid, up to k in a pass.
template <class T>
SwapReport swap_fastpam2(SearchState<T>& state, const SwapOptions& options, Context& ctx) {
  SwapReport report;
  report.loss = state.total_deviation();
  FastEvaluator<T> evaluator(state, ctx, options.skip);

  while (report.iterations < options.max_iter) {
    ++report.iterations;
    ctx.monitor.progress("swap", report.swaps, 0);
    std::vector<Move> moves = fastpam2_detail::best_per_slot(state, evaluator, ctx);
    std::stable_sort(moves.begin(), moves.end(),
                     [](const Move& a, const Move& b) { return a.change < b.change; });
    const std::size_t before = report.swaps;
    for (Move move : moves) {
      if (move.candidate < 0 || !(move.change < least_gain(report.loss))) continue;
      if (report.swaps > before) {  // the state has changed since
        if (!state.may_enter(move.candidate)) continue;
        ctx.monitor.tick();
        move.change = evaluator.all(move.candidate, 0)[uz(move.slot)];
        ++ctx.count.evaluations;
        if (!(move.change < least_gain(report.loss))) continue;
      }
      const bool swapped = swap_if_better(state, move, report.loss);
      evaluator.refresh();
      if (!swapped) continue;
      ++report.swaps;
      report.trace.push_back(report.loss);
    }
    if (report.swaps == before) {
      report.converged = true;
      break;
    }
  }
  return report;
}

}  // namespace fastpam

#endif
