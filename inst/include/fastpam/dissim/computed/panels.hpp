// The data in the layout that kernels read: panels of W objects, each panel with its p variables
// one after another.
//
// Panels are made once from the caller's column-major matrix, which is not needed afterwards. A
// panel is read from front to back for any n and p. In the caller's layout each variable would be
// on another page. The last panel is padded with its last object.
#ifndef FASTPAM_DISSIM_COMPUTED_PANELS_HPP
#define FASTPAM_DISSIM_COMPUTED_PANELS_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <vector>

#include "../../base/types.hpp"
#include "../../metric/kernel/row_transform.hpp"
#include "../on_the_fly.hpp"
#include "matrix_view.hpp"

namespace fastpam {

/// n objects in panels.
template <class T>
class Panels {
 public:
  Panels() = default;
  Panels(Index n, std::size_t p, int width)
      : n_(n), p_(p), w_(static_cast<std::size_t>(width)), n_panels_((uz(n) + w_ - 1) / w_) {
    values_.reset(new T[checked_product(n_panels_, w_, p)]);
  }

  // All of x, each value minus the shift of its column, if there are shifts. Shifts do not change
  // differences, and keep large offsets out of floats.
  Panels(const MatrixView& x, int width, const std::vector<double>& shift = {})
      : Panels(x.n, x.p, width) {
    for (std::size_t q = 0; q < n_panels_; ++q)
      for (std::size_t v = 0; v < p_; ++v) {
        T* to = panel_values(q) + v * w_;
        const double s = shift.empty() ? 0 : shift[v];
        for (std::size_t lane = 0; lane < w_; ++lane) {
          const Index i = static_cast<Index>(std::min(q * w_ + lane, uz(n_) - 1));
          const double value = x.at(i, v);
          to[lane] = static_cast<T>(shift.empty() ? value : value - s);
        }
      }
  }

  // All of x, each row transformed first, in double.
  Panels(const MatrixView& x, int width, const RowTransform& transform) : Panels(x.n, x.p, width) {
    std::vector<double> rows(w_ * p_);
    for (std::size_t q = 0; q < n_panels_; ++q) {
      const std::size_t filled = std::min(w_, uz(n_) - q * w_);
      for (std::size_t v = 0; v < p_; ++v)
        for (std::size_t lane = 0; lane < filled; ++lane)
          rows[lane * p_ + v] = x.at(static_cast<Index>(q * w_ + lane), v);
      for (std::size_t lane = 0; lane < filled; ++lane)
        if (!transform.dense(&rows[lane * p_], p_))
          throw undefined_row(q * w_ + lane, transform.undefined);
      T* const to = panel_values(q);
      for (std::size_t lane = 0; lane < w_; ++lane)
        for (std::size_t v = 0; v < p_; ++v)
          to[v * w_ + lane] = static_cast<T>(rows[std::min(lane, filled - 1) * p_ + v]);
    }
  }

  // The objects ids[0, m) of other panels.
  Panels(const Panels& of, const Index* ids, Index m) : Panels(m, of.p_, static_cast<int>(of.w_)) {
    for (std::size_t at = 0; at < n_panels_ * w_; ++at) put(at, of, ids[std::min(at, uz(m) - 1)]);
  }

  // Object `id` of other panels to place `at`.
  void put(std::size_t at, const Panels& of, Index id) {
    const T* const from = of.object(id);
    T* const to = panel_values(at / w_) + at % w_;
    for (std::size_t v = 0; v < p_; ++v) to[v * w_] = from[v * w_];
  }

  // All objects of panels of doubles, their columns shifted to the middle of their range. Returns
  // the largest sum of absolute values of an object.
  double round(const Panels<double>& of, Index n) {
    std::vector<double> middle(p_), sum(uz(n), 0.0);
    for (std::size_t v = 0; v < p_; ++v) {
      double low = std::numeric_limits<double>::infinity(), high = -low;
      for (Index i = 0; i < n; ++i) {
        const double value = of.object(i)[v * of.width()];
        low = std::min(low, value);
        high = std::max(high, value);
      }
      middle[v] = low / 2 + high / 2;
    }
    for (std::size_t at = 0; at < n_panels_ * w_; ++at) {
      const Index i = static_cast<Index>(std::min(at, uz(n) - 1));
      const double* const from = of.object(i);
      T* const to = panel_values(at / w_) + at % w_;
      double size = 0;
      for (std::size_t v = 0; v < p_; ++v) {
        const double value = from[v * of.width()] - middle[v];
        to[v * w_] = static_cast<T>(std::abs(value) < 1e30 ? value : 0);  // the caller sees the sum
        size += std::abs(value);
      }
      sum[uz(i)] = size;
    }
    return *std::max_element(sum.begin(), sum.end());
  }

  std::size_t width() const { return w_; }
  const T* panel(std::size_t q) const { return values_.get() + q * w_ * p_; }
  T* panel_values(std::size_t q) { return values_.get() + q * w_ * p_; }

  // Value v of object i is at object(i)[v * width()].
  const T* object(Index i) const { return panel(uz(i) / w_) + uz(i) % w_; }

 private:
  Index n_ = 0;
  std::size_t p_ = 0;
  std::size_t w_ = 1;
  std::size_t n_panels_ = 0;
  std::unique_ptr<T[]> values_;
};

}  // namespace fastpam

#endif
