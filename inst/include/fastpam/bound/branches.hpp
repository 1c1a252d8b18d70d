// The nodes of the branch-and-bound search: each has sets of sites that are open or shut, and the
// multipliers of its bound.
#ifndef FASTPAM_BOUND_BRANCHES_HPP
#define FASTPAM_BOUND_BRANCHES_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "lagrangian.hpp"

namespace fastpam {

/// A subproblem: the solutions with the given sites open and shut.
template <class T>
struct Branch {
  std::vector<Site> sites;
  DualPoint<T> point;
  Ascent path;
};

/// Opens the free sites that any solution with a total of at most `best` needs, and shuts those
/// that it cannot contain, by their reduced costs. Returns whether any site was decided.
template <class T>
bool decide_sites(Branch<T>& branch, double best) {
  bool decided = false;
  const DualPoint<T>& p = branch.point;
  std::vector<char> opened(branch.sites.size(), 0);
  for (const std::size_t a : p.opened) opened[a] = 1;
  // Allows for three roundings of numbers that are not larger than these.
  const auto above = [&](double extra) {
    const double noise = 0x1.0p-50 * (std::fabs(p.value) + std::fabs(p.last) + std::fabs(p.next));
    return p.value + extra - noise > best;
  };
  for (std::size_t a = 0; a < branch.sites.size(); ++a) {
    if (branch.sites[a] == Site::free && opened[a] == 0 && above(p.rho[a] - p.last)) {
      branch.sites[a] = Site::shut;
      decided = true;
    } else if (branch.sites[a] == Site::free && opened[a] != 0 && above(p.next - p.rho[a])) {
      branch.sites[a] = Site::open;
      decided = true;
    }
  }
  return decided;
}

/// The number of sites in a state.
inline std::size_t count_sites(const std::vector<Site>& sites, Site which) {
  return static_cast<std::size_t>(std::count(sites.begin(), sites.end(), which));
}

/// With k sites open, or only k not shut, no site is left free. False if it is impossible to open k
/// sites.
inline bool settle(std::vector<Site>& sites, std::size_t k) {
  const std::size_t open = count_sites(sites, Site::open);
  const std::size_t left = sites.size() - count_sites(sites, Site::shut);
  if (open > k || left < k) return false;
  if (open == k) std::replace(sites.begin(), sites.end(), Site::free, Site::shut);
  if (left == k) std::replace(sites.begin(), sites.end(), Site::free, Site::open);
  return true;
}

/// The free site on which the subproblem solutions disagreed most; there must be one.
template <class T>
std::size_t site_to_branch(const Branch<T>& branch) {
  std::size_t best = branch.sites.size();
  double least = 2;
  for (std::size_t a = 0; a < branch.sites.size(); ++a) {
    if (branch.sites[a] != Site::free) continue;
    const double far = std::fabs(branch.path.open[a] - 0.5);
    if (far < least) {
      least = far;
      best = a;
    }
  }
  return best;
}

}  // namespace fastpam

#endif
