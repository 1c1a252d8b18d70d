// Dissimilarities computed on the fly from numeric columns.
//
// As floats only by rules that may round the data first (rounds_data()); dense_source.hpp chooses.
// Owns its data as panels; a tile is computed panel by panel so that a panel is read from the cache
// by all rows of the tile. With missing values the kernel counts what it used; a pair with nothing
// in common shows as NaN and is an Error that names the two objects, raised when the pair is
// computed. The same bits for every instruction set and every way to cut the work.
#ifndef FASTPAM_DISSIM_COMPUTED_DENSE_HPP
#define FASTPAM_DISSIM_COMPUTED_DENSE_HPP

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "../../metric/kernels.hpp"
#include "../on_the_fly.hpp"
#include "panels.hpp"
#include "../source.hpp"

namespace fastpam {

/// How dissimilarities are computed from numeric columns.
struct DenseOptions {
  Rule rule = Rule::euclidean;
  /// How sums over the variables observed in both objects are scaled up to all variables.
  MissingScale scale = MissingScale::cluster;
  /// The power of minkowski.
  double power = 2;
  /// The kinds of the variables, for gower alone.
  std::vector<GowerKind> kinds{};
  /// The weights of the variables, for gower alone.
  std::vector<double> weights{};
  RowTransform transform = RowTransform::none;
  /// Which kernels: those for missing values (true, whether or not there are any) or the others
  /// (false: an Error if a value is missing). Empty: what the data need.
  std::optional<bool> masked{};
  /// In single precision, subtracted from the columns before they are rounded, one value per
  /// variable. Empty: chosen from the data. Not used in double precision, nor by metrics that never
  /// shift (dense_facts() tells).
  std::vector<double> shift{};
};

/// Whether the kernels for missing values are used; an Error where the options rule them out.
inline bool is_masked(const MatrixView& x, const DenseOptions& options) {
  if (options.masked == true) return true;
  const bool missing = x.any_missing();
  if (missing && options.masked == false)
    throw Error(ErrorCode::broken, "a value is missing where none was expected");
  return missing;
}

/// What is subtracted from the columns before they are rounded to floats: the middles of those that
/// lie far from zero, or what the options give. Floats keep 24 bits: differences of years or
/// coordinates would be lost without it.
inline std::vector<double> column_shift(const MatrixView& x, const DenseOptions& options) {
  if (!options.shift.empty()) {
    if (options.shift.size() != x.p)
      throw Error(ErrorCode::broken, "one shift per column is needed");
    return options.shift;
  }
  std::vector<double> center;
  for (std::size_t v = 0; v < x.p; ++v) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (Index i = 0; i < x.n; ++i) {
      const double value = x.at(i, v);
      low = std::min(low, value == value ? value : low);
      high = std::max(high, value == value ? value : high);
    }
    // Small numbers, whole numbers for instance, are exact already: leave them.
    const double middle = low / 2 + high / 2;
    center.push_back(std::max(-low, high) > 4 * (high - low) && low <= high ? middle : 0);
  }
  return center;
}

template <class T>
class DenseSource final : public OnTheFly<T> {
 public:
  DenseSource(const MatrixView& x, const DenseOptions& options, Isa isa = detect_isa())
      : OnTheFly<T>(x.n),
        rule_(options.rule),
        masked_(is_masked(x, options)),
        kernel_(find_dense_kernel<T>(options.rule, masked_, isa)),
        kinds_(options.kinds),
        weights_(options.weights.begin(), options.weights.end()),
        panels_(options.transform == RowTransform::none
                    ? Panels<T>(x, kernel_.width, shift(x, options))
                    : Panels<T>(x, kernel_.width, options.transform)) {
    checked_ = masked_ || options.rule == Rule::gower;
    params_.p = x.p;
    params_.scale = options.scale;
    params_.power = options.power;
    params_.kinds = kinds_.data();
    params_.weights = weights_.data();
  }

  // A division costs as much as four variables; missing values double the work.
  double cost() const override {
    if (rule_ == Rule::minkowski || rule_ == Rule::gower) return OnTheFly<T>::cost();
    const bool ratio =
        rule_ == Rule::canberra || rule_ == Rule::braycurtis || rule_ == Rule::ruzicka;
    return static_cast<double>(params_.p * sizeof(T) * (ratio ? 4 : 1) * (masked_ ? 2 : 1));
  }

