// A source of numeric columns, in the precision that its metric allows.
#ifndef FASTPAM_DISSIM_COMPUTED_DENSE_SOURCE_HPP
#define FASTPAM_DISSIM_COMPUTED_DENSE_SOURCE_HPP

#include <memory>
#include <type_traits>

#include "dense.hpp"
#include "rounded.hpp"

namespace fastpam {

/// Floats are computed from floats if the metric may round its data; otherwise results are rounded
/// from doubles. x is not needed afterwards.
template <class T>
std::unique_ptr<Source<T>> dense_source(const MatrixView& x, const Metric& metric,
                                        const DenseOptions& options, Isa isa = detect_isa()) {
  if constexpr (std::is_same<T, float>::value) {
    if (!metric.rounds_data())
      return std::make_unique<RoundedSource>(
          std::make_unique<DenseSource<double>>(x, metric, options, isa));
  }
  return std::make_unique<DenseSource<T>>(x, metric, options, isa);
}

}  // namespace fastpam

#endif
