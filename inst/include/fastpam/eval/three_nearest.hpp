// The three nearest medoids of each object: the state of a search for the best average medoid
// silhouette (Lenssen & Schubert 2024, section 4). The loss is the sum of w * d1 / d2.
#ifndef FASTPAM_EVAL_THREE_NEAREST_HPP
#define FASTPAM_EVAL_THREE_NEAREST_HPP

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "medoid_silhouette.hpp"

namespace fastpam {

/// The three nearest medoids of each object.
template <class T>
class ThreeNearest {
 public:
  /// Needs k >= 2 medoids. With k == 2 the third is infinitely far, in slot -1.
  ThreeNearest(const Problem<T>& problem, std::vector<Index> medoids, Context& ctx)
      : medoid(std::move(medoids)),
        slot_of(uz(problem.n()), -1),
        problem_(problem),
        square_(problem.source.square()) {
    if (square_ == nullptr) cache_ = LargeArray<T>(checked_product(medoid.size(), slot_of.size()));
    for (auto& d : distance) d.resize(slot_of.size());
    for (auto& s : slot) s.resize(slot_of.size());
    for (std::size_t s = 0; s < medoid.size(); ++s) {
      slot_of[uz(medoid[s])] = static_cast<Index>(s);
      load_row(s);
    }
    constexpr std::size_t block = 1024;
    ctx.run((slot_of.size() + block - 1) / block, [&](std::size_t b, int) {
      const std::size_t end = std::min(slot_of.size(), (b + 1) * block);
      for (std::size_t o = b * block; o < end; ++o) find(static_cast<Index>(o));
    });
  }

  Index n() const { return problem_.n(); }
  Index k() const { return static_cast<Index>(medoid.size()); }
  const Problem<T>& problem() const { return problem_; }
  bool may_enter(Index o) const { return slot_of[uz(o)] < 0 && problem_.may_be_medoid(o); }

  double d(int rank, Index o) const {
    return static_cast<double>(distance[static_cast<std::size_t>(rank)][uz(o)]);
  }

  /// Sum of w * d1 / d2, objects ascending, one accumulator.
  double loss() const {
    double total = 0;
    for (Index o = 0; o < n(); ++o) total += problem_.weight(o) * medoid_ratio(d(0, o), d(1, o));
    return total;
  }

  // The increase of the loss if the medoid of each slot alone is removed; infinite for a medoid
  // that must not leave.
  void removal_loss(std::vector<double>& change) const {
    change.assign(medoid.size(), 0.0);
    for (Index o = 0; o < n(); ++o) {
      const double w = problem_.weight(o), now = medoid_ratio(d(0, o), d(1, o));
      change[uz(slot[0][uz(o)])] += w * (medoid_ratio(d(1, o), d(2, o)) - now);
      change[uz(slot[1][uz(o)])] += w * (medoid_ratio(d(0, o), d(2, o)) - now);
    }
    if (problem_.fixed == nullptr) return;
    for (std::size_t s = 0; s < medoid.size(); ++s)
      if (problem_.is_fixed(medoid[s])) change[s] = std::numeric_limits<double>::infinity();
  }

  /// Puts object h into slot b.
  void swap(Index b, Index h) {
    slot_of[uz(medoid[uz(b)])] = -1;
    slot_of[uz(h)] = b;
    medoid[uz(b)] = h;
    const T* row = load_row(uz(b));
    for (Index o = 0; o < n(); ++o)
      if (row[o] < distance[2][uz(o)] || near_slot(o, b)) find(o);
  }

  /// Removes the medoid of slot b. The last slot gets its number. Needs k >= 3.
  void remove(Index b) {
    const Index last = k() - 1;
    slot_of[uz(medoid[uz(b)])] = -1;
    if (b != last) {
      medoid[uz(b)] = medoid.back();
      slot_of[uz(medoid[uz(b)])] = b;
      load_row(uz(b));
    }
    medoid.pop_back();
    for (Index o = 0; o < n(); ++o)
      if (near_slot(o, b) || near_slot(o, last)) find(o);
  }

  std::vector<Index> medoid, slot_of;      // slot -> object, object -> slot or -1
  std::array<std::vector<T>, 3> distance;  // [0] nearest, [1] second, [2] third
  std::array<std::vector<Index>, 3> slot;

 private:
  bool near_slot(Index o, Index b) const {
    return slot[0][uz(o)] == b || slot[1][uz(o)] == b || slot[2][uz(o)] == b;
  }

  T to_medoid(std::size_t s, Index o) const {
    const std::size_t n = slot_of.size();
    return square_ != nullptr ? square_[uz(o) * n + uz(medoid[s])] : cache_[s * n + uz(o)];
  }

  const T* load_row(std::size_t s) {
    const std::size_t n = slot_of.size();
    if (square_ != nullptr) return square_ + uz(medoid[s]) * n;
    T* const row = cache_.get() + s * n;
    problem_.source.tile(medoid[s], medoid[s] + 1, 0, problem_.n(), row, n);
    return row;
  }

  // Ties stay with the lower slot.
  void find(Index o) {
    const std::size_t i = uz(o);
    for (std::size_t r = 0; r < 3; ++r) {
      distance[r][i] = std::numeric_limits<T>::infinity();
      slot[r][i] = -1;
    }
    for (std::size_t s = 0; s < medoid.size(); ++s) {
      const T d = to_medoid(s, o);
      if (slot[2][i] >= 0 && !(d < distance[2][i])) continue;
      std::size_t r = 2;
      for (; r > 0 && (slot[r - 1][i] < 0 || d < distance[r - 1][i]); --r) {
        distance[r][i] = distance[r - 1][i];
        slot[r][i] = slot[r - 1][i];
      }
      distance[r][i] = d;
      slot[r][i] = static_cast<Index>(s);
    }
  }

  const Problem<T>& problem_;
  const T* square_;
  LargeArray<T> cache_;  // rows of the medoids, if no square holds them
};

}  // namespace fastpam

#endif
