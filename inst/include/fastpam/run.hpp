// One search: start medoids by an init or given, then a swap phase. fit() keeps the best of
// several; clara() makes one on each sample.
#ifndef FASTPAM_RUN_HPP
#define FASTPAM_RUN_HPP

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "eval/medoid_silhouette.hpp"
#include "init/registry.hpp"
#include "swap/registry.hpp"

namespace fastpam {

/// Options of one search.
struct SearchOptions {
  Index k = 2;                 ///< number of medoids
  std::string swap = "pam";    ///< name of a swap phase, see swap/registry.hpp
  std::string init = "build";  ///< name of an init, see init/registry.hpp
  std::uint64_t seed = 0;      ///< of inits that draw; search number r uses stream r
  bool do_swap = true;         ///< false: stop after the init
  bool sorted_slots = true;    ///< slots in the order of objects; else in the order of the start
  SwapOptions swap_options;    ///< limits of the swap phase
  /// Memory for dissimilarities to medoids, if they can be computed again.
  std::size_t state_bytes = SearchState<double>::usual_bytes;
};

/// The result of one search.
struct Run {
  std::vector<Index> start;      ///< the medoids it began with, in the order of the init
  std::vector<Index> medoids;    ///< those it ended with
  double init_loss = 0;          ///< total deviation after the init
  double loss = 0;               ///< total deviation at the end
  double medoid_silhouette = 0;  ///< its average at the end
  SwapReport swap;               ///< of the swap phase
};

/// Throws if no swap phase or, if the search `needs_init`, no init has the given name.
template <class T>
void check_names(const SearchOptions& options, bool needs_init) {
  if (find_by_name(swaps<T>(), options.swap.c_str()) == nullptr)
    throw Error(ErrorCode::unknown_name, "unknown swap algorithm '" + options.swap + "'");
  if (needs_init && find_by_name(inits<T>(), options.init.c_str()) == nullptr)
    throw Error(ErrorCode::unknown_name, "unknown init '" + options.init + "'");
}

namespace run_detail {

// The loss of a swap phase, summed afresh.
template <class T>
double swap_loss(const SearchState<T>& state, const Swap<T>& swap) {
  if (!swap.medoid_silhouette) return state.total_deviation();
  return (1 - average_medoid_silhouette(state)) * state.problem().total_weight();
}

// Replaces a running total below zero by the true loss.
inline void lift(SwapReport& report, double loss) {
  report.loss = loss;
  for (double& t : report.trace)
    if (t < 0) t = loss;
}

// Memory for dissimilarities to medoids. A swap writes one to each object, each into a cache line
// of its own. If many swaps are made, and a dissimilarity is computed in the time of that, few are
// kept.
template <class T>
std::size_t state_bytes(const Problem<T>& problem, const SearchOptions& options, bool eager) {
  constexpr double cheap = 128;
  constexpr Index many = 16;
  const bool few = eager && options.k > many && problem.n() >= options.swap_options.skip.from &&
                   problem.source.cost() <= cheap;
  return few ? 0 : options.state_bytes;
}

}  // namespace run_detail

/// Runs search number `number`, from the `given` medoids unless that is null. Names must be valid.
template <class T>
Run run_once(const Problem<T>& problem, const SearchOptions& options,
             const std::vector<Index>* given, std::size_t number, Context& ctx) {
  Run run;
  if (given != nullptr) {
    if (given->size() != uz(options.k))
      throw Error(ErrorCode::broken, "a start must have k medoids");
    run.start = *given;
  } else {
    Rng rng(options.seed, number);
    run.start = find_by_name(inits<T>(), options.init.c_str())->run(problem, options.k, rng, ctx);
  }
  // The order of slots decides ties in searches other than PAM: the eager ones, fastpam2 and
  // alternating. A cluster of two objects is such a tie.
  std::vector<Index> slots = run.start;
  if (options.sorted_slots) std::sort(slots.begin(), slots.end());
  const Swap<T>& swap = *find_by_name(swaps<T>(), options.swap.c_str());
  SearchState<T> state(problem, slots, ctx, run_detail::state_bytes(problem, options, swap.eager));
  run.init_loss = state.total_deviation();
  run.swap.loss = run_detail::swap_loss(state, swap);
  // A single medoid from BUILD is optimal already (and the reference does not search again).
  const bool optimal = options.k == 1 && given == nullptr && options.init == "build";
  if (optimal)
    run.swap.converged = true;
  else if (options.do_swap)
    run.swap = swap.run(state, options.swap_options, ctx);
  // PAM's running total is that of the reference to the last bit; a fresh sum would differ. But if
  // the true loss is 0, rounding errors may have made the total negative.
  if (run.swap.loss < 0) run_detail::lift(run.swap, run_detail::swap_loss(state, swap));
  run.loss = swap.medoid_silhouette ? state.total_deviation() : run.swap.loss;
  run.medoid_silhouette = average_medoid_silhouette(state);
  run.medoids = state.medoid;
  return run;
}

}  // namespace fastpam

#endif
