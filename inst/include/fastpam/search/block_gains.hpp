// Estimates of the gain of a candidate from a block of objects, summed in T and in any order. All
// terms are >= 0, so the relative error of a sum is bounded.
#ifndef FASTPAM_SEARCH_BLOCK_GAINS_HPP
#define FASTPAM_SEARCH_BLOCK_GAINS_HPP

#include <cstddef>
#include <limits>

#include "../exec/simd/lanes.hpp"

namespace fastpam {

/// The number of objects of a block.
template <class T>
constexpr std::size_t block_gains_size = 192 / sizeof(T);

/// Sums over a block.
struct BlockGains {
  double whoever = 0;  ///< gain that does not depend on which medoid leaves
  double own = 0;      ///< additional gain if the objects' own medoid leaves
};

/// The relative rounding error of a block's sum, at most.
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
