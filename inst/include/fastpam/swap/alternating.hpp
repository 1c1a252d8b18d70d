// Alternating k-medoids (k-means style; Park & Jun 2009): assign every object to its nearest
// medoid, then replace each medoid by the object with the least sum of dissimilarities inside its
// cluster, until nothing changes. It is here because the papers compare with it. It stops in worse
// optima than PAM, because it can never move a medoid out of its cluster.
#ifndef FASTPAM_SWAP_ALTERNATING_HPP
#define FASTPAM_SWAP_ALTERNATING_HPP

#include <vector>

#include "../search/state.hpp"
#include "report.hpp"

namespace fastpam {

/// Assigns and takes the best medoid of each cluster, until nothing changes.
template <class T>
SwapReport swap_alternating(SearchState<T>& state, const SwapOptions& options, Context& ctx) {
  const Problem<T>& problem = state.problem();
  const Index n = state.n();
  SwapReport report;
  report.loss = state.total_deviation();
  std::vector<std::vector<Index>> members(uz(state.k()));
  std::vector<double> sum(uz(n));

  while (report.iterations < options.max_iter) {
    ++report.iterations;
    ctx.monitor.progress("swap", report.swaps, 0);
    for (auto& m : members) m.clear();
    for (Index o = 0; o < n; ++o) members[uz(state.near[uz(o)])].push_back(o);
    constexpr Index block = 16;
    ctx.run((uz(n) + uz(block) - 1) / uz(block), [&](std::size_t b, int) {
      std::vector<T> buffer(problem.source.square() == nullptr ? uz(n) : 0);
      const Index from = static_cast<Index>(b) * block, to = from + block < n ? from + block : n;
      for (Index o = from; o < to; ++o) {
        if (!problem.may_be_medoid(o)) continue;
        const T* row = problem.source.row(o, buffer.data());
        double total = 0;
        for (const Index l : members[uz(state.near[uz(o)])])
          total += problem.weighted(l, static_cast<double>(row[l]));
        sum[uz(o)] = total;
      }
    });
    ctx.count.rows_read += uz(n);
    std::vector<Index> medoids = state.medoid;
    std::size_t moved = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (!state.may_leave(static_cast<Index>(i))) continue;
      for (const Index o : members[i])
        if (problem.may_be_medoid(o) && sum[uz(o)] < sum[uz(medoids[i])]) medoids[i] = o;
      if (medoids[i] != state.medoid[i]) ++moved;
    }
    const std::vector<Index> before = state.medoid;
    if (moved > 0) state.reset(medoids, ctx);
    const double loss = state.total_deviation();
    if (moved == 0 || !(loss < report.loss)) {
      if (moved > 0) state.reset(before, ctx);  // the gain was rounding error
      report.converged = true;
      break;
    }
    report.swaps += moved;
    report.loss = loss;
    report.trace.push_back(loss);
  }
  return report;
}

}  // namespace fastpam

#endif
