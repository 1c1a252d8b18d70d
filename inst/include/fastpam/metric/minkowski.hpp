// Minkowski distance: the power of a sum of powers.
#ifndef FASTPAM_STAMPING
#ifndef FASTPAM_METRIC_MINKOWSKI_HPP
#define FASTPAM_METRIC_MINKOWSKI_HPP

#include <cmath>

#include "kernel/dense_block.hpp"
#include "kernel/sparse_terms.hpp"
#include "metric.hpp"

#define FASTPAM_STAMP "../../metric/minkowski.hpp"
#include "../exec/simd/stamp.inl"

namespace fastpam::metrics {

/// What is summed over the variables of a sparse table.
struct SparseMinkowski : SparseTerms<SparseMinkowski> {
  static double term(double d, const SparseRows& x) { return std::pow(std::fabs(d), x.power); }
  static double finish(const SparsePair& pair, const SparseRows& x) {
    return std::pow(pair.sum, 1 / x.power);
  }
};

/// The p-th root of a sum of p-th powers. The triangle inequality holds for powers of at least 1
/// (Minkowski). Below 1 it does not: for (1, 0), (0, 0) and (0, 1), 2^(1/p) > 1 + 1.
inline Metric minkowski() {
  Metric m;
  m.name = "minkowski";
  m.parameters = "p";
  m.formula = "sum(|x - y|^p)^(1/p)";
  m.reference = "stats::dist";
  m.missing = "sum over variables observed in both, scaled up to all";
  m.missing_allowed = true;
  m.triangle = [](const TriangleCase& use) { return use.power >= 1; };
  m.dense.kernels = FASTPAM_EACH_ISA(minkowski_kernel<double>);
  m.dense.single_kernels = FASTPAM_EACH_ISA(minkowski_kernel<float>);
  m.dense.centred = true;
  m.dense.cost = 0;
  m.sparse = sparse_kernel<SparseMinkowski>();
  return m;
}

}  // namespace fastpam::metrics

#endif
#else  // the kernels, for each instruction set

// a^(whole + half / 2) by multiplication: within `whole` roundings of the exact power.
template <class V>
FASTPAM_ISA_INLINE V small_power(V a, int whole, bool half) {
  V power = half ? root(a) : splat<V>(1.0);
  for (int k = 0; k < whole; ++k) power *= a;
  return power;
}

// There is no vector instruction for |x - y|^power. Multiples of one half up to 8 are computed by
// multiplication. For other powers the library's pow takes most of the time.
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

template <class T>
DenseKernel<T> minkowski_kernel(bool masked) {
  return masked ? minkowski_kernel<true, T>() : minkowski_kernel<false, T>();
}

#endif
