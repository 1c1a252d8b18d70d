// Presence/absence metrics by counting bits: stamped by metric/kernel/bit_block.hpp.
//
// Each is the number of variables that differ, divided by a number from a small struct in the
// metric's own file: of(sum, both, compared), from |x| + |y|, |x and y| and the number of variables
// compared; 0 / 0 = 0.
//
// Lanes are objects: word w of the W objects of a panel stands in W neighbouring 64-bit lanes, so
// every pair counts in a lane of its own. Bytes are counted for up to 31 words before they are
// widened. All counts are exact; the quotient is the one division of two whole numbers.

#if FASTPAM_ISA_BYTES > 0
typedef std::uint64_t Words __attribute__((vector_size(FASTPAM_ISA_BYTES)));
#else
typedef std::uint64_t Words;
#endif

// The number of bits of each byte, stored in that byte; of each lane if there is an instruction for
// it.
FASTPAM_ISA_INLINE Words bits_per_byte(Words x) {
#if defined(FASTPAM_ISA_POPCOUNT)
  return reinterpret_cast<Words>(_mm512_maskz_popcnt_epi64(0xff, reinterpret_cast<__m512i>(x)));
#elif FASTPAM_ISA_BYTES == 32
  const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2,
                                         1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  const __m256i low = _mm256_set1_epi8(0x0f);
  const __m256i v = reinterpret_cast<__m256i>(x);
  const __m256i a = _mm256_shuffle_epi8(table, _mm256_and_si256(v, low));
  const __m256i b = _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(v, 4), low));
  return reinterpret_cast<Words>(_mm256_add_epi8(a, b));
#elif FASTPAM_ISA_BYTES == 64
  const __m512i table = _mm512_maskz_broadcast_i32x4(
      0xffff, _mm_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
  const __m512i low = _mm512_set1_epi8(0x0f);
  const __m512i v = reinterpret_cast<__m512i>(x);
  const __m512i a = _mm512_shuffle_epi8(table, _mm512_and_si512(v, low));
  const __m512i b = _mm512_shuffle_epi8(table, _mm512_and_si512(_mm512_srli_epi16(v, 4), low));
  return reinterpret_cast<Words>(_mm512_add_epi8(a, b));
#else
  x = x - ((x >> 1) & 0x5555555555555555ULL);
  x = (x & 0x3333333333333333ULL) + ((x >> 2) & 0x3333333333333333ULL);
  return (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fULL;
#endif
}

// The sum of the eight bytes of each lane.
FASTPAM_ISA_INLINE Words sum_bytes(Words x) {
#if defined(FASTPAM_ISA_POPCOUNT)
  return x;
#else
  x = (x & 0x00ff00ff00ff00ffULL) + ((x >> 8) & 0x00ff00ff00ff00ffULL);
  x = x + (x >> 16);
  return (x + (x >> 32)) & 0xffffULL;
#endif
}

// Exact for counts below 2^52.
FASTPAM_ISA_INLINE Lanes<double>::V to_double(Words x) {
#if FASTPAM_ISA_BYTES > 0
  return reinterpret_cast<Lanes<double>::V>(x | 0x4330000000000000ULL) - 0x1.0p52;
#else
  return static_cast<double>(x);
#endif
}

// Layouts: panel[w][W], rows[w][R]; masked data have the words of "observed" after those of
// "present", and absent where not observed. `row_count` and `panel_count` are |x| and |y|.
template <class Ratio, bool Masked, int R, int C>
FASTPAM_ISA_KERNEL void bit_block(const std::uint64_t* rows, const std::uint64_t* panel,
                                  const BitParams& params, const double* row_count,
                                  const double* panel_count, double* out, std::size_t ld) {
  FASTPAM_FP_CONTRACT_OFF
  using V = Lanes<double>::V;
  constexpr int L = static_cast<int>(sizeof(Words) / sizeof(std::uint64_t));
  constexpr int W = C * L;
  constexpr int A = Masked ? 4 : 1;
  constexpr int step = Masked ? 2 : 1;
  Words total[R][C][A];
  for (int r = 0; r < R; ++r)
    for (int c = 0; c < C; ++c)
      for (int a = 0; a < A; ++a) total[r][c][a] = Words{};
  for (std::size_t w0 = 0; w0 < params.words; w0 += 31) {
    const std::size_t w1 = w0 + 31 < params.words ? w0 + 31 : params.words;
    Words bytes[R][C][A];
#pragma GCC unroll 4
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
      for (int c = 0; c < C; ++c)
#pragma GCC unroll 4
        for (int a = 0; a < A; ++a) bytes[r][c][a] = Words{};
    for (std::size_t w = w0; w < w1; ++w, rows += step * R, panel += step * W) {
#pragma GCC unroll 4
      for (int c = 0; c < C; ++c) {
        Words y;
        load(y, panel + c * L);
        Words y_seen{};
        if (Masked) load(y_seen, panel + W + c * L);
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r) {
          const Words x = Words{} + rows[r];
          bytes[r][c][0] += bits_per_byte(x & y);
          if (Masked) {
            const Words x_seen = Words{} + rows[R + r];
            bytes[r][c][1 % A] += bits_per_byte(x & y_seen);
            bytes[r][c][2 % A] += bits_per_byte(x_seen & y);
            bytes[r][c][3 % A] += bits_per_byte(x_seen & y_seen);
          }
        }
      }
    }
#pragma GCC unroll 4
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
      for (int c = 0; c < C; ++c)
#pragma GCC unroll 4
        for (int a = 0; a < A; ++a) total[r][c][a] += sum_bytes(bytes[r][c][a]);
  }
#pragma GCC unroll 4
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
    for (int c = 0; c < C; ++c) {
      V b;
      load(b, panel_count + c * L);
      V a = splat<V>(row_count[r]);
      V compared = splat<V>(params.p);
      if (Masked) {
        a = to_double(total[r][c][1 % A]);
        b = to_double(total[r][c][2 % A]);
        compared = to_double(total[r][c][3 % A]);
      }
      const V both = to_double(total[r][c][0]);
      const V sum = a + b;
      const V of = Ratio::of(sum, both, compared);
      V d = (sum - 2 * both) / select(of > V{}, of, splat<V>(1.0));
      if (Masked) d = d * (compared / compared);  // NaN: nothing compared
      store(out + static_cast<std::size_t>(r) * ld + c * L, d);
    }
}

template <class Ratio>
BitKernel bit_kernel(bool masked) {
  BitKernel kernel;
  kernel.rows = masked ? 1 : 4;
  kernel.width = 2 * static_cast<int>(sizeof(Words) / sizeof(std::uint64_t));
  kernel.many = masked ? &bit_block<Ratio, true, 1, 2> : &bit_block<Ratio, false, 4, 2>;
  kernel.one = masked ? &bit_block<Ratio, true, 1, 2> : &bit_block<Ratio, false, 1, 2>;
  return kernel;
}
