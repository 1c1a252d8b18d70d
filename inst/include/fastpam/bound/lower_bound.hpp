// A proven lower bound on the total deviation of any k medoids, by Lagrangian relaxation (see
// lagrangian.hpp). It often equals the total of the given medoids, which are then optimal.
//
// If the dual leaves a gap, reduced costs fix sites as open or shut, and branch and bound continues
// with the rest, least bound first, until the gap is closed or the budget is spent. Sums of whole
// numbers are whole, so their bounds are rounded up. The result does not depend on the number of
// threads.
#ifndef FASTPAM_BOUND_LOWER_BOUND_HPP
#define FASTPAM_BOUND_LOWER_BOUND_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include "../eval/three_nearest.hpp"
#include "branches.hpp"

namespace fastpam {

/// Limits of lower_bound().
struct BoundOptions {
  std::size_t passes = 10000;                     ///< budget: evaluations of all reduced costs
  std::size_t list_bytes = std::size_t{1} << 31;  ///< bytes for the lists of near pairs
};

/// The result of lower_bound(). Totals are sums of weighted dissimilarities.
struct BoundResult {
  double loss = 0;            ///< total deviation of the medoids given
  double bound = 0;           ///< lower bound on the total deviation of any k medoids
  bool optimal = false;       ///< the bound meets the loss, up to rounding
  std::size_t passes = 0;     ///< evaluations of all reduced costs
  std::size_t branches = 0;   ///< subproblems that were bounded, the whole one included
  std::vector<Index> better;  ///< better medoids, if the search found some; else empty
  double better_loss = 0;     ///< their total deviation
};

namespace bound_detail {

template <class T>
class BoundSearch {
 public:
  BoundSearch(const Problem<T>& problem, const std::vector<Index>& medoids,
              const BoundOptions& options, Context& ctx)
      : problem_(problem),
        options_(options),
        ctx_(ctx),
        k_(medoids.size()),
        sites_(eligible_sites(problem)),
        cap_(uz(problem.n())),
        costs_(problem, sites_, start_caps(medoids), options.list_bytes, ctx),
        dual_(problem, costs_, k_, cap_),
        whole_(whole_numbers()) {
    result_.loss = best_loss_ = loss_;
  }

  BoundResult run() {
    std::vector<Branch<T>> queue;
    Branch<T> root;
    root.sites.assign(sites_.size(), Site::free);
    for (std::size_t a = 0; a < sites_.size(); ++a)
      if (problem_.is_fixed(sites_[a])) root.sites[a] = Site::open;
    root.point.u = start_;
    add(std::move(root), 2000, queue);
    while (!queue.empty() && result_.passes < options_.passes) {
      std::pop_heap(queue.begin(), queue.end(), later);
      const Branch<T> parent = std::move(queue.back());
      queue.pop_back();
      if (closed(parent.point.value)) {
        close(parent.point.value);
        continue;
      }
      const std::size_t a = site_to_branch(parent);
      for (const Site side : {Site::open, Site::shut}) {
        Branch<T> child;
        child.sites = parent.sites;
        child.sites[a] = side;
        child.point.u = parent.point.u;
        add(std::move(child), 100, queue);
      }
    }
    double least = std::min(lowered(best_loss_), least_closed_);
    for (const Branch<T>& branch : queue) least = std::min(least, rounded_up(branch.point.value));
    result_.bound = std::max(0.0, least);
    result_.optimal = result_.better.empty() && closed(result_.bound);
    return std::move(result_);
  }

 private:
  static bool later(const Branch<T>& a, const Branch<T>& b) {
    return a.point.value > b.point.value;
  }

  // The relative rounding error of a sum of n numbers of one sign, at most.
  double noise() const { return static_cast<double>(problem_.n() + 4) * 0x1.0p-52; }
  double lowered(double total) const { return whole_ ? total : total * (1 - noise()); }
  double raised(double total) const { return whole_ ? total : total * (1 + noise()); }
  double rounded_up(double bound) const { return whole_ ? std::ceil(bound) : bound; }
  // Whether this bound and the loss of the best medoids differ by rounding only.
  bool closed(double bound) const {
    return rounded_up(bound) >= best_loss_ * (1 - 4 * noise() - 1e-12);
  }
  void close(double bound) { least_closed_ = std::min(least_closed_, rounded_up(bound)); }

  // Computes the bound of a new branch in at most this number of steps. Then the branch is closed,
  // or has a single solution, or waits in the queue.
  void add(Branch<T> branch, std::size_t steps, std::vector<Branch<T>>& queue) {
    if (!settle(branch.sites, k_)) return;
    ++result_.branches;
    ++result_.passes;
    dual_.evaluate(branch.point, branch.sites, ctx_);
    // If totals are whole numbers, a better one is lower by at least 1.
    for (std::size_t chunk = 1, taken = 1; !closed(branch.point.value); chunk = 50) {
      ctx_.monitor.progress("bound", std::min(result_.passes, options_.passes), options_.passes);
      if (decide_sites(branch, whole_ ? best_loss_ - 1 : raised(best_loss_)) &&
          !settle(branch.sites, k_))
        return;
      if (count_sites(branch.sites, Site::free) == 0) return try_last(branch);
      if (taken < chunk || steps == 0 || result_.passes >= options_.passes) {
        queue.push_back(std::move(branch));
        std::push_heap(queue.begin(), queue.end(), later);
        return;
      }
      chunk = std::min<std::size_t>({steps, 50, options_.passes - result_.passes});
      taken = dual_.climb(
          branch.point, branch.path, branch.sites, raised(best_loss_), chunk,
          [&](const DualPoint<T>& p) { return closed(p.value); }, ctx_);
      result_.passes += taken;
      steps -= taken;
      try_opened(branch.point);
    }
    close(branch.point.value);
  }

