// How dissimilarities are computed from columns of numbers, apart from the metric, and the choices
// that depend on the whole table.
#ifndef FASTPAM_DISSIM_COMPUTED_DENSE_OPTIONS_HPP
#define FASTPAM_DISSIM_COMPUTED_DENSE_OPTIONS_HPP

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <type_traits>
#include <vector>

#include "../../base/error.hpp"
#include "../../metric/metric.hpp"
#include "matrix_view.hpp"

namespace fastpam {

/// How dissimilarities are computed from columns of numbers.
struct DenseOptions {
  /// How sums over the variables observed in both objects are scaled up to all variables.
  MissingScale scale = MissingScale::cluster;
  /// The power of minkowski.
  double power = 2;
  /// The kinds of the variables, for gower alone.
  std::vector<GowerKind> kinds{};
  /// The weights of the variables, for gower alone.
  std::vector<double> weights{};
  /// Which kernels: those for missing values (true, whether or not there are any) or the others
  /// (false: an Error if a value is missing). Empty: what the data need.
  std::optional<bool> masked{};
  /// In single precision, subtracted from the columns before they are rounded, one value per
  /// variable. Empty: chosen from the data. Not used in double precision, nor by metrics that never
  /// shift (dense_facts() tells).
  std::vector<double> shift{};
};

/// Whether the kernels for missing values are used; an Error if the data need them and the options
/// rule them out.
inline bool is_masked(const MatrixView& x, const DenseOptions& options) {
  if (options.masked == true) return true;
  const bool missing = x.any_missing();
  if (missing && options.masked == false)
    throw Error(ErrorCode::broken, "a value is missing where none was expected");
  return missing;
}

/// The values subtracted from the columns of a source of T. Doubles are never shifted and keep all
/// bits. Columns of floats are shifted by the values in the options or, if they are far from zero,
/// by the middle of their range. Floats have 24 bits, so that without a shift differences of years
/// or coordinates would be lost.
template <class T>
std::vector<double> column_shift(const MatrixView& x, const Metric& metric,
                                 const DenseOptions& options) {
  if (!std::is_same<T, float>::value || !metric.rounds_data() || !metric.dense.centred) return {};
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
    // Small numbers, for instance small whole numbers, are already exact.
    const double middle = low / 2 + high / 2;
    center.push_back(std::max(-low, high) > 4 * (high - low) && low <= high ? middle : 0);
  }
  return center;
}

/// The choices that depend on the whole table. Given back as DenseOptions::masked and
/// DenseOptions::shift, they compute other rows exactly as they would have beside the table.
struct DenseFacts {
  /// Whether the kernels for missing values are used.
  bool masked = false;
  /// The values subtracted from the columns in single precision; empty if the metric never shifts.
  std::vector<double> shift{};
};

/// The choices of data_source<T>(x, metric, options).
template <class T>
DenseFacts dense_facts(const MatrixView& x, const Metric& metric, const DenseOptions& options) {
  return {is_masked(x, options), column_shift<T>(x, metric, options)};
}

}  // namespace fastpam

#endif
