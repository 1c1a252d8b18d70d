// Estimates in floats what a candidate gains in a search that reads doubles. Nearly all candidates
// gain nothing, and for nearly all of them the estimate is proof enough: floats are computed twice
// as fast. The others are evaluated in double, so that no result depends on the estimates.
//
// Both kinds of values are near the same metric d: |v - d| <= e d + t with the errors of the floats
// (Source::in_floats()). So the limits of the blocks are safe for the doubles, too
// (cluster_blocks.hpp), and what an object adds to a gain differs by at most 6 (e d + t) between
// floats and doubles: the terms are dn - d and ds - max(d, dn) where these are positive, each of
// the three values differs by 2 (e d + t), and d is below the limit of the object's block.
#ifndef FASTPAM_SEARCH_FLOAT_REACH_HPP
#define FASTPAM_SEARCH_FLOAT_REACH_HPP

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "reach.hpp"
#include "state.hpp"

namespace fastpam {

/// The state of a search with the dissimilarities of its objects rounded to floats.
class FloatState {
 public:
  FloatState(const SearchState<double>& of, const Source<float>& source)
      : medoid(of.medoid),
        near(of.near),
        of_(of),
        problem_{source, of.problem().weights, of.problem().max} {
    follow();
  }
  void follow() {
    dn.assign(of_.dn.begin(), of_.dn.end());
    ds.assign(of_.ds.begin(), of_.ds.end());
  }

  Index n() const { return of_.n(); }
  Index k() const { return of_.k(); }
  const Index* ids() const { return nullptr; }
  const Problem<float>& problem() const { return problem_; }
  bool keeps_all() const { return false; }
  const float* to_medoids(Index) const { return nullptr; }  // not kept

  const std::vector<Index>&medoid, &near;
  std::vector<float> dn, ds;

 private:
  const SearchState<double>& of_;
  const Problem<float> problem_;
};

/// The working memory of a thread.
struct FloatReachScratch {
  ReachScratch<float> reach;
  std::vector<Index> objects;
  std::vector<double> d;
};

/// Reach for a search in double that asks for estimates most of the time.
class FloatReach {
 public:
  // Null if there is no source in floats, or if its errors are not small: then too few candidates
  // could be decided. `always`: no matter how small they are.
  static std::unique_ptr<FloatReach> make(const SearchState<double>& state, bool always) {
    std::unique_ptr<Source<float>> source = state.problem().source.in_floats();
    if (source == nullptr || source->shelf(ReachBlock::block) == nullptr) return nullptr;
    const double typical = state.total_second();
    double weight = 0;
    for (Index o = 0; o < state.n(); ++o) weight += state.problem().weight(o);
    if (!always && !(source->metric_error().absolute * weight < small_error * typical))
      return nullptr;
    return std::unique_ptr<FloatReach>(new FloatReach(state, std::move(source)));
  }

  void follow() {
    floats_.follow();
    reach_.follow();
  }

  // See Reach::add_gains(). `absolute`: by how much each sum of a slot's gain and the gain whoever
  // leaves may differ from that of the doubles, in addition to the relative errors.
  GainSums add_gains(Index j, FloatReachScratch& scratch, Isa isa, std::vector<double>& gain,
                     double& absolute) const {
    const GainSums sums = reach_.add_gains(j, scratch.reach, isa, gain);
    absolute = 8 * (error_.relative * sums.reach + error_.absolute * sums.weight);
    return sums;
  }

  // Calls visit(o, d) for the objects with d(o, j) < ds(o) in double, ascending.
  template <class Visit>
  void visit(Index j, FloatReachScratch& scratch, Isa isa, Visit&& visit) const {
    std::vector<Index>& objects = scratch.objects;
    objects.clear();
    reach_.find_near(j, scratch.reach, isa, error_, objects);
    std::sort(objects.begin(), objects.end());
    objects.erase(std::unique(objects.begin(), objects.end()), objects.end());
    if (objects.empty()) return;
    scratch.d.resize(objects.size());
    state_.problem().source.between(objects.data(), to_index(objects.size()), &j, 1,
                                    scratch.d.data(), 1);
    for (std::size_t a = 0; a < objects.size(); ++a)
      if (scratch.d[a] < state_.ds[uz(objects[a])]) visit(objects[a], scratch.d[a]);
  }

 private:
  using ReachBlock = Shelf<float>;
  static constexpr double small_error = 1e-5;

  FloatReach(const SearchState<double>& state, std::unique_ptr<Source<float>> source)
      : state_(state),
        source_(std::move(source)),
        error_(source_->metric_error()),
        floats_(state, *source_),
        reach_(floats_) {}

  const SearchState<double>& state_;
  const std::unique_ptr<Source<float>> source_;
  const MetricError error_;
  FloatState floats_;
  Reach<float, FloatState> reach_;
};

}  // namespace fastpam

#endif
