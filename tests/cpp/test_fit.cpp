// fit.hpp: the whole call, every init with every swap.
#include <fastpam/fit.hpp>

#include "support/check.hpp"
#include "support/oracle.hpp"
#include "support/support.hpp"

using fastpam::FitOptions;
using fastpam::FitResult;
using fastpam::Index;
using fastpam::uz;
using support::Data;
using support::Instance;
using support::Machine;

static bool same_fit(const FitResult& a, const FitResult& b) {
  return a.partition.medoid == b.partition.medoid && a.partition.label == b.partition.label &&
         a.start == b.start && a.best_run == b.best_run && support::same_bits(a.losses, b.losses) &&
         support::same_bits(a.swap.trace, b.swap.trace) &&
         support::same_bits(a.init_loss, b.init_loss) &&
         support::same_bits(a.silhouette.width, b.silhouette.width) &&
         support::same_bits(a.silhouette.mean, b.silhouette.mean) &&
         support::same_bits(a.clusters.av_diss, b.clusters.av_diss) &&
         support::same_bits(a.clusters.separation, b.clusters.separation);
}

template <class T>
static void test_pairs(int kind, Index n, Index k, check::Random& random) {
  Data data = support::make_data(kind, n, random);
  support::set_weights(data, static_cast<int>(random.below(support::n_weightings)), k, random);
  INFO(data.kind, ", n = ", n, ", k = ", k);
  const Instance<T> square(data, support::Road::square), copied(data, support::Road::copying);
  for (const auto& init : fastpam::inits<T>()) {
    for (const auto& swap : fastpam::swaps<T>()) {
      if (swap.medoid_silhouette) continue;  // another loss: swap/test_fastermsc.cpp
      INFO(init.name, ", ", swap.name);
      FitOptions options;
      options.k = k;
      options.threads_from = 0;
      options.init = init.name;
      options.swap = swap.name;
      options.seed = random.bits();
      options.n_start = init.random ? 3 : 1;
      Machine plain(1, fastpam::Isa::plain);
      const FitResult first = fastpam::fit(*square.problem, options, plain.ctx);
      for (const int threads : {0, 1, 3}) {
        Machine machine(threads);
        CHECK(same_fit(fastpam::fit(*square.problem, options, machine.ctx), first));
        CHECK(same_fit(fastpam::fit(*copied.problem, options, machine.ctx), first));
      }
      CHECK_EQ(first.losses.size(), options.n_start);
      const double total = oracle::total_deviation(square.data, first.partition.medoid);
      const double scale = first.init_loss > 0 ? first.init_loss : 1;
      CHECK(std::fabs(total - first.swap.loss) <= 1e-12 * scale);
      CHECK_SAME_BITS(first.init_loss, oracle::total_deviation(square.data, first.start));
      CHECK(first.swap.loss <= first.init_loss);
      for (const double loss : first.losses) CHECK(first.swap.loss <= loss * (1 + 1e-15));
      const oracle::Labels labels = oracle::labels(square.data, first.partition.medoid);
      CHECK((labels.medoid == first.partition.medoid && labels.label == first.partition.label));
      CHECK_EQ(first.silhouette.order.empty(), k == 1);

      // Without the statistics nothing else changes; without SWAP the start is the answer.
      options.statistics = fastpam::Statistics::none;
      const FitResult bare = fastpam::fit(*square.problem, options, plain.ctx);
      CHECK((bare.partition.label == first.partition.label && bare.clusters.size.empty()));
      options.do_swap = false;
      const FitResult still = fastpam::fit(*square.problem, options, plain.ctx);
      CHECK(support::sorted(still.partition.medoid) == support::sorted(still.start));
      CHECK_SAME_BITS(still.swap.loss, still.init_loss);
    }
  }
}

// The best of the given starts, the first of equals; runs are numbered.
TEST_CASE("several starts") {
  check::Random random(37);
  for (int repeat = 0; repeat < 20; ++repeat) {
    const Data data = support::make_data(repeat % support::n_kinds, 25, random);
    const Instance<double> instance(data, support::Road::packed);
    FitOptions options;
    options.k = 3;
    options.init = "not used";
    for (int s = 0; s < 5; ++s) options.starts.push_back(support::random_medoids(data, 3, random));
    Machine machine(2);
    const FitResult fit = fastpam::fit(*instance.problem, options, machine.ctx);
    std::vector<double> losses;
    for (const auto& start : options.starts) {
      const auto book = oracle::swap(data, start);
      losses.push_back(book.losses.empty() ? book.first : book.losses.back());
    }
    CHECK(support::same_bits(fit.losses, losses));
    const double least = fit.losses[fit.best_run] / 25;
    for (std::size_t r = 0; r < losses.size(); ++r)
      CHECK((r < fit.best_run ? losses[r] / 25 > least : losses[r] / 25 >= least));
    CHECK(fit.start == options.starts[fit.best_run]);
  }
}

