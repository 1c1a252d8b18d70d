// search/reach.hpp, float_reach.hpp, near_scan.hpp, block_gains.hpp: what is skipped by the
// triangle inequality, against looking at all objects; states that keep no dissimilarities to
// medoids. Also the two sums that use them, BUILD and the table of gains.
#include <fastpam/dissim/computed/dense_source.hpp>
#include <fastpam/dissim/reading/prepared.hpp>
#include <fastpam/init/build.hpp>
#include <fastpam/metric/registry.hpp>
#include <fastpam/search/evaluate.hpp>
#include <fastpam/search/float_reach.hpp>
#include <fastpam/search/gain_table.hpp>

#include "support/check.hpp"
#include "support/support.hpp"

using fastpam::Index;
using fastpam::uz;
using support::Machine;

// Points with ties, copies, and clusters of all sizes.
struct Points {
  std::vector<double> x;
  fastpam::MatrixView view;
  Points(Index n, std::size_t p, int style, check::Random& random) : x(uz(n) * p) {
    for (std::size_t v = 0; v < p; ++v)
      for (Index i = 0; i < n; ++i) {
        const double middle = static_cast<double>((i * 7 + static_cast<Index>(v)) % 5) * 10;
        double value = style == 0   ? static_cast<double>(random.below(4))
                       : style == 1 ? middle + random.uniform()
                       : style == 2 ? 1e9 + random.uniform()
                                    : random.uniform() * 1e-160;
        if (i > 0 && random.below(4) == 0) value = x[v * uz(n) + uz(i) - 1];
        x[v * uz(n) + uz(i)] = value;
      }
    view.n = n;
    view.p = p;
    view.real = x.data();
  }
};

template <class T>
static void test_reach(const char* metric, Index n, std::size_t p, int style, Index k,
                       bool weighted, check::Random& random) {
  INFO(std::string(metric), ", n = ", n, ", p = ", p, ", style ", style, ", k = ", k);
  const Points points(n, p, style, random);
  const auto source =
      fastpam::dense_source<T>(points.view, *fastpam::find_metric(metric), fastpam::DenseOptions{});
  Machine machine;
  std::vector<double> weights;
  if (weighted)
    for (Index o = 0; o < n; ++o) weights.push_back(static_cast<double>(1 + random.below(3)));
  const fastpam::Problem<T> problem{*source, weighted ? weights.data() : nullptr,
                                    fastpam::max_dissimilarity(*source, machine.ctx)};
  std::vector<Index> medoids;
  for (const std::size_t o : random.choose(uz(n), uz(k))) medoids.push_back(static_cast<Index>(o));
  fastpam::SearchState<T> state(problem, medoids, machine.ctx, random.below(2) == 0 ? 0 : 1 << 28);
  fastpam::SearchState<T> kept(problem, medoids, machine.ctx);
  CHECK(kept.keeps_all());
  const auto reach = fastpam::Reach<T>::make(state);
  REQUIRE(reach != nullptr);
  fastpam::ReachScratch<T> scratch;
  std::vector<T> buffer(uz(n));
  std::vector<double> gain, change;
  bool same = true, sure = true;
  for (int swaps = 0; swaps < 12; ++swaps) {
    std::vector<double> removal;
    state.removal_loss(removal);
    for (int question = 0; question < 12; ++question) {
      const Index j = static_cast<Index>(random.below(uz(n)));
      const T* const row = source->row(j, buffer.data());
      reach->find(j, scratch, support::isas()[random.below(support::isas().size())]);
      std::size_t at = 0;
      for (Index o = 0; o < n; ++o) {
        if (!(row[o] < state.ds[uz(o)])) continue;
        same = same && at < scratch.found.size() && scratch.found[at].object == o &&
               scratch.found[at].d == row[o];
        ++at;
      }
      same = same && at == scratch.found.size();
      // Estimates are off by no more than they say.
      gain.assign(uz(k), 0.0);
      const fastpam::GainSums sums = reach->add_gains(j, scratch, machine.ctx.isa, gain);
      const double whoever = sums.whoever;
      exact_changes(state, row, change);
      for (std::size_t s = 0; s < uz(k); ++s) {
        const double estimate = removal[s] - gain[s] - whoever;
        const double margin = 4 * sums.relative * (removal[s] + gain[s] + whoever);
        sure = sure && std::fabs(estimate - change[s]) <= margin;
      }
    }
    const Index slot = static_cast<Index>(random.below(uz(k)));
    Index in = static_cast<Index>(random.below(uz(n)));
    while (state.is_medoid(in)) in = (in + 1) % n;
    std::vector<Index> told, expected;
    state.swap(slot, in, [&](Index o, const fastpam::Place<T>&) { told.push_back(o); });
    kept.swap(slot, in, [&](Index o, const fastpam::Place<T>&) { expected.push_back(o); });
    same = same && state.near == kept.near && state.second == kept.second && state.dn == kept.dn &&
           state.ds == kept.ds;
    // A second medoid found later may turn out the one there was: that is no change then.
    same = same && told == expected;
    reach->follow();
  }
  CHECK(same);
  CHECK(sure);
}

