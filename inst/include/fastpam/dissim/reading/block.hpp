// Passes over all pairs of a source, cut into parallel blocks of columns.
//
// A block is a range of columns (the objects whose sums it owns). All rows are visited in ascending
// order, so each sum is one accumulator in the reference's order for any number of threads. Squares
// are read in place; other sources fill a small tile.
#ifndef FASTPAM_DISSIM_READING_BLOCK_HPP
#define FASTPAM_DISSIM_READING_BLOCK_HPP

#include <vector>

#include "../../exec/context.hpp"
#include "../source.hpp"

namespace fastpam {

// The number of columns of a block. Sources that compute or gather get narrow blocks, so that a
// block never takes long and an interrupt is answered at once.
template <class T>
Index block_columns(const Source<T>& source) {
  return source.square() != nullptr ? 2048 : 512;
}

/// The number of blocks for n columns.
inline std::size_t n_blocks(Index n, Index columns) {
  return (uz(n) + uz(columns) - 1) / uz(columns);
}

// Up to four rows at a time: kernels that add rows into sums load and store each sum once per
// bundle.
template <class T>
struct RowBundle {
  static constexpr std::size_t max_rows = 4;
  const T* row[max_rows];
  Index object[max_rows];
  std::size_t count = 0;
  const T* next = nullptr;  // the first row of the next bundle, where rows are read in place

  // The row that will be read after row r.
  const T* after(std::size_t r) const { return r + 1 < count ? row[r + 1] : next; }
};

// Calls visit(bundle, m) for rows order[0], order[1], ... of columns [c0, c1), in that order. If
// rows are not read in place, runs of consecutive rows are fetched together: then a packed triangle
// uses whole cache lines, and a computed source whole tiles.
template <class T, class Visit>
void for_rows(const Source<T>& source, const Index* order, std::size_t n_rows, Index c0, Index c1,
              std::vector<T>& buffer, Visit&& visit) {
  constexpr std::size_t most = 32;
  const std::size_t ld = uz(source.size()), width = uz(c1 - c0);
  const T* const square = source.square();
  if (square == nullptr) buffer.resize(most * width);
  std::size_t begin = 0, end = 0;  // order[begin .. end) stand in the buffer
  RowBundle<T> bundle;
  for (std::size_t a = 0; a < n_rows; a += bundle.count) {
    if (square == nullptr && a == end) {
      begin = end++;
      while (end < n_rows && end - begin < most && order[end] == order[end - 1] + 1) ++end;
      source.tile(order[begin], order[end - 1] + 1, c0, c1, buffer.data(), width);
    }
    const std::size_t there = square != nullptr ? n_rows : end;
    bundle.count = there - a < RowBundle<T>::max_rows ? there - a : RowBundle<T>::max_rows;
    for (std::size_t r = 0; r < bundle.count; ++r) {
      bundle.object[r] = order[a + r];
      bundle.row[r] = square != nullptr ? square + uz(order[a + r]) * ld + uz(c0)
                                        : buffer.data() + (a + r - begin) * width;
    }
    const std::size_t b = a + bundle.count;
    bundle.next = square != nullptr && b < n_rows ? square + uz(order[b]) * ld + uz(c0) : nullptr;
    visit(bundle, width);
  }
}

// The same for a matrix of rows of `ld` values in memory.
template <class T, class Visit>
void for_matrix_rows(const T* matrix, std::size_t ld, const Index* order, std::size_t n_rows,
                     Index c0, Index c1, Visit&& visit) {
  RowBundle<T> bundle;
  const auto begin = [&](std::size_t a) { return matrix + uz(order[a]) * ld + uz(c0); };
  for (std::size_t a = 0; a < n_rows; a += bundle.count) {
    bundle.count = n_rows - a < RowBundle<T>::max_rows ? n_rows - a : RowBundle<T>::max_rows;
    for (std::size_t r = 0; r < bundle.count; ++r) {
      bundle.object[r] = order[a + r];
      bundle.row[r] = begin(a + r);
    }
    bundle.next = a + bundle.count < n_rows ? begin(a + bundle.count) : nullptr;
    visit(bundle, uz(c1 - c0));
  }
}

// 0, 1, ..., n - 1: the order of passes over all rows.
inline std::vector<Index> ascending(Index n) {
  std::vector<Index> order(uz(n));
  for (Index i = 0; i < n; ++i) order[uz(i)] = i;
  return order;
}

/// The largest dissimilarity. Each pair is read once: in a block only the rows above the diagonal.
template <class T>
double max_dissimilarity(const Source<T>& source, Context& ctx) {
  const Index n = source.size(), columns = block_columns(source);
  const std::vector<Index> order = ascending(n);
  std::vector<T> best(n_blocks(n, columns), T(0));
  ctx.monitor.progress("largest dissimilarity", 0, best.size());
  ctx.run(best.size(), [&](std::size_t a, int) {
    // The longest and the shortest blocks alternate, so that the number of finished blocks shows
    // how long the rest will take.
    const std::size_t b = a % 2 == 0 ? best.size() - 1 - a / 2 : a / 2;
    const Index c0 = static_cast<Index>(b) * columns;
    const Index c1 = c0 + columns < n ? c0 + columns : n;
    std::vector<T> buffer;
    T top = 0;
    for_rows(source, order.data(), uz(c1), c0, c1, buffer,
             [&](const RowBundle<T>& rows, std::size_t m) {
               T t = top;
               for (std::size_t r = 0; r < rows.count; ++r)
                 for (std::size_t c = 0; c < m; ++c) t = rows.row[r][c] > t ? rows.row[r][c] : t;
               top = t;
             });
    best[b] = top;
  });
  T top = 0;
  for (const T t : best) top = t > top ? t : top;
  return static_cast<double>(top);
}

// The largest dissimilarity to these objects.
template <class T>
double max_of_rows(const Source<T>& source, const std::vector<Index>& objects, Context& ctx) {
  constexpr std::size_t block = 16;
  std::vector<T> best((objects.size() + block - 1) / block, T(0));
  ctx.run(best.size(), [&](std::size_t b, int) {
    std::vector<T> buffer(source.square() == nullptr ? uz(source.size()) : 0);
    for (std::size_t a = b * block; a < objects.size() && a < (b + 1) * block; ++a) {
      const T* const row = source.row(objects[a], buffer.data());
      for (std::size_t o = 0; o < uz(source.size()); ++o)
        best[b] = row[o] > best[b] ? row[o] : best[b];
    }
  });
  T top = 0;
  for (const T t : best) top = t > top ? t : top;
  return static_cast<double>(top);
}

}  // namespace fastpam

#endif
