// What a source chose by looking at its whole table, given to a source of a few of its rows.
#include <fastpam/dissim/computed/data_source.hpp>
#include <fastpam/dissim/computed/sparse_source.hpp>
#include <fastpam/metric/registry.hpp>

#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "support/check.hpp"

using namespace fastpam;

namespace {

constexpr Index n = 40, few = 7;
constexpr std::size_t p = 6;

MatrixView view_of(const std::vector<double>& x) {
  MatrixView view;
  view.p = p;
  view.n = static_cast<Index>(x.size() / p);
  view.real = x.data();
  return view;
}

// Years, far from zero, so that floats need a shift. Only the last row has a missing value.
std::vector<double> make_table(bool missing) {
  check::Random random(7);
  std::vector<double> x = random.uniforms(uz(n) * p);
  for (double& value : x) value = 1990 + 30 * value;
  if (missing) x[uz(n) * 3 - 1] = std::numeric_limits<double>::quiet_NaN();
  return x;
}

std::vector<double> first_rows(const std::vector<double>& x) {
  std::vector<double> y;
  for (std::size_t v = 0; v < p; ++v)
    for (Index i = 0; i < few; ++i) y.push_back(x[v * uz(n) + uz(i)]);
  return y;
}

DenseOptions options_for(const Metric& metric) {
  DenseOptions options;
  options.power = 1.7;
  if (metric.dense.mixed) {
    options.kinds.assign(p, GowerKind::interval);
    options.weights.assign(p, 1);
  }
  return options;
}

template <class T>
bool same_tile(const Source<T>& a, const Source<T>& b) {
  std::vector<T> left(uz(few) * uz(few)), right(left.size());
  a.tile(0, few, 0, few, left.data(), uz(few));
  b.tile(0, few, 0, few, right.data(), uz(few));
  return std::memcmp(left.data(), right.data(), left.size() * sizeof(T)) == 0;
}

template <class T>
void rows_alone_are_as_among_all(const Metric& metric, bool missing) {
  const std::vector<double> all = make_table(missing), some = first_rows(all);
  DenseOptions options = options_for(metric);
  const auto whole = data_source<T>(view_of(all), metric, options);
  const DenseFacts facts = dense_facts<T>(view_of(all), metric, options);
  CHECK(facts.masked == missing);
  CHECK((facts.shift.empty() || sizeof(T) == sizeof(float)));
  options.masked = facts.masked;
  options.shift = facts.shift;
  CHECK(same_tile(*whole, *data_source<T>(view_of(some), metric, options)));
  const DenseFacts again = dense_facts<T>(view_of(some), metric, options);
  CHECK((again.masked == facts.masked && again.shift == facts.shift));
}

TEST_CASE("rows alone are computed as among all") {
  for (const Metric& metric : metric_table())
    for (const bool missing : {false, true}) {
      if (missing && !metric.missing_allowed) continue;
      rows_alone_are_as_among_all<double>(metric, missing);
      rows_alone_are_as_among_all<float>(metric, missing);
    }
}

TEST_CASE("what is chosen changes the result") {
  std::vector<double> some = first_rows(make_table(false));
  const Metric& euclidean = *find_metric("euclidean");
  DenseOptions options;
  options.shift.assign(p, 0.0);
  CHECK(!same_tile(*data_source<float>(view_of(some), euclidean, {}),
                   *data_source<float>(view_of(some), euclidean, options)));
  CHECK(same_tile(*data_source<double>(view_of(some), euclidean, {}),
                  *data_source<double>(view_of(some), euclidean, options)));
  // Rows without a direction: found when the table is prepared, or when a pair is compared.
  for (std::size_t v = 0; v < p; ++v) some[v * uz(few)] = 0;
  const Metric& cosine = *find_metric("cosine");
  CHECK_THROWS_AS(data_source<double>(view_of(some), cosine, {}), Error);
  options.masked = true;
  const auto masked = data_source<double>(view_of(some), cosine, options);
  std::vector<double> row(uz(few));
  CHECK_THROWS_AS(masked->row(0, row.data()), NothingInCommon);
}

TEST_CASE("choices that contradict the data are errors") {
  const std::vector<double> all = make_table(true);
  for (const char* name : {"euclidean", "cosine", "jaccard", "hamming", "gower"}) {
    DenseOptions options = options_for(*find_metric(name));
    options.masked = false;
    CHECK_THROWS_AS(data_source<double>(view_of(all), *find_metric(name), options), Error);
    CHECK_THROWS_AS(dense_facts<double>(view_of(all), *find_metric(name), options), Error);
  }
  DenseOptions options;
  options.shift.assign(p - 1, 0.0);
  CHECK_THROWS_AS(data_source<float>(view_of(all), *find_metric("manhattan"), options), Error);
}

}  // namespace
