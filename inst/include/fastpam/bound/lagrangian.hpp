// The Lagrangian dual of the p-median problem, and an algorithm that maximises it.
//
// Relaxing "each object has one medoid" with multipliers u leaves a problem that is solved by
// sorting: open the sites with the least reduced costs. Its value
//   L(u) = sum over o of w(o) u(o) + the k least reduced costs
// is at most the total deviation of any k medoids (Cornuejols, Fisher & Nemhauser 1977; Avella,
// Sassano & Vasilyev 2007). The ascent is the volume algorithm (Barahona & Anbil 2000): steps from
// the best point along a moving average of the subgradients. Sites can be forced open or shut:
// then L bounds the solutions that are left.
#ifndef FASTPAM_BOUND_LAGRANGIAN_HPP
#define FASTPAM_BOUND_LAGRANGIAN_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "reduced_costs.hpp"

namespace fastpam {

/// The state of a site.
enum class Site : char { free, open, shut };

/// A point of the dual and the solution of the relaxed problem there.
template <class T>
struct DualPoint {
  std::vector<T> u;                 ///< object -> multiplier
  std::vector<double> rho;          ///< site -> lower bound on its reduced cost
  std::vector<std::size_t> opened;  ///< numbers of the k sites with the least reduced costs
  double value = 0;                 ///< proven lower bound
  double last = 0;                  ///< the largest reduced cost among free sites that are opened
  double next = 0;                  ///< the least among free sites that are not
};

/// The state of an ascent by the volume algorithm.
struct Ascent {
  std::vector<double> cover;  ///< object -> how often it was covered, averaged over the solutions
  std::vector<double> open;   ///< site -> how often it was open, averaged in the same way
  double length = 1;          ///< of steps, relative to Polyak's
  double share = 0.1;         ///< weight of the latest solution in the averages
  double gained = 0;          ///< gained by the latest `since` steps
  std::size_t poor = 0;       ///< steps in a row that gained nothing
  std::size_t since = 0;      ///< steps since the share was last adjusted
};

/// The Lagrangian dual and its ascent.
template <class T>
class Lagrangian {
 public:
  Lagrangian(const Problem<T>& problem, const ReducedCosts<T>& costs, std::size_t k,
             const std::vector<T>& cap)
      : problem_(problem), costs_(costs), k_(k), cap_(cap) {}

  /// Evaluates the multipliers of the point. Everything is rounded down, see ReducedCosts::all();
  /// the sum of w u has terms of one sign, too.
  void evaluate(DualPoint<T>& point, const std::vector<Site>& sites, Context& ctx) const {
    costs_.all(point.u, point.rho, ctx);
    point.opened.clear();
    std::vector<std::size_t> rest;
    for (std::size_t a = 0; a < sites.size(); ++a) {
      if (sites[a] == Site::open) point.opened.push_back(a);
      if (sites[a] == Site::free) rest.push_back(a);
    }
    const auto less = [&](std::size_t a, std::size_t b) {
      return point.rho[a] < point.rho[b] || (point.rho[a] == point.rho[b] && a < b);
    };
    const std::size_t wanted = k_ - point.opened.size();
    const auto middle = rest.begin() + static_cast<std::ptrdiff_t>(wanted);
    if (wanted < rest.size()) std::nth_element(rest.begin(), middle, rest.end(), less);
    point.last = -std::numeric_limits<double>::infinity();
    for (auto a = rest.begin(); a != middle; ++a) point.last = std::max(point.last, point.rho[*a]);
    point.next =
        wanted < rest.size() ? point.rho[*middle] : std::numeric_limits<double>::infinity();
    std::sort(rest.begin(), middle);
    point.opened.insert(point.opened.end(), rest.begin(), middle);

    double multipliers = 0, taken = 0;
    for (std::size_t o = 0; o < point.u.size(); ++o)
      multipliers += problem_.weighted(static_cast<Index>(o), static_cast<double>(point.u[o]));
    for (const std::size_t a : point.opened) taken += point.rho[a];
    constexpr double ulp = 0x1.0p-52;
    multipliers *= 1 - static_cast<double>(point.u.size() + 4) * ulp;
    taken *= 1 + static_cast<double>(k_ + 4) * ulp;
    const double value = multipliers + taken;
    point.value = value - std::fabs(value) * ulp;
  }

