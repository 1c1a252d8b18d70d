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
// If the problem has rounded dissimilarities, a bound is first lowered to an estimate from these
// plus its largest possible error. Only a candidate that is then still at the top is computed from
// the dissimilarities themselves.
//
// Objects out of a candidate's reach are skipped if the metric allows it and it saves time. The
// gain is the sum of the same terms in the same order (search/near_scan.hpp).
#ifndef FASTPAM_INIT_BUILD_HPP
#define FASTPAM_INIT_BUILD_HPP

#include <algorithm>
#include <limits>
#include <queue>
#include <vector>

#include "../search/gain.hpp"
#include "../search/near_scan.hpp"
#include "first_medoid.hpp"
#include "growing_state.hpp"

namespace fastpam {

/// The lazy search for the next medoid, step by step.
template <class T>
class LazyBuild {
 public:
  LazyBuild(const Problem<T>& problem, Index k, Context& ctx, const SkipOptions& skip)
      : problem_(problem),
        ctx_(ctx),
        state_(problem, k),
        scan_(state_, ctx, skip, 4),
        weight_(problem.rounded != nullptr ? problem.total_weight() : 0) {}

  /// Makes an object a medoid.
  void take(Index chosen) {
    state_.take(chosen);
    ++step_;
  }

  /// Computes the gains of all objects of the pool from scratch.
  void restart(const std::vector<Index>& pool) {
    const bool rounded = problem_.rounded != nullptr;
    if (rounded) scan_.refresh();
    std::vector<double> gain;
    if (problem_.candidates == nullptr)
      all_gains(problem_, state_.current, gain, ctx_);
    else if (!rounded)
      candidate_gains(problem_, state_.current, state_.dn, gain, ctx_);
    std::vector<Bound> all;
    const double total = rounded ? state_.total() : 0;
    for (const Index i : pool) {
      if (step_ == 1 && i == state_.medoid[0]) continue;
      if (!rounded)
        all.push_back({gain[uz(i)], i, step_, exact});
      else if (problem_.candidates == nullptr)
        all.push_back({gain[uz(i)] + margin(total, gain[uz(i)]), i, step_, estimated});
      else
        all.push_back({std::numeric_limits<double>::infinity(), i, step_, stale});
    }
    heap_ = Heap(std::less<Bound>(), std::move(all));
  }

  /// The object with the largest gain, the last one of equals.
  Index best() {
    if (heap_.top().step != step_) scan_.refresh();
    const double total = problem_.rounded != nullptr ? state_.total() : 0;
    const std::size_t fetched = scan_.fetched();
    std::size_t batch = batch_min;
    for (Kind kind = top(); kind != exact; kind = top()) {
      std::vector<Bound> some;
      // Of estimates, only those that may be as good as the first.
      const double least = kind == estimated
                               ? heap_.top().gain - 2 * margin(total, heap_.top().gain)
                               : -std::numeric_limits<double>::infinity();
      while (!heap_.empty() && some.size() < batch && top() == kind && heap_.top().gain >= least) {
        some.push_back(heap_.top());
        heap_.pop();
      }
      batch = std::min(2 * batch, batch_max);
      const bool estimate = kind == stale && problem_.rounded != nullptr;
      ctx_.run(some.size(), [&](std::size_t a, int worker) {
        if (estimate)
          lower(some[a], total);
        else
          compute(some[a], worker);
      });
      for (const Bound& b : some) heap_.push(b);
      ctx_.count.rows_read += some.size();
      ctx_.count.evaluations += some.size();
      // So many candidates are nearly equal that a pass over all rows takes less time.
      if (problem_.candidates == nullptr && scan_.fetched() - fetched > 128 * uz(problem_.n()))
        compute_all();
    }
    const Index chosen = heap_.top().object;
    heap_.pop();
    return chosen;
  }

