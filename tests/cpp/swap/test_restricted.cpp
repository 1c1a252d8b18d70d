// Fixed medoids and candidates: the exact searches are the textbook's under the same rules, to the
// last bit and by every way to read; all inits, searches and samplers keep the rules.
#include <fastpam/dissim/reading/prepared.hpp>
#include <fastpam/fit.hpp>
#include <fastpam/sample/clara.hpp>
#include <fastpam/sample/clarans.hpp>

#include "support/check.hpp"
#include "support/oracle.hpp"
#include "support/support.hpp"

using fastpam::CandidateRows;
using fastpam::Index;
using fastpam::Problem;
using fastpam::SearchState;
using fastpam::SwapOptions;
using fastpam::SwapReport;
using fastpam::uz;
using support::Data;
using support::Instance;
using support::Machine;

static std::vector<Index> candidates_of(const Data& data) {
  std::vector<Index> out;
  for (Index o = 0; o < data.n; ++o)
    if (data.may(o)) out.push_back(o);
  return out;
}

// The loss of independent samples: rounded once, at the end.
static double exact_deviation(const Data& data, const std::vector<Index>& medoids) {
  fastpam::ExactSum total;
  double nearest = 0, second = 0;
  for (Index o = 0; o < data.n; ++o) {
    oracle::two_least(data, medoids, o, nearest, second);
    total.add(oracle::times(data.weight(o), nearest));
  }
  return total.value();
}

// A problem with rules, by a way to read that is drawn: the rows of the candidates alone, or all.
template <class T>
struct Restricted {
  Data data;
  Instance<T> instance;
  Machine machine;
  std::unique_ptr<CandidateRows<T>> rectangle;
  std::unique_ptr<Problem<T>> problem;

  static Data make(int kind, Index n, Index k, check::Random& random, bool rules) {
    Data data = support::make_data(kind, n, random);
    support::set_weights(data, static_cast<int>(random.below(support::n_weightings)), k, random);
    if (rules) support::set_rules(data, k, random);
    return data;
  }

  // Without `rules`, there are none.
  Restricted(int kind, Index n, Index k, check::Random& random, bool rules = true)
      : data(make(kind, n, k, random, rules)),
        instance(data, support::roads()[random.below(3)]),
        machine(static_cast<int>(random.below(3))) {
    data = instance.data;  // rounded where T is float
    if (random.below(2) == 0 || data.candidates.empty()) {
      problem = std::make_unique<Problem<T>>(*instance.problem);
      return;
    }
    rectangle =
        std::make_unique<CandidateRows<T>>(*instance.source, candidates_of(data), machine.ctx);
    problem = std::make_unique<Problem<T>>(
        Problem<T>{*rectangle, instance.problem->weights, instance.problem->max,
                   instance.problem->candidates, instance.problem->fixed, rectangle.get()});
  }
};

template <class T>
static SwapReport run_swap(const char* name, SearchState<T>& state, Machine& machine) {
  return fastpam::find_by_name(fastpam::swaps<T>(), name)->run(state, SwapOptions(), machine.ctx);
}

// Whether two pairs of objects are equally far from each other.
static bool has_ties(const Data& data) {
  std::vector<double> all;
  for (Index i = 0; i < data.n; ++i)
    for (Index j = 0; j < i; ++j) all.push_back(data.at(i, j));
  std::sort(all.begin(), all.end());
  return std::adjacent_find(all.begin(), all.end()) != all.end();
}

// How many cases full of ties there were, without rules and with them.
struct Tied {
  int free = 0, restricted = 0;
};

template <class T>
static void test_exact(int kind, bool rules, check::Random& random, Tied& tied) {
  const Index n = static_cast<Index>(3 + random.below(28));
  const Index k = static_cast<Index>(1 + random.below(std::min<std::size_t>(uz(n) - 1, 7)));
  Restricted<T> r(kind, n, k, random, rules);
  INFO(r.data.kind, ", n = ", n, ", k = ", k);
  const bool ruled =
      !r.data.candidates.empty() || std::count(r.data.fixed.begin(), r.data.fixed.end(), 1) > 0;
  if (has_ties(r.data)) ++(ruled ? tied.restricted : tied.free);
  std::vector<Index> start = fastpam::init_build(*r.problem, k, r.machine.ctx);
  CHECK(start == oracle::build(r.data, k));
  if (random.below(2) == 0) start = support::random_medoids(r.data, k, random);
  start = support::sorted(start);
  const oracle::Swapped expected = oracle::swap(r.data, start);
  for (const char* name : {"pam", "fastpam1", "original"}) {
    SearchState<T> state(*r.problem, start, r.machine.ctx);
    const SwapReport report = run_swap(name, state, r.machine);
    CHECK(support::sorted(state.medoid) == expected.medoids);
    CHECK(support::same_bits(report.trace, expected.losses));
    CHECK(report.converged);
    CHECK(r.data.allows(state.medoid));
  }
}

