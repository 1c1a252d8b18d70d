// Clusters some of the objects of a problem by the dissimilarities of the whole problem.
#ifndef FASTPAM_VALIDATE_CLUSTER_PART_HPP
#define FASTPAM_VALIDATE_CLUSTER_PART_HPP

#include <algorithm>
#include <cmath>
#include <vector>

#include "../dissim/reading/among.hpp"
#include "../dissim/reading/subset.hpp"
#include "../dissim/stored/square.hpp"
#include "../path.hpp"
#include "resample.hpp"

namespace fastpam {

/// How parts of the objects are clustered.
struct PartOptions {
  std::vector<FitOptions> fits;  ///< one for each number of clusters
  double memory_limit = 4e9;  ///< maximum size of all squares of dissimilarities together, in bytes
  std::size_t first = 0;      ///< the number of the first part, where these parts are some of many
};

namespace part_detail {

// Up to this many objects, parts are clustered in parallel, one thread each.
constexpr Index side_by_side = 4096;

template <class T>
double square_of(std::size_t m) {
  return static_cast<double>(m) * static_cast<double>(m) * sizeof(T);
}

// The weights of a part's objects; empty: 1 each.
template <class T>
std::vector<double> part_weights(const Problem<T>& all, const Resample& part) {
  std::vector<double> weights = part.times;
  if (all.weights == nullptr) return weights;
  if (weights.empty()) weights.assign(part.objects.size(), 1.0);
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] *= all.weights[part.objects[i]];
  return weights;
}

// The options of a fit for a part: its own random numbers, as many random starts as starts were
// given, and no more clusters than objects of positive weight.
inline FitOptions fit_of_part(FitOptions fit, std::size_t number, Index able) {
  if (!fit.starts.empty()) {
    fit.init = "random";
    fit.n_start = fit.starts.size();
    fit.starts.clear();
  }
  fit.statistics = Statistics::none;
  fit.seed = Rng(fit.seed, number).next();
  fit.k = std::min(fit.k, able);
  return fit;
}

}  // namespace part_detail

/// The clusters of a part, one partition for each fit. Medoids and labels are positions in
/// `part.objects`. `number` tells parts apart: each has random numbers of its own. Where starts are
/// given, a part has as many random ones. Candidates and fixed objects of the problem are not used.
template <class T>
std::vector<Partition> cluster_part(const Problem<T>& all, const Resample& part,
                                    const PartOptions& options, std::size_t number, Context& ctx) {
  const Index m = to_index(part.objects.size());
  const bool fits_in = part_detail::square_of<T>(uz(m)) <= options.memory_limit;
  SquareSource<T> square(fits_in ? m : 0);
  const SubsetSource<T> view(all.source, part.objects);
  if (fits_in && ctx.workers() == 1)
    all.source.among(part.objects.data(), m, square.mutable_values());  // each pair once
  else if (fits_in)
    fill_among(all.source, part.objects.data(), m, square.mutable_values(), ctx);
  const Source<T>& source = fits_in ? static_cast<const Source<T>&>(square) : view;

  const std::vector<double> weights = part_detail::part_weights(all, part);
  Problem<T> problem{source, weights.empty() ? nullptr : weights.data()};
  problem.max = max_dissimilarity<T>(source, ctx);
  if (std::isinf(problem.max)) throw SumsOverflow();
  const Index able = to_index(count_eligible(problem));
  if (able == 0)
    throw Error(ErrorCode::broken, "a resample must contain an object of positive weight");
  std::vector<FitOptions> fits;
  for (const FitOptions& fit : options.fits)
    fits.push_back(part_detail::fit_of_part(fit, number, able));
  build_once(problem, fits, ctx);
  std::vector<Partition> out;
  for (const FitOptions& wanted : fits) out.push_back(fit(problem, wanted, ctx).partition);
  return out;
}

/// Calls visit(number, partitions) for each part, in parallel if parts are small. So visit() may
/// write only the data of this number.
template <class T, class Visit>
void cluster_parts(const Problem<T>& all, const std::vector<Resample>& parts,
                   const PartOptions& options, Context& ctx, const Visit& visit) {
  std::size_t largest = 0;
  for (const Resample& part : parts) largest = std::max(largest, part.objects.size());
  const double room = part_detail::square_of<T>(largest) * ctx.workers();
  ctx.monitor.progress("resamples", 0, parts.size());
  if (largest <= uz(part_detail::side_by_side) && room <= options.memory_limit) {
    run_jobs(parts.size(), ctx, [&](std::size_t b, Context& own) {
      visit(b, cluster_part(all, parts[b], options, options.first + b, own));
    });
    return;
  }
  for (std::size_t b = 0; b < parts.size(); ++b) {
    visit(b, cluster_part(all, parts[b], options, options.first + b, ctx));
    ctx.monitor.progress("resamples", b + 1, parts.size());
  }
}

}  // namespace fastpam

#endif
