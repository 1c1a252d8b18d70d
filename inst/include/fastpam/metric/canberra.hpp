// Canberra distance as in stats::dist(): scaled up for the variables that are zero in both rows.
#ifndef FASTPAM_STAMPING
#ifndef FASTPAM_METRIC_CANBERRA_HPP
#define FASTPAM_METRIC_CANBERRA_HPP

#include "kernel/dense_block.hpp"
#include "kernel/sparse_terms.hpp"
#include "metric.hpp"

#define FASTPAM_STAMP "../../metric/canberra.hpp"
#include "../exec/simd/stamp.inl"

namespace fastpam::metrics {

/// The totals count the variables, for scaling up.
struct SparseCanberra : SparseTerms<SparseCanberra> {
  static constexpr bool exact = true;
  static double term(double d, const SparseRows&) { return d != 0 ? 1 : 0; }
  static void add(double* sum, double y, double own_y, double other, const SparseRows&) {
    sum[0] += std::fabs(y - other) / (std::fabs(y) + std::fabs(other));
    sum[1] += own_y;
    sum[2] += 1;
  }
  static double finish(const SparsePair& pair, const SparseRows& x) {
    const double used = pair.own - pair.both;
    return used > 0 ? pair.sum / (used / x.variables) : 0;
  }
};

/// The sum of relative differences. The triangle inequality is not claimed. For numbers that are 0
/// or at least 2.3e-308 it holds: each term is a metric on the line (between numbers of one sign it
/// is tanh(|log x - log y| / 2), else 1), and each of the e variables of y that x and z lack adds 1
/// to both other sums. With u variables of x or z, d(x, y) + d(y, z) >= p (S + 2 e) / (u + e) >= p
/// S / u = d(x, z), as S <= u. But smaller numbers count as zero when compared with each other and
/// not when compared with larger ones, and the data are not checked for them.
inline Metric canberra() {
  Metric m;
  m.name = "canberra";
  m.formula = "sum(|x - y| / (|x| + |y|)), 0/0 left out";
  m.range = "[0, p]";
  m.reference = "stats::dist";
  m.missing = "sum over variables observed in both, scaled up to all";
  m.missing_allowed = true;
  m.dense.kernels = FASTPAM_EACH_ISA(canberra_kernel);
  m.dense.cost = 4;
  m.sparse = sparse_kernel<SparseCanberra>();
  return m;
}

}  // namespace fastpam::metrics

#endif
#else  // the kernels, for each instruction set

// stats::dist() leaves out the variables that are zero in both rows and scales up as for missing
// values. Two rows of zeros are equal: 0 here, NA there.
struct Canberra {
  static constexpr int n_acc = 2;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    const V sum = absolute(x) + absolute(y);
    const V tiny = splat<V>(std::numeric_limits<T>::min());
    acc[0] += keep(sum > tiny, absolute(x - y) / sum);
    acc[1] += keep(sum > tiny, splat<V>(T(1)));
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>& params) {
    const V used = select(acc[1] > V{}, acc[1], splat<V>(T(1)));
    return acc[0] / (used / splat<V>(static_cast<T>(params.p)));
  }
};

struct CanberraMasked {
  static constexpr int n_acc = 3;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>& params) {
    FASTPAM_FP_CONTRACT_OFF
    Canberra::add(acc, x, y, params);  // false for NaN
    const V d = x - y;
    acc[2] += keep(d == d, splat<V>(T(1)));
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>& params) {
    return Canberra::finish(acc, params) * (acc[2] / acc[2]);
  }
};

inline DenseKernel<double> canberra_kernel(bool masked) {
  return dense_kernel<Canberra, CanberraMasked, double>(masked);
}

#endif
