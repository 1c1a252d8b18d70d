// Dissimilarities from a function of two rows: a user's compiled metric, or an angular metric on
// data with missing values. It is called once per pair; everything else has a kernel.
#ifndef FASTPAM_DISSIM_COMPUTED_PAIRWISE_HPP
#define FASTPAM_DISSIM_COMPUTED_PAIRWISE_HPP

#include <cmath>
#include <string>
#include <vector>

#include "../../metric/user.hpp"
#include "../on_the_fly.hpp"
#include "panels.hpp"

namespace fastpam {

/// Calls a function for each pair of rows.
template <class T>
class PairwiseSource final : public OnTheFly<T> {
 public:
  // Copies x row by row. `built_in`: NaN means that a pair has nothing in common, and is not an
  // error of the function.
  PairwiseSource(const MatrixView& x, UserMetric metric, bool built_in)
      : OnTheFly<T>(x.n), metric_(metric), built_in_(built_in), p_(x.p), values_(uz(x.n) * x.p) {
    for (std::size_t v = 0; v < p_; ++v)
      for (Index i = 0; i < x.n; ++i) values_[uz(i) * p_ + v] = x.at(i, v);
  }

  void tile(Index r0, Index r1, Index c0, Index c1, T* out, std::size_t ld) const override {
    for (Index r = r0; r < r1; ++r)
      for (Index c = c0; c < c1; ++c) out[uz(r - r0) * ld + uz(c - c0)] = pair(r, c);
  }

  void among(const Index* ids, Index m, T* out) const override {
    for (Index a = 0; a < m; ++a)
      for (Index b = 0; b < m; ++b) out[uz(a) * uz(m) + uz(b)] = pair(ids[a], ids[b]);
  }

 private:
  T pair(Index i, Index j) const {
    if (i == j) return T(0);
    const Index a = i < j ? i : j;
    const Index b = i < j ? j : i;
    const double d = metric_(&values_[uz(a) * p_], &values_[uz(b) * p_], p_);
    if (built_in_ && d != d) throw NothingInCommon(a, b);
    if (!(d >= 0) || std::isinf(d))
      throw Error(ErrorCode::metric_value,
                  "the metric gave " + std::to_string(d) + " for rows " +
                      std::to_string(std::int64_t{a} + 1) + " and " +
                      std::to_string(std::int64_t{b} + 1) + "; it must give finite numbers >= 0",
                  {d, static_cast<double>(a), static_cast<double>(b)});
    return static_cast<T>(d);
  }

  UserMetric metric_;
  bool built_in_;
  std::size_t p_;
  std::vector<double> values_;
};

}  // namespace fastpam

#endif
