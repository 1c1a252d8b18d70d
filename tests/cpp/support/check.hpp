// doctest, and the two comparisons that it lacks: equal to the last bit, and equal up to a relative
// tolerance. A test file includes this; main.cpp has main().
#ifndef FASTPAM_TESTS_CHECK_HPP
#define FASTPAM_TESTS_CHECK_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

// Values in the message of a failed check are written by check::text(): doctest would write six
// digits of a number and nothing of a vector.
namespace doctest {
class String;
}
namespace check {
template <class T>
doctest::String text(const T& value);
}
#define DOCTEST_STRINGIFY(...) ::check::text(__VA_ARGS__)
#include <doctest/doctest.h>

#include "random.hpp"

namespace check {

inline std::string digits(double value) {
  char out[40];
  std::snprintf(out, sizeof out, "%.17g", value);
  return out;
}

// A number that equals only the same bits: tells 0 from -0, and a NaN equals itself.
struct Bits {
  explicit Bits(double v) : value(v) {}
  double value;
};
inline bool operator==(const Bits& a, const Bits& b) {
  return std::memcmp(&a.value, &b.value, sizeof a.value) == 0;
}

// What is near it: |actual - expected| <= tolerance * max(1, |expected|). An infinity is near
// itself only.
struct Near {
  Near(double expected, double most) : value(expected), tolerance(most) {}
  double value;
  double tolerance;
};
inline bool operator==(double actual, const Near& expected) {
  const double scale = std::fmax(1.0, std::fabs(expected.value));
  return actual == expected.value ||
         (std::isfinite(expected.value) &&
          std::fabs(actual - expected.value) <= expected.tolerance * scale);
}

template <class T, class = void>
struct IsRange : std::false_type {};
template <class T>
struct IsRange<T, std::void_t<decltype(std::declval<const T&>().begin()),
                              decltype(std::declval<const T&>().end())>>
    : std::bool_constant<!std::is_convertible_v<const T&, std::string>> {};

// Numbers with all their digits, sequences by their elements, the rest as doctest has it.
template <class T>
doctest::String text(const T& value) {
  if constexpr (IsRange<T>::value) {
    doctest::String out = "{";
    const char* separator = "";
    for (const auto& element : value) {
      out += doctest::String(separator) + text(element);
      separator = ", ";
    }
    return out + doctest::String("}");
  } else if constexpr (std::is_floating_point_v<T>) {
    return digits(static_cast<double>(value)).c_str();
  } else if constexpr (std::is_same_v<T, Bits>) {
    return digits(value.value).c_str();
  } else if constexpr (std::is_same_v<T, Near>) {
    return (digits(value.value) + " up to " + digits(value.tolerance)).c_str();
  } else {
    return doctest::toString(value);
  }
}

}  // namespace check

#define CHECK_SAME_BITS(actual, expected) CHECK_EQ(::check::Bits(actual), ::check::Bits(expected))

#define CHECK_NEAR(actual, expected, tolerance) \
  CHECK_EQ(static_cast<double>(actual), ::check::Near(expected, tolerance))

#endif  // FASTPAM_TESTS_CHECK_HPP
