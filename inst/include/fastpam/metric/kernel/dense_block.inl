// The block kernel, once for all metrics: stamped by metric/kernel/dense_block.hpp.
//
// Variables outside, objects inside: R rows x C vectors of objects keep their accumulators in
// registers while the variables go by. What is summed is a small struct of a metric's own file:
//
//   n_acc                     the accumulators of a pair
//   add(acc, x, y, params)    one variable of a pair into its accumulators
//   finish(acc, params)       the dissimilarity from the accumulators
//
// Variables arrive in order, so a sum has the bits of the reference's plain loop. The struct for
// data with missing values skips a variable that is NaN in either object and counts those it used,
// in its last accumulator; a pair with none gives NaN, which the source turns into an error. Clang
// decides about contraction where a function is written, not where it is inlined: each add() opens
// with FASTPAM_FP_CONTRACT_OFF.

// Scales a sum over the variables used up to all p variables.
template <class V, class T>
FASTPAM_ISA_INLINE V scale_up(const V& sum, const V& used, const DenseParams<T>& params) {
  const V p = splat<V>(static_cast<T>(params.p));
  if (params.scale == MissingScale::stats) return sum / (used / p);
  return sum * (p / used);  // 0 * (p / 0) is NaN: nothing in common
}

template <class Sums, class T, int R, int C>
FASTPAM_ISA_KERNEL void dense_block(const T* rows, const T* panel, const DenseParams<T>& params,
                                    T* out, std::size_t ld) {
  FASTPAM_FP_CONTRACT_OFF
  using V = typename Lanes<T>::V;
  constexpr int L = lane_count<T>();
  constexpr int A = Sums::n_acc;
  V acc[R][C][A];
  for (int r = 0; r < R; ++r)
    for (int c = 0; c < C; ++c)
      for (int a = 0; a < A; ++a) acc[r][c][a] = V{};

  const std::size_t p = params.p;
  for (std::size_t v = 0; v < p; ++v, rows += R, panel += C * L) {
    V y[C];
#pragma GCC unroll 4
    for (int c = 0; c < C; ++c) load(y[c], panel + c * L);
#pragma GCC unroll 4
    for (int r = 0; r < R; ++r) {
      const V x = splat<V>(rows[r]);
#pragma GCC unroll 4
      for (int c = 0; c < C; ++c) Sums::add(acc[r][c], x, y[c], params);
    }
  }
#pragma GCC unroll 4
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
    for (int c = 0; c < C; ++c) {
      const V d = Sums::finish(acc[r][c], params);
      store(out + static_cast<std::size_t>(r) * ld + c * L, d);
    }
}

template <class Sums, class T>
DenseKernel<T> dense_kernel() {
  constexpr int C = 3;
  constexpr int R = Sums::n_acc == 1 ? 4 : Sums::n_acc == 2 ? 2 : 1;
  DenseKernel<T> kernel;
  kernel.many = &dense_block<Sums, T, R, C>;
  kernel.one = &dense_block<Sums, T, 1, C>;
  kernel.rows = R;
  kernel.width = C * lane_count<T>();
  return kernel;
}

// Complete: the struct for data without missing values; Masked: for the others.
template <class Complete, class Masked, class T>
DenseKernel<T> dense_kernel(bool masked) {
  return masked ? dense_kernel<Masked, T>() : dense_kernel<Complete, T>();
}
