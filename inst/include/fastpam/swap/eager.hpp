// The eager loop of FasterPAM and FasterMSC (Schubert & Rousseeuw 2021, algorithm 3): a swap is
// made as soon as a candidate improves the result. The search goes on with the next candidate and
// ends after n candidates in a row without a swap.
//
// The tolerance is applied *inside* the scan: a candidate whose gain is rounding noise is skipped
// like any other candidate without gain. (cluster's "faster" leaves the scan for such a candidate
// and then rejects it, which ends the search far from a local optimum on tied data.) With threads,
// a block of candidates is evaluated against the same state. The results are read in order up to
// the first candidate that improves, so the swaps are those of one thread.
#ifndef FASTPAM_SWAP_EAGER_HPP
#define FASTPAM_SWAP_EAGER_HPP

#include <algorithm>
#include <limits>
#include <vector>

#include "../search/evaluate.hpp"
#include "report.hpp"

namespace fastpam {

// A Search has n(), may_enter(object), loss(), best() and attempt(). best(candidate, worker, least)
// returns a Move and is safe to call from several workers; if no move changes the loss by less than
// `least`, it may return any move. attempt(move, loss) makes the move and lowers `loss` to the
// fresh total if it falls; else it changes nothing and returns false. The report is continued from
// the counts it has.
template <class Search>
void eager_search(Search& search, const SwapOptions& options, SwapReport& report, Context& ctx) {
  const Index n = search.n();
  const bool threads = ctx.workers() > 1;
  report.loss = search.loss();
  std::vector<Index> candidates;
  std::vector<Move> moves;
  std::size_t visited = 0;  // candidates passed since the start, medoids included
  const std::size_t all = std::numeric_limits<std::size_t>::max();
  const std::size_t limit = options.max_iter > all / uz(n) ? all : options.max_iter * uz(n);
  Index next = 0, idle = 0, block = 1;

  while (idle < n && visited < limit) {
    ctx.monitor.progress("swap", report.swaps, 0);
    // The next objects in cyclic order, as many as fit in a block or as the search still needs.
    candidates.clear();
    Index passed = 0;
    while (passed < n - idle && passed < block && uz(passed) < limit - visited) {
      const Index j = (next + passed) % n;
      ++passed;
      candidates.push_back(j);
    }
    moves.assign(candidates.size(), Move());
    const double least = least_gain(report.loss);
    const auto evaluate = [&](std::size_t a, int worker) {
      if (search.may_enter(candidates[a])) moves[a] = search.best(candidates[a], worker, least);
    };
    if (candidates.size() == 1) {
      evaluate(0, 0);
      ctx.monitor.tick();
    } else {
      ctx.run(candidates.size(), evaluate);
    }

    // An attempt that is undone may leave equally near medoids in another order, so it ends the
    // block, too.
    bool tried = false, swapped = false;
    for (std::size_t a = 0; a < candidates.size() && !tried; ++a) {
      ++visited;
      ++idle;
      next = (candidates[a] + 1) % n;
      if (moves[a].candidate < 0) continue;
      ++ctx.count.rows_read;
      ++ctx.count.evaluations;
      if (!(moves[a].change < least)) continue;
      swapped = search.attempt(moves[a], report.loss);
      tried = true;
    }
    if (swapped) {
      idle = 0;
      ++report.swaps;
      report.trace.push_back(report.loss);
    }
    // Blocks grow while no swap is found, because evaluations after a swap are thrown away.
    if (threads) block = swapped ? std::max<Index>(1, block / 4) : std::min<Index>(128, 2 * block);
  }
  report.iterations += (visited + uz(n) - 1) / uz(n);
  report.converged = idle >= n;
}

}  // namespace fastpam

#endif
