// Sums without rounding, against sums of whole numbers and against sums that are known.
#include <fastpam/base/exact_sum.hpp>
#include <limits>

#include "support/check.hpp"
#include "support/random.hpp"

namespace {

using namespace fastpam;

ExactSum of(const std::vector<double>& x) {
  ExactSum sum;
  for (const double v : x) sum.add(v);
  return sum;
}

double value(const std::vector<double>& x) { return of(x).value(); }

TEST_CASE("a sum of one term is the term") {
  using Limits = std::numeric_limits<double>;
  for (const double x : {0.0, 1.0, -1.0, 0.1, 1e300, Limits::max(), Limits::min(),
                         Limits::denorm_min(), 3 * Limits::denorm_min(), 4294967296.0, 1 / 3.0}) {
    CHECK_SAME_BITS(value({x}), x);
    if (x != 0) CHECK_SAME_BITS(value({-x}), -x);
    CHECK_SAME_BITS(value({x, 1e200, -x, -1e200}), 0.0);
  }
  CHECK_SAME_BITS(value({}), 0.0);
}

TEST_CASE("rounded once, ties to even") {
  const double two53 = 9007199254740992.0;
  CHECK_SAME_BITS(value({two53, 1}), two53);              // a tie, to the even one below
  CHECK_SAME_BITS(value({two53 + 2, 1}), two53 + 4);      // a tie, to the even one above
  CHECK_SAME_BITS(value({two53, 1, 1e-300}), two53 + 2);  // just above the tie
  CHECK_SAME_BITS(value({two53, 1, -1e-300}), two53);     // just below it
  CHECK_SAME_BITS(value({-two53, -1, -1e-300}), -two53 - 2);
  CHECK_SAME_BITS(value({1e308, 1e308, -1e308}), 1e308);    // on the way it is too large
  CHECK_SAME_BITS(value({2 * two53 - 1, 0.5}), 2 * two53);  // the carry goes through all bits
  CHECK(std::isinf(value({1e308, 1e308})));
  const double inf = std::numeric_limits<double>::infinity();
  CHECK_SAME_BITS(value({1, inf, 2}), inf);
  CHECK(std::isnan(value({inf, -inf})));
  CHECK(std::isnan(value({std::nan(""), 1})));
}

// Terms m 2^e with small whole m: their sum is a whole number times the smallest power.
TEST_CASE("against sums of whole numbers, in any order and any cutting") {
  check::Random random(3);
  for (int round = 0; round < 300; ++round) {
    const std::size_t n = random.below(200);
    const int spread = static_cast<int>(random.below(11));
    const int scale = static_cast<int>(random.below(2000)) - 1050;
    std::vector<double> x;
    std::int64_t whole = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const auto m = static_cast<std::int64_t>(random.below(1u << 30)) - (1 << 29);
      const int e =
          spread > 0 ? static_cast<int>(random.below(static_cast<std::size_t>(spread))) : 0;
      x.push_back(std::ldexp(static_cast<double>(m), e + scale));
      whole += m * (std::int64_t{1} << e);
    }
    // (2^29 2^10 200 < 2^53: the sum is a double.)
    const double expected = std::ldexp(static_cast<double>(whole), scale);
    CHECK_SAME_BITS(value(x), expected);
    for (std::size_t i = x.size(); i > 1; --i) std::swap(x[i - 1], x[random.below(i)]);
    CHECK_SAME_BITS(value(x), expected);
    const std::size_t cut = random.below(n + 1);
    ExactSum left = of({x.begin(), x.begin() + static_cast<std::ptrdiff_t>(cut)});
    const ExactSum right = of({x.begin() + static_cast<std::ptrdiff_t>(cut), x.end()});
    ExactSum other = right;
    other.merge(left);
    left.merge(right);
    CHECK_SAME_BITS(left.value(), expected);
    CHECK_SAME_BITS(other.value(), expected);
    const std::vector<double> state = left.state();
    REQUIRE_EQ(state.size(), ExactSum::digits + 1);
    ExactSum again = ExactSum::from_state(state.data());
    CHECK_SAME_BITS(again.value(), expected);
    again.add(1.5);
    left.add(1.5);
    CHECK_SAME_BITS(again.value(), left.value());
  }
}

TEST_CASE("more terms than a digit has room for at once") {
#if defined(FASTPAM_SANITIZED) || defined(FASTPAM_TESTS_LIGHT)
  const std::size_t n = std::size_t{1} << 16;
#else
  const std::size_t n = (std::size_t{1} << 29) + 5;
#endif
  const double x = std::ldexp(9007199254740991.0, -60);  // all bits set
  ExactSum sum;
  for (std::size_t i = 0; i < n; ++i) sum.add(x);
  ExactSum parts, rest;
  for (std::size_t i = 0; i < 1024; ++i) rest.add(x);
  for (std::size_t i = 0; i < n / 1024; ++i) parts.merge(rest);
  for (std::size_t i = 0; i < n % 1024; ++i) parts.add(x);
  CHECK_SAME_BITS(sum.value(), parts.value());
  CHECK_EQ(sum.state(), parts.state());
}

TEST_CASE("what is no state is refused") {
  std::vector<double> state = of({1, 2, 3}).state();
  state[3] = 0.5;
  CHECK_THROWS_AS(ExactSum::from_state(state.data()), const Error&);
  state[3] = 1e18;
  CHECK_THROWS_AS(ExactSum::from_state(state.data()), const Error&);
  state[3] = std::nan("");
  CHECK_THROWS_AS(ExactSum::from_state(state.data()), const Error&);
}

}  // namespace
