// bound/: never above the best of all sets of medoids, restricted or not; met where the search may
// go on for long; the same for every number of threads and way to read.
#include <fastpam/bound/lower_bound.hpp>

#include "support/check.hpp"
#include "support/oracle.hpp"
#include "support/support.hpp"

using fastpam::BoundOptions;
using fastpam::BoundResult;
using fastpam::Index;
using fastpam::Problem;
using fastpam::uz;
using support::Data;
using support::Instance;
using support::Machine;

static bool same(const BoundResult& a, const BoundResult& b) {
  return support::same_bits(a.bound, b.bound) && support::same_bits(a.loss, b.loss) &&
         a.optimal == b.optimal && a.passes == b.passes && a.branches == b.branches &&
         a.better == b.better;
}

template <class T>
static void test_bound(int kind, Index n, Index k, check::Random& random) {
  Data data = support::make_data(kind, n, random);
  support::set_weights(data, static_cast<int>(random.below(support::n_weightings)), k, random);
  support::set_rules(data, k, random);
  INFO(data.kind, ", n = ", n, ", k = ", k);
  const Instance<T> instance(data, support::roads()[random.below(3)]);
  const Problem<T>& problem = *instance.problem;
  const oracle::Best best = oracle::best_of_all(instance.data, k);
  const double noise = 1e-13 * best.loss;

  Machine machine;
  BoundOptions options;
  const BoundResult found =
      fastpam::lower_bound(problem, support::random_medoids(data, k, random), options, machine.ctx);
  CHECK(found.bound <= best.loss + noise);
  CHECK(found.bound >= best.loss - 1e-9 * best.loss);  // so small a problem is always closed
  if (found.better.empty())
    CHECK_NEAR(found.loss, best.loss, 1e-9);
  else
    CHECK_NEAR(found.better_loss, best.loss, 1e-9);

  const BoundResult of_best = fastpam::lower_bound(problem, best.medoids, options, machine.ctx);
  CHECK(of_best.optimal);
  CHECK(of_best.better.empty());
  CHECK(of_best.bound <= best.loss + noise);

  // Short of time, without lists, on any number of threads.
  options.passes = 1 + random.below(20);
  const BoundResult brief = fastpam::lower_bound(problem, best.medoids, options, machine.ctx);
  CHECK(brief.bound <= best.loss + noise);
  Machine other(static_cast<int>(2 * random.below(2)));
  options.list_bytes = 0;
  CHECK(same(brief, fastpam::lower_bound(problem, best.medoids, options, other.ctx)));
}

TEST_CASE("no set of medoids is below the bound, and small problems are closed") {
  check::Random random(20);
  const int rounds = support::light ? 4 : 20;
  for (int round = 0; round < rounds; ++round)
    for (int kind = 0; kind < support::n_kinds; ++kind) {
      const Index n = static_cast<Index>(4 + random.below(9));
      const Index k = static_cast<Index>(1 + random.below(uz(n) - 2));
      test_bound<double>(kind, n, k, random);
      if (round % 4 == 0) test_bound<float>(kind, n, k, random);
    }
}

TEST_CASE("whole numbers are rounded up, other bounds are not") {
  // Three objects, all at distance 1 from each other, two medoids: one object is left.
  Data data;
  data.n = 3;
  data.d = {0, 1, 1, 1, 0, 1, 1, 1, 0};
  const Instance<double> instance(data, support::Road::square);
  Machine machine;
  const BoundResult found =
      fastpam::lower_bound(*instance.problem, {0, 2}, BoundOptions(), machine.ctx);
  CHECK(found.bound == 1);
  CHECK(found.loss == 1);
  CHECK(found.optimal);
}
