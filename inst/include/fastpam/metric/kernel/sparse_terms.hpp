// Sparse kernels for metrics that sum a term f(x, y) with f(0, 0) = 0, for angles, and for presence
// and absence.
//
// A sum of terms splits into three sums: over the variables where both are non-zero, where only x
// is, and where only y is. Each of the last two is a row's own total of f(x, 0) minus the part
// covered by the first sum. The cost of a row is the length of its variables' lists. For tables
// with one percent of non-zeros this is about a thousandth of the dense work.
//
// Angles are half the squared Euclidean distance between rows u, w of length 1, as for dense data.
// After centring, the zeros of row i are one number z_i, and with u' = u - z_i, zero again where
// the row was, the sum of u w is the sum of u' w' less p z_i z_j: one sum, over the variables of
// both.
//
// These differences have the absolute precision of the totals. If a difference is small compared
// with the totals, digits are lost, and the two rows are merged variable by variable instead.
#ifndef FASTPAM_METRIC_KERNEL_SPARSE_TERMS_HPP
#define FASTPAM_METRIC_KERNEL_SPARSE_TERMS_HPP

#include <algorithm>
#include <cmath>

#include "../../base/rounding.hpp"
#include "sparse_kernel.hpp"

namespace fastpam {

/// The sums of a pair, as kernels give them to their metric.
struct SparsePair {
  double sum = 0;   ///< of all terms
  double own = 0;   ///< of the totals of both rows
  double both = 0;  ///< of the terms f(x, 0) of the first row, where both are non-zero
};

/// The common part of most metrics that sum a term. `Rule` has term(d, x), which is f(d, 0) with
/// the sign of d, and finish(pair, x).
template <class Rule>
struct SparseTerms {
  /// True if terms are whole numbers: then differences of totals are exact.
  static constexpr bool exact = false;
  static constexpr std::size_t n_sums = 3;
  /// One variable of a pair; own_y is the term of y alone.
  static void add(double* sum, double y, double own_y, double other, const SparseRows& x) {
    sum[0] += Rule::term(y - other, x);
    sum[1] += own_y;
    sum[2] += Rule::term(other, x);
  }
  /// The sum of all terms of rows i < j; `row_first`: the sums were taken for row i.
  static SparsePair total(const double* sum, std::size_t i, std::size_t j, bool row_first,
                          const SparseRows& x) {
    const double first = x.own[i] - sum[row_first ? 1 : 2];
    const double second = x.own[j] - sum[row_first ? 2 : 1];
    return {sum[0] + first + second, x.own[i] + x.own[j], sum[1]};
  }
};

/// Half or whole squared distances between rows of length 1; `Rule` has finish(pair, x).
template <class Rule>
struct SparseAngle {
  static constexpr bool exact = false;
  static constexpr std::size_t n_sums = 1;
  static double term(double d, const SparseRows&) { return product(d, d); }
  static void add(double* sum, double y, double, double other, const SparseRows&) {
    sum[0] += product(y, other);
  }
  static SparsePair total(const double* sum, std::size_t i, std::size_t j, bool,
                          const SparseRows& x) {
    return {2 - 2 * (sum[0] - product(x.variables * x.zero[i], x.zero[j])), x.own[i] + x.own[j], 0};
  }
};

namespace sparse_detail {

template <class Rule>
double own(const SparseRows& x, std::size_t i) {
  double own = 0;
  for (std::size_t e = x.start[i]; e < x.start[i + 1]; ++e)
    own += Rule::term(x.value[e] - x.zero[i], x);
  return own;
}

template <class Rule>
void gather(const SparseRows& x, double y, SparseColumn column, Index c0, Index c1, double* sum) {
  const double own_y = Rule::term(y, x);
  for (; column.first < column.last && *column.first < c1; ++column.first, ++column.value)
    Rule::add(sum + Rule::n_sums * uz(*column.first - c0), y, own_y, *column.value, x);
}

// The sum of all terms of two rows: their entries in the order of the variables, then the
// variables that neither has.
template <class Rule>
double merged(const SparseRows& x, std::size_t i, std::size_t j) {
  double sum = 0;
  double neither = x.variables - x.count[i] - x.count[j];
  std::size_t a = x.start[i];
  std::size_t b = x.start[j];
  const std::size_t a1 = x.start[i + 1];
  const std::size_t b1 = x.start[j + 1];
  while (a < a1 && b < b1) {
    const std::int32_t u = x.column[a];
    const std::int32_t v = x.column[b];
    const double left = u <= v ? x.value[a++] : x.zero[i];
    const double right = v <= u ? x.value[b++] : x.zero[j];
    if (u == v) ++neither;
    sum += Rule::term(left - right, x);
  }
  for (; a < a1; ++a) sum += Rule::term(x.value[a] - x.zero[j], x);
  for (; b < b1; ++b) sum += Rule::term(x.value[b] - x.zero[i], x);
  return sum + neither * Rule::term(x.zero[i] - x.zero[j], x);
}

template <class Rule>
void finish(const SparseRows& x, Index r, Index c0, Index c1, const double* sum, double* out) {
  for (Index c = c0; c < c1; ++c, sum += Rule::n_sums) {
    if (r == c) {
      out[c - c0] = 0;
      continue;
    }
    // The smaller number first: sums of three and products of three depend on their order.
    const std::size_t i = uz(std::min(r, c));
    const std::size_t j = uz(std::max(r, c));
    SparsePair pair = Rule::total(sum, i, j, r < c, x);
    // Also true if totals overflow.
    if (!Rule::exact && !(pair.sum >= pair.own / 16)) pair.sum = merged<Rule>(x, i, j);
    out[c - c0] = Rule::finish(pair, x);
  }
}

inline double count(const SparseRows& x, std::size_t i) { return x.count[i]; }

inline void gather_counts(const SparseRows&, double, SparseColumn column, Index c0, Index c1,
                          double* sum) {
  for (; column.first < column.last && *column.first < c1; ++column.first)
    sum[*column.first - c0] += 1;
}

template <class Ratio>
void finish_counts(const SparseRows& x, Index r, Index c0, Index c1, const double* sum,
                   double* out) {
  for (Index c = c0; c < c1; ++c, ++sum) {
    const double either = x.count[uz(r)] + x.count[uz(c)];
    const double of = Ratio::of(either, *sum, x.variables);
    out[c - c0] = r != c && of > 0 ? (either - 2 * *sum) / of : 0;
  }
}

}  // namespace sparse_detail

/// The kernel of a metric that is a SparseTerms or a SparseAngle.
template <class Rule>
SparseKernel sparse_kernel() {
  return {Rule::n_sums, &sparse_detail::own<Rule>, &sparse_detail::gather<Rule>,
          &sparse_detail::finish<Rule>};
}

/// The kernel of a metric on presence and absence, by the struct that its bits have: an index
/// counts what two rows have in common.
template <class Ratio>
SparseKernel sparse_counts() {
  return {1, &sparse_detail::count, &sparse_detail::gather_counts,
          &sparse_detail::finish_counts<Ratio>};
}

}  // namespace fastpam

#endif
