// The objects that a swap changed, as a state of their own: which of them lie nearer to a candidate
// than their old or new second medoid, is asked of them alone.
#ifndef FASTPAM_SEARCH_PART_STATE_HPP
#define FASTPAM_SEARCH_PART_STATE_HPP

#include <algorithm>
#include <vector>

#include "state.hpp"

namespace fastpam {

/// Changed objects, numbered as they are listed. `ds` is the larger one of before and after.
template <class T>
class PartState {
 public:
  PartState(const SearchState<T>& all, const std::vector<ChangedPlace<T>>& changed) : all_(all) {
    for (const ChangedPlace<T>& c : changed) {
      const std::size_t o = uz(c.object);
      ids_.push_back(c.object);
      near.push_back(all.near[o]);
      dn.push_back(all.dn[o]);
      ds.push_back(std::max(c.before.ds, all.ds[o]));
    }
  }

  Index n() const { return to_index(ids_.size()); }
  Index k() const { return all_.k(); }
  const Index* ids() const { return ids_.data(); }
  const Problem<T>& problem() const { return all_.problem(); }
  bool keeps_all() const { return all_.keeps_all(); }
  // d(medoid of slot s, o) for all s, for any object o of the problem.
  const T* to_medoids(Index o) const { return all_.to_medoids(o); }

 private:
  const SearchState<T>& all_;
  std::vector<Index> ids_;

 public:
  const std::vector<Index>& medoid = all_.medoid;
  std::vector<Index> near;
  std::vector<T> dn, ds;
};

}  // namespace fastpam

#endif
