// Tests of the helpers in check.hpp: a check that cannot fail would make every other test
// worthless.
#include "check.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

namespace {

// Runs a check that is expected to fail, takes its count out of the tally again, and tells whether
// it failed.
template <class F>
bool fails(F&& make_check) {
  const check::Tally before = check::tally();
  check::tally().silent = true;
  make_check();
  const bool failed =
      check::tally().failed == before.failed + 1 && check::tally().passed == before.passed;
  check::tally() = before;
  return failed;
}

void checks_can_fail() {
  const bool all_fail =
      fails([] { CHECK(1 > 2); }) && fails([] { CHECK_EQ(1, 2); }) &&
      fails([] { CHECK_EQ(-1, std::uint64_t{0} - 1); }) && fails([] {
        CHECK_EQ(std::vector<int>({1, 2}), std::vector<int>({1, 3}));
      }) &&
      fails([] { CHECK_SAME_BITS(0.0, -0.0); }) && fails([] { CHECK_NEAR(1.0, 1.1, 1e-6); }) &&
      fails([] { CHECK_NEAR(1.0, std::numeric_limits<double>::infinity(), 1e-6); }) &&
      fails([] { CHECK_THROWS((void)0, std::runtime_error); }) &&
      fails([] { CHECK_THROWS(throw 1, std::runtime_error); });
  CHECK(all_fail);
}

void checks_can_hold() {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  CHECK(2 > 1);
  CHECK_EQ(std::vector<int>({1, 2}), std::vector<int>({1, 2}));
  CHECK_SAME_BITS(nan, nan);
  CHECK_NEAR(1.0, 1.0 + 1e-12, 1e-9);
  CHECK_NEAR(inf, inf, 0.0);
  CHECK_EQ(std::size_t{3}, 3);
  CHECK_THROWS(throw std::out_of_range("x"), std::logic_error);
  CHECK_EQ(check::show(std::vector<double>()), std::string("{}"));
  CHECK_EQ(check::show(std::vector<double>({0.5, 2})), std::string("{0.5, 2}"));
}

void random_is_reproducible() {
  // First outputs of splitmix64 from seed 0, as published with the generator.
  check::Random random(0);
  CHECK_EQ(random.bits(), std::uint64_t{0xe220a8397b1dcdafU});
  CHECK_EQ(random.bits(), std::uint64_t{0x6e789e6aa1b965f4U});
  CHECK_EQ(check::Random(7).uniforms(5), check::Random(7).uniforms(5));
  CHECK(check::Random(7).uniforms(5) != check::Random(8).uniforms(5));
}

void random_keeps_its_ranges() {
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

int main() {
  checks_can_fail();
  checks_can_hold();
  random_is_reproducible();
  random_keeps_its_ranges();
  return check::summary();
}
