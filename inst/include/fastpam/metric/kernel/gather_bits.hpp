// The passes over a whole table before rows are compared: they find missing values and non-zero
// values. They are kernels for exec/simd/dispatch.hpp, because on wide presence/absence tables they
// take most of the time.
#ifndef FASTPAM_METRIC_KERNEL_GATHER_BITS_HPP
#define FASTPAM_METRIC_KERNEL_GATHER_BITS_HPP

#include <cstddef>
#include <cstdint>

#include "../../exec/simd/dispatch.hpp"

namespace fastpam {

/// Doubles are missing when they are NaN, integers when they are the smallest.
FASTPAM_INLINE bool is_missing(double v) { return v != v; }
FASTPAM_INLINE bool is_missing(std::int32_t v) { return v == INT32_MIN; }

/// Sets bit b of present[i] if values[b * n + i] is neither zero nor missing, and bit b of
/// observed[i] if it is not missing. At most 64 columns. The matrix is read by columns, in the
/// order of memory.
template <class V>
struct GatherBits {
  FASTPAM_INLINE static void run(const V* values, std::size_t n, std::size_t columns,
                                 std::uint64_t* present, std::uint64_t* observed) {
    for (std::size_t i = 0; i < n; ++i) present[i] = observed[i] = 0;
    for (std::size_t b = 0; b < columns; ++b, values += n)
      for (std::size_t i = 0; i < n; ++i) {
        const bool seen = !is_missing(values[i]);
        present[i] |= static_cast<std::uint64_t>(seen && values[i] != V(0)) << b;
        observed[i] |= static_cast<std::uint64_t>(seen) << b;
      }
  }
};

/// The same for data without missing values.
template <class V>
struct GatherPresent {
  FASTPAM_INLINE static void run(const V* values, std::size_t n, std::size_t columns,
                                 std::uint64_t* present) {
    for (std::size_t i = 0; i < n; ++i) present[i] = 0;
    for (std::size_t b = 0; b < columns; ++b, values += n)
      for (std::size_t i = 0; i < n; ++i) present[i] |= std::uint64_t{values[i] != V(0)} << b;
  }
};

/// Whether one of m values is missing.
template <class V>
struct AnyMissing {
  FASTPAM_INLINE static void run(const V* values, std::size_t m, bool* found) {
    std::uint32_t missing = 0;
    for (std::size_t k = 0; k < m; ++k) missing |= std::uint32_t{is_missing(values[k])};
    *found = missing != 0;
  }
};

/// Whether one of m values is missing.
template <class V>
bool any_missing(const V* values, std::size_t m, Isa isa = detect_isa()) {
  constexpr std::size_t chunk = std::size_t{1} << 16;
  bool found = false;
  for (std::size_t k = 0; k < m && !found; k += chunk)
    dispatch<AnyMissing<V>>(isa, values + k, m - k < chunk ? m - k : chunk, &found);
  return found;
}

}  // namespace fastpam

#endif
