// Random start medoids.
#ifndef FASTPAM_INIT_RANDOM_HPP
#define FASTPAM_INIT_RANDOM_HPP

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

}  // namespace fastpam

#endif
