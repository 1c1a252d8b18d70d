// Start medoids drawn far from each other, as k-means++ does.
#ifndef FASTPAM_INIT_KMEANSPP_HPP
#define FASTPAM_INIT_KMEANSPP_HPP

#include <algorithm>
#include <vector>

#include "../base/rng.hpp"
#include "../search/state.hpp"

namespace fastpam {

// k-means++-style (Arthur & Vassilvitskii 2007 with D instead of D^2, as the objective here is a
// sum of dissimilarities): the first object is drawn by weight, each further one with probability
// proportional to w(o) times the dissimilarity to its nearest medoid so far. The fixed medoids come
// first.
template <class T>
std::vector<Index> init_kmeanspp(const Problem<T>& problem, Index k, Rng& rng, Context& ctx) {
  const Index n = problem.n();
  const std::vector<Index> pool = free_objects(problem, k), fixed = fixed_objects(problem);
  std::vector<Index> medoids;
  std::vector<T> buffer(uz(n)), nearest(uz(n), T(1));
  std::vector<char> chosen(uz(n), 0);
  const auto take = [&](Index pick) {
    const T* row = problem.source.row(pick, buffer.data());
    for (std::size_t o = 0; o < uz(n); ++o)
      nearest[o] = medoids.empty() ? row[o] : std::min(nearest[o], row[o]);
    medoids.push_back(pick);
    chosen[uz(pick)] = 1;
    ++ctx.count.rows_read;
  };
  for (const Index o : fixed) take(o);
  while (medoids.size() < uz(k)) {
    ctx.monitor.tick();
    const auto mass = [&](Index o) {
      return chosen[uz(o)] || !problem.may_be_medoid(o)
                 ? 0.0
                 : problem.weighted(o, static_cast<double>(nearest[uz(o)]));
    };
    double total = 0;
    for (Index o = 0; o < n; ++o) total += mass(o);
    Index pick = -1;
    if (total > 0) {
      const double target = rng.uniform() * total;
      double sum = 0;
      for (Index o = 0; o < n; ++o) {
        if (!(mass(o) > 0)) continue;
        sum += mass(o);
        pick = o;  // the last object with positive probability, in case rounding keeps the sum
                   // below the target
        if (sum > target) break;
      }
    } else {  // all other objects coincide with a medoid: take any of them
      std::vector<Index> rest;
      for (const Index o : pool)
        if (!chosen[uz(o)]) rest.push_back(o);
      pick = rest[uz(rng.below(to_index(rest.size())))];
    }
    take(pick);
  }
  return medoids;
}

}  // namespace fastpam

#endif
