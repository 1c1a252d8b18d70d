// What is kept of the assignment of a part of a table: for each cluster how many objects, how far
// the farthest, and the sum of dissimilarities without rounding. Parts are added up in any order
// and give what the whole gives, to the last bit.
#ifndef FASTPAM_SAMPLE_TALLY_HPP
#define FASTPAM_SAMPLE_TALLY_HPP

#include <algorithm>
#include <vector>

#include "../base/exact_sum.hpp"
#include "../base/rounding.hpp"
#include "../base/types.hpp"
#include "assign.hpp"

namespace fastpam {

/// Facts about the clusters of some objects.
struct Tally {
  explicit Tally(std::size_t k) : size(k), max(k), sum(k) {}

  /// Adds the first m objects of an assignment, with their case weights unless these are null.
  /// Those without a comparable medoid are only noted.
  template <class T>
  void add(const Assignment<T>& assignment, std::size_t m, const double* weights = nullptr) {
    if (weights != nullptr) weight.resize(size.size());
    for (std::size_t o = 0; o < m; ++o) {
      const Index s = assignment.label[o];
      if (s < 0) {
        incomplete = true;
        continue;
      }
      const double d = static_cast<double>(assignment.least[o]);
      if (size[uz(s)] == 0) first.push_back(s);
      size[uz(s)] += 1;
      if (weights != nullptr) {
        if (weights[o] == 0) continue;
        weight[uz(s)].add(weights[o]);
      }
      max[uz(s)] = std::max(max[uz(s)], d);
      sum[uz(s)].add(weights == nullptr ? d : product(d, weights[o]));
    }
  }

  std::vector<double> size, max;  ///< the number of objects, and the largest dissimilarity
  std::vector<ExactSum> sum;
  std::vector<ExactSum> weight;  ///< sums of case weights; empty without
  std::vector<Index> first;      ///< clusters that were empty before, in the order of their objects
  bool incomplete = false;       ///< an object cannot be compared with any medoid
};

}  // namespace fastpam

#endif
