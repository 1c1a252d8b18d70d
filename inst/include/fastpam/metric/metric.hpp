// A metric is one entry: this description, filled in by a function in a file of its own (or of its
// family, where the kernels are the same) and named in one line of metric/registry.hpp. Sources,
// the table of R, its help pages and its error messages read nothing else.
#ifndef FASTPAM_METRIC_METRIC_HPP
#define FASTPAM_METRIC_METRIC_HPP

#include "kernel/bit_kernel.hpp"
#include "kernel/dense_kernel.hpp"
#include "kernel/row_transform.hpp"
#include "kernel/sparse_kernel.hpp"
#include "user.hpp"

namespace fastpam {

/// The part of a metric for columns of numbers.
struct DensePart {
  /// Kernels in double precision; without them, the metric does not support columns of numbers.
  DenseKernels<double> kernels{};
  /// Kernels in floats, on data rounded to floats, for metrics where the rounding error is small
  /// compared with the differences. Without them, results are computed in doubles and then rounded.
  /// Ratios need this because columns must not be shifted for them, equality because rounding can
  /// make values equal, and rows scaled to length 1 because only their small differences count.
  DenseKernels<float> single_kernels{};
  /// Whether columns far from zero are centred before they are rounded to floats.
  bool centred = false;
  /// Used instead of the kernels for data with missing values, for metrics that transform rows:
  /// then the transformation depends on the variables observed in both rows. NaN: nothing in
  /// common.
  UserMetric missing_pair = nullptr;
  /// True if rows without missing values may also have nothing in common.
  bool partial = false;
  /// True if variables have kinds and weights.
  bool mixed = false;
  /// Whether the kernels' values have small relative errors. They do if they are sums of terms >= 0
  /// with a few roundings each, and never differences of sums.
  bool accurate = false;
  /// The cost of one variable of a pair, relative to a sum of squares. 0: not known.
  double cost = 1;
  /// Whether there is one.
  explicit operator bool() const { return kernels.plain != nullptr; }
};

/// What else the triangle inequality may depend on.
struct TriangleCase {
  double power = 2;         ///< minkowski
  bool asymmetric = false;  ///< gower: whether a column is asymmetric
};

/// A metric and all that is known about it. (Some are not metrics in the strict sense, see
/// `triangle`.)
struct Metric {
  /// The name; lower case.
  const char* name = "";
  /// Other names, separated by blanks; lower case. A name that means something else in other
  /// packages is not used.
  const char* synonyms = "";
  /// The arguments of R's functions that apply to it, separated by blanks.
  const char* parameters = "";

  /// The formula for rows x and y, as text for people.
  const char* formula = "";
  /// The range of the formula.
  const char* range = "[0, Inf)";
  /// The established function that gives the same values.
  const char* reference = "";
  /// How missing values are treated.
  const char* missing = "an error";

  /// Whether values may be missing.
  bool missing_allowed = false;
  /// Whether the data must be >= 0.
  bool non_negative = false;
  /// Whether d(x, z) <= d(x, y) + d(y, z) for all data without missing values, in exact arithmetic;
  /// null: it does not hold. (It never holds for sums that are scaled up for missing values.)
  bool (*triangle)(const TriangleCase&) = nullptr;

  /// The transformation of each row before comparison.
  RowTransform transform{};
  /// Columns of numbers.
  DensePart dense{};
  /// Presence and absence, packed into bits: for all data if there is no dense part, else for data
  /// of zeros and ones.
  BitKernels bits{};
  /// Sparse tables.
  SparseKernel sparse{};

  /// Whether the metric has a part for presence and absence.
  bool has_bits() const { return bits.plain != nullptr; }
  /// Whether single precision rounds the data and not the results.
  bool rounds_data() const { return dense.single_kernels.plain != nullptr; }
};

/// Whether the triangle inequality holds, up to rounding, where no value is missing.
inline bool triangle_holds(const Metric& metric, const TriangleCase& use = {}) {
  return metric.triangle != nullptr && metric.triangle(use);
}

/// The metrics themselves, one function for each.
namespace metrics {
/// For Metric::triangle.
inline bool always(const TriangleCase&) { return true; }
}  // namespace metrics

}  // namespace fastpam

#endif
