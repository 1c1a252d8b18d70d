// What a candidate gains by a block of objects, each between its nearest and second nearest medoid:
// estimates, in T and in no certain order. All terms are >= 0, so a sum is off by a share of
// itself.
#ifndef FASTPAM_SEARCH_BLOCK_GAINS_HPP
#define FASTPAM_SEARCH_BLOCK_GAINS_HPP

#include <cstddef>
#include <limits>

#include "../exec/simd/lanes.hpp"

namespace fastpam {

/// Objects of a block.
template <class T>
constexpr std::size_t block_gains_size = 192 / sizeof(T);

/// Sums over a block.
struct BlockGains {
  double whoever = 0;  ///< gained whichever medoid leaves
  double own = 0;      ///< gained besides if the objects' own medoid leaves
};

/// The share of a block's sum that its roundings may come to.
template <class T>
constexpr double block_gains_error = (block_gains_size<T> + 8) *
                                     static_cast<double>(std::numeric_limits<T>::epsilon());

}  // namespace fastpam

#define FASTPAM_STAMP "../../search/block_gains.inl"
#include "../exec/simd/stamp.inl"

namespace fastpam {

/// The gains of each object of a block.
template <class T>
void block_gains(const T* d, const T* dn, const T* ds, T* whoever, T* own, Isa isa) {
#if FASTPAM_X86_DISPATCH
  if (isa == Isa::avx512) return isa_avx512::block_gains(d, dn, ds, whoever, own);
  if (isa == Isa::avx2) return isa_avx2::block_gains(d, dn, ds, whoever, own);
#else
  (void)isa;
#endif
  return isa_plain::block_gains(d, dn, ds, whoever, own);
}

/// The gains of a block of objects of one slot.
template <class T>
BlockGains block_gain_sums(const T* d, const T* dn, const T* ds, Isa isa) {
#if FASTPAM_X86_DISPATCH
  if (isa == Isa::avx512) return isa_avx512::block_gain_sums(d, dn, ds);
  if (isa == Isa::avx2) return isa_avx2::block_gain_sums(d, dn, ds);
#else
  (void)isa;
#endif
  return isa_plain::block_gain_sums(d, dn, ds);
}

}  // namespace fastpam

#endif
