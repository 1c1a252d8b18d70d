// Dissimilarities between the rows of a sparse matrix by inverted index: row j is compared only
// with the non-zeros of its own variables.
//
// A metric that sums a term f(x, y) with f(0, 0) = 0 splits into three sums: over the variables
// where both are non-zero, where only x is, where only y is. The last two are a row's own total of
// f(x, 0) less what the first covers. A row costs the lengths of its variables' lists; for tables
// with a percent of non-zeros that is about a thousandth of the dense work.
//
// Angles are half the squared Euclidean distance between rows u, w of length 1, as for dense data.
// After centring, the zeros of row i are one number z_i, and with u' = u - z_i, zero again where
// the row was, the sum of u w is the sum of u' w' less p z_i z_j: one sum, over the variables of
// both.
//
// Those differences are exact to the last digits of the totals, not of themselves: where they leave
// little of the totals, the two rows are merged instead, variable by variable.
#ifndef FASTPAM_DISSIM_COMPUTED_SPARSE_HPP
#define FASTPAM_DISSIM_COMPUTED_SPARSE_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "../../base/rounding.hpp"
#include "../on_the_fly.hpp"
#include "sparse_prepare.hpp"
#include "sparse_rule.hpp"
#include "sparse_table.hpp"

namespace fastpam {

template <class T>
class SparseSource final : public OnTheFly<T> {
 public:
  SparseSource(const SparseView& x, const std::string& metric, double power)
      : OnTheFly<T>(x.n),
        rule_(sparse_rule(metric)),
        n_sums_(rule_ == SparseRule::jaccard || rule_ == SparseRule::dice || is_angle() ? 1 : 3),
        power_(power),
        n_vars_(static_cast<double>(x.p)),
        x_(x),
        own_(uz(x.n), 0),
        count_(uz(x.n), 0),
        zero_(uz(x.n), 0) {
    if (rule_ == SparseRule::unknown)
      throw Error(ErrorCode::unknown_name, "this metric is not available for sparse data");
    if (rule_ == SparseRule::hellinger) to_root_profiles(x_);
    if (rule_ == SparseRule::cosine) to_unit_rows(x_);
    if (rule_ == SparseRule::correlation) to_centred_unit_rows(x_, zero_);
    x_.update_columns(zero_);
    totals();
  }

  bool wide_rows() const override { return true; }

  void tile(Index r0, Index r1, Index c0, Index c1, T* out, std::size_t ld) const override {
    std::vector<double> sum(n_sums_ * uz(c1 - c0));
    for (Index r = r0; r < r1; ++r) {
      std::fill(sum.begin(), sum.end(), 0.0);
      for (std::size_t e = x_.row_start[uz(r)]; e < x_.row_start[uz(r) + 1]; ++e) {
        const std::size_t v = static_cast<std::size_t>(x_.column[e]);
        const std::int32_t* const last = x_.row.data() + x_.start[v + 1];
        const std::int32_t* first = x_.row.data() + x_.start[v];
        if (c0 > 0) first = std::lower_bound(first, last, c0);
        gather(x_.row_value[e] - zero_[uz(r)], first, last, c0, c1, sum.data());
      }
      T* to = out + uz(r - r0) * ld;
      for (Index c = c0; c < c1; ++c)
        to[c - c0] = r == c ? T(0) : static_cast<T>(finish(r, c, &sum[n_sums_ * uz(c - c0)]));
    }
  }

  void among(const Index* ids, Index m, T* out) const override {
    std::vector<T> row(uz(this->size()));
    for (Index a = 0; a < m; ++a) {
      this->tile(ids[a], ids[a] + 1, 0, this->size(), row.data(), row.size());
      for (Index b = 0; b < m; ++b) out[uz(a) * uz(m) + uz(b)] = row[uz(ids[b])];
    }
  }

 private:
  bool is_angle() const { return rule_ == SparseRule::cosine || rule_ == SparseRule::correlation; }

  // f(d, 0), with the sign of d.
  double term(double d) const {
    switch (rule_) {
      case SparseRule::manhattan:
      case SparseRule::braycurtis:
      case SparseRule::ruzicka:
        return std::fabs(d);
      case SparseRule::minkowski:
        return std::pow(std::fabs(d), power_);
      case SparseRule::canberra:
      case SparseRule::hamming:
        return d != 0 ? 1 : 0;
      default:
        return product(d, d);
    }
  }

