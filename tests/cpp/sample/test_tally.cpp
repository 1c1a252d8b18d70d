// Tallies of parts of a table against loops over the whole.
#include <fastpam/sample/tally.hpp>

#include "support/check.hpp"
#include "support/support.hpp"

using namespace fastpam;

TEST_CASE("a tally of parts, also by way of their states, is that of the whole") {
  check::Random random(7);
  for (int round = 0; round < 50; ++round) {
    const std::size_t n = 1 + random.below(300), k = 1 + random.below(6);
    Assignment<double> all;
    std::vector<double> size(k), max(k);
    std::vector<ExactSum> sum(k);
    std::vector<Index> first;
    for (std::size_t o = 0; o < n; ++o) {
      const auto s = static_cast<Index>(random.below(k));
      const double d = std::ldexp(random.uniform(), static_cast<int>(random.below(80)) - 40);
      all.label.push_back(s);
      all.least.push_back(d);
      if (size[uz(s)] == 0) first.push_back(s);
      size[uz(s)] += 1;
      max[uz(s)] = std::max(max[uz(s)], d);
      sum[uz(s)].add(d);
    }
    Tally tally(k);
    for (std::size_t o = 0; o < n;) {
      const std::size_t m = std::min(n - o, 1 + static_cast<std::size_t>(random.below(100)));
      Assignment<double> part;
      part.label.assign(all.label.begin() + static_cast<std::ptrdiff_t>(o), all.label.end());
      part.least.assign(all.least.begin() + static_cast<std::ptrdiff_t>(o), all.least.end());
      tally.add(part, m);
      for (ExactSum& s : tally.sum) s = ExactSum::from_state(s.state().data());
      o += m;
    }
    CHECK_EQ(tally.size, size);
    CHECK_EQ(tally.max, max);
    CHECK_EQ(tally.first, first);
    CHECK_FALSE(tally.incomplete);
    for (std::size_t c = 0; c < k; ++c) CHECK_SAME_BITS(tally.sum[c].value(), sum[c].value());
  }
  Tally alone(1);
  Assignment<double> none;
  none.label = {-1};
  none.least = {std::numeric_limits<double>::infinity()};
  alone.add(none, 1);
  CHECK(alone.incomplete);
  CHECK_EQ(alone.size[0], 0);
}
