// Prediction strength (Tibshirani and Walther 2005, "Cluster validation by prediction strength",
// Journal of Computational and Graphical Statistics 14, 511-528). The objects are split into two
// halves, and each half is clustered. Then the medoids of one half classify the objects of the
// other. For each cluster of the other half, the share of pairs that are classified together is
// computed. The smallest share counts. A cluster of one object has no pairs and counts as 1.
#ifndef FASTPAM_VALIDATE_PREDICTION_STRENGTH_HPP
#define FASTPAM_VALIDATE_PREDICTION_STRENGTH_HPP

#include <algorithm>
#include <utility>
#include <vector>

#include "cluster_part.hpp"

namespace fastpam {

/// Two parts of the objects without common objects.
struct Split {
  Resample half[2];
};

namespace strength_detail {

// For each object of `part`, the cluster of the nearest medoid of the other half; ties go to the
// cluster with the lowest number.
template <class T>
std::vector<Index> classify(const Source<T>& source, const Resample& part, const Resample& other,
                            const Partition& clusters) {
  const Index n = source.size();
  std::vector<Index> nearest(part.objects.size(), 0);
  std::vector<T> least(part.objects.size()), buffer(uz(n));
  for (std::size_t c = 0; c < clusters.medoid.size(); ++c) {
    const T* const row = source.row(other.objects[uz(clusters.medoid[c])], buffer.data());
    for (std::size_t i = 0; i < part.objects.size(); ++i) {
      const T d = row[part.objects[i]];
      if (c > 0 && !(d < least[i])) continue;
      least[i] = d;
      nearest[i] = static_cast<Index>(c);
    }
  }
  return nearest;
}

}  // namespace strength_detail

/// The smallest share, over the clusters of a partition, of pairs of different objects that have
/// the same `given` label (below k). The weight of a pair is the product of its objects' weights;
/// empty: 1.
inline double smallest_share(const Partition& clusters, const std::vector<Index>& given,
                             std::size_t k, const std::vector<double>& weights) {
  const std::size_t own = clusters.medoid.size();
  std::vector<double> sum(own * k, 0.0), all(own, 0.0), squares(own, 0.0);
  for (std::size_t i = 0; i < given.size(); ++i) {
    const double w = weights.empty() ? 1.0 : weights[i];
    const std::size_t c = uz(clusters.label[i]);
    sum[c * k + uz(given[i])] += w;
    all[c] += w;
    squares[c] += w * w;
  }
  double least = 1;
  for (std::size_t c = 0; c < own; ++c) {
    const double pairs = all[c] * all[c] - squares[c];
    if (!(pairs > 0)) continue;
    double together = -squares[c];
    for (std::size_t d = 0; d < k; ++d) together += sum[c * k + d] * sum[c * k + d];
    least = std::min(least, std::max(0.0, together / pairs));
  }
  return least;
}

/// For each fit, the smallest shares of split s: [2 s] for its first half, [2 s + 1] for its
/// second. Their mean is the prediction strength. Each half needs more objects than clusters.
/// `options.first` counts halves.
template <class T>
std::vector<std::vector<double>> prediction_strengths(const Problem<T>& problem,
                                                      const std::vector<Split>& splits,
                                                      const PartOptions& options, Context& ctx) {
  std::vector<std::vector<double>> out(options.fits.size(),
                                       std::vector<double>(2 * splits.size(), 0.0));
  // Both halves of a split are needed at once, so partitions are kept until all are complete.
  std::vector<Resample> parts;
  for (const Split& split : splits) parts.insert(parts.end(), split.half, split.half + 2);
  std::vector<std::vector<Partition>> found(parts.size());
  cluster_parts(problem, parts, options, ctx, [&](std::size_t b, std::vector<Partition> clusters) {
    found[b] = std::move(clusters);
  });
  run_jobs(parts.size(), ctx, [&](std::size_t b, Context& own) {
    const std::size_t other = b % 2 == 0 ? b + 1 : b - 1;
    const std::vector<double> weights = part_detail::part_weights(problem, parts[b]);
    for (std::size_t f = 0; f < out.size(); ++f) {
      own.monitor.tick();
      const Partition& theirs = found[other][f];
      const std::vector<Index> given =
          strength_detail::classify(problem.source, parts[b], parts[other], theirs);
      out[f][b] = smallest_share(found[b][f], given, theirs.medoid.size(), weights);
    }
  });
  return out;
}

}  // namespace fastpam

#endif
