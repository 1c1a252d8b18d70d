// Several numbers of clusters on one set of dissimilarities.
#ifndef FASTPAM_PATH_HPP
#define FASTPAM_PATH_HPP

#include <algorithm>
#include <vector>

#include "fit.hpp"

namespace fastpam {

/// Whether a fit begins with BUILD.
inline bool builds(const FitOptions& fit) { return fit.starts.empty() && fit.init == "build"; }

/// Runs BUILD once for all fits that begin with it; they then begin with given medoids. BUILD is
/// greedy: the medoids for k are the first k of those for a larger k. (A single medoid from BUILD
/// is optimal, but a fit knows this only if it runs BUILD itself.)
template <class T>
void build_once(const Problem<T>& problem, std::vector<FitOptions>& fits, Context& ctx) {
  Index largest = 0;
  for (const FitOptions& fit : fits)
    if (builds(fit)) largest = std::max(largest, fit.k);
  if (largest < 2) return;
  const std::vector<Index> build = init_build(problem, largest, ctx);
  for (FitOptions& fit : fits)
    if (builds(fit) && fit.k > 1) fit.starts.emplace_back(build.begin(), build.begin() + fit.k);
}

}  // namespace fastpam

#endif
