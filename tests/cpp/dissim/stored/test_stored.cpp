// dissim/: packed, square, storage: the sources that hold what was computed before.
#include <fastpam/dissim/computed/binary.hpp>
#include <fastpam/dissim/computed/dense_source.hpp>
#include <fastpam/metric/registry.hpp>
#include <fastpam/dissim/stored/storage.hpp>
#include <limits>
#include <set>

#include "support/check.hpp"
#include "support/support.hpp"

using fastpam::Index;
using fastpam::uz;
using support::Data;
using support::Instance;
using support::Machine;
using support::Road;

// All three ways to read, against the square, at every offset.
template <class T>
static void test_reading(const fastpam::Source<T>& source, const Data& data,
                         check::Random& random) {
  const Index n = data.n;
  CHECK_EQ(source.size(), n);
  std::vector<T> buffer(uz(n));
  bool fine = true;
  for (Index j = 0; j < n; ++j) {
    const T* row = source.row(j, buffer.data());
    for (Index o = 0; o < n; ++o) fine = fine && row[o] == static_cast<T>(data.at(j, o));
  }
  CHECK(fine);
  for (int repeat = 0; repeat < 200; ++repeat) {
    const Index r0 = static_cast<Index>(random.below(uz(n) + 1));
    const Index r1 = r0 + static_cast<Index>(random.below(uz(n - r0) + 1));
    const Index c0 = static_cast<Index>(random.below(uz(n) + 1));
    const Index c1 = c0 + static_cast<Index>(random.below(uz(n - c0) + 1));
    const std::size_t ld = uz(c1 - c0) + random.below(3);
    std::vector<T> out(uz(r1 - r0) * ld + 1, T(-1));
    source.tile(r0, r1, c0, c1, out.data(), ld);
    for (Index r = r0; r < r1; ++r)
      for (std::size_t c = 0; c < ld; ++c)
        fine = fine && out[uz(r - r0) * ld + c] ==
                           (c < uz(c1 - c0) ? static_cast<T>(data.at(r, c0 + static_cast<Index>(c)))
                                            : T(-1));
    fine = fine && out.back() == T(-1);
    // Any objects, in any order.
    std::vector<Index> ids(random.below(8));
    for (Index& i : ids) i = static_cast<Index>(random.below(uz(n)));
    const std::set<Index> distinct(ids.begin(), ids.end());
    if (distinct.size() != ids.size()) ids.assign(distinct.begin(), distinct.end());
    const std::size_t width = uz(c1 - c0);
    std::vector<T> rows(ids.size() * width + 1, T(-1));
    source.rows(ids.data(), static_cast<Index>(ids.size()), c0, c1, rows.data(), width);
    for (std::size_t a = 0; a < ids.size(); ++a)
      for (Index c = c0; c < c1; ++c)
        fine = fine && rows[a * width + uz(c - c0)] == static_cast<T>(data.at(ids[a], c));
    fine = fine && rows.back() == T(-1);
    std::vector<T> square(ids.size() * ids.size());
    source.among(ids.data(), static_cast<Index>(ids.size()), square.data());
    for (std::size_t a = 0; a < ids.size(); ++a)
      for (std::size_t b = 0; b < ids.size(); ++b)
        fine = fine && square[a * ids.size() + b] == static_cast<T>(data.at(ids[a], ids[b]));
  }
  CHECK(fine);
}

template <class T>
static void test_stored(Index n, check::Random& random) {
  const Data data = support::make_data(static_cast<int>(random.below(support::n_kinds)), n, random);
  for (const Road road : support::roads()) {
    const Instance<T> instance(data, road);
    test_reading(*instance.source, instance.data, random);
    CHECK((instance.source->square() != nullptr) == (road == Road::square));
    for (const int threads : {0, 1, 2}) {
      Machine machine(threads);
      double max = -1;
      const auto square = fastpam::to_square(*instance.source, max, machine.ctx);
      CHECK_SAME_BITS(max, instance.data.max());
      bool same = true;
      for (std::size_t i = 0; i < instance.data.d.size(); ++i)
        same = same && static_cast<double>(square->square()[i]) == instance.data.d[i];
      CHECK(same);
      max = -1;
      const auto packed = fastpam::to_packed(*instance.source, max, machine.ctx);
      CHECK_SAME_BITS(max, instance.data.max());
      test_reading(*packed, instance.data, random);
    }
  }
}

