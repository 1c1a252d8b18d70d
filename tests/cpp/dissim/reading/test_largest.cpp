// dissim/reading/largest.hpp: the largest dissimilarity, against a pass over all of them.
#include <fastpam/dissim/computed/dense_source.hpp>
#include <fastpam/dissim/reading/largest.hpp>
#include <fastpam/metric/registry.hpp>

#include "support/check.hpp"
#include "support/support.hpp"

using fastpam::Index;
using fastpam::uz;

// Clusters, uniform, a grid with ties, a circle where all are equally far from the middle, copies
// of one point, and differences below the precision of the values.
static std::vector<double> points(Index n, std::size_t p, int style, check::Random& random) {
  std::vector<double> x(uz(n) * p);
  for (std::size_t v = 0; v < p; ++v)
    for (Index i = 0; i < n; ++i) {
      const double middle = static_cast<double>((i * 7 + static_cast<Index>(v)) % 5) * 10;
      x[v * uz(n) + uz(i)] = style == 0   ? middle + random.uniform()
                             : style == 1 ? random.uniform()
                             : style == 2 ? static_cast<double>(random.below(4))
                             : style == 3 ? (v == 0 ? std::cos(0.01 * static_cast<double>(i))
                                                    : std::sin(0.01 * static_cast<double>(i)))
                             : style == 4 ? 7
                                          : 1e9 + static_cast<double>(random.below(1000)) * 1e-7;
    }
  return x;
}

template <class T>
static void test_largest(const char* metric, Index n, std::size_t p, int style, int threads,
                         check::Random& random) {
  INFO(std::string(metric), ", n = ", n, ", p = ", p, ", style ", style);
  const std::vector<double> x = points(n, p, style, random);
  fastpam::MatrixView view;
  view.n = n;
  view.p = p;
  view.real = x.data();
  const auto source =
      fastpam::dense_source<T>(view, *fastpam::find_metric(metric), fastpam::DenseOptions{});
  support::Machine machine(threads);
  CHECK_SAME_BITS(fastpam::largest_dissimilarity(*source, machine.ctx),
                  fastpam::max_dissimilarity(*source, machine.ctx));
}

TEST_CASE("the largest dissimilarity is that of a pass") {
  check::Random random(3);
  for (const char* metric : {"euclidean", "manhattan", "maximum", "canberra"})
    for (int style = 0; style < 6; ++style)
      for (const Index n : {2, 1023, 1024, 3001}) {
        const int threads = 1 + static_cast<int>(random.below(2));
        test_largest<double>(metric, n, 1 + random.below(5), style, threads, random);
        test_largest<float>(metric, n, 1 + random.below(3), style, threads, random);
      }
}

TEST_CASE("an overflow of squares is found") {
  const Index n = 1100;
  std::vector<double> x(uz(n), 0.0);
  x[500] = 1e200;
  fastpam::MatrixView view;
  view.n = n;
  view.p = 1;
  view.real = x.data();
  const auto source = fastpam::dense_source<double>(view, *fastpam::find_metric("euclidean"),
                                                    fastpam::DenseOptions{});
  support::Machine machine;
  bool largest = false, pass = false;
  try {
    (void)fastpam::largest_dissimilarity(*source, machine.ctx);
  } catch (const fastpam::Error&) {
    largest = true;
  }
  try {
    (void)fastpam::max_dissimilarity(*source, machine.ctx);
  } catch (const fastpam::Error&) {
    pass = true;
  }
  CHECK_EQ(largest, pass);
}
