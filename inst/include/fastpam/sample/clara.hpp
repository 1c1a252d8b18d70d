// CLARA (Kaufman & Rousseeuw 1986; 1990, ch. 3): cluster samples of the objects, assign all objects
// to the medoids of each sample, and keep the best. FastCLARA and FasterCLARA (Schubert & Rousseeuw
// 2019, 2021) are the same with another swap phase on the samples, so init and swap are options.
//
// In classical CLARA each later sample contains the best medoids so far, so samples are clustered
// one after the other. Threads then share the assignment of all objects, which is nearly all of the
// work. Independent samples are drawn at the beginning and clustered in parallel. Their losses are
// exact sums, so that a table in pieces gives the same (streamed.hpp).
#ifndef FASTPAM_SAMPLE_CLARA_HPP
#define FASTPAM_SAMPLE_CLARA_HPP

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "../dissim/reading/among.hpp"
#include "../dissim/reading/block.hpp"
#include "../dissim/on_the_fly.hpp"
#include "../dissim/stored/square.hpp"
#include "../eval/partition.hpp"
#include "../exec/nested.hpp"
#include "../run.hpp"
#include "assign.hpp"
#include "drawer.hpp"
#include "refine.hpp"

namespace fastpam {

/// Options of clara(): the search on each sample, and the samples.
struct ClaraOptions : SearchOptions {
  // Slots stay in the order of the start, unlike in fit(). With ties the two orders may find
  // different, equally good medoids. Neither order is better, and both are kept so that results
  // stay the same.
  ClaraOptions() {
    swap = "fasterpam";
    sorted_slots = false;
  }
  std::size_t samples = 5;   ///< number of samples
  Index sample_size = 0;     ///< more than k, at most the number of objects that samples draw from
  bool independent = false;  ///< samples do not get the best medoids so far
  std::size_t refine = 0;    ///< passes of FasterPAM over all objects at the end (refine.hpp)
};

/// One sample: its objects and the result of its search.
struct ClaraSample {
  /// Ascending; kept for the best sample only. Refined medoids are among them.
  std::vector<Index> objects;
  double weight = 0;           ///< sum of their case weights, without refined medoids
  std::vector<Index> start;    ///< the medoids its search began with, numbers of objects
  std::vector<Index> medoids;  ///< ascending, numbers of objects
  SwapReport swap;             ///< of its search
  double loss = 0;             ///< total deviation of *all* objects
  bool comparable = false;     ///< a dissimilarity exists for each two objects of the sample
  bool usable = false;         ///< and each object has a comparable medoid
};

/// The result of clara(): the best medoids, and the result of each sample.
struct ClaraResult {
  Partition partition;               ///< of all objects
  double loss = 0;                   ///< total deviation
  SwapReport refined;                ///< of the passes over all objects, if there were any
  std::vector<ClaraSample> samples;  ///< one after the other
  std::size_t best = 0;              ///< the first of the best samples
  double total_weight = 0;           ///< sum of the case weights
  bool exact = false;                ///< sums over all objects were not rounded before their end
};

// Thrown if no sample gives a partition; `compared` tells whether some sample could be searched.
struct NoUsableSample : Error {
  explicit NoUsableSample(bool any_comparable)
      : Error(ErrorCode::no_usable_sample,
              any_comparable ? "in each sample some object had nothing in common with any medoid"
                             : "each sample held objects with nothing in common to compare",
              {any_comparable ? 1.0 : 0.0}),
        compared(any_comparable) {}
  bool compared;
};

namespace clara_detail {

// A usual sample of a few hundred objects is too small for threads, so several samples run in
// parallel. A large sample takes long enough to use all threads itself and to check for interrupts.
constexpr Index small = 2000;

// The flags of the sample's objects; empty if there are no flags.
inline std::vector<char> flags_of(const char* flags, const std::vector<Index>& objects) {
  std::vector<char> out;
  if (flags != nullptr)
    for (const Index o : objects) out.push_back(flags[o]);
  return out;
}

// Searches sample number `number` for medoids.
template <class T>
void cluster_sample(const Problem<T>& all, const ClaraOptions& options, std::size_t number,
                    ClaraSample& sample, Context& ctx) {
  const Index m = to_index(sample.objects.size());
  for (const Index o : sample.objects) sample.weight += all.weight(o);
  SquareSource<T> square(m);
  try {
    fill_among(all.source, sample.objects.data(), m, square.mutable_values(), ctx);
  } catch (const NothingInCommon&) {
    return;
  }
  sample.comparable = true;
  std::vector<double> weights;
  if (all.weights != nullptr)
    for (const Index o : sample.objects) weights.push_back(all.weights[o]);
  Problem<T> problem{square, weights.empty() ? nullptr : weights.data()};
  const std::vector<char> candidates = flags_of(all.candidates, sample.objects);
  const std::vector<char> fixed = flags_of(all.fixed, sample.objects);
  if (all.candidates != nullptr) problem.candidates = candidates.data();
  if (all.fixed != nullptr) problem.fixed = fixed.data();
  problem.max = max_dissimilarity<T>(square, ctx);
  if (std::isinf(problem.max)) throw SumsOverflow();
  Run run = run_once(problem, options, nullptr, number, ctx);
  for (const Index s : run.start) sample.start.push_back(sample.objects[uz(s)]);
  for (const Index s : run.medoids) sample.medoids.push_back(sample.objects[uz(s)]);
  std::sort(sample.medoids.begin(), sample.medoids.end());
  sample.swap = std::move(run.swap);
}

inline void tell(const ClaraSample& sample, std::size_t number, double weight, Monitor& monitor) {
  if (monitor.verbosity() < 1) return;
  char line[160];
  if (sample.usable)
    std::snprintf(line, sizeof line, "sample %zu: %zu swaps, mean dissimilarity %.8g", number + 1,
                  sample.swap.swaps, sample.loss / weight);
  else
    std::snprintf(line, sizeof line, "sample %zu: objects that cannot be compared", number + 1);
  monitor.say(line);
}

// Clusters are numbered by their first object, with ties to the medoid with the lowest object
// number. Then objects are assigned to the nearest medoid, with ties to the lowest cluster number.
// (clara.c does this in two passes. Only blocks with ties can change in the second.)
template <class T>
Partition number_clusters(const Problem<T>& problem, const std::vector<Index>& medoids,
                          Assignment<T>& assignment, Context& ctx) {
  Partition p;
  std::vector<Index> number(medoids.size(), -1);
  for (const Index s : assignment.label) {
    if (number[uz(s)] >= 0) continue;
    number[uz(s)] = static_cast<Index>(p.medoid.size());
    p.medoid.push_back(medoids[uz(s)]);
  }
  for (Index& s : assignment.label) s = number[uz(s)];
  const std::vector<char> tied = assignment.tied;
  assign_all(problem.source, p.medoid, assignment, ctx, &tied);
  p.label = std::move(assignment.label);
  p.to_medoid.assign(assignment.least.begin(), assignment.least.end());
  return p;
}

// The best medoids so far, and all objects assigned to them.
template <class T>
struct Best {
  std::vector<Index> medoids;  // empty: none yet
  Assignment<T> assignment;
};

template <class T>
double exact_weight(const Problem<T>& problem) {
  ExactSum sum;
  for (Index o = 0; o < problem.n(); ++o) sum.add(problem.weight(o));
  return sum.value();
}

template <class T>
double loss_of(const Assignment<T>& assignment, const double* weights, bool exact) {
  return exact ? assignment.exact_total(weights) : assignment.total(weights);
}

// Assigns all objects to the medoids of sample number s; true if they are the best so far.
template <class T>
bool judge(const Problem<T>& problem, ClaraResult& result, std::size_t s, Best<T>& best,
           Assignment<T>& scratch, Context& ctx) {
  ClaraSample& sample = result.samples[s];
  if (!sample.comparable) return false;
  assign_all(problem.source, sample.medoids, scratch, ctx);
  sample.usable = scratch.complete();
  sample.loss = loss_of(scratch, problem.weights, result.exact);
  if (!sample.usable) return false;
  if (!std::isfinite(sample.loss)) throw SumsOverflow();
  if (!best.medoids.empty() && !(sample.loss < result.samples[result.best].loss)) return false;
  std::swap(best.assignment, scratch);
  best.medoids = sample.medoids;
  return true;
}

// Goes on from the best medoids, on all objects. The loss is the sum over the assignment, as for
// samples.
template <class T>
void refine_best(const Problem<T>& problem, const ClaraOptions& options, ClaraResult& result,
                 Best<T>& best, Context& ctx) {
  Refined found = refine(problem, best.medoids, options.refine, ctx);
  result.refined = std::move(found.swap);
  best.medoids = std::move(found.medoids);
  assign_all(problem.source, best.medoids, best.assignment, ctx);
  result.loss = loss_of(best.assignment, problem.weights, result.exact);
  // The sample gets all medoids, because its silhouettes are computed later.
  std::vector<Index>& objects = result.samples[result.best].objects;
  objects.insert(objects.end(), best.medoids.begin(), best.medoids.end());
  std::sort(objects.begin(), objects.end());
  objects.erase(std::unique(objects.begin(), objects.end()), objects.end());
}

}  // namespace clara_detail

/// Clusters by samples. `uniform` draws them; `problem.max` is not used.
template <class T>
ClaraResult clara(const Problem<T>& problem, const ClaraOptions& options, const Uniform& uniform,
                  Context& ctx) {
  check_names<T>(options, true);
  const SampleDrawer drawer(problem, options.k, options.sample_size, uniform);
  if (options.samples < 1 || (options.sample_size <= options.k && !drawer.whole()))
    throw Error(ErrorCode::broken, "a sample must hold more objects than there are medoids");
  ClaraResult result;
  result.exact = options.independent;
  result.total_weight = result.exact ? clara_detail::exact_weight(problem) : problem.total_weight();
  std::vector<ClaraSample>& samples = result.samples;
  samples.resize(drawer.whole() ? 1 : options.samples);
  if (options.independent)
    for (ClaraSample& sample : samples) {
      ctx.monitor.tick();
      sample.objects = drawer.next({});
    }

  SerialExecutor serial;
  Context alone{serial, ctx.monitor, ctx.isa};
  Context& inside = options.sample_size <= clara_detail::small ? alone : ctx;
  const bool ahead = options.independent && options.sample_size <= clara_detail::small;
  if (ahead)
    run_jobs(samples.size(), ctx, [&](std::size_t s, Context& own) {
      clara_detail::cluster_sample(problem, options, s, samples[s], own);
    });

  clara_detail::Best<T> best;
  Assignment<T> scratch;
  for (std::size_t s = 0; s < samples.size(); ++s) {
    ctx.monitor.progress("samples", s, samples.size());
    if (!options.independent) samples[s].objects = drawer.next(best.medoids);
    if (!ahead) clara_detail::cluster_sample(problem, options, s, samples[s], inside);
    const bool better = clara_detail::judge(problem, result, s, best, scratch, ctx);
    clara_detail::tell(samples[s], s, result.total_weight, ctx.monitor);
    // Only the objects of the best sample are used later.
    std::size_t worse = s;
    if (better) std::swap(worse, result.best);
    if (worse != result.best) samples[worse].objects = {};
  }
  if (best.medoids.empty()) {
    const bool compared = std::any_of(samples.begin(), samples.end(),
                                      [](const ClaraSample& s) { return s.comparable; });
    throw NoUsableSample(compared);
  }
  result.loss = samples[result.best].loss;
  if (options.refine > 0) clara_detail::refine_best(problem, options, result, best, ctx);
  result.partition = clara_detail::number_clusters(problem, best.medoids, best.assignment, ctx);
  ctx.count.rows_read += alone.count.rows_read;
  ctx.count.evaluations += alone.count.evaluations;
  return result;
}

}  // namespace fastpam

#endif
