// Fused multiply-add of floats for sets without such an instruction: stamped by
// exec/simd/lanes.inl. It gives the same bits as the instruction.
//
// The product of two floats is exact in doubles. A sum in doubles that is rounded to odd (its last
// bit is set when something was lost) can be rounded to float as if it were exact (Boldo and
// Melquiond, IEEE Transactions on Computers 57, 2008). It takes about ten instructions instead of
// one, only on machines without AVX2.

#if FASTPAM_ISA_BYTES == 16 && FASTPAM_X86_DISPATCH
// x * x + acc for two lanes, rounded to odd. Neither is negative, so the next number up is the next
// integer up. Comparisons with NaN (of infinite sums) are false and leave the sum alone.
FASTPAM_ISA_INLINE __m128d odd_square_sum(__m128d acc, __m128d x) {
  FASTPAM_FP_CONTRACT_OFF
  const __m128d product = x * x;
  const __m128d sum = product + acc;
  const __m128d part = sum - product;
  const __m128d lost = (product - (sum - part)) + (acc - part);
  const __m128i bits = _mm_castpd_si128(sum);
  const __m128i up = _mm_castpd_si128(_mm_cmpgt_pd(lost, _mm_setzero_pd()));
  const __m128i down = _mm_castpd_si128(_mm_cmplt_pd(lost, _mm_setzero_pd()));
  const __m128i even =
      _mm_sub_epi64(_mm_and_si128(bits, _mm_set1_epi64x(1)), _mm_set1_epi64x(1));
  const __m128i step = _mm_and_si128(_mm_sub_epi64(down, up), even);
  return _mm_castsi128_pd(_mm_add_epi64(bits, step));
}
FASTPAM_ISA_INLINE __m128 add_square(__m128 acc, __m128 x) {
  const __m128d low = odd_square_sum(_mm_cvtps_pd(acc), _mm_cvtps_pd(x));
  const __m128d high = odd_square_sum(_mm_cvtps_pd(_mm_movehl_ps(acc, acc)),
                                      _mm_cvtps_pd(_mm_movehl_ps(x, x)));
  return _mm_movelh_ps(_mm_cvtpd_ps(low), _mm_cvtpd_ps(high));
}
#elif FASTPAM_ISA_BYTES > 0
// An instruction on arm64 and most others; the library's exact function where it is not.
FASTPAM_ISA_INLINE Lanes<float>::V add_square(Lanes<float>::V acc, Lanes<float>::V x) {
  for (int i = 0; i < lane_count<float>(); ++i) acc[i] = __builtin_fmaf(x[i], x[i], acc[i]);
  return acc;
}
#else
FASTPAM_ISA_INLINE float add_square(float acc, float x) { return std::fma(x, x, acc); }
#endif
