// One clustering from start to end: init, swap, partition, statistics.
#ifndef FASTPAM_FIT_HPP
#define FASTPAM_FIT_HPP

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include "dissim/reading/block.hpp"
#include "exec/nested.hpp"
#include "hybrid/hybrid.hpp"
#include "result.hpp"
#include "run.hpp"

namespace fastpam {

/// Options of fit().
struct FitOptions : SearchOptions {
  std::vector<std::vector<Index>> starts;  ///< given start medoids; then `init` is not used
  std::size_t n_start = 1;      ///< number of searches from a random init; the best is kept
  std::size_t first_start = 0;  ///< number of the first: which random numbers it gets
  Statistics statistics = Statistics::pairs;  ///< which statistics the result has
  Index threads_from = 1025;                  ///< smaller problems use one thread
  /// Work of the hybrid search (hybrid/hybrid.hpp) that follows, in searches from random medoids;
  /// 0: none. Only for a swap phase that lowers the total deviation.
  std::size_t budget = 0;
};

/// The number of searches that the options request.
inline std::size_t count_runs(const FitOptions& options) {
  return options.starts.empty() ? options.n_start : options.starts.size();
}

/// Whether the searches make eager swaps.
inline bool swaps_eagerly(const FitOptions& options) {
  const Swap<double>* const swap = find_by_name(swaps<double>(), options.swap.c_str());
  return swap != nullptr && swap->eager;
}

/// Whether the searches use rounded dissimilarities, where there are such.
template <class T>
bool uses_rounded(const FitOptions& options) {
  const Swap<T>* const swap = find_by_name(swaps<T>(), options.swap.c_str());
  return options.k > 1 && options.budget == 0 && swap != nullptr && swap->estimates;
}

/// Runs all searches. Searches of small problems run in parallel, one thread each; those of large
/// problems run one after the other, on all threads. The results are identical.
template <class T>
std::vector<Run> run_all(const Problem<T>& problem, const FitOptions& options, Context& ctx) {
  constexpr Index small = 4096;
  std::vector<Run> runs(count_runs(options));
  const auto make = [&](std::size_t r, Context& own) {
    const std::vector<Index>* given = options.starts.empty() ? nullptr : &options.starts[r];
    runs[r] = run_once(problem, options, given, options.first_start + r, own);
  };
  if (runs.size() > 1 && problem.n() <= small)
    run_jobs(runs.size(), ctx, make);
  else
    for (std::size_t r = 0; r < runs.size(); ++r) make(r, ctx);
  return runs;
}

/// Runs the hybrid search from the best known medoids, then the named swap phase from its best
/// medoids, so that the result is an optimum of this swap phase.
template <class T>
Run run_hybrid(const Problem<T>& problem, const FitOptions& options, const Run& known,
               Context& ctx) {
  HybridOptions more;
  more.k = options.k;
  more.budget = options.budget;
  more.seed = ~options.seed;  // other streams than the searches before
  more.known = {known.medoids};
  const HybridResult found = hybrid(problem, more, ctx);
  return run_once(problem, options, &found.best.medoids, 0, ctx);
}

/// Throws unless all sums in BUILD and SWAP are finite: each is below four times the sum checked
/// here.
template <class T>
void check_sums(const Problem<T>& problem, double weight) {
  if (!(problem.far() * weight <= std::numeric_limits<double>::max() / 4)) throw SumsOverflow();
}

/// Clusters the objects of a problem whose `max` is known.
template <class T>
FitResult fit(const Problem<T>& problem, const FitOptions& options, Context& threads) {
  check_names<T>(options, options.starts.empty());
  if (count_runs(options) == 0) throw Error(ErrorCode::broken, "there must be at least one search");
  if (options.budget > 0 && find_by_name(swaps<T>(), options.swap.c_str())->medoid_silhouette)
    throw Error(ErrorCode::broken, "the hybrid search lowers the total deviation only");

  // Threads cost more time than they save if a pass takes microseconds.
  SerialExecutor serial;
  Context alone{serial, threads.monitor, threads.isa};
  Context& ctx = problem.n() < options.threads_from ? alone : threads;

  FitResult result;
  result.total_weight = problem.total_weight();
  check_sums(problem, result.total_weight);
  std::vector<Run> runs = run_all(problem, options, count_runs(options) > 1 ? threads : ctx);
  // Searches are compared by the mean, as in the reference: the division may make two sums equal
  // that differ in the last bit, and then the earlier search is kept.
  const double w = result.total_weight;
  const auto judge = [&](std::size_t r) {
    result.losses.push_back(runs[r].swap.loss);
    if (runs[r].swap.loss / w < runs[result.best_run].swap.loss / w) result.best_run = r;
  };
  for (std::size_t r = 0; r < runs.size(); ++r) judge(r);
  if (options.budget > 0 && options.k > 1) {
    runs.push_back(run_hybrid(problem, options, runs[result.best_run], threads));
    judge(runs.size() - 1);
  }
  Run& best = runs[result.best_run];
  result.init_loss = best.init_loss;
  result.loss = best.loss;
  result.medoid_silhouette = best.medoid_silhouette;
  result.start = std::move(best.start);
  result.swap = std::move(best.swap);
  result.partition = make_partition(problem, best.medoids, ctx);
  if (problem.candidates == nullptr || options.statistics != Statistics::pairs) {
    add_statistics(problem, options.statistics, result, ctx);
  } else {  // the largest dissimilarity of all pairs, not to candidates only
    Problem<T> all = problem;
    all.max = max_dissimilarity(problem.source, ctx);
    add_statistics(all, options.statistics, result, ctx);
  }
  threads.count.rows_read += alone.count.rows_read;
  threads.count.evaluations += alone.count.evaluations;
  return result;
}

}  // namespace fastpam

#endif
