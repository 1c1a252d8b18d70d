// All dissimilarities into the memory of a `dist`: every value where it belongs and nothing beside
// it, whatever the size, the alignment and the number of threads; and the copies that it is made
// of.
#include <fastpam/base/huge_pages.hpp>
#include <fastpam/dissim/computed/dense.hpp>
#include <fastpam/metric/euclidean.hpp>
#include <fastpam/dissim/reading/fill.hpp>

#include <cstdlib>
#include <cstring>
#include <vector>

#include "support/check.hpp"
#include "support/workers.hpp"

using namespace fastpam;

namespace {

TEST_CASE_TEMPLATE("streamed copies", T, double, float) {
  std::vector<T> from(100);
  for (std::size_t k = 0; k < from.size(); ++k) from[k] = static_cast<T>(k) + T(0.5);
  for (std::size_t begin = 0; begin < 9; ++begin)
    for (std::size_t offset = 0; offset < 9; ++offset)
      for (std::size_t m = 0; m < 80; ++m) {
        std::vector<double> to(110, -1.0);
        stream_copy(from.data() + begin, m, to.data() + offset);
        stream_end();
        bool right = true;
        for (std::size_t k = 0; k < to.size(); ++k) {
          const bool inside = k >= offset && k < offset + m;
          right = right && to[k] == (inside ? static_cast<double>(from[begin + k - offset]) : -1.0);
        }
        CHECK(right);
      }
}

// Several strips of columns and blocks of rows, and sizes that are no multiple of either.
TEST_CASE_TEMPLATE("the packed triangle is filled", T, double, float) {
  for (const Index n : {2, 3, 47, 48, 49, 770, 1601})
    for (const int threads : {1, 2}) {
      check::Random random(31);
      const std::vector<double> x = random.uniforms(uz(n) * 3);
      MatrixView view;
      view.n = n;
      view.p = 3;
      view.real = x.data();
      const DenseSource<T> source(view, metrics::euclidean(), DenseOptions{});
      Workers workers(threads);
      std::vector<double> out(n_pairs(n) + 2, -1.0);
      fill_packed(source, out.data() + 1, workers.context());
      CHECK((out.front() == -1.0 && out.back() == -1.0));
      std::vector<T> row(uz(n));
      bool right = true;
      for (Index j = 0; j < n; ++j) {
        source.row(j, row.data());
        for (Index i = j + 1; i < n; ++i)
          right = right && out[1 + packed_position(i, j, n)] == static_cast<double>(row[uz(i)]);
      }
      CHECK(right);
    }
}

// More than 2^31 pairs: a byte each, from a source that costs next to nothing, so that 2.2 GB and
// some seconds are enough.
class Pattern final : public Source<float> {
 public:
  explicit Pattern(Index n) : n_(n) {}
  static float value(Index r, Index c) {
    return static_cast<float>((7 * (r < c ? r : c) + 13 * (r < c ? c : r)) & 63);
  }
  Index size() const override { return n_; }
  const float* row(Index, float* buffer) const override { return buffer; }
  void tile(Index r0, Index r1, Index c0, Index c1, float* out, std::size_t ld) const override {
    for (Index r = r0; r < r1; ++r)
      for (Index c = c0; c < c1; ++c) out[uz(r - r0) * ld + uz(c - c0)] = value(r, c);
  }
  void among(const Index*, Index, float*) const override {}

 private:
  Index n_;
};

TEST_CASE("positions beyond 31 bits") {
  for (const Index n : {65537, 66000, 70000, 2147483647}) {
    CHECK_EQ(packed_position(1, 0, n), std::size_t{0});
    CHECK_EQ(packed_position(n - 1, n - 2, n), n_pairs(n) - 1);
    CHECK_EQ(packed_position(n - 2, n - 1, n), n_pairs(n) - 1);
    CHECK_EQ(packed_position(n - 1, n - 3, n), n_pairs(n) - 2);
    CHECK_EQ(packed_position(2, 1, n), uz(n) - 1);
  }
}

// Only on request (FASTPAM_TEST_LONG in the environment): it is a lot for a small machine.
const bool on_request = std::getenv("FASTPAM_TEST_LONG") != nullptr;
TEST_CASE("more than 2^31 pairs" * doctest::skip(!on_request)) {
  const Index n = 65600;
  const Pattern source(n);
  std::vector<signed char> out(n_pairs(n), -1);
  Workers workers(2);
  fill_packed(source, out.data(), workers.context());
  std::size_t at = 0, wrong = 0;
  for (Index j = 0; j < n; ++j)
    for (Index i = j + 1; i < n; ++i, ++at)
      wrong += out[at] != static_cast<signed char>(Pattern::value(i, j));
  CHECK_EQ(wrong, std::size_t{0});
  CHECK(at > std::size_t{1} << 31);
}

// Advice changes no value and reaches beyond no end.
TEST_CASE("advice on huge pages changes no value") {
  const std::size_t m = (std::size_t{40} << 20) / sizeof(double) + 13;
  std::vector<double> values(m, 3.0);
  for (const std::size_t skip : {std::size_t{0}, std::size_t{1}, std::size_t{777}})
    advise_huge_pages(values.data() + skip, (m - skip) * sizeof(double));
  advise_huge_pages(values.data(), 0);
  bool same = true;
  for (const double v : values) same = same && v == 3.0;
  CHECK(same);
}

}  // namespace
