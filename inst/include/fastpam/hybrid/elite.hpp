// The elite set of a search: a few good solutions that differ from each other.
#ifndef FASTPAM_HYBRID_ELITE_HPP
#define FASTPAM_HYBRID_ELITE_HPP

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

#include "../base/types.hpp"

namespace fastpam {

/// k medoids, ascending, and their total deviation.
struct Solution {
  std::vector<Index> medoids;
  double loss = 0;
  std::size_t number = 0;  ///< solutions of an elite are numbered in the order in which they come
};

/// The number of medoids of one solution that are not in the other.
inline std::size_t difference(const Solution& a, const Solution& b) {
  std::vector<Index> common;
  std::set_intersection(a.medoids.begin(), a.medoids.end(), b.medoids.begin(), b.medoids.end(),
                        std::back_inserter(common));
  return a.medoids.size() - common.size();
}

/// A few good solutions that differ from each other.
class Elite {
 public:
  explicit Elite(std::size_t size) : size_(size) {}

  /// Sorted by loss, the best first; of equal ones the earlier comes first.
  const std::vector<Solution>& solutions() const { return solutions_; }

  /// Adds the solution if it is better than the worst or if there is room, and if no better one has
  /// nearly the same medoids (Resende & Werneck 2004, section 3.5). It replaces the most similar of
  /// those that are not better. Returns whether it was added.
  bool offer(Solution solution) {
    constexpr std::size_t least = 2;
    const auto worse =
        std::upper_bound(solutions_.begin(), solutions_.end(), solution,
                         [](const Solution& a, const Solution& b) { return a.loss < b.loss; });
    const auto similar = [&](const Solution& other) {
      return difference(solution, other) < std::min(least, solution.medoids.size());
    };
    for (auto s = solutions_.begin(); s != worse; ++s)
      if (similar(*s)) return false;
    if (solutions_.size() >= size_ && worse == solutions_.end()) return false;
    auto leaving = solutions_.end();
    std::size_t closest = solution.medoids.size() + 1;
    for (auto s = worse; s != solutions_.end(); ++s) {
      const std::size_t d = difference(solution, *s);
      if (d <= closest) {  // the worst of equally similar ones
        closest = d;
        leaving = s;
      }
    }
    solution.number = next_++;
    if (leaving != solutions_.end() && (solutions_.size() >= size_ || similar(*leaving))) {
      std::move_backward(worse, leaving, leaving + 1);
      *worse = std::move(solution);
    } else {
      solutions_.insert(worse, std::move(solution));
    }
    return true;
  }

 private:
  std::size_t size_, next_ = 0;
  std::vector<Solution> solutions_;
};

}  // namespace fastpam

#endif
