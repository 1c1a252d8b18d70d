// Dissimilarities computed on the fly from numeric columns.
//
// As floats only by metrics that may round the data first (Metric::rounds_data()); dense_source.hpp
// chooses. Owns its data as panels; a tile is computed panel by panel so that a panel is read from
// the cache by all rows of the tile. With missing values the kernel counts what it used; a pair
// with nothing in common shows as NaN and is an Error that names the two objects, raised when the
// pair is computed. The same bits for every instruction set and every way to cut the work.
#ifndef FASTPAM_DISSIM_COMPUTED_DENSE_HPP
#define FASTPAM_DISSIM_COMPUTED_DENSE_HPP

#include <algorithm>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <vector>

#include "dense_options.hpp"
#include "panel_source.hpp"
#include "panels.hpp"

namespace fastpam {

/// Copies x. The metric must have kernels for T.
template <class T>
class DenseSource final : public PanelSource<T> {
 public:
  DenseSource(const MatrixView& x, const Metric& metric, const DenseOptions& options,
              Isa isa = detect_isa())
      : DenseSource(x, metric, options, is_masked(x, options), isa) {}

  double cost() const override {
    if (cost_ == 0) return PanelSource<T>::cost();
    return cost_ * static_cast<double>(params_.p * sizeof(T));
  }

 protected:
  void compute(const Index* ids, Index m, Index c0, Index c1, T* out,
               std::size_t ld) const override {
    run(ids, m, panels_, c0, c1, out, ld);
  }

  void compute_among(const Index* ids, Index m, T* out) const override {
    Panels<T> few(m, params_.p, kernel_.width);
    const std::size_t w = few.width();
    for (std::size_t q = 0; q * w < uz(m); ++q)
      for (std::size_t lane = 0; lane < w; ++lane) {
        const T* from = panels_.object(ids[std::min(q * w + lane, uz(m) - 1)]);
        T* to = few.panel_values(q) + lane;
        for (std::size_t v = 0; v < params_.p; ++v) to[v * w] = from[v * w];
      }
    run(ids, m, few, 0, m, out, uz(m));
  }

 private:
  DenseSource(const MatrixView& x, const Metric& metric, const DenseOptions& options, bool masked,
              Isa isa)
      : PanelSource<T>(x.n, masked || metric.dense.partial),
        cost_(metric.dense.cost * (masked ? 2 : 1)),  // missing values double the work
        kernel_(find_kernel(metric.dense, masked, isa)),
        kinds_(options.kinds),
        weights_(options.weights.begin(), options.weights.end()),
        panels_(metric.transform.dense == nullptr
                    ? Panels<T>(x, kernel_.width, column_shift<T>(x, metric, options))
                    : Panels<T>(x, kernel_.width, metric.transform)) {
    if (metric.dense.mixed && (kinds_.size() != x.p || weights_.size() != x.p))
      throw Error(ErrorCode::broken, "one kind and one weight per column are needed");
    params_.p = x.p;
    params_.scale = options.scale;
    params_.power = options.power;
    params_.kinds = kinds_.data();
    params_.weights = weights_.data();
  }

  static DenseKernel<T> find_kernel(const DensePart& part, bool masked, Isa isa) {
    if constexpr (std::is_same<T, double>::value) {
      if (part.kernels.plain) return part.kernels[isa](masked);
    } else {
      if (part.single_kernels.plain) return part.single_kernels[isa](masked);
    }
    throw Error(ErrorCode::internal, "the metric has no kernel for columns of numbers");
  }

  // Rows `ids` of the data against columns [c0, c1) of `columns`.
  void run(const Index* ids, Index m, const Panels<T>& columns, Index c0, Index c1, T* out,
           std::size_t ld) const {
    const std::size_t p = params_.p;
    const std::size_t w = columns.width();
    const RowGroups groups(m, kernel_.rows, p * sizeof(T));
    const std::size_t size = groups.size;
    const auto kernel = size == 1 ? kernel_.one : kernel_.many;
    const std::unique_ptr<T[]> packed(new T[groups.batch * size * p + 1]);
    run_panels<T>(
        groups, w, c0, c1,
        [&](std::size_t slot, std::size_t r, std::size_t row) {
          const T* from = panels_.object(ids[row]);
          T* to = packed.get() + slot * size * p + r;
          for (std::size_t v = 0; v < p; ++v) to[v * size] = from[v * w];
        },
        [&](std::size_t slot, std::size_t q, T* to, std::size_t to_ld) {
          kernel(packed.get() + slot * size * p, columns.panel(q), params_, to, to_ld);
        },
        out, ld);
  }

  double cost_;
  DenseKernel<T> kernel_;
  std::vector<GowerKind> kinds_;
  std::vector<T> weights_;
  DenseParams<T> params_{};
  Panels<T> panels_;
};

}  // namespace fastpam

#endif
