// Maximum distance: the largest absolute difference.
#ifndef FASTPAM_STAMPING
#ifndef FASTPAM_METRIC_MAXIMUM_HPP
#define FASTPAM_METRIC_MAXIMUM_HPP

#include "kernel/dense_block.hpp"
#include "metric.hpp"

#define FASTPAM_STAMP "../../metric/maximum.hpp"
#include "../exec/simd/stamp.inl"

namespace fastpam::metrics {

/// The largest absolute difference. It is a norm of the difference, so the triangle inequality
/// holds. Not for sparse tables, because it is not a sum.
inline Metric maximum() {
  Metric m;
  m.name = "maximum";
  m.synonyms = "chebyshev chebychev supremum linf";
  m.formula = "max(|x - y|)";
  m.reference = "stats::dist";
  m.missing = "variables observed in both";
  m.missing_allowed = true;
  m.triangle = &always;
  m.dense.kernels = FASTPAM_EACH_ISA(maximum_kernel<double>);
  m.dense.single_kernels = FASTPAM_EACH_ISA(maximum_kernel<float>);
  m.dense.centred = true;
  m.dense.accurate = true;
  return m;
}

}  // namespace fastpam::metrics

#endif
#else  // the kernels, for each instruction set

struct Maximum {
  static constexpr int n_acc = 1;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    acc[0] = larger(acc[0], absolute(x - y));
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>&) {
    return acc[0];
  }
};

struct MaximumMasked {
  static constexpr int n_acc = 2;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    const V d = absolute(x - y);
    acc[0] = larger(acc[0], keep(d == d, d));
    acc[1] += keep(d == d, splat<V>(T(1)));
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>&) {
    return acc[0] * (acc[1] / acc[1]);  // 0 / 0: nothing in common
  }
};

template <class T>
DenseKernel<T> maximum_kernel(bool masked) {
  return dense_kernel<Maximum, MaximumMasked, T>(masked);
}

#endif
