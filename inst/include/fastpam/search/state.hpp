// The state that all swap algorithms share: for each object its nearest and second nearest medoid.
//
// Medoids have slots 0..k-1, in no particular order. After a swap, only objects whose nearest or
// second nearest medoid was touched change (Schubert & Rousseeuw 2021, section 3). If the replaced
// slot was the second nearest and the new medoid is farther, the second nearest is searched again.
#ifndef FASTPAM_SEARCH_STATE_HPP
#define FASTPAM_SEARCH_STATE_HPP

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "../base/memory.hpp"
#include "../exec/context.hpp"
#include "place.hpp"
#include "problem.hpp"

namespace fastpam {

/// The medoids, and for each object its nearest and second nearest.
template <class T>
class SearchState {
 public:
  // The maximum size in bytes of the dissimilarities to medoids, if they can be computed again.
  static constexpr std::size_t usual_bytes = std::size_t{1} << 28;

  SearchState(const Problem<T>& problem, const std::vector<Index>& medoids, Context& ctx,
              std::size_t most_bytes = usual_bytes)
      : near(uz(problem.n())),
        second(uz(problem.n())),
        dn(uz(problem.n())),
        ds(uz(problem.n())),
        problem_(problem),
        n_(problem.n()),
        keeps_all_(checked_product(medoids.size(), near.size(), sizeof(T)) <= most_bytes ||
                   !problem.source.metric_error().known()),
        to_medoids_(keeps_all_ ? checked_product(medoids.size(), near.size()) : 0),
        changed_(keeps_all_ ? 0 : near.size()),
        row_(problem.source.square() == nullptr ? near.size() : 0) {
    reset(medoids, ctx);
  }

  // Starts again from other medoids. Their number must be the same.
  void reset(const std::vector<Index>& medoids, Context& ctx) {
    if (medoids.empty()) throw Error(ErrorCode::broken, "there must be at least one medoid");
    medoid = medoids;
    slot_of.assign(near.size(), -1);
    for (std::size_t s = 0; s < medoid.size(); ++s) {
      if (medoid[s] < 0 || medoid[s] >= n_ || is_medoid(medoid[s]))
        throw Error(ErrorCode::broken, "medoids must be different objects of the problem");
      slot_of[uz(medoid[s])] = static_cast<Index>(s);
    }
    assign(ctx);
  }

  Index n() const { return n_; }
  Index k() const { return static_cast<Index>(medoid.size()); }
  bool is_medoid(Index o) const { return slot_of[uz(o)] >= 0; }
  // Whether the medoid of slot s may leave, and whether object o may become a medoid.
  bool may_leave(Index s) const { return !problem_.is_fixed(medoid[uz(s)]); }
  bool may_enter(Index o) const { return !is_medoid(o) && problem_.may_be_medoid(o); }
  const Problem<T>& problem() const { return problem_; }
  const Index* ids() const { return nullptr; }
  // d(medoid of slot s, o) for all s: k values. Only if keeps_all() is true.
  const T* to_medoids(Index o) const { return to_medoids_.get() + uz(o) * medoid.size(); }
  // Whether they are kept. Otherwise they are computed for objects that lose their second medoid.
  bool keeps_all() const { return keeps_all_; }

  // Sum of w * dn, objects ascending, one accumulator: the objective times the sum of weights.
  double total_deviation() const {
    double total = 0;
    for (Index o = 0; o < n(); ++o) total += problem_.weighted(o, static_cast<double>(dn[uz(o)]));
    return total;
  }

  // Sum of w * ds: no partial sum of any change exceeds it.
  double total_second() const {
    double total = 0;
    for (Index o = 0; o < n(); ++o) total += problem_.weighted(o, static_cast<double>(ds[uz(o)]));
    return total;
  }

  // R(i): the cost of removing the medoid of slot i alone. Infinite for a medoid that must not
  // leave. Then every swap of it has an infinite change, and no search makes it.
  void removal_loss(std::vector<double>& loss) const {
    loss.assign(medoid.size(), 0.0);
    for (Index o = 0; o < n(); ++o)
      loss[uz(near[uz(o)])] +=
          problem_.weighted(o, static_cast<double>(ds[uz(o)]) - static_cast<double>(dn[uz(o)]));
    if (problem_.fixed == nullptr) return;
    for (Index s = 0; s < k(); ++s)
      if (!may_leave(s)) loss[uz(s)] = std::numeric_limits<double>::infinity();
  }

  // Puts object h into slot b. Calls changed(o, before), in ascending order, for every object whose
  // nearest slot, dn or ds has changed.
  template <class Changed>
  void swap(Index b, Index h, Changed&& changed) {
    slot_of[uz(medoid[uz(b)])] = -1;
    slot_of[uz(h)] = b;
    medoid[uz(b)] = h;
    const T* const row = problem_.source.row(h, row_.data());
    if (!keeps_all_) return swap_in_two_steps(b, row, changed);
    T* const column = to_medoids_.get() + uz(b);
    const std::size_t k = medoid.size();
    for (Index o = 0; o < n(); ++o) {
      column[uz(o) * k] = row[o];
      const Place<T> before{near[uz(o)], dn[uz(o)], ds[uz(o)]};
      if (update(o, b, row[o], [&] { find_second(o, to_medoids(o)); })) changed(o, before);
    }
  }
  void swap(Index b, Index h) {
    swap(b, h, [](Index, const Place<T>&) {});
  }

