// Writes all dissimilarities of a source into memory laid out as R's `dist`, in parallel.
//
// A column of the triangle is a row of the source right of the diagonal. So a block of rows is
// computed in strips of columns, and each row is copied to its place. Memory is first touched by
// the thread that writes it. Besides the result, each thread needs memory for one strip.
#ifndef FASTPAM_DISSIM_READING_FILL_HPP
#define FASTPAM_DISSIM_READING_FILL_HPP

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

#include "../../exec/context.hpp"
#include "../stored/packed.hpp"
#include "../source.hpp"
#include "stream.hpp"

namespace fastpam {

// `out`: n (n - 1) / 2 values.
template <class T, class S>
void fill_packed(const Source<T>& source, S* out, Context& ctx) {
  const Index n = source.size();
  const bool wide = source.wide_rows();
  const Index block_rows = wide ? 1 : 48;  // multiples of every kernel's shape
  const Index strip = wide ? n : 48 * 16;
  const std::size_t blocks = (uz(n) + uz(block_rows) - 1) / uz(block_rows);
  std::vector<std::unique_ptr<T[]>> scratch(static_cast<std::size_t>(ctx.workers()));
  for (auto& s : scratch) s.reset(new T[uz(block_rows) * uz(strip)]);
  ctx.monitor.progress("dissimilarities", 0, blocks);
  ctx.run(blocks, [&](std::size_t b, int worker) {
    T* const tile = scratch[static_cast<std::size_t>(worker)].get();
    const Index r0 = static_cast<Index>(b) * block_rows;
    const Index r1 = std::min(n, r0 + block_rows);
    for (Index c0 = r0; c0 < n; c0 += strip) {
      const Index c1 = n - c0 > strip ? c0 + strip : n;
      source.tile(r0, r1, c0, c1, tile, uz(strip));
      for (Index r = r0; r < r1; ++r) {
        const Index first = std::max(c0, r + 1);
        if (first >= c1) continue;
        const T* from = tile + uz(r - r0) * uz(strip) + uz(first - c0);
        S* to = out + packed_position(first, r, n);
        stream_copy(from, uz(c1 - first), to);
      }
    }
    stream_end();
  });
}

}  // namespace fastpam

#endif
