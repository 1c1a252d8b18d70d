// The parameters of the kernels on packed bits, and their signature.
#ifndef FASTPAM_METRIC_KERNEL_BIT_KERNEL_HPP
#define FASTPAM_METRIC_KERNEL_BIT_KERNEL_HPP

#include <cstddef>
#include <cstdint>

#include "../../exec/simd/isa.hpp"

namespace fastpam {

/// The parameters of a kernel besides the bits.
struct BitParams {
  std::size_t words = 0;  ///< 64-bit words per object
  double p = 0;           ///< variables
};

/// Writes R x W dissimilarities to out[r * ld + w].
using BitBlock = void (*)(const std::uint64_t* rows, const std::uint64_t* panel,
                          const BitParams& params, const double* row_count,
                          const double* panel_count, double* out, std::size_t ld);

/// A kernel for several rows, one for a single row, and the shape of their data.
struct BitKernel {
  BitBlock many = nullptr;
  BitBlock one = nullptr;
  int rows = 1;   ///< R of `many`
  int width = 1;  ///< W of both
};

/// The kernels of a metric for each instruction set; `masked`: with missing values. Null where
/// there are none.
using BitKernels = PerIsa<BitKernel (*)(bool masked)>;

/// The kernel of a set.
inline BitKernel find_bit_kernel(const BitKernels& kernels, bool masked, Isa isa) {
  if (isa == Isa::avx512 && kernels.popcount != nullptr && detect_popcount())
    return kernels.popcount(masked);
  return kernels[isa](masked);
}

}  // namespace fastpam

#endif