TEST_CASE("exact searches are the textbook's under the same rules") {
  check::Random random(41);
  const int rounds = support::light ? 20 : 480;  // of 13 kinds, most of them full of ties
  Tied tied;
  for (int round = 0; round < rounds; ++round)
    for (int kind = 0; kind < support::n_kinds; ++kind) {
      test_exact<double>(kind, round % 2 == 0, random, tied);
      if (round % 4 < 2) test_exact<float>(kind, round % 2 == 0, random, tied);
    }
  MESSAGE(tied.free, " tied cases without rules, ", tied.restricted, " with rules");
  if (!support::light) {
    CHECK(tied.free >= 2000);
    CHECK(tied.restricted >= 2000);
  }
}

TEST_CASE("all inits and searches keep the rules, whatever the threads and the way to read") {
  check::Random random(42);
  const int rounds = support::light ? 3 : 12;
  for (int round = 0; round < rounds; ++round)
    for (int kind = 0; kind < support::n_kinds; ++kind) {
      const Index n = static_cast<Index>(6 + random.below(60));
      const Index k = static_cast<Index>(2 + random.below(std::min<std::size_t>(uz(n) - 2, 8)));
      Restricted<double> r(kind, n, k, random);
      const Instance<double> square(r.data, support::Road::square);
      INFO(r.data.kind, ", n = ", n, ", k = ", k);
      Machine one;
      for (const auto& init : fastpam::inits<double>()) {
        INFO(std::string(init.name));
        fastpam::Rng first(9), second(9);
        const std::vector<Index> start = init.run(*r.problem, k, first, r.machine.ctx);
        CHECK(start.size() == uz(k));
        CHECK(r.data.allows(start));
        CHECK(start == init.run(*square.problem, k, second, one.ctx));
      }
      const std::vector<Index> start = support::random_medoids(r.data, k, random);
      for (const auto& swap : fastpam::swaps<double>()) {
        INFO(std::string(swap.name));
        SearchState<double> state(*r.problem, start, r.machine.ctx);
        const SwapReport report = swap.run(state, SwapOptions(), r.machine.ctx);
        CHECK(r.data.allows(state.medoid));
        CHECK(report.converged);
        if (!swap.medoid_silhouette && std::string(swap.name) != "alternating") {
          const double best = oracle::best_change(r.data, state.medoid);
          CHECK(best >= 4 * oracle::least_gain(report.loss) - 1e-12 * report.loss);
        }
        SearchState<double> other(*square.problem, start, one.ctx);
        swap.run(other, SwapOptions(), one.ctx);
        CHECK(support::sorted(state.medoid) == support::sorted(other.medoid));
      }
    }
}

TEST_CASE("nothing to choose: all medoids fixed, or as many candidates as medoids") {
  check::Random random(43);
  for (int kind = 0; kind < support::n_kinds; ++kind)
    for (const bool by_fixed : {false, true}) {
      const Index n = 12, k = 3;
      Data data = support::make_data(kind, n, random);
      std::vector<char>& flags = by_fixed ? data.fixed : data.candidates;
      flags.assign(uz(n), 0);
      flags[2] = flags[5] = flags[11] = 1;
      const Instance<double> instance(data, support::Road::copying);
      Machine machine;
      for (const auto& init : fastpam::inits<double>())
        for (const auto& swap : fastpam::swaps<double>()) {
          fastpam::FitOptions options;
          options.k = k;
          options.init = init.name;
          options.swap = swap.name;
          const auto fit = fastpam::fit(*instance.problem, options, machine.ctx);
          INFO(std::string(init.name), " ", std::string(swap.name));
          if (by_fixed || std::string(swap.name) != "dynmsc")
            CHECK(support::sorted(fit.partition.medoid) == std::vector<Index>{2, 5, 11});
        }
    }
}

