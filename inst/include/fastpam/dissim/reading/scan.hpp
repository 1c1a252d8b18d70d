// One pass over stored dissimilarities that finds the first invalid value.
//
// A source promises finite, non-negative, symmetric values with a zero diagonal. Here this is
// checked for values that a user gave. The pass runs at the speed of reading memory.
#ifndef FASTPAM_DISSIM_READING_SCAN_HPP
#define FASTPAM_DISSIM_READING_SCAN_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "../../base/types.hpp"
#include "../../exec/context.hpp"

namespace fastpam {

enum class Flaw { none, missing, negative, infinite, asymmetric, diagonal };

/// The result of a scan: a flaw and its position, or the largest value.
struct Finding {
  Flaw flaw = Flaw::none;
  std::size_t position = 0;  // in the values as stored
  double max = 0;            // if there is no flaw
};

/// The flaw of a single dissimilarity.
inline Flaw judge(double d) {
  if (d != d) return Flaw::missing;
  if (d < 0) return Flaw::negative;
  return d > std::numeric_limits<double>::max() ? Flaw::infinite : Flaw::none;
}

// m values in storage order.
inline Finding scan_values(const double* values, std::size_t m, Context& ctx) {
  constexpr std::size_t chunk = std::size_t{1} << 18;
  constexpr double largest = std::numeric_limits<double>::max();
  const std::size_t blocks = (m + chunk - 1) / chunk;
  std::vector<Finding> found(blocks);
  ctx.run(blocks, [&](std::size_t b, int) {
    const std::size_t end = std::min(m, (b + 1) * chunk);
    bool fine = true;
    double max = 0;
    for (std::size_t k = b * chunk; k < end; ++k) {
      const double d = values[k];
      fine &= (d >= 0) & (d <= largest);  // false for NaN
      max = d > max ? d : max;
    }
    found[b].max = max;
    for (std::size_t k = b * chunk; !fine && k < end; ++k) {
      found[b].flaw = judge(values[k]);
      found[b].position = k;
      fine = found[b].flaw != Flaw::none;
    }
  });
  Finding all;
  for (const Finding& f : found) {
    if (f.flaw != Flaw::none) return f;
    all.max = std::max(all.max, f.max);
  }
  return all;
}

// Checks a full n x n matrix: values, diagonal, symmetry, in that order. It is read in squares of
// 32, so that both halves are read by cache lines. Symmetry must be exact, because otherwise it is
// unclear which half is right.
inline Finding scan_square(const double* values, Index n, Context& ctx) {
  const std::size_t m = uz(n);
  Finding all = scan_values(values, checked_product(m, m), ctx);
  if (all.flaw != Flaw::none) return all;
  for (std::size_t i = 0; i < m; ++i)
    if (values[i * m + i] != 0) return {Flaw::diagonal, i * m + i, 0};
  constexpr std::size_t side = 32;
  const std::size_t blocks = (m + side - 1) / side;
  std::vector<Finding> found(blocks);
  ctx.run(blocks, [&](std::size_t b, int) {
    for (std::size_t a = 0; a <= b; ++a)
      for (std::size_t c = a * side; c < std::min(m, (a + 1) * side); ++c)
        for (std::size_t r = std::max(b * side, c + 1); r < std::min(m, (b + 1) * side); ++r)
          if (values[c * m + r] != values[r * m + c]) {
            found[b] = {Flaw::asymmetric, c * m + r, 0};
            return;
          }
  });
  for (const Finding& f : found)
    if (f.flaw != Flaw::none) return f;
  return all;
}

}  // namespace fastpam

#endif
