// Compare-and-skip: finds the entries of a row that are below a threshold.
//
// Near a good set of medoids only about n / k entries of a row matter, so every scan of BUILD and
// SWAP has the same two steps. Vector instructions find the entries (this header, the only part
// that differs between machines). Then plain scalar code adds them up in ascending order. So every
// instruction set gives the same bits.
//
// The scans run at the speed of memory only if memory is fetched in time. The processor looks ahead
// by itself only within a page of 4 kB, and every row, or part of a row, begins on a new page. So
// `ahead` names what will be read next, and it is fetched line by line during the scan.
#ifndef FASTPAM_SEARCH_SELECT_HPP
#define FASTPAM_SEARCH_SELECT_HPP

#include <cstddef>
#include <cstdint>

#include "../base/types.hpp"
#include "../exec/simd/isa.hpp"

namespace fastpam {
namespace select_detail {

// The same kernels take one threshold per entry or one for all entries.
template <class T>
struct Each {
  const T* value;
  FASTPAM_INLINE T at(std::size_t j) const { return value[j]; }
  Each from(std::size_t j) const { return {value + j}; }
};
template <class T>
struct One {
  T value;
  FASTPAM_INLINE T at(std::size_t) const { return value; }
  One from(std::size_t) const { return *this; }
};

}  // namespace select_detail
}  // namespace fastpam

#define FASTPAM_STAMP "../../search/select.inl"
#include "../exec/simd/stamp.inl"

namespace fastpam {
namespace select_detail {

template <class T, class Threshold>
inline std::size_t select(const T* row, Threshold threshold, std::size_t n, Index base, Index* out,
                          Isa isa, const T* ahead) {
#if FASTPAM_X86_DISPATCH
  if (isa == Isa::avx512) return isa_avx512::select_below(row, threshold, n, base, out, ahead);
  if (isa == Isa::avx2) return isa_avx2::select_below(row, threshold, n, base, out, ahead);
#else
  (void)isa;
#endif
  return isa_plain::select_below(row, threshold, n, base, out, ahead);
}

template <class T, class Threshold, class Visit>
inline void for_each(const T* row, Threshold threshold, std::size_t n, Isa isa, const T* next,
                     Visit&& visit) {
  const T* const ahead = next != nullptr ? next : row + 4096 / sizeof(T);
  // Strip by strip, so that the list of hits stays in the first-level cache.
  constexpr std::size_t strip = 1024;
  Index hits[strip + 1];
  for (std::size_t j = 0; j < n; j += strip) {
    const std::size_t len = n - j < strip ? n - j : strip;
    const std::size_t m =
        select(row + j, threshold.from(j), len, static_cast<Index>(j), hits, isa, ahead + j);
    for (std::size_t a = 0; a < m; ++a) visit(hits[a]);
  }
}

}  // namespace select_detail

// Calls visit(j) for each j in [0, n) with row[j] < threshold[j], ascending. `next` is the row that
// will be read next, if it is known and does not follow in memory.
template <class T, class Visit>
inline void for_each_less(const T* row, const T* threshold, std::size_t n, Isa isa, Visit&& visit,
                          const T* next = nullptr) {
  select_detail::for_each(row, select_detail::Each<T>{threshold}, n, isa, next, visit);
}

// Calls visit(j) for each j in [0, n) with row[j] < threshold, ascending.
template <class T, class Visit>
inline void for_each_below(const T* row, T threshold, std::size_t n, Isa isa, Visit&& visit,
                           const T* next = nullptr) {
  select_detail::for_each(row, select_detail::One<T>{threshold}, n, isa, next, visit);
}

}  // namespace fastpam

#endif
