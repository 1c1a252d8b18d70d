// How well clusters are found again in resamples (Hennig 2007, "Cluster-wise assessment of cluster
// stability", Computational Statistics & Data Analysis 52, 258-271). For each cluster of all
// objects, this is the largest Jaccard similarity to a cluster of the resample, over the objects of
// the resample. A cluster without objects in the resample counts as 0.
#ifndef FASTPAM_VALIDATE_RECOVERY_HPP
#define FASTPAM_VALIDATE_RECOVERY_HPP

#include <algorithm>
#include <vector>

#include "cluster_part.hpp"

namespace fastpam {

/// The recovery of the clusters of one fit in the resamples.
struct Recovery {
  Index k = 0;                            ///< clusters of the fit
  std::vector<double> jaccard;            ///< cluster c in resample b: [b * k + c]
  std::vector<std::vector<Index>> label;  ///< resample -> object -> cluster there, -1: not in it
};

/// The largest Jaccard similarity of each of the k clusters of `label` (all objects) to a cluster
/// of the part. `weights` are those of the part's objects; empty: 1 each.
inline std::vector<double> best_jaccard(const std::vector<Index>& label, std::size_t k,
                                        const Resample& part, const Partition& found,
                                        const std::vector<double>& weights) {
  const std::size_t others = found.medoid.size();
  std::vector<double> both(k * others, 0.0), here(k, 0.0), there(others, 0.0);
  for (std::size_t i = 0; i < part.objects.size(); ++i) {
    const double w = weights.empty() ? 1.0 : weights[i];
    const std::size_t c = uz(label[uz(part.objects[i])]), d = uz(found.label[i]);
    both[c * others + d] += w;
    here[c] += w;
    there[d] += w;
  }
  std::vector<double> best(k, 0.0);
  for (std::size_t c = 0; c < k; ++c)
    for (std::size_t d = 0; d < others; ++d) {
      const double shared = both[c * others + d];
      if (shared > 0) best[c] = std::max(best[c], shared / (here[c] + there[d] - shared));
    }
  return best;
}

/// Gives one Recovery for each fit. `references` are the labels of all objects by that fit. Labels
/// in resamples are kept if `keep_labels`.
template <class T>
std::vector<Recovery> recovery(const Problem<T>& problem,
                               const std::vector<std::vector<Index>>& references,
                               const std::vector<Resample>& parts, const PartOptions& options,
                               bool keep_labels, Context& ctx) {
  std::vector<Recovery> out(options.fits.size());
  for (std::size_t f = 0; f < out.size(); ++f) {
    out[f].k = 0;
    for (const Index c : references[f]) out[f].k = std::max(out[f].k, c + 1);
    out[f].jaccard.assign(uz(out[f].k) * parts.size(), 0.0);
    if (keep_labels) out[f].label.resize(parts.size());
  }
  cluster_parts(
      problem, parts, options, ctx, [&](std::size_t b, const std::vector<Partition>& found) {
        const Resample& part = parts[b];
        const std::vector<double> weights = part_detail::part_weights(problem, part);
        for (std::size_t f = 0; f < out.size(); ++f) {
          const std::size_t k = uz(out[f].k);
          const std::vector<double> best = best_jaccard(references[f], k, part, found[f], weights);
          std::copy(best.begin(), best.end(), out[f].jaccard.data() + b * k);
          if (!keep_labels) continue;
          std::vector<Index>& label = out[f].label[b];
          label.assign(uz(problem.n()), -1);
          for (std::size_t i = 0; i < part.objects.size(); ++i)
            label[uz(part.objects[i])] = found[f].label[i];
        }
      });
  return out;
}

}  // namespace fastpam

#endif
