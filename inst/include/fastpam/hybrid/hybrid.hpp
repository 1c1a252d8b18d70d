// Goes beyond one local search: many starts, and solutions between their results (the hybrid of
// Resende & Werneck 2004: multi-start, elite, path relinking). Each local search is FasterPAM.
//
// First, there are searches from random medoids. The best that differ form the elite. Then each
// pair of the elite is relinked, and a search starts from a solution between the two. Better
// results join the elite, until all pairs have been tried. Then new random starts follow, each
// relinked with one of the elite, until the budget is spent. The budget is work, not time: the
// first searches show how many candidates one search evaluates. Rounds of work do not depend on the
// number of threads, and the results of a round are offered to the elite in order.
#ifndef FASTPAM_HYBRID_HYBRID_HPP
#define FASTPAM_HYBRID_HYBRID_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "../exec/nested.hpp"
#include "../init/random.hpp"
#include "../swap/fasterpam.hpp"
#include "relink.hpp"

namespace fastpam {

/// Options of hybrid().
struct HybridOptions {
  Index k = 2;                            ///< number of medoids
  std::size_t budget = 80;                ///< the amount of work, in searches from random medoids
  std::size_t starts = 32;                ///< searches before any relinking, one at least
  std::size_t elite = 10;                 ///< solutions that are kept
  std::uint64_t seed = 0;                 ///< fresh start number r draws from stream r
  std::vector<std::vector<Index>> known;  ///< solutions that join the elite first, swap-optimal
};

/// The result of hybrid().
struct HybridResult {
  Solution best;
  std::size_t searches = 0;    ///< local searches done
  std::size_t relinked = 0;    ///< those of them that began between two solutions
  std::vector<double> losses;  ///< of the solutions that local searches ended in
};

namespace hybrid_detail {

template <class T>
Solution search_from(const Problem<T>& problem, std::vector<Index> medoids, Context& ctx) {
  std::sort(medoids.begin(), medoids.end());
  SearchState<T> state(problem, medoids, ctx);
  Solution found;
  found.loss = swap_fasterpam(state, SwapOptions(), ctx).loss;
  found.medoids = state.medoid;
  std::sort(found.medoids.begin(), found.medoids.end());
  return found;
}

template <class T>
class Hybrid {
 public:
  Hybrid(const Problem<T>& problem, const HybridOptions& options, Context& ctx)
      : problem_(problem), options_(options), ctx_(ctx), elite_(options.elite) {}

  HybridResult run() {
    for (const std::vector<Index>& medoids : options_.known) {
      Solution s{medoids, SearchState<T>(problem_, medoids, ctx_).total_deviation()};
      std::sort(s.medoids.begin(), s.medoids.end());
      elite_.offer(std::move(s));
    }
    const std::size_t before = ctx_.count.evaluations;
    start_fresh(std::max<std::size_t>(1, std::min(options_.starts, options_.budget)));
    const std::size_t used = ctx_.count.evaluations - before;
    limit_ =
        before + static_cast<std::size_t>(static_cast<double>(used) / static_cast<double>(fresh_) *
                                          static_cast<double>(options_.budget));
    while (ctx_.count.evaluations < limit_ && options_.k > 1) {
      const std::vector<Pair> pairs = untried_pairs();
      if (pairs.empty())
        start_fresh(options_.elite);
      else
        relink_pairs(pairs);
    }
    result_.best = elite_.solutions().front();
    return std::move(result_);
  }

 private:
  using Pair = std::pair<Solution, Solution>;

  // Runs jobs in parallel if the problem is small. Their results are offered to the elite in order.
  template <class Job>
  void run_round(std::size_t count, const Job& job) {
    constexpr Index small = 4096;
    std::vector<std::vector<Solution>> found(count);
    ctx_.monitor.progress("searches", std::min(ctx_.count.evaluations, limit_), limit_);
    if (count > 1 && problem_.n() <= small)
      run_jobs(count, ctx_, [&](std::size_t r, Context& own) { found[r] = job(r, own); });
    else
      for (std::size_t r = 0; r < count; ++r) found[r] = job(r, ctx_);
    for (std::vector<Solution>& solutions : found)
      for (Solution& s : solutions) {
        ++result_.searches;
        result_.losses.push_back(s.loss);
        elite_.offer(std::move(s));
      }
  }

  // Searches from random medoids. Once the elite is complete, each result is relinked with one of
  // its members.
  void start_fresh(std::size_t count) {
    const std::vector<Solution> elite = elite_.solutions().size() < options_.elite || fresh_ == 0
                                            ? std::vector<Solution>()
                                            : elite_.solutions();
    run_round(count, [&](std::size_t r, Context& ctx) {
      Rng rng(options_.seed, fresh_ + r);
      std::vector<Solution> found{
          search_from(problem_, init_random(problem_, options_.k, rng, ctx), ctx)};
      if (elite.empty()) return found;
      const Solution& other = elite[uz(rng.below(to_index(elite.size())))];
      const std::vector<Index> between = relink(problem_, found[0], other, ctx);
      if (!between.empty()) found.push_back(search_from(problem_, between, ctx));
      return found;
    });
    fresh_ += count;
  }

  // Pairs of the elite that have not been relinked; the better ones first.
  std::vector<Pair> untried_pairs() {
    std::vector<Pair> pairs;
    const std::vector<Solution>& all = elite_.solutions();
    for (std::size_t b = 1; b < all.size(); ++b)
      for (std::size_t a = 0; a < b && pairs.size() < round; ++a) {
        if (difference(all[a], all[b]) < 2) continue;
        const auto numbers = std::minmax(all[a].number, all[b].number);
        if (tried_.insert({numbers.first, numbers.second}).second)
          pairs.emplace_back(all[b], all[a]);
      }
    return pairs;
  }

  void relink_pairs(const std::vector<Pair>& pairs) {
    run_round(pairs.size(), [&](std::size_t r, Context& ctx) {
      const std::vector<Index> between = relink(problem_, pairs[r].first, pairs[r].second, ctx);
      return std::vector<Solution>{search_from(problem_, between, ctx)};
    });
    result_.relinked += pairs.size();
  }

  static constexpr std::size_t round = 12;  // pairs that are relinked at a time

  const Problem<T>& problem_;
  const HybridOptions& options_;
  Context& ctx_;
  Elite elite_;
  std::set<std::pair<std::size_t, std::size_t>> tried_;
  std::size_t fresh_ = 0;  // searches from random medoids so far
  std::size_t limit_ = 0;  // of evaluations; not known before the first round
  HybridResult result_;
};

}  // namespace hybrid_detail

/// Searches for the k medoids with the least total deviation. Needs k objects that may be medoids.
template <class T>
HybridResult hybrid(const Problem<T>& problem, const HybridOptions& options, Context& ctx) {
  return hybrid_detail::Hybrid<T>(problem, options, ctx).run();
}

}  // namespace fastpam

#endif
