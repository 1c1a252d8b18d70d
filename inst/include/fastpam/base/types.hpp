// Integer types of the core and checked conversions between them.
//
// Objects and medoid slots are numbered from 0 with 32 bits: R cannot label more than 2^31 - 1
// objects, and arrays of object numbers are the second largest thing in memory. Every product of
// two sizes is computed in std::size_t (64 bits), never in Index.
#ifndef FASTPAM_BASE_TYPES_HPP
#define FASTPAM_BASE_TYPES_HPP

#include <cstddef>
#include <cstdint>
#include <limits>

#include "error.hpp"

namespace fastpam {

/// The number of an object, from 0.
using Index = std::int32_t;

/// An index as an unsigned size.
inline std::size_t uz(Index i) { return static_cast<std::size_t>(i); }

/// A size as an index; an Error if it is too large.
inline Index to_index(std::size_t n) {
  if (n > static_cast<std::size_t>(std::numeric_limits<Index>::max()))
    throw Error(ErrorCode::broken, "more than 2^31 - 1 objects are not supported");
  return static_cast<Index>(n);
}

/// Number of pairs of n objects: n (n - 1) / 2. Exact for every Index.
inline std::size_t n_pairs(Index n) {
  const std::size_t m = uz(n);
  return m % 2 == 0 ? m / 2 * (m - 1) : (m - 1) / 2 * m;
}

/// The product a * b * c (bytes or elements); an Error if it does not fit into 63 bits.
inline std::size_t checked_product(std::size_t a, std::size_t b, std::size_t c = 1) {
  const std::size_t limit = static_cast<std::size_t>(std::numeric_limits<std::ptrdiff_t>::max());
  if (b != 0 && a > limit / b) throw Error(ErrorCode::memory, "a size overflows 63 bits");
  const std::size_t ab = a * b;
  if (c != 0 && ab > limit / c) throw Error(ErrorCode::memory, "a size overflows 63 bits");
  return ab * c;
}

}  // namespace fastpam

#endif
