// The state of BUILD: the medoids so far, and for each object the nearest of them. A candidate
// counts for an object if it is nearer than that, so the nearest takes the part that the second
// nearest medoid has in SWAP.
#ifndef FASTPAM_INIT_GROWING_STATE_HPP
#define FASTPAM_INIT_GROWING_STATE_HPP

#include <vector>

#include "../search/state.hpp"

namespace fastpam {

/// Medoids that become more, up to k of them.
template <class T>
class GrowingState {
 public:
  GrowingState(const Problem<T>& problem, Index k)
      : near(uz(problem.n()), 0),
        dn(uz(problem.n()), static_cast<T>(problem.far())),
        current(uz(problem.n()), problem.far()),
        problem_(problem),
        k_(k),
        row_(problem.source.square() == nullptr ? uz(problem.n()) : 0) {}
  GrowingState(const GrowingState&) = delete;  // ds refers to its own dn
  GrowingState& operator=(const GrowingState&) = delete;

  // The next medoid.
  void take(Index chosen) {
    const Index slot = count_++;
    // Slots that are still empty have the first medoid, and no objects.
    if (slot == 0) medoid.assign(uz(k_), chosen);
    medoid[uz(slot)] = chosen;
    const T* const row = problem_.source.row(chosen, row_.data());
    for (std::size_t o = 0; o < dn.size(); ++o) {
      if (!(row[o] < dn[o])) continue;
      near[o] = slot;
      dn[o] = row[o];
      current[o] = static_cast<double>(row[o]);
    }
  }

  // Sum of w * current: the total deviation.
  double total() const {
    double sum = 0;
    for (Index o = 0; o < n(); ++o) sum += problem_.weighted(o, current[uz(o)]);
    return sum;
  }

  Index n() const { return problem_.n(); }
  Index k() const { return k_; }
  const Index* ids() const { return nullptr; }
  const Problem<T>& problem() const { return problem_; }
  bool keeps_all() const { return false; }
  const T* to_medoids(Index) const { return nullptr; }  // not kept

  std::vector<Index> medoid, near;
  std::vector<T> dn;
  const std::vector<T>& ds = dn;
  std::vector<double> current;  // dn; before there is a medoid, problem().far() with all its digits

 private:
  const Problem<T>& problem_;
  const Index k_;
  Index count_ = 0;
  std::vector<T> row_;
};

}  // namespace fastpam

#endif
