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

TEST_CASE("with case weights, sums and weights are exact, and objects of weight 0 have no radius") {
  check::Random random(8);
  for (int round = 0; round < 30; ++round) {
    const std::size_t n = 1 + random.below(200), k = 1 + random.below(4);
    Assignment<double> all;
    std::vector<double> w, max(k);
    std::vector<ExactSum> sum(k), weight(k);
    for (std::size_t o = 0; o < n; ++o) {
      all.label.push_back(static_cast<Index>(random.below(k)));
      all.least.push_back(random.uniform());
      w.push_back(random.below(3) == 0 ? 0 : random.uniform());
      const std::size_t s = uz(all.label.back());
      if (w.back() > 0) max[s] = std::max(max[s], all.least.back());
      sum[s].add(all.least.back() * w.back());
      weight[s].add(w.back());
    }
    Tally tally(k);
    const std::size_t half = n / 2;
    tally.add(all, half, w.data());
    Assignment<double> rest;
    rest.label.assign(all.label.begin() + static_cast<std::ptrdiff_t>(half), all.label.end());
    rest.least.assign(all.least.begin() + static_cast<std::ptrdiff_t>(half), all.least.end());
    tally.add(rest, n - half, w.data() + half);
    CHECK_EQ(tally.max, max);
    for (std::size_t c = 0; c < k; ++c) {
      CHECK_SAME_BITS(tally.sum[c].value(), sum[c].value());
      CHECK_SAME_BITS(tally.weight[c].value(), weight[c].value());
    }
  }
}
