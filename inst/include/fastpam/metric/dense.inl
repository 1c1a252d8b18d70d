// The block kernel, once for all rules: stamped by metric/kernels.hpp.
//
// Variables outside, objects inside: R rows x C vectors of objects keep their accumulators in
// registers while the variables go by.

template <class Metric, class T, int R, int C>
FASTPAM_ISA_KERNEL void dense_block(const T* rows, const T* panel, const DenseParams<T>& params,
                                    T* out, std::size_t ld) {
  FASTPAM_FP_CONTRACT_OFF
  using V = typename Lanes<T>::V;
  constexpr int L = lane_count<T>();
  constexpr int A = Metric::n_acc;
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
      for (int c = 0; c < C; ++c) Metric::add(acc[r][c], x, y[c], params);
    }
  }
#pragma GCC unroll 4
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
    for (int c = 0; c < C; ++c) {
      const V d = Metric::finish(acc[r][c], params);
      store(out + static_cast<std::size_t>(r) * ld + c * L, d);
    }
}

template <class Metric, class T>
DenseKernel<T> dense_kernel() {
  constexpr int C = 3;
  constexpr int R = Metric::n_acc == 1 ? 4 : Metric::n_acc == 2 ? 2 : 1;
  DenseKernel<T> kernel;
  kernel.many = &dense_block<Metric, T, R, C>;
  kernel.one = &dense_block<Metric, T, 1, C>;
  kernel.rows = R;
  kernel.width = C * lane_count<T>();
  return kernel;
}

// The rules that are worked out in doubles alone.
inline DenseKernel<double> find_double_kernel(fastpam::Rule rule, bool masked) {
  switch (rule) {
    case fastpam::Rule::half_sqeuclidean:
      return dense_kernel<SumOfSquares<Half>, double>();
    case fastpam::Rule::canberra:
      return masked ? dense_kernel<CanberraMasked, double>() : dense_kernel<Canberra, double>();
    case fastpam::Rule::braycurtis:
      return masked ? dense_kernel<RatioMasked<false>, double>()
                    : dense_kernel<Ratio<false>, double>();
    case fastpam::Rule::ruzicka:
      return masked ? dense_kernel<RatioMasked<true>, double>()
                    : dense_kernel<Ratio<true>, double>();
    case fastpam::Rule::mismatch:
      return masked ? dense_kernel<MismatchMasked, double>() : dense_kernel<Mismatch, double>();
    default:
      throw Error(ErrorCode::internal, "unknown rule");
  }
}

template <class T>
DenseKernel<T> find_dense_kernel(fastpam::Rule rule, bool masked) {
  switch (rule) {
    case fastpam::Rule::euclidean:
      return masked ? dense_kernel<SumOfSquaresMasked<Root>, T>()
                    : dense_kernel<SumOfSquares<Root>, T>();
    case fastpam::Rule::sqeuclidean:
      return masked ? dense_kernel<SumOfSquaresMasked<Plain>, T>()
                    : dense_kernel<SumOfSquares<Plain>, T>();
    case fastpam::Rule::manhattan:
      return masked ? dense_kernel<ManhattanMasked, T>() : dense_kernel<Manhattan, T>();
    case fastpam::Rule::maximum:
      return masked ? dense_kernel<MaximumMasked, T>() : dense_kernel<Maximum, T>();
    case fastpam::Rule::minkowski:
      return masked ? minkowski_kernel<true, T>() : minkowski_kernel<false, T>();
    case fastpam::Rule::gower:
      return masked ? gower_kernel<true, T>() : gower_kernel<false, T>();
    default:
      if constexpr (std::is_same<T, double>::value) return find_double_kernel(rule, masked);
      throw Error(ErrorCode::internal, "this rule is worked out in doubles alone");
  }
}
