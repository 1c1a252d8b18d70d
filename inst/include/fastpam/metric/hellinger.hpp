// Hellinger distance: the Euclidean distance between the square roots of profiles.
#ifndef FASTPAM_METRIC_HELLINGER_HPP
#define FASTPAM_METRIC_HELLINGER_HPP

#include "euclidean.hpp"

namespace fastpam::metrics {

/// Replaces each row by the square roots of its proportions. They are undefined for a row that sums
/// to zero.
inline RowTransform root_profiles() {
  RowTransform transform;
  transform.dense = [](double* x, std::size_t p) {
    double sum = 0;
    for (std::size_t v = 0; v < p; ++v) sum += x[v];
    if (!(sum > 0)) return false;
    for (std::size_t v = 0; v < p; ++v) x[v] = std::sqrt(x[v] / sum);
    return true;
  };
  transform.sparse = [](const SparseRow& row, double& zero) {
    const double sum = sum_of(row);
    if (!(sum > 0)) return false;
    for (std::size_t e = 0; e < row.entries; ++e) row.value[e] = std::sqrt(row.value[e] / sum);
    zero = 0;
    return true;
  };
  transform.undefined = "sums to zero";
  return transform;
}

/// The Euclidean distance between square roots of profiles. Euclidean distances keep the triangle
/// inequality, whatever was done to the rows.
inline Metric hellinger() {
  Metric m;
  m.name = "hellinger";
  m.formula = "sqrt(sum((sqrt(x / sum(x)) - sqrt(y / sum(y)))^2))";
  m.range = "[0, sqrt(2)]";
  m.reference = "vegan::decostand(method = \"hellinger\")";
  m.non_negative = true;
  m.triangle = &always;
  m.transform = root_profiles();
  m.dense.kernels = FASTPAM_EACH_ISA(euclidean_kernel<double>);
  m.dense.accurate = true;
  m.sparse = sparse_kernel<SparseEuclidean>();
  return m;
}

}  // namespace fastpam::metrics

#endif
