// CLARANS from start to end: the walks, the partition by the best of them, statistics.
#ifndef FASTPAM_SAMPLE_CLARANS_FIT_HPP
#define FASTPAM_SAMPLE_CLARANS_FIT_HPP

#include <limits>
#include <utility>

#include "../result.hpp"
#include "../run.hpp"
#include "clarans.hpp"

namespace fastpam {

/// The partition by the end of a walk, and its statistics. `given.max` is not used; it is computed
/// here if the diameter of a single cluster is requested.
template <class T>
FitResult fit_walk(const Problem<T>& given, const std::vector<Index>& medoids, Statistics wanted,
                   Context& ctx) {
  FitResult fit;
  fit.total_weight = given.total_weight();
  fit.partition = make_partition(given, medoids, ctx);
  Problem<T> problem = given;
  problem.max = std::numeric_limits<double>::infinity();  // not known
  add_statistics(problem, wanted, fit, ctx);
  return fit;
}

/// Clusters the objects of a problem by CLARANS. `given.max` is not used: to find it would cost
/// more than the walks.
template <class T>
FitResult fit_clarans(const Problem<T>& given, const ClaransOptions& options, Statistics wanted,
                      Context& ctx) {
  ClaransResult walks = clarans(given, options, ctx);
  // By the mean, as in fit(), so that walks that were made apart are compared alike.
  const double w = given.total_weight();
  walks.best = 0;
  for (std::size_t r = 1; r < walks.walks.size(); ++r)
    if (walks.walks[r].swap.loss / w < walks.walks[walks.best].swap.loss / w) walks.best = r;
  ClaransWalk& best = walks.walks[walks.best];
  FitResult fit = fit_walk(given, best.medoids, wanted, ctx);
  for (const ClaransWalk& walk : walks.walks) fit.losses.push_back(walk.swap.loss);
  fit.best_run = walks.best;
  fit.init_loss = best.init_loss;
  fit.loss = best.swap.loss;
  fit.start = std::move(best.start);
  fit.swap = std::move(best.swap);
  return fit;
}

}  // namespace fastpam

#endif
