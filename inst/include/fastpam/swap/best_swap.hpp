// The loop of PAM's SWAP and of FastPAM1: it always makes the best of all swaps. Estimates give a
// shortlist, and exact sums decide.
//
// Each candidate whose estimate lies within the proven rounding margin of the best is evaluated
// again in the reference's order. The reference's tie rules decide: candidates ascending, then
// medoids by object number, and the first of equals wins. The search ends when the exact best gains
// no more than rounding noise. If everything ties (all dissimilarities equal), the shortlist has at
// most n candidates, each evaluated in O(n) for all slots at once.
#ifndef FASTPAM_SWAP_BEST_SWAP_HPP
#define FASTPAM_SWAP_BEST_SWAP_HPP

#include <algorithm>
#include <limits>
#include <vector>

#include "../search/evaluate.hpp"
#include "report.hpp"

namespace fastpam {

// The best of some candidates (ascending) by exact evaluation.
template <class T>
Move best_of(const SearchState<T>& state, const std::vector<Index>& candidates, Context& ctx) {
  constexpr std::size_t block = 8;
  const Source<T>& source = state.problem().source;
  const std::size_t n = uz(state.n());
  std::vector<Move> found((candidates.size() + block - 1) / block);
  // Rows that are gathered from a triangle are gathered together, if many are needed.
  const bool together = state.problem().rounded != nullptr && 8 * candidates.size() > n;
  ctx.run(found.size(), [&](std::size_t b, int) {
    std::vector<double> change;
    std::vector<T> buffer(source.square() != nullptr ? 0 : together ? block * n : n);
    const std::size_t from = b * block, to = std::min(candidates.size(), from + block);
    const Index first = candidates[from], last = candidates[to - 1];
    const bool tile = together && uz(last - first) < block;
    if (tile) source.tile(first, last + 1, 0, state.n(), buffer.data(), n);
    for (std::size_t a = from; a < to; ++a) {
      const T* row = tile ? buffer.data() + uz(candidates[a] - first) * n
                          : source.row(candidates[a], buffer.data());
      found[b].take_if_less(best_exact_move(state, row, candidates[a], change));
    }
  });
  Move best;
  for (const Move& move : found) best.take_if_less(move);
  ctx.count.rows_read += candidates.size();
  ctx.count.evaluations += candidates.size();
  return best;
}

// Candidates that may be the reference's choice; none if no swap can improve by `bound`.
template <class T, class Estimates>
std::vector<Index> shortlist(const SearchState<T>& state, const Estimates& estimates,
                             double bound) {
  double best = std::numeric_limits<double>::infinity();
  for (Index j = 0; j < state.n(); ++j)
    if (state.may_enter(j)) best = std::min(best, estimates.estimate(j));
  std::vector<Index> list;
  const double margin = estimates.margin();
  if (best - margin >= bound) return list;
  for (Index j = 0; j < state.n(); ++j)
    if (state.may_enter(j) && estimates.estimate(j) <= best + 2 * margin) list.push_back(j);
  return list;
}

/// Makes the best of all swaps until none improves; `Estimates` shortlists the candidates.
template <class Estimates, class T>
SwapReport swap_best(SearchState<T>& state, const SwapOptions& options, Context& ctx) {
  SwapReport report;
  report.loss = state.total_deviation();
  if (options.max_iter == 0) return report;
  Estimates estimates(state, ctx, options.skip);
  std::vector<ChangedPlace<T>> changed;

  while (report.iterations < options.max_iter) {
    ++report.iterations;
    ctx.monitor.progress("swap", report.swaps, 0);
    ctx.monitor.tick();
    const double bound = least_gain(report.loss, options.noise);
    const std::vector<Index> list = shortlist(state, estimates, bound);
    const Move move = best_of(state, list, ctx);
    if (move.candidate < 0 || !(move.change < bound)) {
      report.converged = true;
      break;
    }
    changed.clear();
    state.swap(move.slot, move.candidate, [&](Index o, const Place<T>& before) {
      changed.push_back({o, before});
    });
    report.loss += move.change;  // the running value of the reference, not a fresh sum
    ++report.swaps;
    report.trace.push_back(report.loss);
    estimates.update(changed, move.slot, ctx);
  }
  return report;
}

}  // namespace fastpam

#endif
