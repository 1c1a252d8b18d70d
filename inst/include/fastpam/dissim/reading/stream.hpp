// Copies values to memory that will not be read soon, bypassing the caches.
//
// An ordinary store first fetches the cache line that it will overwrite. Without this, results
// larger than the caches are written with half the traffic. Floats are converted to doubles, which
// is exact.
#ifndef FASTPAM_DISSIM_READING_STREAM_HPP
#define FASTPAM_DISSIM_READING_STREAM_HPP

#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace fastpam {

/// Copies m values, bypassing the caches if the machine supports it.
template <class T, class S>
inline void stream_copy(const T* from, std::size_t m, S* to) {
  for (std::size_t k = 0; k < m; ++k) to[k] = static_cast<S>(from[k]);
}

#if defined(__SSE2__)
namespace stream_detail {

inline __m128d two(const double* from) { return _mm_loadu_pd(from); }
inline __m128d two(const float* from) {
  return _mm_cvtps_pd(_mm_castsi128_ps(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(from))));
}

template <class T>
inline void copy(const T* from, std::size_t m, double* to) {
  std::size_t k = 0;
  // To the next line of 64 bytes by ordinary stores, then whole lines, then the rest.
  for (; k < m && reinterpret_cast<std::uintptr_t>(to + k) % 64 != 0; ++k)
    to[k] = static_cast<double>(from[k]);
  for (; k + 8 <= m; k += 8) {
    _mm_stream_pd(to + k, two(from + k));
    _mm_stream_pd(to + k + 2, two(from + k + 2));
    _mm_stream_pd(to + k + 4, two(from + k + 4));
    _mm_stream_pd(to + k + 6, two(from + k + 6));
  }
  for (; k < m; ++k) to[k] = static_cast<double>(from[k]);
}

}  // namespace stream_detail

/// The same, of doubles.
inline void stream_copy(const double* from, std::size_t m, double* to) {
  stream_detail::copy(from, m, to);
}
/// The same, of floats that become doubles.
inline void stream_copy(const float* from, std::size_t m, double* to) {
  stream_detail::copy(from, m, to);
}
#endif

// Orders the streamed values before everything that this thread writes later.
inline void stream_end() {
#if defined(__SSE2__)
  _mm_sfence();
#endif
}

}  // namespace fastpam

#endif