// A source that computes is read in the same ways.
static void test_computed(Index n, check::Random& random) {
  const std::size_t p = 3;
  std::vector<double> x(uz(n) * p);
  for (double& v : x) v = random.uniform();
  fastpam::MatrixView view;
  view.n = n;
  view.p = p;
  view.real = x.data();
  const fastpam::DenseSource<double> dense(view, fastpam::metrics::euclidean(),
                                           fastpam::DenseOptions());
  const fastpam::RoundedSource rounded(std::make_unique<fastpam::DenseSource<double>>(
      view, fastpam::metrics::euclidean(), fastpam::DenseOptions()));
  for (double& v : x) v = v < 0.5 ? 0 : 1;
  const fastpam::BinarySource<double> bits(
      fastpam::pack_bits(view, fastpam::find_bit_kernel(fastpam::metrics::jaccard().bits, false,
                                                        fastpam::detect_isa())
                                   .width),
      fastpam::metrics::jaccard().bits);
  for (const fastpam::Source<double>* source :
       std::initializer_list<const fastpam::Source<double>*>{&dense, &bits}) {
    Data data;
    data.n = n;
    data.d.resize(uz(n) * uz(n));
    source->tile(0, n, 0, n, data.d.data(), uz(n));
    test_reading(*source, data, random);
    if (source == &dense) test_reading(rounded, data, random);
  }
  CHECK_EQ(dense.cost(), 24.0);  // three doubles
  CHECK_EQ(rounded.cost(), 24.0);
  CHECK(!rounded.wide_rows());
  CHECK_EQ(bits.cost(), 16.0);  // a word
}

// Positions beyond 32 bits, without the memory for them.
TEST_CASE("positions in the packed triangle") {
  for (const Index n : {2, 3, 4, 5, 30}) {
    std::size_t next = 0;
    bool fine = true;
    for (Index c = 0; c < n; ++c)
      for (Index r = c + 1; r < n; ++r) {
        fine = fine && fastpam::packed_position(r, c, n) == next;
        fine = fine && fastpam::packed_position(c, r, n) == next;
        ++next;
      }
    CHECK((fine && next == fastpam::n_pairs(n)));
  }
  for (const Index n : {46341, 65537, 70000, 1000000, 2147483647}) {
    CHECK_EQ(fastpam::packed_position(n - 1, n - 2, n), fastpam::n_pairs(n) - 1);
    CHECK_EQ(fastpam::packed_position(n - 1, 0, n), uz(n) - 2);
    CHECK_EQ(fastpam::packed_offset(n - 1, n), fastpam::n_pairs(n));
  }
}

