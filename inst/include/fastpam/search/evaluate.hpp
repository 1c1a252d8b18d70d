// The change of the total deviation if candidate h replaces the medoid of each slot.
//
// `exact_changes` sums in the order of the textbook loop (objects ascending, one accumulator per
// slot), so its numbers are those of cluster's pam.c to the last bit. The shared accumulator of
// Schubert & Rousseeuw 2021 gives all k slots in O(n): where d(o, h) < dn(o), the sum of every slot
// changes by the same term; elsewhere only the sum of the slot of o's own medoid changes.
#ifndef FASTPAM_SEARCH_EVALUATE_HPP
#define FASTPAM_SEARCH_EVALUATE_HPP

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "margin.hpp"
#include "near_scan.hpp"
#include "state.hpp"

namespace fastpam {

/// A swap and what it changes.
struct Move {
  double change = 0;     // change of the total deviation; negative is better
  Index slot = -1;       // the slot whose medoid leaves
  Index candidate = -1;  // the object that becomes a medoid; -1: none yet

  // Keeps the better move; this one if they are equal.
  void take_if_less(const Move& other) {
    if (other.candidate >= 0 && (candidate < 0 || other.change < change)) *this = other;
  }
};

// change[i] for all slots i, in reference order.
template <class T>
void exact_changes(const SearchState<T>& state, const T* row, std::vector<double>& change) {
  const std::size_t n = uz(state.n()), k = state.medoid.size();
  const double* weights = state.problem().weights;
  change.assign(k, 0.0);
  for (std::size_t o = 0; o < n; ++o) {
    const double d = static_cast<double>(row[o]), dn = static_cast<double>(state.dn[o]);
    if (d < dn) {
      const double term = weights == nullptr ? d - dn : product(d - dn, weights[o]);
      for (std::size_t i = 0; i < k; ++i) change[i] += term;
    } else {
      const double ds = static_cast<double>(state.ds[o]);
      const double term = (d < ds ? d : ds) - dn;
      change[uz(state.near[o])] += weights == nullptr ? term : product(term, weights[o]);
    }
  }
}

// The best slot for a candidate, ties to the medoid with the lowest object number. No move where
// no medoid may leave.
template <class T>
Move best_exact_move(const SearchState<T>& state, const T* row, Index candidate,
                     std::vector<double>& change) {
  exact_changes(state, row, change);
  Move best;
  for (Index i = 0; i < state.k(); ++i) {
    if (!state.may_leave(i)) continue;
    const double c = change[uz(i)];
    if (best.slot < 0 || c < best.change ||
        (c == best.change && state.medoid[uz(i)] < state.medoid[uz(best.slot)]))
      best = {c, i, candidate};
  }
  return best;
}

// FastPAM1's evaluation of candidates (Schubert & Rousseeuw 2021, algorithm 2): only objects nearer
// to the candidate than to their second medoid count. Holds the removal losses of the current state
// and scratch for each worker. The order of additions is that of cluster's pam.c (the candidate's
// own term first, the removal loss last), so that eager decisions between equals fall as they do
// there.
template <class T>
class FastEvaluator {
 public:
  // `eager`: candidates will be asked for by best_below().
  FastEvaluator(const SearchState<T>& state, const Context& ctx, const SkipOptions& skip = {},
                bool eager = false)
      : state_(state),
        scan_(state, ctx, skip, 64, eager),
        change_(static_cast<std::size_t>(ctx.workers())) {
    refresh();
  }

  // To be called after every swap.
  void refresh() {
    state_.removal_loss(loss_);
    scan_.refresh();
    if (state_.problem().rounded != nullptr) margin_ = search_margin(state_);
  }

  // The change for each slot. Different workers may call this at the same time.
  const std::vector<double>& all(Index candidate, int worker) {
    return sum(candidate, worker,
               [&](const auto& count) { scan_.visit(candidate, worker, count); });
  }

  Move best(Index candidate, int worker) { return least_of(all(candidate, worker), candidate); }

