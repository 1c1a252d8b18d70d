// Swap algorithms by name. R asks for this table, so help pages, errors and tests cannot drift.
#ifndef FASTPAM_SWAP_REGISTRY_HPP
#define FASTPAM_SWAP_REGISTRY_HPP

#include <vector>

#include "original.hpp"
#include "pam.hpp"

namespace fastpam {

template <class T>
struct Swap {
  const char* name;
  const char* summary;
  SwapReport (*run)(SearchState<T>&, const SwapOptions&, Context&);
};

template <class T>
const std::vector<Swap<T>>& swaps() {
  static const std::vector<Swap<T>> table = {
      {"pam", "best swap of all, exactly as the textbook, by incremental sums", &swap_pam<T>},
      {"original", "the textbook loop, k (n - k) sums of n terms per swap", &swap_original<T>},
  };
  return table;
}

}  // namespace fastpam

#endif
