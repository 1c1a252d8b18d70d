// R's `dist`: the lower triangle by columns, n (n - 1) / 2 values, read in place.
//
// Pair (i, j), i > j, stands at offset(j) + i - j - 1, offset(j) = j n - j (j + 1) / 2, in 64 bits.
// Left of the diagonal, row i takes one value from each column, so a single row needs a cache line
// per value (about 10 ns). A tile of 16 rows uses whole lines. Stored type S (always double for R's
// own) may differ from the type T that algorithms see.
#ifndef FASTPAM_DISSIM_STORED_PACKED_HPP
#define FASTPAM_DISSIM_STORED_PACKED_HPP

#include <algorithm>
#include <utility>

#include "../../base/memory.hpp"
#include "../source.hpp"

namespace fastpam {

/// Where column j begins in the packed triangle of n objects.
inline std::size_t packed_offset(Index j, Index n) {
  const std::size_t a = uz(j);
  return a * uz(n) - (a % 2 == 0 ? a / 2 * (a + 1) : (a + 1) / 2 * a);
}

// The position of pair (i, j), i != j, in either order.
inline std::size_t packed_position(Index i, Index j, Index n) {
  if (i < j) std::swap(i, j);
  return packed_offset(j, n) + uz(i - j - 1);
}

/// The lower triangle by columns, as in a `dist`: stored as S, read as T.
template <class S, class T>
class PackedSource final : public Source<T> {
 public:
  // Borrows: `values` must outlive the source.
  PackedSource(const S* values, Index n) : values_(values), n_(n) {}

  // Owns, uninitialised.
  explicit PackedSource(Index n) : owned_(n_pairs(n)), values_(owned_.get()), n_(n) {}

  Index size() const override { return n_; }
  const S* values() const { return values_; }
  S* mutable_values() { return owned_.get(); }

  const T* row(Index j, T* buffer) const override {
    tile(j, j + 1, 0, n_, buffer, uz(n_));
    return buffer;
  }

  void tile(Index r0, Index r1, Index c0, Index c1, T* out, std::size_t ld) const override {
    const Index left = std::min(c1, r0);  // columns before it lie left of the diagonal for all rows
    if (r1 - r0 == 1)
      copy_row(r0, c0, left, out);
    else
      for (Index c = c0; c < left; c += strip)
        for (Index r = r0; r < r1; r += height)
          turn(r, std::min(r1, r + height), c, std::min(left, c + strip), left,
               out + uz(r - r0) * ld + uz(c - c0), ld);
    for (Index c = std::max(c0, r0); c < c1 && c < r1; ++c) {  // down a column from the diagonal
      const std::size_t column = column_base(c);
      for (Index r = c + 1; r < r1; ++r)
        out[uz(r - r0) * ld + uz(c - c0)] = static_cast<T>(values_[column + uz(r)]);
    }
    for (Index r = r0; r < r1; ++r) {  // the diagonal, and right of it: down column r
      T* to = out + uz(r - r0) * ld;
      if (r >= c0 && r < c1) to[r - c0] = T(0);
      const Index from = c0 > r + 1 ? c0 : r + 1;
      if (from >= c1) continue;
      const S* const first = values_ + (column_base(r) + uz(from));
      std::copy(first, first + (c1 - from), to + (from - c0));
    }
  }

  void among(const Index* ids, Index m, T* out) const override {
    for (Index a = 0; a < m; ++a) {
      out[uz(a) * uz(m) + uz(a)] = T(0);
      for (Index b = 0; b < a; ++b) {
        const T d = static_cast<T>(values_[packed_position(ids[a], ids[b], n_)]);
        out[uz(a) * uz(m) + uz(b)] = d;
        out[uz(b) * uz(m) + uz(a)] = d;
      }
    }
  }

  void between(const Index* rows, Index m, const Index* columns, Index k, T* out,
               std::size_t ld) const override {
    for (Index a = 0; a < m; ++a) {
      const Index r = rows[a];
      const std::size_t own = column_base(r);
      T* const to = out + uz(a) * ld;
      for (Index b = 0; b < k; ++b) {
        const Index c = columns[b];
        to[b] =
            c == r ? T(0) : static_cast<T>(values_[c > r ? own + uz(c) : column_base(c) + uz(r)]);
      }
    }
  }

 private:
  // Pair (r, c), r > c, stands at column_base(c) + r. For c = 0, column_base(c) wraps below zero
  // and the sum wraps back, so compute the sum before it is added to a pointer.
  std::size_t column_base(Index c) const { return packed_offset(c, n_) - uz(c) - 1; }

  // Row r of columns [c0, c1), all left of the diagonal.
  void copy_row(Index r, Index c0, Index c1, T* out) const {
    std::size_t at = column_base(c0) + uz(r);
    for (Index c = c0; c < c1; ++c) {
      out[c - c0] = static_cast<T>(values_[at]);
      at += uz(n_ - c - 2);
    }
  }

  // Copies rows [r0, r1) of columns [c0, c1), all left of the diagonal, through a block that is
  // read and written by cache lines; rows of `out` may be a page apart. Prefetches the columns that
  // follow, up to `end`.
  void turn(Index r0, Index r1, Index c0, Index c1, Index end, T* out, std::size_t ld) const {
    T block[strip][height + 64 / sizeof(T)];  // padded: a power of two would share cache sets
    const std::size_t rows = uz(r1 - r0), columns = uz(c1 - c0);
    for (std::size_t c = 0; c < columns; ++c) {
      const Index ahead = c0 + static_cast<Index>(c) + strip;
      if (ahead < end) {
        const S* const next = values_ + (column_base(ahead) + uz(r0));
        for (std::size_t r = 0; r < rows; r += 64 / sizeof(S)) __builtin_prefetch(next + r);
      }
      const S* const from = values_ + (column_base(c0 + static_cast<Index>(c)) + uz(r0));
      for (std::size_t r = 0; r < rows; ++r) block[c][r] = static_cast<T>(from[r]);
    }
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = 0; c < columns; ++c) out[r * ld + c] = block[c][r];
  }

  static constexpr Index strip = 16, height = 64;

  LargeArray<S> owned_;
  const S* values_;
  Index n_;
};

}  // namespace fastpam

#endif
