// Manhattan distance: the sum of absolute differences.
#ifndef FASTPAM_STAMPING
#ifndef FASTPAM_METRIC_MANHATTAN_HPP
#define FASTPAM_METRIC_MANHATTAN_HPP

#include "kernel/dense_block.hpp"
#include "kernel/sparse_terms.hpp"
#include "metric.hpp"

#define FASTPAM_STAMP "../../metric/manhattan.hpp"
#include "../exec/simd/stamp.inl"

namespace fastpam::metrics {

/// What is summed over the variables of a sparse table.
struct SparseManhattan : SparseTerms<SparseManhattan> {
  static double term(double d, const SparseRows&) { return std::fabs(d); }
  static double finish(const SparsePair& pair, const SparseRows&) { return pair.sum; }
};

/// The sum of absolute differences. A norm of the difference: the triangle inequality is
/// Minkowski's.
inline Metric manhattan() {
  Metric m;
  m.name = "manhattan";
  m.synonyms = "cityblock city_block taxicab l1";
  m.formula = "sum(|x - y|)";
  m.reference = "stats::dist, cluster::daisy";
  m.missing = "sum over variables observed in both, scaled up to all";
  m.missing_allowed = true;
  m.triangle = &always;
  m.dense.kernels = FASTPAM_EACH_ISA(manhattan_kernel<double>);
  m.dense.single_kernels = FASTPAM_EACH_ISA(manhattan_kernel<float>);
  m.dense.centred = true;
  m.dense.accurate = true;
  m.sparse = sparse_kernel<SparseManhattan>();
  return m;
}

}  // namespace fastpam::metrics

#endif
#else  // the kernels, for each instruction set

struct Manhattan {
  static constexpr int n_acc = 1;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    acc[0] += absolute(x - y);
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>&) {
    return acc[0];
  }
};

struct ManhattanMasked {
  static constexpr int n_acc = 2;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    const V d = absolute(x - y);
    acc[0] += keep(d == d, d);
    acc[1] += keep(d == d, splat<V>(T(1)));
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>& params) {
    return scale_up(acc[0], acc[1], params);
  }
};

template <class T>
DenseKernel<T> manhattan_kernel(bool masked) {
  return dense_kernel<Manhattan, ManhattanMasked, T>(masked);
}

#endif
