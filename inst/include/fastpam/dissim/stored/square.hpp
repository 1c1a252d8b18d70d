// A full n x n matrix: a row is a pointer. Owned (a working copy) or borrowed (the user's matrix).
#ifndef FASTPAM_DISSIM_STORED_SQUARE_HPP
#define FASTPAM_DISSIM_STORED_SQUARE_HPP

#include <algorithm>
#include <utility>

#include "../../base/memory.hpp"
#include "../source.hpp"

namespace fastpam {

/// A full square matrix, owned or borrowed.
template <class T>
class SquareSource final : public Source<T> {
 public:
  // Borrows: `values` (n x n, symmetric) must outlive the source.
  SquareSource(const T* values, Index n) : values_(values), n_(n) {}

  // Owns, uninitialised: memory is touched first by the thread that fills it.
  explicit SquareSource(Index n)
      : owned_(checked_product(uz(n), uz(n))), values_(owned_.get()), n_(n) {}

  Index size() const override { return n_; }
  const T* row(Index j, T* /*buffer*/) const override { return values_ + uz(j) * uz(n_); }
  const T* square() const override { return values_; }
  T* mutable_values() { return owned_.get(); }

  void tile(Index r0, Index r1, Index c0, Index c1, T* out, std::size_t ld) const override {
    for (Index r = r0; r < r1; ++r) {
      const T* from = values_ + uz(r) * uz(n_);
      std::copy(from + c0, from + c1, out + uz(r - r0) * ld);
    }
  }

  void among(const Index* ids, Index m, T* out) const override {
    for (Index a = 0; a < m; ++a) {
      const T* from = values_ + uz(ids[a]) * uz(n_);
      for (Index b = 0; b < m; ++b) out[uz(a) * uz(m) + uz(b)] = from[ids[b]];
    }
  }

 private:
  LargeArray<T> owned_;
  const T* values_;
  Index n_;
};

}  // namespace fastpam

#endif
