// The data that the kernels on sparse tables read, and the signatures of these kernels.
//
// Row j is compared only with the non-zeros of its own variables. A kernel adds one variable of a
// row to the sums of the rows that have it, too, and then turns the sums of a row into
// dissimilarities.
#ifndef FASTPAM_METRIC_KERNEL_SPARSE_KERNEL_HPP
#define FASTPAM_METRIC_KERNEL_SPARSE_KERNEL_HPP

#include <cstddef>
#include <cstdint>

#include "../../base/types.hpp"

namespace fastpam {

/// The entries of one row, and the number of its zeros.
struct SparseRow {
  double* value;
  std::size_t entries;
  double zeros;
};

/// A sparse table by rows, with the totals of each row; borrowed.
struct SparseRows {
  const std::size_t* start = nullptr;    ///< n + 1: the entries of row i are [start[i], start[i+1])
  const std::int32_t* column = nullptr;  ///< of each entry, ascending within a row
  const double* value = nullptr;         ///< of each entry
  const double* zero = nullptr;   ///< the new value of a row's zeros: 0 except for correlation
  const double* own = nullptr;    ///< SparseKernel::own() of each row
  const double* count = nullptr;  ///< the non-zeros of each row
  double variables = 0;           ///< p
  double power = 2;               ///< minkowski
};

/// The rows of one variable, and their values minus the new value of a zero of their row.
struct SparseColumn {
  const std::int32_t* first = nullptr;
  const std::int32_t* last = nullptr;
  const double* value = nullptr;
};

/// The kernel of a metric. Null functions: the metric does not support sparse tables.
struct SparseKernel {
  /// Accumulators of a pair.
  std::size_t n_sums = 0;
  /// The total of a row compared with a row of zeros.
  double (*own)(const SparseRows& x, std::size_t i) = nullptr;
  /// Adds a variable of a row, whose value is y, to the sums of the rows [c0, c1) that have it.
  void (*gather)(const SparseRows& x, double y, SparseColumn column, Index c0, Index c1,
                 double* sum) = nullptr;
  /// The dissimilarities of row r to rows [c0, c1), from their sums.
  void (*finish)(const SparseRows& x, Index r, Index c0, Index c1, const double* sum,
                 double* out) = nullptr;
  /// Whether there is one.
  explicit operator bool() const { return gather != nullptr; }
};

}  // namespace fastpam

#endif
