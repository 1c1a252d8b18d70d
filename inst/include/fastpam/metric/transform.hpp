// What some metrics do to each row before an ordinary rule applies.
//
// Cosine, correlation and spearman are half the squared Euclidean distance between rows of length
// 1: the same number as 1 - (inner product), without its cancellation, exactly zero for equal rows.
#ifndef FASTPAM_METRIC_TRANSFORM_HPP
#define FASTPAM_METRIC_TRANSFORM_HPP

#include <cmath>
#include <cstddef>

#include "pairwise.hpp"
#include "registry.hpp"

namespace fastpam {

// In place; false when the row has no direction (constant, or all zero).
inline bool transform_row(double* x, std::size_t p, RowTransform transform) {
  switch (transform) {
    case RowTransform::none:
      return true;
    case RowTransform::ranked_unit:
      to_ranks(x, p);
      return scale_to_unit(x, p, true);
    case RowTransform::centred_unit:
      return scale_to_unit(x, p, true);
    case RowTransform::unit:
      return scale_to_unit(x, p, false);
    case RowTransform::root_profile: {
      double sum = 0;
      for (std::size_t v = 0; v < p; ++v) sum += x[v];
      if (!(sum > 0)) return false;
      for (std::size_t v = 0; v < p; ++v) x[v] = std::sqrt(x[v] / sum);
      return true;
    }
  }
  return true;
}

// Why a row could not be transformed.
inline const char* no_direction(RowTransform transform) {
  if (transform == RowTransform::unit) return "has only zeros";
  if (transform == RowTransform::root_profile) return "sums to zero";
  return "is constant";
}

}  // namespace fastpam

#endif
