// Which vector instructions the kernels may use, decided at run time.
//
// CRAN builds with plain -O2 and no -march. Kernels that gain from wider vectors are written once
// against GCC's vector extensions or as plain loops, and stamped out per instruction set with
// FASTPAM_TARGET_*. All paths give the same bits: they never reorder a sum and never contract a
// multiply and an add (FASTPAM_NO_FMA).
#ifndef FASTPAM_EXEC_SIMD_HPP
#define FASTPAM_EXEC_SIMD_HPP

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define FASTPAM_X86_DISPATCH 1
#else
#define FASTPAM_X86_DISPATCH 0
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

namespace fastpam {

enum class Isa { plain = 0, avx2 = 1, avx512 = 2 };

// The widest set this machine has.
inline Isa detect_isa() {
#if FASTPAM_X86_DISPATCH
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    return Isa::avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt")) return Isa::avx2;
#endif
  return Isa::plain;
}

}  // namespace fastpam

#endif
