// validate/resample.hpp: what is drawn, and how often each object counts.
#include <fastpam/validate/resample.hpp>
#include <map>
#include <numeric>
#include <set>

#include "support/check.hpp"

using namespace fastpam;

namespace {

std::vector<Index> numbers(Index n) {
  std::vector<Index> out(uz(n));
  std::iota(out.begin(), out.end(), 0);
  return out;
}

}  // namespace

TEST_CASE("an object is held once, at its first place, with the number of times") {
  const std::vector<Index> drawn{4, 1, 4, 0, 1, 4};
  const Resample counted = make_resample(drawn, 5, true);
  CHECK_EQ(counted.objects, std::vector<Index>{4, 1, 0});
  CHECK_EQ(counted.times, std::vector<double>{3, 2, 1});
  const Resample once = make_resample(drawn, 5, false);
  CHECK_EQ(once.objects, counted.objects);
  CHECK(once.times.empty());
}

TEST_CASE("bootstrap draws are from the pool, as many as asked for, and equally likely") {
  const std::vector<Index> pool{1, 3, 5, 7};
  std::map<Index, double> seen;
  for (std::size_t b = 0; b < 2000; ++b) {
    Rng rng(9, b);
    const Resample sample = draw_bootstrap(pool, 10, 8, true, rng);
    CHECK(std::is_sorted(sample.objects.begin(), sample.objects.end()));
    CHECK_EQ(std::accumulate(sample.times.begin(), sample.times.end(), 0.0), 10.0);
    for (std::size_t i = 0; i < sample.objects.size(); ++i)
      seen[sample.objects[i]] += sample.times[i];
  }
  CHECK_EQ(seen.size(), 4U);
  for (const auto& object : seen) {
    CHECK(object.first % 2 == 1);
    CHECK(std::fabs(object.second / 20000 - 0.25) < 0.02);
  }
}

TEST_CASE("subsets and halves hold different objects") {
  for (std::size_t b = 0; b < 50; ++b) {
    Rng rng(3, b);
    const Resample subset = draw_subset(numbers(11), 5, rng);
    CHECK_EQ(std::set<Index>(subset.objects.begin(), subset.objects.end()).size(), 5U);
    CHECK(std::is_sorted(subset.objects.begin(), subset.objects.end()));
    const std::vector<Resample> halves = draw_halves(numbers(11), rng);
    CHECK_EQ(halves[0].objects.size(), 5U);
    CHECK_EQ(halves[1].objects.size(), 6U);
    std::set<Index> both(halves[0].objects.begin(), halves[0].objects.end());
    both.insert(halves[1].objects.begin(), halves[1].objects.end());
    CHECK_EQ(both.size(), 11U);
  }
}
