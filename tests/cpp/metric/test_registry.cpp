// The table of metrics: names that are found, entries that are whole, and what is claimed of the
// triangle inequality, tried on small tables full of zeros and ties.
#include <fastpam/dissim/computed/data_source.hpp>
#include <fastpam/dissim/computed/sparse_source.hpp>
#include <fastpam/metric/registry.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "support/check.hpp"
#include "support/support.hpp"

using namespace fastpam;

namespace {

std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : text + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      out.push_back(word);
      word.clear();
    }
  }
  return out;
}

MatrixView view_of(const std::vector<double>& x, std::size_t p) {
  MatrixView view;
  view.p = p;
  view.n = static_cast<Index>(x.size() / p);
  view.real = x.data();
  return view;
}

DenseOptions options_for(const Metric& metric, std::size_t p, double power) {
  DenseOptions options;
  options.power = power;
  if (!metric.dense.mixed) return options;
  for (std::size_t v = 0; v < p; ++v)
    options.kinds.push_back(v % 2 == 0 ? GowerKind::interval : GowerKind::nominal);
  options.weights.assign(p, 0.3);
  return options;
}

// By how much the triangle inequality is broken, in the worst of random tables.
double worst_triangle(const Metric& metric, double power = 2) {
  check::Random random(9);
  double worst = 0;
  for (int round = 0; round < 300; ++round) {
    const std::size_t p = 2 + random.below(3);
    const Index n = 7;
    std::vector<double> x(uz(n) * p);
    const std::size_t top = 2 + random.below(4);
    for (double& v : x) v = static_cast<double>(random.below(top));
    if (round % 3 == 0)
      for (double& v : x) v += random.uniform();
    if (!metric.non_negative && !metric.dense.mixed && round % 2 == 0)
      for (double& v : x) v = random.below(2) == 0 ? -v : v;
    if (metric.dense.mixed)
      for (double& v : x) v /= 8;  // columns come divided by their ranges
    if (metric.transform.dense != nullptr)
      for (Index i = 0; i < n; ++i) x[uz(i)] += 1 + x[uz(i) + uz(n)] * (1 + i % 2);
    std::vector<double> d(uz(n) * uz(n));
    try {
      data_source<double>(view_of(x, p), metric, options_for(metric, p, power))
          ->tile(0, n, 0, n, d.data(), uz(n));
    } catch (const Error&) {
      continue;  // a constant row
    }
    for (std::size_t a = 0; a < uz(n); ++a)
      for (std::size_t b = 0; b < uz(n); ++b)
        for (std::size_t c = 0; c < uz(n); ++c)
          worst = std::max(worst, d[a * uz(n) + c] - d[a * uz(n) + b] - d[b * uz(n) + c]);
  }
  return worst;
}

TEST_CASE("each name and synonym is one metric's, in any case") {
  std::set<std::string> seen;
  for (const Metric& metric : metric_table())
    for (std::string name : words(std::string(metric.name) + " " + metric.synonyms)) {
      INFO(name);
      CHECK(seen.insert(name).second);
      CHECK_EQ(find_metric(name), &metric);
      for (char& c : name) {
        CHECK_FALSE((c >= 'A' && c <= 'Z'));
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      }
      CHECK_EQ(find_metric(name), &metric);
    }
  for (const char* const name : {"", " ", "l1 l2", "euclid", "czekanowski", "manhattan "})
    CHECK(find_metric(name) == nullptr);
  CHECK_EQ(std::string(find_metric("Bray")->name), "braycurtis");
  CHECK_EQ(std::string(find_metric("SMC")->name), "hamming");
}

TEST_CASE("entries are whole") {
  for (const Metric& metric : metric_table()) {
    INFO(metric.name);
    for (const char* text : {metric.formula, metric.range, metric.reference, metric.missing})
      CHECK_FALSE(std::string(text).empty());
    CHECK((metric.dense || metric.has_bits()));
    CHECK_EQ(metric.missing_allowed, std::string(metric.missing) != "an error");
    if (metric.transform.dense != nullptr) {
      CHECK_FALSE(std::string(metric.transform.undefined).empty());
      CHECK_EQ(metric.sparse ? true : false, metric.transform.sparse != nullptr);
      CHECK_FALSE(metric.rounds_data());
      if (metric.missing_allowed) CHECK((metric.dense.missing_pair != nullptr));
    }
    if (metric.dense.centred) CHECK(metric.rounds_data());
  }
}

TEST_CASE("the triangle inequality holds where it is claimed, and not elsewhere") {
  for (const Metric& metric : metric_table()) {
    INFO(metric.name);
    if (triangle_holds(metric)) {
      CHECK(worst_triangle(metric) < 1e-12);
    } else if (std::string(metric.name) != "canberra") {
      CHECK(worst_triangle(metric) > 1e-3);
    }
  }
  const Metric minkowski = metrics::minkowski();
  TriangleCase use;
  for (const double power : {0.5, 0.9, 1.0, 1.5, 4.0}) {
    use.power = power;
    CHECK_EQ(triangle_holds(minkowski, use), worst_triangle(minkowski, power) < 1e-12);
  }
  use = {};
  use.asymmetric = true;
  CHECK_FALSE(triangle_holds(metrics::gower(), use));
}

// What is so small that it counts as zero beside another is not zero beside larger numbers.
TEST_CASE("canberra has no triangle inequality among numbers below the normal ones") {
  const std::vector<double> x{0, 1e-308, 3e-308};
  std::vector<double> d(9);
  data_source<double>(view_of(x, 1), metrics::canberra(), {})->tile(0, 3, 0, 3, d.data(), 3);
  CHECK(d[2] > d[1] + d[5]);
}

TEST_CASE("what a metric has no way for is refused") {
  const support::Columns columns(3, 2, [](Index i, std::size_t) { return i + 1.0; });
  SparseOptions options;
  options.storage = SparseStorage::bits;
  CHECK_THROWS_AS(sparse_source<double>(columns.view(), metrics::euclidean(), options), Error);
  options.storage = SparseStorage::index;
  CHECK_THROWS_AS(sparse_source<double>(columns.view(), metrics::maximum(), options), Error);
  const std::vector<double> x{1, 2, 3, 4};
  CHECK_THROWS_AS(data_source<double>(view_of(x, 2), metrics::gower(), {}), Error);
  CHECK_THROWS_AS(dense_source<double>(view_of(x, 2), metrics::jaccard(), {}), Error);
}

}  // namespace
