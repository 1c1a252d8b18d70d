// PAM's SWAP, exactly: the same swaps in the same order as the textbook loop, but it reads only
// about 3 n / k rows per swap. If the sums for all (slot, candidate) pairs would need more memory
// than allowed, the pass of FastPAM1 is used instead, which gives the same result and reads n rows
// per swap. It is also used if few objects may be medoids and rows are not stored, because it reads
// only the rows of the candidates.
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
  const bool stored = problem.rectangle != nullptr || problem.rounded != nullptr ||
                      problem.source.square() != nullptr;
  const bool few =
      !stored && problem.candidates != nullptr && 2 * count_eligible(problem) < uz(problem.n());
  return fits && !few ? swap_best<GainTable<T>>(state, options, ctx)
                      : swap_best<ScanEstimates<T>>(state, options, ctx);
}

}  // namespace fastpam

#endif
