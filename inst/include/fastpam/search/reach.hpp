// Which objects are nearer to a candidate than to their second medoid, without looking at all.
//
// Only those count when the candidate's swaps are evaluated (Schubert & Rousseeuw 2021, section 3).
// Where the triangle inequality holds, d(o, j) >= d(j, m) - dn(o) for the medoid m of object o, so
// o can be passed over if d(j, m) >= dn(o) + ds(o). (The bounds are Elkan's, 2003; Newling and
// Fleuret, 2017, use them for k-medoids.) So the objects of each cluster stand together, those with
// the largest dn + ds first: what must be looked at is the beginning of each cluster, and it is
// computed by the same kernels that compute rows.
//
// The answer does not depend on the bounds: what is returned was compared, and what was passed over
// could not have been less. Computed values v of a true metric d have |v - d| <= e v + t (see
// MetricError). From v(j, m) (1 - 2 e) >= v(o, m) + ds(o) + 3 t follows v(o, j) >= ds(o). The
// limits kept here are larger than that asks for by more than the roundings of their own
// computation.
#ifndef FASTPAM_SEARCH_REACH_HPP
#define FASTPAM_SEARCH_REACH_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "../exec/context.hpp"
#include "block_gains.hpp"
#include "select.hpp"
#include "state.hpp"

namespace fastpam {

/// An object and its dissimilarity to the candidate.
template <class T>
struct InReach {
  Index object;
  T d;
};

/// What a thread needs to ask, and how much its questions took so far.
template <class T>
struct ReachScratch {
  std::vector<InReach<T>> found;  // ascending by object
  std::size_t questions = 0;
  std::size_t values = 0;  // dissimilarities computed for them
  std::vector<T> to_medoids, d;
  std::vector<std::size_t> first;  // blocks to read
  std::vector<Index> slots;        // and the slots of their objects
  std::vector<InReach<T>> unsorted;
  std::vector<std::uint64_t> marks;  // for each object, a bit
  std::vector<std::uint32_t> place;  // where in `unsorted` an object stands
};

/// The objects of a state by clusters, kept up with its swaps.
template <class T>
class Reach {
 public:
  // Null where the source knows of no triangle inequality, or has no shelf.
  static std::unique_ptr<Reach> make(const SearchState<T>& state, Context& ctx) {
    const Source<T>& source = state.problem().source;
    if (!source.metric_error().known() || source.shelf(block) == nullptr) return nullptr;
    // Squares must not overflow in any pair: no two objects are farther apart than twice this.
    std::vector<T> buffer(uz(state.n()));
    const T* const row = source.row(state.medoid[0], buffer.data());
    const T most = *std::max_element(row, row + state.n());
    if (!(static_cast<double>(most) <
          std::sqrt(static_cast<double>(std::numeric_limits<T>::max())) / 8))
      return nullptr;
    return std::unique_ptr<Reach>(new Reach(state, ctx));
  }

