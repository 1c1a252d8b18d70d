// The dissimilarities of a source as a square of floats, for searches that decide in double.
//
// Estimates read the floats, at half the memory and twice the speed of doubles. The error by
// rounding is bounded, so what an estimate leaves in doubt is computed again from the source
// itself. Results are those without estimates, to the last bit.
#ifndef FASTPAM_DISSIM_STORED_ROUNDED_HPP
#define FASTPAM_DISSIM_STORED_ROUNDED_HPP

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <vector>

#include "../../base/memory.hpp"
#include "../../exec/context.hpp"
#include "../source.hpp"

namespace fastpam {

/// An n x n square of floats next to a source of doubles. A float f and its value d differ by at
/// most unit * d + smallest. The source should read single pairs fast (Source::between()).
class RoundedSquare {
 public:
  static constexpr double unit = 5.9604644775390625e-8;         ///< 2^-24
  static constexpr double smallest = 7.006492321624085355e-46;  ///< 2^-150

  /// Whether values up to this one fit floats and are not so small that all of them lose digits.
  static bool fits(double max) {
    return max <= double{std::numeric_limits<float>::max()} && max >= 1e-30;
  }

  /// A float above each float that a number below x, x >= 0, is rounded to.
  static float above(double x) {
    if (!(x < double{std::numeric_limits<float>::max()}))
      return std::numeric_limits<float>::infinity();
    const float rounded = static_cast<float>(x);
    std::uint32_t bits;
    std::memcpy(&bits, &rounded, sizeof bits);
    ++bits;  // the next float
    float next;
    std::memcpy(&next, &bits, sizeof next);
    return next;
  }

  /// The error of the sum of min(w d, w bound) over objects, by rounding each d alone: `total` is
  /// this sum or more, `weight` the sum of the weights w.
  static double error(double total, double weight) {
    return 1.0001 * unit * total + 2 * smallest * weight;
  }

  /// Copies the values of a source.
  RoundedSquare(const Source<double>& source, Context& ctx)
      : n_(uz(source.size())), values_(checked_product(n_, n_)) {
    const std::size_t blocks = (n_ + side - 1) / side;
    ctx.monitor.progress("dissimilarities", 0, blocks);
    ctx.run(blocks, [&](std::size_t b, int) {
      const std::size_t r0 = b * side, r1 = std::min(n_, r0 + side);
      double tile[side * side];
      for (std::size_t c0 = r0; c0 < n_; c0 += side) {
        const std::size_t c1 = std::min(n_, c0 + side);
        source.tile(static_cast<Index>(r0), static_cast<Index>(r1), static_cast<Index>(c0),
                    static_cast<Index>(c1), tile, side);
        store(tile, r0, r1, c0, c1);
      }
    });
  }

  Index size() const { return static_cast<Index>(n_); }
  const float* values() const { return values_.get(); }
  const float* row(Index j) const { return values_.get() + uz(j) * n_; }

 private:
  static constexpr std::size_t side = 64;  // of a tile in the cache

  // Writes a tile right of the diagonal, and its mirror image below.
  void store(const double* tile, std::size_t r0, std::size_t r1, std::size_t c0, std::size_t c1) {
    float turned[side][side];
    const std::size_t height = r1 - r0, width = c1 - c0;
    for (std::size_t r = 0; r < height; ++r) {
      const double* const from = tile + r * side;
      float* const to = values_.get() + (r0 + r) * n_ + c0;
      for (std::size_t c = 0; c < width; ++c) to[c] = static_cast<float>(from[c]);
      for (std::size_t c = 0; c < width; ++c) turned[c][r] = to[c];
    }
    if (c0 == r0) return;  // symmetric
    for (std::size_t c = 0; c < width; ++c)
      std::copy_n(turned[c], height, values_.get() + (c0 + c) * n_ + r0);
  }

  const std::size_t n_;
  LargeArray<float> values_;
};

/// What the values of a row are compared with instead of a number, to find all below it. Among
/// floats there may be some more: those of numbers not less.
template <class T>
T threshold_in(const T* /*row*/, T most) {
  return most;
}
inline float threshold_in(const float* /*row*/, double most) { return RoundedSquare::above(most); }

}  // namespace fastpam

#endif
