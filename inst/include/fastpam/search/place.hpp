// The nearest and second nearest medoid of an object.
#ifndef FASTPAM_SEARCH_PLACE_HPP
#define FASTPAM_SEARCH_PLACE_HPP

#include "../base/types.hpp"

namespace fastpam {

/// What one object contributes to any swap: the slot of its medoid, and the dissimilarities to that
/// and to the second nearest medoid.
template <class T>
struct Place {
  Index near;
  T dn, ds;
};

/// An object whose place a swap changed, and the place it had.
template <class T>
struct ChangedPlace {
  Index object;
  Place<T> before;
};

}  // namespace fastpam

#endif