  // To be called after each swap.
  void follow() {
    put_medoids();
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

  // All objects o with d(o, j) < ds(o), in scratch.found. Different threads may ask at once.
  void find(Index j, ReachScratch<T>& scratch, Isa isa) const {
    scratch.unsorted.clear();
    look(j, scratch, isa, [&](Index, std::size_t from, const T* d) {
      for_each_less(d, ds_.data() + from, block, isa, [&](Index i) {
        scratch.unsorted.push_back({object_[from + uz(i)], d[i]});
      });
    });
    sort(scratch);
  }

  // Adds what the candidate j gains to gain[slot] for the objects of each slot, were its medoid to
  // leave, and returns what it gains whoever leaves: sums of terms >= 0 in no certain order, off by
  // the share `error` at most.
  double add_gains(Index j, ReachScratch<T>& scratch, Isa isa, std::vector<double>& gain,
                   double& error) const {
    double whoever = 0;
    std::size_t blocks = 0;
    look(j, scratch, isa, [&](Index slot, std::size_t from, const T* d) {
      const T* const dn = dn_.data() + from;
      const T* const ds = ds_.data() + from;
      const BlockGains sums = weights_.empty()
                                  ? block_gain_sums(d, dn, ds, isa)
                                  : weighted_gain_sums(d, dn, ds, weights_.data() + from, isa);
      whoever += sums.whoever;
      gain[uz(slot)] += sums.own;
      ++blocks;
    });
    error = block_gains_error<T> +
            static_cast<double>(blocks + 1) * std::numeric_limits<double>::epsilon();
    return whoever;
  }

 private:
  static constexpr std::size_t block = Shelf<T>::block;
  static_assert(block == block_gains_size<T>);

  // A cluster's blocks: `used` of the `room` ones that begin at `begin`.
  struct Cluster {
    std::size_t begin = 0, used = 0, room = 0;
  };

  Reach(const SearchState<T>& state, Context& ctx)
      : state_(state),
        ctx_(ctx),
        error_(state.problem().source.metric_error()),
        clusters_(uz(state.k())),
        first_limit_(uz(state.k())),
        stale_(uz(state.k()), char{1}),
        seen_(uz(state.n())) {
    for (Index o = 0; o < state.n(); ++o)
      seen_[uz(o)] = {state.near[uz(o)], state.dn[uz(o)], state.ds[uz(o)]};
    if (!state.keeps_all()) {
      const std::size_t blocks = (clusters_.size() + block - 1) / block;
      medoids_ = state.problem().source.shelf(blocks * block);
      for (std::size_t b = 0; b < blocks; ++b) medoid_blocks_.push_back(b * block);
      on_shelf_.assign(blocks * block, -1);
      put_medoids();
    }
    arrange();
  }

  void put_medoids() {
    for (std::size_t at = 0; at < on_shelf_.size(); ++at) {
      const Index medoid = state_.medoid[std::min(at, clusters_.size() - 1)];
      if (on_shelf_[at] == medoid) continue;
      on_shelf_[at] = medoid;
      medoids_->put(at, &medoid, 1);
    }
  }

  // Calls visit(slot, place, d) for blocks with all objects that count for j among them.
  template <class Visit>
  void look(Index j, ReachScratch<T>& scratch, Isa isa, Visit&& visit) const {
    ++scratch.questions;
    const std::size_t k = clusters_.size();
    const T* to = state_.to_medoids(j);
    if (!state_.keeps_all()) {
      scratch.to_medoids.resize(medoid_blocks_.size() * block);
      medoids_->read(j, medoid_blocks_.data(), medoid_blocks_.size(), scratch.to_medoids.data());
      to = scratch.to_medoids.data();
    }
    scratch.first.clear();
    scratch.slots.clear();
    for_each_less(to, first_limit_.data(), k, isa, [&](Index s) {
      const Cluster& cluster = clusters_[uz(s)];
      const T d = to[s];
      for (std::size_t b = cluster.begin; b < cluster.begin + cluster.used && d < limit_[b]; ++b) {
        scratch.first.push_back(b * block);
        scratch.slots.push_back(s);
      }
    });
    constexpr std::size_t batch = 64;
    scratch.d.resize(batch * block);
    for (std::size_t from = 0; from < scratch.first.size(); from += batch) {
      const std::size_t count = std::min(batch, scratch.first.size() - from);
      shelf_->read(j, scratch.first.data() + from, count, scratch.d.data());
      for (std::size_t b = 0; b < count; ++b)
        visit(scratch.slots[from + b], scratch.first[from + b], scratch.d.data() + b * block);
    }
    scratch.values += scratch.first.size() * block;
  }

  // Puts the objects of stale clusters in order; of all, where one has outgrown its room.
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
    shelf_.reset();  // before there is another one
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
      const bool there = i < objects.size();  // what fills the last block has no radius
      const Index o = there ? objects[i] : objects.back();
      object_[from + i] = o;
      dn_[from + i] = there ? seen_[uz(o)].dn : T(0);
      ds_[from + i] = there ? seen_[uz(o)].ds : T(0);
      if (weights != nullptr) weights_[from + i] = there ? weights[o] : 0.0;
    }
    if (padded > 0) shelf_->put(from, object_.data() + from, padded);
    double reach = 0;
    for (std::size_t i = padded; i-- > 0;) {
      reach = std::max(reach, reach_of(from + i));
      if (i % block == 0) limit_[cluster.begin + i / block] = safe(reach);
    }
    first_limit_[s] = padded > 0 ? limit_[cluster.begin] : T(0);
  }