TEST_CASE("objects within reach are those of the whole row") {
  check::Random random(11);
  for (const char* metric : {"euclidean", "manhattan", "maximum"})
    for (int style = 0; style < 4; ++style)
      for (const Index n : {30, 200, 700}) {
        const Index k = 2 + static_cast<Index>(random.below(20));
        const std::size_t p = 1 + random.below(4);
        test_reach<double>(metric, n, p, style, k, style % 2 == 0, random);
        if (style != 3) test_reach<float>(metric, n, p, style, k, style % 2 == 1, random);
      }
}

// What floats estimate for a search in double, and what they find for it.
static void test_floats(const char* metric, Index n, std::size_t p, int style, Index k,
                        bool weighted, check::Random& random) {
  INFO(std::string(metric), ", n = ", n, ", p = ", p, ", style ", style, ", k = ", k);
  const Points points(n, p, style, random);
  const auto source = fastpam::dense_source<double>(points.view, *fastpam::find_metric(metric),
                                                    fastpam::DenseOptions{});
  Machine machine;
  std::vector<double> weights;
  if (weighted)
    for (Index o = 0; o < n; ++o) weights.push_back(random.uniform());
  const fastpam::Problem<double> problem{*source, weighted ? weights.data() : nullptr,
                                         fastpam::max_dissimilarity(*source, machine.ctx)};
  std::vector<Index> medoids;
  for (const std::size_t o : random.choose(uz(n), uz(k))) medoids.push_back(static_cast<Index>(o));
  fastpam::SearchState<double> state(problem, medoids, machine.ctx);
  const auto reach = fastpam::FloatReach::make(state, true);
  REQUIRE(reach != nullptr);
  fastpam::FloatReachScratch scratch;
  std::vector<double> buffer(uz(n)), gain, change, removal;
  bool same = true, sure = true, useful = true;
  for (int swaps = 0; swaps < 6; ++swaps) {
    state.removal_loss(removal);
    for (int question = 0; question < 12; ++question) {
      const Index j = static_cast<Index>(random.below(uz(n)));
      const double* const row = source->row(j, buffer.data());
      std::vector<Index> found, expected;
      reach->visit(j, scratch, machine.ctx.isa, [&](Index o, double d) {
        found.push_back(o);
        same = same && d == row[o];
      });
      for (Index o = 0; o < n; ++o)
        if (row[o] < state.ds[uz(o)]) expected.push_back(o);
      same = same && found == expected;
      gain.assign(uz(k), 0.0);
      double absolute = 0;
      const fastpam::GainSums sums = reach->add_gains(j, scratch, machine.ctx.isa, gain, absolute);
      exact_changes(state, row, change);
      for (std::size_t s = 0; s < uz(k); ++s) {
        const double estimate = removal[s] - gain[s] - sums.whoever;
        const double all = removal[s] + gain[s] + sums.whoever + absolute;
        const double margin = absolute + 4 * sums.relative * all;
        sure = sure && std::fabs(estimate - change[s]) <= margin;
        useful = useful && margin <= 1e-3 * state.total_second();
      }
    }
    const Index slot = static_cast<Index>(random.below(uz(k)));
    Index in = static_cast<Index>(random.below(uz(n)));
    while (state.is_medoid(in)) in = (in + 1) % n;
    state.swap(slot, in);
    reach->follow();
  }
  CHECK(same);
  CHECK(sure);
  // Not where differences are too small for floats.
  if (style == 1) CHECK(useful);
}

TEST_CASE("floats estimate what doubles decide") {
  check::Random random(15);
  for (const char* metric : {"euclidean", "manhattan", "maximum"})
    for (int style = 0; style < 4; ++style)
      for (const Index n : {30, 200, 700})
        test_floats(metric, n, 1 + random.below(4), style, 2 + static_cast<Index>(random.below(20)),
                    style % 2 == 0, random);
}

