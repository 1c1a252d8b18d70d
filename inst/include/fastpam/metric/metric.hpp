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
  /// Kernels in floats, of data rounded to floats: where what is rounded away is little beside the
  /// differences. Without them floats are rounded from doubles. That is right for ratios, which are
  /// no longer the same around another zero, for equality, and for rows scaled to length 1, of
  /// which only small differences count.
  DenseKernels<float> single_kernels{};
  /// Whether columns that lie far from zero are centred before they are rounded to floats.
  bool centred = false;
  /// Computes a pair where values are missing, instead of the kernels: for metrics that transform
  /// rows, which here depends on the variables observed in both. NaN: nothing in common.
  UserMetric missing_pair = nullptr;
  /// True where rows without missing values may have nothing in common, too.
  bool partial = false;
  /// True where variables have kinds and weights.
  bool mixed = false;
  /// Whether the kernels' values have small relative errors: sums of terms >= 0, each of them right
  /// up to a few roundings, never differences of sums.
  bool accurate = false;
  /// What a variable of a pair costs, where a sum of squares is 1. 0: not known.
  double cost = 1;
  /// Whether there is one.
  explicit operator bool() const { return kernels.plain != nullptr; }
};

/// What else the triangle inequality may depend on.
struct TriangleCase {
  double power = 2;         ///< minkowski
  bool asymmetric = false;  ///< gower: whether a column is asymmetric
};

/// A metric and all that is known of it. (Some are no metric in the strict sense: `triangle`.)
struct Metric {
  /// The name; lower case.
  const char* name = "";
  /// Other names, separated by blanks; lower case. None that means something else elsewhere.
  const char* synonyms = "";
  /// The arguments of R's functions that it has use for, separated by blanks.
  const char* parameters = "";

  /// The formula for rows x and y, to be read by people.
  const char* formula = "";
  /// The range of the formula.
  const char* range = "[0, Inf)";
  /// The established function that it equals.
  const char* reference = "";
  /// What is done about missing values.
  const char* missing = "an error";

  /// Whether values may be missing.
  bool missing_allowed = false;
  /// Whether the data must be >= 0.
  bool non_negative = false;
  /// Whether d(x, z) <= d(x, y) + d(y, z) for all data without missing values, in exact arithmetic;
  /// null: it does not. (Scaled up for missing values, no sum keeps it.)
  bool (*triangle)(const TriangleCase&) = nullptr;

  /// What is done to each row first.
  RowTransform transform{};
  /// Columns of numbers.
  DensePart dense{};
  /// Presence and absence, packed to bits: all data where there is no dense part, data of zeros and
  /// ones where there is.
  BitKernels bits{};
  /// Sparse tables.
  SparseKernel sparse{};

  /// Whether there is a way for presence and absence.
  bool has_bits() const { return bits.plain != nullptr; }
  /// Whether single precision rounds the data, rather than what is computed from them.
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
