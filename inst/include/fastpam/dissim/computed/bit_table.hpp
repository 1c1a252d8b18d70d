// Presence/absence data, packed into 64-bit words in the panels that the kernels read.
//
// Data are non-zero (present) or zero; a table of 2,000 x 16,000 takes 4 MB. Missing values need a
// second set of bits. The table is filled from a matrix by columns or, by set(), from sparse data.
#ifndef FASTPAM_DISSIM_COMPUTED_BIT_TABLE_HPP
#define FASTPAM_DISSIM_COMPUTED_BIT_TABLE_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "../../base/types.hpp"
#include "../../metric/kernel/gather_bits.hpp"
#include "matrix_view.hpp"

namespace fastpam {

/// Bits of n objects in panels of W: word w of object i at word(i, w), "observed" W words later.
class BitTable {
 public:
  BitTable(Index n, std::size_t p, bool masked, int width)
      : n_(n),
        p_(p),
        masked_(masked),
        w_(static_cast<std::size_t>(width)),
        words_((p + 63) / 64),
        n_panels_((uz(n) + w_ - 1) / w_),
        bits_(checked_product(n_panels_, panel_size()), 0),
        count_(n_panels_ * w_, 0) {}

  void set(Index i, std::size_t v) { word(i, v / 64) |= std::uint64_t{1} << (v % 64); }
  void set_word(Index i, std::size_t w, std::uint64_t present, std::uint64_t observed) {
    word(i, w) = present;
    if (masked_) (&word(i, w))[w_] = observed;
  }
  // To be called once all bits are set.
  void count() {
    for (Index i = 0; i < n_; ++i) {
      std::size_t sum = 0;
      for (std::size_t w = 0; w < words_; ++w)
        for (std::uint64_t x = word(i, w); x != 0; x &= x - 1) ++sum;
      count_[uz(i)] = static_cast<double>(sum);
    }
  }
  // Copies object `from` of another table of the same shape.
  void copy(Index to, const BitTable& other, Index from) {
    for (std::size_t w = 0; w < words_; ++w) {
      word(to, w) = other.word(from, w);
      if (masked_) (&word(to, w))[w_] = (&other.word(from, w))[w_];
    }
    count_[uz(to)] = other.count_[uz(from)];
  }

  Index size() const { return n_; }
  std::size_t variables() const { return p_; }
  bool masked() const { return masked_; }
  std::size_t width() const { return w_; }
  std::size_t words() const { return words_; }
  const std::uint64_t* panel(std::size_t q) const { return bits_.data() + q * panel_size(); }
  const double* panel_counts(std::size_t q) const { return count_.data() + q * w_; }
  double count_of(Index i) const { return count_[uz(i)]; }
  const std::uint64_t& word(Index i, std::size_t w) const {
    return bits_[uz(i) / w_ * panel_size() + w * stride() + uz(i) % w_];
  }
  std::size_t stride() const { return masked_ ? 2 * w_ : w_; }

 private:
  std::uint64_t& word(Index i, std::size_t w) {
    return bits_[uz(i) / w_ * panel_size() + w * stride() + uz(i) % w_];
  }
  std::size_t panel_size() const { return words_ * stride(); }

  Index n_;
  std::size_t p_;
  bool masked_;
  std::size_t w_;
  std::size_t words_;
  std::size_t n_panels_;
  std::vector<std::uint64_t> bits_;
  std::vector<double> count_;
};

/// The bits of a table; `masked`: whether a value is missing.
inline BitTable pack_bits(const MatrixView& x, int width, bool masked) {
  BitTable table(x.n, x.p, masked, width);
  std::vector<std::uint64_t> present(uz(x.n)), observed(uz(x.n));
  const Isa isa = detect_isa();
  const auto gather = [&](const auto* values, std::size_t columns) {
    using V = std::decay_t<decltype(*values)>;
    if (masked)
      dispatch<GatherBits<V>>(isa, values, uz(x.n), columns, present.data(), observed.data());
    else
      dispatch<GatherPresent<V>>(isa, values, uz(x.n), columns, present.data());
  };
  for (std::size_t w = 0; w < table.words(); ++w) {
    const std::size_t columns = std::min<std::size_t>(64, x.p - 64 * w);
    const std::size_t first = 64 * w * uz(x.n);
    if (x.real)
      gather(x.real + first, columns);
    else
      gather(x.integer + first, columns);
    for (Index i = 0; i < x.n; ++i) table.set_word(i, w, present[uz(i)], observed[uz(i)]);
  }
  table.count();
  return table;
}

/// The same; looks for missing values first.
inline BitTable pack_bits(const MatrixView& x, int width) {
  return pack_bits(x, width, x.any_missing());
}

}  // namespace fastpam

#endif
