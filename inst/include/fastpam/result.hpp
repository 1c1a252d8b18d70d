// The result of a clustering: medoids and labels, how the search went, and the statistics of the
// clusters.
#ifndef FASTPAM_RESULT_HPP
#define FASTPAM_RESULT_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "dissim/reading/block.hpp"
#include "eval/statistics.hpp"
#include "swap/report.hpp"

namespace fastpam {

/// Which statistics of the clusters are computed.
enum class Statistics {
  none,     ///< nothing
  medoids,  ///< sizes and dissimilarities to the medoid
  pairs     ///< also those that need all pairs: diameters, separations, isolation, silhouettes
};

/// The result of fit() and of fit_clarans(). Sums are weighted; divide by `total_weight` for means.
struct FitResult {
  Partition partition;                      ///< of all objects
  std::vector<Index> start;                 ///< the medoids the kept search began with
  double init_loss = 0;                     ///< total deviation after init
  SwapReport swap;                          ///< of the kept search
  double loss = 0;                          ///< total deviation at the end
  double medoid_silhouette = std::nan("");  ///< average; NaN if it was not computed
  std::vector<double> losses;               ///< the final loss of each search, as its swap reports
  std::size_t best_run = 0;                 ///< which search was kept
  double total_weight = 0;                  ///< sum of the case weights
  ClusterStatistics clusters;               ///< NaN or empty: not requested
  Silhouette silhouette;                    ///< empty for k == 1
};

namespace result_detail {

// The largest dissimilarity between objects of positive weight: `problem.max`, if it is known and
// all objects count.
template <class T>
double single_diameter(const Problem<T>& problem, const Partition& p,
                       const std::vector<double>& sizes, Context& ctx) {
  bool all = true;
  for (Index o = 0; o < problem.n(); ++o) all = all && problem.weight(o) > 0;
  if (all) return std::isfinite(problem.max) ? problem.max : max_dissimilarity(problem.source, ctx);
  const Surroundings around = survey(problem, p.label, sizes, ctx);
  double top = 0;
  for (Index o = 0; o < problem.n(); ++o)
    if (problem.weight(o) > 0) top = std::max(top, around.farthest_inside[uz(o)]);
  return top;
}

}  // namespace result_detail

/// Adds the statistics of a result's partition. `problem.max` may be infinite: not known.
template <class T>
void add_statistics(const Problem<T>& problem, Statistics wanted, FitResult& fit, Context& ctx) {
  if (wanted == Statistics::none) return;
  const Partition& p = fit.partition;
  const Members members(p);
  const std::vector<double> sizes = cluster_sizes(problem, p.label, p.medoid.size());
  if (wanted == Statistics::medoids || p.k() == 1) {
    fit.clusters = cluster_statistics(problem, p, members, sizes, nullptr);
    if (wanted == Statistics::pairs) {
      fit.clusters.diameter[0] = result_detail::single_diameter(problem, p, sizes, ctx);
      return;
    }
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    fit.clusters.diameter.assign(sizes.size(), unknown);
    fit.clusters.separation.assign(sizes.size(), unknown);
    fit.clusters.isolation.clear();
    return;
  }
  const Surroundings around = survey(problem, p.label, sizes, ctx);
  fit.clusters = cluster_statistics(problem, p, members, sizes, &around);
  fit.silhouette = silhouettes(problem, members, sizes, around);
}

}  // namespace fastpam

#endif
