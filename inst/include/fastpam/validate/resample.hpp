// Resamples of the objects: drawn with replacement (bootstrap), without (subsets), and in two
// halves.
//
// An object that is drawn several times is listed once, with its count. Copies of an object have
// dissimilarity 0, so they are the same as one object of a larger weight.
#ifndef FASTPAM_VALIDATE_RESAMPLE_HPP
#define FASTPAM_VALIDATE_RESAMPLE_HPP

#include <algorithm>
#include <cstddef>
#include <vector>

#include "../base/rng.hpp"

namespace fastpam {

/// Some of the objects, in the order they are clustered in.
struct Resample {
  std::vector<Index> objects;  ///< each once
  std::vector<double> times;   ///< how often each counts; empty: once each
};

/// The different objects of a list, in the order in which they first occur. With `count`, each
/// counts as often as it occurs, else once. Objects are below n.
inline Resample make_resample(const std::vector<Index>& drawn, Index n, bool count) {
  Resample sample;
  std::vector<Index> place(uz(n), -1);
  for (const Index o : drawn) {
    if (place[uz(o)] < 0) {
      place[uz(o)] = to_index(sample.objects.size());
      sample.objects.push_back(o);
      if (count) sample.times.push_back(0);
    }
    if (count) sample.times[uz(place[uz(o)])] += 1;
  }
  return sample;
}

/// `size` draws with replacement from the pool, ascending.
inline Resample draw_bootstrap(const std::vector<Index>& pool, Index size, Index n, bool count,
                               Rng& rng) {
  std::vector<Index> drawn(uz(size));
  for (Index& o : drawn) o = pool[uz(rng.below(to_index(pool.size())))];
  std::sort(drawn.begin(), drawn.end());
  return make_resample(drawn, n, count);
}

/// `size` different objects of the pool, ascending.
inline Resample draw_subset(std::vector<Index> pool, Index size, Rng& rng) {
  rng.partial_shuffle(pool, size);
  pool.resize(uz(std::min(size, to_index(pool.size()))));
  std::sort(pool.begin(), pool.end());
  return {pool, {}};
}

/// The first and the second half of the objects. The second has one more if their number is odd.
inline std::vector<Resample> halves_of(const std::vector<Index>& objects) {
  const auto middle = objects.begin() + static_cast<std::ptrdiff_t>(objects.size() / 2);
  return {{std::vector<Index>(objects.begin(), middle), {}},
          {std::vector<Index>(middle, objects.end()), {}}};
}

/// Two random halves of the pool, each ascending. The second has one more if the number is odd.
inline std::vector<Resample> draw_halves(std::vector<Index> pool, Rng& rng) {
  const Index m = to_index(pool.size());
  rng.partial_shuffle(pool, m);
  const auto middle = pool.begin() + m / 2;
  std::sort(pool.begin(), middle);
  std::sort(middle, pool.end());
  return halves_of(pool);
}

}  // namespace fastpam

#endif
