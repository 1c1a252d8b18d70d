// Which entries of a row lie below their thresholds, as a list: stamped by search/select.hpp.
//
// Machines with masks compare 32 entries at a time and list the set bits. Others look at each
// entry.

using select_detail::Each;
using select_detail::One;

// Bit j of the result says whether a[from + j] lies below its threshold.
#if FASTPAM_ISA_BYTES == 32
FASTPAM_ISA_INLINE unsigned less8(const double* a, Each<double> b, std::size_t j) {
  const __m256d lo =
      _mm256_cmp_pd(_mm256_loadu_pd(a + j), _mm256_loadu_pd(b.value + j), _CMP_LT_OQ);
  const __m256d hi =
      _mm256_cmp_pd(_mm256_loadu_pd(a + j + 4), _mm256_loadu_pd(b.value + j + 4), _CMP_LT_OQ);
  return static_cast<unsigned>(_mm256_movemask_pd(lo) | _mm256_movemask_pd(hi) << 4);
}
FASTPAM_ISA_INLINE unsigned less8(const double* a, One<double> b, std::size_t j) {
  const __m256d t = _mm256_set1_pd(b.value);
  const __m256d lo = _mm256_cmp_pd(_mm256_loadu_pd(a + j), t, _CMP_LT_OQ);
  const __m256d hi = _mm256_cmp_pd(_mm256_loadu_pd(a + j + 4), t, _CMP_LT_OQ);
  return static_cast<unsigned>(_mm256_movemask_pd(lo) | _mm256_movemask_pd(hi) << 4);
}
FASTPAM_ISA_INLINE unsigned less8(const float* a, Each<float> b, std::size_t j) {
  return static_cast<unsigned>(_mm256_movemask_ps(
      _mm256_cmp_ps(_mm256_loadu_ps(a + j), _mm256_loadu_ps(b.value + j), _CMP_LT_OQ)));
}
FASTPAM_ISA_INLINE unsigned less8(const float* a, One<float> b, std::size_t j) {
  return static_cast<unsigned>(_mm256_movemask_ps(
      _mm256_cmp_ps(_mm256_loadu_ps(a + j), _mm256_set1_ps(b.value), _CMP_LT_OQ)));
}
template <class T, class Threshold>
FASTPAM_ISA_INLINE unsigned less32(const T* a, Threshold b, std::size_t j) {
  return less8(a, b, j) | less8(a, b, j + 8) << 8 | less8(a, b, j + 16) << 16 |
         less8(a, b, j + 24) << 24;
}
#elif FASTPAM_ISA_BYTES == 64
FASTPAM_ISA_INLINE unsigned less16(const double* a, Each<double> b, std::size_t j) {
  return static_cast<unsigned>(
      _mm512_cmp_pd_mask(_mm512_loadu_pd(a + j), _mm512_loadu_pd(b.value + j), _CMP_LT_OQ) |
      _mm512_cmp_pd_mask(_mm512_loadu_pd(a + j + 8), _mm512_loadu_pd(b.value + j + 8), _CMP_LT_OQ)
          << 8);
}
FASTPAM_ISA_INLINE unsigned less16(const double* a, One<double> b, std::size_t j) {
  const __m512d t = _mm512_set1_pd(b.value);
  return static_cast<unsigned>(_mm512_cmp_pd_mask(_mm512_loadu_pd(a + j), t, _CMP_LT_OQ) |
                               _mm512_cmp_pd_mask(_mm512_loadu_pd(a + j + 8), t, _CMP_LT_OQ) << 8);
}
FASTPAM_ISA_INLINE unsigned less16(const float* a, Each<float> b, std::size_t j) {
  return _mm512_cmp_ps_mask(_mm512_loadu_ps(a + j), _mm512_loadu_ps(b.value + j), _CMP_LT_OQ);
}
FASTPAM_ISA_INLINE unsigned less16(const float* a, One<float> b, std::size_t j) {
  return _mm512_cmp_ps_mask(_mm512_loadu_ps(a + j), _mm512_set1_ps(b.value), _CMP_LT_OQ);
}
template <class T, class Threshold>
FASTPAM_ISA_INLINE unsigned less32(const T* a, Threshold b, std::size_t j) {
  return less16(a, b, j) | less16(a, b, j + 16) << 16;
}
#endif

// Appends base + j to out for each j < n below its threshold and returns how many there are.
template <class T, class Threshold>
FASTPAM_ISA_KERNEL inline std::size_t select_below(const T* row, Threshold threshold, std::size_t n,
                                                   Index base, Index* out, const T* ahead) {
  std::size_t m = 0, j = 0;
#if FASTPAM_ISA_BYTES > 16
  for (; j + 32 <= n; j += 32) {
    for (std::size_t a = 0; a < 32; a += 64 / sizeof(T)) __builtin_prefetch(ahead + j + a);
    unsigned mask = less32(row, threshold, j);
    while (mask != 0) {
      out[m++] = base + static_cast<Index>(j) + static_cast<Index>(__builtin_ctz(mask));
      mask &= mask - 1;
    }
  }
#else
  (void)ahead;
#endif
  for (; j < n; ++j) {
    out[m] = base + static_cast<Index>(j);
    m += row[j] < threshold.at(j) ? 1 : 0;
  }
  return m;
}