  // The least change as best() finds it, but for an error of search_margin() if the problem has
  // rounded dissimilarities.
  double least_change(Index candidate, int worker) {
    if (state_.problem().rounded == nullptr) return best(candidate, worker).change;
    const auto visit = [&](const auto& count) { scan_.visit_rounded(candidate, count); };
    return least_of(sum(candidate, worker, visit), candidate).change;
  }

  // The best move, if it may lower the total by more than `least` (a negative change); else any
  // move that does not. Estimates decide if they are cheaper and their error cannot matter. (Where
  // objects are skipped, these are sums in any order. All their terms have one sign, so the
  // relative error is bounded. Terms from floats have an absolute error, too: float_reach.hpp.)
  Move best_below(Index candidate, int worker, double least) {
    if (state_.problem().rounded != nullptr) {
      if (least_change(candidate, worker) - margin_ >= least) return {0, 0, candidate};
    } else if (scan_.skips() && estimate(candidate, worker) >= least) {
      return {0, 0, candidate};
    }
    return best(candidate, worker);
  }

 private:
  // The changes by a candidate, in the reference's order. `visit` calls its argument for the
  // objects nearer to the candidate than to their second medoid, ascending.
  template <class Visit>
  const std::vector<double>& sum(Index candidate, int worker, const Visit& visit) {
    std::vector<double>& change = change_[static_cast<std::size_t>(worker)];
    const Problem<T>& problem = state_.problem();
    change.assign(loss_.size(), 0.0);
    double shared = 0;
    const auto count = [&](Index o, double d) {
      const double dn = static_cast<double>(state_.dn[uz(o)]);
      const double ds = static_cast<double>(state_.ds[uz(o)]);
      const double w = problem.weight(o);
      double& own = change[uz(state_.near[uz(o)])];
      if (d < dn) {
        shared += product(w, d - dn);
        own += product(w, dn - ds);
      } else {
        own += product(w, d - ds);
      }
    };
    count(candidate, 0.0);
    visit([&](Index o, double d) {
      if (o != candidate) count(o, d);
    });
    for (std::size_t i = 0; i < change.size(); ++i) change[i] = change[i] + shared + loss_[i];
    return change;
  }

  Move least_of(const std::vector<double>& change, Index candidate) const {
    Move best{change[0], 0, candidate};
    for (Index i = 1; i < state_.k(); ++i)
      if (change[uz(i)] < best.change) best = {change[uz(i)], i, candidate};
    return best;
  }

  // A lower bound on all changes by the candidate: the least change, summed in any order, minus the
  // largest possible rounding error of this sum and of the exact one.
  double estimate(Index candidate, int worker) {
    std::vector<double>& gain = change_[static_cast<std::size_t>(worker)];
    gain.assign(loss_.size(), 0.0);
    double absolute = 0;
    const GainSums sums = scan_.add_gains(candidate, worker, gain, absolute);
    // Twice, because the exact sum has rounding errors, too.
    const double share = 4 * sums.relative;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < gain.size(); ++i) {
      const double gained = gain[i] + sums.whoever;
      if (std::isfinite(loss_[i]))
        least = std::min(least, loss_[i] - gained - share * (loss_[i] + gained + absolute));
    }
    return least - absolute;
  }

  const SearchState<T>& state_;
  NearScan<T> scan_;
  std::vector<double> loss_;
  std::vector<std::vector<double>> change_;
  double margin_ = 0;  // search_margin(), if there are rounded dissimilarities
};

// Makes a move and keeps it if the total, summed afresh, is lower. Otherwise the gain was rounding
// error: the move is undone and the result is false. Totals that only fall cannot run in circles.
// Evaluators must be refreshed in both cases, because an undone move may leave an object with
// another one of its equally near medoids.
template <class T>
bool swap_if_better(SearchState<T>& state, const Move& move, double& loss) {
  const Index leaving = state.medoid[uz(move.slot)];
  state.swap(move.slot, move.candidate);
  const double now = state.total_deviation();
  if (now < loss) {
    loss = now;
    return true;
  }
  state.swap(move.slot, leaving);
  return false;
}

}  // namespace fastpam

#endif
