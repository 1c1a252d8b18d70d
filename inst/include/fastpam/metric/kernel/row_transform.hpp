// What some metrics do to each row before anything is compared: the slots for it, and scaling to
// length 1, which several share.
#ifndef FASTPAM_METRIC_KERNEL_ROW_TRANSFORM_HPP
#define FASTPAM_METRIC_KERNEL_ROW_TRANSFORM_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "../../base/rounding.hpp"
#include "sparse_kernel.hpp"

namespace fastpam {

/// A change of each row, in place. Both functions return false where it can't be made.
struct RowTransform {
  /// A row of p numbers, none of them missing. Null: rows stay as they are.
  bool (*dense)(double* x, std::size_t p) = nullptr;
  /// The entries of a row of a sparse table; what its zeros became goes to `zero`. Null: rows stay.
  bool (*sparse)(const SparseRow& row, double& zero) = nullptr;
  /// Why it can't be made, to be read behind "row 7".
  const char* undefined = "";
};

/// To length 1, after subtracting the mean if `center`. False when that cannot be (all zero).
inline bool scale_to_unit(double* x, std::size_t m, bool center) {
  if (center) {
    double mean = 0;
    for (std::size_t v = 0; v < m; ++v) mean += x[v];
    mean /= static_cast<double>(m);
    double rest = 0;  // what rounding left: the mean in two passes, as cor() does
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

/// To length 1 around `middle`. Returns what a zero became.
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
