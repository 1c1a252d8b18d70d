// The nearest and second nearest of k medoids for each object, from a table of dissimilarities.
#ifndef FASTPAM_EVAL_NEAREST_HPP
#define FASTPAM_EVAL_NEAREST_HPP

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "../base/types.hpp"

namespace fastpam {

/// The nearest and the second nearest medoid of each object.
struct NearestTwo {
  std::vector<Index> near;     ///< object -> column; -1: no comparable medoid
  std::vector<double> dn, ds;  ///< infinite if there is no such medoid
};

/// `d` holds m objects x medoid.size() columns, by columns; NaN for a pair that cannot be compared.
/// Ties go to the medoid with the lowest object number, as in a partition.
inline NearestTwo nearest_two(const double* d, std::size_t m, const std::vector<Index>& medoid) {
  std::vector<std::size_t> order(medoid.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return medoid[a] < medoid[b]; });
  const double none = std::numeric_limits<double>::infinity();
  NearestTwo out{std::vector<Index>(m, -1), std::vector<double>(m, none),
                 std::vector<double>(m, none)};
  for (const std::size_t c : order) {
    const double* column = d + c * m;
    for (std::size_t o = 0; o < m; ++o) {
      if (std::isnan(column[o])) continue;
      if (column[o] < out.dn[o] || out.near[o] < 0) {
        out.ds[o] = out.dn[o];
        out.dn[o] = column[o];
        out.near[o] = static_cast<Index>(c);
      } else {
        out.ds[o] = std::min(out.ds[o], column[o]);
      }
    }
  }
  return out;
}

}  // namespace fastpam

#endif
