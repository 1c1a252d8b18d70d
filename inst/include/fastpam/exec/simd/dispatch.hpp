// Kernels that are plain loops, compiled for each instruction set: exec/simd/isa.hpp says when.
#ifndef FASTPAM_EXEC_SIMD_DISPATCH_HPP
#define FASTPAM_EXEC_SIMD_DISPATCH_HPP

#include "isa.hpp"

#define FASTPAM_STAMP "run.inl"
#include "stamp.inl"

namespace fastpam {

/// Kernel::run(args...), compiled for the set `isa`. Arguments are passed by value.
template <class Kernel, class... Args>
inline void dispatch(Isa isa, Args... args) {
#if FASTPAM_X86_DISPATCH
  if (isa == Isa::avx512) return isa_avx512::run<Kernel, Args...>(args...);
  if (isa == Isa::avx2) return isa_avx2::run<Kernel, Args...>(args...);
#else
  (void)isa;
#endif
  return isa_plain::run<Kernel, Args...>(args...);
}

}  // namespace fastpam

#endif
