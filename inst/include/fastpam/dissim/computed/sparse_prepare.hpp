// What some metrics do to the rows of a sparse table before sums are taken: transform_row() of
// dense data, told how many zeros of a row are not stored.
#ifndef FASTPAM_DISSIM_COMPUTED_SPARSE_PREPARE_HPP
#define FASTPAM_DISSIM_COMPUTED_SPARSE_PREPARE_HPP

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "../../base/error.hpp"
#include "../../base/rounding.hpp"
#include "sparse_table.hpp"

namespace fastpam {

namespace sparse_detail {

[[noreturn]] inline void undefined_for(std::size_t row, const char* why) {
  throw Error(ErrorCode::undefined_row,
              "row " + std::to_string(row + 1) + why + ": the metric is undefined for it",
              {static_cast<double>(row)});
}

inline double sum(const SparseRow& row) {
  double sum = 0;
  for (std::size_t e = 0; e < row.entries; ++e) sum += row.value[e];
  return sum;
}

// The mean in two passes, as cor() does.
inline double mean(const SparseRow& row) {
  const double p = static_cast<double>(row.entries) + row.zeros;
  const double mean = sum(row) / p;
  double rest = -row.zeros * mean;
  for (std::size_t e = 0; e < row.entries; ++e) rest += row.value[e] - mean;
  return mean + rest / p;
}

inline bool constant(const SparseRow& row) {
  if (row.entries == 0) return true;
  if (row.zeros > 0) return false;
  return std::all_of(row.value, row.value + row.entries,
                     [&row](double x) { return x == row.value[0]; });
}

// To length 1 around `middle`. Returns what a zero became.
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

}  // namespace sparse_detail

// Rows to the square roots of their shares: Hellinger.
inline void to_root_profiles(SparseTable& x) {
  for (std::size_t i = 0; i < uz(x.n); ++i) {
    const SparseRow row = x.row_at(i);
    const double sum = sparse_detail::sum(row);
    if (!(sum > 0)) sparse_detail::undefined_for(i, " sums to zero");
    for (std::size_t e = 0; e < row.entries; ++e) row.value[e] = std::sqrt(row.value[e] / sum);
  }
}

// Rows to length 1: cosine.
inline void to_unit_rows(SparseTable& x) {
  for (std::size_t i = 0; i < uz(x.n); ++i) {
    if (x.row_at(i).entries == 0) sparse_detail::undefined_for(i, " has only zeros");
    sparse_detail::scale_to_unit(x.row_at(i), 0);
  }
}

// Rows to length 1 around their means: correlation. Each row's zeros are one number then, which
// goes to `zero`.
inline void to_centred_unit_rows(SparseTable& x, std::vector<double>& zero) {
  for (std::size_t i = 0; i < uz(x.n); ++i) {
    const SparseRow row = x.row_at(i);
    if (sparse_detail::constant(row)) sparse_detail::undefined_for(i, " is constant");
    zero[i] = sparse_detail::scale_to_unit(row, sparse_detail::mean(row));
  }
}

}  // namespace fastpam

#endif
