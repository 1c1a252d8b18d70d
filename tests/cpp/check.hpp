// The few things a test of the core needs, so that it can be built by a plain C++17 compiler with
// nothing else at hand. A test file includes this, makes checks in functions of its own, and ends
// main() with `return check::summary();`, which prints the line that the test runner adds up.
#ifndef FASTPAM_TESTS_CHECK_HPP
#define FASTPAM_TESTS_CHECK_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <limits>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace check {

struct Tally {
  long passed = 0;
  long failed = 0;
  bool silent = false;  // failures are counted but not printed
};

inline Tally& tally() {
  static Tally instance;
  return instance;
}

// Counts one check and, when it failed, says where and what.
inline bool record(bool ok, const char* file, int line, const std::string& what) {
  if (ok) {
    ++tally().passed;
  } else {
    ++tally().failed;
    if (!tally().silent) std::printf("%s:%d: failed: %s\n", file, line, what.c_str());
  }
  return ok;
}

// Text of a value for the message of a failed check: numbers with all their digits, sequences by
// their elements.
template <class T, class = void>
struct IsRange : std::false_type {};
template <class T>
struct IsRange<T, std::void_t<decltype(std::declval<const T&>().begin()),
                              decltype(std::declval<const T&>().end())>>
    : std::bool_constant<!std::is_convertible_v<const T&, std::string>> {};

template <class T>
std::string show(const T& value) {
  std::ostringstream out;
  out.precision(std::numeric_limits<double>::max_digits10);
  if constexpr (IsRange<T>::value) {
    const char* separator = "{";
    for (const auto& element : value) {
      out << separator << show(element);
      separator = ", ";
    }
    out << (*separator == '{' ? "{}" : "}");
  } else if constexpr (std::is_enum_v<T>) {
    out << static_cast<long long>(value);
  } else {
    out << value;
  }
  return out.str();
}

// a == b, also for a signed and an unsigned integer: sizes can be compared with plain literals.
template <class A, class B>
bool equal(const A& a, const B& b) {
  if constexpr (std::is_integral_v<A> && std::is_integral_v<B> &&
                std::is_signed_v<A> != std::is_signed_v<B>) {
    return (a < A{0}) == (b < B{0}) &&
           static_cast<std::uint64_t>(a) == static_cast<std::uint64_t>(b);
  } else {
    return a == b;
  }
}

template <class A, class B>
bool record_equal(const A& actual, const B& expected, const char* file, int line,
                  const char* what) {
  const bool ok = equal(actual, expected);
  return record(ok, file, line,
                ok ? std::string()
                   : std::string(what) + ": got " + show(actual) + ", expected " + show(expected));
}

// Equal to the last bit: tells 0 from -0, and a NaN equals itself.
inline bool record_same_bits(double actual, double expected, const char* file, int line,
                             const char* what) {
  const bool ok = std::memcmp(&actual, &expected, sizeof actual) == 0;
  return record(ok, file, line,
                ok ? std::string()
                   : std::string(what) + ": got " + show(actual) + ", expected " + show(expected));
}

// |actual - expected| <= tolerance * max(1, |expected|). An infinity is near itself only.
inline bool record_near(double actual, double expected, double tolerance, const char* file,
                        int line, const char* what) {
  const double scale = std::fmax(1.0, std::fabs(expected));
  const bool ok = actual == expected ||
                  (std::isfinite(expected) && std::fabs(actual - expected) <= tolerance * scale);
  return record(ok, file, line,
                ok ? std::string()
                   : std::string(what) + ": got " + show(actual) + ", expected " + show(expected));
}

// Prints the closing line and gives the exit status of the test: 1 if a check failed, or if there
// was none at all.
inline int summary() {
  std::printf("%ld passed, %ld failed\n", tally().passed, tally().failed);
  return tally().failed == 0 && tally().passed > 0 ? 0 : 1;
}

// A small random source (splitmix64) whose numbers are the same with every compiler and standard
// library, unlike the distributions of <random>.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }

  // Uniform in [0, 1), a multiple of 2^-53.
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }

  // Uniform in [low, high).
  double uniform(double low, double high) { return low + (high - low) * uniform(); }

  // Uniform in 0 .. n - 1; the bias of the remainder does not matter in a test. n > 0.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(bits() % n); }

  // n numbers uniform in [0, 1).
  std::vector<double> uniforms(std::size_t n) {
    std::vector<double> out(n);
    for (double& x : out) {
      x = uniform();
    }
    return out;
  }

  // n whole numbers in 0 .. levels - 1, as doubles: data full of ties.
  std::vector<double> grid(std::size_t n, std::size_t levels) {
    std::vector<double> out(n);
    for (double& x : out) {
      x = static_cast<double>(below(levels));
    }
    return out;
  }

  // m different numbers out of 0 .. n - 1, in random order. m <= n.
  std::vector<std::size_t> choose(std::size_t n, std::size_t m) {
    std::vector<std::size_t> pool(n);
    for (std::size_t i = 0; i < n; ++i) {
      pool[i] = i;
    }
    for (std::size_t i = 0; i < m; ++i) {
      const std::size_t j = i + below(n - i);
      const std::size_t kept = pool[i];
      pool[i] = pool[j];
      pool[j] = kept;
    }
    pool.resize(m);
    return pool;
  }

 private:
  std::uint64_t state_;
};

}  // namespace check

// Each is one check; a failed one is reported and the test goes on. They give whether it held, so
// that what makes no sense after a failure can be skipped.
#define CHECK(condition) \
  ::check::record(static_cast<bool>(condition), __FILE__, __LINE__, #condition)

#define CHECK_EQ(actual, expected) \
  ::check::record_equal((actual), (expected), __FILE__, __LINE__, #actual " == " #expected)

#define CHECK_SAME_BITS(actual, expected) \
  ::check::record_same_bits((actual), (expected), __FILE__, __LINE__, #actual " is " #expected)

#define CHECK_NEAR(actual, expected, tolerance)                               \
  ::check::record_near((actual), (expected), (tolerance), __FILE__, __LINE__, \
                       #actual " is near " #expected)

// The statement must throw `type` (or something derived from it).
#define CHECK_THROWS(statement, type)                                                    \
  do {                                                                                   \
    bool check_caught_ = false;                                                          \
    try {                                                                                \
      statement;                                                                         \
    } catch (const type&) {                                                              \
      check_caught_ = true;                                                              \
    } catch (...) { /* another type: the check below fails */                            \
    }                                                                                    \
    ::check::record(check_caught_, __FILE__, __LINE__, #statement " must throw " #type); \
  } while (false)

#endif  // FASTPAM_TESTS_CHECK_HPP
