// Euclidean distance, and its square.
#ifndef FASTPAM_STAMPING
#ifndef FASTPAM_METRIC_EUCLIDEAN_HPP
#define FASTPAM_METRIC_EUCLIDEAN_HPP

#include "kernel/dense_block.hpp"
#include "kernel/sparse_terms.hpp"
#include "metric.hpp"

#define FASTPAM_STAMP "../../metric/euclidean.hpp"
#include "../exec/simd/stamp.inl"

namespace fastpam::metrics {

/// What is summed over the variables of a sparse table.
struct SparseSquares : SparseTerms<SparseSquares> {
  static double term(double d, const SparseRows&) { return product(d, d); }
  static double finish(const SparsePair& pair, const SparseRows&) { return pair.sum; }
};
/// What is summed over the variables of a sparse table.
struct SparseEuclidean : SparseSquares {
  static double finish(const SparsePair& pair, const SparseRows&) { return std::sqrt(pair.sum); }
};

/// Euclidean distance. A norm of the difference: the triangle inequality is Minkowski's.
inline Metric euclidean() {
  Metric m;
  m.name = "euclidean";
  m.synonyms = "l2";
  m.formula = "sqrt(sum((x - y)^2))";
  m.reference = "stats::dist, cluster::daisy";
  m.missing = "sum over variables observed in both, scaled up to all";
  m.missing_allowed = true;
  m.triangle = &always;
  m.dense.kernels = FASTPAM_EACH_ISA(euclidean_kernel<double>);
  m.dense.single_kernels = FASTPAM_EACH_ISA(euclidean_kernel<float>);
  m.dense.centred = true;
  m.dense.accurate = true;
  m.sparse = sparse_kernel<SparseEuclidean>();
  return m;
}

/// Squared Euclidean distance. The triangle inequality does not hold: for 0, 1 and 2 on a line, 4 >
/// 1 + 1.
inline Metric sqeuclidean() {
  Metric m = euclidean();
  m.name = "sqeuclidean";
  m.synonyms = "squared_euclidean";
  m.formula = "sum((x - y)^2)";
  m.reference = "stats::dist, squared";
  m.triangle = nullptr;
  m.dense.kernels = FASTPAM_EACH_ISA(sqeuclidean_kernel<double>);
  m.dense.single_kernels = FASTPAM_EACH_ISA(sqeuclidean_kernel<float>);
  m.sparse = sparse_kernel<SparseSquares>();
  return m;
}

}  // namespace fastpam::metrics

#endif
#else  // the kernels, for each instruction set

template <class Finish>
struct SumOfSquares {
  static constexpr int n_acc = 1;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    acc[0] = add_square(acc[0], x - y);
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>&) {
    return Finish::apply(acc[0]);
  }
};

template <class Finish>
struct SumOfSquaresMasked {
  static constexpr int n_acc = 2;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    const V d = x - y;
    acc[0] = add_square(acc[0], keep(d == d, d));
    acc[1] += keep(d == d, splat<V>(T(1)));
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>& params) {
    return Finish::apply(scale_up(acc[0], acc[1], params));
  }
};

struct Root {
  template <class V>
  FASTPAM_ISA_INLINE static V apply(V x) {
    return root(x);
  }
};
struct Plain {
  template <class V>
  FASTPAM_ISA_INLINE static V apply(V x) {
    return x;
  }
};

template <class T>
DenseKernel<T> euclidean_kernel(bool masked) {
  return dense_kernel<SumOfSquares<Root>, SumOfSquaresMasked<Root>, T>(masked);
}
template <class T>
DenseKernel<T> sqeuclidean_kernel(bool masked) {
  return dense_kernel<SumOfSquares<Plain>, SumOfSquaresMasked<Plain>, T>(masked);
}

#endif
