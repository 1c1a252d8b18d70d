// search/gain.hpp, evaluate.hpp, dissim/block.hpp: gains and changes against the textbook, both
// ways of each with the same bits.
#include <fastpam/search/evaluate.hpp>
#include <fastpam/search/gain.hpp>

#include "support/check.hpp"
#include "support/oracle.hpp"
#include "support/support.hpp"

using fastpam::Index;
using fastpam::SearchState;
using fastpam::uz;
using support::Data;
using support::Instance;
using support::Machine;

template <class T>
static void test_gains(int kind, Index n, check::Random& random) {
  Data data = support::make_data(kind, n, random);
  support::set_weights(data, static_cast<int>(random.below(support::n_weightings)), 1, random);
  for (const support::Road road : support::roads()) {
    const Instance<T> instance(data, road);
    const Data& d = instance.data;
    // Before the first medoid, and with one.
    for (int step = 0; step < 2; ++step) {
      std::vector<double> current(uz(n), d.far());
      const Index medoid = static_cast<Index>(random.below(uz(n)));
      if (step == 1)
        for (Index o = 0; o < n; ++o) current[uz(o)] = d.at(medoid, o);
      std::vector<T> threshold(uz(n));
      for (std::size_t o = 0; o < uz(n); ++o) threshold[o] = static_cast<T>(current[o]);
      std::vector<double> expected(uz(n));
      for (Index i = 0; i < n; ++i) expected[uz(i)] = oracle::gain(d, current, i);
      for (const fastpam::Isa isa : support::isas()) {
        for (const int threads : {0, 1, 2}) {
          Machine machine(threads, isa);
          std::vector<double> gain{-1};
          fastpam::all_gains(*instance.problem, current, gain, machine.ctx);
          CHECK(support::same_bits(gain, expected));
        }
        bool fine = true;
        std::vector<T> buffer(uz(n));
        for (Index i = 0; i < n; ++i)
          fine = fine &&
                 support::same_bits(
                     fastpam::one_gain(*instance.problem, instance.source->row(i, buffer.data()),
                                       current, threshold, isa),
                     expected[uz(i)]);
        CHECK(fine);
      }
    }
    for (const int threads : {0, 1, 2}) {
      Machine machine(threads);
      CHECK_SAME_BITS(fastpam::max_dissimilarity(*instance.source, machine.ctx), d.max());
    }
  }
}

template <class T>
static void test_changes(int kind, Index n, Index k, check::Random& random) {
  Data data = support::make_data(kind, n, random);
  support::set_weights(data, static_cast<int>(random.below(support::n_weightings)), k, random);
  INFO(data.kind, ", n = ", n, ", k = ", k);
  const Instance<T> instance(data, support::roads()[random.below(3)]);
  const Data& d = instance.data;
  for (const fastpam::Isa isa : support::isas()) {
    Machine machine(1, isa);
    SearchState<T> state(*instance.problem, support::random_medoids(data, k, random), machine.ctx);
    fastpam::FastEvaluator<T> evaluator(state, machine.ctx);
    std::vector<double> dn(uz(n)), ds(uz(n)), change;
    std::vector<T> buffer(uz(n));
    for (Index o = 0; o < n; ++o) oracle::two_least(d, state.medoid, o, dn[uz(o)], ds[uz(o)]);
    const double scale = oracle::total_deviation(d, state.medoid) + d.far() * d.n;
    bool exact = true, fast = true, best = true, ties = true;
    for (Index h = 0; h < n; ++h) {
      if (!state.may_enter(h)) continue;
      const T* row = instance.source->row(h, buffer.data());
      fastpam::exact_changes(state, row, change);
      std::vector<double> expected(uz(k));
      for (std::size_t s = 0; s < uz(k); ++s)
        expected[s] = oracle::change(d, dn, ds, state.medoid[s], h);
      // -0 and 0 are the same change.
      for (std::size_t s = 0; s < uz(k); ++s) exact = exact && change[s] == expected[s];
      const std::vector<double>& quick = evaluator.all(h, 0);
      for (std::size_t s = 0; s < uz(k); ++s)
        fast = fast && std::fabs(quick[s] - expected[s]) <= 1e-14 * scale;
      const fastpam::Move move = fastpam::best_exact_move(state, row, h, change);
      const double least = *std::min_element(expected.begin(), expected.end());
      best = best && move.change == least && move.candidate == h;
      for (std::size_t s = 0; s < uz(k); ++s)  // ties: the medoid with the lowest number
        ties = ties && (expected[s] > least || state.medoid[uz(move.slot)] <= state.medoid[s]);
      const fastpam::Move quick_best = evaluator.best(h, 0);
      best = best && std::fabs(quick_best.change - least) <= 1e-14 * scale;
    }
    CHECK(exact);
    CHECK(fast);
    CHECK(best);
    CHECK(ties);

    // A swap is done if it pays, and otherwise leaves medoids and total as they were.
    for (int repeat = 0; repeat < 20; ++repeat) {
      Index in = static_cast<Index>(random.below(uz(n)));
      if (!state.may_enter(in)) continue;
      const Index slot = static_cast<Index>(random.below(uz(k)));
      std::vector<Index> before = state.medoid, after = before;
      after[uz(slot)] = in;
      double loss = state.total_deviation();
      const bool pays = oracle::total_deviation(d, after) < loss;
      const bool done = fastpam::swap_if_better(state, {0, slot, in}, loss);
      CHECK((done == pays && state.medoid == (pays ? after : before) &&
             support::same_bits(loss, oracle::total_deviation(d, state.medoid)) &&
             support::same_bits(loss, state.total_deviation())));
    }
  }
}

TEST_CASE("gains of candidates are the plain sums") {
  check::Random random(7);
  for (int kind = 0; kind < support::n_kinds; ++kind)
    for (const Index n : {2, 3, 9, 40}) {
      test_gains<double>(kind, n, random);
      test_gains<float>(kind, n, random);
    }
  test_gains<double>(0, 1100, random);  // several blocks of columns
}

TEST_CASE("changes by swaps are the plain sums") {
  check::Random random(8);
  for (int kind = 0; kind < support::n_kinds; ++kind) {
    test_changes<double>(kind, 2, 1, random);
    test_changes<double>(kind, 15, 1, random);
    test_changes<float>(kind, 15, 14, random);
    test_changes<double>(kind, 50, 6, random);
    test_changes<float>(kind, 50, 6, random);
  }
}
