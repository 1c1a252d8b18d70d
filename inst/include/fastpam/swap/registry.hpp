// Swap algorithms by name. Help pages, errors and tests of R read this table.
#ifndef FASTPAM_SWAP_REGISTRY_HPP
#define FASTPAM_SWAP_REGISTRY_HPP

#include <vector>

#include "alternating.hpp"
#include "dynmsc.hpp"
#include "fastermsc.hpp"
#include "fasterpam.hpp"
#include "fastpam1.hpp"
#include "fastpam2.hpp"
#include "original.hpp"
#include "pam.hpp"

namespace fastpam {

/// A swap phase: its name, what it does, and its function.
template <class T>
struct Swap {
  const char* name;
  const char* summary;
  bool medoid_silhouette;  // lowers the sum of d1 / d2, not the total deviation; needs k >= 2
  bool chooses_k;          // may end with fewer medoids
  bool eager;              // makes many swaps, each without a pass over all candidates
  bool estimates;          // reads rounded dissimilarities, if the problem has them
  SwapReport (*run)(SearchState<T>&, const SwapOptions&, Context&);
};

/// All swap phases.
template <class T>
const std::vector<Swap<T>>& swaps() {
  static const std::vector<Swap<T>> table = {
      {"pam", "best swap of all, exactly as the textbook, by incremental sums", false, false, false,
       true, &swap_pam<T>},
      {"fastpam1", "best swap of all, one pass over the candidates per swap", false, false, false,
       true, &swap_fastpam1<T>},
      {"fastpam2", "the best swap of each medoid, up to k swaps per pass", false, false, false,
       false, &swap_fastpam2<T>},
      {"fasterpam", "every swap that improves, as soon as it is found", false, false, true, true,
       &swap_fasterpam<T>},
      {"alternating", "k-means style: assign, then the best medoid inside each cluster", false,
       false, false, false, &swap_alternating<T>},
      {"original", "the textbook loop, k (n - k) sums of n terms per swap", false, false, false,
       false, &swap_original<T>},
      {"fastermsc", "eager swaps for the best average medoid silhouette", true, false, false, false,
       &swap_fastermsc<T>},
      {"dynmsc", "the same for every k from the given one down to 2; the best k is kept", true,
       true, false, false, &swap_dynmsc<T>},
  };
  return table;
}

}  // namespace fastpam

#endif
