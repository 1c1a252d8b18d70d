// The nearest and second nearest medoid of an object.
#ifndef FASTPAM_SEARCH_PLACE_HPP
#define FASTPAM_SEARCH_PLACE_HPP

#include "../base/types.hpp"

namespace fastpam {

/// What the change by a swap depends on for one object: the slot of its medoid, and the
/// dissimilarities to this medoid and to the second nearest.
template <class T>
struct Place {
  Index near;
  T dn, ds;
};

/// An object whose place was changed by a swap, and its place before.
template <class T>
struct ChangedPlace {
  Index object;
  Place<T> before;
};

}  // namespace fastpam

#endif
