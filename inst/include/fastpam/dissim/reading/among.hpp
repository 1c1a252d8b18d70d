// The dissimilarities among some objects: a sample of CLARA.
//
// A few hundred objects take one call of the source. Many objects take minutes, so they are
// computed tile by tile, on all threads, and can be interrupted.
#ifndef FASTPAM_DISSIM_READING_AMONG_HPP
#define FASTPAM_DISSIM_READING_AMONG_HPP

#include <algorithm>
#include <cstddef>
#include <vector>

#include "../../exec/context.hpp"
#include "../source.hpp"

namespace fastpam {

/// The side length of a tile in objects; fewer objects are read by one call.
constexpr Index among_tile = 512;

/// Writes the full square of dissimilarities among ids[0..m) to out. For many objects, each pair is
/// computed only once.
template <class T>
void fill_among(const Source<T>& source, const Index* ids, Index m, T* out, Context& ctx) {
  if (m <= among_tile) return source.among(ids, m, out);
  struct Tile {
    Index r0, c0;
  };
  std::vector<Tile> tiles;
  for (Index r0 = 0; r0 < m; r0 += among_tile)
    for (Index c0 = r0; c0 < m; c0 += among_tile) tiles.push_back({r0, c0});
  ctx.run(tiles.size(), [&](std::size_t t, int) {
    const Index r0 = tiles[t].r0, c0 = tiles[t].c0;
    const Index rows = std::min(among_tile, m - r0), columns = std::min(among_tile, m - c0);
    T* const upper = out + uz(r0) * uz(m) + uz(c0);
    if (r0 == c0) {
      std::vector<T> square(uz(rows) * uz(rows));
      source.among(ids + r0, rows, square.data());
      for (Index r = 0; r < rows; ++r)
        std::copy_n(square.data() + uz(r) * uz(rows), uz(rows), upper + uz(r) * uz(m));
      return;
    }
    source.between(ids + r0, rows, ids + c0, columns, upper, uz(m));
    T* const lower = out + uz(c0) * uz(m) + uz(r0);
    for (Index c = 0; c < columns; ++c)
      for (Index r = 0; r < rows; ++r) lower[uz(c) * uz(m) + uz(r)] = upper[uz(r) * uz(m) + uz(c)];
  });
}

}  // namespace fastpam

#endif
