// Angular dissimilarities with missing values: each pair over the variables observed in both, as
// cor(use = "pairwise.complete.obs") does. There is nothing to prepare per row, so these are plain
// functions of two rows, in two passes.
#ifndef FASTPAM_METRIC_PAIRWISE_HPP
#define FASTPAM_METRIC_PAIRWISE_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

#include "../base/rounding.hpp"

namespace fastpam {

namespace pairwise_detail {

// The values observed in both.
inline void common(const double* x, const double* y, std::size_t p, std::vector<double>& a,
                   std::vector<double>& b) {
  a.clear();
  b.clear();
  for (std::size_t v = 0; v < p; ++v)
    if (x[v] == x[v] && y[v] == y[v]) {
      a.push_back(x[v]);
      b.push_back(y[v]);
    }
}

}  // namespace pairwise_detail

// To length 1, after subtracting the mean if `center`. False when that cannot be (all zero).
inline bool scale_to_unit(double* x, std::size_t m, bool center) {
  if (center) {
    double mean = 0;
    for (std::size_t v = 0; v < m; ++v) mean += x[v];
    mean /= static_cast<double>(m);
    double rest = 0;  // what rounding left: the mean in two passes, as cor() does
    for (std::size_t v = 0; v < m; ++v) rest += x[v] - mean;
    mean += rest / static_cast<double>(m);
    bool constant = true;
    for (std::size_t v = 1; v < m; ++v) constant = constant && x[v] == x[0];
    if (constant) return false;
    for (std::size_t v = 0; v < m; ++v) x[v] -= mean;
  }
  double largest = 0;
  for (std::size_t v = 0; v < m; ++v) largest = std::max(largest, std::fabs(x[v]));
  if (!(largest > 0)) return false;
  double sum = 0;
  for (std::size_t v = 0; v < m; ++v) sum += product(x[v] / largest, x[v] / largest);
  const double length = largest * std::sqrt(sum);
  for (std::size_t v = 0; v < m; ++v) x[v] /= length;
  return true;
}

// Average ranks, from 1.
inline void to_ranks(double* x, std::size_t m) {
  std::vector<std::size_t> order(m);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  std::vector<double> rank(m);
  for (std::size_t i = 0; i < m;) {
    std::size_t j = i + 1;
    while (j < m && x[order[j]] == x[order[i]]) ++j;
    for (std::size_t k = i; k < j; ++k) rank[order[k]] = static_cast<double>(i + j + 1) / 2;
    i = j;
  }
  std::copy(rank.begin(), rank.end(), x);
}

// NaN where nothing is in common or a side is constant (correlations) or zero (cosine).
template <bool Center, bool Ranks>
double angular_pair(const double* x, const double* y, std::size_t p) {
  std::vector<double> a, b;
  pairwise_detail::common(x, y, p, a, b);
  const std::size_t m = a.size();
  if (m == 0) return std::numeric_limits<double>::quiet_NaN();
  if (Ranks) {
    to_ranks(a.data(), m);
    to_ranks(b.data(), m);
  }
  if (!scale_to_unit(a.data(), m, Center) || !scale_to_unit(b.data(), m, Center))
    return std::numeric_limits<double>::quiet_NaN();
  double sum = 0;
  for (std::size_t v = 0; v < m; ++v) sum += product(a[v] - b[v], a[v] - b[v]);
  return sum / 2;
}

}  // namespace fastpam

#endif
