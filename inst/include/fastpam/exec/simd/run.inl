// A plain loop, inlined into a function of the set: stamped by exec/simd/dispatch.hpp.

template <class Kernel, class... Args>
FASTPAM_ISA_KERNEL inline void run(Args... args) {
  Kernel::run(args...);
}
