// The problem to solve: dissimilarities, case weights, and which objects may or must be medoids.
#ifndef FASTPAM_SEARCH_PROBLEM_HPP
#define FASTPAM_SEARCH_PROBLEM_HPP

#include <algorithm>
#include <cstddef>
#include <vector>

#include "../base/rounding.hpp"
#include "../dissim/source.hpp"
#include "../dissim/stored/candidate_rows.hpp"
#include "../dissim/stored/rounded.hpp"

namespace fastpam {

// A problem: dissimilarities, case weights (nullptr: all 1), what is known about them, and which
// objects may or must be medoids.
template <class T>
struct Problem {
  const Source<T>& source;
  const double* weights = nullptr;
  double max = 0;  // the largest dissimilarity (to a candidate, where these are named)
  // Flags of n objects: which may be medoids (nullptr: all of positive weight) and which must be
  // (nullptr: none). A fixed object must be a candidate; the caller checks this.
  const char* candidates = nullptr;
  const char* fixed = nullptr;
  // The same source if it stores only the rows of the candidates; else nullptr.
  const CandidateRows<T>* rectangle = nullptr;
  // The dissimilarities as floats, for estimates; else nullptr. Only with T = double.
  const RoundedSquare* rounded = nullptr;

  Index n() const { return source.size(); }
  double weight(Index o) const { return weights == nullptr ? 1.0 : weights[o]; }
  // The sum of the weights, objects ascending.
  double total_weight() const {
    const Index count = n();
    double total = 0;
    for (Index o = 0; o < count; ++o) total += weight(o);
    return total;
  }
  // An object of weight 0 gets a label but does not count. It is never a medoid, unless it is named
  // as a candidate (a site that is not a client).
  bool may_be_medoid(Index o) const {
    if (candidates != nullptr) return candidates[o] != 0;
    return weights == nullptr || weights[o] > 0;
  }
  // Whether object o is a medoid that must not leave.
  bool is_fixed(Index o) const { return fixed != nullptr && fixed[o] != 0; }
  // A number larger than all dissimilarities, used for objects without a medoid (`s` in cluster's
  // pam.c).
  double far() const { return product(max, 1.1) + 1.; }
  // x multiplied by the weight of object o.
  double weighted(Index o, double x) const {
    return weights == nullptr ? x : product(x, weights[o]);
  }
};

// Objects that must be medoids, ascending.
template <class T>
std::vector<Index> fixed_objects(const Problem<T>& problem) {
  std::vector<Index> fixed;
  if (problem.fixed == nullptr) return fixed;
  for (Index o = 0; o < problem.n(); ++o)
    if (problem.is_fixed(o)) fixed.push_back(o);
  return fixed;
}

// The number of objects that may be medoids.
template <class T>
std::size_t count_eligible(const Problem<T>& problem) {
  std::size_t count = 0;
  for (Index o = 0; o < problem.n(); ++o) count += problem.may_be_medoid(o) ? 1 : 0;
  return count;
}

// Objects that may be medoids, ascending. Throws if there are fewer than k, or if k is not
// positive: loops that pick k of them would not end or would read beyond the list.
template <class T>
std::vector<Index> eligible_objects(const Problem<T>& problem, Index k) {
  std::vector<Index> pool;
  for (Index o = 0; o < problem.n(); ++o)
    if (problem.may_be_medoid(o)) pool.push_back(o);
  if (k < 1 || pool.size() < uz(k))
    throw Error(ErrorCode::broken, "fewer than k objects may be medoids");
  const std::vector<Index> fixed = fixed_objects(problem);
  if (fixed.size() > uz(k)) throw Error(ErrorCode::broken, "more than k objects are fixed");
  for (const Index o : fixed)
    if (!problem.may_be_medoid(o))
      throw Error(ErrorCode::broken, "a fixed object must be allowed to be a medoid");
  return pool;
}

// The same without the fixed medoids.
template <class T>
std::vector<Index> free_objects(const Problem<T>& problem, Index k) {
  std::vector<Index> pool = eligible_objects(problem, k);
  if (problem.fixed != nullptr)
    pool.erase(
        std::remove_if(pool.begin(), pool.end(), [&](Index o) { return problem.is_fixed(o); }),
        pool.end());
  return pool;
}

}  // namespace fastpam

#endif
