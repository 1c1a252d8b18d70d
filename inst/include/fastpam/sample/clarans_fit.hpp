// CLARANS from start to end: the walks, the partition by the best of them, statistics.
#ifndef FASTPAM_SAMPLE_CLARANS_FIT_HPP
#define FASTPAM_SAMPLE_CLARANS_FIT_HPP

#include <limits>
#include <utility>

#include "../result.hpp"
#include "../run.hpp"
#include "clarans.hpp"

namespace fastpam {

/// Clusters the objects of a problem by CLARANS. `given.max` is not used: to find it would cost
/// more than the walks. It is computed here if the diameter of a single cluster is requested.
template <class T>
FitResult fit_clarans(const Problem<T>& given, const ClaransOptions& options, Statistics wanted,
                      Context& ctx) {
  ClaransResult walks = clarans(given, options, ctx);
  FitResult fit;
  for (const ClaransWalk& walk : walks.walks) fit.losses.push_back(walk.swap.loss);
  fit.best_run = walks.best;
  ClaransWalk& best = walks.walks[walks.best];
  fit.init_loss = best.init_loss;
  fit.loss = best.swap.loss;
  fit.start = std::move(best.start);
  fit.swap = std::move(best.swap);
  fit.total_weight = total_weight(given);
  fit.partition = make_partition(given, best.medoids, ctx);
  Problem<T> problem = given;
  problem.max = std::numeric_limits<double>::infinity();  // not known
  add_statistics(problem, wanted, fit, ctx);
  return fit;
}

}  // namespace fastpam

#endif
