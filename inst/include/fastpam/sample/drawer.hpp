// The samples of one CLARA: which objects can be in them, and which must.
#ifndef FASTPAM_SAMPLE_DRAWER_HPP
#define FASTPAM_SAMPLE_DRAWER_HPP

#include <algorithm>
#include <vector>

#include "../search/problem.hpp"
#include "draw.hpp"

namespace fastpam {

// The objects that samples are drawn from: those that may be medoids and, if candidates are named,
// all objects of positive weight.
template <class T>
std::vector<Index> objects_to_draw(const Problem<T>& problem) {
  std::vector<Index> pool;
  for (Index o = 0; o < problem.n(); ++o)
    if (problem.weight(o) > 0 || problem.may_be_medoid(o)) pool.push_back(o);
  return pool;
}

// Draws samples. Fixed objects belong to each of them. If candidates are named, objects are drawn
// from them first, until half of the sample and at least k objects are candidates, or all
// candidates are in it. The rest is drawn from all objects.
class SampleDrawer {
 public:
  template <class T>
  SampleDrawer(const Problem<T>& problem, Index k, Index size, const Uniform& uniform)
      : pool_(objects_to_draw(problem)),
        fixed_(fixed_objects(problem)),
        size_(size),
        uniform_(uniform) {
    const std::vector<Index> may = eligible_objects(problem, k);
    if (may.size() == pool_.size()) return;
    candidates_ = may;
    wanted_ = std::min(to_index(may.size()), std::max(k, size / 2));
  }

  // True if a sample holds all objects that can be drawn. Then there is only one sample.
  bool whole() const { return size_ >= to_index(pool_.size()); }

  // The objects of the next sample, ascending, those in `keep` among them.
  std::vector<Index> next(const std::vector<Index>& best) const {
    if (whole()) return pool_;
    std::vector<Index> keep =
        best.empty() ? fixed_ : best;  // the best medoids include the fixed ones
    if (to_index(keep.size()) < wanted_) keep = draw_from(candidates_, wanted_, keep);
    return draw_from(pool_, size_, keep);
  }

 private:
  // `size` objects of the list, which ascends, those in `keep` (fewer) among them.
  std::vector<Index> draw_from(const std::vector<Index>& list, Index size,
                               const std::vector<Index>& keep) const {
    if (uz(size) == list.size()) return list;
    std::vector<Index> positions;
    for (const Index o : keep)
      positions.push_back(
          static_cast<Index>(std::lower_bound(list.begin(), list.end(), o) - list.begin()));
    std::vector<Index> drawn = draw_sample(to_index(list.size()), size, positions, uniform_);
    for (Index& o : drawn) o = list[uz(o)];
    return drawn;
  }

  std::vector<Index> pool_, fixed_;
  std::vector<Index> candidates_;  // empty if all of the pool may be medoids
  Index wanted_ = 0;               // candidates in a sample, at least
  Index size_;
  const Uniform& uniform_;
};

}  // namespace fastpam

#endif
