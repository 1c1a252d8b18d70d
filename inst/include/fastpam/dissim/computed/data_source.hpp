// A metric of the registry on a table of numbers: the source that computes it, and what that
// source chose by looking at the whole table.
#ifndef FASTPAM_DISSIM_COMPUTED_DATA_SOURCE_HPP
#define FASTPAM_DISSIM_COMPUTED_DATA_SOURCE_HPP

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <type_traits>
#include <vector>

#include "../../metric/pairwise.hpp"
#include "../../metric/registry.hpp"
#include "binary.hpp"
#include "dense_source.hpp"
#include "pairwise.hpp"

namespace fastpam {

/// What the kernels chose by looking at the whole table. Given back as DenseOptions::masked and
/// DenseOptions::shift, they compute other rows exactly as they would have beside the table.
struct DenseFacts {
  /// Whether the kernels for missing values are used.
  bool masked = false;
  /// What is subtracted from the columns in single precision; empty where nothing ever is.
  std::vector<double> shift{};
};

namespace data_source_detail {

inline bool zeros_and_ones(const MatrixView& x) {
  const std::size_t m = uz(x.n) * x.p;
  for (std::size_t k = 0; k < m; ++k) {
    const bool other = x.real ? x.real[k] != 0 && x.real[k] != 1 && x.real[k] == x.real[k]
                              : x.integer[k] != 0 && x.integer[k] != 1 &&
                                    x.integer[k] != std::numeric_limits<std::int32_t>::min();
    if (other) return false;
  }
  return true;
}

}  // namespace data_source_detail

/// The dissimilarities between the rows of `x` by a metric of the registry: counted bits for
/// presence and absence, pair by pair for angles with missing values, a kernel for all else.
/// `options.rule` and `options.transform` are the metric's. x is not needed afterwards.
template <class T>
std::unique_ptr<Source<T>> data_source(const MatrixView& x, const Metric& metric,
                                       DenseOptions options, Isa isa = detect_isa()) {
  if (metric.family == Family::presence &&
      (metric.bits != BitRule::hamming || data_source_detail::zeros_and_ones(x))) {
    const bool masked = is_masked(x, options);
    return std::make_unique<BinarySource<T>>(
        pack_bits(x, find_bit_kernel(masked, isa).width, masked), metric.bits, isa);
  }
  if (metric.family == Family::angular && is_masked(x, options)) {
    const bool ranks = metric.transform == RowTransform::ranked_unit;
    const bool center = ranks || metric.transform == RowTransform::centred_unit;
    const UserMetric pair = ranks    ? &angular_pair<true, true>
                            : center ? &angular_pair<true, false>
                                     : &angular_pair<false, false>;
    return std::make_unique<PairwiseSource<T>>(x, pair, true);
  }
  options.rule = metric.rule;
  options.transform = metric.transform;
  return dense_source<T>(x, options, isa);
}

/// What data_source<T>(x, metric, options) chooses.
template <class T>
DenseFacts dense_facts(const MatrixView& x, const Metric& metric, const DenseOptions& options) {
  DenseFacts facts;
  facts.masked = is_masked(x, options);
  const bool shifts = std::is_same<T, float>::value && rounds_data(metric.rule) &&
                      metric.rule != Rule::gower && metric.transform == RowTransform::none;
  if (shifts) facts.shift = column_shift(x, options);
  return facts;
}

}  // namespace fastpam

#endif