  double reach_of(std::size_t place) const {
    return static_cast<double>(dn_[place]) + static_cast<double>(ds_[place]);
  }

  T safe(double reach) const {
    const double limit = (reach + 4 * error_.absolute) * (1 + 4 * error_.relative);
    return std::nextafter(static_cast<T>(limit), std::numeric_limits<T>::infinity());
  }

  // By dn + ds, the largest first, as far as 64 steps tell: what is exact is the limits.
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

  BlockGains weighted_gain_sums(const T* d, const T* dn, const T* ds, const double* w,
                                Isa isa) const {
    T whoever[block], own[block];
    block_gains(d, dn, ds, whoever, own, isa);
    BlockGains sums;
    for (std::size_t i = 0; i < block; ++i) {
      sums.whoever += w[i] * static_cast<double>(whoever[i]);
      sums.own += w[i] * static_cast<double>(own[i]);
    }
    return sums;
  }

  // Few by comparing, many by a bit for each object.
  void sort(ReachScratch<T>& scratch) const {
    std::vector<InReach<T>>& found = scratch.found;
    const std::vector<InReach<T>>& unsorted = scratch.unsorted;
    const std::size_t words = (seen_.size() + 63) / 64;
    if (unsorted.size() * 8 < words) {
      found = unsorted;
      std::sort(found.begin(), found.end(),
                [](const InReach<T>& a, const InReach<T>& b) { return a.object < b.object; });
      return;
    }
    scratch.marks.resize(words, 0);
    scratch.place.resize(seen_.size());
    for (std::size_t i = 0; i < unsorted.size(); ++i) {
      const std::size_t o = uz(unsorted[i].object);
      scratch.marks[o / 64] |= std::uint64_t{1} << (o % 64);
      scratch.place[o] = static_cast<std::uint32_t>(i);
    }
    found.resize(unsorted.size());
    std::size_t at = 0;
    for (std::size_t w = 0; w < words; ++w) {
      for (std::uint64_t bits = scratch.marks[w]; bits != 0; bits &= bits - 1)
        found[at++] = unsorted[scratch.place[w * 64 + lowest_bit(bits)]];
      scratch.marks[w] = 0;
    }
  }

  static std::size_t lowest_bit(std::uint64_t bits) {
#if defined(__GNUC__)
    return static_cast<std::size_t>(__builtin_ctzll(bits));
#else
    std::size_t bit = 0;
    while ((bits >> bit & 1) == 0) ++bit;
    return bit;
#endif
  }

  const SearchState<T>& state_;
  Context& ctx_;
  const MetricError error_;
  std::vector<Cluster> clusters_;  // by slot
  std::vector<T> first_limit_;     // by slot: nothing of the cluster counts for what is so far away
  std::vector<T> limit_;           // by block: nothing of it, nor of the blocks behind it
  std::vector<char> stale_;        // slots whose objects changed
  std::vector<Place<T>> seen_;     // what is known of each object
  // The medoids, where the state does not keep the dissimilarities to them.
  std::unique_ptr<Shelf<T>> medoids_;
  std::vector<std::size_t> medoid_blocks_;
  std::vector<Index> on_shelf_;
  // By place.
  std::unique_ptr<Shelf<T>> shelf_;
  std::vector<Index> object_;
  std::vector<T> dn_, ds_;
  std::vector<double> weights_;  // empty: none
};

}  // namespace fastpam

#endif
