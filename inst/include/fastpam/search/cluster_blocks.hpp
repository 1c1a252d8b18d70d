// The objects sorted by cluster, kept up to date as swaps are made. The objects of a cluster are
// stored side by side in blocks, those with the largest dn + ds first. Each block has a limit: how
// near a candidate must be to the medoid for any object in this block or a later one to count.
// reach.hpp explains why.
//
// Computed values v of a true metric d have |v - d| <= e v + t (see MetricError). For object o of
// medoid m, v(j, m) (1 - 2 e) >= dn + ds + 3 t implies v(o, j) >= ds. The limits kept here are
// larger than required, by more than the rounding errors of their own computation.
//
// A state is any class that says where its objects are: n() and k(); near, dn and ds by object;
// medoid by slot; problem(); ids(), the objects of the problem if it has only some of them; and
// keeps_all() and to_medoids() as in SearchState. BUILD has a state that grows
// (init/growing_state.hpp), a swap one of the objects it changed (part_state.hpp).
#ifndef FASTPAM_SEARCH_CLUSTER_BLOCKS_HPP
#define FASTPAM_SEARCH_CLUSTER_BLOCKS_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <vector>

#include "state.hpp"

namespace fastpam {

/// Objects sorted by cluster, in blocks of a shelf.
template <class T, class State = SearchState<T>>
class ClusterBlocks {
 public:
  static constexpr std::size_t block = Shelf<T>::block;

  /// A cluster's blocks: `used` of the `room` ones that begin at `begin`.
  struct Cluster {
    std::size_t begin = 0, used = 0, room = 0;
  };

  // The source must have shelves.
  explicit ClusterBlocks(const State& state)
      : state_(state),
        error_(state.problem().source.metric_error()),
        clusters_(uz(state.k())),
        first_limit_(uz(state.k())),
        stale_(uz(state.k()), char{1}),
        seen_(uz(state.n())) {
    for (Index o = 0; o < state.n(); ++o)
      seen_[uz(o)] = {state.near[uz(o)], state.dn[uz(o)], state.ds[uz(o)]};
    arrange();
  }

  // To be called after each swap.
  void follow() {
    std::fill(stale_.begin(), stale_.end(), char{0});
    for (Index o = 0; o < state_.n(); ++o) {
      Place<T>& seen = seen_[uz(o)];
      const Place<T> now{state_.near[uz(o)], state_.dn[uz(o)], state_.ds[uz(o)]};
      if (seen.near == now.near && seen.dn == now.dn && seen.ds == now.ds) continue;
      stale_[uz(seen.near)] = stale_[uz(now.near)] = 1;
      seen = now;
    }
    arrange();
  }

  // By slot.
  const Cluster& cluster(Index slot) const { return clusters_[uz(slot)]; }
  const T* first_limits() const { return first_limit_.data(); }
  // By block.
  T limit(std::size_t b) const { return limit_[b]; }
  // By place: a block begins at place b * block.
  const Shelf<T>& shelf() const { return *shelf_; }
  const Index* objects() const { return object_.data(); }
  const T* dn() const { return dn_.data(); }
  const T* ds() const { return ds_.data(); }
  const double* weights() const { return weights_.empty() ? nullptr : weights_.data(); }

 private:
  // Sorts the objects of stale clusters again; those of all clusters if one has outgrown its room.
  void arrange() {
    std::vector<std::size_t> size(clusters_.size(), 0);
    for (const Place<T>& place : seen_)
      if (stale_[uz(place.near)] != 0) ++size[uz(place.near)];
    bool fits = shelf_ != nullptr;
    for (std::size_t s = 0; s < size.size(); ++s)
      fits = fits && (size[s] + block - 1) / block <= clusters_[s].room;
    if (!fits) {
      std::fill(stale_.begin(), stale_.end(), char{1});
      std::fill(size.begin(), size.end(), std::size_t{0});
      for (const Place<T>& place : seen_) ++size[uz(place.near)];
      lay_out(size);
    }
    std::vector<std::vector<Index>> members(clusters_.size());
    for (std::size_t s = 0; s < size.size(); ++s) members[s].reserve(size[s]);
    for (Index o = 0; o < state_.n(); ++o)
      if (stale_[uz(seen_[uz(o)].near)] != 0) members[uz(seen_[uz(o)].near)].push_back(o);
    for (std::size_t s = 0; s < size.size(); ++s)
      if (stale_[s] != 0) fill(s, members[s]);
  }

