// search/select.hpp: every instruction set finds what a plain loop finds, at every length and
// alignment, also among values that compare oddly.
#include <fastpam/search/select.hpp>

#include "support/check.hpp"
#include "support/support.hpp"

using fastpam::Index;

template <class T>
static T value(check::Random& random) {
  switch (random.below(12)) {
    case 0:
      return T(0);
    case 1:
      return -T(0);
    case 2:
      return std::numeric_limits<T>::infinity();
    case 3:
      return std::numeric_limits<T>::denorm_min();
    case 4:
      return std::numeric_limits<T>::quiet_NaN();
    case 5:
      return std::numeric_limits<T>::max();
    default:
      return static_cast<T>(random.below(4));
  }
}

template <class T>
static void test_lengths(std::size_t longest, std::size_t step) {
  check::Random random(11);
  for (std::size_t n = 0; n <= longest; n += step) {
    for (std::size_t shift = 0; shift < 3; ++shift) {
      // Vectors of exactly the length needed: a sanitizer sees what is read behind the end.
      std::vector<T> row_store(n + shift), threshold_store(n + shift);
      for (T& v : row_store) v = value<T>(random);
      for (T& v : threshold_store) v = value<T>(random);
      const T* row = row_store.data() + shift;
      const T* threshold = threshold_store.data() + shift;
      const T one = value<T>(random);
      std::vector<Index> each, below;
      for (std::size_t j = 0; j < n; ++j) {
        if (row[j] < threshold[j]) each.push_back(static_cast<Index>(j));
        if (row[j] < one) below.push_back(static_cast<Index>(j));
      }
      for (const fastpam::Isa isa : support::isas()) {
        std::vector<Index> found;
        fastpam::for_each_less(row, threshold, n, isa, [&](Index j) { found.push_back(j); });
        CHECK(found == each);
        found.clear();
        fastpam::for_each_below(row, one, n, isa, [&](Index j) { found.push_back(j); });
        CHECK(found == below);
      }
    }
  }
}

TEST_CASE_TEMPLATE("positions below a threshold, for every length", T, double, float) {
  test_lengths<T>(200, 1);
  test_lengths<T>(3100, 341);
}
