// Sums of doubles without rounding: the same number in any order and for any cutting into parts,
// which can be added up apart and merged.
//
// A double is a whole number of 53 bits times a power of two. All of them fit a whole number of
// some two thousand bits, which is kept in digits of 32 bits, with room above each for two thousand
// million additions before carries are passed on (a "superaccumulator": Kulisch 1981; Neal 2015,
// "Fast exact summation using small and large superaccumulators", arXiv:1505.05571). Only value()
// rounds, once, to the nearest double.
#ifndef FASTPAM_BASE_EXACT_SUM_HPP
#define FASTPAM_BASE_EXACT_SUM_HPP

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "error.hpp"

namespace fastpam {

/// A sum of doubles, exact until it is asked for.
class ExactSum {
 public:
  /// Digits: 2,098 bits of all finite doubles, and 64 more for as many terms as there may be.
  static constexpr std::size_t digits = 68;

  void add(double x) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &x, sizeof bits);
    const unsigned exponent = static_cast<unsigned>(bits >> 52) & 0x7ffu;
    std::uint64_t mantissa = bits & ((std::uint64_t{1} << 52) - 1);
    if (exponent == 0x7ffu) {  // infinite, or not a number: so is the sum
      special_ += x;
      return;
    }
    if (exponent != 0) mantissa |= std::uint64_t{1} << 52;
    const unsigned shift = exponent == 0 ? 0 : exponent - 1;  // above the smallest double
    const std::size_t at = shift / 32;
    const unsigned off = shift % 32;
    const std::uint64_t low = (mantissa & 0xffffffffu) << off, high = (mantissa >> 32) << off;
    const auto first = static_cast<std::int64_t>(low & 0xffffffffu);
    const auto middle = static_cast<std::int64_t>((low >> 32) + (high & 0xffffffffu));
    const auto last = static_cast<std::int64_t>(high >> 32);
    if ((bits >> 63) != 0) {
      digit_[at] -= first;
      digit_[at + 1] -= middle;
      digit_[at + 2] -= last;
    } else {
      digit_[at] += first;
      digit_[at + 1] += middle;
      digit_[at + 2] += last;
    }
    if (++pending_ == limit) carry();
  }

  void merge(const ExactSum& other) {
    ExactSum theirs = other;
    theirs.carry();
    carry();
    for (std::size_t i = 0; i < digits; ++i) digit_[i] += theirs.digit_[i];
    special_ += theirs.special_;
    carry();
  }

  /// The sum, rounded once, to the nearest double, ties to even. 0 for no terms.
  double value() const {
    if (special_ != 0) return special_;
    ExactSum sum = *this;
    sum.carry();
    const bool negative = sum.digit_[digits - 1] < 0;
    if (negative) {
      for (std::int64_t& d : sum.digit_) d = -d;
      sum.carry();
    }
    const double size = sum.rounded();
    return negative ? -size : size;
  }

  /// All of it as doubles that are whole numbers (and one that says what was not finite), for
  /// another process.
  std::vector<double> state() const {
    ExactSum sum = *this;
    sum.carry();
    std::vector<double> out;
    for (const std::int64_t d : sum.digit_) out.push_back(static_cast<double>(d));
    out.push_back(special_);
    return out;
  }

  /// The sum of that state, which has digits + 1 numbers.
  static ExactSum from_state(const double* state) {
    ExactSum sum;
    for (std::size_t i = 0; i < digits; ++i) {
      if (!(std::fabs(state[i]) <= 4294967296.0) || state[i] != std::trunc(state[i]))
        throw Error(ErrorCode::broken, "this is not the state of a sum");
      sum.digit_[i] = static_cast<std::int64_t>(state[i]);
    }
    sum.special_ = state[digits];
    return sum;
  }

 private:
  // An addition changes a digit by less than 2^33.
  static constexpr std::uint32_t limit = std::uint32_t{1} << 29;

  // All digits but the last become those of 32 bits; the last has the sign.
  void carry() {
    constexpr std::int64_t base = std::int64_t{1} << 32;
    for (std::size_t i = 0; i + 1 < digits; ++i) {
      std::int64_t up = digit_[i] / base, rest = digit_[i] % base;
      if (rest < 0) {
        rest += base;
        --up;
      }
      digit_[i] = rest;
      digit_[i + 1] += up;
    }
    pending_ = 0;
  }

  bool bit(std::size_t at) const { return ((digit_[at / 32] >> (at % 32)) & 1) != 0; }

  // Of digits that are not negative.
  double rounded() const {
    std::size_t top = digits * 32;
    while (top > 0 && !bit(top - 1)) --top;  // bits in use
    if (top == 0) return 0;
    const std::size_t kept = top < 53 ? top : 53, low = top - kept;
    std::uint64_t mantissa = 0;
    for (std::size_t i = top; i-- > low;) mantissa = 2 * mantissa + (bit(i) ? 1 : 0);
    if (low > 0 && bit(low - 1)) {
      bool more = false;
      for (std::size_t i = 0; i + 1 < low && !more; ++i) more = bit(i);
      if (more || (mantissa & 1) != 0) ++mantissa;
    }
    return std::ldexp(static_cast<double>(mantissa), static_cast<int>(low) - 1074);
  }

  std::array<std::int64_t, digits> digit_{};
  std::uint32_t pending_ = 0;
  double special_ = 0;
};

}  // namespace fastpam

#endif
