// From medoids to a partition as cluster::pam reports it: labels, cluster numbers, and all
// statistics of the object, in the summation order of the reference (cluster's pam.c, cstat, dark).
#ifndef FASTPAM_EVAL_PARTITION_HPP
#define FASTPAM_EVAL_PARTITION_HPP

#include <algorithm>
#include <vector>

#include "../search/state.hpp"

namespace fastpam {

/// Medoids and labels, clusters numbered as in cluster::pam().
struct Partition {
  std::vector<Index> medoid;      ///< cluster -> object
  std::vector<Index> label;       ///< object -> cluster
  std::vector<double> to_medoid;  ///< object -> dissimilarity to its medoid
  /// Number of clusters.
  Index k() const { return static_cast<Index>(medoid.size()); }
};

/// Each object belongs to its nearest medoid. Ties go to the medoid with the lowest object number;
/// a medoid always belongs to itself. Cluster 1 is the cluster of the first object, cluster 2 that
/// of the next object not in cluster 1, and so on.
template <class T>
Partition make_partition(const Problem<T>& problem, std::vector<Index> medoids, Context& ctx) {
  const Index n = problem.n();
  std::sort(medoids.begin(), medoids.end());
  if (medoids.empty() || medoids.front() < 0 || medoids.back() >= n ||
      std::adjacent_find(medoids.begin(), medoids.end()) != medoids.end())
    throw Error(ErrorCode::broken, "medoids must be different objects of the problem");
  std::vector<Index> nearest(uz(n), 0);
  std::vector<T> least(uz(n)), buffer(uz(n));
  for (std::size_t s = 0; s < medoids.size(); ++s) {
    ctx.monitor.tick();
    const T* row = problem.source.row(medoids[s], buffer.data());
    for (std::size_t o = 0; o < uz(n); ++o) {
      if (s == 0 || row[o] < least[o]) {
        least[o] = row[o];
        nearest[o] = static_cast<Index>(s);
      }
    }
  }
  for (std::size_t s = 0; s < medoids.size(); ++s) nearest[uz(medoids[s])] = static_cast<Index>(s);

  Partition p;
  p.label.resize(uz(n));
  p.to_medoid.resize(uz(n));
  std::vector<Index> number(medoids.size(), -1);
  for (std::size_t o = 0; o < uz(n); ++o) {
    Index& c = number[uz(nearest[o])];
    if (c < 0) {
      c = static_cast<Index>(p.medoid.size());
      p.medoid.push_back(medoids[uz(nearest[o])]);
    }
    p.label[o] = c;
    p.to_medoid[o] = static_cast<double>(least[o]);
  }
  return p;
}

/// Objects cluster by cluster, ascending inside: members of c are order[begin[c] .. begin[c + 1]).
struct Members {
  std::vector<Index> order;
  std::vector<std::size_t> begin;

  /// Objects for which skip(o) holds are left out.
  template <class Skip>
  Members(const std::vector<Index>& label, std::size_t k, Skip&& skip) : begin(k + 1, 0) {
    const Index n = to_index(label.size());
    for (Index o = 0; o < n; ++o)
      if (!skip(o)) ++begin[uz(label[uz(o)]) + 1];
    for (std::size_t c = 1; c < begin.size(); ++c) begin[c] += begin[c - 1];
    std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
    order.resize(begin.back());
    for (Index o = 0; o < n; ++o)
      if (!skip(o)) order[next[uz(label[uz(o)])]++] = o;
  }
  Members(const std::vector<Index>& label, std::size_t k)
      : Members(label, k, [](Index) { return false; }) {}
  explicit Members(const Partition& p) : Members(p.label, p.medoid.size()) {}
  std::size_t size(std::size_t c) const { return begin[c + 1] - begin[c]; }
};

}  // namespace fastpam

#endif
