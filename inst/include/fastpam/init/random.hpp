// Random start medoids.
#ifndef FASTPAM_INIT_RANDOM_HPP
#define FASTPAM_INIT_RANDOM_HPP

#include <vector>

#include "../base/rng.hpp"
#include "../search/state.hpp"

namespace fastpam {

// k distinct objects, all sets equally likely. The fixed ones come first.
template <class T>
std::vector<Index> init_random(const Problem<T>& problem, Index k, Rng& rng, Context&) {
  std::vector<Index> pool = free_objects(problem, k), medoids = fixed_objects(problem);
  const Index wanted = k - to_index(medoids.size());
  rng.partial_shuffle(pool, wanted);
  medoids.insert(medoids.end(), pool.begin(), pool.begin() + wanted);
  return medoids;
}

}  // namespace fastpam

#endif
