// hybrid/: better than its own starts and the best of all on small problems, the same for every
// number of threads and way to read, within its budget; the elite and the ways between solutions.
#include <fastpam/hybrid/hybrid.hpp>

#include "support/check.hpp"
#include "support/oracle.hpp"
#include "support/support.hpp"

using fastpam::Elite;
using fastpam::HybridOptions;
using fastpam::HybridResult;
using fastpam::Index;
using fastpam::Solution;
using fastpam::uz;
using support::Data;
using support::Instance;
using support::Machine;

static Solution solution(std::vector<Index> medoids, double loss) {
  Solution s;
  s.medoids = std::move(medoids);
  s.loss = loss;
  return s;
}

static std::vector<double> losses(const Elite& elite) {
  std::vector<double> out;
  for (const Solution& s : elite.solutions()) out.push_back(s.loss);
  return out;
}

TEST_CASE("an elite keeps the best solutions that differ") {
  Elite elite(3);
  CHECK(elite.offer(solution({0, 1, 2}, 10)));
  CHECK(!elite.offer(solution({0, 1, 2}, 10)));  // known
  CHECK(!elite.offer(solution({0, 1, 3}, 11)));  // nearly known, and worse
  CHECK(elite.offer(solution({0, 1, 3}, 9)));    // nearly known, and better: takes its place
  CHECK(losses(elite) == std::vector<double>{9});
  CHECK(elite.offer(solution({4, 5, 6}, 12)));
  CHECK(elite.offer(solution({7, 8, 9}, 11)));
  CHECK(losses(elite) == std::vector<double>{9, 11, 12});
  CHECK(!elite.offer(solution({10, 11, 12}, 13)));  // no room
  CHECK(elite.offer(solution({4, 13, 14}, 10)));    // the most similar of the worse ones leaves
  CHECK(losses(elite) == std::vector<double>{9, 10, 11});
  CHECK(elite.offer(solution({20, 21, 22}, 1)));  // all equally far: the worst leaves
  CHECK(losses(elite) == std::vector<double>{1, 9, 10});
}

TEST_CASE("a way between two solutions has medoids of both and nobody else's") {
  check::Random random(31);
  for (int round = 0; round < 40; ++round) {
    const Index n = static_cast<Index>(12 + random.below(30));
    const Index k = static_cast<Index>(2 + random.below(uz(n) / 3));
    Data data = support::make_data(static_cast<int>(random.below(support::n_kinds)), n, random);
    support::set_weights(data, static_cast<int>(random.below(support::n_weightings)), k, random);
    support::set_rules(data, k, random);
    const Instance<double> instance(data, support::roads()[random.below(3)]);
    INFO(data.kind, ", n = ", n, ", k = ", k);
    Machine machine;
    const auto draw = [&] {
      const std::vector<Index> m = support::sorted(support::random_medoids(data, k, random));
      return solution(m, oracle::total_deviation(data, m));
    };
    const Solution a = draw(), b = draw();
    const std::size_t apart = fastpam::difference(a, b);
    const std::vector<Index> between = fastpam::relink(*instance.problem, a, b, machine.ctx);
    CHECK(between.empty() == (apart < 2));
    if (between.empty()) continue;
    const Solution middle = solution(support::sorted(between), 0);
    const std::size_t from_a = fastpam::difference(middle, a);
    CHECK(middle.medoids.size() == uz(k));
    CHECK(std::adjacent_find(middle.medoids.begin(), middle.medoids.end()) == middle.medoids.end());
    CHECK(from_a >= 1);
    CHECK(from_a + fastpam::difference(middle, b) == apart);
  }
}

static bool same(const HybridResult& a, const HybridResult& b) {
  return a.best.medoids == b.best.medoids && support::same_bits(a.best.loss, b.best.loss) &&
         support::same_bits(a.losses, b.losses) && a.relinked == b.relinked;
}

TEST_CASE(
    "nearly always the best of all on small problems, whatever the threads and the way to read") {
  check::Random random(32);
  const int rounds = support::light ? 2 : 6;
  int missed = 0;
  for (int round = 0; round < rounds; ++round)
    for (int kind = 0; kind < support::n_kinds; ++kind) {
      const Index n = static_cast<Index>(6 + random.below(20)), k = 2 + Index(random.below(2));
      Data data = support::make_data(kind, n, random);
      support::set_weights(data, static_cast<int>(random.below(support::n_weightings)), k, random);
      support::set_rules(data, k, random);
      INFO(data.kind, ", n = ", n, ", k = ", k);
      HybridOptions options;
      options.k = k;
      options.budget = 40;
      options.starts = 12;
      options.seed = random.below(1000);
      Machine one(1);
      const Instance<double> square(data, support::Road::square);
      const HybridResult found = fastpam::hybrid(*square.problem, options, one.ctx);
      const double best = oracle::best_of_all(data, k).loss;
      CHECK(data.allows(found.best.medoids));
      CHECK(found.best.loss >= best * (1 - 1e-12));
      if (found.best.loss > best * (1 + 1e-12)) ++missed;
      CHECK_SAME_BITS(found.best.loss, oracle::total_deviation(data, found.best.medoids));
      CHECK(found.best.loss == *std::min_element(found.losses.begin(), found.losses.end()));
      CHECK(found.losses.size() == found.searches);
      for (const int threads : {0, 2}) {
        Machine other(threads);
        const Instance<double> instance(data, support::roads()[random.below(3)]);
        CHECK(same(found, fastpam::hybrid(*instance.problem, options, other.ctx)));
      }
    }
  CHECK(missed <= 1);  // a search is no proof
}

TEST_CASE("what is known joins the elite, and budget and seed count") {
  check::Random random(33);
  const Index n = 300, k = 40;
  Data data = support::make_data(0, n, random);
  const Instance<double> instance(data, support::Road::square);
  HybridOptions options;
  options.k = k;
  options.budget = 1;
  options.starts = 1;
  const auto run = [&] {
    Machine machine;
    return fastpam::hybrid(*instance.problem, options, machine.ctx);
  };
  const HybridResult one = run();
  CHECK(one.searches == 1);
  options.budget = 60;
  options.starts = 10;
  const HybridResult many = run();
  CHECK(many.searches > 20);
  CHECK(many.relinked > 0);
  CHECK(many.best.loss < one.best.loss);
  options.seed = 1;
  CHECK(run().losses != many.losses);
  options.known = {many.best.medoids};
  options.budget = 1;
  CHECK(run().best.loss == many.best.loss);
}
