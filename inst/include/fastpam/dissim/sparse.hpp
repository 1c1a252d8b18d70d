// Dissimilarities between the rows of a sparse matrix by inverted index: row j is compared only
// with the non-zeros of its own variables.
//
// A metric that sums a term f(x, y) with f(0, 0) = 0 splits into three sums: over the variables
// where both are non-zero, where only x is, where only y is. The last two are a row's own total of
// f(x, 0) less what the first covers, added up in the same order, so that equal rows are at zero.
// A row costs the lengths of its variables' lists; for tables with a percent of non-zeros that is
// about a thousandth of the dense work.
#ifndef FASTPAM_DISSIM_SPARSE_HPP
#define FASTPAM_DISSIM_SPARSE_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "on_the_fly.hpp"

namespace fastpam {

// Compressed columns, borrowed; `value` null: every entry is 1. Rows ascend within a column.
struct SparseView {
  Index n = 0;
  std::size_t p = 0;
  const std::int32_t* start = nullptr;  // p + 1
  const std::int32_t* row = nullptr;
  const double* value = nullptr;
  std::size_t entries() const { return static_cast<std::size_t>(start[p]); }
};

enum class SparseRule {
  euclidean,
  sqeuclidean,
  manhattan,
  canberra,
  minkowski,
  cosine,
  correlation,
  braycurtis,
  hellinger,
  hamming,
  jaccard,
  ruzicka,
  dice,
  unknown
};

inline SparseRule sparse_rule(const std::string& name) {
  static const char* const names[] = {
      "euclidean",  "sqeuclidean", "manhattan", "canberra", "minkowski", "cosine", "correlation",
      "braycurtis", "hellinger",   "hamming",   "jaccard",  "ruzicka",   "dice"};
  int i = 0;
  for (const char* known : names) {
    if (name == known) return static_cast<SparseRule>(i);
    ++i;
  }
  return SparseRule::unknown;
}

template <class T>
class SparseSource final : public OnTheFly<T> {
 public:
  SparseSource(const SparseView& x, const std::string& metric, double power)
      : OnTheFly<T>(x.n),
        rule_(sparse_rule(metric)),
        n_sums_(rule_ == SparseRule::jaccard || rule_ == SparseRule::dice ||
                        rule_ == SparseRule::cosine || rule_ == SparseRule::correlation
                    ? 1
                    : 3),
        power_(power),
        n_vars_(static_cast<double>(x.p)),
        start_(x.start, x.start + x.p + 1),
        row_(x.row, x.row + x.entries()),
        own_(uz(x.n), 0),
        count_(uz(x.n), 0) {
    if (rule_ == SparseRule::unknown) throw Error("this metric is not available for sparse data");
    if (x.value)
      value_.assign(x.value, x.value + x.entries());
    else
      value_.assign(x.entries(), 1.0);
    drop_zeros();
    if (rule_ == SparseRule::hellinger) root_profiles();
    if (rule_ == SparseRule::correlation) means();
    by_rows();
  }

  bool wide_rows() const override { return true; }

