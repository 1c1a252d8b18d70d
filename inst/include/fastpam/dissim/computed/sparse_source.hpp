// Chooses the source that computes a metric on a sparse table: bits or an inverted index.
#ifndef FASTPAM_DISSIM_COMPUTED_SPARSE_SOURCE_HPP
#define FASTPAM_DISSIM_COMPUTED_SPARSE_SOURCE_HPP

#include <cmath>
#include <memory>
#include <utility>

#include "../../metric/metric.hpp"
#include "binary.hpp"
#include "sparse.hpp"

namespace fastpam {

/// How a sparse table is stored: the cheaper way, or one of the two (for tests).
enum class SparseStorage { automatic, index, bits };

/// How dissimilarities are computed from a sparse table.
struct SparseOptions {
  /// The power of minkowski.
  double power = 2;
  /// How the table is stored.
  SparseStorage storage = SparseStorage::automatic;
};

namespace sparse_source_detail {

// The inverted index is used if there are so few entries that reading the lists costs less than
// reading the words of a row. (An increment costs about as much as three words.)
inline bool bits_pay(const SparseView& x) {
  double increments = 0;
  for (std::size_t v = 0; v < x.p; ++v)
    increments += std::pow(static_cast<double>(x.start[v + 1] - x.start[v]), 2);
  const double words = std::pow(static_cast<double>(x.n), 2) * static_cast<double>(x.p) / 64;
  return 3 * increments > words;
}

inline bool ones(const SparseView& x) {
  for (std::size_t e = 0; x.value && e < x.entries(); ++e)
    if (x.value[e] != 1 && x.value[e] != 0) return false;
  return true;
}

inline bool takes_bits(const SparseView& x, const Metric& metric, SparseStorage storage) {
  if (storage == SparseStorage::bits && !metric.has_bits())
    throw Error(ErrorCode::broken, "this metric does not count bits");
  if (storage != SparseStorage::automatic) return storage == SparseStorage::bits;
  return metric.has_bits() && (!metric.dense || ones(x)) && bits_pay(x);
}

}  // namespace sparse_source_detail

/// The dissimilarities between the rows of a sparse table; an Error if the metric does not support
/// sparse tables. x is not needed afterwards.
template <class T>
std::unique_ptr<Source<T>> sparse_source(const SparseView& x, const Metric& metric,
                                         const SparseOptions& options, Isa isa = detect_isa()) {
  if (!sparse_source_detail::takes_bits(x, metric, options.storage))
    return std::make_unique<SparseSource<T>>(x, metric, options.power);
  BitTable table(x.n, x.p, false, find_bit_kernel(metric.bits, false, isa).width);
  for (std::size_t v = 0; v < x.p; ++v)
    for (std::size_t e = uz(x.start[v]); e < uz(x.start[v + 1]); ++e)
      if (!x.value || x.value[e] != 0) table.set(x.row[e], v);
  table.count();
  return std::make_unique<BinarySource<T>>(std::move(table), metric.bits, isa);
}

}  // namespace fastpam

#endif
