// The common part of sources with block kernels. A kernel takes R rows and a panel of W objects at
// a time. So the rows are cut into groups of R and the columns into panels of W, and values outside
// the requested range are dropped.
#ifndef FASTPAM_DISSIM_COMPUTED_PANEL_SOURCE_HPP
#define FASTPAM_DISSIM_COMPUTED_PANEL_SOURCE_HPP

#include <algorithm>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <vector>

#include "../../exec/simd/isa.hpp"
#include "../on_the_fly.hpp"

namespace fastpam {

/// Rows in groups of the kernel's R rows; the last group is filled with its last row. There is a
/// separate kernel for a single row. As many groups are packed at a time as fit in a quarter of a
/// megabyte.
struct RowGroups {
  RowGroups(Index m, int kernel_rows, std::size_t bytes_of_row)
      : rows(uz(m)),
        size(rows == 1 ? 1 : static_cast<std::size_t>(kernel_rows)),
        count((rows + size - 1) / size) {
    const std::size_t bytes = std::max<std::size_t>(size * bytes_of_row, 1);
    batch = std::min(count, std::max<std::size_t>(1, (std::size_t{1} << 18) / bytes));
  }
  std::size_t rows;
  std::size_t size;   ///< rows of a group
  std::size_t count;  ///< groups
  std::size_t batch;  ///< groups that are packed at a time
};

/// Runs the kernel for all groups and the panels of columns [c0, c1). pack(slot, r, row) makes row
/// `row` the row r of the packed group `slot`. compute(slot, panel, to, ld) is the kernel, which
/// gives numbers of type K. All groups of a batch read a panel while it is in the cache.
template <class K, class T, class Pack, class Compute>
FASTPAM_INLINE void run_panels(const RowGroups& groups, std::size_t width, Index c0, Index c1,
                               const Pack& pack, const Compute& compute, T* out, std::size_t ld) {
  const std::unique_ptr<K[]> edge(new K[groups.size * width]);
  for (std::size_t g0 = 0; g0 < groups.count; g0 += groups.batch) {
    const std::size_t g1 = std::min(g0 + groups.batch, groups.count);
    for (std::size_t g = g0; g < g1; ++g)
      for (std::size_t r = 0; r < groups.size; ++r)
        pack(g - g0, r, std::min(g * groups.size + r, groups.rows - 1));
    for (std::size_t q = uz(c0) / width; q * width < uz(c1); ++q) {
      const std::size_t first = std::max(q * width, uz(c0));
      const std::size_t last = std::min(q * width + width, uz(c1));
      for (std::size_t g = g0; g < g1; ++g) {
        const std::size_t r0 = g * groups.size;
        const std::size_t r1 = std::min(r0 + groups.size, groups.rows);
        T* const to = out + r0 * ld + (first - uz(c0));
        if constexpr (std::is_same<K, T>::value) {
          if (last - first == width && r1 - r0 == groups.size) {
            compute(g - g0, q, to, ld);
            continue;
          }
        }
        compute(g - g0, q, edge.get(), width);
        for (std::size_t r = 0; r < r1 - r0; ++r) {
          const K* const from = edge.get() + r * width + (first - q * width);
          std::copy(from, from + (last - first), to + r * ld);
        }
      }
    }
  }
}

/// A source with a block kernel.
template <class T>
class PanelSource : public OnTheFly<T> {
 public:
  void tile(Index r0, Index r1, Index c0, Index c1, T* out, std::size_t ld) const override {
    if (r0 >= r1 || c0 >= c1) return;
    std::vector<Index> ids(uz(r1 - r0));
    for (Index r = r0; r < r1; ++r) ids[uz(r - r0)] = r;
    this->rows(ids.data(), r1 - r0, c0, c1, out, ld);
    if (checked_) this->check_tile(r0, r1, c0, c1, out, ld);
  }

  void rows(const Index* ids, Index m, Index c0, Index c1, T* out, std::size_t ld) const override {
    if (m == 0 || c0 >= c1) return;
    compute(ids, m, c0, c1, out, ld);
    for (Index a = 0; a < m; ++a)
      if (ids[a] >= c0 && ids[a] < c1) out[uz(a) * ld + uz(ids[a] - c0)] = T(0);
  }

  void among(const Index* ids, Index m, T* out) const override {
    if (m == 0) return;
    compute_among(ids, m, out);
    for (Index a = 0; a < m; ++a) out[uz(a) * uz(m) + uz(a)] = T(0);
    if (checked_) this->check_among(ids, m, out);
  }

 protected:
  /// `checked`: a pair may have nothing in common.
  PanelSource(Index n, bool checked) : OnTheFly<T>(n), checked_(checked) {}
  bool checked() const { return checked_; }

  /// Dissimilarities of objects ids[0, m) to [c0, c1), including the kernel's value for an object
  /// and itself.
  virtual void compute(const Index* ids, Index m, Index c0, Index c1, T* out,
                       std::size_t ld) const = 0;
  /// Dissimilarities among objects ids[0, m).
  virtual void compute_among(const Index* ids, Index m, T* out) const = 0;

 private:
  bool checked_;
};

}  // namespace fastpam

#endif
