// A small generator of the core: xoshiro256++ (Blackman & Vigna 2019), seeded by splitmix64.
//
// Samples must not depend on the number of threads, so each stream of work (a start, a CLARA
// sample) gets a generator of its own made from (seed, stream). The caller draws the seed from R's
// generator, so that set.seed() makes results reproducible.
#ifndef FASTPAM_BASE_RNG_HPP
#define FASTPAM_BASE_RNG_HPP

#include <cstdint>
#include <utility>
#include <vector>

#include "types.hpp"

namespace fastpam {

/// A random number generator with numbered streams, the same on every machine.
class Rng {
 public:
  /// Different streams of one seed are independent.
  explicit Rng(std::uint64_t seed, std::uint64_t stream = 0) {
    std::uint64_t z = seed ^ (0x9E3779B97F4A7C15ULL * (stream + 1));
    for (auto& word : state_) word = splitmix(z);
  }

  /// The next 64 bits.
  std::uint64_t next() {
    const std::uint64_t result = rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = rotl(state_[3], 45);
    return result;
  }

  /// Uniform in [0, 1) with 53 bits.
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

  /// Uniform in 0 .. n-1 without bias (rejection); n > 0.
  Index below(Index n) {
    const std::uint64_t m = static_cast<std::uint64_t>(n);
    const std::uint64_t limit = UINT64_MAX - UINT64_MAX % m;
    std::uint64_t x = next();
    while (x >= limit) x = next();
    return static_cast<Index>(x % m);
  }

  /// Draws m distinct numbers from the pool and moves them to its front: the first steps of a
  /// Fisher-Yates shuffle.
  void partial_shuffle(std::vector<Index>& pool, Index m) {
    const Index n = to_index(pool.size());
    for (Index i = 0; i < m && i < n; ++i) std::swap(pool[uz(i)], pool[uz(i + below(n - i))]);
  }

 private:
  static std::uint64_t rotl(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
  static std::uint64_t splitmix(std::uint64_t& z) {
    z += 0x9E3779B97F4A7C15ULL;
    std::uint64_t x = z;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
  }

  std::uint64_t state_[4];
};

}  // namespace fastpam

#endif
