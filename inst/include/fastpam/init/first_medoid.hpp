// The object with the least sum of dissimilarities, without computing all sums.
//
// By the triangle inequality, the sum S(o) of object o is at least |S(j) - W d(j, o)| for an object
// j whose sum is known, where W is the sum of all weights (Newling & Fleuret 2017, "A sub-quadratic
// exact medoid algorithm"). So objects far from the middle are ruled out by few sums. In few
// dimensions about sqrt(n) sums are left, in many dimensions nearly all; then the search gives up
// early.
//
// Sums and bounds have rounding errors, and BUILD compares gains, not sums. So the bounds are wider
// by more than these errors, and the gains of all objects that may be the best are computed as
// BUILD computes them.
#ifndef FASTPAM_INIT_FIRST_MEDOID_HPP
#define FASTPAM_INIT_FIRST_MEDOID_HPP

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "../base/rng.hpp"
#include "../search/gain.hpp"
#include "../search/skip_options.hpp"

namespace fastpam {
namespace first_medoid_detail {

// Adds the values of a row, times the weights if there are any, to *sum, in lanes.
template <class T>
struct Sum {
  static FASTPAM_INLINE void run(const T* row, const double* w, std::size_t m, double* sum) {
    FASTPAM_FP_CONTRACT_OFF
    constexpr std::size_t lanes = 16;
    double lane[lanes] = {};
    std::size_t c = 0;
    for (; c + lanes <= m; c += lanes)
      for (std::size_t l = 0; l < lanes; ++l)
        lane[l] += static_cast<double>(row[c + l]) * (w == nullptr ? 1.0 : w[c + l]);
    for (; c < m; ++c) lane[0] += static_cast<double>(row[c]) * (w == nullptr ? 1.0 : w[c]);
    for (const double l : lane) *sum += l;
  }
};

// Raises bounds to what a row and its sum say.
template <class T>
struct Raise {
  static FASTPAM_INLINE void run(const T* row, std::size_t m, double sum, double weight,
                                 double relative, double absolute, double* bound) {
    FASTPAM_FP_CONTRACT_OFF
    for (std::size_t c = 0; c < m; ++c) {
      const double away = weight * static_cast<double>(row[c]);
      const double apart = sum > away ? sum - away : away - sum;
      const double lower = apart - relative * (sum + away) - absolute;
      bound[c] = lower > bound[c] ? lower : bound[c];
    }
  }
};

}  // namespace first_medoid_detail

/// The search for the first medoid of BUILD.
///
/// Values v of a metric d have |v - d| <= e d + t (MetricError), so that for S, W and v as
/// computed, S(o) >= |S(j) - W v| - c (S(j) + W v) - 4 t W with c = 4 e + 4 (n + 8) u, where u is
/// the unit of rounding: 4 e and 4 t for the values, the rest for sums of n terms. Gains are sums
/// of terms far - v >= 0, so they differ from far W - S by a proportion of at most (n + 4) u.
template <class T>
class FirstMedoid {
 public:
  FirstMedoid(const Problem<T>& problem, const std::vector<Index>& pool, Context& ctx)
      : problem_(problem),
        ctx_(ctx),
        open_(pool),
        pool_size_(pool.size()),
        bound_(uz(problem.n()), 0.0),
        weight_(problem.total_weight()) {
    const MetricError error = problem.source.metric_error();
    const double sums =
        (static_cast<double>(problem.n()) + 8) * std::numeric_limits<double>::epsilon() / 2;
    relative_ = 4 * error.relative + 4 * sums;
    absolute_ = 4 * error.absolute * weight_;
    sum_error_ = sums;
    gain_error_ = 4 * sums * problem.far() * weight_;
  }

  /// The object with the largest gain, the last one of equals; -1 if the search gave up. `always`:
  /// it does not give up.
  Index find(bool always) {
    const std::size_t n = uz(problem_.n());
    while (!open_.empty()) {
      ctx_.monitor.progress("first medoid", n - std::min(n, open_.size()), n);
      choose();
      evaluate();
      rule_out();
      if (!always && !promising()) return -1;
    }
    return best_of_summed(always);
  }

 private:
  static constexpr std::size_t batch_size = 8;

  // A sum costs about three times as much here as in a pass over all rows. Where few objects are
  // ruled out at first, the search ends having taken a twentieth of the time of a pass, or a tenth.
  bool promising() const {
    const std::size_t n = pool_size_, sums = summed_.size();
    if (sums > n / 32) return open_.size() < n / 5;
    return sums <= n / 64 || open_.size() < n / 2;
  }

