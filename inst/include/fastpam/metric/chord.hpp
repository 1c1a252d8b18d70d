// Chord distance (Orloci 1967; Legendre & Gallagher 2001): the Euclidean distance between rows
// scaled to length 1, the straight line between two points of a sphere.
#ifndef FASTPAM_METRIC_CHORD_HPP
#define FASTPAM_METRIC_CHORD_HPP

#include "euclidean.hpp"

namespace fastpam::metrics {

/// The Euclidean distance between unit rows: sqrt(2 cosine). Euclidean distances keep the triangle
/// inequality, whatever was done to the rows.
inline Metric chord() {
  Metric m;
  m.name = "chord";
  m.formula = "sqrt(sum((x / sqrt(sum(x^2)) - y / sqrt(sum(y^2)))^2))";
  m.range = "[0, 2]";
  m.reference = "vegan::decostand(method = \"normalize\")";
  m.triangle = &always;
  m.transform = unit_rows();
  m.dense.kernels = FASTPAM_EACH_ISA(euclidean_kernel<double>);
  m.dense.accurate = true;
  m.sparse = sparse_kernel<SparseEuclidean>();
  return m;
}

}  // namespace fastpam::metrics

#endif
