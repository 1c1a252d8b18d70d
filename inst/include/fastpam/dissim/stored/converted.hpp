// The user's square matrix of doubles read as floats: converted as it is read, never copied whole.
#ifndef FASTPAM_DISSIM_STORED_CONVERTED_HPP
#define FASTPAM_DISSIM_STORED_CONVERTED_HPP

#include "../on_the_fly.hpp"

namespace fastpam {

/// A borrowed square matrix of doubles, read as T.
template <class S, class T>
class ConvertedSquare final : public OnTheFly<T> {
 public:
  // Borrows n x n values.
  ConvertedSquare(const S* values, Index n) : OnTheFly<T>(n), values_(values) {}

  void tile(Index r0, Index r1, Index c0, Index c1, T* out, std::size_t ld) const override {
    for (Index r = r0; r < r1; ++r) {
      const S* from = values_ + uz(r) * uz(this->size());
      T* to = out + uz(r - r0) * ld;
      for (Index c = c0; c < c1; ++c) to[c - c0] = static_cast<T>(from[c]);
    }
  }

  void among(const Index* ids, Index m, T* out) const override {
    for (Index a = 0; a < m; ++a) {
      const S* from = values_ + uz(ids[a]) * uz(this->size());
      for (Index b = 0; b < m; ++b) out[uz(a) * uz(m) + uz(b)] = static_cast<T>(from[ids[b]]);
    }
  }

 private:
  const S* values_;
};

}  // namespace fastpam

#endif