  /// Improves `best` (which must be evaluated) in at most `steps` evaluations and returns their
  /// number. Stops early if enough(best) is true, which is checked after each improvement, or if
  /// steps have become too short to gain anything.
  template <class Enough>
  std::size_t climb(DualPoint<T>& best, Ascent& path, const std::vector<Site>& sites, double target,
                    std::size_t steps, const Enough& enough, Context& ctx) const {
    if (path.cover.empty()) begin(best, path, sites, ctx);
    std::size_t done = 0;
    DualPoint<T> point;
    while (done < steps && path.length > 1e-4 && best.value < target) {
      const double norm = inner(path.cover, path.cover);
      if (!(norm > 0)) break;
      const double step = path.length * (target - best.value) / norm;
      point.u.resize(best.u.size());
      for (std::size_t o = 0; o < best.u.size(); ++o) {
        const double to = static_cast<double>(best.u[o]) + step * (1 - path.cover[o]);
        point.u[o] = std::min(cap_[o], static_cast<T>(std::max(0.0, to)));
      }
      evaluate(point, sites, ctx);
      ++done;
      const std::vector<double> fresh = coverage(point, ctx);
      const bool onwards = inner(fresh, path.cover) > 0;
      for (std::size_t o = 0; o < fresh.size(); ++o)
        path.cover[o] += path.share * (fresh[o] - path.cover[o]);
      for (double& y : path.open) y *= 1 - path.share;
      for (const std::size_t a : point.opened) path.open[a] += path.share;
      adapt(path, point.value > best.value, onwards, (target - best.value));
      if (point.value > best.value) {
        path.gained += point.value - best.value;
        std::swap(point, best);
        if (enough(best)) break;
      }
    }
    return done;
  }

 private:
  std::vector<double> coverage(const DualPoint<T>& point, Context& ctx) const {
    std::vector<double> cover(point.u.size(), 0.0);
    for (const std::size_t a : point.opened) costs_.cover(a, point.u, 1, cover, ctx);
    ctx.monitor.tick();
    return cover;
  }

  void begin(const DualPoint<T>& point, Ascent& path, const std::vector<Site>& sites,
             Context& ctx) const {
    path.cover = coverage(point, ctx);
    path.open.assign(sites.size(), 0.0);
    for (const std::size_t a : point.opened) path.open[a] = 1;
  }

  // The inner product of two subgradients, given how often each object is covered.
  double inner(const std::vector<double>& a, const std::vector<double>& b) const {
    double sum = 0;
    for (std::size_t o = 0; o < a.size(); ++o)
      sum += problem_.weighted(static_cast<Index>(o), (1 - a[o]) * (1 - b[o]));
    return sum;
  }

  // Steps get longer while the bound improves, and shorter after ten without improvement. The
  // average gets longer if 50 steps gained little.
  static void adapt(Ascent& path, bool better, bool onwards, double left) {
    if (better) {
      path.poor = 0;
      if (onwards) path.length = std::min(2.0, path.length * 1.1);
    } else if (++path.poor >= 10) {
      path.length *= 0.66;
      path.poor = 0;
    }
    if (++path.since < 50) return;
    if (path.gained < 0.01 * left) path.share = std::max(0.01, path.share / 2);
    path.gained = 0;
    path.since = 0;
  }

  const Problem<T>& problem_;
  const ReducedCosts<T>& costs_;
  const std::size_t k_;
  const std::vector<T>& cap_;
};

}  // namespace fastpam

#endif
