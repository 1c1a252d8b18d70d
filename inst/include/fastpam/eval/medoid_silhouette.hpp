// The medoid silhouette (Van der Laan, Pollard & Bryan 2003; Lenssen & Schubert 2024): with d1 and
// d2 the dissimilarities of an object to its nearest and second nearest medoid, 1 - d1 / d2.
//
// It costs O(n k), while the silhouette costs O(n^2). An object at dissimilarity 0 from its medoid
// counts as 1, also if the second medoid is at dissimilarity 0 (0 / 0), as in the authors' own
// program.
#ifndef FASTPAM_EVAL_MEDOID_SILHOUETTE_HPP
#define FASTPAM_EVAL_MEDOID_SILHOUETTE_HPP

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

#include "../search/state.hpp"

namespace fastpam {

/// d1 / d2, the object's loss: 1 minus its medoid silhouette.
inline double medoid_ratio(double d1, double d2) { return d1 == 0 ? 0 : d1 / d2; }

/// The weighted mean over all objects; NaN for k == 1, because there is no second medoid.
template <class T>
double average_medoid_silhouette(const SearchState<T>& state) {
  if (state.k() < 2) return std::numeric_limits<double>::quiet_NaN();
  double loss = 0, weight = 0;
  for (Index o = 0; o < state.n(); ++o) {
    const double w = state.problem().weight(o);
    loss += w * medoid_ratio(static_cast<double>(state.dn[uz(o)]),
                             static_cast<double>(state.ds[uz(o)]));
    weight += w;
  }
  return 1 - loss / weight;
}

/// For each object: its cluster, the cluster of its second nearest medoid, and its medoid
/// silhouette.
struct MedoidSilhouettes {
  std::vector<Index> cluster, neighbor;  ///< numbered in the order of the medoids
  std::vector<double> width;             ///< 1 - d1 / d2
};

/// Needs at least two medoids. Of equally near medoids the one with the lowest object number
/// counts, as in a partition.
template <class T>
MedoidSilhouettes medoid_silhouettes(const Problem<T>& problem, const std::vector<Index>& medoids,
                                     Context& ctx) {
  std::vector<Index> by_object(medoids.size()), sorted;
  std::iota(by_object.begin(), by_object.end(), Index{0});
  std::sort(by_object.begin(), by_object.end(),
            [&](Index a, Index b) { return medoids[uz(a)] < medoids[uz(b)]; });
  for (const Index slot : by_object) sorted.push_back(medoids[uz(slot)]);
  const SearchState<T> state(problem, sorted, ctx);
  if (state.k() < 2)
    throw Error(ErrorCode::broken, "the medoid silhouette needs at least two medoids");
  MedoidSilhouettes out;
  for (std::size_t o = 0; o < uz(state.n()); ++o) {
    out.cluster.push_back(by_object[uz(state.near[o])]);
    out.neighbor.push_back(by_object[uz(state.second[o])]);
    out.width.push_back(
        1 - medoid_ratio(static_cast<double>(state.dn[o]), static_cast<double>(state.ds[o])));
  }
  return out;
}

}  // namespace fastpam

#endif