  // Evaluates the only solution left in a branch; all others cost at least as much as the best.
  void try_last(const Branch<T>& branch) {
    std::vector<Index> medoids;
    for (std::size_t a = 0; a < sites_.size(); ++a)
      if (branch.sites[a] == Site::open) medoids.push_back(sites_[a]);
    close(lowered(offer(medoids)));
  }

  void try_opened(const DualPoint<T>& point) {
    std::vector<Index> medoids;
    for (const std::size_t a : point.opened) medoids.push_back(sites_[a]);
    std::sort(medoids.begin(), medoids.end());
    if (medoids != tried_) offer(medoids);
    tried_ = medoids;
  }

  // Computes the total deviation of these medoids and keeps them if they are better.
  double offer(const std::vector<Index>& medoids) {
    const double loss = SearchState<T>(problem_, medoids, ctx_).total_deviation();
    if (lowered(best_loss_) > raised(loss)) {
      best_loss_ = loss;
      result_.better = medoids;
      result_.better_loss = loss;
    }
    return loss;
  }

  static std::vector<Index> eligible_sites(const Problem<T>& problem) {
    std::vector<Index> sites;
    for (Index o = 0; o < problem.n(); ++o)
      if (problem.may_be_medoid(o)) sites.push_back(o);
    return sites;
  }

  // The caps are the dissimilarities to the third nearest medoid; without a third one, all
  // dissimilarities count. The ascent begins at the dissimilarities to the second nearest.
  const std::vector<T>& start_caps(const std::vector<Index>& medoids) {
    const SearchState<T> state(problem_, medoids, ctx_);
    loss_ = state.total_deviation();
    start_ = state.ds;
    const T all = std::nextafter(static_cast<T>(problem_.max), std::numeric_limits<T>::max());
    if (medoids.size() < 3) {
      std::fill(cap_.begin(), cap_.end(), all);
      if (medoids.size() == 1) start_ = cap_;
      return cap_;
    }
    const ThreeNearest<T> nearest(problem_, medoids, ctx_);
    for (std::size_t o = 0; o < cap_.size(); ++o)
      cap_[o] = std::nextafter(nearest.distance[2][o], std::numeric_limits<T>::max());
    return cap_;
  }

  // Whether all totals are whole numbers that are exact in double precision.
  bool whole_numbers() const {
    double weight = 0;
    for (Index o = 0; o < problem_.n(); ++o) {
      const double w = problem_.weight(o);
      if (w != std::floor(w)) return false;
      weight += w;
    }
    if (!(weight * problem_.max < 0x1.0p52)) return false;
    constexpr std::size_t block = 16;
    std::vector<char> broken((sites_.size() + block - 1) / block, 0);
    ctx_.run(broken.size(), [&](std::size_t b, int) {
      std::vector<T> buffer(problem_.source.square() == nullptr ? uz(problem_.n()) : 0);
      for (std::size_t a = b * block; a < std::min(sites_.size(), (b + 1) * block); ++a) {
        const T* const row = problem_.source.row(sites_[a], buffer.data());
        for (std::size_t o = 0; o < uz(problem_.n()) && broken[b] == 0; ++o)
          if (row[o] != std::floor(row[o])) broken[b] = 1;
      }
    });
    return std::find(broken.begin(), broken.end(), 1) == broken.end();
  }

  const Problem<T>& problem_;
  const BoundOptions& options_;
  Context& ctx_;
  const std::size_t k_;
  const std::vector<Index> sites_;
  std::vector<T> cap_, start_;
  double loss_ = 0;
  ReducedCosts<T> costs_;
  Lagrangian<T> dual_;
  const bool whole_;
  double best_loss_ = 0;
  double least_closed_ = std::numeric_limits<double>::infinity();
  std::vector<Index> tried_;
  BoundResult result_;
};

}  // namespace bound_detail

/// Computes a lower bound on the total deviation of any medoids, as many as given, under the
/// restrictions of the problem. The given medoids must satisfy these. `problem.max` must be known.
template <class T>
BoundResult lower_bound(const Problem<T>& problem, const std::vector<Index>& medoids,
                        const BoundOptions& options, Context& ctx) {
  double weight = 0;
  for (Index o = 0; o < problem.n(); ++o) weight += problem.weight(o);
  if (!(problem.far() * weight <= std::numeric_limits<double>::max() / 4)) throw SumsOverflow();
  return bound_detail::BoundSearch<T>(problem, medoids, options, ctx).run();
}

}  // namespace fastpam

#endif
