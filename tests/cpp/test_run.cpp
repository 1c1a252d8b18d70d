// run.hpp: one search, and what it may not be asked.
#include <fastpam/run.hpp>

#include "support/check.hpp"
#include "support/oracle.hpp"
#include "support/support.hpp"

using fastpam::Error;
using fastpam::ErrorCode;
using fastpam::Index;
using fastpam::Run;
using fastpam::SearchOptions;
using fastpam::uz;
using support::Data;
using support::Instance;
using support::Machine;

namespace {

template <class Body>
void broken(const Body& body) {
  try {
    body();
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::broken);
  }
}

// n objects at k places, so that k medoids leave nothing: the total of PAM, kept from swap to swap,
// ends at what rounding left.
Data places(Index n, Index k, check::Random& random) {
  const Data apart = support::make_data(0, k, random);
  std::vector<Index> place(uz(n));
  for (Index i = 0; i < n; ++i) place[uz(i)] = i < k ? i : static_cast<Index>(random.below(uz(k)));
  Data data;
  data.n = n;
  data.d.assign(uz(n) * uz(n), 0.0);
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < i; ++j) data.set(i, j, apart.at(place[uz(i)], place[uz(j)]));
  return data;
}

}  // namespace

TEST_CASE("no loss is below zero") {
  check::Random random(11);
  Machine machine;
  int below = 0;  // how often a running total alone would have been
  for (int repeat = 0; repeat < 60; ++repeat) {
    const Index k = 2 + repeat % 5, n = k + 20;
    const Data data = places(n, k, random);
    const Instance<double> instance(data, support::Road::square);
    const std::vector<Index> start = support::random_medoids(data, k, random);
    for (const auto& swap : fastpam::swaps<double>()) {
      if (std::string(swap.name) == "dynmsc") continue;  // may end with fewer medoids
      SearchOptions options;
      options.k = k;
      options.swap = swap.name;
      const Run run = fastpam::run_once(*instance.problem, options, &start, 0, machine.ctx);
      CHECK(run.loss >= 0);
      CHECK(run.swap.loss >= 0);
      for (const double t : run.swap.trace) CHECK(t >= 0);
      fastpam::SearchState<double> state(*instance.problem, support::sorted(start), machine.ctx);
      below += swap.run(state, {}, machine.ctx).loss < 0 ? 1 : 0;
    }
  }
  CHECK(below > 0);
}

TEST_CASE("products of weights below the normal numbers lose digits: pam is still the textbook") {
  check::Random random(13);
  Machine machine;
  const Index n = 40, k = 5;
  for (int repeat = 0; repeat < 120; ++repeat) {
    const std::vector<double> x = random.uniforms(uz(n));
    Data data;
    data.n = n;
    data.d.assign(uz(n) * uz(n), 0.0);
    for (Index i = 0; i < n; ++i)
      for (Index j = 0; j < i; ++j) data.set(i, j, std::fabs(x[uz(i)] - x[uz(j)]) * 1e-3);
    for (Index i = 0; i < n; ++i) data.w.push_back(random.uniform(0.05, 1) * 1e-317);
    const Instance<double> instance(data, support::Road::square);
    SearchOptions options;
    options.k = k;
    const Run pam = fastpam::run_once(*instance.problem, options, nullptr, 0, machine.ctx);
    options.swap = "fastpam1";
    const Run fast = fastpam::run_once(*instance.problem, options, nullptr, 0, machine.ctx);
    options.swap = "original";
    const Run book = fastpam::run_once(*instance.problem, options, nullptr, 0, machine.ctx);
    CHECK_EQ(support::sorted(pam.medoids), support::sorted(book.medoids));
    CHECK_EQ(support::sorted(fast.medoids), support::sorted(book.medoids));
    CHECK_SAME_BITS(pam.loss, book.loss);
  }
}

TEST_CASE("slots are sorted or not: the same medoids where nothing ties") {
  check::Random random(17);
  const Data data = support::make_data(0, 40, random);
  const Instance<double> instance(data, support::Road::square);
  Machine machine;
  for (const auto& swap : fastpam::swaps<double>()) {
    SearchOptions options;
    options.k = 5;
    options.swap = swap.name;
    const Run sorted = fastpam::run_once(*instance.problem, options, nullptr, 0, machine.ctx);
    options.sorted_slots = false;
    const Run as_built = fastpam::run_once(*instance.problem, options, nullptr, 0, machine.ctx);
    CHECK_EQ(sorted.start, as_built.start);
    CHECK_EQ(sorted.swap.swaps, as_built.swap.swaps);
  }
}

TEST_CASE("what can't be searched is refused") {
  check::Random random(19);
  Data data = support::make_data(0, 9, random);
  data.w.assign(9, 0.0);
  data.w[3] = data.w[4] = 1;
  const Instance<double> instance(data, support::Road::square);
  Machine machine;
  SearchOptions options;
  const auto run = [&](const std::vector<Index>* start) {
    fastpam::run_once(*instance.problem, options, start, 0, machine.ctx);
  };
  // Fewer objects of positive weight than medoids, for every init: none may look for ever.
  for (const auto& init : fastpam::inits<double>())
    for (const Index k : {Index{0}, Index{-1}, Index{3}, Index{9}, Index{10}}) {
      options.init = init.name;
      options.k = k;
      broken([&] { run(nullptr); });
    }
  options.k = 2;
  for (const std::vector<Index>& start : std::vector<std::vector<Index>>{
           {}, {3}, {3, 3}, {3, 9}, {-1, 3}, {3, 4, 5}, {3, 2147483647}})
    broken([&] { run(&start); });
  options.init = "build";
  run(nullptr);
}