TEST_CASE("what is stored, and how") {
  using fastpam::Storage;
  check::Random random(3);
  const Data data = support::make_data(0, 10, random);
  const Instance<double> square(data, Road::square), packed(data, Road::packed);
  CHECK_EQ(fastpam::choose_storage(*square.source, false, 0), Storage::as_is);
  CHECK_EQ(fastpam::choose_storage(*square.source, false, 1e9), Storage::as_is);
  CHECK_EQ(fastpam::choose_storage(*packed.source, false, 799), Storage::as_is);
  CHECK_EQ(fastpam::choose_storage(*packed.source, false, 800), Storage::square);
  CHECK_EQ(fastpam::choose_storage(*packed.source, true, 799), Storage::packed);
  CHECK_EQ(fastpam::choose_storage(*packed.source, true, 360), Storage::packed);
  CHECK_EQ(fastpam::choose_storage(*packed.source, true, 359), Storage::as_is);
  // Few columns are cheaper to compute again than to gather; a square is worth its memory.
  const auto choose = [](auto zero, const fastpam::Metric& metric, std::size_t p, double limit,
                         bool missing = false, Index n = 10) {
    std::vector<double> x(uz(n) * p, 1.0);
    if (missing) x[3] = std::numeric_limits<double>::quiet_NaN();
    fastpam::MatrixView view;
    view.n = n;
    view.p = p;
    view.real = x.data();
    const fastpam::DenseSource<decltype(zero)> source(view, metric, {});
    return fastpam::choose_storage(source, true, limit);
  };
  CHECK_EQ(choose(0.0, fastpam::metrics::euclidean(), 64, 799), Storage::as_is);
  CHECK_EQ(choose(0.0, fastpam::metrics::euclidean(), 64, 800), Storage::square);
  CHECK_EQ(choose(0.0, fastpam::metrics::euclidean(), 65, 799), Storage::packed);
  CHECK_EQ(choose(0.0F, fastpam::metrics::euclidean(), 128, 399), Storage::as_is);
  CHECK_EQ(choose(0.0F, fastpam::metrics::euclidean(), 129, 399), Storage::packed);
  CHECK_EQ(choose(0.0, fastpam::metrics::euclidean(), 32, 799, true), Storage::as_is);
  CHECK_EQ(choose(0.0, fastpam::metrics::euclidean(), 33, 799, true), Storage::packed);
  CHECK_EQ(choose(0.0, fastpam::metrics::canberra(), 16, 799), Storage::as_is);
  CHECK_EQ(choose(0.0, fastpam::metrics::canberra(), 17, 799), Storage::packed);
  CHECK_EQ(choose(0.0, fastpam::metrics::minkowski(), 1, 799), Storage::packed);
  // Very few are computed as fast as a square is read, and not stored where that saves much.
  const Index many = 5591;  // 8 n^2 = 250,074,248
  CHECK_EQ(choose(0.0, fastpam::metrics::euclidean(), 10, 1e9, false, many), Storage::as_is);
  CHECK_EQ(choose(0.0, fastpam::metrics::euclidean(), 10, 1e9, false, many - 1), Storage::square);
  CHECK_EQ(choose(0.0, fastpam::metrics::euclidean(), 11, 1e9, false, many), Storage::square);
  CHECK_EQ(choose(0.0F, fastpam::metrics::euclidean(), 20, 1e9, false, many), Storage::square);
  CHECK_EQ(choose(0.0F, fastpam::metrics::euclidean(), 20, 1e9, false, 8000), Storage::as_is);
  // Eager swaps alone, for many medoids: clusters that lie apart, and none.
  check::Random places(4);
  const auto eager = [&](Index k, std::size_t p, bool clusters, double limit) {
    std::vector<double> x(uz(many) * p);
    for (std::size_t v = 0; v < p; ++v)
      for (Index i = 0; i < many; ++i)
        x[v * uz(many) + uz(i)] =
            places.uniform() +
            (clusters ? static_cast<double>((i * 7 + i % 20 * static_cast<Index>(v)) % 20) : 0);
    fastpam::MatrixView view;
    view.n = many;
    view.p = p;
    view.real = x.data();
    const fastpam::DenseSource<double> source(view, fastpam::metrics::euclidean(), {});
    return fastpam::choose_storage(source, true, limit, k);
  };
  CHECK_EQ(eager(200, 16, true, 1e9), Storage::as_is);
  CHECK_EQ(eager(200, 16, false, 1e9), Storage::square);
  CHECK_EQ(eager(2, 16, true, 1e9), Storage::square);
  CHECK_EQ(eager(0, 16, true, 1e9), Storage::square);
  CHECK_EQ(eager(200, 65, true, 1e9), Storage::square);
  CHECK_EQ(choose(0.0F, fastpam::metrics::euclidean(), 21, 1e9, false, 8000), Storage::square);
  // Half of that without the triangle inequality: for squares, and with missing values (which also
  // make each column count twice).
  CHECK_EQ(choose(0.0, fastpam::metrics::sqeuclidean(), 5, 1e9, false, many), Storage::as_is);
  CHECK_EQ(choose(0.0, fastpam::metrics::sqeuclidean(), 6, 1e9, false, many), Storage::square);
  CHECK_EQ(choose(0.0, fastpam::metrics::euclidean(), 2, 1e9, true, many), Storage::as_is);
  CHECK_EQ(choose(0.0, fastpam::metrics::euclidean(), 3, 1e9, true, many), Storage::square);
}

TEST_CASE("stored and computed dissimilarities read the same in all ways") {
  check::Random random(1);
  for (const Index n : {2, 3, 5, 17, 18, 64, 65, 81, 130, 700}) {
    test_stored<double>(n, random);
    test_stored<float>(n, random);
    test_computed(n, random);
  }
}
