// Guesses, before a search, how much it will skip by the triangle inequality (search/reach.hpp): it
// decides whether a copy of all dissimilarities is worth its time, and no result depends on it.
#ifndef FASTPAM_DISSIM_STORED_LEFT_TO_COMPUTE_HPP
#define FASTPAM_DISSIM_STORED_LEFT_TO_COMPUTE_HPP

#include <algorithm>
#include <limits>
#include <vector>

#include "../../base/rng.hpp"
#include "../source.hpp"

namespace fastpam {

/// The proportion of pairs of a candidate j and an object o with d(j, m) < d1(o) + d2(o) for the
/// medoid m of o, of some pairs and k random medoids: those that the simplest bound does not rule
/// out. (A search goes on to better medoids, and skips more.)
template <class T>
double left_to_compute(const Source<T>& source, Index k) {
  constexpr std::size_t candidates = 64, objects = 512;
  Rng rng(14, 0);
  const auto draw = [&](std::size_t m) {
    std::vector<Index> ids(m);
    for (Index& id : ids) id = rng.below(source.size());
    return ids;
  };
  const std::vector<Index> medoids = draw(uz(k)), some = draw(objects), ask = draw(candidates);
  const std::size_t m = uz(k);
  std::vector<T> to(objects * m), from(candidates * m);
  source.between(some.data(), static_cast<Index>(objects), medoids.data(), k, to.data(), m);
  source.between(ask.data(), static_cast<Index>(candidates), medoids.data(), k, from.data(), m);
  std::size_t left = 0;
  for (std::size_t o = 0; o < objects; ++o) {
    const T* const d = to.data() + o * m;
    const std::size_t near = static_cast<std::size_t>(std::min_element(d, d + m) - d);
    T second = std::numeric_limits<T>::infinity();
    for (std::size_t s = 0; s < m; ++s)
      if (s != near) second = std::min(second, d[s]);
    for (std::size_t j = 0; j < candidates; ++j)
      if (from[j * m + near] < d[near] + second) ++left;
  }
  return static_cast<double>(left) / static_cast<double>(objects * candidates);
}

}  // namespace fastpam

#endif
