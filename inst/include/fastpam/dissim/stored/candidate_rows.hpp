// Stores the rows of a few objects; all other rows are read from the original source. If few
// objects may be medoids, a search needs only these rows: m n dissimilarities instead of n^2.
//
// They are stored twice: row by row (n values each) for scans of a candidate, and object by object
// (m values each) for sums over all candidates that are kept from swap to swap.
#ifndef FASTPAM_DISSIM_STORED_CANDIDATE_ROWS_HPP
#define FASTPAM_DISSIM_STORED_CANDIDATE_ROWS_HPP

#include <algorithm>
#include <vector>

#include "../../base/memory.hpp"
#include "../../exec/context.hpp"
#include "../on_the_fly.hpp"

namespace fastpam {

/// A source of which the rows of some objects are stored.
template <class T>
class CandidateRows final : public Source<T> {
 public:
  /// Reads the rows of `candidates` (ascending) from `whole`, which must outlive this.
  CandidateRows(const Source<T>& whole, const std::vector<Index>& candidates, Context& ctx)
      : whole_(whole),
        n_(uz(whole.size())),
        candidates_(candidates),
        position_(n_, -1),
        by_candidate_(checked_product(n_, candidates.size())),
        by_object_(checked_product(n_, candidates.size())) {
    for (std::size_t a = 0; a < candidates.size(); ++a)
      position_[uz(candidates[a])] = static_cast<Index>(a);
    read(ctx);
  }

  /// The memory needed for the rows of m of n objects.
  static std::size_t bytes(Index n, std::size_t m) {
    return checked_product(uz(n), m, 2 * sizeof(T));
  }

  /// The candidates, ascending, and the position of an object among them.
  const std::vector<Index>& candidates() const { return candidates_; }
  Index position(Index object) const { return position_[uz(object)]; }
  /// n rows of as many values as there are candidates.
  const T* by_object() const { return by_object_.get(); }
  /// The largest value stored.
  double max() const { return max_; }

  Index size() const override { return static_cast<Index>(n_); }

  const T* row(Index j, T* buffer) const override {
    const Index a = position(j);
    return a >= 0 ? by_candidate_.get() + uz(a) * n_ : whole_.row(j, buffer);
  }

  void tile(Index r0, Index r1, Index c0, Index c1, T* out, std::size_t ld) const override {
    for (Index r = r0; r < r1;) {
      Index end = r;  // of the rows from r on that are not stored
      while (end < r1 && position(end) < 0) ++end;
      if (end > r) whole_.tile(r, end, c0, c1, out + uz(r - r0) * ld, ld);
      if (end < r1) {
        const T* const from = by_candidate_.get() + uz(position(end)) * n_;
        std::copy(from + c0, from + c1, out + uz(end - r0) * ld);
      }
      r = end + 1;
    }
  }

  void among(const Index* ids, Index m, T* out) const override { whole_.among(ids, m, out); }
  bool wide_rows() const override { return whole_.wide_rows(); }

 private:
  // Blocks of objects by all candidates, each read once and written twice.
  void read(Context& ctx) {
    constexpr std::size_t columns = 512, height = 32;
    const std::size_t m = candidates_.size(), blocks = (n_ + columns - 1) / columns;
    std::vector<T> top(blocks, T(0));
    ctx.monitor.progress("dissimilarities", 0, blocks);
    ctx.run(blocks, [&](std::size_t b, int) {
      const std::size_t c0 = b * columns, c1 = std::min(n_, c0 + columns);
      for (std::size_t a0 = 0; a0 < m; a0 += height) {
        const std::size_t a1 = std::min(m, a0 + height);
        T* const to = by_candidate_.get() + a0 * n_ + c0;
        whole_.rows(candidates_.data() + a0, static_cast<Index>(a1 - a0), static_cast<Index>(c0),
                    static_cast<Index>(c1), to, n_);
        for (std::size_t a = a0; a < a1; ++a) {
          const T* const row = by_candidate_.get() + a * n_;
          for (std::size_t c = c0; c < c1; ++c) {
            if (row[c] != row[c]) throw NothingInCommon(candidates_[a], static_cast<Index>(c));
            top[b] = row[c] > top[b] ? row[c] : top[b];
            by_object_[c * m + a] = row[c];
          }
        }
      }
    });
    for (const T t : top) max_ = std::max(max_, static_cast<double>(t));
  }

  const Source<T>& whole_;
  const std::size_t n_;
  const std::vector<Index> candidates_;
  std::vector<Index> position_;  // object -> its number among the candidates, or -1
  LargeArray<T> by_candidate_, by_object_;
  double max_ = 0;
};

}  // namespace fastpam

#endif
