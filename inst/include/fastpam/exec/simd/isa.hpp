// The sets of vector instructions that kernels are compiled for, and which one this machine has.
//
// CRAN builds with plain -O2 and no -march, so a kernel that gains from wide vectors is compiled
// several times, each time with the target as an attribute on the function, and one of the copies
// is chosen at run time. Nothing compiled for a wide set can leak into code that runs elsewhere.
//
// There is one mechanism, the stamp: exec/simd/stamp.inl includes a file of kernels once for each
// set, in the namespaces isa_plain, isa_avx2 and isa_avx512. A kernel is written in one of two
// ways:
//
//   plain loops        a struct with a static, always inlined run() over raw pointers, next to the
//                      algorithm that needs it, called by dispatch<Kernel>(isa, ...) of
//                      exec/simd/dispatch.hpp. The compiler makes the vectors. Begin with this way:
//                      it needs only two macros, and any compiler can build it.
//   explicit vectors   a file of its own, stamped, that says which lanes hold what (types and
//                      functions of exec/simd/lanes.inl, or intrinsics). Needed where accumulators
//                      must stay in registers over a whole loop (metric/) or where the machine has
//                      an instruction that no loop is turned into (the masks of search/select.hpp,
//                      counted bits). It can't be done by dispatch<>: compilers cut a vector type
//                      to the width of the function it is written in before they inline it, and
//                      refuse intrinsics there, so the text itself must stand in a function of the
//                      instruction set.
//
// All sets give the same bits. No sum is reordered, and no multiply and add are contracted: kernels
// carry FASTPAM_ISA_KERNEL and open with FASTPAM_FP_CONTRACT_OFF. Nothing from the standard library
// may be called inside: its templates would be compiled for the wide machine and then be merged by
// the linker into code that runs on any.
#ifndef FASTPAM_EXEC_SIMD_ISA_HPP
#define FASTPAM_EXEC_SIMD_ISA_HPP

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define FASTPAM_X86_DISPATCH 1
#include <immintrin.h>
#else
#define FASTPAM_X86_DISPATCH 0
#endif

#if defined(__GNUC__) || defined(__clang__)
#define FASTPAM_INLINE inline __attribute__((always_inline))
#else
#define FASTPAM_INLINE inline
#endif

#if defined(__clang__)
#define FASTPAM_NO_FMA
#define FASTPAM_FP_CONTRACT_OFF _Pragma("clang fp contract(off)")
#elif defined(__GNUC__)
#define FASTPAM_NO_FMA __attribute__((optimize("O3", "fp-contract=off")))
#define FASTPAM_FP_CONTRACT_OFF
#else
#define FASTPAM_NO_FMA
#define FASTPAM_FP_CONTRACT_OFF
#endif

#define FASTPAM_AVX2 __attribute__((target("avx2,fma")))
#define FASTPAM_AVX512 __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,fma")))
#define FASTPAM_POPCOUNT \
  __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx512vpopcntdq,fma")))

namespace fastpam {

/// The sets, from the narrowest to the widest.
enum class Isa { plain = 0, avx2 = 1, avx512 = 2 };

/// The widest set that this machine has.
inline Isa detect_isa() {
#if FASTPAM_X86_DISPATCH
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    return Isa::avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return Isa::avx2;
#endif
  return Isa::plain;
}

/// Whether Isa::avx512 can also count the bits of a lane in one instruction.
inline bool detect_popcount() {
#if FASTPAM_X86_DISPATCH
  return __builtin_cpu_supports("avx512vpopcntdq") != 0;
#else
  return false;
#endif
}

/// One value for each set, for instance a kernel.
template <class F>
struct PerIsa {
  F plain{};
  F avx2{};
  F avx512{};
  F popcount{};  ///< for Isa::avx512 if detect_popcount(); usually empty
  F operator[](Isa isa) const {
    return isa == Isa::avx512 ? avx512 : isa == Isa::avx2 ? avx2 : plain;
  }
};

}  // namespace fastpam

// FASTPAM_EACH_ISA(name) is a PerIsa of the copies of a stamped function; the other one is for what
// was stamped with FASTPAM_STAMP_POPCOUNT.
#define FASTPAM_PER_ISA(...) ::fastpam::PerIsa<decltype(&::fastpam::isa_plain::__VA_ARGS__)>
#if FASTPAM_X86_DISPATCH
#define FASTPAM_EACH_ISA(...)                                              \
  FASTPAM_PER_ISA(__VA_ARGS__) {                                           \
    &::fastpam::isa_plain::__VA_ARGS__, &::fastpam::isa_avx2::__VA_ARGS__, \
        &::fastpam::isa_avx512::__VA_ARGS__, nullptr                       \
  }
#define FASTPAM_EACH_ISA_POPCOUNT(...)                                                    \
  FASTPAM_PER_ISA(__VA_ARGS__) {                                                          \
    &::fastpam::isa_plain::__VA_ARGS__, &::fastpam::isa_avx2::__VA_ARGS__,                \
        &::fastpam::isa_avx512::__VA_ARGS__, &::fastpam::isa_avx512_popcount::__VA_ARGS__ \
  }
#else
#define FASTPAM_EACH_ISA(...) \
  FASTPAM_PER_ISA(__VA_ARGS__) { &::fastpam::isa_plain::__VA_ARGS__, nullptr, nullptr, nullptr }
#define FASTPAM_EACH_ISA_POPCOUNT(...) FASTPAM_EACH_ISA(__VA_ARGS__)
#endif

#endif
