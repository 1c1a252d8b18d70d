// SWAP as described in the textbook (Kaufman & Rousseeuw 1990, ch. 2, section 4): evaluate each of
// the k (n - k) swaps in O(n), make the best, and repeat until none improves. It is the reference
// for tests. It shares nothing with the fast algorithms except the dissimilarities.
#ifndef FASTPAM_SWAP_ORIGINAL_HPP
#define FASTPAM_SWAP_ORIGINAL_HPP

#include <algorithm>
#include <vector>

#include "../search/state.hpp"
#include "report.hpp"

namespace fastpam {

/// PAM as in the textbook, the reference.
template <class T>
SwapReport swap_original(SearchState<T>& state, const SwapOptions& options, Context& ctx) {
  const Problem<T>& problem = state.problem();
  const Index n = problem.n();
  std::vector<Index> medoids = state.medoid;
  std::vector<T> buffer(uz(n)), medoid_rows(checked_product(medoids.size(), uz(n)));
  std::vector<double> dn(uz(n)), ds(uz(n));
  SwapReport report;
  report.loss = state.total_deviation();

  while (report.iterations < options.max_iter) {
    ++report.iterations;
    ctx.monitor.progress("swap", report.swaps, 0);
    std::sort(medoids.begin(), medoids.end());
    std::vector<char> taken(uz(n), 0);
    for (std::size_t s = 0; s < medoids.size(); ++s) {
      taken[uz(medoids[s])] = 1;
      problem.source.tile(medoids[s], medoids[s] + 1, 0, n, medoid_rows.data() + s * uz(n), uz(n));
    }
    std::fill(dn.begin(), dn.end(), problem.far());
    std::fill(ds.begin(), ds.end(), problem.far());
    for (std::size_t s = 0; s < medoids.size(); ++s) {
      for (std::size_t o = 0; o < uz(n); ++o) {
        const double d = static_cast<double>(medoid_rows[s * uz(n) + o]);
        if (d < dn[o]) {
          ds[o] = dn[o];
          dn[o] = d;
        } else if (d < ds[o]) {
          ds[o] = d;
        }
      }
    }
    double best = 1;
    Index best_in = -1;
    std::size_t best_out = 0;
    for (Index h = 0; h < n; ++h) {
      if (taken[uz(h)] || !problem.may_be_medoid(h)) continue;
      ctx.monitor.tick();
      const T* row = problem.source.row(h, buffer.data());
      for (std::size_t s = 0; s < medoids.size(); ++s) {
        if (problem.is_fixed(medoids[s])) continue;
        double change = 0;
        for (std::size_t o = 0; o < uz(n); ++o) {
          const double to_out = static_cast<double>(medoid_rows[s * uz(n) + o]);
          const double to_in = static_cast<double>(row[o]);
          if (to_out == dn[o])
            change += problem.weighted(static_cast<Index>(o), std::min(ds[o], to_in) - dn[o]);
          else if (to_in < dn[o])
            change += problem.weighted(static_cast<Index>(o), to_in - dn[o]);
        }
        if (change < best) {
          best = change;
          best_in = h;
          best_out = s;
        }
      }
    }
    ctx.count.evaluations += uz(n) - medoids.size();
    if (best_in < 0 || !(best < least_gain(report.loss, options.noise))) {
      report.converged = true;
      break;
    }
    medoids[best_out] = best_in;
    report.loss += best;
    ++report.swaps;
    report.trace.push_back(report.loss);
  }
  state.reset(medoids, ctx);
  return report;
}

}  // namespace fastpam

#endif
