// Chooses the source that computes a metric on a table of numbers.
#ifndef FASTPAM_DISSIM_COMPUTED_DATA_SOURCE_HPP
#define FASTPAM_DISSIM_COMPUTED_DATA_SOURCE_HPP

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>

#include "../../metric/metric.hpp"
#include "binary.hpp"
#include "dense_source.hpp"
#include "pairwise.hpp"

namespace fastpam {

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

/// The dissimilarities between the rows of `x`. Bits are counted if the metric and the data allow
/// it. Transformed rows with missing values are compared pair by pair. Everything else has a
/// kernel. x is not needed afterwards.
template <class T>
std::unique_ptr<Source<T>> data_source(const MatrixView& x, const Metric& metric,
                                       const DenseOptions& options, Isa isa = detect_isa()) {
  if (metric.has_bits() && (!metric.dense || data_source_detail::zeros_and_ones(x))) {
    const bool masked = is_masked(x, options);
    return std::make_unique<BinarySource<T>>(
        pack_bits(x, find_bit_kernel(metric.bits, masked, isa).width, masked), metric.bits, isa);
  }
  if (metric.dense.missing_pair && is_masked(x, options))
    return std::make_unique<PairwiseSource<T>>(x, metric.dense.missing_pair, true);
  return dense_source<T>(x, metric, options, isa);
}

}  // namespace fastpam

#endif
