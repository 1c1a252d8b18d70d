// Draws the objects of a CLARA sample (Kaufman & Rousseeuw 1986; 1990, ch. 3).
//
// Objects are drawn one by one with equal probability. If an object has been drawn before, another
// is drawn. For a sample of more than half of the objects, the objects left out are drawn instead,
// so that few draws are repeated. The order of draws is that of cluster's clara.c. So its
// generator, or R's in the same state, gives the same samples.
#ifndef FASTPAM_SAMPLE_DRAW_HPP
#define FASTPAM_SAMPLE_DRAW_HPP

#include <algorithm>
#include <functional>
#include <vector>

#include "../base/types.hpp"

namespace fastpam {

/// Gives the next number in [0, 1). Called on the calling thread only.
using Uniform = std::function<double()>;

/// The generator of CLARA's authors: linear congruential, of period 2^16, seeded with 0 in every
/// call. It can draw at most 2^16 different objects.
class ClaraGenerator {
 public:
  /// The number of different values.
  static constexpr Index period = 65536;

  /// The next of them, in [0, 1).
  double operator()() {
    state_ = (state_ * 5761 + 999) % static_cast<std::uint32_t>(period);
    return static_cast<double>(state_) / static_cast<double>(period);
  }

 private:
  std::uint32_t state_ = 0;
};

/// `size` of the numbers 0 .. n-1, ascending, those in `keep` (fewer than `size`) among them.
inline std::vector<Index> draw_sample(Index n, Index size, const std::vector<Index>& keep,
                                      const Uniform& uniform) {
  std::vector<char> drawn(uz(n), 0), barred(uz(n), 0);
  const bool leave_out = n - size < size;
  Index wanted = leave_out ? n - size : size;
  for (const Index o : keep) {
    barred[uz(o)] = 1;
    if (!leave_out) {
      drawn[uz(o)] = 1;
      --wanted;
    }
  }
  while (wanted > 0) {
    // (A user's own generator may return anything; NaN counts as 0.)
    const double u = std::max(0.0, std::min(1.0, uniform()));
    const Index o = std::min(n - 1, static_cast<Index>(static_cast<double>(n) * u));
    if (drawn[uz(o)] || barred[uz(o)]) continue;
    drawn[uz(o)] = 1;
    --wanted;
  }
  std::vector<Index> sample;
  sample.reserve(uz(size));
  for (Index o = 0; o < n; ++o)
    if ((drawn[uz(o)] != 0) != leave_out) sample.push_back(o);
  return sample;
}

}  // namespace fastpam

#endif
