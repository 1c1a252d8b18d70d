// Bray-Curtis and Ruzicka: the sum of absolute differences, divided by the sum of all values or of
// the maxima.
#ifndef FASTPAM_STAMPING
#ifndef FASTPAM_METRIC_RATIOS_HPP
#define FASTPAM_METRIC_RATIOS_HPP

#include "kernel/dense_block.hpp"
#include "kernel/sparse_terms.hpp"
#include "metric.hpp"

#define FASTPAM_STAMP "../../metric/ratios.hpp"
#include "../exec/simd/stamp.inl"

namespace fastpam::metrics {

/// What is summed over the variables of a sparse table.
struct SparseBrayCurtis : SparseTerms<SparseBrayCurtis> {
  static double term(double d, const SparseRows&) { return std::fabs(d); }
  static double finish(const SparsePair& pair, const SparseRows&) {
    return pair.own > 0 ? pair.sum / pair.own : 0;
  }
};
/// max(x, y) = (x + y + |x - y|) / 2.
struct SparseRuzicka : SparseTerms<SparseRuzicka> {
  static double term(double d, const SparseRows&) { return std::fabs(d); }
  static double finish(const SparsePair& pair, const SparseRows&) {
    return pair.own > 0 ? pair.sum / ((pair.own + pair.sum) / 2) : 0;
  }
};

/// Bray-Curtis: the sum of absolute differences divided by the sum of all values. The triangle
/// inequality does not hold: for (1, 0), (1, 1) and (0, 1), 1 > 1/3 + 1/3. "czekanowski" is not a
/// synonym, because it means dice in some packages.
inline Metric braycurtis() {
  Metric m;
  m.name = "braycurtis";
  m.synonyms = "bray bray_curtis";
  m.formula = "sum(|x - y|) / sum(x + y)";
  m.range = "[0, 1]";
  m.reference = "vegan::vegdist(method = \"bray\")";
  m.missing = "variables observed in both";
  m.missing_allowed = true;
  m.non_negative = true;
  m.dense.kernels = FASTPAM_EACH_ISA(braycurtis_kernel);
  m.dense.cost = 4;
  m.sparse = sparse_kernel<SparseBrayCurtis>();
  return m;
}

/// Ruzicka: the Jaccard distance generalised to non-negative numbers, vegan's "jaccard". Triangle
/// inequality: Kosub, Pattern Recognition Letters 120 (2019) 36-38, for the modular function sum(),
/// of which max and min are union and intersection.
inline Metric ruzicka() {
  Metric m = braycurtis();
  m.name = "ruzicka";
  m.synonyms = "soergel weighted_jaccard";
  m.formula = "1 - sum(min(x, y)) / sum(max(x, y))";
  m.reference = "vegan::vegdist(method = \"jaccard\")";
  m.triangle = &always;
  m.dense.kernels = FASTPAM_EACH_ISA(ruzicka_kernel);
  m.sparse = sparse_kernel<SparseRuzicka>();
  return m;
}

}  // namespace fastpam::metrics

#endif
#else  // the kernels, for each instruction set

// Ratios of two sums over non-negative data, 0 / 0 = 0 (two empty samples are equal).
template <bool ByMaximum>
struct Ratio {
  static constexpr int n_acc = 2;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    acc[0] += absolute(x - y);
    if (ByMaximum)
      acc[1] += larger(x, y);
    else
      acc[1] += x + y;
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>&) {
    return acc[0] / select(acc[1] > V{}, acc[1], splat<V>(T(1)));
  }
};

template <bool ByMaximum>
struct RatioMasked {
  static constexpr int n_acc = 3;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    const V d = absolute(x - y);
    acc[0] += keep(d == d, d);
    if (ByMaximum)
      acc[1] += keep(d == d, larger(x, y));
    else
      acc[1] += keep(d == d, x + y);
    acc[2] += keep(d == d, splat<V>(T(1)));
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>& params) {
    return Ratio<ByMaximum>::finish(acc, params) * (acc[2] / acc[2]);
  }
};

inline DenseKernel<double> braycurtis_kernel(bool masked) {
  return dense_kernel<Ratio<false>, RatioMasked<false>, double>(masked);
}
inline DenseKernel<double> ruzicka_kernel(bool masked) {
  return dense_kernel<Ratio<true>, RatioMasked<true>, double>(masked);
}

#endif
