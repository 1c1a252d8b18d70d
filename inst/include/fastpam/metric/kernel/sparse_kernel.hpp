// What the kernels on sparse tables read, and their signatures.
//
// Row j is compared only with the non-zeros of its own variables: a kernel adds one variable of a
// row to the sums of the rows that have it too, and turns the sums of a row into dissimilarities.
#ifndef FASTPAM_METRIC_KERNEL_SPARSE_KERNEL_HPP
#define FASTPAM_METRIC_KERNEL_SPARSE_KERNEL_HPP

#include <cstddef>
#include <cstdint>

#include "../../base/types.hpp"

namespace fastpam {

/// What stands in one row, and how many zeros do not.
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
  const double* zero = nullptr;          ///< what the zeros of a row became: 0, but for correlation
  const double* own = nullptr;           ///< SparseKernel::own() of each row
  const double* count = nullptr;         ///< the non-zeros of each row
  double variables = 0;                  ///< p
  double power = 2;                      ///< minkowski
};

/// The rows of one variable, and their values less what a zero of their row became.
struct SparseColumn {
  const std::int32_t* first = nullptr;
  const std::int32_t* last = nullptr;
  const double* value = nullptr;
};

/// The kernel of a metric. Null functions: the metric has no way for sparse tables.
struct SparseKernel {
  /// Accumulators of a pair.
  std::size_t n_sums = 0;
  /// What a row comes to against a row of nothing but zeros.
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