TEST_CASE("floats are not asked if they cannot help") {
  check::Random random(16);
  Machine machine;
  const auto made = [&](const Points& points, const char* metric) {
    const auto source = fastpam::dense_source<double>(points.view, *fastpam::find_metric(metric),
                                                      fastpam::DenseOptions{});
    const fastpam::Problem<double> problem{*source, nullptr, 1e12};
    const fastpam::SearchState<double> state(problem, {0, 1, 2}, machine.ctx);
    return fastpam::FloatReach::make(state, false) != nullptr;
  };
  Points points(200, 3, 1, random);
  CHECK(made(points, "euclidean"));
  CHECK_FALSE(made(points, "sqeuclidean"));                   // no triangle inequality
  CHECK_FALSE(made(points, "chord"));                         // no kernels for floats
  CHECK_FALSE(made(Points(200, 3, 3, random), "euclidean"));  // too small for floats
  points.x[7] = 1e60;                                         // too large
  CHECK_FALSE(made(points, "euclidean"));
  points.x[7] = 1e9;  // one that makes all others equal
  CHECK_FALSE(made(points, "euclidean"));
}

// BUILD chooses the same medoids, and the tables of gains differ by rounding errors only.
template <class T>
static void test_sums(const char* metric, Index n, std::size_t p, int style, Index k, bool weighted,
                      check::Random& random) {
  INFO(std::string(metric), ", n = ", n, ", p = ", p, ", style ", style, ", k = ", k);
  const Points points(n, p, style, random);
  const auto source =
      fastpam::dense_source<T>(points.view, *fastpam::find_metric(metric), fastpam::DenseOptions{});
  Machine machine(static_cast<int>(random.below(3)));
  std::vector<double> weights;
  if (weighted)
    for (Index o = 0; o < n; ++o) weights.push_back(static_cast<double>(random.below(3)));
  const fastpam::Problem<T> problem{*source, weighted ? weights.data() : nullptr,
                                    fastpam::max_dissimilarity(*source, machine.ctx)};
  fastpam::SkipOptions never, always;
  never.from = n + 1;
  always.always = true;
  const std::vector<Index> medoids = init_build(problem, k, machine.ctx, never);
  CHECK(medoids == init_build(problem, k, machine.ctx, always));

  fastpam::SearchState<T> state(problem, medoids, machine.ctx, random.below(2) == 0 ? 0 : 1 << 28);
  fastpam::GainTable<T> all(state, machine.ctx, never), skipping(state, machine.ctx, always);
  bool close = true;
  std::vector<fastpam::ChangedPlace<T>> changed;
  for (int swaps = 0; swaps < 12; ++swaps) {
    for (Index j = 0; j < n; ++j)
      close = close && (state.is_medoid(j) || std::fabs(all.estimate(j) - skipping.estimate(j)) <=
                                                  all.margin() + skipping.margin());
    const Index slot = static_cast<Index>(random.below(uz(k)));
    Index in = static_cast<Index>(random.below(uz(n)));
    while (state.is_medoid(in)) in = (in + 1) % n;
    changed.clear();
    state.swap(slot, in, [&](Index o, const fastpam::Place<T>& before) {
      changed.push_back({o, before});
    });
    all.update(changed, slot, machine.ctx);
    skipping.update(changed, slot, machine.ctx);
  }
  CHECK(close);
}

TEST_CASE("sums over objects within reach are those over all objects") {
  check::Random random(14);
  for (const char* metric : {"euclidean", "manhattan", "maximum"})
    for (int style = 0; style < 4; ++style)
      for (const Index n : {40, 300, 700}) {
        const Index k = 2 + static_cast<Index>(random.below(20));
        const std::size_t p = 1 + random.below(4);
        test_sums<double>(metric, n, p, style, k, style % 2 == 0, random);
        if (style != 3) test_sums<float>(metric, n, p, style, k, style % 2 == 1, random);
      }
}

TEST_CASE("what is known of a metric's errors") {
  check::Random random(12);
  Points points(40, 3, 1, random);
  const auto error = [&](const char* metric) {
    return fastpam::dense_source<double>(points.view, *fastpam::find_metric(metric),
                                         fastpam::DenseOptions{})
        ->metric_error();
  };
  CHECK(error("euclidean").known());
  CHECK(error("manhattan").relative < 1e-14);
  CHECK_FALSE(error("sqeuclidean").known());
  CHECK_FALSE(error("cosine").known());
  points.x[5] = std::nan("");  // no sum scaled up for missing values keeps the inequality
  CHECK_FALSE(error("euclidean").known());
}

TEST_CASE("a bound takes the place of the largest dissimilarity where that is enough") {
  check::Random random(13);
  const Points points(300, 2, 1, random);
  Machine machine;
  const auto source = fastpam::dense_source<double>(points.view, *fastpam::find_metric("euclidean"),
                                                    fastpam::DenseOptions{});
  fastpam::StorageOptions options;
  options.memory_limit = 0;
  const double max = prepare(*source, options, machine.ctx).max;
  options.bound_is_enough = true;
  const double bound = prepare(*source, options, machine.ctx).max;
  CHECK(bound >= max);
  CHECK(bound <= 2.001 * max);
}
