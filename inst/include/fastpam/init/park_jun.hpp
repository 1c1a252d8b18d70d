// Park & Jun's init (2009, eq. 4): the k objects with the smallest
// v(j) = sum over i of d(i, j) / sum over l of d(i, l), ties to the lowest object number.
#ifndef FASTPAM_INIT_PARK_JUN_HPP
#define FASTPAM_INIT_PARK_JUN_HPP

#include <algorithm>
#include <vector>

#include "../dissim/reading/block.hpp"
#include "../search/state.hpp"

namespace fastpam {
namespace park_jun_detail {

// out[j] = sum over i of factor[i] d(i, j), i ascending.
template <class T>
std::vector<double> weighted_sums(const Problem<T>& problem, const std::vector<double>& factor,
                                  const char* phase, Context& ctx) {
  const Index n = problem.n(), columns = block_columns(problem.source);
  const std::vector<Index> order = ascending(n);
  std::vector<double> out(uz(n), 0.0);
  ctx.monitor.progress(phase, 0, n_blocks(n, columns));
  ctx.run(n_blocks(n, columns), [&](std::size_t b, int) {
    const Index c0 = static_cast<Index>(b) * columns, c1 = std::min(n, c0 + columns);
    std::vector<T> buffer;
    double* const to = out.data() + c0;
    for_rows(problem.source, order.data(), order.size(), c0, c1, buffer,
             [&](const RowBundle<T>& rows, std::size_t m) {
               for (std::size_t r = 0; r < rows.count; ++r) {
                 const double f = factor[uz(rows.object[r])];
                 for (std::size_t c = 0; c < m; ++c)
                   to[c] += product(f, static_cast<double>(rows.row[r][c]));
               }
             });
  });
  ctx.count.rows_read += uz(n);
  return out;
}

}  // namespace park_jun_detail

/// The k most central objects.
template <class T>
std::vector<Index> init_park_jun(const Problem<T>& problem, Index k, Context& ctx) {
  std::vector<Index> order = free_objects(problem, k), medoids = fixed_objects(problem);
  std::vector<double> factor(uz(problem.n()));
  for (Index o = 0; o < problem.n(); ++o) factor[uz(o)] = problem.weight(o);
  const std::vector<double> total = park_jun_detail::weighted_sums(problem, factor, "sums", ctx);
  // An object at distance 0 from all others says nothing about which of them is central.
  for (std::size_t o = 0; o < factor.size(); ++o)
    factor[o] = total[o] > 0 ? factor[o] / total[o] : 0;
  const std::vector<double> v = park_jun_detail::weighted_sums(problem, factor, "centrality", ctx);

  std::stable_sort(order.begin(), order.end(),
                   [&](Index a, Index b) { return v[uz(a)] < v[uz(b)]; });
  order.resize(uz(k) - medoids.size());
  medoids.insert(medoids.end(), order.begin(), order.end());
  return medoids;
}

}  // namespace fastpam

#endif
