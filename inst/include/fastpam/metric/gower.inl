// Gower's coefficient and Minkowski's distance: kernels with a choice or a call per variable.
// Stamped by metric/kernels.hpp.

// Gower as cluster::daisy computes it: the weighted mean over the variables of |x - y| (columns
// arrive divided by their ranges) or of "differs", where a variable counts unless it is missing in
// either object, or asymmetric and zero in both. The kind is the same for a whole block, so the
// switch is predicted. Without missing or asymmetric variables the weight is the same for all
// pairs, but it is summed all the same: two additions per vector, and one kernel less to trust.
template <bool Masked, class T, int R, int C>
FASTPAM_ISA_KERNEL void gower_block(const T* rows, const T* panel, const DenseParams<T>& params,
                                    T* out, std::size_t ld) {
  FASTPAM_FP_CONTRACT_OFF
  using V = typename Lanes<T>::V;
  constexpr int L = lane_count<T>();
  V sum[R][C];
  V weight[R][C];
  for (int r = 0; r < R; ++r)
    for (int c = 0; c < C; ++c) sum[r][c] = weight[r][c] = V{};

  const std::size_t p = params.p;
  for (std::size_t v = 0; v < p; ++v, rows += R, panel += C * L) {
    const V w = splat<V>(params.weights[v]);
    V y[C];
#pragma GCC unroll 4
    for (int c = 0; c < C; ++c) load(y[c], panel + c * L);
    switch (params.kinds[v]) {
      case GowerKind::interval:
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
          for (int c = 0; c < C; ++c) {
            const V d = splat<V>(rows[r]) - y[c];
            sum[r][c] += Masked ? keep(d == d, w * absolute(d)) : w * absolute(d);
            weight[r][c] += Masked ? keep(d == d, w) : w;
          }
        break;
      case GowerKind::nominal:
      case GowerKind::symmetric:
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
          for (int c = 0; c < C; ++c) {
            const V d = splat<V>(rows[r]) - y[c];
            sum[r][c] += Masked ? keep(d == d, keep(d != V{}, w)) : keep(d != V{}, w);
            weight[r][c] += Masked ? keep(d == d, w) : w;
          }
        break;
      case GowerKind::asymmetric:
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
          for (int c = 0; c < C; ++c) {  // values are 0, 1 or NaN
            const V x = splat<V>(rows[r]);
            const V both = x + y[c];
            const V counts = keep(both == both, keep(both != V{}, w));
            sum[r][c] += keep(x != y[c], counts);
            weight[r][c] += counts;
          }
        break;
    }
  }
#pragma GCC unroll 4
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
    for (int c = 0; c < C; ++c) {
      const V d = sum[r][c] / weight[r][c];  // 0 / 0: nothing in common
      store(out + static_cast<std::size_t>(r) * ld + c * L, d);
    }
}

template <bool Masked, class T>
DenseKernel<T> gower_kernel() {
  constexpr int C = 3;
  DenseKernel<T> kernel;
  kernel.many = &gower_block<Masked, T, 2, C>;
  kernel.one = &gower_block<Masked, T, 1, C>;
  kernel.rows = 2;
  kernel.width = C * lane_count<T>();
  return kernel;
}

// a^(whole + half / 2) by multiplication: within `whole` roundings of the exact power.
template <class V>
FASTPAM_ISA_INLINE V small_power(V a, int whole, bool half) {
  V power = half ? root(a) : splat<V>(1.0);
  for (int k = 0; k < whole; ++k) power *= a;
  return power;
}

// |x - y|^power has no vector instruction. Multiples of one half up to 8 are multiplied out, for
// the others the library's pow is most of the time.
template <bool Masked, class T>
FASTPAM_ISA_KERNEL void minkowski_block(const T* rows, const T* panel, const DenseParams<T>& params,
                                        T* out, std::size_t) {
  FASTPAM_FP_CONTRACT_OFF
  using V = typename Lanes<double>::V;
  constexpr int L = lane_count<double>();
  constexpr int W = 3 * lane_count<T>();
  const std::size_t p = params.p;
  const int halves = static_cast<int>(params.power <= 8 ? 2 * params.power : 0);
  const bool multiply = halves > 0 && halves == 2 * params.power;
  const int whole = halves / 2;
  const bool half = halves % 2 != 0;
  double sum[W];
  double used[W];
  for (int w = 0; w < W; ++w) sum[w] = used[w] = 0;
  for (std::size_t v = 0; v < p; ++v, ++rows, panel += W) {
    double term[W];
    for (int w = 0; w < W; ++w) {
      const double d = static_cast<double>(*rows) - static_cast<double>(panel[w]);
      term[w] = d < 0 ? -d : d;
    }
    if (multiply) {
      for (int w = 0; w < W; w += L) {
        V d, s, u;
        load(d, term + w);
        load(s, sum + w);
        load(u, used + w);
        const V power = small_power(d, whole, half);
        s += Masked ? keep(d == d, power) : power;
        u += Masked ? keep(d == d, splat<V>(1.0)) : splat<V>(1.0);
        store(sum + w, s);
        store(used + w, u);
      }
      continue;
    }
    for (int w = 0; w < W; ++w) {
      if (Masked && term[w] != term[w]) continue;
      sum[w] += term[w] == 0 ? 0.0 : std::pow(term[w], params.power);
      used[w] += 1;
    }
  }
  for (int w = 0; w < W; ++w) {
    if (Masked && used[w] < static_cast<double>(p)) sum[w] /= used[w] / static_cast<double>(p);
    out[w] = static_cast<T>(std::pow(sum[w], 1.0 / params.power));
  }
}

template <bool Masked, class T>
DenseKernel<T> minkowski_kernel() {
  DenseKernel<T> kernel;
  kernel.many = kernel.one = &minkowski_block<Masked, T>;
  kernel.rows = 1;
  kernel.width = 3 * lane_count<T>();
  return kernel;
}
