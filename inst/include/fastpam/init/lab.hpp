// LAB: BUILD on a fresh subsample in each step.
#ifndef FASTPAM_INIT_LAB_HPP
#define FASTPAM_INIT_LAB_HPP

#include <algorithm>
#include <cmath>
#include <vector>

#include "../base/rng.hpp"
#include "../search/state.hpp"

namespace fastpam {

namespace lab_detail {

// The objects of one step of LAB, candidates first, and the positions of those that are summed
// over.
struct LabSample {
  std::vector<Index> objects;
  std::vector<std::size_t> summed;  // positions in `objects`
};

// Takes the first m objects of the pool as candidates. Sums are over the same objects or, if
// `clients` are given, over as many of those, drawn anew. An object that is both is listed once.
inline void fill_sample(LabSample& sample, const std::vector<Index>& pool, Index m,
                        std::vector<Index>& clients, Index wanted, Rng& rng) {
  sample.objects.assign(pool.begin(), pool.begin() + m);
  sample.summed.clear();
  if (clients.empty()) {
    for (std::size_t a = 0; a < uz(m); ++a) sample.summed.push_back(a);
    return;
  }
  wanted = std::min(wanted, to_index(clients.size()));
  rng.partial_shuffle(clients, wanted);
  for (std::size_t b = 0; b < uz(wanted); ++b) {
    const auto end = sample.objects.begin() + m;
    const auto there = std::find(sample.objects.begin(), end, clients[b]);
    sample.summed.push_back(there == end
                                ? sample.objects.size()
                                : static_cast<std::size_t>(there - sample.objects.begin()));
    if (there == end) sample.objects.push_back(clients[b]);
  }
}

}  // namespace lab_detail

// LAB, linear approximative BUILD (Schubert & Rousseeuw 2019, section 3.3): each of the k steps
// draws 10 + ceil(sqrt(n)) of the objects not yet chosen and takes the one that lowers the sum over
// this sample most. If not all objects may be medoids, the sum is over a second sample.
template <class T>
std::vector<Index> init_lab(const Problem<T>& problem, Index k, Rng& rng, Context& ctx) {
  const Index n = problem.n();
  const std::vector<Index> fixed = fixed_objects(problem);
  const Index given = to_index(fixed.size());
  std::vector<Index> pool = free_objects(problem, k), medoids, clients;
  if (problem.candidates != nullptr)
    for (Index o = 0; o < n; ++o)
      if (problem.weight(o) > 0) clients.push_back(o);
  lab_detail::LabSample sample;
  std::vector<T> buffer(uz(n)), nearest(uz(n), static_cast<T>(problem.far())), square;
  const auto take = [&](Index chosen) {
    medoids.push_back(chosen);
    const T* row = problem.source.row(chosen, buffer.data());
    for (std::size_t o = 0; o < uz(n); ++o) nearest[o] = std::min(nearest[o], row[o]);
    ++ctx.count.rows_read;
  };
  for (const Index o : fixed) take(o);
  for (Index step = given; step < k; ++step) {
    ctx.monitor.progress("lab", uz(step), uz(k));
    ctx.monitor.tick();
    const Index wanted = 10 + static_cast<Index>(std::ceil(std::sqrt(static_cast<double>(n))));
    const Index m = std::min(to_index(pool.size()), wanted);
    rng.partial_shuffle(pool, m);
    lab_detail::fill_sample(sample, pool, m, clients, wanted, rng);
    const std::size_t all = sample.objects.size();
    square.resize(all * all);
    problem.source.among(sample.objects.data(), to_index(all), square.data());
    double least = 0;
    Index best = -1;
    for (Index a = 0; a < m; ++a) {
      double total = 0;
      for (const std::size_t b : sample.summed) {
        const Index o = sample.objects[b];
        const T d = square[uz(a) * all + b];
        total += problem.weighted(o, static_cast<double>(std::min(d, nearest[uz(o)])));
      }
      if (best < 0 || total < least) {
        least = total;
        best = a;
      }
    }
    const Index chosen = pool[uz(best)];
    std::swap(pool[uz(best)], pool.back());
    pool.pop_back();
    take(chosen);
  }
  return medoids;
}

}  // namespace fastpam

#endif