  void tile(Index r0, Index r1, Index c0, Index c1, T* out, std::size_t ld) const override {
    if (r0 >= r1 || c0 >= c1) return;
    std::vector<Index> ids(uz(r1 - r0));
    for (Index r = r0; r < r1; ++r) ids[uz(r - r0)] = r;
    block(ids.data(), r1 - r0, panels_, c0, c1, out, ld);
    for (Index r = std::max(r0, c0); r < std::min(r1, c1); ++r)
      out[uz(r - r0) * ld + uz(r - c0)] = T(0);
    if (checked_) this->check_tile(r0, r1, c0, c1, out, ld);
  }

  void rows(const Index* ids, Index m, Index c0, Index c1, T* out, std::size_t ld) const override {
    if (m == 0 || c0 >= c1) return;
    block(ids, m, panels_, c0, c1, out, ld);
    for (Index a = 0; a < m; ++a)
      if (ids[a] >= c0 && ids[a] < c1) out[uz(a) * ld + uz(ids[a] - c0)] = T(0);
  }

  void among(const Index* ids, Index m, T* out) const override {
    if (m == 0) return;
    Panels<T> few(m, params_.p, kernel_.width);
    const std::size_t w = few.width();
    for (std::size_t q = 0; q * w < uz(m); ++q)
      for (std::size_t lane = 0; lane < w; ++lane) {
        const T* from = panels_.object(ids[std::min(q * w + lane, uz(m) - 1)]);
        T* to = few.panel_values(q) + lane;
        for (std::size_t v = 0; v < params_.p; ++v) to[v * w] = from[v * w];
      }
    block(ids, m, few, 0, m, out, uz(m));
    for (Index a = 0; a < m; ++a) out[uz(a) * uz(m) + uz(a)] = T(0);
    if (checked_) this->check_among(ids, m, out);
  }

 private:
  // Doubles stay as they are, to the last bit; so does Gower, which is scaled already.
  static std::vector<double> shift(const MatrixView& x, const DenseOptions& options) {
    if (sizeof(T) == sizeof(double) || options.rule == Rule::gower) return {};
    return column_shift(x, options);
  }

  // Rows `ids` of the data against columns [c0, c1) of `columns`.
  void block(const Index* ids, Index m, const Panels<T>& columns, Index c0, Index c1, T* out,
             std::size_t ld) const {
    const std::size_t p = params_.p;
    const std::size_t w = columns.width();
    const std::size_t rows = uz(m);
    // A single row has a kernel of its own. Otherwise groups of R, the last one padded.
    const std::size_t group = rows == 1 ? 1 : static_cast<std::size_t>(kernel_.rows);
    const auto run = rows == 1 ? kernel_.one : kernel_.many;
    const std::size_t n_groups = (rows + group - 1) / group;
    // As many row groups at a time as fit a quarter of a megabyte.
    const std::size_t bytes = std::max<std::size_t>(group * p * sizeof(T), 1);
    const std::size_t batch = std::max<std::size_t>(1, (std::size_t{1} << 18) / bytes);
    const std::unique_ptr<T[]> packed(new T[std::min(batch, n_groups) * group * p + 1]);
    const std::unique_ptr<T[]> edge(new T[group * w]);

    for (std::size_t g0 = 0; g0 < n_groups; g0 += batch) {
      const std::size_t g1 = std::min(g0 + batch, n_groups);
      for (std::size_t g = g0; g < g1; ++g)
        for (std::size_t r = 0; r < group; ++r) {
          const T* from = panels_.object(ids[std::min(g * group + r, rows - 1)]);
          T* to = packed.get() + (g - g0) * group * p + r;
          for (std::size_t v = 0; v < p; ++v) to[v * group] = from[v * w];
        }
      for (std::size_t q = columns.panel_of(c0); q * w < uz(c1); ++q) {
        const std::size_t first = std::max(q * w, uz(c0));
        const std::size_t last = std::min(q * w + w, uz(c1));
        for (std::size_t g = g0; g < g1; ++g) {
          const T* from = packed.get() + (g - g0) * group * p;
          const std::size_t r0 = g * group;
          const std::size_t r1 = std::min(r0 + group, rows);
          if (last - first == w && r1 - r0 == group) {
            run(from, columns.panel(q), params_, out + r0 * ld + (first - uz(c0)), ld);
            continue;
          }
          run(from, columns.panel(q), params_, edge.get(), w);
          for (std::size_t r = r0; r < r1; ++r)
            std::copy(edge.get() + (r - r0) * w + (first - q * w),
                      edge.get() + (r - r0) * w + (last - q * w), out + r * ld + (first - uz(c0)));
        }
      }
    }
  }

  Rule rule_;
  bool masked_;
  bool checked_ = false;
  DenseKernel<T> kernel_;
  std::vector<GowerKind> kinds_;
  std::vector<T> weights_;
  DenseParams<T> params_{};
  Panels<T> panels_;
};

}  // namespace fastpam

#endif
