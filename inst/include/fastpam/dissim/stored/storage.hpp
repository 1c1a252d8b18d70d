// Chooses where an algorithm reads its dissimilarities from: from the source itself or from a
// working copy.
//
// In a square copy, a row is only a pointer. If there is enough memory, the copy is worth it: exact
// PAM reads about 8 n rows, and a row of a packed triangle costs several times as much as a row of
// a square. If a square does not fit, stored sources are read in place, and computed ones are
// stored as a packed triangle. Dissimilarities that are computed faster than they are read are not
// stored at all.
#ifndef FASTPAM_DISSIM_STORED_STORAGE_HPP
#define FASTPAM_DISSIM_STORED_STORAGE_HPP

#include <algorithm>
#include <memory>
#include <vector>

#include "../../exec/context.hpp"
#include "left_to_compute.hpp"
#include "packed.hpp"
#include "square.hpp"

namespace fastpam {

/// Where an algorithm reads: the source as it is, or a copy of one of two shapes.
enum class Storage { as_is, square, packed };

/// Bytes of an n x n matrix; an Error if they overflow.
inline std::size_t square_bytes(Index n, std::size_t value) {
  return checked_product(uz(n), uz(n), value);
}

/// The largest Source::cost() at which a value is computed as fast as it is read: from a square in
/// memory, or from a packed triangle, where half of the values need a cache line each.
constexpr double as_fast_as_square = 40, as_fast_as_packed = 512;

/// The same for metrics with the triangle inequality: searches skip a part of what they would read
/// (search/reach.hpp), and of a copy they would have to store everything first.
constexpr double as_fast_with_skipping = 80;

/// Eager swaps skip most, if there are many medoids and the data have a structure. How much is
/// left, is guessed up to this cost.
constexpr double worth_a_guess = 512;
constexpr double as_fast_with_eager_swaps = 48;

// Smaller squares are always made: they stay in the cache and need little memory.
constexpr double square_worth_saving = 2.5e8;

/// The choice. `computed`: rows are computed when requested, not stored. `eager`: the number of
/// medoids, if the source will be read by one search with eager swaps and by nothing else; or 0.
template <class T>
Storage choose_storage(const Source<T>& source, bool computed, double memory_limit,
                       Index eager = 0) {
  const Index n = source.size();
  if (source.square() != nullptr) return Storage::as_is;
  const double square = static_cast<double>(square_bytes(n, sizeof(T)));
  const double fast = source.metric_error().known() ? as_fast_with_skipping : as_fast_as_square;
  if (source.cost() <= fast && square > square_worth_saving) return Storage::as_is;
  if (eager > 1 && source.metric_error().known() && source.cost() <= worth_a_guess &&
      square > square_worth_saving &&
      source.cost() * left_to_compute(source, eager) <= as_fast_with_eager_swaps)
    return Storage::as_is;
  if (square <= memory_limit) return Storage::square;
  if (computed && source.cost() > as_fast_as_packed &&
      static_cast<double>(n_pairs(n)) * sizeof(T) <= memory_limit)
    return Storage::packed;
  return Storage::as_is;
}

namespace storage_detail {

constexpr Index rows = 64;
constexpr Index columns = 512;

// Runs fill(r0, r1, c0, c1) for tiles that cover the diagonal and everything right of it.
template <class Fill>
void for_upper_tiles(Index n, Context& ctx, const Fill& fill) {
  const std::size_t blocks = (uz(n) + uz(rows) - 1) / uz(rows);
  ctx.monitor.progress("dissimilarities", 0, blocks);
  ctx.run(blocks, [&](std::size_t b, int) {
    const Index r0 = static_cast<Index>(b) * rows;
    const Index r1 = std::min(n, r0 + rows);
    for (Index c0 = r0; c0 < n; c0 += columns) fill(b, r0, r1, c0, std::min(n, c0 + columns));
  });
}

// The largest of m values and *top into *top, in lanes that do not wait for each other.
template <class T>
struct RaiseTop {
  static FASTPAM_INLINE void run(const T* values, std::size_t m, T* top) {
    constexpr std::size_t lanes = 64 / sizeof(T);
    T lane[lanes];
    for (std::size_t l = 0; l < lanes; ++l) lane[l] = *top;
    std::size_t j = 0;
    for (; j + lanes <= m; j += lanes)
      for (std::size_t l = 0; l < lanes; ++l)
        lane[l] = values[j + l] > lane[l] ? values[j + l] : lane[l];
    for (; j < m; ++j) lane[0] = values[j] > lane[0] ? values[j] : lane[0];
    for (std::size_t l = 0; l < lanes; ++l) *top = lane[l] > *top ? lane[l] : *top;
  }
};

template <class T>
T largest(const std::vector<T>& values) {
  T top = 0;
  for (const T v : values) top = std::max(top, v);
  return top;
}

}  // namespace storage_detail

/// The n x n copy and its largest value.
template <class T>
std::unique_ptr<SquareSource<T>> to_square(const Source<T>& source, double& max, Context& ctx) {
  const Index n = source.size();
  const std::size_t ld = uz(n);
  auto square = std::make_unique<SquareSource<T>>(n);
  T* const values = square->mutable_values();
  std::vector<T> top(ld / uz(storage_detail::rows) + 1, T(0));
  storage_detail::for_upper_tiles(
      n, ctx, [&](std::size_t b, Index r0, Index r1, Index c0, Index c1) {
        T* const from = values + uz(r0) * ld + uz(c0);
        source.tile(r0, r1, c0, c1, from, ld);
        const std::size_t height = uz(r1 - r0), width = uz(c1 - c0);
        for (std::size_t r = 0; r < height; ++r)
          dispatch<storage_detail::RaiseTop<T>>(ctx.isa, static_cast<const T*>(from + r * ld),
                                                width, &top[b]);
        // Mirrored below the diagonal, a cache line of each row at a
        // time. The tile's own part of the diagonal block is symmetric
        // and written over with the same values.
        T* const to = values + uz(c0) * ld + uz(r0);
        constexpr std::size_t line = 64 / sizeof(T);
        for (std::size_t s = 0; s < width; s += line) {
          const std::size_t e = std::min(width, s + line);
          for (std::size_t r = 0; r < height; ++r)
            for (std::size_t c = s; c < e; ++c) to[c * ld + r] = from[r * ld + c];
        }
      });
  max = static_cast<double>(storage_detail::largest(top));
  return square;
}

/// The packed copy and its largest value.
template <class T>
std::unique_ptr<PackedSource<T, T>> to_packed(const Source<T>& source, double& max, Context& ctx) {
  const Index n = source.size();
  auto packed = std::make_unique<PackedSource<T, T>>(n);
  T* const values = packed->mutable_values();
  std::vector<T> top(uz(n) / uz(storage_detail::rows) + 1, T(0));
  storage_detail::for_upper_tiles(n, ctx,
                                  [&](std::size_t b, Index r0, Index r1, Index c0, Index c1) {
                                    const std::size_t width = uz(c1 - c0);
                                    std::vector<T> tile(uz(r1 - r0) * width);
                                    source.tile(r0, r1, c0, c1, tile.data(), width);
                                    for (Index r = r0; r < r1; ++r) {
                                      for (Index c = std::max(c0, r + 1); c < c1; ++c) {
                                        const T d = tile[uz(r - r0) * width + uz(c - c0)];
                                        values[packed_position(c, r, n)] = d;
                                        top[b] = std::max(top[b], d);
                                      }
                                    }
                                  });
  max = static_cast<double>(storage_detail::largest(top));
  return packed;
}

}  // namespace fastpam

#endif
