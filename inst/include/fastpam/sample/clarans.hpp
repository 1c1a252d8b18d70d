// CLARANS (Ng & Han, TKDE 2002) and FastCLARANS (Schubert & Rousseeuw 2019, section 4.4): a walk on
// the graph of medoid sets. A neighbour that is better is taken at once. A walk ends after
// `max_neighbor` neighbours in a row that are not better. The best of `num_local` walks is kept.
//
// Classic: a neighbour is a random medoid exchanged with a random other object. Fast: a random
// object is compared with all k medoids at once. With the shared accumulator this costs as much as
// one medoid.
//
// The draws of a walk are a fixed sequence from its own generator. Each draw is evaluated in the
// state that is current when its turn comes. So the walk does not depend on how many draws are
// evaluated ahead, nor on the number of threads.
#ifndef FASTPAM_SAMPLE_CLARANS_HPP
#define FASTPAM_SAMPLE_CLARANS_HPP

#include <algorithm>
#include <chrono>
#include <cmath>
#include <deque>
#include <memory>
#include <vector>

#include "../base/rng.hpp"
#include "../search/evaluate.hpp"
#include "../swap/report.hpp"

namespace fastpam {

/// Options of clarans().
struct ClaransOptions {
  Index k = 2;                 ///< number of medoids
  std::size_t num_local = 2;   ///< number of walks
  std::size_t first_walk = 0;  ///< number of the first: which random numbers it gets
  std::size_t max_neighbor =
      0;                   ///< a walk ends after so many neighbours; 0: default_max_neighbor()
  bool fast = true;        ///< a neighbour is an object against all medoids, not one medoid
  std::uint64_t seed = 0;  ///< walk number w uses stream w
  SkipOptions skip{};      ///< when objects out of a candidate's reach are skipped
};

/// The result of one walk.
struct ClaransWalk {
  std::vector<Index> start;    ///< the medoids it began with
  std::vector<Index> medoids;  ///< those it ended with
  double init_loss = 0;        ///< total deviation at its start
  SwapReport swap;             ///< iterations counts the neighbours that were judged
};

/// The walks, and which was the best.
struct ClaransResult {
  std::vector<ClaransWalk> walks;  ///< in the order of their streams
  std::size_t best = 0;            ///< the first of the best
};

/// The number of neighbours without improvement after which a walk ends.
//
// Ng & Han: 1.25 % of the k (n - k) exchanges, at least 250. Fast: each neighbour stands for k
// exchanges and costs as much as one, so twice the share is still only 2 / k of the work: 2.5 % of
// n - k, at least 500 / k.
inline std::size_t default_max_neighbor(Index n, Index k, bool fast) {
  const double exchanges = std::max(250.0, 0.0125 * k * (static_cast<double>(n) - k));
  return static_cast<std::size_t>(std::ceil((fast ? 2 * exchanges / k : exchanges) - 1e-9));
}

namespace clarans_detail {

struct Draw {
  Index slot, object;
};

template <class T>
class Walk {
 public:
  Walk(const Problem<T>& problem, const ClaransOptions& options, std::size_t max_neighbor,
       const std::vector<Index>& pool, std::size_t number, Context& ctx)
      : options_(options),
        max_neighbor_(max_neighbor),
        pool_(pool),
        fixed_(fixed_objects(problem)),
        rng_(options.seed, number),
        start_(first_medoids()),
        state_(problem, start_, ctx),
        evaluator_(state_, ctx, options.skip),
        buffers_(options.k == 1 ? static_cast<std::size_t>(ctx.workers()) : 0) {
    report_.loss = init_loss_ = state_.total_deviation();
    const std::size_t free_slots = uz(options.k) - fixed_.size();
    if (free_slots == 0 || pool.size() == free_slots) done_ = true;  // no neighbour exists
  }

  bool done() const { return done_; }

  // Evaluates up to `length` x `chunks` neighbours ahead, but not more than the walk can reach
  // without a swap.
  void prepare(std::size_t length, std::size_t chunks) {
    const std::size_t wanted = std::min(length * chunks, max_neighbor_ - tried_);
    batch_.clear();
    for (std::size_t a = 0; batch_.size() < wanted; ++a) {
      if (a == upcoming_.size()) upcoming_.push_back(draw());
      if (!state_.is_medoid(upcoming_[a].object)) batch_.push_back({a, upcoming_[a]});
    }
    length_ = length;
    found_.assign(chunks, Found());
  }

  // Finds the first neighbour of a chunk that is better. Chunks may run at the same time.
  void search(std::size_t chunk, int worker) {
    const double bound = least_gain(report_.loss);
    const std::size_t to = std::min(batch_.size(), (chunk + 1) * length_);
    for (std::size_t a = chunk * length_; a < to; ++a) {
      const Move move = evaluate(batch_[a].draw, worker, bound);
      if (!(move.change < bound)) continue;
      found_[chunk] = {a, move};
      return;
    }
  }

  // Takes the first step found in the batch; true if there was one.
  bool step() {
    const Found* first = nullptr;
    for (const Found& f : found_)
      if (first == nullptr && f.move.candidate >= 0) first = &f;
    const std::size_t judged = first == nullptr ? batch_.size() : first->position + 1;
    report_.iterations += judged;
    tried_ += judged;
    const auto used = static_cast<std::ptrdiff_t>(batch_[judged - 1].upcoming + 1);
    upcoming_.erase(upcoming_.begin(), upcoming_.begin() + used);
    const bool swapped = first != nullptr && swap_if_better(state_, first->move, report_.loss);
    if (first != nullptr) evaluator_.refresh();  // also after an undone swap
    if (swapped) {
      tried_ = 0;
      ++report_.swaps;
      report_.trace.push_back(report_.loss);
    }
    done_ = tried_ >= max_neighbor_;
    return swapped;
  }

