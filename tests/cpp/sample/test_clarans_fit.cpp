// sample/clarans_fit.hpp: the result of CLARANS against the definitions.
#include <fastpam/sample/clarans_fit.hpp>

#include "support/check.hpp"
#include "support/oracle.hpp"
#include "support/support.hpp"

using fastpam::ClaransOptions;
using fastpam::FitResult;
using fastpam::Index;
using fastpam::Statistics;
using fastpam::uz;
using support::Data;
using support::Instance;
using support::Machine;

TEST_CASE("the result is that of the best walk, its statistics those of the definitions") {
  check::Random random(23);
  for (int repeat = 0; repeat < 26; ++repeat) {
    const Index k = 1 + repeat % 4;
    Data data = support::make_data(repeat % support::n_kinds, 24, random);
    support::set_weights(data, repeat % support::n_weightings, k, random);
    INFO(data.kind, ", k = ", k);
    const Instance<double> instance(data, support::Road::copying);
    ClaransOptions options;
    options.k = k;
    options.num_local = 3;
    options.max_neighbor = 40;
    options.seed = random.bits();
    Machine machine(2), other(2);
    const FitResult fit =
        fastpam::fit_clarans(*instance.problem, options, Statistics::pairs, machine.ctx);
    const auto walks = fastpam::clarans(*instance.problem, options, other.ctx);
    CHECK_EQ(fit.losses.size(), 3);
    CHECK_EQ(fit.best_run, walks.best);
    CHECK_EQ(fit.start, walks.walks[walks.best].start);
    const oracle::Labels labels = oracle::labels(data, walks.walks[walks.best].medoids);
    CHECK_EQ(fit.partition.medoid, labels.medoid);
    CHECK_EQ(fit.partition.label, labels.label);
    CHECK_SAME_BITS(fit.loss, oracle::total_deviation(data, fit.partition.medoid));
    const oracle::Statistics expected = oracle::statistics(data, labels);
    CHECK_EQ(fit.clusters.diameter, expected.diameter);
    CHECK_EQ(fit.clusters.size, expected.size);
    CHECK_EQ(fit.clusters.isolation, expected.isolation);
    CHECK_EQ(fit.silhouette.order.empty(), k == 1);
  }
}

TEST_CASE("statistics are those that were asked for") {
  check::Random random(29);
  const Data data = support::make_data(0, 20, random);
  const Instance<double> instance(data, support::Road::square);
  ClaransOptions options;
  options.k = 3;
  Machine machine;
  const auto run = [&](Statistics wanted) {
    return fastpam::fit_clarans(*instance.problem, options, wanted, machine.ctx);
  };
  CHECK(run(Statistics::none).clusters.size.empty());
  const FitResult few = run(Statistics::medoids);
  CHECK_EQ(few.clusters.size.size(), 3);
  CHECK(std::isnan(few.clusters.separation[1]));
  CHECK(few.clusters.isolation.empty());
  CHECK(few.silhouette.order.empty());
  CHECK_EQ(run(Statistics::pairs).silhouette.order.size(), 20);
  options.num_local = 0;
  CHECK_THROWS_AS(run(Statistics::none), fastpam::Error);
  options.num_local = 1;
  options.k = 21;
  CHECK_THROWS_AS(run(Statistics::none), fastpam::Error);
}
