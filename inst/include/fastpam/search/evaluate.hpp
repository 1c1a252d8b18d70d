// The change of the total deviation by swapping candidate h with the medoid of each slot.
//
// `exact_changes` sums in the order of the textbook loop (objects ascending, one accumulator per
// slot): its numbers are those of cluster's pam.c to the last bit, for all k slots in O(n) by the
// shared accumulator of Schubert & Rousseeuw 2021. Where d(o, h) < dn(o) every slot's sum moves by
// the same term; elsewhere only the slot of o's own medoid does.
#ifndef FASTPAM_SEARCH_EVALUATE_HPP
#define FASTPAM_SEARCH_EVALUATE_HPP

#include <vector>

#include "select.hpp"
#include "state.hpp"

namespace fastpam {

struct Move {
  double change = 0;     // of the total deviation; negative is better
  Index slot = -1;       // whose medoid leaves
  Index candidate = -1;  // who comes
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
      const double term = weights == nullptr ? d - dn : (d - dn) * weights[o];
      for (std::size_t i = 0; i < k; ++i) change[i] += term;
    } else {
      const double ds = static_cast<double>(state.ds[o]);
      const double term = (d < ds ? d : ds) - dn;
      change[uz(state.near[o])] += weights == nullptr ? term : term * weights[o];
    }
  }
}

// The best slot for a candidate, ties to the medoid with the lowest object number.
template <class T>
Move best_exact_move(const SearchState<T>& state, const T* row, Index candidate,
                     std::vector<double>& change) {
  exact_changes(state, row, change);
  Move best{change[0], 0, candidate};
  for (Index i = 1; i < state.k(); ++i) {
    const double c = change[uz(i)];
    if (c < best.change || (c == best.change && state.medoid[uz(i)] < state.medoid[uz(best.slot)]))
      best = {c, i, candidate};
  }
  return best;
}

// FastPAM1's evaluation: only objects nearer to the candidate than to their second medoid count.
// `slot_change` must hold the removal losses on entry, is scratch on exit.
template <class T>
Move best_fast_move(const SearchState<T>& state, const T* row, Index candidate,
                    std::vector<double>& slot_change, Isa isa) {
  const double* weights = state.problem().weights;
  double shared = 0;
  for_each_less(row, state.ds.data(), state.ds.size(), isa, [&](Index o) {
    const double d = static_cast<double>(row[o]);
    const double dn = static_cast<double>(state.dn[uz(o)]);
    const double ds = static_cast<double>(state.ds[uz(o)]);
    const double w = weights == nullptr ? 1.0 : weights[o];
    double& own = slot_change[uz(state.near[uz(o)])];
    if (d < dn) {
      shared += w * (d - dn);
      own += w * (dn - ds);
    } else {
      own += w * (d - ds);
    }
  });
  Move best{slot_change[0], 0, candidate};
  for (Index i = 1; i < state.k(); ++i)
    if (slot_change[uz(i)] < best.change) best = {slot_change[uz(i)], i, candidate};
  best.change += shared;
  return best;
}

}  // namespace fastpam

#endif
