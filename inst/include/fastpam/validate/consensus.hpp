// How often two objects share a cluster, among the resamples that contain both (Monti and others
// 2003, "Consensus clustering", Machine Learning 52, 91-118).
#ifndef FASTPAM_VALIDATE_CONSENSUS_HPP
#define FASTPAM_VALIDATE_CONSENSUS_HPP

#include <algorithm>
#include <limits>
#include <vector>

#include "../base/types.hpp"
#include "../exec/context.hpp"

namespace fastpam {

/// Writes the n x n matrix to `out`: 1 on the diagonal, NaN if no resample contains both objects.
/// Labels are those of Recovery: resample -> object -> cluster, -1: not in it.
inline void consensus(const std::vector<std::vector<Index>>& label, Index n, double* out,
                      Context& ctx) {
  ctx.monitor.progress("consensus", 0, uz(n));
  ctx.run(uz(n), [&](std::size_t i, int) {
    std::vector<std::int32_t> both(uz(n), 0), same(uz(n), 0);
    for (const std::vector<Index>& of : label) {
      const Index c = of[i];
      if (c < 0) continue;
      for (std::size_t j = 0; j < uz(n); ++j) {
        both[j] += of[j] >= 0 ? 1 : 0;
        same[j] += of[j] == c ? 1 : 0;
      }
    }
    double* const row = out + i * uz(n);
    for (std::size_t j = 0; j < uz(n); ++j)
      row[j] = both[j] > 0 ? static_cast<double>(same[j]) / static_cast<double>(both[j])
                           : std::numeric_limits<double>::quiet_NaN();
    row[i] = 1;
  });
}

}  // namespace fastpam

#endif