  void tile(Index r0, Index r1, Index c0, Index c1, T* out, std::size_t ld) const override {
    std::vector<double> sum(n_sums_ * uz(c1 - c0));
    for (Index r = r0; r < r1; ++r) {
      std::fill(sum.begin(), sum.end(), 0.0);
      for (std::size_t e = row_start_[uz(r)]; e < row_start_[uz(r) + 1]; ++e) {
        const std::size_t v = static_cast<std::size_t>(column_[e]);
        const std::int32_t* const last = row_.data() + start_[v + 1];
        const std::int32_t* first = row_.data() + start_[v];
        if (c0 > 0) first = std::lower_bound(first, last, c0);
        gather(row_value_[e], first, last, c0, c1, sum.data());
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
        return d * d;
    }
  }

  // Adds one variable of a row, whose value is x, to the sums of the rows that have it too.
  void gather(double x, const std::int32_t* first, const std::int32_t* last, Index c0, Index c1,
              double* sum) const {
    const double* y = value_.data() + (first - row_.data());
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
        return each([x](double* s, double v) { s[0] += x * v; });
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
          s[0] += (x - v) * (x - v);
          s[1] += own_x;
          s[2] += v * v;
        });
      default:
        return each([this, x, own_x](double* s, double v) {
          s[0] += term(x - v);
          s[1] += own_x;
          s[2] += term(v);
        });
    }
  }

  double finish(Index r, Index c, const double* s) const {
    const std::size_t i = uz(r);
    const std::size_t j = uz(c);
    const double counts = count_[i] + count_[j];
    switch (rule_) {
      case SparseRule::jaccard:
        return counts > 0 ? (counts - 2 * s[0]) / (counts - s[0]) : 0;
      case SparseRule::dice:
        return counts > 0 ? (counts - 2 * s[0]) / counts : 0;
      case SparseRule::cosine:
      case SparseRule::correlation:
        return product(i, j, s[0]);
      default:
        break;
    }
    const double own = own_[i] + own_[j];
    const double d = std::max(0.0, s[0] + (own_[i] - s[1]) + (own_[j] - s[2]));
    switch (rule_) {
      case SparseRule::euclidean:
      case SparseRule::hellinger:
        return std::sqrt(d);
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

  double product(std::size_t i, std::size_t j, double xy) const {
    double a = own_[i];
    double b = own_[j];
    if (rule_ == SparseRule::correlation) {
      xy -= n_vars_ * mean_[i] * mean_[j];
      a -= n_vars_ * mean_[i] * mean_[i];
      b -= n_vars_ * mean_[j] * mean_[j];
    }
    if (!(a > 0) || !(b > 0))
      throw Error("row " + std::to_string((a > 0 ? j : i) + 1) +
                  (rule_ == SparseRule::cosine ? " has only zeros" : " is constant") +
                  ": the metric is undefined for it");
    return std::min(2.0, std::max(0.0, 1 - xy / std::sqrt(a * b)));
  }

  // Stored zeros would count as present.
  void drop_zeros() {
    std::size_t kept = 0;
    std::size_t e = 0;
    for (std::size_t v = 0; v + 1 < start_.size(); ++v) {
      const std::size_t end = static_cast<std::size_t>(start_[v + 1]);
      for (; e < end; ++e)
        if (value_[e] != 0) {
          row_[kept] = row_[e];
          value_[kept++] = value_[e];
        }
      start_[v + 1] = static_cast<std::int32_t>(kept);
    }
    row_.resize(kept);
    value_.resize(kept);
  }

  void root_profiles() {
    std::vector<double> sum(own_.size(), 0);
    for (std::size_t e = 0; e < row_.size(); ++e) sum[uz(row_[e])] += value_[e];
    for (std::size_t i = 0; i < sum.size(); ++i)
      if (!(sum[i] > 0))
        throw Error("row " + std::to_string(i + 1) +
                    " sums to zero: the metric is undefined for it");
    for (std::size_t e = 0; e < row_.size(); ++e)
      value_[e] = std::sqrt(value_[e] / sum[uz(row_[e])]);
  }

  void means() {
    mean_.assign(own_.size(), 0);
    for (std::size_t e = 0; e < row_.size(); ++e) mean_[uz(row_[e])] += value_[e];
    for (double& m : mean_) m /= n_vars_;
  }

  // The same entries by rows, and each row's own totals.
  void by_rows() {
    row_start_.assign(own_.size() + 1, 0);
    for (const std::int32_t i : row_) ++row_start_[uz(i) + 1];
    for (std::size_t i = 0; i < own_.size(); ++i) row_start_[i + 1] += row_start_[i];
    std::vector<std::size_t> next(row_start_.begin(), row_start_.end() - 1);
    column_.resize(row_.size());
    row_value_.resize(row_.size());
    for (std::size_t v = 0; v + 1 < start_.size(); ++v)
      for (std::size_t e = uz(start_[v]); e < uz(start_[v + 1]); ++e) {
        const std::size_t i = uz(row_[e]);
        column_[next[i]] = static_cast<std::int32_t>(v);
        row_value_[next[i]++] = value_[e];
        own_[i] += term(value_[e]);
        count_[i] += 1;
      }
  }

  SparseRule rule_;
  std::size_t n_sums_;  // accumulators per pair
  double power_;
  double n_vars_;
  std::vector<std::int32_t> start_;
  std::vector<std::int32_t> row_;
  std::vector<double> value_;
  std::vector<double> own_;    // sum of the terms of a row against nothing
  std::vector<double> count_;  // non-zeros of a row
  std::vector<double> mean_;   // correlation
  std::vector<std::size_t> row_start_;
  std::vector<std::int32_t> column_;
  std::vector<double> row_value_;
};

}  // namespace fastpam

#endif
