// What an object adds to the sums of the candidates near to it (see gain_table.hpp).
#ifndef FASTPAM_SEARCH_CONTRIBUTION_HPP
#define FASTPAM_SEARCH_CONTRIBUTION_HPP

#include <algorithm>
#include <cstddef>

#include "state.hpp"

namespace fastpam {

/// What an object adds to every candidate nearer than its ds.
struct Contribution {
  std::size_t near;
  double w, dn, ds;
};

/// What an object added before a swap and adds now, to every candidate nearer than `most`.
template <class T>
struct Exchange {
  Contribution before, now;
  T most;
};

// Of an object at a place.
template <class T>
Contribution contribution(const SearchState<T>& state, Index object, const Place<T>& place) {
  return {uz(place.near), state.problem().weight(object), static_cast<double>(place.dn),
          static_cast<double>(place.ds)};
}

// Of an object where it is now.
template <class T>
Contribution contribution(const SearchState<T>& state, Index object) {
  const std::size_t o = uz(object);
  return contribution(state, object, Place<T>{state.near[o], state.dn[o], state.ds[o]});
}

// Of an object that a swap has changed.
template <class T>
Exchange<T> exchange(const SearchState<T>& state, const ChangedPlace<T>& c) {
  return {contribution(state, c.object, c.before), contribution(state, c.object),
          std::max(c.before.ds, state.ds[uz(c.object)])};
}

}  // namespace fastpam

#endif
