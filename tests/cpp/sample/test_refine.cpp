// sample/refine.hpp: swaps on all objects at the end of a clustering by samples.
#include <fastpam/dissim/computed/dense_source.hpp>
#include <fastpam/metric/registry.hpp>
#include <fastpam/sample/clara.hpp>

#include "support/check.hpp"
#include "support/oracle.hpp"
#include "support/support.hpp"

using fastpam::Index;
using fastpam::uz;
using support::Machine;

static fastpam::ClaraOptions options_for(Index k) {
  fastpam::ClaraOptions options;
  options.k = k;
  options.samples = 2;
  options.sample_size = k + 3;
  return options;
}

TEST_CASE("refined medoids are a local optimum of all objects") {
  check::Random random(21);
  for (int repeat = 0; repeat < 40; ++repeat) {
    const Index n = 20 + static_cast<Index>(random.below(60));
    support::Data data =
        support::make_data(static_cast<int>(random.below(support::n_kinds)), n, random);
    const Index k = 1 + static_cast<Index>(random.below(6));
    support::set_weights(data, static_cast<int>(random.below(support::n_weightings)), k + 4,
                         random);
    INFO(data.kind, ", n = ", n, ", k = ", k);
    const support::Instance<double> instance(data, support::roads()[random.below(3)]);
    Machine machine(static_cast<int>(random.below(3)));
    fastpam::ClaraOptions options = options_for(k);
    const fastpam::ClaraResult plain =
        clara(*instance.problem, options, fastpam::ClaraGenerator(), machine.ctx);
    CHECK_EQ(plain.refined.iterations, 0U);
    options.refine = 1000;
    const fastpam::ClaraResult refined =
        clara(*instance.problem, options, fastpam::ClaraGenerator(), machine.ctx);
    CHECK(refined.loss <= plain.loss * (1 + 1e-12));
    CHECK(refined.refined.converged);
    CHECK(oracle::best_change(instance.data, refined.partition.medoid) >= -1e-11 * plain.loss);
    CHECK(refined.loss ==
          doctest::Approx(oracle::total_deviation(instance.data, refined.partition.medoid)));
    // The same swaps as by hand.
    std::vector<Index> start = plain.samples[plain.best].medoids;
    const fastpam::Refined by_hand = fastpam::refine(*instance.problem, start, 1000, machine.ctx);
    CHECK_EQ(by_hand.medoids, support::sorted(refined.partition.medoid));
    CHECK_EQ(by_hand.swap.swaps, refined.refined.swaps);
  }
}

TEST_CASE("refining ends after so many passes, and skipping changes nothing") {
  check::Random random(22);
  const Index n = 6000;
  std::vector<double> x(uz(n) * 2);
  for (Index i = 0; i < n; ++i)
    for (std::size_t v = 0; v < 2; ++v)
      x[v * uz(n) + uz(i)] = static_cast<double>(random.below(20)) * 10 + random.uniform();
  fastpam::MatrixView view;
  view.n = n;
  view.p = 2;
  view.real = x.data();
  const auto source = fastpam::dense_source<double>(view, *fastpam::find_metric("euclidean"),
                                                    fastpam::DenseOptions{});
  const fastpam::Problem<double> problem{*source};
  Machine machine(2);
  fastpam::ClaraOptions options = options_for(40);
  options.sample_size = 100;
  options.refine = 1;
  const auto once = clara(problem, options, fastpam::ClaraGenerator(), machine.ctx);
  CHECK_EQ(once.refined.iterations, 1U);
  options.refine = 100;
  const auto whole = clara(problem, options, fastpam::ClaraGenerator(), machine.ctx);
  CHECK(whole.loss <= once.loss);
  CHECK(whole.refined.converged);
  fastpam::SearchState<double> state(problem, whole.samples[whole.best].medoids, machine.ctx);
  fastpam::SwapOptions all;
  all.skip.from = n + 1;
  const fastpam::SwapReport report = swap_fasterpam(state, all, machine.ctx);
  CHECK_EQ(support::sorted(state.medoid), support::sorted(whole.partition.medoid));
  CHECK(support::same_bits(report.trace, whole.refined.trace));
}