  // Adds one variable of a row, whose value is x, to the sums of the rows that have it too.
  void gather(double x, const std::int32_t* first, const std::int32_t* last, Index c0, Index c1,
              double* sum) const {
    const double* y = x_.value.data() + (first - x_.row.data());
    const auto each = [&](const auto& add) {
      for (; first < last && *first < c1; ++first, ++y) add(sum + n_sums_ * uz(*first - c0), *y);
    };
    const double own_x = term(x);
    switch (rule_) {
      case SparseRule::jaccard:
      case SparseRule::dice:
        return each([](double* s, double) { s[0] += 1; });
      case SparseRule::cosine:
      case SparseRule::correlation:
        return each([x](double* s, double v) { s[0] += product(x, v); });
      case SparseRule::canberra:
        return each([x](double* s, double v) {
          s[0] += std::fabs(x - v) / (std::fabs(x) + std::fabs(v));
          s[1] += 1;
          s[2] += 1;
        });
      case SparseRule::euclidean:
      case SparseRule::sqeuclidean:
      case SparseRule::hellinger:
        return each([x, own_x](double* s, double v) {
          s[0] += product(x - v, x - v);
          s[1] += own_x;
          s[2] += product(v, v);
        });
      default:
        return each([this, x, own_x](double* s, double v) {
          s[0] += term(x - v);
          s[1] += own_x;
          s[2] += term(v);
        });
    }
  }

  // The smaller number first: sums of three and products of three depend on their order.
  double finish(Index r, Index c, const double* s) const {
    const std::size_t i = uz(std::min(r, c));
    const std::size_t j = uz(std::max(r, c));
    const double counts = count_[i] + count_[j];
    switch (rule_) {
      case SparseRule::jaccard:
        return counts > 0 ? (counts - 2 * s[0]) / (counts - s[0]) : 0;
      case SparseRule::dice:
        return counts > 0 ? (counts - 2 * s[0]) / counts : 0;
      default:
        break;
    }
    const double own = own_[i] + own_[j];
    double d;
    if (is_angle()) {
      d = 2 - 2 * (s[0] - product(n_vars_ * zero_[i], zero_[j]));
    } else {
      const double first = own_[i] - s[r < c ? 1 : 2];
      const double second = own_[j] - s[r < c ? 2 : 1];
      d = s[0] + first + second;
    }
    // Also true where totals overflow. Counts are exact as they are.
    if (!(d >= own / 16) && rule_ != SparseRule::hamming && rule_ != SparseRule::canberra)
      d = merged(i, j);
    switch (rule_) {
      case SparseRule::euclidean:
      case SparseRule::hellinger:
        return std::sqrt(d);
      case SparseRule::cosine:
      case SparseRule::correlation:
        return d / 2;
      case SparseRule::minkowski:
        return std::pow(d, 1 / power_);
      case SparseRule::hamming:
        return d / n_vars_;
      case SparseRule::braycurtis:
        return own > 0 ? d / own : 0;
      case SparseRule::ruzicka:
        return own > 0 ? d / ((own + d) / 2) : 0;
      case SparseRule::canberra: {  // s[1] counts the variables non-zero in both
        const double used = counts - s[1];
        return used > 0 ? d / (used / n_vars_) : 0;
      }
      default:
        return d;
    }
  }

  // The sum of all terms of two rows: their entries in the order of the variables, then the
  // variables that neither has.
  double merged(std::size_t i, std::size_t j) const {
    double sum = 0;
    double neither = n_vars_ - count_[i] - count_[j];
    std::size_t a = x_.row_start[i];
    std::size_t b = x_.row_start[j];
    const std::size_t a1 = x_.row_start[i + 1];
    const std::size_t b1 = x_.row_start[j + 1];
    while (a < a1 && b < b1) {
      const std::int32_t u = x_.column[a];
      const std::int32_t v = x_.column[b];
      const double x = u <= v ? x_.row_value[a++] : zero_[i];
      const double y = v <= u ? x_.row_value[b++] : zero_[j];
      if (u == v) ++neither;
      sum += term(x - y);
    }
    for (; a < a1; ++a) sum += term(x_.row_value[a] - zero_[j]);
    for (; b < b1; ++b) sum += term(x_.row_value[b] - zero_[i]);
    return sum + neither * term(zero_[i] - zero_[j]);
  }

  // Each row's own totals, variables in order.
  void totals() {
    for (std::size_t i = 0; i < own_.size(); ++i)
      for (std::size_t e = x_.row_start[i]; e < x_.row_start[i + 1]; ++e) {
        own_[i] += term(x_.row_value[e] - zero_[i]);
        count_[i] += 1;
      }
  }

  SparseRule rule_;
  std::size_t n_sums_;  // accumulators per pair
  double power_;
  double n_vars_;
  SparseTable x_;
  std::vector<double> own_;    // sum of the terms of a row against nothing
  std::vector<double> count_;  // non-zeros of a row
  std::vector<double> zero_;   // what a zero of a row became: 0, but for correlation
};

}  // namespace fastpam

#endif
