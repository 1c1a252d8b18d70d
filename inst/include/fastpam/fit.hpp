// One clustering from start to end: init, swap, partition, statistics.
#ifndef FASTPAM_FIT_HPP
#define FASTPAM_FIT_HPP

#include <algorithm>
#include <limits>
#include <cmath>
#include <string>
#include <vector>

#include "dissim/stored/storage.hpp"
#include "eval/medoid_silhouette.hpp"
#include "eval/statistics.hpp"
#include "exec/nested.hpp"
#include "init/registry.hpp"
#include "swap/registry.hpp"

namespace fastpam {

struct FitOptions {
  Index k = 2;
  std::string swap = "pam";
  std::string init = "build";
  std::vector<std::vector<Index>> starts;  // given start medoids; then `init` is not used
  std::size_t n_start = 1;                 // runs of a random init, the best is kept
  std::uint64_t seed = 0;
  bool do_swap = true;
  bool statistics = true;
  Index threads_from = 1025;  // fewer objects are clustered on one thread
  SwapOptions swap_options;
};

struct FitResult {
  Partition partition;
  std::vector<Index> start;                 // the medoids the kept run began with
  double init_loss = 0;                     // total deviation after init
  SwapReport swap;                          // of the kept run
  double loss = 0;                          // total deviation at the end, whatever the swap lowers
  double medoid_silhouette = std::nan("");  // its average; not a number where it was not asked for
  std::vector<double> losses;               // the final loss of each run, as the swap reports it
  std::size_t best_run = 0;
  double total_weight = 0;
  ClusterStatistics clusters;
  Silhouette silhouette;  // empty for k == 1
};

template <class T>
struct Run {
  std::vector<Index> start, medoids;
  double init_loss = 0, loss = 0, medoid_silhouette = 0;
  SwapReport swap;
};

template <class T>
double total_weight(const Problem<T>& problem) {
  double total = 0;
  for (Index o = 0; o < problem.n(); ++o) total += problem.weight(o);
  return total;
}

template <class T>
Run<T> run_once(const Problem<T>& problem, const FitOptions& options, std::size_t number,
                Context& ctx) {
  Run<T> run;
  if (!options.starts.empty()) {
    run.start = options.starts[number];
  } else {
    Rng rng(options.seed, number);
    run.start = find_by_name(inits<T>(), options.init.c_str())->run(problem, options.k, rng, ctx);
  }
  // Slots in object order, as in the reference: eager searches take the first of equal slots.
  std::vector<Index> sorted = run.start;
  std::sort(sorted.begin(), sorted.end());
  SearchState<T> state(problem, sorted, ctx);
  run.init_loss = state.total_deviation();
  const Swap<T>& swap = *find_by_name(swaps<T>(), options.swap.c_str());
  run.swap.loss = swap.medoid_silhouette
                      ? (1 - average_medoid_silhouette(state)) * total_weight(problem)
                      : run.init_loss;
  // BUILD's single medoid is the best one already (and the reference does not look again).
  const bool optimal = options.k == 1 && options.starts.empty() && options.init == "build";
  if (optimal)
    run.swap.converged = true;
  else if (options.do_swap)
    run.swap = swap.run(state, options.swap_options, ctx);
  // PAM's running total is the reference's, to the last bit; a fresh sum would not be.
  run.loss = swap.medoid_silhouette ? state.total_deviation() : run.swap.loss;
  run.medoid_silhouette = average_medoid_silhouette(state);
  run.medoids = state.medoid;
  return run;
}

// All runs, and which of them is best. Small problems run side by side, one thread each; large ones
// after each other, on all threads. Every run is the same to the last bit either way.
template <class T>
std::vector<Run<T>> run_all(const Problem<T>& problem, const FitOptions& options, Context& ctx) {
  constexpr Index small = 4096;
  const std::size_t n_runs = options.starts.empty() ? options.n_start : options.starts.size();
  std::vector<Run<T>> runs(n_runs);
  if (n_runs > 1 && problem.n() <= small) {
    run_jobs(n_runs, ctx,
             [&](std::size_t r, Context& own) { runs[r] = run_once(problem, options, r, own); });
  } else {
    for (std::size_t r = 0; r < n_runs; ++r) runs[r] = run_once(problem, options, r, ctx);
  }
  return runs;
}

// The statistics of a fit's partition. Without `pairs`, diameters, separations and silhouettes,
// which need all pairs of objects, are left out; a single cluster's diameter is `problem.max`.
template <class T>
void add_statistics(const Problem<T>& problem, bool pairs, FitResult& fit, Context& ctx) {
  const Partition& p = fit.partition;
  const Members members(p);
  const std::vector<double> sizes = cluster_sizes(problem, p.label, p.medoid.size());
  if (!pairs || p.k() == 1) {
    fit.clusters = cluster_statistics(problem, p, members, sizes, nullptr);
    return;
  }
  const Surroundings around = survey(problem, p.label, sizes, ctx);
  fit.clusters = cluster_statistics(problem, p, members, sizes, &around);
  fit.silhouette = silhouettes(problem, members, sizes, around);
}

// Names are checked by the caller; unknown ones throw.
template <class T>
FitResult fit(const Problem<T>& problem, const FitOptions& options, Context& threads) {
  if (find_by_name(swaps<T>(), options.swap.c_str()) == nullptr)
    throw Error(ErrorCode::unknown_name, "unknown swap algorithm '" + options.swap + "'");
  if (options.starts.empty() && find_by_name(inits<T>(), options.init.c_str()) == nullptr)
    throw Error(ErrorCode::unknown_name, "unknown init '" + options.init + "'");

  // Threads cost more than they bring where a pass takes microseconds.
  SerialExecutor serial;
  Context alone{serial, threads.monitor, threads.isa};
  Context& ctx = problem.n() < options.threads_from ? alone : threads;

  FitResult result;
  result.total_weight = total_weight(problem);
  // Every sum of BUILD and SWAP stays below four times this one.
  if (!(problem.far() * result.total_weight <= std::numeric_limits<double>::max() / 4))
    throw SumsOverflow();
  const bool several = options.starts.empty() ? options.n_start > 1 : options.starts.size() > 1;
  std::vector<Run<T>> runs = run_all(problem, options, several ? threads : ctx);
  // Runs are compared by the mean, as in the reference: the division may make equal what differs
  // in the last bit of the sum, and then the earlier run stays.
  const double w = result.total_weight;
  for (std::size_t r = 0; r < runs.size(); ++r) {
    result.losses.push_back(runs[r].swap.loss);
    if (runs[r].swap.loss / w < runs[result.best_run].swap.loss / w) result.best_run = r;
  }
  const Run<T>& best = runs[result.best_run];
  result.start = best.start;
  result.init_loss = best.init_loss;
  result.swap = best.swap;
  result.loss = best.loss;
  result.medoid_silhouette = best.medoid_silhouette;
  result.partition = make_partition(problem, best.medoids, ctx);
  if (options.statistics) add_statistics(problem, true, result, ctx);
  threads.count.rows_read += alone.count.rows_read;
  threads.count.evaluations += alone.count.evaluations;
  return result;
}

}  // namespace fastpam

#endif
