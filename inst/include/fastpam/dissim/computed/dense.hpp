// Dissimilarities computed on the fly from numeric columns.
//
// Floats are used only for metrics that may round the data first (Metric::rounds_data());
// dense_source.hpp chooses. The source owns its data as panels. A tile is computed panel by panel,
// so that all rows of the tile read a panel from the cache. With missing values the kernel counts
// the variables it used. A pair with nothing in common gives NaN, which is an Error that names the
// two objects, raised when the pair is computed. Results have the same bits for every instruction
// set and every division of the work.
#ifndef FASTPAM_DISSIM_COMPUTED_DENSE_HPP
#define FASTPAM_DISSIM_COMPUTED_DENSE_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
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

  void between(const Index* rows, Index m, const Index* columns, Index k, T* out,
               std::size_t ld) const override {
    const Panels<T> few(panels_, rows, m);
    std::vector<T> turned(uz(k) * uz(m));
    run(columns, k, few, 0, m, turned.data(), uz(m));
    for (Index a = 0; a < m; ++a)
      for (Index b = 0; b < k; ++b) {
        const T d = rows[a] == columns[b] ? T(0) : turned[uz(b) * uz(m) + uz(a)];
        if (d != d) throw NothingInCommon(rows[a], columns[b]);
        out[uz(a) * ld + uz(b)] = d;
      }
  }

  std::unique_ptr<Shelf<T>> shelf(std::size_t places) const override {
    if (this->checked() || Shelf<T>::block % panels_.width() != 0) return nullptr;
    return std::make_unique<DenseShelf>(*this, places);
  }

  std::unique_ptr<Source<float>> in_floats() const override {
    if constexpr (std::is_same<T, double>::value) {
      if (!metric_ || float_kernel_.one == nullptr) return nullptr;
      std::unique_ptr<DenseSource<float>> floats(new DenseSource<float>(*this));
      // Else squares may overflow.
      if (floats->rounding_ < 1e10) return floats;
    }
    return nullptr;
  }

  MetricError metric_error() const override {
    if (!metric_) return {};
    // Each term has an error of at most three units of rounding, each of p - 1 sums of one, and
    // squares below the smallest number are lost. The bound is twice that, to be on the safe side.
    using Limits = std::numeric_limits<T>;
    const double p = static_cast<double>(params_.p);
    return {(p + 8) * static_cast<double>(Limits::epsilon()),
            2 * std::sqrt((p + 1) * static_cast<double>(Limits::denorm_min())) + rounding_};
  }

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
    const Panels<T> few(panels_, ids, m);
    run(ids, m, few, 0, m, out, uz(m));
  }

 private:
  template <class>
  friend class DenseSource;

  DenseSource(const MatrixView& x, const Metric& metric, const DenseOptions& options, bool masked,
              Isa isa)
      : PanelSource<T>(x.n, masked || metric.dense.partial),
        metric_(metric.dense.accurate && !masked && triangle_holds(metric)),
        cost_(metric.dense.cost * (masked ? 2 : 1)),  // missing values double the work
        kernel_(find_kernel(metric.dense, masked, isa)),
        float_kernel_(metric.dense.single_kernels.plain == nullptr
                          ? DenseKernel<float>()
                          : metric.dense.single_kernels[isa](masked)),
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

  // The data of a source of doubles in floats, its columns shifted to the middle of their range.
  // Rounding moves an object by at most half a unit of rounding times its distance from there, in
  // the metric; no metric with kernels for floats and accurate sums is larger than the sum of the
  // absolute differences. Twice that for a pair, and twice again to be on the safe side.
  explicit DenseSource(const DenseSource<double>& of)
      : PanelSource<T>(of.size(), false),
        metric_(true),
        cost_(of.cost_),
        kernel_(of.float_kernel_),
        panels_(of.size(), of.params_.p, kernel_.width) {
    params_.p = of.params_.p;
    params_.power = of.params_.power;
    using Limits = std::numeric_limits<float>;
    const double farthest = panels_.round(of.panels_, of.size());
    rounding_ = 2 * static_cast<double>(Limits::epsilon()) * farthest +
                4 * static_cast<double>(params_.p) * static_cast<double>(Limits::denorm_min());
  }

  class DenseShelf final : public Shelf<T> {
   public:
    DenseShelf(const DenseSource& of, std::size_t places)
        : of_(of), panels_(to_index(places), of.params_.p, static_cast<int>(of.panels_.width())) {}

    void put(std::size_t first, const Index* ids, std::size_t m) override {
      for (std::size_t i = 0; i < m; ++i) panels_.put(first + i, of_.panels_, ids[i]);
    }

    void read(Index j, const std::size_t* first, std::size_t count, T* out) const override {
      constexpr std::size_t block = Shelf<T>::block;
      const std::size_t p = of_.params_.p, w = panels_.width();
      T few[64];
      std::vector<T> many(p > 64 ? p : 0);
      T* const row = p > 64 ? many.data() : few;
      const T* const from = of_.panels_.object(j);
      for (std::size_t v = 0; v < p; ++v) row[v] = from[v * w];
      for (std::size_t b = 0; b < count; ++b)
        for (std::size_t at = 0; at < block; at += w)
          of_.kernel_.one(row, panels_.panel((first[b] + at) / w), of_.params_,
                          out + b * block + at, w);
    }

   private:
    const DenseSource& of_;
    Panels<T> panels_;
  };

  static DenseKernel<T> find_kernel(const DensePart& part, bool masked, Isa isa) {
    if constexpr (std::is_same<T, double>::value) {
      if (part.kernels.plain) return part.kernels[isa](masked);
    } else {
      if (part.single_kernels.plain) return part.single_kernels[isa](masked);
    }
    throw Error(ErrorCode::internal, "the metric has no kernel for columns of numbers");
  }

  // Dissimilarities of rows `ids` of the data to columns [c0, c1) of `columns`.
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

  bool metric_;  // the triangle inequality holds up to small relative errors
  double cost_;
  DenseKernel<T> kernel_;
  DenseKernel<float> float_kernel_{};  // of the same metric, if it has one
  double rounding_ = 0;                // the error by the rounding of the data themselves
  std::vector<GowerKind> kinds_;
  std::vector<T> weights_;
  DenseParams<T> params_{};
  Panels<T> panels_;
};

}  // namespace fastpam

#endif
