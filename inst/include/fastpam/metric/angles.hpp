// Cosine, correlation and rank correlation: half the squared Euclidean distance between rows of
// length 1. This is the same number as 1 - (inner product), but without cancellation, and exactly
// zero for equal rows.
#ifndef FASTPAM_STAMPING
#ifndef FASTPAM_METRIC_ANGLES_HPP
#define FASTPAM_METRIC_ANGLES_HPP

#include <limits>
#include <numeric>
#include <vector>

#include "euclidean.hpp"

#define FASTPAM_STAMP "../../metric/angles.hpp"
#include "../exec/simd/stamp.inl"

namespace fastpam::metrics {

/// Average ranks, from 1.
inline void to_ranks(double* x, std::size_t m) {
  std::vector<std::size_t> order(m);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  std::vector<double> rank(m);
  for (std::size_t i = 0; i < m;) {
    std::size_t j = i + 1;
    while (j < m && x[order[j]] == x[order[i]]) ++j;
    for (std::size_t k = i; k < j; ++k) rank[order[k]] = static_cast<double>(i + j + 1) / 2;
    i = j;
  }
  std::copy(rank.begin(), rank.end(), x);
}

/// Two rows with missing values, over the variables observed in both, as cor(use =
/// "pairwise.complete.obs") does. NaN if no variable is observed in both, or if a row is constant
/// (correlations) or zero (cosine).
template <bool Center, bool Ranks>
double angular_pair(const double* x, const double* y, std::size_t p) {
  std::vector<double> a, b;
  for (std::size_t v = 0; v < p; ++v)
    if (x[v] == x[v] && y[v] == y[v]) {
      a.push_back(x[v]);
      b.push_back(y[v]);
    }
  const std::size_t m = a.size();
  if (m == 0) return std::numeric_limits<double>::quiet_NaN();
  if (Ranks) {
    to_ranks(a.data(), m);
    to_ranks(b.data(), m);
  }
  if (!scale_to_unit(a.data(), m, Center) || !scale_to_unit(b.data(), m, Center))
    return std::numeric_limits<double>::quiet_NaN();
  double sum = 0;
  for (std::size_t v = 0; v < m; ++v) sum += product(a[v] - b[v], a[v] - b[v]);
  return sum / 2;
}

/// Centres rows and scales them to length 1. The zeros of a sparse row then become one common
/// number.
inline RowTransform centred_unit_rows() {
  RowTransform transform;
  transform.dense = [](double* x, std::size_t p) { return scale_to_unit(x, p, true); };
  transform.sparse = [](const SparseRow& row, double& zero) {
    double* const end = row.value + row.entries;
    const auto is_first = [&row](double x) { return x == row.value[0]; };
    if (row.entries == 0 || (row.zeros == 0 && std::all_of(row.value, end, is_first))) return false;
    // The mean in two passes, as cor() does.
    const double p = static_cast<double>(row.entries) + row.zeros;
    const double mean = sum_of(row) / p;
    double rest = -row.zeros * mean;
    for (const double* x = row.value; x < end; ++x) rest += *x - mean;
    zero = scale_to_unit(row, mean + rest / p);
    return true;
  };
  transform.undefined = "is constant";
  return transform;
}

/// What is summed over the variables of a sparse table.
struct SparseHalfSquares : SparseAngle<SparseHalfSquares> {
  static double finish(const SparsePair& pair, const SparseRows&) { return pair.sum / 2; }
};

/// 1 - the cosine of the angle between rows. The triangle inequality does not hold: for directions
/// at 0, 45 and 90 degrees, 1 > 0.29 + 0.29.
inline Metric cosine() {
  Metric m;
  m.name = "cosine";
  m.formula = "1 - sum(x y) / sqrt(sum(x^2) sum(y^2))";
  m.range = "[0, 2]";
  m.reference = "proxy::dist(method = \"cosine\")";
  m.missing = "variables observed in both";
  m.missing_allowed = true;
  m.transform = unit_rows();
  m.dense.kernels = FASTPAM_EACH_ISA(angle_kernel);
  m.dense.missing_pair = &angular_pair<false, false>;
  m.sparse = sparse_kernel<SparseHalfSquares>();
  return m;
}

/// The cosine of centred rows.
inline Metric correlation() {
  Metric m = cosine();
  m.name = "correlation";
  m.synonyms = "pearson";
  m.formula = "1 - cor(x, y)";
  m.reference = "1 - stats::cor";
  m.transform = centred_unit_rows();
  m.dense.missing_pair = &angular_pair<true, false>;
  return m;
}

/// The correlation of ranks. Not for sparse tables: ranks of zeros are no longer zeros.
inline Metric spearman() {
  Metric m = cosine();
  m.name = "spearman";
  m.formula = "1 - cor(rank(x), rank(y))";
  m.reference = "1 - stats::cor(method = \"spearman\")";
  m.transform.dense = [](double* x, std::size_t p) {
    to_ranks(x, p);
    return scale_to_unit(x, p, true);
  };
  m.transform.sparse = nullptr;
  m.transform.undefined = "is constant";
  m.dense.missing_pair = &angular_pair<true, true>;
  m.sparse = {};
  return m;
}

}  // namespace fastpam::metrics

#endif
#else  // the kernels, for each instruction set

struct Half {
  template <class V>
  FASTPAM_ISA_INLINE static V apply(V x) {
    return x / 2;
  }
};

// Pairs with missing values are computed one by one: there is one kernel.
inline DenseKernel<double> angle_kernel(bool) { return dense_kernel<SumOfSquares<Half>, double>(); }

#endif