TEST_CASE("errors name what is wrong") {
  check::Random random(1);
  const Data data = support::make_data(0, 9, random);
  const Instance<double> instance(data, support::Road::square);
  Machine machine;
  FitOptions options;
  Data huge = data;
  for (double& v : huge.d) v *= 5e307;
  const Instance<double> overflowing(huge, support::Road::square);
  CHECK_THROWS_AS(fastpam::fit(*overflowing.problem, options, machine.ctx), fastpam::SumsOverflow);
  options.swap = "nonsense";
  CHECK_THROWS_AS(fastpam::fit(*instance.problem, options, machine.ctx), fastpam::Error);
  options.swap = "pam";
  options.init = "nonsense";
  CHECK_THROWS_AS(fastpam::fit(*instance.problem, options, machine.ctx), fastpam::Error);
}

// An interrupt in any phase, at any poll, leaves nothing behind: the next call gives the answer.
struct Impatient final : fastpam::Monitor {
  int left = 0;
  bool done = false;
  void progress(const char*, std::size_t, std::size_t) override {
    if (!done && left-- <= 0) {
      done = true;
      throw fastpam::Interrupted();
    }
  }
};

TEST_CASE("an interrupt ends a fit") {
  check::Random random(41);
  const Data data = support::make_data(0, 80, random);
  const Instance<double> instance(data, support::Road::copying);
  FitOptions options;
  options.k = 8;
  options.init = "random";
  for (const auto& swap : fastpam::swaps<double>()) {
    if (swap.medoid_silhouette) continue;
    options.swap = swap.name;
    Machine plain;
    const FitResult answer = fastpam::fit(*instance.problem, options, plain.ctx);
    int interrupted = 0;
    for (int after = 0; after < 400; ++after) {
      const auto executor = Machine::make(after % 3);
      Impatient monitor;
      monitor.left = after;
      fastpam::Context ctx{*executor, monitor};
      try {
        fastpam::fit(*instance.problem, options, ctx);
        break;
      } catch (const fastpam::Interrupted&) {
        ++interrupted;
      }
    }
    CHECK(interrupted > 1);
    CHECK(same_fit(fastpam::fit(*instance.problem, options, plain.ctx), answer));
  }
}

TEST_CASE("every init starts every swap phase, with the same answer by every path") {
  check::Random random(43);
  for (int kind = 0; kind < support::n_kinds; ++kind) {
    test_pairs<double>(kind, 2, 1, random);
    test_pairs<double>(kind, 9, 8, random);
    if (!support::light) test_pairs<float>(kind, 24, 3, random);
  }
}

TEST_CASE("a budget is spent on better medoids, the same for every number of threads") {
  check::Random random(77);
  for (const Index n : {60, 300}) {
    const Index k = n / 8;
    Data data = support::make_data(0, n, random);
    const Instance<double> instance(data, support::Road::square);
    FitOptions options;
    options.k = k;
    Machine one(1), two(2);
    const FitResult normal = fastpam::fit(*instance.problem, options, one.ctx);
    options.budget = 20;
    const FitResult high = fastpam::fit(*instance.problem, options, one.ctx);
    CHECK(high.loss <= normal.loss);
    CHECK(high.losses.size() == 2);
    CHECK_SAME_BITS(high.losses[0], normal.loss);
    CHECK(high.swap.converged);
    if (n == 300) CHECK(high.loss < normal.loss);
    const FitResult same = fastpam::fit(*instance.problem, options, two.ctx);
    CHECK(same.partition.medoid == high.partition.medoid);
    CHECK_SAME_BITS(same.loss, high.loss);
    options.swap = "fastermsc";
    CHECK_THROWS_AS(fastpam::fit(*instance.problem, options, one.ctx), fastpam::Error);
  }
}
