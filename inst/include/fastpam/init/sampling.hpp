// Inits that draw: random, LAB, and k-means++-style.
#ifndef FASTPAM_INIT_SAMPLING_HPP
#define FASTPAM_INIT_SAMPLING_HPP

#include <algorithm>
#include <cmath>
#include <vector>

#include "../base/rng.hpp"
#include "../search/state.hpp"

namespace fastpam {

// k distinct objects, all sets equally likely.
template <class T>
std::vector<Index> init_random(const Problem<T>& problem, Index k, Rng& rng, Context&) {
  std::vector<Index> pool = eligible_objects(problem, k);
  rng.partial_shuffle(pool, k);
  pool.resize(uz(k));
  return pool;
}

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

// k-means++-style (Arthur & Vassilvitskii 2007 with D instead of D^2, as the objective here is a
// sum of dissimilarities): the first object by weight, each further one with probability
// proportional to w(o) times the dissimilarity to its nearest medoid so far.
template <class T>
std::vector<Index> init_kmeanspp(const Problem<T>& problem, Index k, Rng& rng, Context& ctx) {
  const Index n = problem.n();
  const std::vector<Index> pool = eligible_objects(problem, k);
  std::vector<Index> medoids;
  std::vector<T> buffer(uz(n)), nearest(uz(n), T(1));
  std::vector<char> chosen(uz(n), 0);
  for (Index step = 0; step < k; ++step) {
    ctx.monitor.tick();
    const auto mass = [&](Index o) {
      return chosen[uz(o)] ? 0.0 : problem.weighted(o, static_cast<double>(nearest[uz(o)]));
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
        pick = o;  // the last one with mass, should rounding keep the sum below the target
        if (sum > target) break;
      }
    } else {  // everything left coincides with a medoid: any object not yet chosen
      std::vector<Index> rest;
      for (const Index o : pool)
        if (!chosen[uz(o)]) rest.push_back(o);
      pick = rest[uz(rng.below(to_index(rest.size())))];
    }
    medoids.push_back(pick);
    chosen[uz(pick)] = 1;
    const T* row = problem.source.row(pick, buffer.data());
    for (std::size_t o = 0; o < uz(n); ++o)
      nearest[o] = step == 0 ? row[o] : std::min(nearest[o], row[o]);
    ++ctx.count.rows_read;
  }
  return medoids;
}

}  // namespace fastpam

#endif
