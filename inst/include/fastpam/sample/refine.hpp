// The last step of a clustering by samples: eager swaps on *all* objects, from the medoids of the
// best sample. A sample of a few thousand objects has little information about regions with few
// objects, but its medoids are a good start.
#ifndef FASTPAM_SAMPLE_REFINE_HPP
#define FASTPAM_SAMPLE_REFINE_HPP

#include <algorithm>
#include <cstddef>
#include <vector>

#include "../dissim/reading/block.hpp"
#include "../swap/fasterpam.hpp"

namespace fastpam {

/// The result of refine().
struct Refined {
  std::vector<Index> medoids;  ///< ascending
  SwapReport swap;             ///< of FasterPAM on all objects
};

/// FasterPAM from `medoids` until no swap improves or `passes` over all candidates are done.
/// `problem.max` is not used. Any two objects must have a dissimilarity.
template <class T>
Refined refine(const Problem<T>& given, const std::vector<Index>& medoids, std::size_t passes,
               Context& ctx) {
  Problem<T> problem = given;
  // With a single medoid, the dissimilarity to the second is set to the largest dissimilarity.
  if (medoids.size() == 1) problem.max = max_dissimilarity(problem.source, ctx);
  Refined out;
  SearchState<T> state(problem, medoids, ctx);
  SwapOptions options;
  options.max_iter = passes;
  out.swap = swap_fasterpam(state, options, ctx);
  out.medoids = state.medoid;
  std::sort(out.medoids.begin(), out.medoids.end());
  return out;
}

}  // namespace fastpam

#endif
