// Finds the objects that are nearer to a candidate than to their second medoid, without looking at
// all objects.
//
// Only these objects count when the candidate's swaps are evaluated (Schubert & Rousseeuw 2021,
// section 3). If the triangle inequality holds, d(o, j) >= d(j, m) - dn(o) for the medoid m of
// object o, so o can be skipped if d(j, m) >= dn(o) + ds(o). (The bounds are from Elkan 2003;
// Newling and Fleuret 2017 use them for k-medoids.) The objects of each cluster are stored
// together, those with the largest dn + ds first. So only the beginning of each cluster has to be
// looked at. The kernels that compute rows compute these values, too.
//
// The result does not depend on the bounds. Each object that is returned was compared, and no
// object that was skipped could have been near enough (cluster_blocks.hpp).
#ifndef FASTPAM_SEARCH_REACH_HPP
#define FASTPAM_SEARCH_REACH_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <vector>

#include "ascending.hpp"
#include "block_gains.hpp"
#include "cluster_blocks.hpp"
#include "select.hpp"

namespace fastpam {

/// The working memory of a thread, and how much work it has done so far.
template <class T>
struct ReachScratch {
  std::vector<InReach<T>> found;  // ascending by object
  std::size_t questions = 0;
  std::size_t values = 0;  // dissimilarities computed for them
  std::vector<T> to_medoids, d;
  std::vector<std::size_t> first;  // blocks to read
  std::vector<Index> slots;        // and the slots of their objects
  std::vector<InReach<T>> unsorted;
  Ascending<T> ascending;
};

/// Sums of what a candidate gains. `relative` bounds their rounding error, and that of sums of the
/// same terms one after another. `weight` is the weight of
/// all objects that were looked at, `reach` the sum of their weights times the limits of their
/// blocks.
struct GainSums {
  double whoever = 0;  ///< the gain that does not depend on which medoid leaves
  double relative = 0, weight = 0, reach = 0;
};

/// The objects of a state (see ClusterBlocks) sorted by cluster, kept up to date as swaps are made.
template <class T, class State = SearchState<T>>
class Reach {
 public:
  // Null if the triangle inequality is not known to hold for the source, or if it has no shelf.
  static std::unique_ptr<Reach> make(const State& state) {
    const Source<T>& source = state.problem().source;
    if (!source.metric_error().known() || source.shelf(block) == nullptr) return nullptr;
    // Squares must not overflow in any pair: no two objects are farther apart than twice this.
    std::vector<T> buffer(uz(state.n()));
    const T* const row = source.row(state.medoid[0], buffer.data());
    const T most = *std::max_element(row, row + state.n());
    if (!(static_cast<double>(most) <
          std::sqrt(static_cast<double>(std::numeric_limits<T>::max())) / 8))
      return nullptr;
    return std::unique_ptr<Reach>(new Reach(state));
  }

  // Only where make() would not give null.
  explicit Reach(const State& state) : state_(state), blocks_(state) {
    if (!state.keeps_all()) {
      const std::size_t blocks = (uz(state.k()) + block - 1) / block;
      medoids_ = state.problem().source.shelf(blocks * block);
      for (std::size_t b = 0; b < blocks; ++b) medoid_blocks_.push_back(b * block);
      on_shelf_.assign(blocks * block, -1);
      put_medoids();
    }
  }

  // To be called after each swap.
  void follow() {
    put_medoids();
    blocks_.follow();
  }

  // Puts all objects o with d(o, j) < ds(o) into scratch.found. Different threads may call this at
  // the same time.
  void find(Index j, ReachScratch<T>& scratch, Isa isa) const {
    scratch.unsorted.clear();
    visit(j, scratch, isa, [&](Index o, T d) { scratch.unsorted.push_back({o, d}); });
    scratch.ascending.sort(scratch.unsorted, uz(state_.n()), scratch.found);
  }

  // Calls visit(o, d) for the same objects, in any order.
  template <class Visit>
  void visit(Index j, ReachScratch<T>& scratch, Isa isa, Visit&& visit) const {
    look(j, scratch, isa, [&](Index, std::size_t from, const T* d) {
      for_each_less(d, blocks_.ds() + from, block, isa,
                    [&](Index i) { visit(blocks_.objects()[from + uz(i)], d[i]); });
    });
  }

