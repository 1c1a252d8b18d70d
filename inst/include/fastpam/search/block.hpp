// Walking a source by strips of columns: how passes over all pairs are cut into parallel blocks.
//
// A block is a range of columns (the objects whose sums it owns) for which all rows are visited in
// ascending order, so each sum is one plain accumulator in the reference's order whatever the number
// of threads. Squares are read where they stand; other sources fill a small tile.
#ifndef FASTPAM_SEARCH_BLOCK_HPP
#define FASTPAM_SEARCH_BLOCK_HPP

#include <vector>

#include "../dissim/source.hpp"
#include "../exec/context.hpp"

namespace fastpam {

// How many columns a block has. Sources that compute or gather get short blocks, so that a block
// never takes long and an interrupt is answered at once.
template <class T>
Index block_columns(const Source<T>& source) {
  return source.square() != nullptr ? 2048 : 512;
}

inline std::size_t n_blocks(Index n, Index columns) {
  return (uz(n) + uz(columns) - 1) / uz(columns);
}

// Calls visit(j, row, m): row holds the dissimilarities of object j to the m columns from c0 on,
// for j = 0..n-1 ascending. `stop` is asked between tiles.
template <class T, class Visit>
void for_rows(const Source<T>& source, Index c0, Index c1, std::vector<T>& buffer, Visit&& visit) {
  const Index n = source.size();
  const std::size_t width = uz(c1 - c0);
  if (const T* square = source.square()) {
    for (Index j = 0; j < n; ++j) visit(j, square + uz(j) * uz(n) + uz(c0), width);
    return;
  }
  constexpr Index rows = 32;
  buffer.resize(uz(rows) * width);
  for (Index r0 = 0; r0 < n; r0 += rows) {
    const Index r1 = r0 + rows < n ? r0 + rows : n;
    source.tile(r0, r1, c0, c1, buffer.data(), width);
    for (Index j = r0; j < r1; ++j) visit(j, buffer.data() + uz(j - r0) * width, width);
  }
}

// The same for some rows only, given in the order wanted.
template <class T, class Visit>
void for_some_rows(const Source<T>& source, const std::vector<Index>& rows, Index c0, Index c1,
                   std::vector<T>& buffer, Visit&& visit) {
  const std::size_t n = uz(source.size()), width = uz(c1 - c0);
  const T* square = source.square();
  if (square == nullptr) buffer.resize(width);
  for (std::size_t a = 0; a < rows.size(); ++a) {
    if (square != nullptr) {
      visit(a, square + uz(rows[a]) * n + uz(c0), width);
    } else {
      source.tile(rows[a], rows[a] + 1, c0, c1, buffer.data(), width);
      visit(a, buffer.data(), width);
    }
  }
}

// The largest dissimilarity.
template <class T>
double max_dissimilarity(const Source<T>& source, Context& ctx) {
  const Index n = source.size(), columns = block_columns(source);
  std::vector<T> best(n_blocks(n, columns), T(0));
  ctx.run(best.size(), [&](std::size_t b, int) {
    const Index c0 = static_cast<Index>(b) * columns;
    const Index c1 = c0 + columns < n ? c0 + columns : n;
    std::vector<T> buffer;
    T top = 0;
    for_rows(source, c0, c1, buffer, [&](Index, const T* row, std::size_t m) {
      T t = top;
      for (std::size_t c = 0; c < m; ++c) t = row[c] > t ? row[c] : t;
      top = t;
    });
    best[b] = top;
  });
  T top = 0;
  for (const T t : best) top = t > top ? t : top;
  return static_cast<double>(top);
}

}  // namespace fastpam

#endif
