// Gower's coefficient for columns of mixed kinds.
#ifndef FASTPAM_STAMPING
#ifndef FASTPAM_METRIC_GOWER_HPP
#define FASTPAM_METRIC_GOWER_HPP

#include "kernel/dense_block.hpp"
#include "metric.hpp"

#define FASTPAM_STAMP "../../metric/gower.hpp"
#include "../exec/simd/stamp.inl"

namespace fastpam::metrics {

/// A weighted mean over columns of several kinds. Columns of numbers come divided by their ranges
/// (Gower, Biometrics 27 (1971) 857-871). The triangle inequality holds for |x - y| and for
/// "differs", and so for their sum with the same weights for all pairs. An asymmetric column counts
/// for some pairs only; then it is not claimed.
inline Metric gower() {
  Metric m;
  m.name = "gower";
  m.parameters = "type var_weights";
  m.formula = "sum(w d(x, y)) / sum(w)";
  m.range = "[0, 1]";
  m.reference = "cluster::daisy(metric = \"gower\")";
  m.missing = "variables observed in both";
  m.missing_allowed = true;
  m.triangle = [](const TriangleCase& use) { return !use.asymmetric; };
  m.dense.kernels = FASTPAM_EACH_ISA(gower_kernel<double>);
  m.dense.single_kernels = FASTPAM_EACH_ISA(gower_kernel<float>);
  m.dense.partial = true;
  m.dense.mixed = true;
  m.dense.cost = 0;
  return m;
}

}  // namespace fastpam::metrics

#endif
#else  // the kernels, for each instruction set

// Gower as cluster::daisy computes it: the weighted mean over the variables of |x - y| (columns
// arrive divided by their ranges) or of "differs", where a variable counts unless it is missing in
// either object, or asymmetric and zero in both. The kind is the same for a whole block, so the
// branch is predicted. Without missing or asymmetric variables the weight is the same for all
// pairs. It is summed anyway: this costs two additions per vector and saves a second kernel.
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

template <class T>
DenseKernel<T> gower_kernel(bool masked) {
  return masked ? gower_kernel<true, T>() : gower_kernel<false, T>();
}

#endif
