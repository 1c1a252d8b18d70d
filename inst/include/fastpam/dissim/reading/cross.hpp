// The dissimilarities of the first objects of a source to the objects after them: of new objects to
// medoids.
//
// New objects and medoids are stacked in one source, so that the kernels of the fit are used and
// give the same bits.
#ifndef FASTPAM_DISSIM_READING_CROSS_HPP
#define FASTPAM_DISSIM_READING_CROSS_HPP

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

#include "../../exec/context.hpp"
#include "../source.hpp"

namespace fastpam {

// Objects [0, m) against objects [m, m + k): out[r * m + c], which is R's layout of a matrix with
// one row for each of the first m. A pair that has nothing in common gives NaN, because an object
// can be compared with the other medoids.
template <class T>
void fill_cross(const Source<T>& source, Index m, Index k, double* out, Context& ctx) {
  if (m < 0 || k < 0 || m > source.size() - k)
    throw Error(ErrorCode::broken, "there must be m objects and k medoids");
  if (m == 0) return;
  const Index strip = source.wide_rows() ? m : 512;
  const std::size_t blocks = (uz(m) + uz(strip) - 1) / uz(strip);
  std::vector<Index> medoids(uz(k));
  std::iota(medoids.begin(), medoids.end(), m);
  ctx.monitor.progress("dissimilarities", 0, blocks);
  ctx.run(blocks, [&](std::size_t b, int) {
    const Index from = static_cast<Index>(b) * strip;
    const Index to = m - from > strip ? from + strip : m;
    std::vector<T> tile(uz(k) * uz(to - from));
    source.rows(medoids.data(), k, from, to, tile.data(), uz(to - from));
    for (Index r = 0; r < k; ++r)
      std::copy_n(tile.data() + uz(r) * uz(to - from), uz(to - from),
                  out + uz(r) * uz(m) + uz(from));
  });
}

}  // namespace fastpam

#endif
