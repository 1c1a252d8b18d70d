// The sparse source. It is symmetric to the last bit, by every rule: its three sums are put
// together in one order whichever row is asked for. It keeps the digits of small dissimilarities
// between rows that agree in large values. (Other values are compared with dense ones in tests/fuzz
// and in the tests of the package.)
#include <fastpam/dissim/computed/sparse.hpp>
#include <fastpam/metric/registry.hpp>
#include <limits>

#include "support/check.hpp"
#include "support/support.hpp"

using namespace fastpam;

namespace {

const std::vector<std::string> metrics{
    "euclidean",  "sqeuclidean", "manhattan", "canberra", "minkowski", "cosine",  "correlation",
    "braycurtis", "hellinger",   "chord",     "hamming",  "jaccard",   "ruzicka", "dice"};

TEST_CASE("sparse dissimilarities are symmetric") {
  const Index n = 23;
  const std::size_t p = 31;
  check::Random random(4);
  const support::Columns columns(n, p, [&random](Index, std::size_t v) {
    return v == 0 || random.below(3) == 0 ? random.uniform() + 0.1 : 0.0;
  });
  for (const std::string& metric : metrics) {
    const SparseSource<double> source(columns.view(), *find_metric(metric), 1.5);
    std::vector<double> all(uz(n) * uz(n));
    source.tile(0, n, 0, n, all.data(), uz(n));
    for (std::size_t i = 0; i < uz(n); ++i)
      for (std::size_t j = 0; j < i; ++j) CHECK_SAME_BITS(all[i * uz(n) + j], all[j * uz(n) + i]);
  }
  CHECK_THROWS_AS(SparseSource<double>(columns.view(), metrics::maximum(), 2), Error);
}

double between(const std::vector<double>& a, const std::vector<double>& b,
               const std::string& metric, double power) {
  const support::Columns columns(2, a.size(),
                                 [&](Index i, std::size_t v) { return i == 0 ? a[v] : b[v]; });
  const SparseSource<double> source(columns.view(), *find_metric(metric), power);
  double d = -1;
  source.tile(0, 1, 1, 2, &d, 1);
  return d;
}

// Powers of two, so that all is exact: beside 2^60 nothing of 2^-10 is left in a sum.
TEST_CASE("sparse sums keep their digits") {
  const double big = std::ldexp(1.0, 30);
  const double tiny = std::ldexp(1.0, -10);
  const std::vector<double> a{big, 0, tiny, 1, 0};
  const std::vector<double> b{big, tiny, 0, 1, 0};
  CHECK_SAME_BITS(between(a, b, "sqeuclidean", 2), 2 * tiny * tiny);
  CHECK_SAME_BITS(between(a, b, "euclidean", 2), std::sqrt(2 * tiny * tiny));
  CHECK_SAME_BITS(between(a, b, "manhattan", 2), 2 * tiny);
  CHECK_SAME_BITS(between(a, b, "minkowski", 1), 2 * tiny);
  CHECK_SAME_BITS(between(a, b, "braycurtis", 2), 2 * tiny / (2 * (big + 1 + tiny)));
  CHECK(between(a, b, "ruzicka", 2) > 0);
  CHECK_SAME_BITS(between(a, b, "hamming", 2), 2.0 / 5);
  CHECK_SAME_BITS(between(a, a, "sqeuclidean", 2), 0.0);
  // Totals beyond the range of numbers, a difference within it.
  const double most = std::numeric_limits<double>::max();
  CHECK_SAME_BITS(between({most, most, 3}, {most, most, 0}, "manhattan", 2), 3.0);
  CHECK_SAME_BITS(between({most, 4}, {most, 1}, "sqeuclidean", 2), 9.0);
}

// Rows whose mean is a million times what they vary by, and rows that are nearly or quite the same.
TEST_CASE("sparse angles keep their digits") {
  const double mean = std::ldexp(1.0, 20);
  CHECK_NEAR(
      between({mean + 1, mean - 1, mean, mean}, {mean, mean, mean + 1, mean - 1}, "correlation", 2),
      1.0, 1e-9);
  CHECK_NEAR(between({mean + 1, mean - 1, mean + 1, mean - 1},
                     {mean + 1, mean + 1, mean - 1, mean - 1}, "correlation", 2),
             1.0, 1e-9);
  CHECK_NEAR(between({mean + 2, mean - 2, mean, mean}, {3, 1, 2, 2}, "correlation", 2), 0.0, 1e-18);
  const std::vector<double> a{0.1, 0, 0.7, 0, 0.3};
  const std::vector<double> quadrupled{0.1 * 4, 0, 0.7 * 4, 0, 0.3 * 4};
  for (const std::string metric : {"cosine", "correlation"}) {
    CHECK_SAME_BITS(between(a, a, metric, 2), 0.0);
    CHECK_SAME_BITS(between(a, quadrupled, metric, 2), 0.0);
  }
  CHECK_SAME_BITS(between(a, quadrupled, "chord", 2), 0.0);
  CHECK_SAME_BITS(between({3, 0, 4}, {6, 0, -8}, "chord", 2), 1.6);
  // An angle of 2^-20: its half square, of which 1 - cos() would keep four digits.
  const double small = std::ldexp(1.0, -20);
  CHECK_NEAR(between({1, 0}, {std::cos(small), std::sin(small)}, "cosine", 2) / (small * small / 2),
             1.0, 1e-9);
  CHECK_NEAR(between({1, 0}, {std::cos(small), std::sin(small)}, "chord", 2) / small, 1.0, 1e-9);
}

}  // namespace
