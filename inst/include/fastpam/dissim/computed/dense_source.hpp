// A source of numeric columns, in the precision that its rule can bear.
#ifndef FASTPAM_DISSIM_COMPUTED_DENSE_SOURCE_HPP
#define FASTPAM_DISSIM_COMPUTED_DENSE_SOURCE_HPP

#include <memory>
#include <type_traits>

#include "dense.hpp"
#include "rounded.hpp"

namespace fastpam {

// Floats are computed from floats where the rule allows, and rounded from doubles elsewhere: of
// rows that were scaled to length 1, too, only differences count, and those may be small.
template <class T>
std::unique_ptr<Source<T>> dense_source(const MatrixView& x, const DenseOptions& options,
                                        Isa isa = detect_isa()) {
  if constexpr (std::is_same<T, float>::value) {
    if (!rounds_data(options.rule) || options.transform != RowTransform::none)
      return std::make_unique<RoundedSource>(
          std::make_unique<DenseSource<double>>(x, options, isa));
  }
  return std::make_unique<DenseSource<T>>(x, options, isa);
}

}  // namespace fastpam

#endif
