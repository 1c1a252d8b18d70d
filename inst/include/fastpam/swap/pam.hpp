// PAM's SWAP, exactly: the same swaps in the same order as the textbook loop, at the cost of
// reading about 3 n / k rows per swap. Where the sums for all (slot, candidate) pairs would take
// more memory than allowed, FastPAM1's pass takes their place: the same answer, n rows per swap.
// So it does where few objects may be medoids and rows are not stored: it reads the candidates'
// only.
#ifndef FASTPAM_SWAP_PAM_HPP
#define FASTPAM_SWAP_PAM_HPP

#include "../search/gain_table.hpp"
#include "../search/scan_estimates.hpp"
#include "best_swap.hpp"

namespace fastpam {

/// PAM: makes the best of all swaps until none improves, by incremental sums.
template <class T>
SwapReport swap_pam(SearchState<T>& state, const SwapOptions& options, Context& ctx) {
  const Problem<T>& problem = state.problem();
  const bool fits =
      GainTable<T>::bytes(GainTable<T>::columns_of(problem), state.k()) <= options.table_bytes;
  const bool stored = problem.rectangle != nullptr || problem.source.square() != nullptr;
  const bool few =
      !stored && problem.candidates != nullptr && 2 * count_eligible(problem) < uz(problem.n());
  return fits && !few ? swap_best<GainTable<T>>(state, options, ctx)
                      : swap_best<ScanEstimates<T>>(state, options, ctx);
}

}  // namespace fastpam

#endif
