// Random numbers of the tests and the fuzzers.
#ifndef FASTPAM_TESTS_RANDOM_HPP
#define FASTPAM_TESTS_RANDOM_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

namespace check {

// A small random source (splitmix64) whose numbers are the same with every compiler and standard
// library, unlike the distributions of <random>.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }

  // Uniform in [0, 1), a multiple of 2^-53.
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }

  // Uniform in [low, high).
  double uniform(double low, double high) { return low + (high - low) * uniform(); }

  // Uniform in 0 .. n - 1; the bias of the remainder does not matter in a test. n > 0.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(bits() % n); }

  // n numbers uniform in [0, 1).
  std::vector<double> uniforms(std::size_t n) {
    std::vector<double> out(n);
    for (double& x : out) {
      x = uniform();
    }
    return out;
  }

  // n whole numbers in 0 .. levels - 1, as doubles: data full of ties.
  std::vector<double> grid(std::size_t n, std::size_t levels) {
    std::vector<double> out(n);
    for (double& x : out) {
      x = static_cast<double>(below(levels));
    }
    return out;
  }

  // m different numbers out of 0 .. n - 1, in random order. m <= n.
  std::vector<std::size_t> choose(std::size_t n, std::size_t m) {
    std::vector<std::size_t> pool(n);
    for (std::size_t i = 0; i < n; ++i) {
      pool[i] = i;
    }
    for (std::size_t i = 0; i < m; ++i) {
      const std::size_t j = i + below(n - i);
      const std::size_t kept = pool[i];
      pool[i] = pool[j];
      pool[j] = kept;
    }
    pool.resize(m);
    return pool;
  }

 private:
  std::uint64_t state_;
};

}  // namespace check

#endif  // FASTPAM_TESTS_RANDOM_HPP
