// The largest dissimilarity of a metric, mostly without all of them.
//
// For an object c near the middle, d(i, j) <= d(i, c) + d(c, j). So two objects can only be the
// farthest pair if both are far from c: the objects are sorted by their distance from c, and few of
// the first are left as partners of each. In few dimensions these are the outer objects; in many
// dimensions, where all objects are equally far from c, nearly all are left, and a pass over all
// pairs takes less time.
#ifndef FASTPAM_DISSIM_READING_LARGEST_HPP
#define FASTPAM_DISSIM_READING_LARGEST_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "block.hpp"

namespace fastpam {

/// The search for the largest dissimilarity: the value that max_dissimilarity() gives.
template <class T>
class Largest {
 public:
  Largest(const Source<T>& source, Context& ctx)
      : source_(source), ctx_(ctx), error_(source.metric_error()), n_(uz(source.size())) {}

  double find() {
    if (!error_.known() || n_ < 1024) return max_dissimilarity(source_, ctx_);
    sort_around_middle();
    // Where squares may overflow, all pairs are looked at, so that they are found.
    if (!(static_cast<double>(best_) <
          std::sqrt(static_cast<double>(std::numeric_limits<T>::max())) / 4))
      return max_dissimilarity(source_, ctx_);
    // Half of all pairs are a pass. Pairs of chosen objects cost more than those of a pass.
    if (pairs_left() > static_cast<double>(n_) * static_cast<double>(n_) / 16)
      return max_dissimilarity(source_, ctx_);
    for (std::size_t from = 0; from < n_ && partners(from) > 0; from += batch) look_at(from);
    return static_cast<double>(best_);
  }

 private:
  static constexpr std::size_t batch = 32, columns = 1024;

  std::vector<T> row(Index j) const {
    std::vector<T> values(n_);
    const T* const row = source_.row(j, values.data());
    if (row != values.data()) std::copy_n(row, n_, values.data());
    return values;
  }

  // Two objects far from each other, and the object with the least distance to the farther one.
  void sort_around_middle() {
    const auto farthest = [](const std::vector<T>& row) {
      return static_cast<Index>(std::max_element(row.begin(), row.end()) - row.begin());
    };
    const std::vector<T> a = row(farthest(row(0)));
    const std::vector<T> b = row(farthest(a));
    best_ = std::max(*std::max_element(a.begin(), a.end()), *std::max_element(b.begin(), b.end()));
    std::size_t middle = 0;
    for (std::size_t o = 1; o < n_; ++o)
      if (std::max(a[o], b[o]) < std::max(a[middle], b[middle])) middle = o;
    const std::vector<T> radius = row(static_cast<Index>(middle));
    order_ = ascending(source_.size());
    std::sort(order_.begin(), order_.end(), [&](Index i, Index j) {
      return radius[uz(i)] > radius[uz(j)] || (radius[uz(i)] == radius[uz(j)] && i < j);
    });
    for (const Index o : order_) radius_.push_back(static_cast<double>(radius[uz(o)]));
  }

  // The number of objects, first in the order, that may be farther than the best pair from the one
  // at this place, or from one after it.
  std::size_t partners(std::size_t at) const {
    // v <= (v_i + v_j + 4 t) (1 + 4 e) for the values v with errors e and t of MetricError. Twice
    // this and some units, because this is computed, too.
    const double least = static_cast<double>(best_) / (1 + 8 * error_.relative + 1e-14) -
                         8 * error_.absolute - radius_[at];
    const auto end =
        std::partition_point(radius_.begin(), radius_.end(), [&](double r) { return r >= least; });
    return static_cast<std::size_t>(end - radius_.begin());
  }

  double pairs_left() const {
    double pairs = 0;
    for (std::size_t at = 0; at < n_; at += batch) {
      const std::size_t m = std::min(partners(at), at + batch);
      if (m == 0) break;
      pairs += static_cast<double>(m) * static_cast<double>(batch);
    }
    return pairs;
  }

  // The objects from this place on with their partners before them and among them.
  void look_at(std::size_t from) {
    const std::size_t rows = std::min(batch, n_ - from), m = std::min(partners(from), from + rows);
    std::vector<T> top((m + columns - 1) / columns, T(0));
    ctx_.run(top.size(), [&](std::size_t b, int) {
      const std::size_t c0 = b * columns, width = std::min(columns, m - c0);
      std::vector<T> values(rows * width);
      source_.between(order_.data() + from, static_cast<Index>(rows), order_.data() + c0,
                      static_cast<Index>(width), values.data(), width);
      for (const T v : values) top[b] = v > top[b] ? v : top[b];
    });
    for (const T t : top) best_ = std::max(best_, t);
  }

  const Source<T>& source_;
  Context& ctx_;
  const MetricError error_;
  const std::size_t n_;
  T best_ = 0;
  std::vector<Index> order_;    // from the farthest from the middle on
  std::vector<double> radius_;  // of the objects in this order
};

/// The largest dissimilarity.
template <class T>
double largest_dissimilarity(const Source<T>& source, Context& ctx) {
  return Largest<T>(source, ctx).find();
}

}  // namespace fastpam

#endif
