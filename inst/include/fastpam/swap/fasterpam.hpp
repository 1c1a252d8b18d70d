// FasterPAM (Schubert & Rousseeuw 2021, algorithm 3): a swap is done as soon as a candidate
// improves, the search goes on with the next candidate, and ends after n candidates in a row
// without a swap.
//
// The tolerance stands *inside* the scan: a candidate whose gain is rounding noise is passed over
// like any other. (cluster's "faster" leaves the scan for it and then rejects it, which ends the
// search far from a local optimum on tied data.) With threads, a block of candidates is evaluated
// against the same state and walked in order up to the first that pays: the path of swaps is that
// of one thread.
#ifndef FASTPAM_SWAP_FASTERPAM_HPP
#define FASTPAM_SWAP_FASTERPAM_HPP

#include <algorithm>
#include <limits>
#include <vector>

#include "../search/evaluate.hpp"
#include "report.hpp"

namespace fastpam {

template <class T>
SwapReport swap_fasterpam(SearchState<T>& state, const SwapOptions& options, Context& ctx) {
  const Index n = state.n();
  const bool threads = ctx.workers() > 1;
  SwapReport report;
  report.loss = state.total_deviation();
  FastEvaluator<T> evaluator(state, ctx);
  std::vector<Index> candidates;
  std::vector<Move> moves;
  std::size_t visited = 0;  // candidates passed since the start, medoids included
  const std::size_t all = std::numeric_limits<std::size_t>::max();
  const std::size_t limit = options.max_iter > all / uz(n) ? all : options.max_iter * uz(n);
  Index next = 0, idle = 0, block = 1;

  while (idle < n && visited < limit) {
    ctx.monitor.progress("swap", report.swaps, 0);
    // The next objects in cyclic order, as many as a block takes or the search still needs.
    candidates.clear();
    Index passed = 0;
    while (passed < n - idle && passed < block && uz(passed) < limit - visited) {
      const Index j = (next + passed) % n;
      ++passed;
      candidates.push_back(j);
    }
    moves.assign(candidates.size(), Move());
    const auto evaluate = [&](std::size_t a, int worker) {
      if (state.may_enter(candidates[a])) moves[a] = evaluator.best(candidates[a], worker);
    };
    if (candidates.size() == 1) {
      evaluate(0, 0);
      ctx.monitor.tick();
    } else {
      ctx.run(candidates.size(), evaluate);
    }

    bool tried = false, swapped = false;
    for (std::size_t a = 0; a < candidates.size() && !tried; ++a) {
      ++visited;
      ++idle;
      next = (candidates[a] + 1) % n;
      if (moves[a].candidate < 0) continue;
      ++ctx.count.rows_read;
      ++ctx.count.evaluations;
      if (!(moves[a].change < least_gain(report.loss))) continue;
      swapped = swap_if_better(state, moves[a], report.loss);
      tried = true;
    }
    if (tried) evaluator.refresh();
    if (swapped) {
      idle = 0;
      ++report.swaps;
      report.trace.push_back(report.loss);
    }
    // Blocks grow while nothing pays: evaluations behind a swap are thrown away.
    if (threads) block = swapped ? std::max<Index>(1, block / 4) : std::min<Index>(128, 2 * block);
  }
  report.iterations = (visited + uz(n) - 1) / uz(n);
  report.converged = idle >= n;
  return report;
}

}  // namespace fastpam

#endif
