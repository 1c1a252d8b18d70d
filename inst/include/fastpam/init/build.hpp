// BUILD (Kaufman & Rousseeuw 1990, ch. 2): k times, adds the object that lowers the total most.
//
// Lazy greedy (Minoux 1978): gains only shrink as medoids are added, so a gain from an earlier step
// is an upper bound. Only the top of a heap has to be computed again, until the top is up to date.
// In floating point this holds to the last bit: each term of a gain is monotone in D_j, and so is a
// sum of non-negative terms that is rounded after each addition. So the choice is exactly that of
// the full search, also with ties: of equal gains the reference takes the *last* object.
//
// The first medoid is found without all gains if the metric allows it (first_medoid.hpp). All gains
// are computed for the second one: they have no such bounds, because each candidate gains from
// other objects.
//
// Objects out of a candidate's reach are skipped if the metric allows it and it saves time. The
// gain is the sum of the same terms in the same order (search/near_scan.hpp).
#ifndef FASTPAM_INIT_BUILD_HPP
#define FASTPAM_INIT_BUILD_HPP

#include <algorithm>
#include <queue>
#include <vector>

#include "../search/gain.hpp"
#include "../search/near_scan.hpp"
#include "first_medoid.hpp"
#include "growing_state.hpp"

namespace fastpam {

// k medoids in the order of choice. The fixed ones come first.
template <class T>
std::vector<Index> init_build(const Problem<T>& problem, Index k, Context& ctx,
                              const SkipOptions& skip = {}) {
  struct Bound {
    double gain;
    Index object;
    Index step;  // the step in which the gain was computed
    bool operator<(const Bound& other) const {
      return gain < other.gain || (gain == other.gain && object < other.object);
    }
  };
  constexpr std::size_t batch_min = 32, batch_max = 256;  // enough for all threads

  const Index n = problem.n();
  const std::vector<Index> pool = free_objects(problem, k), fixed = fixed_objects(problem);
  const Index given = to_index(fixed.size());
  GrowingState<T> state(problem, k);
  NearScan<T, GrowingState<T>> scan(state, ctx, skip, 4);
  std::vector<double> gain;
  std::vector<Index> medoids;
  std::vector<Bound> all;
  std::priority_queue<Bound> heap;

  const auto take = [&](Index chosen) {
    medoids.push_back(chosen);
    state.take(chosen);
  };

  for (Index step = 0; step < k; ++step) {
    if (step < given) {
      ctx.monitor.progress("build", uz(step), uz(k));
      take(fixed[uz(step)]);
      continue;
    }
    const Index first = step == 0 ? first_medoid(problem, pool, ctx, skip) : -1;
    if (first >= 0) {
      take(first);
      continue;
    }
    if (step <= 1 || step == given) {
      ctx.monitor.progress(step == 0   ? "first medoid"
                           : step == 1 ? "second medoid"
                                       : "next medoid",
                           0, n_blocks(n, block_columns(problem.source)));
      // All gains of the second step differ from those before by about one unit per object. The old
      // gains are no useful bounds yet, and the vectorised full pass is faster.
      if (problem.candidates == nullptr)
        all_gains(problem, state.current, gain, ctx);
      else
        candidate_gains(problem, state.current, state.dn, gain, ctx);
      all.clear();
      for (const Index i : pool)
        if (step == given || i != medoids[0]) all.push_back({gain[uz(i)], i, step});
      heap = std::priority_queue<Bound>(std::less<Bound>(), std::move(all));
      all = {};
    }
    ctx.monitor.progress("build", uz(step), uz(k));
    if (step > 1 && heap.top().step != step) scan.refresh();
    std::size_t batch = batch_min;
    while (heap.top().step != step) {
      std::vector<Bound> stale;
      while (!heap.empty() && stale.size() < batch && heap.top().step != step) {
        stale.push_back(heap.top());
        heap.pop();
      }
      batch = std::min(2 * batch, batch_max);
      ctx.run(stale.size(), [&](std::size_t a, int worker) {
        double sum = 0;
        scan.visit(stale[a].object, worker, [&](Index o, double d) {
          sum += problem.weighted(o, state.current[uz(o)] - d);
        });
        stale[a].gain = sum;
        stale[a].step = step;
      });
      for (const Bound& b : stale) heap.push(b);
      ctx.count.rows_read += stale.size();
      ctx.count.evaluations += stale.size();
    }
    const Index chosen = heap.top().object;
    heap.pop();
    take(chosen);
  }
  ctx.monitor.progress("build", uz(k), uz(k));
  return medoids;
}

}  // namespace fastpam

#endif
