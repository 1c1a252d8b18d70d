// Vectors of one instruction set: stamped by exec/simd/lanes.hpp, never included alone.
//
// Everything here is inlined into kernels that carry FASTPAM_ISA_KERNEL. Vector types never cross a
// function that is not inlined, so no ABI is involved, and no standard library function is called
// that could be emitted with instructions the machine lacks.

template <class T>
struct Lanes;

#if FASTPAM_ISA_BYTES > 0
template <>
struct Lanes<double> {
  typedef double V __attribute__((vector_size(FASTPAM_ISA_BYTES)));
  typedef std::int64_t M __attribute__((vector_size(FASTPAM_ISA_BYTES)));
};
template <>
struct Lanes<float> {
  typedef float V __attribute__((vector_size(FASTPAM_ISA_BYTES)));
  typedef std::int32_t M __attribute__((vector_size(FASTPAM_ISA_BYTES)));
};
#else
// A compiler without vector extensions: one lane, plain arithmetic.
template <>
struct Lanes<double> {
  typedef double V;
  typedef std::int64_t M;
};
template <>
struct Lanes<float> {
  typedef float V;
  typedef std::int32_t M;
};
#endif

template <class T>
constexpr int lane_count() {
  return static_cast<int>(sizeof(typename Lanes<T>::V) / sizeof(T));
}

template <class V, class T>
FASTPAM_ISA_INLINE void load(V& v, const T* from) {
  std::memcpy(&v, from, sizeof(V));
}
template <class V, class T>
FASTPAM_ISA_INLINE void store(T* to, const V& v) {
  std::memcpy(to, &v, sizeof(V));
}

#if FASTPAM_ISA_BYTES > 0
template <class V, class T>
FASTPAM_ISA_INLINE V splat(T x) {
  return x - V{};
}
// Comparisons give a mask of ones; `keep` is x where the mask is set and +0 elsewhere.
template <class M, class V>
FASTPAM_ISA_INLINE V keep(M m, V x) {
  return reinterpret_cast<V>(m & reinterpret_cast<M>(x));
}
template <class M, class V>
FASTPAM_ISA_INLINE V select(M m, V x, V y) {
  return reinterpret_cast<V>((m & reinterpret_cast<M>(x)) | (~m & reinterpret_cast<M>(y)));
}
#else
template <class V, class T>
FASTPAM_ISA_INLINE V splat(T x) {
  return x;
}
template <class V>
FASTPAM_ISA_INLINE V keep(bool m, V x) {
  return m ? x : V(0);
}
template <class V>
FASTPAM_ISA_INLINE V select(bool m, V x, V y) {
  return m ? x : y;
}
#endif

// The zero-masked forms: the plain ones are built on an undefined value that GCC 12 warns about.
#if FASTPAM_ISA_BYTES == 64
FASTPAM_ISA_INLINE __m512d root(__m512d x) { return _mm512_maskz_sqrt_pd(0xff, x); }
FASTPAM_ISA_INLINE __m512 root(__m512 x) { return _mm512_maskz_sqrt_ps(0xffff, x); }
FASTPAM_ISA_INLINE __m512d larger(__m512d x, __m512d y) { return _mm512_maskz_max_pd(0xff, x, y); }
FASTPAM_ISA_INLINE __m512 larger(__m512 x, __m512 y) { return _mm512_maskz_max_ps(0xffff, x, y); }
FASTPAM_ISA_INLINE __m512d absolute(__m512d x) { return _mm512_abs_pd(x); }
FASTPAM_ISA_INLINE __m512 absolute(__m512 x) { return _mm512_abs_ps(x); }
#elif FASTPAM_ISA_BYTES == 32
FASTPAM_ISA_INLINE __m256d root(__m256d x) { return _mm256_sqrt_pd(x); }
FASTPAM_ISA_INLINE __m256 root(__m256 x) { return _mm256_sqrt_ps(x); }
FASTPAM_ISA_INLINE __m256d larger(__m256d x, __m256d y) { return _mm256_max_pd(x, y); }
FASTPAM_ISA_INLINE __m256 larger(__m256 x, __m256 y) { return _mm256_max_ps(x, y); }
FASTPAM_ISA_INLINE __m256d absolute(__m256d x) { return _mm256_andnot_pd(_mm256_set1_pd(-0.0), x); }
FASTPAM_ISA_INLINE __m256 absolute(__m256 x) { return _mm256_andnot_ps(_mm256_set1_ps(-0.0f), x); }
#elif FASTPAM_ISA_BYTES == 16 && FASTPAM_X86_DISPATCH
FASTPAM_ISA_INLINE __m128d root(__m128d x) { return _mm_sqrt_pd(x); }
FASTPAM_ISA_INLINE __m128 root(__m128 x) { return _mm_sqrt_ps(x); }
FASTPAM_ISA_INLINE __m128d larger(__m128d x, __m128d y) { return _mm_max_pd(x, y); }
FASTPAM_ISA_INLINE __m128 larger(__m128 x, __m128 y) { return _mm_max_ps(x, y); }
FASTPAM_ISA_INLINE __m128d absolute(__m128d x) { return _mm_andnot_pd(_mm_set1_pd(-0.0), x); }
FASTPAM_ISA_INLINE __m128 absolute(__m128 x) { return _mm_andnot_ps(_mm_set1_ps(-0.0f), x); }
#elif FASTPAM_ISA_BYTES == 16
template <class V>
FASTPAM_ISA_INLINE V root(V x) {
  V y{};
  for (unsigned i = 0; i < sizeof(V) / sizeof(x[0]); ++i) y[i] = std::sqrt(x[i]);
  return y;
}
template <class V>
FASTPAM_ISA_INLINE V larger(V x, V y) {
  return select(x > y, x, y);
}
template <class V>
FASTPAM_ISA_INLINE V absolute(V x) {
  return select(x < 0, -x, x);
}
#else
template <class V>
FASTPAM_ISA_INLINE V root(V x) {
  return std::sqrt(x);
}
template <class V>
FASTPAM_ISA_INLINE V larger(V x, V y) {
  return x > y ? x : y;
}
template <class V>
FASTPAM_ISA_INLINE V absolute(V x) {
  return x < 0 ? -x : x;
}
#endif

// x * x + acc. Doubles are rounded twice, as in the plain loops of the references. Floats are
// rounded once, by the machine's fused multiply-add, which is twice as fast and more accurate; the
// references have no floats.
FASTPAM_ISA_INLINE Lanes<double>::V add_square(Lanes<double>::V acc, Lanes<double>::V x) {
  FASTPAM_FP_CONTRACT_OFF
  return acc + x * x;
}
#if FASTPAM_ISA_BYTES == 64
FASTPAM_ISA_INLINE __m512 add_square(__m512 acc, __m512 x) { return _mm512_fmadd_ps(x, x, acc); }
#elif FASTPAM_ISA_BYTES == 32
FASTPAM_ISA_INLINE __m256 add_square(__m256 acc, __m256 x) { return _mm256_fmadd_ps(x, x, acc); }
#else
#include "fused.inl"
#endif
