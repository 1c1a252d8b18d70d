// LAB: BUILD on a fresh subsample in each step.
#ifndef FASTPAM_INIT_LAB_HPP
#define FASTPAM_INIT_LAB_HPP

#include <algorithm>
#include <cmath>
#include <vector>

#include "../base/rng.hpp"
#include "../search/state.hpp"

namespace fastpam {

// LAB, linear approximative BUILD (Schubert & Rousseeuw 2019, section 3.3): each of the k steps
// draws 10 + ceil(sqrt(n)) of the objects not yet chosen and takes the one among them that lowers
// the sum over the same sample most.
template <class T>
std::vector<Index> init_lab(const Problem<T>& problem, Index k, Rng& rng, Context& ctx) {
  const Index n = problem.n();
  std::vector<Index> pool = eligible_objects(problem, k), medoids;
  std::vector<T> buffer(uz(n)), nearest(uz(n), static_cast<T>(problem.far())), square;
  for (Index step = 0; step < k; ++step) {
    ctx.monitor.progress("lab", uz(step), uz(k));
    ctx.monitor.tick();
    const Index wanted = 10 + static_cast<Index>(std::ceil(std::sqrt(static_cast<double>(n))));
    const Index m = std::min(to_index(pool.size()), wanted);
    rng.partial_shuffle(pool, m);
    square.resize(uz(m) * uz(m));
    problem.source.among(pool.data(), m, square.data());
    double least = 0;
    Index best = -1;
    for (Index a = 0; a < m; ++a) {
      double total = 0;
      for (Index b = 0; b < m; ++b) {
        const Index o = pool[uz(b)];
        const T d = square[uz(a) * uz(m) + uz(b)];
        total += problem.weighted(o, static_cast<double>(std::min(d, nearest[uz(o)])));
      }
      if (best < 0 || total < least) {
        least = total;
        best = a;
      }
    }
    const Index chosen = pool[uz(best)];
    medoids.push_back(chosen);
    std::swap(pool[uz(best)], pool.back());
    pool.pop_back();
    const T* row = problem.source.row(chosen, buffer.data());
    for (std::size_t o = 0; o < uz(n); ++o) nearest[o] = std::min(nearest[o], row[o]);
    ++ctx.count.rows_read;
  }
  return medoids;
}

}  // namespace fastpam

#endif
