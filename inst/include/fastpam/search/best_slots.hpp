// For every candidate j, finds the slot i with the least R(i) + C(i, j). When all n k sums are kept
// from swap to swap, this is the only search that SWAP still has to do.
//
// With few slots, all of C is read by vector instructions. With many slots, reading C would cost
// more than everything else. But C(i, j) is never above 0, and differs from 0 only for slots whose
// objects are near j, at most about 2 n / k of them. So the least value is at the slot with the
// least R or at one of the slots that are *marked* for j. A swap changes R and C of a few slots
// only, so most candidates keep their best slot. Marks are bits, k for each candidate.
#ifndef FASTPAM_SEARCH_BEST_SLOTS_HPP
#define FASTPAM_SEARCH_BEST_SLOTS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "../base/types.hpp"

namespace fastpam {

/// Finds the best slot of every candidate.
class BestSlots {
 public:
  // `table` is C, slot by slot, n numbers each; `loss` is R. Both stay the caller's and may change.
  // `few_rows`: whole rows are not read, so that reading all of C would take most of the time.
  BestSlots(const double* table, const std::vector<double>& loss, std::size_t n, std::size_t k,
            bool few_rows = false)
      : table_(table),
        loss_(loss),
        n_(n),
        k_(k),
        // A swap moves about 3 n / k objects. If that is more than the number of slots, all slots
        // change, and reading all of C costs less than reading the rows of so many objects.
        words_(few_rows || k * k > n ? (k + 63) / 64 : 0),
        best_(n),
        slot_(n),
        marks_(n * words_),
        touched_(words_) {}

  static std::size_t bytes(std::size_t n, std::size_t k) {
    return checked_product(n, 16 + (k + 63) / 64 * sizeof(std::uint64_t));
  }

  // C(slot, candidate) may differ from 0 from now on. Several threads may call this at once if each
  // has its own candidates.
  void mark(std::size_t slot, std::size_t candidate) {
    if (words_ > 0) marks_[candidate * words_ + slot / 64] |= std::uint64_t{1} << slot % 64;
  }
  // C is 0 for candidates [c0, c1).
  void unmark(std::size_t c0, std::size_t c1) {
    std::fill(marks_.begin() + static_cast<std::ptrdiff_t>(c0 * words_),
              marks_.begin() + static_cast<std::ptrdiff_t>(c1 * words_), 0);
  }

  double best(std::size_t candidate) const { return best_[candidate]; }

  // R has changed, and so has R or C of these slots. To be called before candidates are searched
  // again.
  void touch(const std::vector<char>& touched) {
    std::fill(touched_.begin(), touched_.end(), 0);
    std::size_t count = 0;
    for (std::size_t i = 0; i < k_; ++i) {
      if (!touched[i]) continue;
      ++count;
      if (words_ > 0) touched_[i / 64] |= std::uint64_t{1} << i % 64;
    }
    least_ = static_cast<Index>(std::min_element(loss_.begin(), loss_.end()) - loss_.begin());
    refresh_ = words_ > 0 && 4 * count <= k_;
  }

  // Candidates [c0, c1), after touch().
  void update(std::size_t c0, std::size_t c1) {
    if (refresh_)
      for (std::size_t j = c0; j < c1; ++j) refresh(j);
    else
      search(c0, c1);
  }

  // Candidates [c0, c1) from all slots.
  void search(std::size_t c0, std::size_t c1) {
    constexpr std::size_t strip = 512;
    for (std::size_t s0 = c0; s0 < c1; s0 += strip) {
      const std::size_t m = std::min(strip, c1 - s0);
      double* const best = best_.data() + s0;
      Index* const slot = slot_.data() + s0;
      for (std::size_t j = 0; j < m; ++j) {
        best[j] = loss_[0] + table_[s0 + j];
        slot[j] = 0;
      }
      for (std::size_t i = 1; i < k_; ++i) merge(i, s0, m, best, slot);
    }
  }

 private:
  void merge(std::size_t i, std::size_t s0, std::size_t m, double* best, Index* slot) const {
    const double* const row = table_ + i * n_ + s0;
    const double loss = loss_[i];
    const Index number = static_cast<Index>(i);
    for (std::size_t j = 0; j < m; ++j) {
      const double t = loss + row[j];
      const bool better = t < best[j];
      best[j] = better ? t : best[j];
      slot[j] = better ? number : slot[j];
    }
  }

  // A candidate whose best slot was not touched keeps its value, unless a touched slot is better
  // now. If its best slot was touched, the search starts again, unless a touched slot is at least
  // as good as the old best was: no untouched slot was better than that.
  void refresh(std::size_t j) {
    double best = loss_[uz(least_)];
    Index slot = least_;
    over_marked(j, touched_.data(), best, slot);
    if (best <= best_[j]) {
      best_[j] = best;
      slot_[j] = slot;
    } else if (is_touched(slot_[j])) {
      best_[j] = loss_[uz(least_)];
      slot_[j] = least_;
      over_marked(j, nullptr, best_[j], slot_[j]);
    }
  }

  bool is_touched(Index slot) const { return (touched_[uz(slot) / 64] >> uz(slot) % 64 & 1) != 0; }

  // The least of `best` and the slots marked for candidate j (and also in `only`, if given).
  void over_marked(std::size_t j, const std::uint64_t* only, double& best, Index& slot) const {
    const std::uint64_t* const marks = marks_.data() + j * words_;
    for (std::size_t w = 0; w < words_; ++w) {
      std::uint64_t bits = only != nullptr ? marks[w] & only[w] : marks[w];
      for (; bits != 0; bits &= bits - 1) {
        const std::size_t i = w * 64 + lowest(bits);
        const double t = loss_[i] + table_[i * n_ + j];
        if (t < best) {
          best = t;
          slot = static_cast<Index>(i);
        }
      }
    }
  }

  static std::size_t lowest(std::uint64_t bits) {
#if defined(__GNUC__) || defined(__clang__)
    return static_cast<std::size_t>(__builtin_ctzll(bits));
#else
    std::size_t at = 0;
    while ((bits >> at & 1) == 0) ++at;
    return at;
#endif
  }

  const double* const table_;
  const std::vector<double>& loss_;
  const std::size_t n_, k_, words_;
  std::vector<double> best_;
  std::vector<Index> slot_;
  std::vector<std::uint64_t> marks_;    // candidate by candidate
  std::vector<std::uint64_t> touched_;  // slots that the last swap touched
  Index least_ = 0;                     // the slot with the least R
  bool refresh_ = false;
};

}  // namespace fastpam

#endif
