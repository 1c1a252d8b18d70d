// Jaccard, dice and hamming on presence/absence data, packed to 64 bits per word.
//
// Data are non-zero (present) or zero; a table of 2,000 x 16,000 takes 4 MB. Missing values take a
// second set of bits. Filled from a matrix by columns or, through set(), from anything sparse.
#ifndef FASTPAM_DISSIM_COMPUTED_BINARY_HPP
#define FASTPAM_DISSIM_COMPUTED_BINARY_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "../../metric/gather_bits.hpp"
#include "../../metric/kernels.hpp"
#include "../on_the_fly.hpp"
#include "panels.hpp"

namespace fastpam {

// Bits of n objects in panels of W: word w of object i at word(i, w), "observed" W words later.
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

// `masked`: whether some value is missing, if the caller knows.
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

inline BitTable pack_bits(const MatrixView& x, int width) {
  return pack_bits(x, width, x.any_missing());
}

template <class T>
class BinarySource final : public OnTheFly<T> {
 public:
  // `table` must have the width of find_bit_kernel(masked, isa).
  BinarySource(BitTable table, BitRule rule, Isa isa = detect_isa())
      : OnTheFly<T>(table.size()),
        kernel_(find_bit_kernel(table.masked(), isa)),
        table_(std::move(table)) {
    if (table_.width() != static_cast<std::size_t>(kernel_.width))
      throw Error(ErrorCode::internal, "the bit table has the wrong width");
    params_.words = table_.words();
    params_.p = static_cast<double>(table_.variables());
    params_.rule = rule;
  }

  // Counting the bits of a word takes as long as two doubles where there is no instruction for it.
  double cost() const override {
    return 16 * static_cast<double>(table_.words() * (table_.masked() ? 2 : 1));
  }

  void tile(Index r0, Index r1, Index c0, Index c1, T* out, std::size_t ld) const override {
    if (r0 >= r1 || c0 >= c1) return;
    std::vector<Index> ids(uz(r1 - r0));
    for (Index r = r0; r < r1; ++r) ids[uz(r - r0)] = r;
    block(ids.data(), r1 - r0, table_, c0, c1, out, ld);
    for (Index r = std::max(r0, c0); r < std::min(r1, c1); ++r)
      out[uz(r - r0) * ld + uz(r - c0)] = T(0);
    if (table_.masked()) this->check_tile(r0, r1, c0, c1, out, ld);
  }

  void rows(const Index* ids, Index m, Index c0, Index c1, T* out, std::size_t ld) const override {
    if (m == 0 || c0 >= c1) return;
    block(ids, m, table_, c0, c1, out, ld);
    for (Index a = 0; a < m; ++a)
      if (ids[a] >= c0 && ids[a] < c1) out[uz(a) * ld + uz(ids[a] - c0)] = T(0);
  }

  void among(const Index* ids, Index m, T* out) const override {
    if (m == 0) return;
    BitTable few(m, table_.variables(), table_.masked(), kernel_.width);
    for (Index a = 0; a < m; ++a) few.copy(a, table_, ids[a]);
    block(ids, m, few, 0, m, out, uz(m));
    for (Index a = 0; a < m; ++a) out[uz(a) * uz(m) + uz(a)] = T(0);
    if (table_.masked()) this->check_among(ids, m, out);
  }

 private:
  void block(const Index* ids, Index m, const BitTable& columns, Index c0, Index c1, T* out,
             std::size_t ld) const {
    const std::size_t w = table_.width();
    const std::size_t rows = uz(m);
    const std::size_t group = rows == 1 ? 1 : static_cast<std::size_t>(kernel_.rows);
    const BitBlock run = rows == 1 ? kernel_.one : kernel_.many;
    const std::size_t n_groups = (rows + group - 1) / group;
    const std::size_t parts = table_.masked() ? 2 : 1;
    const std::size_t size = parts * group * table_.words();  // words of a packed group
    std::vector<std::uint64_t> packed(n_groups * size);
    std::vector<double> counts(n_groups * group);
    for (std::size_t g = 0; g < n_groups; ++g)
      for (std::size_t r = 0; r < group; ++r) {
        const Index id = ids[std::min(g * group + r, rows - 1)];
        counts[g * group + r] = table_.count_of(id);
        for (std::size_t k = 0; k < table_.words(); ++k)
          for (std::size_t part = 0; part < parts; ++part)
            packed[g * size + (k * parts + part) * group + r] = (&table_.word(id, k))[part * w];
      }
    const std::unique_ptr<double[]> result(new double[group * w]);
    for (std::size_t q = uz(c0) / w; q * w < uz(c1); ++q) {
      const std::size_t first = std::max(q * w, uz(c0));
      const std::size_t last = std::min(q * w + w, uz(c1));
      for (std::size_t g = 0; g < n_groups; ++g) {
        const std::size_t r0 = g * group;
        const std::size_t r1 = std::min(r0 + group, rows);
        const auto compute = [&](double* to, std::size_t to_ld) {
          run(packed.data() + g * size, columns.panel(q), params_, counts.data() + r0,
              columns.panel_counts(q), to, to_ld);
        };
        if constexpr (std::is_same<T, double>::value) {
          if (last - first == w && r1 - r0 == group) {
            compute(out + r0 * ld + (first - uz(c0)), ld);
            continue;
          }
        }
        compute(result.get(), w);
        for (std::size_t r = r0; r < r1; ++r)
          for (std::size_t c = first; c < last; ++c)
            out[r * ld + (c - uz(c0))] = static_cast<T>(result[(r - r0) * w + (c - q * w)]);
      }
    }
  }

  BitKernel kernel_;
  BitTable table_;
  BitParams params_{};
};

}  // namespace fastpam

#endif
