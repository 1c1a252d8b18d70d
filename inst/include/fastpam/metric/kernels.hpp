// Stamps the block kernels once per instruction set and picks one at run time.
//
// The .inl files are included into a namespace per set, with the target as an attribute on each
// function: no compiler flag is needed, and nothing compiled for a wider set can leak into code
// that runs elsewhere.
#ifndef FASTPAM_METRIC_KERNELS_HPP
#define FASTPAM_METRIC_KERNELS_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

#include "../base/error.hpp"
#include "../exec/simd/lanes.hpp"
#include "bit_params.hpp"
#include "dense_params.hpp"

#define FASTPAM_STAMP "../../metric/rules.inl"
#include "../exec/simd/stamp.inl"
#define FASTPAM_STAMP "../../metric/gower.inl"
#include "../exec/simd/stamp.inl"
#define FASTPAM_STAMP "../../metric/dense.inl"
#include "../exec/simd/stamp.inl"
#define FASTPAM_STAMP "../../metric/bits.inl"
#define FASTPAM_STAMP_POPCOUNT
#include "../exec/simd/stamp.inl"

namespace fastpam {

template <class T>
DenseKernel<T> find_dense_kernel(Rule rule, bool masked, Isa isa) {
#if FASTPAM_X86_DISPATCH
  if (isa == Isa::avx512) return isa_avx512::find_dense_kernel<T>(rule, masked);
  if (isa == Isa::avx2) return isa_avx2::find_dense_kernel<T>(rule, masked);
#endif
  (void)isa;
  return isa_plain::find_dense_kernel<T>(rule, masked);
}

inline BitKernel find_bit_kernel(bool masked, Isa isa) {
#if FASTPAM_X86_DISPATCH
  if (isa == Isa::avx512)
    return detect_popcount() ? isa_avx512_popcount::find_bit_kernel(masked)
                             : isa_avx512::find_bit_kernel(masked);
  if (isa == Isa::avx2) return isa_avx2::find_bit_kernel(masked);
#endif
  (void)isa;
  return isa_plain::find_bit_kernel(masked);
}

}  // namespace fastpam

#endif
