// CLARA (Kaufman & Rousseeuw 1986; 1990, ch. 3): cluster samples of the objects, assign all objects
// to the medoids of each sample, keep the best. FastCLARA and FasterCLARA (Schubert & Rousseeuw
// 2019, 2021) are the same with another swap phase on the samples: init and swap are named, not
// copied.
//
// In the classical chain each later sample contains the best medoids so far, so samples follow one
// another and threads work inside each, on the assignment of all objects, which is nearly all of
// the work. Independent samples are drawn up front and clustered side by side.
#ifndef FASTPAM_SAMPLE_CLARA_HPP
#define FASTPAM_SAMPLE_CLARA_HPP

#include <cmath>
#include <cstdio>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "../dissim/on_the_fly.hpp"
#include "../dissim/stored/square.hpp"
#include "../eval/partition.hpp"
#include "../exec/nested.hpp"
#include "../init/registry.hpp"
#include "../swap/registry.hpp"
#include "assign.hpp"
#include "draw.hpp"

namespace fastpam {

struct ClaraOptions {
  Index k = 2;
  std::size_t samples = 5;
  Index sample_size = 0;  // more than k, at most the number of objects that may be medoids
  std::string swap = "fasterpam";
  std::string init = "build";
  bool independent = false;  // samples do not get the best medoids so far
  std::uint64_t seed = 0;    // of inits that draw; sample number s uses stream s
  SwapOptions swap_options;
};

// One sample: the objects it holds and what was found there.
struct ClaraSample {
  std::vector<Index> objects;  // ascending
  std::vector<Index> medoids;  // ascending, numbers of objects
  SwapReport swap;
  double init_loss = 0;     // total deviation of the sample after init
  double loss = 0;          // total deviation of *all* objects
  bool comparable = false;  // a dissimilarity exists for each two objects of the sample
  bool usable = false;      // and a comparable medoid for each object at all
};

struct ClaraResult {
  Partition partition;               // of all objects
  double loss = 0;                   // total deviation
  std::vector<ClaraSample> samples;  // those of the best one and the losses of all
  std::size_t best = 0;
  double total_weight = 0;
};

// Thrown when no sample leads to a partition; `compared` tells how far the best one got.
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

template <class T>
void cluster_sample(const Problem<T>& all, const ClaraOptions& options, std::size_t number,
                    ClaraSample& sample, Context& ctx) {
  const Index m = to_index(sample.objects.size());
  SquareSource<T> square(m);
  try {
    all.source.among(sample.objects.data(), m, square.mutable_values());
  } catch (const NothingInCommon&) {
    return;
  }
  const T* const values = square.square();
  for (std::size_t at = 0; at < uz(m) * uz(m); ++at)
    if (std::isinf(values[at])) throw SumsOverflow();
  sample.comparable = true;
  std::vector<double> weights;
  if (all.weights != nullptr)
    for (const Index o : sample.objects) weights.push_back(all.weights[o]);
  Problem<T> problem{square, weights.empty() ? nullptr : weights.data()};
  problem.max = max_dissimilarity<T>(square, ctx);
  Rng rng(options.seed, number);
  const std::vector<Index> start =
      find_by_name(inits<T>(), options.init.c_str())->run(problem, options.k, rng, ctx);
  SearchState<T> state(problem, start, ctx);
  sample.init_loss = sample.swap.loss = state.total_deviation();
  if (options.k == 1 && options.init == "build")
    sample.swap.converged = true;  // the best single medoid; the reference does not look again
  else
    sample.swap =
        find_by_name(swaps<T>(), options.swap.c_str())->run(state, options.swap_options, ctx);
  for (const Index s : state.medoid) sample.medoids.push_back(sample.objects[uz(s)]);
  std::sort(sample.medoids.begin(), sample.medoids.end());
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

// Clusters are numbered by their first object, where ties go to the medoid with the lowest object
// number; objects then go to the nearest medoid, ties to the lowest cluster number. (So clara.c
// does it, in two passes; only blocks with ties can differ in the second.)
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

}  // namespace clara_detail

// Names of swap and init are checked by the caller. `uniform` draws the samples; `problem.max` is
// not looked at.
template <class T>
ClaraResult clara(const Problem<T>& problem, const ClaraOptions& options, const Uniform& uniform,
                  Context& ctx) {
  // Samples are drawn from the objects that may be medoids, by their position in this list.
  std::vector<Index> pool;
  ClaraResult result;
  for (Index o = 0; o < problem.n(); ++o) {
    result.total_weight += problem.weight(o);
    if (problem.may_be_medoid(o)) pool.push_back(o);
  }
  const Index n = to_index(pool.size());
  const bool whole = options.sample_size >= n;
  const std::size_t count = whole ? 1 : options.samples;
  const auto draw = [&](const std::vector<Index>& keep) {
    if (whole) return pool;
    std::vector<Index> positions;
    for (const Index o : keep)
      positions.push_back(
          static_cast<Index>(std::lower_bound(pool.begin(), pool.end(), o) - pool.begin()));
    std::vector<Index> drawn = draw_sample(n, options.sample_size, positions, uniform);
    for (Index& o : drawn) o = pool[uz(o)];
    return drawn;
  };

  std::vector<ClaraSample>& samples = result.samples;
  samples.resize(count);
  if (options.independent)
    for (ClaraSample& sample : samples) sample.objects = draw({});
  // Threads do not pay inside the few hundred objects of a usual sample, only side by side; a large
  // sample takes long enough to use all threads itself, and to listen to the user meanwhile.
  constexpr Index small = 2000;
  SerialExecutor serial;
  Context alone{serial, ctx.monitor, ctx.isa};
  Context& inside = options.sample_size <= small ? alone : ctx;
  const bool ahead = options.independent && options.sample_size <= small;
  if (ahead)
    run_jobs(count, ctx, [&](std::size_t s, Context& own) {
      clara_detail::cluster_sample(problem, options, s, samples[s], own);
    });

  Assignment<T> best, assignment;
  std::vector<Index> keep;
  bool any_comparable = false;
  for (std::size_t s = 0; s < count; ++s) {
    ctx.monitor.progress("samples", s, count);
    ClaraSample& sample = samples[s];
    if (!options.independent) sample.objects = draw(keep);
    if (!ahead) clara_detail::cluster_sample(problem, options, s, sample, inside);
    if (sample.comparable) {
      any_comparable = true;
      assign_all(problem.source, sample.medoids, assignment, ctx);
      sample.usable = assignment.complete();
      sample.loss = assignment.total(problem.weights);
      if (sample.usable && !std::isfinite(sample.loss)) throw SumsOverflow();
    }
    clara_detail::tell(sample, s, result.total_weight, ctx.monitor);
    const bool better = sample.usable && (keep.empty() || sample.loss < samples[result.best].loss);
    if (better) {
      std::swap(best, assignment);
      keep = sample.medoids;
    }
    // Only the best sample's objects are asked for later.
    if (better && s > 0) samples[result.best].objects = {};
    if (better) result.best = s;
    if (s != result.best) sample.objects = {};
  }
  if (keep.empty()) throw NoUsableSample(any_comparable);
  result.loss = samples[result.best].loss;
  result.partition = clara_detail::number_clusters(problem, keep, best, ctx);
  return result;
}

}  // namespace fastpam

#endif
