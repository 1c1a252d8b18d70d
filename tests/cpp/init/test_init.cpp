// init/: BUILD and Park & Jun against the textbook; what every init must give.
#include <fastpam/init/registry.hpp>

#include "support/check.hpp"
#include "support/oracle.hpp"
#include "support/support.hpp"

using fastpam::Index;
using fastpam::uz;
using support::Data;
using support::Instance;
using support::Machine;
using support::Road;

template <class T>
static std::vector<Index> run_init(const char* name, const Instance<T>& instance, Index k,
                                   std::uint64_t seed, int threads, fastpam::Isa isa) {
  Machine machine(threads, isa);
  fastpam::Rng rng(seed);
  return fastpam::find_by_name(fastpam::inits<T>(), name)
      ->run(*instance.problem, k, rng, machine.ctx);
}

// v(j) = sum over i of w d(i, j) / sum over l of w d(i, l), the k smallest.
static std::vector<Index> park_jun(const Data& data, Index k) {
  std::vector<double> v(uz(data.n), 0.0);
  for (Index i = 0; i < data.n; ++i) {
    double total = 0;
    for (Index l = 0; l < data.n; ++l) total += oracle::times(data.weight(l), data.at(i, l));
    for (Index j = 0; total > 0 && j < data.n; ++j)
      v[uz(j)] += oracle::times(data.weight(i) / total, data.at(i, j));
  }
  std::vector<Index> order;
  for (Index o = 0; o < data.n; ++o)
    if (data.weight(o) > 0) order.push_back(o);
  std::stable_sort(order.begin(), order.end(),
                   [&](Index a, Index b) { return v[uz(a)] < v[uz(b)]; });
  order.resize(uz(k));
  return order;
}

template <class T>
static void test_all(int kind, Index n, Index k, check::Random& random) {
  Data data = support::make_data(kind, n, random);
  support::set_weights(data, static_cast<int>(random.below(support::n_weightings)), k, random);
  INFO(data.kind, ", n = ", n, ", k = ", k);
  const std::uint64_t seed = random.bits();
  const Instance<T> reference(data, Road::square);
  const std::vector<Index> build = oracle::build(reference.data, k);
  const std::vector<Index> central = park_jun(reference.data, k);
  for (const auto& init : fastpam::inits<T>()) {
    const std::string name = init.name;
    INFO(name);
    const std::vector<Index> first =
        run_init(init.name, reference, k, seed, 1, fastpam::Isa::plain);
    CHECK_EQ(first.size(), uz(k));
    std::vector<Index> distinct = support::sorted(first);
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    CHECK_EQ(distinct.size(), uz(k));
    bool inside = true;
    for (const Index m : first) inside = inside && m >= 0 && m < n && data.weight(m) > 0;
    CHECK(inside);
    if (name == "build") CHECK(first == build);
    if (name == "parkjun") CHECK(first == central);
    // The same by every road, on any number of threads, with any instructions.
    for (const Road road : support::roads()) {
      const Instance<T> instance(data, road);
      for (const int threads : {0, 2})
        CHECK(run_init(init.name, instance, k, seed, threads, fastpam::detect_isa()) == first);
    }
    if (!init.random)
      CHECK(run_init(init.name, reference, k, seed + 1, 1, fastpam::Isa::plain) == first);
  }
}

// A random init must use its generator, and use it well.
TEST_CASE("random starts") {
  check::Random random(1);
  const Data data = support::make_data(0, 60, random);
  const Instance<double> instance(data, Road::square);
  for (const auto& init : fastpam::inits<double>()) {
    std::vector<int> chosen(60, 0);
    bool different = false;
    const auto first = run_init(init.name, instance, 3, 0, 1, fastpam::Isa::plain);
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
      const auto medoids = run_init(init.name, instance, 3, seed, 1, fastpam::Isa::plain);
      different = different || medoids != first;
      for (const Index m : medoids) ++chosen[uz(m)];
    }
    CHECK_EQ(different, init.random);
    const int most = *std::max_element(chosen.begin(), chosen.end());
    const int least = *std::min_element(chosen.begin(), chosen.end());
    if (std::string(init.name) == "random") CHECK((least >= 4 && most <= 50));  // 20 expected
    // LAB looks for good medoids in its samples: some objects come often, many never.
    if (std::string(init.name) == "lab") CHECK(most > 60);
  }

  // Two tight groups: drawing by dissimilarity, the second medoid is always in the other group.
  Data groups;
  groups.n = 20;
  groups.d.assign(400, 0.0);
  for (Index i = 0; i < 20; ++i)
    for (Index j = 0; j < i; ++j) groups.set(i, j, i / 10 == j / 10 ? 0.0 : 1.0);
  const Instance<double> two(groups, Road::square);
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto m = run_init("kmeanspp", two, 2, seed, 1, fastpam::Isa::plain);
    CHECK(m[0] / 10 != m[1] / 10);
    // More medoids than places: the rest is drawn from what is left.
    CHECK_EQ(run_init("kmeanspp", two, 19, seed, 1, fastpam::Isa::plain).size(), 19);
  }
  // Weight draws: an object of half of all the weight comes first half the time.
  groups.w.assign(20, 1.0);
  groups.w[3] = 19;
  const Instance<double> heavy(groups, Road::square);
  int first = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed)
    first += run_init("kmeanspp", heavy, 1, seed, 1, fastpam::Isa::plain)[0] == 3 ? 1 : 0;
  CHECK((first > 900 && first < 1100));
}

TEST_CASE("each init does what it is defined to do") {
  check::Random random(17);
  for (int kind = 0; kind < support::n_kinds; ++kind) {
    test_all<double>(kind, 2, 1, random);
    test_all<double>(kind, 9, 8, random);
    test_all<float>(kind, 9, 3, random);
    test_all<double>(kind, 60, 11, random);
    test_all<float>(kind, 60, 59, random);
  }
  test_all<double>(1, 1100, 6, random);
}

TEST_CASE("an unknown name is no init") {
  CHECK(fastpam::find_by_name(fastpam::inits<double>(), "nonsense") == nullptr);
}
