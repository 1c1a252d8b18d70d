// CLARA with independent samples of a table that is not in memory (Kaufman & Rousseeuw 1990, ch. 3,
// whose samples are a chain). Whoever reads the table draws the samples, fetches their rows, which
// are the objects here, and assigns all rows piece by piece with exact sums (tally.hpp). What is
// left are the searches and the statistics of the best sample: those of clara(), to the last bit.
#ifndef FASTPAM_SAMPLE_STREAMED_HPP
#define FASTPAM_SAMPLE_STREAMED_HPP

#include <utility>
#include <vector>

#include "clara_statistics.hpp"

namespace fastpam {

/// Searches each sample, whose objects ascend, for medoids. `options.sample_size` is not used.
/// `first`: the number of the first sample, by which it gets its random numbers.
template <class T>
std::vector<ClaraSample> search_samples(const Problem<T>& problem, const ClaraOptions& options,
                                        const std::vector<std::vector<Index>>& objects,
                                        Context& ctx, std::size_t first = 0) {
  check_names<T>(options, true);
  std::vector<ClaraSample> samples(objects.size());
  std::size_t largest = 0;
  for (std::size_t s = 0; s < samples.size(); ++s) {
    samples[s].objects = objects[s];
    largest = std::max(largest, objects[s].size());
    if (objects[s].size() < uz(options.k))
      throw Error(ErrorCode::broken, "a sample must hold as many objects as there are medoids");
  }
  if (largest <= uz(clara_detail::small)) {
    run_jobs(samples.size(), ctx, [&](std::size_t s, Context& own) {
      clara_detail::cluster_sample(problem, options, first + s, samples[s], own);
    });
    return samples;
  }
  for (std::size_t s = 0; s < samples.size(); ++s) {
    ctx.monitor.progress("samples", s, samples.size());
    clara_detail::cluster_sample(problem, options, first + s, samples[s], ctx);
  }
  return samples;
}

/// The statistics of the best sample by the medoids, which are listed in the order of the clusters
/// and belong to it. Sizes, radii and means are about these objects only.
template <class T>
ClaraStatistics sample_statistics(const Problem<T>& problem, const ClaraSample& best,
                                  const std::vector<Index>& medoids, Context& ctx) {
  ClaraResult result;
  result.samples.push_back(best);
  Assignment<T> assignment;
  assign_all(problem.source, medoids, assignment, ctx);
  // Of other samples: they count nowhere.
  for (Index& label : assignment.label) label = std::max(label, Index{0});
  result.partition.medoid = medoids;
  result.partition.label = std::move(assignment.label);
  result.partition.to_medoid.assign(assignment.least.begin(), assignment.least.end());
  return clara_statistics(problem, result, ctx);
}

}  // namespace fastpam

#endif