  // Adds to gain[slot] what candidate j gains for the objects of each slot if the medoid of this
  // slot leaves. All sums have terms >= 0, in any order.
  GainSums add_gains(Index j, ReachScratch<T>& scratch, Isa isa, std::vector<double>& gain) const {
    GainSums all;
    std::size_t blocks = 0;
    look(j, scratch, isa, [&](Index slot, std::size_t from, const T* d) {
      const T* const dn = blocks_.dn() + from;
      const T* const ds = blocks_.ds() + from;
      const double* const w = blocks_.weights();
      double weight = block;
      const BlockGains sums = w == nullptr ? block_gain_sums(d, dn, ds, isa)
                                           : weighted_gain_sums(d, dn, ds, w + from, weight, isa);
      all.whoever += sums.whoever;
      gain[uz(slot)] += sums.own;
      all.weight += weight;
      all.reach += weight * static_cast<double>(blocks_.limit(from / block));
      ++blocks;
    });
    all.relative = block_gains_error<T> +
                   static_cast<double>(blocks * block + 2) * std::numeric_limits<double>::epsilon();
    return all;
  }

  // Puts the numbers of all objects that may be nearer to j than to their second medoid into
  // `objects`, in any order and some of them twice, if no dissimilarity of the state or of the
  // source has an error above `relative` times the limit of its block plus `absolute`.
  void find_near(Index j, ReachScratch<T>& scratch, Isa isa, const MetricError& error,
                 std::vector<Index>& objects) const {
    look(j, scratch, isa, [&](Index, std::size_t from, const T* d) {
      const double limit = static_cast<double>(blocks_.limit(from / block));
      const double slack = 4 * (error.relative * limit + error.absolute);
      const T* const ds = blocks_.ds() + from;
      for (std::size_t i = 0; i < block; ++i)
        if (static_cast<double>(d[i]) <= static_cast<double>(ds[i]) + slack)
          objects.push_back(blocks_.objects()[from + i]);
    });
  }

 private:
  static constexpr std::size_t block = Shelf<T>::block;
  static_assert(block == block_gains_size<T>);

  void put_medoids() {
    for (std::size_t at = 0; at < on_shelf_.size(); ++at) {
      const Index medoid = state_.medoid[std::min(at, uz(state_.k()) - 1)];
      if (on_shelf_[at] == medoid) continue;
      on_shelf_[at] = medoid;
      medoids_->put(at, &medoid, 1);
    }
  }

  // Calls visit(slot, place, d) for blocks that contain all objects that count for j.
  template <class Visit>
  void look(Index j, ReachScratch<T>& scratch, Isa isa, Visit&& visit) const {
    ++scratch.questions;
    const std::size_t k = uz(state_.k());
    const T* to = state_.to_medoids(j);
    if (!state_.keeps_all()) {
      scratch.to_medoids.resize(medoid_blocks_.size() * block);
      medoids_->read(j, medoid_blocks_.data(), medoid_blocks_.size(), scratch.to_medoids.data());
      to = scratch.to_medoids.data();
    }
    scratch.first.clear();
    scratch.slots.clear();
    for_each_less(to, blocks_.first_limits(), k, isa, [&](Index s) {
      const auto& cluster = blocks_.cluster(s);
      const T d = to[s];
      for (std::size_t b = cluster.begin; b < cluster.begin + cluster.used && d < blocks_.limit(b);
           ++b) {
        scratch.first.push_back(b * block);
        scratch.slots.push_back(s);
      }
    });
    constexpr std::size_t batch = 64;
    scratch.d.resize(batch * block);
    for (std::size_t from = 0; from < scratch.first.size(); from += batch) {
      const std::size_t count = std::min(batch, scratch.first.size() - from);
      blocks_.shelf().read(j, scratch.first.data() + from, count, scratch.d.data());
      for (std::size_t b = 0; b < count; ++b)
        visit(scratch.slots[from + b], scratch.first[from + b], scratch.d.data() + b * block);
    }
    scratch.values += scratch.first.size() * block;
  }

  BlockGains weighted_gain_sums(const T* d, const T* dn, const T* ds, const double* w,
                                double& weight, Isa isa) const {
    T whoever[block], own[block];
    block_gains(d, dn, ds, whoever, own, isa);
    BlockGains sums;
    weight = 0;
    for (std::size_t i = 0; i < block; ++i) {
      weight += w[i];
      sums.whoever += w[i] * static_cast<double>(whoever[i]);
      sums.own += w[i] * static_cast<double>(own[i]);
    }
    return sums;
  }

  const State& state_;
  ClusterBlocks<T, State> blocks_;
  // The medoids, if the state does not keep the dissimilarities to them.
  std::unique_ptr<Shelf<T>> medoids_;
  std::vector<std::size_t> medoid_blocks_;
  std::vector<Index> on_shelf_;
};

}  // namespace fastpam

#endif
