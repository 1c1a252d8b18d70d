// The medoid silhouette (Van der Laan, Pollard & Bryan 2003; Lenssen & Schubert 2024): with d1 and
// d2 the dissimilarities of an object to its nearest and second nearest medoid, 1 - d1 / d2.
//
// It costs O(n k) where the silhouette costs O(n^2). An object at dissimilarity 0 to its medoid
// counts 1, also where the second medoid is no farther (0 / 0), as in the authors' own program.
#ifndef FASTPAM_EVAL_MEDOID_SILHOUETTE_HPP
#define FASTPAM_EVAL_MEDOID_SILHOUETTE_HPP

#include <limits>

#include "../search/state.hpp"

namespace fastpam {

// d1 / d2, the object's loss: 1 minus its medoid silhouette.
inline double medoid_ratio(double d1, double d2) { return d1 == 0 ? 0 : d1 / d2; }

// The weighted mean over all objects; not a number for k == 1, where there is no second medoid.
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

}  // namespace fastpam

#endif
