// base/: sizes, memory, the generator.
#include <fastpam/base/error.hpp>
#include <fastpam/base/memory.hpp>
#include <fastpam/base/rng.hpp>
#include <fastpam/base/types.hpp>
#include <algorithm>
#include <new>

#include "support/check.hpp"

using fastpam::Index;

TEST_CASE("sizes are computed without overflow") {
  CHECK_EQ(fastpam::n_pairs(0), 0);
  CHECK_EQ(fastpam::n_pairs(1), 0);
  CHECK_EQ(fastpam::n_pairs(2), 1);
  CHECK_EQ(fastpam::n_pairs(3), 3);
  // Where 32 bits end: 46,341 objects are the first with more than 2^30, 65,537 with more than
  // 2^31.
  CHECK_EQ(fastpam::n_pairs(46342), 1073767311);
  CHECK_EQ(fastpam::n_pairs(65537), 2147516416);
  CHECK_EQ(fastpam::n_pairs(2147483647), std::size_t{2305843005992468481U});
  CHECK_EQ(fastpam::to_index(2147483647), 2147483647);
  CHECK_THROWS_AS(fastpam::to_index(std::size_t{1} << 31), fastpam::Error);

  const std::size_t most = static_cast<std::size_t>(std::numeric_limits<std::ptrdiff_t>::max());
  CHECK_EQ(fastpam::checked_product(0, most, most), 0);
  CHECK_EQ(fastpam::checked_product(most, 1, 1), most);
  CHECK_EQ(fastpam::checked_product(7, 11, 13), 1001);
  CHECK_THROWS_AS(fastpam::checked_product(most, 2), fastpam::Error);
  CHECK_THROWS_AS(fastpam::checked_product(std::size_t{1} << 32, std::size_t{1} << 31),
                  fastpam::Error);
  CHECK_THROWS_AS(fastpam::checked_product(std::size_t{1} << 31, std::size_t{1} << 31, 2),
                  fastpam::Error);
}

TEST_CASE("a large array is aligned and moves") {
  fastpam::LargeArray<double> none;
  CHECK(none.get() == nullptr);
  fastpam::LargeArray<double> empty(0);
  CHECK(empty.get() != nullptr);
  for (const std::size_t n : {std::size_t{1}, std::size_t{1000}, std::size_t{3} << 20}) {
    fastpam::LargeArray<double> a(n);
    CHECK_EQ(reinterpret_cast<std::uintptr_t>(a.get()) % 64, 0);
    a[0] = 1;
    a[n - 1] = 2;
    double* const where = a.get();
    fastpam::LargeArray<double> b(std::move(a));
    CHECK(b.get() == where);
    CHECK_EQ(b[n - 1], 2);
    fastpam::LargeArray<double> c;
    c = std::move(b);
    CHECK(c.get() == where);
  }
  CHECK_THROWS_AS(fastpam::LargeArray<double>(std::size_t{1} << 61), fastpam::Error);
#if !defined(FASTPAM_SANITIZED)  // a sanitizer's allocator ends the program instead
  CHECK_THROWS_AS(fastpam::LargeArray<double>(std::size_t{1} << 58), std::bad_alloc);
#endif
}

TEST_CASE("the generator: its numbers, ranges and shuffles") {
  // These numbers must never change: results after set.seed() depend on them.
  fastpam::Rng rng(1);
  CHECK_EQ(rng.next(), UINT64_C(13022637563981439720));
  fastpam::Rng other(1, 1);
  CHECK_EQ(other.next(), UINT64_C(8059550639330444725));
  fastpam::Rng again(1);
  again.next();
  for (int i = 0; i < 100; ++i) CHECK(rng.next() == again.next());

  double least = 1, most = 0, sum = 0;
  for (int i = 0; i < 10000; ++i) {
    const double u = rng.uniform();
    least = std::fmin(least, u);
    most = std::fmax(most, u);
    sum += u;
  }
  CHECK((least >= 0 && least < 0.001 && most > 0.999 && most < 1));
  CHECK_NEAR(sum / 10000, 0.5, 0.01);

  for (const Index n : {1, 2, 3, 7, 1000, 2147483647}) {
    bool inside = true;
    for (int i = 0; i < 1000; ++i) {
      const Index x = rng.below(n);
      inside = inside && x >= 0 && x < n;
    }
    CHECK(inside);
  }
  std::vector<int> count(7, 0);
  for (int i = 0; i < 70000; ++i) ++count[fastpam::uz(rng.below(7))];
  for (const int c : count) CHECK((c > 9500 && c < 10500));  // 5 standard deviations

  // Distinct, from the pool, nothing lost; every subset about equally often.
  std::vector<int> pairs(16, 0);
  for (int i = 0; i < 6000; ++i) {
    std::vector<Index> pool{0, 1, 2, 3};
    rng.partial_shuffle(pool, 2);
    ++pairs[fastpam::uz(4 * pool[0] + pool[1])];
    std::vector<Index> all = pool;
    std::sort(all.begin(), all.end());
    if (all != std::vector<Index>{0, 1, 2, 3}) CHECK(false);
  }
  for (std::size_t i = 0; i < 16; ++i)
    CHECK((i / 4 == i % 4 ? pairs[i] == 0 : pairs[i] > 380 && pairs[i] < 620));
  std::vector<Index> few{5, 6};
  rng.partial_shuffle(few, 10);
  CHECK_EQ(few[0] + few[1], 11);
}
