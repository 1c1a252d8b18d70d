// How far an estimate of a change may be from the reference's own sum.
#ifndef FASTPAM_SEARCH_MARGIN_HPP
#define FASTPAM_SEARCH_MARGIN_HPP

#include "state.hpp"

namespace fastpam {

/// The error of an estimate and the reference's sum together, with so many additions to each of
/// three sums in both, in any order, none of which exceeds `largest` in between. There is a spare
/// factor of 2. Products with weights so small that digits are lost have an error of half the
/// smallest number each.
inline double search_error(double additions, double largest) {
  constexpr double unit = 1.1102230246251565e-16, smallest = 4.9406564584124654e-324;
  return 8 * additions * unit * largest + 16 * additions * smallest;
}

/// What rounded dissimilarities add to it; `second`: the sum of all ds, which no sum of
/// dissimilarities that count exceeds.
template <class T>
double rounding_error(const Problem<T>& problem, double second) {
  return problem.rounded == nullptr ? 0 : RoundedSquare::error(second, problem.total_weight());
}

/// The largest error of an estimate made in one pass.
template <class T>
double search_margin(const SearchState<T>& state) {
  const double second = state.total_second();
  return search_error(static_cast<double>(state.n()), second) +
         rounding_error(state.problem(), second);
}

}  // namespace fastpam

#endif
