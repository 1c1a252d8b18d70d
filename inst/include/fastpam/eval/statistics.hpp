// All statistics of a partition from one reading of the dissimilarities (survey.hpp): clusinfo,
// isolation and silhouettes (Kaufman & Rousseeuw 1990, ch. 2; Rousseeuw 1987). With case weights,
// sums are weighted and sizes are sums of weights.
#ifndef FASTPAM_EVAL_STATISTICS_HPP
#define FASTPAM_EVAL_STATISTICS_HPP

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "partition.hpp"
#include "survey.hpp"

namespace fastpam {

/// One number for each cluster and statistic.
struct ClusterStatistics {
  /// Isolated clusters: L, and L* where the diameter is also below the separation.
  enum Isolation : int { none = 0, l_cluster = 1, l_star_cluster = 2 };
  std::vector<double> size;               ///< sums of weights
  std::vector<double> max_diss, av_diss;  ///< dissimilarities to the medoid
  std::vector<double> diameter;           ///< largest dissimilarity inside
  std::vector<double> separation;         ///< smallest dissimilarity to an object outside
  std::vector<int> isolation;
};

/// Silhouette widths, and the order in which they are listed.
struct Silhouette {
  std::vector<double> width;         ///< object ->
  std::vector<Index> neighbor;       ///< object -> cluster
  std::vector<Index> order;          ///< cluster by cluster, decreasing width, ties by object
  std::vector<double> cluster_mean;  ///< cluster ->
  double mean = 0;                   ///< of all objects
};

/// cluster rounds the width in two ways: pam() divides first, silhouette() subtracts first.
enum class SilhouetteRule { pam, silhouette };

namespace statistics_detail {

// `a` is NaN for an object that is alone in its cluster.
inline double silhouette_width(double a, double b, SilhouetteRule rule) {
  if (std::isnan(a)) return 0;
  if (rule == SilhouetteRule::silhouette) return a == b ? 0 : (b - a) / (a > b ? a : b);
  if (a > 0) {
    if (b > 0) return b > a ? 1. - a / b : b < a ? b / a - 1. : 0;
    return -1;
  }
  return b > 0 ? 1 : 0;
}

}  // namespace statistics_detail

/// The weight of each cluster.
template <class T>
std::vector<double> cluster_sizes(const Problem<T>& problem, const std::vector<Index>& label,
                                  std::size_t k) {
  std::vector<double> sizes(k, 0.0);
  for (Index o = 0; o < problem.n(); ++o) sizes[uz(label[uz(o)])] += problem.weight(o);
  return sizes;
}

/// Without `around` (nullptr), the diameter is `problem.max` and the separation 0.
template <class T>
ClusterStatistics cluster_statistics(const Problem<T>& problem, const Partition& p,
                                     const Members& members, const std::vector<double>& sizes,
                                     const Surroundings* around) {
  const std::size_t k = p.medoid.size();
  const bool counts = counts_rows(problem);
  ClusterStatistics s;
  s.size = sizes;
  s.isolation.assign(k, ClusterStatistics::none);
  for (std::size_t c = 0; c < k; ++c) {
    double farthest = -1, total = 0, diameter = -1, separation = problem.far();
    bool isolated = true;
    std::size_t counted = 0;
    for (std::size_t a = members.begin[c]; a < members.begin[c + 1]; ++a) {
      const Index o = members.order[a];
      if (problem.weight(o) == 0) continue;
      ++counted;
      total += problem.weighted(o, p.to_medoid[uz(o)]);
      farthest = std::max(farthest, p.to_medoid[uz(o)]);
      if (around == nullptr) continue;
      const double inside = around->farthest_inside[uz(o)];
      const double outside = around->nearest_outside[uz(o)];
      if (inside >= outside) isolated = false;
      diameter = std::max(diameter, inside);
      separation = std::min(separation, outside);
    }
    if (!(sizes[c] > 0)) {  // a medoid of weight 0 whose cluster has no weight
      farthest = diameter = separation = 0;
      isolated = false;
    }
    s.max_diss.push_back(farthest);
    s.av_diss.push_back(sizes[c] > 0 ? total / sizes[c] : 0);
    s.diameter.push_back(around == nullptr ? problem.max : diameter);
    s.separation.push_back(around == nullptr ? 0 : separation);
    const bool several = counts ? sizes[c] > 1 : counted > 1;
    if (around != nullptr && isolated && several)
      s.isolation[c] =
          diameter < separation ? ClusterStatistics::l_star_cluster : ClusterStatistics::l_cluster;
  }
  return s;
}

/// Silhouettes from the result of survey().
template <class T>
Silhouette silhouettes(const Problem<T>& problem, const Members& members,
                       const std::vector<double>& sizes, const Surroundings& around,
                       SilhouetteRule rule = SilhouetteRule::pam) {
  const std::size_t n = uz(problem.n());
  Silhouette s;
  s.width.resize(n);
  s.neighbor = around.neighbor;
  s.order = members.order;
  double all = 0, weight = 0;
  for (std::size_t c = 0; c < sizes.size(); ++c) {
    const auto from = s.order.begin() + static_cast<std::ptrdiff_t>(members.begin[c]);
    const auto to = s.order.begin() + static_cast<std::ptrdiff_t>(members.begin[c + 1]);
    for (auto o = from; o != to; ++o)
      s.width[uz(*o)] = statistics_detail::silhouette_width(around.mean_inside[uz(*o)],
                                                            around.mean_outside[uz(*o)], rule);
    std::stable_sort(from, to, [&](Index a, Index b) { return s.width[uz(a)] > s.width[uz(b)]; });
    double total = 0;
    for (auto o = from; o != to; ++o) total += problem.weighted(*o, s.width[uz(*o)]);
    s.cluster_mean.push_back(sizes[c] > 0 ? total / sizes[c] : 0);
    all += total;
    weight += sizes[c];
  }
  s.mean = all / weight;
  return s;
}

/// Silhouettes of any labels 0 .. k-1, k >= 2; `problem.max` is not used.
template <class T>
Silhouette silhouettes(const Problem<T>& given, const std::vector<Index>& label, std::size_t k,
                       SilhouetteRule rule, Context& ctx) {
  bool fine = k >= 2 && label.size() == uz(given.n());
  for (const Index c : label) fine = fine && c >= 0 && uz(c) < k;
  if (!fine)
    throw Error(ErrorCode::broken, "labels must be n numbers from 0 to k - 1, with k >= 2");
  Problem<T> problem = given;
  problem.max = std::numeric_limits<double>::infinity();
  const std::vector<double> sizes = cluster_sizes(problem, label, k);
  return silhouettes(problem, Members(label, k), sizes, survey(problem, label, sizes, ctx), rule);
}

}  // namespace fastpam

#endif
