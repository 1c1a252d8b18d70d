// The common part of all sources that compute their rows. A row is a tile of height 1. A
// dissimilarity that is not defined (no variable observed in both objects) is an Error that names
// the pair.
#ifndef FASTPAM_DISSIM_ON_THE_FLY_HPP
#define FASTPAM_DISSIM_ON_THE_FLY_HPP

#include <limits>
#include <string>

#include "source.hpp"

namespace fastpam {

/// The error that two objects cannot be compared. They are numbered from 0 here and from 1 in the
/// message.
struct NothingInCommon : Error {
  NothingInCommon(Index a, Index b)
      : Error(ErrorCode::nothing_in_common,
              "rows " + std::to_string(std::int64_t{a < b ? a : b} + 1) + " and " +
                  std::to_string(std::int64_t{a < b ? b : a} + 1) +
                  " have nothing in common to compare: no variable counts for both",
              {static_cast<double>(a < b ? a : b), static_cast<double>(a < b ? b : a)}),
        first(a < b ? a : b),
        second(a < b ? b : a) {}
  Index first;
  Index second;
};

/// The error that a row cannot be compared with others. `why` continues a sentence that begins with
/// "row 7".
inline Error undefined_row(std::size_t row, const char* why) {
  return {ErrorCode::undefined_row,
          "row " + std::to_string(row + 1) + " " + why + ": the metric is undefined for it",
          {static_cast<double>(row)}};
}

/// A source that computes its rows.
template <class T>
class OnTheFly : public Source<T> {
 public:
  explicit OnTheFly(Index n) : n_(n) {}

  Index size() const override { return n_; }

  const T* row(Index j, T* buffer) const override {
    this->tile(j, j + 1, 0, n_, buffer, uz(n_));
    return buffer;
  }

  // Sources with a kernel for many rows override this. It goes pair by pair only if a tile is
  // refused.
  void rows(const Index* ids, Index m, Index c0, Index c1, T* out, std::size_t ld) const override {
    for (Index a = 0; a < m; ++a) {
      T* const to = out + uz(a) * ld;
      try {
        this->tile(ids[a], ids[a] + 1, c0, c1, to, ld);
      } catch (const NothingInCommon&) {
        for (Index c = c0; c < c1; ++c) {
          try {
            this->tile(ids[a], ids[a] + 1, c, c + 1, to + (c - c0), ld);
          } catch (const NothingInCommon&) {
            to[c - c0] = std::numeric_limits<T>::quiet_NaN();
          }
        }
      }
    }
  }

 protected:
  static void check_tile(Index r0, Index r1, Index c0, Index c1, const T* out, std::size_t ld) {
    for (Index r = r0; r < r1; ++r) {
      const T* values = out + uz(r - r0) * ld;
      bool bad = false;
      for (Index c = 0; c < c1 - c0; ++c) bad |= values[c] != values[c];
      if (!bad) continue;
      for (Index c = c0; c < c1; ++c)
        if (values[c - c0] != values[c - c0]) throw NothingInCommon(r, c);
    }
  }

  static void check_among(const Index* ids, Index m, const T* out) {
    for (Index a = 0; a < m; ++a)
      for (Index b = 0; b < m; ++b) {
        const T d = out[uz(a) * uz(m) + uz(b)];
        if (d != d) throw NothingInCommon(ids[a], ids[b]);
      }
  }

 private:
  Index n_;
};

}  // namespace fastpam

#endif
