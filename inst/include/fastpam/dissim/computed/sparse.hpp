// Dissimilarities between the rows of a sparse matrix by inverted index: row j is compared only
// with the non-zeros of its own variables. metric/kernel/sparse_terms.hpp says how.
#ifndef FASTPAM_DISSIM_COMPUTED_SPARSE_HPP
#define FASTPAM_DISSIM_COMPUTED_SPARSE_HPP

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

#include "../../metric/metric.hpp"
#include "../on_the_fly.hpp"
#include "sparse_table.hpp"

namespace fastpam {

/// Copies x. An Error if the metric does not support sparse tables.
template <class T>
class SparseSource final : public OnTheFly<T> {
 public:
  SparseSource(const SparseView& x, const Metric& metric, double power)
      : OnTheFly<T>(x.n),
        kernel_(metric.sparse),
        x_(x),
        own_(uz(x.n)),
        count_(uz(x.n)),
        zero_(uz(x.n), 0) {
    if (!kernel_) throw Error(ErrorCode::broken, "this metric is not available for sparse data");
    power_ = power;
    for (std::size_t i = 0; i < uz(x.n); ++i) {
      if (metric.transform.sparse && !metric.transform.sparse(x_.row_at(i), zero_[i]))
        throw undefined_row(i, metric.transform.undefined);
      count_[i] = static_cast<double>(x_.row_at(i).entries);
    }
    x_.update_columns(zero_);
    const SparseRows rows = view();
    for (std::size_t i = 0; i < uz(x.n); ++i) own_[i] = kernel_.own(rows, i);
  }

  bool wide_rows() const override { return true; }

  void tile(Index r0, Index r1, Index c0, Index c1, T* out, std::size_t ld) const override {
    const SparseRows rows = view();
    std::vector<double> sum(kernel_.n_sums * uz(c1 - c0));
    std::vector<double> exact(std::is_same<T, double>::value ? 0 : uz(c1 - c0));
    for (Index r = r0; r < r1; ++r) {
      std::fill(sum.begin(), sum.end(), 0.0);
      for (std::size_t e = x_.row_start[uz(r)]; e < x_.row_start[uz(r) + 1]; ++e) {
        const std::size_t v = static_cast<std::size_t>(x_.column[e]);
        const std::int32_t* const last = x_.row.data() + x_.start[v + 1];
        const std::int32_t* first = x_.row.data() + x_.start[v];
        if (c0 > 0) first = std::lower_bound(first, last, c0);
        const SparseColumn column{first, last, x_.value.data() + (first - x_.row.data())};
        kernel_.gather(rows, x_.row_value[e] - zero_[uz(r)], column, c0, c1, sum.data());
      }
      T* const to = out + uz(r - r0) * ld;
      if constexpr (std::is_same<T, double>::value) {
        kernel_.finish(rows, r, c0, c1, sum.data(), to);
      } else {
        kernel_.finish(rows, r, c0, c1, sum.data(), exact.data());
        for (std::size_t c = 0; c < exact.size(); ++c) to[c] = static_cast<T>(exact[c]);
      }
    }
  }

  void among(const Index* ids, Index m, T* out) const override {
    between(ids, m, ids, m, out, uz(m));
  }

  // A few objects are a table of their own, in the order of this one: values depend on which of two
  // objects comes first.
  void between(const Index* rows, Index m, const Index* columns, Index k, T* out,
               std::size_t ld) const override {
    const JoinedIds all(rows, m, columns, k);
    const SparseSource part(*this, all.ids);
    std::vector<T> row(all.ids.size());
    for (Index a = 0; a < m; ++a) {
      const Index at = static_cast<Index>(all.row_at[uz(a)]);
      part.tile(at, at + 1, 0, part.size(), row.data(), row.size());
      all.pick(row.data(), out + uz(a) * ld);
    }
  }

 private:
  SparseSource(const SparseSource& all, const std::vector<Index>& ids)
      : OnTheFly<T>(to_index(ids.size())),
        kernel_(all.kernel_),
        power_(all.power_),
        x_(all.x_, ids) {
    for (const Index id : ids) {
      own_.push_back(all.own_[uz(id)]);
      count_.push_back(all.count_[uz(id)]);
      zero_.push_back(all.zero_[uz(id)]);
    }
    x_.update_columns(zero_);
  }

  SparseRows view() const {
    SparseRows rows;
    rows.start = x_.row_start.data();
    rows.column = x_.column.data();
    rows.value = x_.row_value.data();
    rows.zero = zero_.data();
    rows.own = own_.data();
    rows.count = count_.data();
    rows.variables = static_cast<double>(x_.start.size() - 1);
    rows.power = power_;
    return rows;
  }

  SparseKernel kernel_;
  double power_ = 2;
  SparseTable x_;
  std::vector<double> own_;    // total of a row compared with a row of zeros
  std::vector<double> count_;  // non-zeros of a row
  std::vector<double> zero_;   // the new value of a row's zeros: 0 except for correlation
};

}  // namespace fastpam

#endif