 private:
  // What a bound is: a gain or an estimate of this step, or a bound from an earlier step.
  enum Kind { stale, estimated, exact };
  struct Bound {
    double gain;  // not less than the gain in this step
    Index object;
    Index step;  // the step in which it was computed
    Kind kind;   // in that step
    bool operator<(const Bound& other) const {
      return gain < other.gain || (gain == other.gain && object < other.object);
    }
  };
  using Heap = std::priority_queue<Bound>;
  static constexpr std::size_t batch_min = 32, batch_max = 256;  // enough for all threads

  Kind top() const { return heap_.top().step == step_ ? heap_.top().kind : stale; }

  void compute(Bound& b, int worker) {
    double sum = 0;
    scan_.visit(b.object, worker,
                [&](Index o, double d) { sum += problem_.weighted(o, state_.current[uz(o)] - d); });
    b = {sum, b.object, step_, exact};
  }

  void lower(Bound& b, double total) {
    double sum = 0;
    scan_.visit_rounded(b.object, [&](Index o, double d) {
      sum += problem_.weighted(o, state_.current[uz(o)] - d);
    });
    b = {std::min(b.gain, sum + margin(total, sum)), b.object, step_, estimated};
  }

  void compute_all() {
    Problem<T> plain = problem_;
    plain.rounded = nullptr;
    std::vector<double> gain;
    all_gains(plain, state_.current, gain, ctx_);
    std::vector<Bound> all;
    for (; !heap_.empty(); heap_.pop()) {
      const Index i = heap_.top().object;
      all.push_back({gain[uz(i)], i, step_, exact});
    }
    heap_ = Heap(std::less<Bound>(), std::move(all));
  }

  // |estimate - gain as it is summed| <= margin. `total` is the sum of w D before the step. The
  // dissimilarities that count add up to total - gain. Each of the sums has at most n additions of
  // terms rounded twice. The bound has a spare factor of 2. Products with weights so small that
  // digits are lost have an error of half the smallest number each.
  double margin(double total, double estimate) const {
    constexpr double unit = 1.1102230246251565e-16, least = 4.9406564584124654e-324;
    const double n = static_cast<double>(problem_.n());
    return RoundedSquare::error(std::max(0.0, total - estimate), weight_) +
           4 * (n + 8) * unit * total + 16 * n * least;
  }

  const Problem<T>& problem_;
  Context& ctx_;
  GrowingState<T> state_;
  NearScan<T, GrowingState<T>> scan_;
  const double weight_;  // the sum of all, if there are rounded dissimilarities
  Heap heap_;
  Index step_ = 0;
};

// k medoids in the order of choice. The fixed ones come first.
template <class T>
std::vector<Index> init_build(const Problem<T>& problem, Index k, Context& ctx,
                              const SkipOptions& skip = {}) {
  const std::vector<Index> pool = free_objects(problem, k);
  std::vector<Index> medoids = fixed_objects(problem);
  const Index given = to_index(medoids.size());
  LazyBuild<T> build(problem, k, ctx, skip);
  for (const Index fixed : medoids) build.take(fixed);
  for (Index step = given; step < k; ++step) {
    const Index first = step == 0 ? first_medoid(problem, pool, ctx, skip) : -1;
    if (first >= 0) {
      medoids.push_back(first);
      build.take(first);
      continue;
    }
    if (step <= 1 || step == given) {
      ctx.monitor.progress(step == 0   ? "first medoid"
                           : step == 1 ? "second medoid"
                                       : "next medoid",
                           0, n_blocks(problem.n(), block_columns(problem.source)));
      // All gains of the second step differ from those before by about one unit per object. The old
      // gains are no useful bounds yet, and the vectorised full pass is faster.
      build.restart(pool);
    }
    ctx.monitor.progress("build", uz(step), uz(k));
    medoids.push_back(build.best());
    build.take(medoids.back());
  }
  ctx.monitor.progress("build", uz(k), uz(k));
  return medoids;
}

}  // namespace fastpam

#endif