TEST_CASE("rules that contradict each other are refused") {
  Data data;
  data.n = 3;
  data.d = {0, 1, 2, 1, 0, 1, 2, 1, 0};
  Machine machine;
  const auto refuses = [&](std::vector<char> candidates, std::vector<char> fixed, Index k) {
    data.candidates = std::move(candidates);
    data.fixed = std::move(fixed);
    const Instance<double> instance(data, support::Road::square);
    CHECK_THROWS_AS(fastpam::eligible_objects(*instance.problem, k), fastpam::Error);
  };
  refuses({0, 1, 0}, {}, 2);         // too few candidates
  refuses({1, 1, 0}, {0, 0, 1}, 2);  // fixed, but no candidate
  refuses({}, {1, 1, 0}, 1);         // more fixed than medoids
  data.w = {0, 1, 1};
  refuses({}, {1, 0, 0}, 2);  // weight 0, and not named as a candidate
}

TEST_CASE("samples hold the fixed objects and enough candidates, and keep the rules") {
  check::Random random(44);
  for (int round = 0; round < (support::light ? 10 : 60); ++round) {
    const int kind = static_cast<int>(random.below(support::n_kinds));
    const Index n = static_cast<Index>(30 + random.below(60));
    const Index k = static_cast<Index>(2 + random.below(4));
    Restricted<double> r(kind, n, k, random);
    INFO(r.data.kind, ", n = ", n, ", k = ", k);
    const std::vector<Index> may = candidates_of(r.data);
    fastpam::ClaraOptions options;
    options.k = k;
    options.sample_size = 2 * k + 8;
    options.samples = 4;
    options.independent = random.below(2) == 0;
    const fastpam::Uniform uniform = [&] { return random.uniform(0, 1); };
    const fastpam::SampleDrawer drawer(*r.problem, k, options.sample_size, uniform);
    for (int s = 0; s < 5; ++s) {
      const std::vector<Index> sample = drawer.next({});
      Index there = 0;
      for (const Index o : sample) there += r.data.may(o) ? 1 : 0;
      for (Index o = 0; o < n; ++o)
        if (r.data.must(o)) CHECK(oracle::contains(sample, o));
      CHECK(uz(there) >= std::min(may.size(), uz(options.sample_size) / 2));
      if (!drawer.whole()) CHECK(sample.size() == uz(options.sample_size));
    }
    const fastpam::ClaraResult clara = fastpam::clara(*r.problem, options, uniform, r.machine.ctx);
    CHECK(r.data.allows(clara.partition.medoid));
    if (options.independent)
      CHECK_SAME_BITS(clara.loss, exact_deviation(r.data, clara.partition.medoid));
    else
      CHECK_SAME_BITS(clara.loss, oracle::total_deviation(r.data, clara.partition.medoid));

    fastpam::ClaransOptions walk;
    walk.k = k;
    walk.seed = static_cast<std::uint64_t>(round);
    walk.fast = random.below(2) == 0;
    const fastpam::ClaransResult walks = fastpam::clarans(*r.problem, walk, r.machine.ctx);
    for (const auto& w : walks.walks) {
      CHECK(r.data.allows(w.start));
      CHECK(r.data.allows(w.medoids));
    }
  }
}

TEST_CASE("what is stored follows from the candidates, and nothing else does") {
  check::Random random(45);
  const Index n = 90, k = 4;
  for (int kind = 0; kind < support::n_kinds; ++kind) {
    Data data = support::make_data(kind, n, random);
    data.candidates.assign(uz(n), 0);
    for (const std::size_t o : random.choose(uz(n), 25)) data.candidates[o] = 1;
    const Instance<double> instance(data, support::Road::copying);
    Machine machine;
    std::vector<Index> medoids;
    double loss = 0;
    for (const bool pairs : {false, true})
      for (const double limit : {0.0, 4e5, 4e9}) {
        fastpam::StorageOptions storage;
        storage.candidates = candidates_of(data);
        storage.pairs = pairs;
        storage.memory_limit = limit;
        const auto prepared = fastpam::prepare(*instance.source, storage, machine.ctx);
        const bool rectangle = limit > 0 && !pairs;
        CHECK((prepared.rectangle != nullptr) == rectangle);
        CHECK((prepared.source->square() != nullptr) == (limit > 0 && pairs));
        Problem<double> problem{*prepared.source, nullptr, prepared.max, data.candidates.data()};
        problem.rectangle = prepared.rectangle;
        fastpam::FitOptions options;
        options.k = k;
        const auto fit = fastpam::fit(problem, options, machine.ctx);
        if (medoids.empty()) {
          medoids = fit.partition.medoid;
          loss = fit.loss;
        }
        CHECK(fit.partition.medoid == medoids);
        CHECK_SAME_BITS(fit.loss, loss);
        CHECK(oracle::same(oracle::statistics(data, oracle::labels(data, medoids)), fit.clusters));
      }
  }
}
