// Where an algorithm reads its dissimilarities from: as they came, or from a working copy.
//
// A square copy makes every row one pointer and is worth its memory whenever that is there: exact PAM
// reads about 8 n rows, and a row of a packed triangle costs several times a square one. Where a
// square does not fit, stored sources are read in place and computed ones are packed or, failing
// that, computed row by row as they are asked for.
#ifndef FASTPAM_DISSIM_STORAGE_HPP
#define FASTPAM_DISSIM_STORAGE_HPP

#include <algorithm>
#include <memory>
#include <vector>

#include "../exec/context.hpp"
#include "packed.hpp"
#include "square.hpp"

namespace fastpam {

enum class Storage { as_is, square, packed };

inline std::size_t square_bytes(Index n, std::size_t value) {
  return checked_product(uz(n), uz(n), value);
}

// `computed`: rows are worked out when asked for, rather than stored.
template <class T>
Storage choose_storage(const Source<T>& source, bool computed, double memory_limit) {
  const Index n = source.size();
  if (source.square() != nullptr) return Storage::as_is;
  if (static_cast<double>(square_bytes(n, sizeof(T))) <= memory_limit) return Storage::square;
  if (computed && static_cast<double>(n_pairs(n)) * sizeof(T) <= memory_limit)
    return Storage::packed;
  return Storage::as_is;
}

namespace storage_detail {

constexpr Index tile = 64;

// Runs fill(r0, r1, c0, c1) for the tiles on and below the diagonal.
template <class Fill>
void for_lower_tiles(Index n, Context& ctx, const Fill& fill) {
  const std::size_t blocks = (uz(n) + uz(tile) - 1) / uz(tile);
  ctx.monitor.progress("dissimilarities", 0, blocks);
  ctx.run(blocks, [&](std::size_t b, int) {
    // From both ends inward, so that the last blocks of a run are not all the long ones.
    const std::size_t row_block = b % 2 == 0 ? blocks - 1 - b / 2 : b / 2;
    const Index r0 = static_cast<Index>(row_block) * tile;
    const Index r1 = std::min(n, r0 + tile);
    for (Index c0 = 0; c0 <= r0; c0 += tile) fill(r0, r1, c0, std::min(n, c0 + tile));
  });
}

}  // namespace storage_detail

template <class T>
std::unique_ptr<SquareSource<T>> to_square(const Source<T>& source, Context& ctx) {
  const Index n = source.size();
  auto square = std::make_unique<SquareSource<T>>(n);
  T* const values = square->mutable_values();
  storage_detail::for_lower_tiles(n, ctx, [&](Index r0, Index r1, Index c0, Index c1) {
    T* const from = values + uz(r0) * uz(n) + uz(c0);
    source.tile(r0, r1, c0, c1, from, uz(n));
    if (c0 == r0) return;  // a tile on the diagonal is symmetric in itself
    for (Index c = c0; c < c1; ++c) {
      T* const to = values + uz(c) * uz(n) + uz(r0);
      for (std::size_t r = 0; r < uz(r1 - r0); ++r) to[r] = from[r * uz(n) + uz(c - c0)];
    }
  });
  return square;
}

template <class T>
std::unique_ptr<PackedSource<T, T>> to_packed(const Source<T>& source, Context& ctx) {
  const Index n = source.size();
  auto packed = std::make_unique<PackedSource<T, T>>(n);
  T* const values = packed->mutable_values();
  storage_detail::for_lower_tiles(n, ctx, [&](Index r0, Index r1, Index c0, Index c1) {
    T block[uz(storage_detail::tile) * uz(storage_detail::tile)];
    source.tile(r0, r1, c0, c1, block, uz(storage_detail::tile));
    for (Index c = c0; c < c1; ++c) {
      for (Index r = std::max(r0, c + 1); r < r1; ++r)
        values[packed_position(r, c, n)] = block[uz(r - r0) * uz(storage_detail::tile) + uz(c - c0)];
    }
  });
  return packed;
}

}  // namespace fastpam

#endif
