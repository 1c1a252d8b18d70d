// Compare-and-skip: which entries of a row lie below a threshold.
//
// Near a good set of medoids only about n / k entries of a row matter, so every scan of BUILD and
// SWAP is the same two steps: vector instructions find the entries (this header, the only part that
// differs between machines), then plain scalar code adds them up in ascending order. No path can
// change a bit of a sum.
//
// The scans run at the speed of memory only if the memory is asked in time: the processor looks
// ahead by itself inside a page of 4 kB, and every row, or part of a row, begins on a new one.
// `ahead` therefore names what is to be read next, and is fetched line by line during the scan.
#ifndef FASTPAM_SEARCH_SELECT_HPP
#define FASTPAM_SEARCH_SELECT_HPP

#include <cstddef>
#include <cstdint>

#include "../base/types.hpp"
#include "../exec/simd.hpp"

#if FASTPAM_X86_DISPATCH
#include <immintrin.h>
#endif

namespace fastpam {
namespace select_detail {

// A threshold per entry, or one for all: the same kernels take either.
template <class T>
struct Each {
  const T* value;
  T at(std::size_t j) const { return value[j]; }
  Each from(std::size_t j) const { return {value + j}; }
};
template <class T>
struct One {
  T value;
  T at(std::size_t) const { return value; }
  One from(std::size_t) const { return *this; }
};

// Appends base + j to out for each j < n below its threshold; returns the new length.
template <class T, class Threshold>
inline std::size_t finish(const T* row, Threshold threshold, std::size_t j, std::size_t n,
                          Index base, Index* out, std::size_t m) {
  for (; j < n; ++j) {
    out[m] = base + static_cast<Index>(j);
    m += row[j] < threshold.at(j) ? 1 : 0;
  }
  return m;
}

#if FASTPAM_X86_DISPATCH
#define FASTPAM_AVX2 __attribute__((target("avx2")))
#define FASTPAM_AVX512 __attribute__((target("avx512f")))

inline std::size_t spread(unsigned mask, Index first, Index* out, std::size_t m) {
  while (mask != 0) {
    out[m++] = first + static_cast<Index>(__builtin_ctz(mask));
    mask &= mask - 1;
  }
  return m;
}

// The 32 values from p on.
template <class T>
FASTPAM_INLINE void fetch32(const T* p) {
  for (std::size_t a = 0; a < 32; a += 64 / sizeof(T)) __builtin_prefetch(p + a);
}

FASTPAM_AVX2 inline unsigned less8(const double* a, Each<double> b, std::size_t j) {
  const __m256d lo =
      _mm256_cmp_pd(_mm256_loadu_pd(a + j), _mm256_loadu_pd(b.value + j), _CMP_LT_OQ);
  const __m256d hi =
      _mm256_cmp_pd(_mm256_loadu_pd(a + j + 4), _mm256_loadu_pd(b.value + j + 4), _CMP_LT_OQ);
  return static_cast<unsigned>(_mm256_movemask_pd(lo) | _mm256_movemask_pd(hi) << 4);
}
FASTPAM_AVX2 inline unsigned less8(const double* a, One<double> b, std::size_t j) {
  const __m256d t = _mm256_set1_pd(b.value);
  const __m256d lo = _mm256_cmp_pd(_mm256_loadu_pd(a + j), t, _CMP_LT_OQ);
  const __m256d hi = _mm256_cmp_pd(_mm256_loadu_pd(a + j + 4), t, _CMP_LT_OQ);
  return static_cast<unsigned>(_mm256_movemask_pd(lo) | _mm256_movemask_pd(hi) << 4);
}
FASTPAM_AVX2 inline unsigned less8(const float* a, Each<float> b, std::size_t j) {
  return static_cast<unsigned>(_mm256_movemask_ps(
      _mm256_cmp_ps(_mm256_loadu_ps(a + j), _mm256_loadu_ps(b.value + j), _CMP_LT_OQ)));
}
FASTPAM_AVX2 inline unsigned less8(const float* a, One<float> b, std::size_t j) {
  return static_cast<unsigned>(_mm256_movemask_ps(
      _mm256_cmp_ps(_mm256_loadu_ps(a + j), _mm256_set1_ps(b.value), _CMP_LT_OQ)));
}

template <class T, class Threshold>
FASTPAM_AVX2 inline std::size_t avx2(const T* row, Threshold threshold, std::size_t n, Index base,
                                     Index* out, const T* ahead) {
  std::size_t m = 0, j = 0;
  for (; j + 32 <= n; j += 32) {
    fetch32(ahead + j);
    const unsigned mask = less8(row, threshold, j) | less8(row, threshold, j + 8) << 8 |
                          less8(row, threshold, j + 16) << 16 | less8(row, threshold, j + 24) << 24;
    if (mask != 0) m = spread(mask, base + static_cast<Index>(j), out, m);
  }
  return finish(row, threshold, j, n, base, out, m);
}

FASTPAM_AVX512 inline unsigned less16(const double* a, Each<double> b, std::size_t j) {
  return static_cast<unsigned>(
      _mm512_cmp_pd_mask(_mm512_loadu_pd(a + j), _mm512_loadu_pd(b.value + j), _CMP_LT_OQ) |
      _mm512_cmp_pd_mask(_mm512_loadu_pd(a + j + 8), _mm512_loadu_pd(b.value + j + 8), _CMP_LT_OQ)
          << 8);
}
FASTPAM_AVX512 inline unsigned less16(const double* a, One<double> b, std::size_t j) {
  const __m512d t = _mm512_set1_pd(b.value);
  return static_cast<unsigned>(_mm512_cmp_pd_mask(_mm512_loadu_pd(a + j), t, _CMP_LT_OQ) |
                               _mm512_cmp_pd_mask(_mm512_loadu_pd(a + j + 8), t, _CMP_LT_OQ) << 8);
}
FASTPAM_AVX512 inline unsigned less16(const float* a, Each<float> b, std::size_t j) {
  return _mm512_cmp_ps_mask(_mm512_loadu_ps(a + j), _mm512_loadu_ps(b.value + j), _CMP_LT_OQ);
}
FASTPAM_AVX512 inline unsigned less16(const float* a, One<float> b, std::size_t j) {
  return _mm512_cmp_ps_mask(_mm512_loadu_ps(a + j), _mm512_set1_ps(b.value), _CMP_LT_OQ);
}

template <class T, class Threshold>
FASTPAM_AVX512 inline std::size_t avx512(const T* row, Threshold threshold, std::size_t n,
                                         Index base, Index* out, const T* ahead) {
  std::size_t m = 0, j = 0;
  for (; j + 32 <= n; j += 32) {
    fetch32(ahead + j);
    const unsigned mask = less16(row, threshold, j) | less16(row, threshold, j + 16) << 16;
    if (mask != 0) m = spread(mask, base + static_cast<Index>(j), out, m);
  }
  return finish(row, threshold, j, n, base, out, m);
}

#undef FASTPAM_AVX2
#undef FASTPAM_AVX512
#endif

template <class T, class Threshold>
inline std::size_t select(const T* row, Threshold threshold, std::size_t n, Index base, Index* out,
                          Isa isa, const T* ahead) {
#if FASTPAM_X86_DISPATCH
  if (isa == Isa::avx512) return avx512(row, threshold, n, base, out, ahead);
  if (isa == Isa::avx2) return avx2(row, threshold, n, base, out, ahead);
#else
  (void)isa;
  (void)ahead;
#endif
  return finish(row, threshold, 0, n, base, out, 0);
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
// will be asked for next, if that is known and does not follow in memory.
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