  std::vector<Index> medoid;        // slot -> object
  std::vector<Index> near, second;  // object -> slot; second is -1 when k == 1
  std::vector<T> dn, ds;            // dissimilarities to them; ds is the largest of all when k == 1
  std::vector<Index> slot_of;       // object -> its slot as a medoid, or -1

 private:
  // Objects that lost their second medoid get a new one after all others, many at a time.
  template <class Changed>
  void swap_in_two_steps(Index b, const T* row, Changed&& changed) {
    std::vector<ChangedPlace<T>> touched;
    std::vector<Index> lost;
    for (Index o = 0; o < n(); ++o) {
      const Place<T> before{near[uz(o)], dn[uz(o)], ds[uz(o)]};
      bool later = false;
      const bool now = update(o, b, row[o], [&] { later = true; });
      if (later) lost.push_back(o);
      if (now || later) touched.push_back({o, before});
      if (now) changed_[uz(o)] = 1;
    }
    const std::size_t batch = 256, k = medoid.size();
    std::vector<T> d(std::min(batch, lost.size()) * k);
    for (std::size_t from = 0; from < lost.size(); from += batch) {
      const std::size_t m = std::min(batch, lost.size() - from);
      problem_.source.between(lost.data() + from, static_cast<Index>(m), medoid.data(),
                              static_cast<Index>(k), d.data(), k);
      for (std::size_t a = 0; a < m; ++a) find_second(lost[from + a], d.data() + a * k);
    }
    for (const ChangedPlace<T>& change : touched) {
      const std::size_t o = uz(change.object);
      if (changed_[o] != 0 || ds[o] != change.before.ds) changed(change.object, change.before);
      changed_[o] = 0;
    }
  }

  // Computes the dissimilarities to the medoids, and the nearest and second nearest medoid of all
  // objects, block by block. Each medoid's row is read in the order of memory.
  void assign(Context& ctx) {
    constexpr std::size_t block = 256;
    const std::size_t n = uz(n_), k = medoid.size();
    ctx.run((n + block - 1) / block, [&](std::size_t b, int) {
      const std::size_t from = b * block, to = from + block < n ? from + block : n;
      std::vector<T> own(keeps_all_ ? 0 : (to - from) * k);
      T* const all = keeps_all_ ? to_medoids_.get() + from * k : own.data();
      T along[block];
      for (std::size_t s = 0; s < k; ++s) {
        problem_.source.tile(medoid[s], medoid[s] + 1, static_cast<Index>(from),
                             static_cast<Index>(to), along, block);
        for (std::size_t o = from; o < to; ++o) all[(o - from) * k + s] = along[o - from];
      }
      for (std::size_t o = from; o < to; ++o) {
        find_both(o, all + (o - from) * k);
        // There is no second medoid. The largest dissimilarity serves as its distance, because no
        // object is farther from a new medoid. (far() would work, too, but it is at least 1 and
        // would swamp small numbers.)
        if (k == 1) ds[o] = static_cast<T>(problem_.max);
        const Index own = slot_of[o];
        if (own >= 0 && own != near[o]) {  // a medoid is its own medoid, also among duplicates
          second[o] = near[o];
          ds[o] = dn[o];
          near[o] = own;
        }
      }
    });
  }

  // The cases of a swap in slot b for one object at distance d from the new medoid. `lost()` finds
  // its second medoid, at once or later.
  template <class Lost>
  bool update(Index o, Index b, T d, Lost&& lost) {
    const std::size_t i = uz(o);
    if (slot_of[i] == b) {  // the new medoid itself
      if (near[i] != b) {
        second[i] = near[i];
        ds[i] = dn[i];
      }
      near[i] = b;
      dn[i] = d;
      return true;
    }
    if (near[i] == b) {
      if (d <= ds[i]) {  // stays with the slot
        const bool same = d == dn[i];
        dn[i] = d;
        return !same;
      }
      near[i] = second[i];
      dn[i] = ds[i];
      lost();
      return true;
    }
    if (d < dn[i]) {
      second[i] = near[i];
      ds[i] = dn[i];
      near[i] = b;
      dn[i] = d;
      return true;
    }
    if (second[i] == b) {
      const T old = ds[i];
      if (d <= ds[i])
        ds[i] = d;
      else
        lost();
      return ds[i] != old;
    }
    if (d < ds[i]) {
      second[i] = b;
      ds[i] = d;
      return true;
    }
    return false;
  }

  // The first two are taken as they are, so that nothing depends on their size.
  void find_both(std::size_t o, const T* d) {
    near[o] = 0;
    dn[o] = d[0];
    second[o] = -1;
    for (Index s = 1; s < k(); ++s) {
      if (d[s] < dn[o]) {
        second[o] = near[o];
        ds[o] = dn[o];
        near[o] = s;
        dn[o] = d[s];
      } else if (s == 1 || d[s] < ds[o]) {
        second[o] = s;
        ds[o] = d[s];
      }
    }
  }

  void find_second(Index o, const T* all) {
    T best = 0;
    Index slot = -1;
    for (Index s = 0; s < k(); ++s) {
      if (s == near[uz(o)]) continue;
      const T d = all[s];
      if (slot < 0 || d < best) {
        best = d;
        slot = s;
      }
    }
    second[uz(o)] = slot;
    ds[uz(o)] = best;
  }

  const Problem<T>& problem_;
  const Index n_;
  const bool keeps_all_;
  // Stored object by object: to replace a second medoid that left, k adjacent values are searched,
  // for every kind of source.
  LargeArray<T> to_medoids_;
  std::vector<char> changed_;  // scratch of a swap in two steps
  std::vector<T> row_;         // of the new medoid, if no square holds it
};

}  // namespace fastpam

#endif
