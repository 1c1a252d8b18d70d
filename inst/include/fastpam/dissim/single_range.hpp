// The range of single precision.
//
// Floats have 24 bits of precision between about 1.2e-38 and 3.4e38. Larger dissimilarities become
// infinite. Smaller ones lose digits and finally become 0, so that all medoids look equally good.
// Only the largest dissimilarity is checked: compared with it, rounding the others to a multiple of
// 1.4e-45 does not matter.
#ifndef FASTPAM_DISSIM_SINGLE_RANGE_HPP
#define FASTPAM_DISSIM_SINGLE_RANGE_HPP

#include <cstdio>
#include <limits>

#include "../base/error.hpp"

namespace fastpam {

/// The error that the largest dissimilarity does not fit a float.
[[noreturn]] inline void outside_single_range(double largest) {
  char text[120];
  std::snprintf(text, sizeof text,
                "the largest dissimilarity is %.3g, and single precision reaches from 1.2e-38 to "
                "3.4e38",
                largest);
  throw Error(ErrorCode::single_range, text, {largest});
}

/// Throws if the largest of all dissimilarities does not fit into a float; 0 fits.
inline void check_single_range(double largest) {
  const bool small = largest > 0 && largest < double{std::numeric_limits<float>::min()};
  if (small || !(largest <= double{std::numeric_limits<float>::max()}))
    outside_single_range(largest);
}

}  // namespace fastpam

#endif
