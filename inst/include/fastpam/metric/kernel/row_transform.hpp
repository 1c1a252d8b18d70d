// The transformation that some metrics apply to each row before rows are compared, and scaling to
// length 1, which several of them share.
#ifndef FASTPAM_METRIC_KERNEL_ROW_TRANSFORM_HPP
#define FASTPAM_METRIC_KERNEL_ROW_TRANSFORM_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "../../base/rounding.hpp"
#include "sparse_kernel.hpp"

namespace fastpam {

/// A transformation of each row, in place. Both functions return false if it is not possible.
struct RowTransform {
  /// Transforms a row of p numbers, none of them missing. Null: rows stay as they are.
  bool (*dense)(double* x, std::size_t p) = nullptr;
  /// Transforms the entries of a row of a sparse table and sets `zero` to the new value of its
  /// zeros. Null: rows stay.
  bool (*sparse)(const SparseRow& row, double& zero) = nullptr;
  /// Why it is not possible, as the rest of a sentence that begins with "row 7".
  const char* undefined = "";
};

/// Scales to length 1, after subtracting the mean if `center`. False if this is not possible (all
/// zero).
inline bool scale_to_unit(double* x, std::size_t m, bool center) {
  if (center) {
    double mean = 0;
    for (std::size_t v = 0; v < m; ++v) mean += x[v];
    mean /= static_cast<double>(m);
    double rest = 0;  // the rounding error of the mean, which is computed in two passes as in cor()
    for (std::size_t v = 0; v < m; ++v) rest += x[v] - mean;
    mean += rest / static_cast<double>(m);
    bool constant = true;
    for (std::size_t v = 1; v < m; ++v) constant = constant && x[v] == x[0];
    if (constant) return false;
    for (std::size_t v = 0; v < m; ++v) x[v] -= mean;
  }
  double largest = 0;
  for (std::size_t v = 0; v < m; ++v) largest = std::max(largest, std::fabs(x[v]));
  if (!(largest > 0)) return false;
  double sum = 0;
  for (std::size_t v = 0; v < m; ++v) sum += product(x[v] / largest, x[v] / largest);
  const double length = largest * std::sqrt(sum);
  for (std::size_t v = 0; v < m; ++v) x[v] /= length;
  return true;
}

/// The sum of the entries of a row of a sparse table.
inline double sum_of(const SparseRow& row) {
  double sum = 0;
  for (std::size_t e = 0; e < row.entries; ++e) sum += row.value[e];
  return sum;
}

/// Scales to length 1 around `middle`. Returns the new value of a zero.
inline double scale_to_unit(const SparseRow& row, double middle) {
  double largest = row.zeros > 0 ? std::fabs(middle) : 0;
  for (std::size_t e = 0; e < row.entries; ++e) {
    row.value[e] -= middle;
    largest = std::max(largest, std::fabs(row.value[e]));
  }
  double sum = row.zeros * product(middle / largest, middle / largest);
  for (std::size_t e = 0; e < row.entries; ++e)
    sum += product(row.value[e] / largest, row.value[e] / largest);
  const double length = largest * std::sqrt(sum);
  for (std::size_t e = 0; e < row.entries; ++e) row.value[e] /= length;
  return -middle / length;
}

/// Rows to length 1. A row of zeros has no direction.
inline RowTransform unit_rows() {
  RowTransform transform;
  transform.dense = [](double* x, std::size_t p) { return scale_to_unit(x, p, false); };
  transform.sparse = [](const SparseRow& row, double& zero) {
    if (row.entries == 0) return false;
    scale_to_unit(row, 0);
    zero = 0;
    return true;
  };
  transform.undefined = "has only zeros";
  return transform;
}

}  // namespace fastpam

#endif
