// PAM's SWAP, exactly: the same swaps in the same order as the textbook loop, at the cost of
// reading about 3 n / k rows per swap.
//
// The table only *shortlists*: each candidate whose estimate lies within the proven rounding margin
// of the best is evaluated afresh in the reference's order, and the reference's tie rules choose:
// candidates ascending, then medoids by object number, first of equals wins. The search ends when
// the exact best gains no more than rounding noise. Where everything ties (all dissimilarities
// equal), the shortlist is at most the n candidates, each in O(n) for all slots at once: one
// FastPAM1 pass.
#ifndef FASTPAM_SWAP_PAM_HPP
#define FASTPAM_SWAP_PAM_HPP

#include <algorithm>
#include <limits>
#include <memory>
#include <vector>

#include "../search/evaluate.hpp"
#include "../search/gain_table.hpp"
#include "report.hpp"

namespace fastpam {

// The best of some candidates (ascending) by exact evaluation; deterministic for any thread count.
template <class T>
Move best_of(const SearchState<T>& state, const std::vector<Index>& candidates, Context& ctx) {
  constexpr std::size_t block = 8;
  const std::size_t blocks = (candidates.size() + block - 1) / block;
  std::vector<Move> found(blocks);
  ctx.run(blocks, [&](std::size_t b, int) {
    std::vector<double> change;
    std::vector<T> buffer(state.problem().source.square() == nullptr ? uz(state.n()) : 0);
    Move best;
    for (std::size_t a = b * block; a < std::min(candidates.size(), (b + 1) * block); ++a) {
      const T* row = state.problem().source.row(candidates[a], buffer.data());
      const Move move = best_exact_move(state, row, candidates[a], change);
      if (best.candidate < 0 || move.change < best.change) best = move;
    }
    found[b] = best;
  });
  Move best;
  for (const Move& move : found)
    if (best.candidate < 0 || move.change < best.change) best = move;
  ctx.count.rows_read += candidates.size();
  ctx.count.evaluations += candidates.size();
  return best;
}

// The exact best move of the whole neighbourhood, without a table: every candidate in O(n).
template <class T>
Move best_of_all(const SearchState<T>& state, Context& ctx) {
  std::vector<Index> candidates;
  for (Index j = 0; j < state.n(); ++j)
    if (state.may_enter(j)) candidates.push_back(j);
  return best_of(state, candidates, ctx);
}

namespace pam_detail {

// Candidates that may be the reference's choice, or none if no swap can improve.
template <class T>
std::vector<Index> shortlist(const SearchState<T>& state, const GainTable<T>& table, double bound) {
  double best = std::numeric_limits<double>::infinity();
  for (Index j = 0; j < state.n(); ++j)
    if (state.may_enter(j)) best = std::min(best, table.estimate(j));
  std::vector<Index> list;
  const double margin = table.margin();
  if (best - margin >= bound) return list;
  for (Index j = 0; j < state.n(); ++j)
    if (state.may_enter(j) && table.estimate(j) <= best + 2 * margin) list.push_back(j);
  return list;
}

}  // namespace pam_detail

template <class T>
SwapReport swap_pam(SearchState<T>& state, const SwapOptions& options, Context& ctx) {
  SwapReport report;
  report.loss = state.total_deviation();
  const bool with_table = GainTable<T>::bytes(state.n(), state.k()) <= options.table_bytes;
  std::unique_ptr<GainTable<T>> table;
  if (with_table && options.max_iter > 0) table.reset(new GainTable<T>(state, ctx));
  std::vector<typename GainTable<T>::Changed> changed;

  while (report.iterations < options.max_iter) {
    ++report.iterations;
    ctx.monitor.progress("swap", report.swaps, 0);
    ctx.monitor.tick();
    const double bound = least_gain(report.loss);
    Move move;
    if (with_table) {
      const std::vector<Index> list = pam_detail::shortlist(state, *table, bound);
      if (!list.empty()) move = best_of(state, list, ctx);
    } else {
      move = best_of_all(state, ctx);
    }
    if (move.candidate < 0 || !(move.change < bound)) {
      report.converged = true;
      break;
    }
    changed.clear();
    state.swap(move.slot, move.candidate,
               [&](Index o, const typename SearchState<T>::Place& before) {
                 changed.push_back({o, before});
               });
    report.loss += move.change;  // the running value of the reference, not a fresh sum
    ++report.swaps;
    report.trace.push_back(report.loss);
    if (with_table) {
      if (table->worn())
        table->rebuild(ctx);
      else
        table->update(changed, move.slot, ctx);
    }
  }
  return report;
}

}  // namespace fastpam

#endif
