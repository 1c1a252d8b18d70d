// Options and report of a swap phase.
#ifndef FASTPAM_SWAP_REPORT_HPP
#define FASTPAM_SWAP_REPORT_HPP

#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include "../search/skip_options.hpp"

namespace fastpam {

/// Limits of a swap phase.
struct SwapOptions {
  std::size_t max_iter = std::numeric_limits<std::size_t>::max();  // passes over the candidates
  std::size_t table_bytes = std::size_t{1} << 31;  // memory that incremental sums may take
  double noise = 16;  // gains up to so many rounding errors do not count; see least_gain()
  SkipOptions skip;   // when objects out of a candidate's reach are skipped
};

/// What a swap phase did.
struct SwapReport {
  std::size_t iterations = 0;  // passes over the candidates, the last one without a swap included
  std::size_t swaps = 0;
  bool converged = false;     // no single swap improves, as far as the algorithm can tell
  double loss = 0;            // what the algorithm lowers, the total deviation mostly, at the end
  std::vector<double> trace;  // the same after each swap
  std::vector<std::pair<Index, double>> by_k;  // where k was searched for: each k and its loss
};

// A swap must gain more than rounding noise, otherwise two equally good medoids may be swapped
// endlessly. The bound is that of cluster's pam.c, but it is applied inside the scan: a candidate
// that gains less does not end the search. (cluster's clara.c has no such bound. To give its
// results, the best-swap loops take 0 and a limit on their passes, because they may run in circles
// then.)
inline double least_gain(double loss, double noise = 16) {
  return -noise * std::numeric_limits<double>::epsilon() * std::fabs(loss);
}

}  // namespace fastpam

#endif
