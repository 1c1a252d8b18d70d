// FastPAM1 (Schubert & Rousseeuw 2019, in the form of 2021): one pass over the candidates evaluates
// each against all k medoids together, the best swap of all is done, until none improves. The path
// of PAM, at O(n^2) per swap.
#ifndef FASTPAM_SWAP_FASTPAM1_HPP
#define FASTPAM_SWAP_FASTPAM1_HPP

#include <algorithm>
#include <vector>

#include "../search/evaluate.hpp"
#include "report.hpp"

namespace fastpam {

template <class T>
SwapReport swap_fastpam1(SearchState<T>& state, const SwapOptions& options, Context& ctx) {
  constexpr Index block = 16;
  const Index n = state.n();
  SwapReport report;
  report.loss = state.total_deviation();
  FastEvaluator<T> evaluator(state, ctx);
  std::vector<Move> found((uz(n) + uz(block) - 1) / uz(block));

  while (report.iterations < options.max_iter) {
    ++report.iterations;
    ctx.monitor.progress("swap", report.swaps, 0);
    ctx.run(found.size(), [&](std::size_t b, int worker) {
      const Index from = static_cast<Index>(b) * block, to = std::min(n, from + block);
      Move best;
      for (Index j = from; j < to; ++j) {
        if (!state.may_enter(j)) continue;
        const Move move = evaluator.best(j, worker);
        if (best.candidate < 0 || move.change < best.change) best = move;
      }
      found[b] = best;
    });
    ctx.count.rows_read += uz(n - state.k());
    ctx.count.evaluations += uz(n - state.k());
    Move best;
    for (const Move& move : found)
      if (move.candidate >= 0 && (best.candidate < 0 || move.change < best.change)) best = move;
    if (best.candidate < 0 || !(best.change < least_gain(report.loss)) ||
        !swap_if_better(state, best, report.loss)) {
      report.converged = true;
      break;
    }
    evaluator.refresh();
    ++report.swaps;
    report.trace.push_back(report.loss);
  }
  return report;
}

}  // namespace fastpam

#endif
