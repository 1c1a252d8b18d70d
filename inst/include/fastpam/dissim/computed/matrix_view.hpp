// A view of the caller's table of numbers.
#ifndef FASTPAM_DISSIM_COMPUTED_MATRIX_VIEW_HPP
#define FASTPAM_DISSIM_COMPUTED_MATRIX_VIEW_HPP

#include <cstddef>
#include <cstdint>
#include <limits>

#include "../../base/types.hpp"
#include "../../metric/kernel/gather_bits.hpp"

namespace fastpam {

/// A borrowed n x p matrix by columns: doubles (missing is NaN) or 32-bit integers (missing is the
/// smallest). One of the pointers is null.
struct MatrixView {
  Index n = 0;
  std::size_t p = 0;
  const double* real = nullptr;
  const std::int32_t* integer = nullptr;

  /// Variable v of object i.
  double at(Index i, std::size_t v) const {
    const std::size_t k = v * uz(n) + uz(i);
    if (real) return real[k];
    return integer[k] == std::numeric_limits<std::int32_t>::min()
               ? std::numeric_limits<double>::quiet_NaN()
               : static_cast<double>(integer[k]);
  }
  /// Whether a value is missing.
  bool any_missing() const {
    const std::size_t m = uz(n) * p;
    return real ? fastpam::any_missing(real, m) : fastpam::any_missing(integer, m);
  }
};

}  // namespace fastpam

#endif