  // Room for all clusters, with a quarter to grow.
  void lay_out(const std::vector<std::size_t>& size) {
    std::size_t blocks = 0;
    for (std::size_t s = 0; s < size.size(); ++s) {
      clusters_[s].begin = blocks;
      clusters_[s].room = (size[s] + size[s] / 4 + block - 1) / block + 1;
      blocks += clusters_[s].room;
    }
    shelf_.reset();  // before a new one is allocated
    shelf_ = state_.problem().source.shelf(blocks * block);
    limit_.assign(blocks, T(0));
    object_.assign(blocks * block, -1);
    dn_.assign(blocks * block, T(0));
    ds_.assign(blocks * block, T(0));
    if (state_.problem().weights != nullptr) weights_.assign(blocks * block, 0.0);
  }

  // The objects of slot s at their places, those with the largest dn + ds first.
  void fill(std::size_t s, std::vector<Index>& objects) {
    Cluster& cluster = clusters_[s];
    cluster.used = (objects.size() + block - 1) / block;
    order(objects);
    const std::size_t from = cluster.begin * block, padded = cluster.used * block;
    const double* const weights = state_.problem().weights;
    for (std::size_t i = 0; i < padded; ++i) {
      const bool there = i < objects.size();  // the padding of the last block has no radius
      const Index o = there ? objects[i] : objects.back();
      object_[from + i] = o;
      dn_[from + i] = there ? seen_[uz(o)].dn : T(0);
      ds_[from + i] = there ? seen_[uz(o)].ds : T(0);
      if (weights != nullptr) weights_[from + i] = there ? weights[uz(id(o))] : 0.0;
    }
    put(from, padded);
    double reach = 0;
    for (std::size_t i = padded; i-- > 0;) {
      reach = std::max(reach, reach_of(from + i));
      if (i % block == 0) limit_[cluster.begin + i / block] = safe(reach);
    }
    first_limit_[s] = padded > 0 ? limit_[cluster.begin] : T(0);
  }

  Index id(Index o) const { return state_.ids() == nullptr ? o : state_.ids()[uz(o)]; }

  // The objects of so many places, on the shelf.
  void put(std::size_t from, std::size_t count) {
    if (count == 0) return;
    const Index* ids = object_.data() + from;
    if (state_.ids() != nullptr) {
      ids_.clear();
      for (std::size_t i = 0; i < count; ++i) ids_.push_back(id(ids[i]));
      ids = ids_.data();
    }
    shelf_->put(from, ids, count);
  }

  double reach_of(std::size_t place) const {
    return static_cast<double>(dn_[place]) + static_cast<double>(ds_[place]);
  }

  T safe(double reach) const {
    const double limit = (reach + 4 * error_.absolute) * (1 + 4 * error_.relative);
    return std::nextafter(static_cast<T>(limit), std::numeric_limits<T>::infinity());
  }

  // By dn + ds in 64 steps, the largest first. The order need not be exact, because the limits are.
  void order(std::vector<Index>& objects) {
    constexpr std::size_t steps = 64;
    if (objects.size() <= block) return;
    double low = std::numeric_limits<double>::infinity(), high = 0;
    const auto reach = [&](Index o) {
      return static_cast<double>(seen_[uz(o)].dn) + static_cast<double>(seen_[uz(o)].ds);
    };
    for (const Index o : objects) {
      low = std::min(low, reach(o));
      high = std::max(high, reach(o));
    }
    const double scale = high > low ? (steps - 1) / (high - low) : 0;
    const auto step = [&](Index o) {
      const double at = (high - reach(o)) * scale;
      return at < steps - 1 ? static_cast<std::size_t>(at) : steps - 1;
    };
    std::size_t begin[steps + 1] = {};
    for (const Index o : objects) ++begin[step(o) + 1];
    for (std::size_t b = 1; b <= steps; ++b) begin[b] += begin[b - 1];
    std::vector<Index> ordered(objects.size());
    for (const Index o : objects) ordered[begin[step(o)]++] = o;
    objects.swap(ordered);
  }

  const State& state_;
  const MetricError error_;
  std::vector<Cluster> clusters_;  // by slot
  std::vector<T> first_limit_;     // by slot: candidates at this distance affect no object of it
  std::vector<T> limit_;           // by block: no object of it or of later blocks counts
  std::vector<char> stale_;        // slots whose objects changed
  std::vector<Place<T>> seen_;     // what is known of each object
  // By place.
  std::unique_ptr<Shelf<T>> shelf_;
  std::vector<Index> object_;
  std::vector<Index> ids_;  // scratch of put()
  std::vector<T> dn_, ds_;
  std::vector<double> weights_;  // empty: none
};

}  // namespace fastpam

#endif
