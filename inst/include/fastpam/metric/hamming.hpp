// Hamming distance: the proportion of variables that differ.
#ifndef FASTPAM_STAMPING
#ifndef FASTPAM_METRIC_HAMMING_HPP
#define FASTPAM_METRIC_HAMMING_HPP

#include "kernel/bit_block.hpp"
#include "kernel/dense_block.hpp"
#include "kernel/sparse_terms.hpp"
#include "metric.hpp"

#define FASTPAM_STAMP "../../metric/hamming.hpp"
#define FASTPAM_STAMP_POPCOUNT
#include "../exec/simd/stamp.inl"

namespace fastpam::metrics {

/// What is summed over the variables of a sparse table.
struct SparseHamming : SparseTerms<SparseHamming> {
  static constexpr bool exact = true;
  static double term(double d, const SparseRows&) { return d != 0 ? 1 : 0; }
  static double finish(const SparsePair& pair, const SparseRows& x) {
    return pair.sum / x.variables;
  }
};

/// The proportion of variables that differ. "Differs" satisfies the triangle inequality in each
/// variable: if x = y and y = z, then x = z.
inline Metric hamming() {
  Metric m;
  m.name = "hamming";
  m.synonyms = "matching simple_matching smc";
  m.formula = "sum(x != y) / p";
  m.range = "[0, 1]";
  m.reference = "proxy::dist(method = \"simple matching\")";
  m.missing = "variables observed in both";
  m.missing_allowed = true;
  m.triangle = &always;
  m.dense.kernels = FASTPAM_EACH_ISA(hamming_kernel);
  m.bits = FASTPAM_EACH_ISA_POPCOUNT(hamming_bits);
  m.sparse = sparse_kernel<SparseHamming>();
  return m;
}

}  // namespace fastpam::metrics

#endif
#else  // the kernels, for each instruction set

struct MismatchRatio {
  template <class V>
  FASTPAM_ISA_INLINE static V of(const V&, const V&, const V& compared) {
    return compared;
  }
};

inline BitKernel hamming_bits(bool masked) { return bit_kernel<MismatchRatio>(masked); }

#ifndef FASTPAM_ISA_POPCOUNT  // which is for bits alone
struct Mismatch {
  static constexpr int n_acc = 1;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    acc[0] += keep(x != y, splat<V>(T(1)));
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>& params) {
    return acc[0] / splat<V>(static_cast<T>(params.p));
  }
};

struct MismatchMasked {
  static constexpr int n_acc = 2;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    const V one = splat<V>(T(1));
    const V d = x - y;
    acc[0] += keep(d == d, keep(x != y, one));
    acc[1] += keep(d == d, one);
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>&) {
    return acc[0] / acc[1];
  }
};

inline DenseKernel<double> hamming_kernel(bool masked) {
  return dense_kernel<Mismatch, MismatchMasked, double>(masked);
}
#endif

#endif
