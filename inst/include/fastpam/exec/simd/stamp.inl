// Includes the file named by FASTPAM_STAMP (seen from this folder) once for each instruction set.
// Defined while it is included:
//
//   FASTPAM_STAMPING     so that a file can hold kernels and, once, the code that uses them
//   FASTPAM_ISA_BYTES    of a vector; 0 for a compiler without vector extensions
//   FASTPAM_ISA_KERNEL   stands before a function that is called through a pointer
//   FASTPAM_ISA_INLINE   stands before a function that kernels call
//
// With FASTPAM_STAMP_POPCOUNT there is a fourth copy, for machines with AVX-512 that also count the
// bits of a lane in one instruction; FASTPAM_ISA_POPCOUNT is defined for it.
#define FASTPAM_STAMPING

#if defined(__GNUC__) || defined(__clang__)
#define FASTPAM_ISA_BYTES 16
#else
#define FASTPAM_ISA_BYTES 0
#endif
#define FASTPAM_ISA_INLINE FASTPAM_INLINE
#define FASTPAM_ISA_KERNEL FASTPAM_NO_FMA
namespace fastpam {
namespace isa_plain {
#include FASTPAM_STAMP
}  // namespace isa_plain
}  // namespace fastpam
#undef FASTPAM_ISA_BYTES
#undef FASTPAM_ISA_INLINE
#undef FASTPAM_ISA_KERNEL

#if FASTPAM_X86_DISPATCH
#define FASTPAM_ISA_BYTES 32
#define FASTPAM_ISA_INLINE FASTPAM_INLINE FASTPAM_AVX2
#define FASTPAM_ISA_KERNEL FASTPAM_NO_FMA FASTPAM_AVX2
namespace fastpam {
namespace isa_avx2 {
#include FASTPAM_STAMP
}  // namespace isa_avx2
}  // namespace fastpam
#undef FASTPAM_ISA_BYTES
#undef FASTPAM_ISA_INLINE
#undef FASTPAM_ISA_KERNEL

#define FASTPAM_ISA_BYTES 64
#define FASTPAM_ISA_INLINE FASTPAM_INLINE FASTPAM_AVX512
#define FASTPAM_ISA_KERNEL FASTPAM_NO_FMA FASTPAM_AVX512
namespace fastpam {
namespace isa_avx512 {
#include FASTPAM_STAMP
}  // namespace isa_avx512
}  // namespace fastpam
#undef FASTPAM_ISA_INLINE
#undef FASTPAM_ISA_KERNEL

#if defined(FASTPAM_STAMP_POPCOUNT)
#define FASTPAM_ISA_POPCOUNT
#define FASTPAM_ISA_INLINE FASTPAM_INLINE FASTPAM_POPCOUNT
#define FASTPAM_ISA_KERNEL FASTPAM_NO_FMA FASTPAM_POPCOUNT
namespace fastpam {
namespace isa_avx512_popcount {
#include FASTPAM_STAMP
}  // namespace isa_avx512_popcount
}  // namespace fastpam
#undef FASTPAM_ISA_POPCOUNT
#undef FASTPAM_ISA_INLINE
#undef FASTPAM_ISA_KERNEL
#endif
#undef FASTPAM_ISA_BYTES
#endif

#undef FASTPAM_STAMPING
#undef FASTPAM_STAMP_POPCOUNT
#undef FASTPAM_STAMP
