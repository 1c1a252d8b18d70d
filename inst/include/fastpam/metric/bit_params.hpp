// What the kernels on packed bits need to know, and their signature.
#ifndef FASTPAM_METRIC_BIT_PARAMS_HPP
#define FASTPAM_METRIC_BIT_PARAMS_HPP

#include <cstddef>
#include <cstdint>

namespace fastpam {

enum class BitRule { jaccard, dice, hamming };

struct BitParams {
  std::size_t words = 0;  // 64-bit words per object
  double p = 0;           // variables
  BitRule rule = BitRule::jaccard;
};

// Writes R x W dissimilarities to out[r * ld + w].
using BitBlock = void (*)(const std::uint64_t* rows, const std::uint64_t* panel,
                          const BitParams& params, const double* row_count,
                          const double* panel_count, double* out, std::size_t ld);

struct BitKernel {
  BitBlock many = nullptr;
  BitBlock one = nullptr;
  int rows = 1;
  int width = 1;
};

}  // namespace fastpam

#endif
