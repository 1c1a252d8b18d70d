// Which vector instructions the kernels may use, decided at run time.
//
// CRAN builds with plain -O2 and no -march. A kernel is a struct with a static, always inlined
// `run(...)` over raw pointers, written once; `dispatch<Kernel>(isa, ...)` has it compiled for each
// instruction set. All paths give the same bits: they never reorder a sum and never contract a
// multiply and an add (each run() opens with FASTPAM_FP_CONTRACT_OFF). Nothing from the standard
// library may be called inside: its templates would be compiled for the wide machine and then be
// merged by the linker into code that runs on any.
#ifndef FASTPAM_EXEC_SIMD_HPP
#define FASTPAM_EXEC_SIMD_HPP

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define FASTPAM_X86_DISPATCH 1
#else
#define FASTPAM_X86_DISPATCH 0
#endif

#define FASTPAM_INLINE inline __attribute__((always_inline))

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
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return Isa::avx2;
#endif
  return Isa::plain;
}

namespace simd_detail {

template <class Kernel, class... Args>
FASTPAM_NO_FMA inline void run_plain(Args... args) {
  Kernel::run(args...);
}
#if FASTPAM_X86_DISPATCH
template <class Kernel, class... Args>
FASTPAM_NO_FMA __attribute__((target("avx2"))) inline void run_avx2(Args... args) {
  Kernel::run(args...);
}
template <class Kernel, class... Args>
FASTPAM_NO_FMA __attribute__((target("avx512f,avx512dq,avx512vl"))) inline void run_avx512(
    Args... args) {
  Kernel::run(args...);
}
#endif

}  // namespace simd_detail

template <class Kernel, class... Args>
inline void dispatch(Isa isa, Args... args) {
#if FASTPAM_X86_DISPATCH
  if (isa == Isa::avx512) return simd_detail::run_avx512<Kernel, Args...>(args...);
  if (isa == Isa::avx2) return simd_detail::run_avx2<Kernel, Args...>(args...);
#else
  (void)isa;
#endif
  return simd_detail::run_plain<Kernel, Args...>(args...);
}

}  // namespace fastpam

#endif