  ClaransWalk result() {
    report_.converged = true;
    return {start_, state_.medoid, init_loss_, report_};
  }

 private:
  struct Ahead {
    std::size_t upcoming;
    Draw draw;
  };
  struct Found {
    std::size_t position = 0;
    Move move{};
  };

  // The fixed ones have the first slots.
  std::vector<Index> first_medoids() {
    std::vector<Index> pool = pool_, medoids = fixed_;
    const Index wanted = options_.k - to_index(fixed_.size());
    rng_.partial_shuffle(pool, wanted);
    medoids.insert(medoids.end(), pool.begin(), pool.begin() + wanted);
    return medoids;
  }

  Draw draw() {
    const Index object = pool_[uz(rng_.below(to_index(pool_.size())))];
    const Index first = to_index(fixed_.size());
    return {options_.fast ? -1 : first + rng_.below(options_.k - first), object};
  }

  // A move that changes the total by less than `bound`, if there is one.
  Move evaluate(const Draw& d, int worker, double bound) {
    if (options_.k == 1) return evaluate_single(d.object, worker);
    if (options_.fast) return evaluator_.best_below(d.object, worker, bound);
    return {evaluator_.all(d.object, worker)[uz(d.slot)], d.slot, d.object};
  }

  // With one medoid there is no second nearest.
  Move evaluate_single(Index object, int worker) {
    const Problem<T>& problem = state_.problem();
    std::vector<T>& buffer = buffers_[static_cast<std::size_t>(worker)];
    buffer.resize(uz(state_.n()));
    const T* row = problem.source.row(object, buffer.data());
    double change = 0;
    for (Index o = 0; o < state_.n(); ++o)
      change +=
          problem.weighted(o, static_cast<double>(row[o]) - static_cast<double>(state_.dn[uz(o)]));
    return {change, 0, object};
  }

  const ClaransOptions& options_;
  const std::size_t max_neighbor_;
  const std::vector<Index>& pool_;  // objects that may be medoids and are not fixed
  const std::vector<Index> fixed_;  // objects that stay medoids
  Rng rng_;
  std::vector<Index> start_;
  SearchState<T> state_;
  FastEvaluator<T> evaluator_;
  std::vector<std::vector<T>> buffers_;
  std::deque<Draw> upcoming_;  // drawn and not yet judged
  std::vector<Ahead> batch_;   // those of them that are neighbours now
  std::vector<Found> found_;   // chunk of the batch ->
  std::size_t length_ = 1, tried_ = 0;
  double init_loss_ = 0;
  SwapReport report_;
  bool done_ = false;
};

}  // namespace clarans_detail

/// `problem.max` is not used: to find the largest dissimilarity would cost more than the walks.
template <class T>
ClaransResult clarans(const Problem<T>& given, const ClaransOptions& options, Context& ctx) {
  using Clock = std::chrono::steady_clock;
  Problem<T> problem = given;
  problem.max = static_cast<double>(std::numeric_limits<T>::max()) / 4;
  const std::vector<Index> pool = free_objects(problem, options.k);
  if (options.num_local < 1) throw Error(ErrorCode::broken, "there must be at least one walk");
  const std::size_t max_neighbor =
      options.max_neighbor > 0
          ? options.max_neighbor
          : default_max_neighbor(to_index(eligible_objects(problem, options.k).size()), options.k,
                                 options.fast);

  using Walk = clarans_detail::Walk<T>;
  std::vector<std::unique_ptr<Walk>> walks;
  for (std::size_t w = 0; w < options.num_local; ++w)
    walks.push_back(
        std::make_unique<Walk>(problem, options, max_neighbor, pool, options.first_walk + w, ctx));

  // Rounds take a few milliseconds: short enough for interrupts, long enough to be worth a thread.
  std::size_t length = 1;
  for (;;) {
    std::vector<Walk*> active;
    for (const auto& walk : walks)
      if (!walk->done()) active.push_back(walk.get());
    if (active.empty()) break;
    ctx.monitor.progress("walks", walks.size() - active.size(), walks.size());
    const std::size_t workers = static_cast<std::size_t>(ctx.workers());
    const std::size_t chunks = (workers + active.size() - 1) / active.size();
    const Clock::time_point begin = Clock::now();
    for (Walk* walk : active) walk->prepare(length, chunks);
    ctx.run(active.size() * chunks,
            [&](std::size_t b, int worker) { active[b / chunks]->search(b % chunks, worker); });
    const std::chrono::duration<double> took = Clock::now() - begin;
    std::vector<char> swapped(active.size());
    ctx.run(active.size(), [&](std::size_t w, int) { swapped[w] = active[w]->step() ? 1 : 0; });
    ctx.monitor.tick();
    // Chunks after the one with a better neighbour were evaluated for nothing. If steps are
    // frequent, fewer are evaluated ahead.
    const bool wasted = chunks > 1 && std::find(swapped.begin(), swapped.end(), 1) != swapped.end();
    if (wasted || took.count() > 0.02)
      length = std::max<std::size_t>(1, length / 2);
    else if (took.count() < 0.005)
      length = std::min<std::size_t>(4096, length * 2);
  }

  ClaransResult result;
  for (const auto& walk : walks) {
    result.walks.push_back(walk->result());
    const ClaransWalk& last = result.walks.back();
    if (!std::isfinite(last.init_loss)) throw SumsOverflow();
    ctx.count.rows_read += last.swap.iterations;
    ctx.count.evaluations += last.swap.iterations;
    if (last.swap.loss < result.walks[result.best].swap.loss) result.best = result.walks.size() - 1;
  }
  return result;
}

}  // namespace fastpam

#endif
