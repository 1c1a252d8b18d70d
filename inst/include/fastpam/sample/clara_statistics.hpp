// The statistics of a "clara" object: sizes and radii of the clusters over all objects, and
// dissimilarities and silhouettes of the best sample, in the summation order of cluster's clara.c.
#ifndef FASTPAM_SAMPLE_CLARA_STATISTICS_HPP
#define FASTPAM_SAMPLE_CLARA_STATISTICS_HPP

#include <algorithm>
#include <vector>

#include "../eval/statistics.hpp"
#include "clara.hpp"

namespace fastpam {

/// The largest sample whose dissimilarities are kept: 16 MB.
constexpr Index largest_kept_sample = 2000;

/// Statistics of the clusters, and of the best sample.
struct ClaraStatistics {
  std::vector<double> size;         ///< sums of weights, over all objects
  std::vector<double> max_diss;     ///< largest dissimilarity to the medoid
  std::vector<double> av_diss;      ///< mean dissimilarity to the medoid
  std::vector<double> isolation;    ///< max_diss over the distance to the nearest other medoid
  std::vector<double> sample_diss;  ///< lower triangle of the best sample, by columns; empty: large
  Partition sample;                 ///< its objects by position; labels are those of all objects
  Silhouette silhouette;            ///< of the sample; empty for k == 1
};

/// max_diss over the dissimilarity to the nearest other medoid.
//
// It is -1 where two medoids coincide and 0 for k == 1, as in clara().
template <class T>
std::vector<double> isolation(const Problem<T>& problem, const Partition& p,
                              const std::vector<double>& max_diss, Context& ctx) {
  const std::size_t k = p.medoid.size();
  std::vector<double> out(k, 0.0);
  if (k == 1) return out;
  std::vector<T> between(k * k);
  fill_among(problem.source, p.medoid.data(), p.k(), between.data(), ctx);
  for (std::size_t a = 0; a < k; ++a) {
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t b = 0; b < k; ++b)
      if (b != a) nearest = std::min(nearest, static_cast<double>(between[a * k + b]));
    out[a] = nearest > 0 ? max_diss[a] / nearest : -1;
  }
  return out;
}

/// Mean dissimilarities to the medoids by exact sums.
template <class T>
std::vector<double> exact_means(const Problem<T>& problem, const Partition& p,
                                const std::vector<double>& size) {
  std::vector<ExactSum> sums(size.size());
  for (std::size_t o = 0; o < p.label.size(); ++o)
    sums[uz(p.label[o])].add(problem.weighted(static_cast<Index>(o), p.to_medoid[o]));
  std::vector<double> means;
  for (std::size_t c = 0; c < size.size(); ++c)
    means.push_back(size[c] > 0 ? sums[c].value() / size[c] : 0);
  return means;
}

/// The weights of the clusters by exact sums.
template <class T>
std::vector<double> exact_sizes(const Problem<T>& problem, const Partition& p) {
  std::vector<ExactSum> sums(p.medoid.size());
  for (std::size_t o = 0; o < p.label.size(); ++o)
    sums[uz(p.label[o])].add(problem.weight(static_cast<Index>(o)));
  std::vector<double> sizes;
  for (const ExactSum& sum : sums) sizes.push_back(sum.value());
  return sizes;
}

/// The statistics of a result of clara().
template <class T>
ClaraStatistics clara_statistics(const Problem<T>& problem, const ClaraResult& result,
                                 Context& ctx) {
  ClaraStatistics s;
  const Partition& p = result.partition;
  const std::size_t k = p.medoid.size();
  {
    const std::vector<double> sizes =
        result.exact ? exact_sizes(problem, p) : cluster_sizes(problem, p.label, k);
    const ClusterStatistics c = cluster_statistics(problem, p, Members(p), sizes, nullptr);
    s.size = c.size;
    s.max_diss = c.max_diss;
    s.av_diss = result.exact ? exact_means(problem, p, c.size) : c.av_diss;
  }
  s.isolation = isolation(problem, p, s.max_diss, ctx);

  const std::vector<Index>& objects = result.samples[result.best].objects;
  const Index m = to_index(objects.size());
  SquareSource<T> square(m);
  T* const values = square.mutable_values();
  fill_among(problem.source, objects.data(), m, values, ctx);
  if (m <= largest_kept_sample) s.sample_diss.reserve(n_pairs(m));
  for (Index a = 0; a < m && m <= largest_kept_sample; ++a)
    for (Index b = a + 1; b < m; ++b)
      s.sample_diss.push_back(static_cast<double>(values[uz(a) * uz(m) + uz(b)]));

  std::vector<double> weights;
  for (const Index o : objects) {
    s.sample.label.push_back(p.label[uz(o)]);
    s.sample.to_medoid.push_back(p.to_medoid[uz(o)]);
    if (problem.weights != nullptr) weights.push_back(problem.weights[o]);
  }
  for (const Index o : p.medoid)
    s.sample.medoid.push_back(
        static_cast<Index>(std::lower_bound(objects.begin(), objects.end(), o) - objects.begin()));
  if (p.k() == 1) return s;

  Problem<T> sampled{square, weights.empty() ? nullptr : weights.data()};
  sampled.max = max_dissimilarity<T>(square, ctx);
  const Members members(s.sample);
  const std::vector<double> sizes = cluster_sizes(sampled, s.sample.label, k);
  s.silhouette = silhouettes(sampled, members, sizes,
                             survey(sampled, s.sample.label, sizes, counts_rows(problem), ctx));
  return s;
}

}  // namespace fastpam

#endif
