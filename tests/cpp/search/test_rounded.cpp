// dissim/stored/rounded.hpp and the searches that estimate with it: results are those without.
// (More cases: tests/fuzz/fuzz_rounded.cpp.)
#include <fastpam/dissim/reading/prepared.hpp>
#include <fastpam/fit.hpp>
#include <fastpam/search/gain_table.hpp>

#include "support/check.hpp"
#include "support/support.hpp"

using fastpam::Index;
using fastpam::RoundedSquare;
using fastpam::uz;
using support::Machine;

// Triangles: all equal, few values, values that floats do not tell apart, and any.
static std::vector<double> triangle(Index n, int style, check::Random& random) {
  std::vector<double> d(fastpam::n_pairs(n));
  for (double& v : d)
    v = style == 0   ? 0.1
        : style == 1 ? static_cast<double>(random.below(4))
        : style == 2 ? 1 + static_cast<double>(random.below(16)) * 0x1p-27
                     : random.uniform();
  return d;
}

TEST_CASE("floats differ from their values by no more than they say") {
  check::Random random(5);
  for (const double scale : {1e-44, 1e-39, 1e-30, 1.0, 1e30}) {
    const Index n = 150;
    std::vector<double> d = triangle(n, 3, random);
    for (double& v : d) v *= scale;
    const fastpam::PackedSource<double, double> source(d.data(), n);
    Machine machine;
    const RoundedSquare rounded(source, machine.ctx);
    std::vector<double> row(uz(n));
    bool close = true, above = true;
    for (Index j = 0; j < n; ++j) {
      source.row(j, row.data());
      for (std::size_t o = 0; o < uz(n); ++o) {
        const double f = static_cast<double>(rounded.row(j)[o]);
        close = close &&
                std::fabs(f - row[o]) <= RoundedSquare::unit * row[o] + RoundedSquare::smallest;
        // What is less than a value is less than the float above it.
        const float bound = RoundedSquare::above(row[o]);
        above = above && f < static_cast<double>(bound) &&
                static_cast<double>(static_cast<float>(std::nextafter(row[o], 0))) <
                    static_cast<double>(bound);
      }
    }
    CHECK(close);
    CHECK(above);
  }
  CHECK(std::isinf(RoundedSquare::above(1e300)));
  CHECK(RoundedSquare::fits(3e38));
  CHECK_FALSE(RoundedSquare::fits(4e38));
  CHECK_FALSE(RoundedSquare::fits(1e-31));
  CHECK_FALSE(RoundedSquare::fits(std::nan("")));
}

// A fit, with rounded dissimilarities or without.
static fastpam::FitResult run(const std::vector<double>& d, Index n,
                              const fastpam::FitOptions& options, bool rounded, Machine& machine) {
  const fastpam::PackedSource<double, double> source(d.data(), n);
  fastpam::StorageOptions storage;
  storage.computed = false;
  storage.max = *std::max_element(d.begin(), d.end());
  storage.rounded = rounded;
  storage.rounded_from = 0;
  const auto prepared = fastpam::prepare(source, storage, machine.ctx);
  CHECK_EQ(prepared.rounded != nullptr, rounded);
  fastpam::Problem<double> problem{*prepared.source, nullptr, prepared.max};
  problem.rounded = prepared.rounded.get();
  return fastpam::fit(problem, options, machine.ctx);
}

TEST_CASE("searches with rounded dissimilarities are those without") {
  check::Random random(6);
  for (int style = 0; style < 4; ++style)
    for (const Index n : {5, 40, 700})
      for (const char* swap : {"pam", "fastpam1", "fasterpam"}) {
        INFO("style ", style, ", n = ", n, ", ", std::string(swap));
        const std::vector<double> d = triangle(n, style, random);
        fastpam::FitOptions options;
        options.k = 2 + static_cast<Index>(random.below(uz(n) / 4 + 2));
        options.swap = swap;
        options.init = random.below(3) == 0 ? "random" : "build";
        options.threads_from = 0;
        Machine one(1), two(2);
        const fastpam::FitResult a = run(d, n, options, false, one);
        const fastpam::FitResult b = run(d, n, options, true, two);
        CHECK_EQ(a.start, b.start);
        CHECK_EQ(a.partition.medoid, b.partition.medoid);
        CHECK_EQ(a.partition.label, b.partition.label);
        CHECK(support::same_bits(a.swap.trace, b.swap.trace));
        CHECK(support::same_bits(a.silhouette.width, b.silhouette.width));
      }
}

TEST_CASE("estimates from rounded dissimilarities are off by no more than their margin") {
  check::Random random(7);
  for (int style = 0; style < 4; ++style) {
    const Index n = 300, k = 6;
    const std::vector<double> d = triangle(n, style, random);
    const fastpam::PackedSource<double, double> source(d.data(), n);
    Machine machine;
    const RoundedSquare rounded(source, machine.ctx);
    fastpam::Problem<double> problem{source, nullptr, *std::max_element(d.begin(), d.end())};
    problem.rounded = &rounded;
    fastpam::SearchState<double> state(problem, {0, 1, 2, 3, 4, 5}, machine.ctx);
    fastpam::GainTable<double> table(state, machine.ctx);
    std::vector<double> row(uz(n)), change;
    bool sure = true;
    for (Index swap = 0; swap < 20; ++swap) {
      fastpam::FastEvaluator<double> scan(state, machine.ctx);
      for (Index j = 0; j < n; ++j) {
        if (!state.may_enter(j)) continue;
        source.row(j, row.data());
        const double least = best_exact_move(state, row.data(), j, change).change;
        sure = sure && std::fabs(table.estimate(j) - least) <= table.margin() &&
               std::fabs(scan.least_change(j, 0) - least) <= search_margin(state);
      }
      Index in = static_cast<Index>(random.below(uz(n)));
      while (state.is_medoid(in)) in = (in + 1) % n;
      std::vector<fastpam::ChangedPlace<double>> changed;
      state.swap(swap % k, in, [&](Index o, const fastpam::Place<double>& before) {
        changed.push_back({o, before});
      });
      table.update(changed, swap % k, machine.ctx);
    }
    CHECK(sure);
  }
}

TEST_CASE("BUILD looks at all rows if all candidates are equal") {
  const Index n = 700;
  const std::vector<double> d(fastpam::n_pairs(n), 0.1);
  const fastpam::PackedSource<double, double> source(d.data(), n);
  Machine machine;
  const RoundedSquare rounded(source, machine.ctx);
  fastpam::Problem<double> problem{source, nullptr, 0.1};
  const auto plain = fastpam::init_build(problem, 5, machine.ctx);
  problem.rounded = &rounded;
  machine.ctx.count = {};
  CHECK_EQ(fastpam::init_build(problem, 5, machine.ctx), plain);
  CHECK(machine.ctx.count.rows_read < 12 * uz(n));
}