  // Moves the next objects to `batch_`: the one with the least bound, and others at random.
  void choose() {
    batch_.clear();
    const auto take = [&](std::size_t at) {
      batch_.push_back(open_[at]);
      open_[at] = open_.back();
      open_.pop_back();
    };
    std::size_t least = 0;
    for (std::size_t a = 1; a < open_.size(); ++a)
      if (bound_[uz(open_[a])] < bound_[uz(open_[least])]) least = a;
    take(least);
    while (!open_.empty() && batch_.size() < batch_size)
      take(uz(rng_.below(static_cast<Index>(open_.size()))));
  }

  // Sums of the batch, and from them bounds for all objects.
  void evaluate() {
    constexpr std::size_t columns = 512;
    const std::size_t n = uz(problem_.n()), m = batch_.size(), blocks = (n + columns - 1) / columns;
    rows_.resize(batch_size * n);
    std::vector<double> part(blocks * m, 0.0), sum(m, 0.0);
    ctx_.run(blocks, [&](std::size_t b, int) {
      const std::size_t c0 = b * columns, c1 = std::min(n, c0 + columns);
      problem_.source.rows(batch_.data(), static_cast<Index>(m), static_cast<Index>(c0),
                           static_cast<Index>(c1), rows_.data() + c0, n);
      const double* const w = problem_.weights == nullptr ? nullptr : problem_.weights + c0;
      for (std::size_t a = 0; a < m; ++a)
        dispatch<first_medoid_detail::Sum<T>>(ctx_.isa, rows_.data() + a * n + c0, w, c1 - c0,
                                              &part[b * m + a]);
    });
    for (std::size_t b = 0; b < blocks; ++b)
      for (std::size_t a = 0; a < m; ++a) sum[a] += part[b * m + a];
    for (std::size_t a = 0; a < m; ++a) {
      summed_.push_back({sum[a], batch_[a]});
      least_ = std::min(least_, sum[a] * (1 + sum_error_));
    }
    ctx_.run(blocks, [&](std::size_t b, int) {
      const std::size_t c0 = b * columns, c1 = std::min(n, c0 + columns);
      for (std::size_t a = 0; a < m; ++a)
        dispatch<first_medoid_detail::Raise<T>>(ctx_.isa, rows_.data() + a * n + c0, c1 - c0,
                                                sum[a], weight_, relative_, absolute_,
                                                bound_.data() + c0);
    });
    ctx_.count.rows_read += m;
  }

  // No object with a sum above this has the largest gain.
  double limit() const { return least_ * (1 + 2 * sum_error_) + gain_error_; }

  void rule_out() {
    const double most = limit();
    open_.erase(
        std::remove_if(open_.begin(), open_.end(), [&](Index o) { return bound_[uz(o)] > most; }),
        open_.end());
  }

  Index best_of_summed(bool always) {
    std::vector<Index> list;
    for (const auto& [sum, object] : summed_)
      if (sum * (1 - sum_error_) <= limit()) list.push_back(object);
    // A pass over all rows at once takes less time.
    if (!always && list.size() > pool_size_ / 8) return -1;
    const std::vector<double> current(bound_.size(), problem_.far());
    const std::vector<T> threshold(bound_.size(), static_cast<T>(problem_.far()));
    std::vector<double> gain(list.size());
    ctx_.run(list.size(), [&](std::size_t a, int) {
      std::vector<T> buffer(bound_.size());
      const T* const row = problem_.source.row(list[a], buffer.data());
      gain[a] = one_gain(problem_, row, current, threshold, ctx_.isa);
    });
    ctx_.count.rows_read += list.size();
    ctx_.count.evaluations += list.size();
    std::size_t best = 0;
    for (std::size_t a = 1; a < list.size(); ++a)
      if (gain[a] > gain[best] || (gain[a] == gain[best] && list[a] > list[best])) best = a;
    return list[best];
  }

  const Problem<T>& problem_;
  Context& ctx_;
  Rng rng_{17};
  std::vector<Index> open_;  // neither summed nor ruled out
  const std::size_t pool_size_;
  std::vector<double> bound_;  // no sum is less than this
  std::vector<Index> batch_;   // summed together
  std::vector<T> rows_;        // their dissimilarities
  std::vector<std::pair<double, Index>> summed_;
  const double weight_;            // the sum of all
  double relative_, absolute_;     // errors of bounds
  double sum_error_, gain_error_;  // of sums (relative) and of gains
  double least_ = std::numeric_limits<double>::infinity();
};

/// The first medoid of BUILD, one of the pool; -1 if the metric does not allow to find it without
/// all sums, or if this would not save time.
template <class T>
Index first_medoid(const Problem<T>& problem, const std::vector<Index>& pool, Context& ctx,
                   const SkipOptions& skip) {
  const bool possible =
      problem.source.metric_error().known() && (skip.always || to_index(pool.size()) >= skip.from);
  return possible ? FirstMedoid<T>(problem, pool, ctx).find(skip.always) : -1;
}

}  // namespace fastpam

#endif
