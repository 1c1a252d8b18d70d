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
#include "../exec/simd.hpp"
#include "bit_params.hpp"
#include "dense_params.hpp"

#if FASTPAM_X86_DISPATCH
#include <immintrin.h>
#endif

#if defined(__GNUC__) || defined(__clang__)
#define FASTPAM_ALWAYS_INLINE inline __attribute__((always_inline))
#else
#define FASTPAM_ALWAYS_INLINE inline
#endif

#if defined(__GNUC__) || defined(__clang__)
#define FASTPAM_ISA_BYTES 16
#else
#define FASTPAM_ISA_BYTES 0
#endif
#define FASTPAM_ISA_INLINE FASTPAM_ALWAYS_INLINE
#define FASTPAM_ISA_KERNEL FASTPAM_NO_FMA
namespace fastpam {
namespace isa_plain {
// clang-format off
#include "lanes.inl"
#include "rules.inl"
#include "gower.inl"
#include "dense.inl"
#include "bits.inl"
// clang-format on
}  // namespace isa_plain
}  // namespace fastpam
#undef FASTPAM_ISA_BYTES
#undef FASTPAM_ISA_INLINE
#undef FASTPAM_ISA_KERNEL

#if FASTPAM_X86_DISPATCH
#define FASTPAM_ISA_BYTES 32
#define FASTPAM_ISA_INLINE FASTPAM_ALWAYS_INLINE __attribute__((target("avx2,fma")))
#define FASTPAM_ISA_KERNEL FASTPAM_NO_FMA __attribute__((target("avx2,fma")))
namespace fastpam {
namespace isa_avx2 {
// clang-format off
#include "lanes.inl"
#include "rules.inl"
#include "gower.inl"
#include "dense.inl"
#include "bits.inl"
// clang-format on
}  // namespace isa_avx2
}  // namespace fastpam
#undef FASTPAM_ISA_BYTES
#undef FASTPAM_ISA_INLINE
#undef FASTPAM_ISA_KERNEL

#define FASTPAM_ISA_BYTES 64
#define FASTPAM_ISA_INLINE \
  FASTPAM_ALWAYS_INLINE __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,fma")))
#define FASTPAM_ISA_KERNEL \
  FASTPAM_NO_FMA __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,fma")))
namespace fastpam {
namespace isa_avx512 {
// clang-format off
#include "lanes.inl"
#include "rules.inl"
#include "gower.inl"
#include "dense.inl"
#include "bits.inl"
// clang-format on
}  // namespace isa_avx512
}  // namespace fastpam
#undef FASTPAM_ISA_INLINE
#undef FASTPAM_ISA_KERNEL

// Bits alone: machines with AVX-512 that also count the bits of a lane in one instruction.
#define FASTPAM_ISA_POPCOUNT
#define FASTPAM_ISA_TARGET "avx512f,avx512dq,avx512bw,avx512vl,avx512vpopcntdq,fma"
#define FASTPAM_ISA_INLINE FASTPAM_ALWAYS_INLINE __attribute__((target(FASTPAM_ISA_TARGET)))
#define FASTPAM_ISA_KERNEL FASTPAM_NO_FMA __attribute__((target(FASTPAM_ISA_TARGET)))
namespace fastpam {
namespace isa_avx512_popcount {
// clang-format off
#include "lanes.inl"
#include "bits.inl"
// clang-format on
}  // namespace isa_avx512_popcount
}  // namespace fastpam
#undef FASTPAM_ISA_POPCOUNT
#undef FASTPAM_ISA_TARGET
#undef FASTPAM_ISA_BYTES
#undef FASTPAM_ISA_INLINE
#undef FASTPAM_ISA_KERNEL
#endif

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
    return __builtin_cpu_supports("avx512vpopcntdq") ? isa_avx512_popcount::find_bit_kernel(masked)
                                                     : isa_avx512::find_bit_kernel(masked);
  if (isa == Isa::avx2) return isa_avx2::find_bit_kernel(masked);
#endif
  (void)isa;
  return isa_plain::find_bit_kernel(masked);
}

}  // namespace fastpam

#endif
