// Tests of what the tests are made of: a comparison that holds for everything would make every
// other test worthless.
#include "support/check.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

namespace {

const double nan = std::numeric_limits<double>::quiet_NaN();
const double inf = std::numeric_limits<double>::infinity();

TEST_CASE("bits are compared to the last") {
  using check::Bits;
  CHECK_FALSE(Bits(0.0) == Bits(-0.0));
  CHECK_FALSE(Bits(1.0) == Bits(1.0 + 0x1p-52));
  CHECK_SAME_BITS(nan, nan);
}

TEST_CASE("near is relative, and at least absolute") {
  using check::Near;
  CHECK_FALSE(1.0 == Near(1.1, 1e-6));
  CHECK_FALSE(1e9 == Near(1e9 + 10, 1e-9));
  CHECK_FALSE(1.0 == Near(inf, 1e-6));
  CHECK_FALSE(nan == Near(1.0, 1e-6));
  CHECK_NEAR(1.0, 1.0 + 1e-12, 1e-9);
  CHECK_NEAR(1e9, 1e9 + 0.5, 1e-9);
  CHECK_NEAR(1e-30, 0.0, 1e-9);
  CHECK_NEAR(inf, inf, 0.0);
}

TEST_CASE("values in messages") {
  CHECK_EQ(check::text(std::vector<double>()), "{}");
  CHECK_EQ(check::text(std::vector<double>({0.5, 2})), "{0.5, 2}");
  CHECK_EQ(check::text(0.1), "0.10000000000000001");
  CHECK_EQ(check::text(3), "3");
}

TEST_CASE("random numbers are the same everywhere") {
  // First outputs of splitmix64 from seed 0, as published with the generator.
  check::Random random(0);
  CHECK_EQ(random.bits(), std::uint64_t{0xe220a8397b1dcdafU});
  CHECK_EQ(random.bits(), std::uint64_t{0x6e789e6aa1b965f4U});
  CHECK_EQ(check::Random(7).uniforms(5), check::Random(7).uniforms(5));
  CHECK(check::Random(7).uniforms(5) != check::Random(8).uniforms(5));
}

TEST_CASE("random numbers keep their ranges") {
  check::Random random(1);
  bool inside = true;
  for (int i = 0; i < 10000; ++i) {
    const double u = random.uniform();
    const double v = random.uniform(-3, 5);
    inside = inside && u >= 0 && u < 1 && v >= -3 && v < 5 && random.below(3) < 3;
  }
  CHECK(inside);

  const std::vector<double> levels = random.grid(1000, 4);
  CHECK(std::all_of(levels.begin(), levels.end(),
                    [](double x) { return x >= 0 && x < 4 && std::floor(x) >= x; }));

  std::vector<std::size_t> all = random.choose(50, 50);
  std::sort(all.begin(), all.end());
  bool permutation = all.size() == 50;
  for (std::size_t i = 0; i < all.size(); ++i) {
    permutation = permutation && all[i] == i;
  }
  CHECK(permutation);
  CHECK_EQ(random.choose(50, 7).size(), 7);
  CHECK(random.choose(5, 0).empty());
}

}  // namespace
