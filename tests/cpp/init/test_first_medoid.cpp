// init/first_medoid.hpp: the first medoid without all sums is the one that all sums give.
#include <fastpam/dissim/computed/dense_source.hpp>
#include <fastpam/init/first_medoid.hpp>
#include <fastpam/metric/registry.hpp>

#include "support/check.hpp"
#include "support/support.hpp"

using fastpam::Index;
using fastpam::uz;
using support::Machine;

namespace {

struct Table {
  std::vector<double> x;
  fastpam::MatrixView view;
  template <class Value>
  Table(Index n, std::size_t p, const Value& value) : x(uz(n) * p) {
    for (std::size_t v = 0; v < p; ++v)
      for (Index i = 0; i < n; ++i) x[v * uz(n) + uz(i)] = value(i, v);
    view.n = n;
    view.p = p;
    view.real = x.data();
  }
};

struct Found {
  Index object;
  std::size_t rows;
};

// What is found, after a comparison with all sums.
template <class T>
Found find(const Table& table, const char* metric, const std::vector<double>& weights,
           const std::vector<char>& candidates, bool always) {
  Machine machine(2), alone;
  const auto source =
      fastpam::dense_source<T>(table.view, *fastpam::find_metric(metric), fastpam::DenseOptions{});
  fastpam::Problem<T> problem{*source, weights.empty() ? nullptr : weights.data(),
                              fastpam::max_dissimilarity(*source, alone.ctx)};
  if (!candidates.empty()) problem.candidates = candidates.data();
  fastpam::SkipOptions skip;
  skip.always = always;
  const std::vector<Index> pool = fastpam::free_objects(problem, 1);
  const Index found = first_medoid(problem, pool, machine.ctx, skip);
  std::vector<double> gain;
  all_gains(problem, std::vector<double>(uz(problem.n()), problem.far()), gain, alone.ctx);
  Index best = pool[0];
  for (const Index o : pool)
    if (gain[uz(o)] >= gain[uz(best)]) best = o;
  if (found >= 0 || (always && source->metric_error().known())) CHECK_EQ(found, best);
  return {found, machine.ctx.count.rows_read};
}

}  // namespace

TEST_CASE("the first medoid is that of all sums") {
  check::Random random(31);
  for (const char* metric : {"euclidean", "manhattan", "maximum", "chord"})
    for (int style = 0; style < 4; ++style)
      for (const Index n : {2, 9, 100, 900}) {
        INFO(std::string(metric), ", style ", style, ", n = ", n);
        const Table table(n, 1 + random.below(4), [&](Index i, std::size_t) {
          return style == 0   ? 1 + static_cast<double>(random.below(3))  // ties
                 : style == 1 ? 1 + static_cast<double>(i % 5) * 10 + random.uniform()
                 : style == 2 ? 1e9 + random.uniform()
                              : 1 + 0 * random.uniform();  // all equal
        });
        std::vector<double> weights;
        std::vector<char> candidates;
        if (random.below(2) == 0)
          for (Index o = 0; o < n; ++o) weights.push_back(1 + random.uniform());
        if (random.below(2) == 0)
          for (Index o = 0; o < n; ++o) candidates.push_back(o == 0 || random.below(2) == 0);
        find<double>(table, metric, weights, candidates, true);
        find<float>(table, metric, weights, candidates, true);
      }
}

TEST_CASE("few rows are read in few dimensions, and in many the search ends early") {
  check::Random random(32);
  const Index n = 6000;
  const auto cloud = [&](std::size_t p) {
    return Table(n, p, [&](Index i, std::size_t v) {
      return static_cast<double>((i * 7 + i % 20 * static_cast<Index>(v)) % 20) + random.uniform();
    });
  };
  const Found few = find<double>(cloud(2), "euclidean", {}, {}, false);
  CHECK(few.object >= 0);
  CHECK(few.rows < uz(n) / 6);
  const Table noise(n, 30, [&](Index, std::size_t) { return random.uniform(); });
  const Found many = find<double>(noise, "euclidean", {}, {}, false);
  CHECK_EQ(many.object, -1);
  CHECK(many.rows < uz(n) / 32);
  // Not asked for: the triangle inequality does not hold.
  CHECK_EQ(find<double>(cloud(2), "sqeuclidean", {}, {}, false).rows, 0);
}
