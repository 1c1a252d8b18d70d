// FastPAM1 (Schubert & Rousseeuw 2019, in the form of 2021): one pass over the candidates evaluates
// each against all k medoids together. The best of all swaps is made, and this is repeated until
// none improves: O(n^2) per swap. The swaps are those of PAM, also with exact ties, because exact
// sums decide among the near-best.
#ifndef FASTPAM_SWAP_FASTPAM1_HPP
#define FASTPAM_SWAP_FASTPAM1_HPP

#include "../search/scan_estimates.hpp"
#include "best_swap.hpp"

namespace fastpam {

/// FastPAM1: the swaps of PAM, each found by one pass over all candidates.
template <class T>
SwapReport swap_fastpam1(SearchState<T>& state, const SwapOptions& options, Context& ctx) {
  return swap_best<ScanEstimates<T>>(state, options, ctx);
}

}  // namespace fastpam

#endif
