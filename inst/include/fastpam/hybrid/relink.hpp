// Path relinking: solutions between two good ones (Resende & Werneck 2004, section 3.4).
//
// The medoids of one solution that the other does not have are exchanged for those that only the
// other has, always by the best exchange. The search goes on from the best solution on the path
// that is no worse than its neighbours on the path, or from the middle of the path if there is
// none.
#ifndef FASTPAM_HYBRID_RELINK_HPP
#define FASTPAM_HYBRID_RELINK_HPP

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <vector>

#include "../search/evaluate.hpp"
#include "elite.hpp"

namespace fastpam {
namespace relink_detail {

// Finds the next exchange: a medoid in `leaving` for one in `coming`. Only the few that looked best
// when they were last evaluated are evaluated again. Returns a position in `coming`.
template <class T>
Move next_exchange(const SearchState<T>& state, FastEvaluator<T>& evaluator,
                   const std::vector<char>& leaving, std::vector<Move>& coming, std::size_t& at,
                   Context& ctx) {
  constexpr std::size_t few = 8;
  std::sort(coming.begin(), coming.end(), [](const Move& a, const Move& b) {
    return a.change < b.change || (a.change == b.change && a.candidate < b.candidate);
  });
  Move best;
  for (std::size_t c = 0; c < coming.size(); ++c) {
    // No one is skipped in the first round, where all have the same value.
    if (c >= few && coming[c].slot >= 0) break;
    const std::vector<double>& change = evaluator.all(coming[c].candidate, 0);
    ++ctx.count.rows_read;
    ++ctx.count.evaluations;
    Move mine{std::numeric_limits<double>::infinity(), -1, coming[c].candidate};
    for (std::size_t s = 0; s < change.size(); ++s)
      if (leaving[uz(state.medoid[s])] != 0 && (mine.slot < 0 || change[s] < mine.change))
        mine = {change[s], static_cast<Index>(s), coming[c].candidate};
    coming[c] = mine;
    if (best.candidate < 0 || mine.change < best.change) {
      best = mine;
      at = c;
    }
  }
  ctx.monitor.tick();
  return best;
}

}  // namespace relink_detail

/// The medoids on the path from `a` to `b` from which a search goes on; none if the two differ by
/// less than two.
template <class T>
std::vector<Index> relink(const Problem<T>& problem, const Solution& a, const Solution& b,
                          Context& ctx) {
  std::vector<Index> only_a, only_b;
  std::set_difference(a.medoids.begin(), a.medoids.end(), b.medoids.begin(), b.medoids.end(),
                      std::back_inserter(only_a));
  std::set_difference(b.medoids.begin(), b.medoids.end(), a.medoids.begin(), a.medoids.end(),
                      std::back_inserter(only_b));
  if (only_a.size() < 2) return {};
  std::vector<char> leaving(uz(problem.n()), 0);
  for (const Index o : only_a) leaving[uz(o)] = 1;
  std::vector<Move> coming;
  for (const Index o : only_b) coming.push_back({0, -1, o});

  SearchState<T> state(problem, a.medoids, ctx);
  FastEvaluator<T> evaluator(state, ctx);
  const std::size_t steps = only_a.size() - 1;  // the last one would be b
  std::vector<double> loss{a.loss};
  std::vector<Index> middle, best, before;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t step = 1; step <= steps; ++step) {
    std::size_t at = 0;
    const Move move = relink_detail::next_exchange(state, evaluator, leaving, coming, at, ctx);
    coming.erase(coming.begin() + static_cast<std::ptrdiff_t>(at));
    before = state.medoid;
    state.swap(move.slot, move.candidate);
    evaluator.refresh();
    loss.push_back(state.total_deviation());
    if (step == (steps + 1) / 2) middle = state.medoid;
    // Now it is known whether the step before was no worse than both its neighbours.
    const bool dip = step >= 2 && loss[step - 1] <= loss[step] && loss[step - 1] <= loss[step - 2];
    if (dip && loss[step - 1] < least) {
      least = loss[step - 1];
      best = before;
    }
  }
  const bool dip = loss[steps] <= b.loss && loss[steps] <= loss[steps - 1];
  if (dip && loss[steps] < least) best = state.medoid;
  return best.empty() ? middle : best;
}

}  // namespace fastpam

#endif
