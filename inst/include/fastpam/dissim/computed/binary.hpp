// Metrics for presence/absence data, by counting bits.
#ifndef FASTPAM_DISSIM_COMPUTED_BINARY_HPP
#define FASTPAM_DISSIM_COMPUTED_BINARY_HPP

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "../../metric/kernel/bit_kernel.hpp"
#include "bit_table.hpp"
#include "panel_source.hpp"

namespace fastpam {

/// Owns the table, which must have the width of the metric's kernel.
template <class T>
class BinarySource final : public PanelSource<T> {
 public:
  BinarySource(BitTable table, const BitKernels& kernels, Isa isa = detect_isa())
      : PanelSource<T>(table.size(), table.masked()),
        kernel_(find_bit_kernel(kernels, table.masked(), isa)),
        table_(std::move(table)) {
    if (table_.width() != static_cast<std::size_t>(kernel_.width))
      throw Error(ErrorCode::internal, "the bit table has the wrong width");
    params_.words = table_.words();
    params_.p = static_cast<double>(table_.variables());
  }

  // Without an instruction for it, counting the bits of a word takes as long as two doubles.
  double cost() const override {
    return 16 * static_cast<double>(table_.words() * (table_.masked() ? 2 : 1));
  }

 protected:
  void compute(const Index* ids, Index m, Index c0, Index c1, T* out,
               std::size_t ld) const override {
    run(ids, m, table_, c0, c1, out, ld);
  }

  void compute_among(const Index* ids, Index m, T* out) const override {
    BitTable few(m, table_.variables(), table_.masked(), kernel_.width);
    for (Index a = 0; a < m; ++a) few.copy(a, table_, ids[a]);
    run(ids, m, few, 0, m, out, uz(m));
  }

 private:
  // Dissimilarities of rows `ids` of the table to columns [c0, c1) of `columns`.
  void run(const Index* ids, Index m, const BitTable& columns, Index c0, Index c1, T* out,
           std::size_t ld) const {
    const std::size_t w = columns.width();
    const std::size_t words = table_.words();
    const std::size_t parts = table_.masked() ? 2 : 1;
    const RowGroups groups(m, kernel_.rows, parts * words * sizeof(std::uint64_t));
    const std::size_t size = groups.size;
    const BitBlock kernel = size == 1 ? kernel_.one : kernel_.many;
    std::vector<std::uint64_t> packed(groups.batch * size * parts * words);
    std::vector<double> counts(groups.batch * size);
    run_panels<double>(
        groups, w, c0, c1,
        [&](std::size_t slot, std::size_t r, std::size_t row) {
          const Index id = ids[row];
          counts[slot * size + r] = table_.count_of(id);
          std::uint64_t* const to = packed.data() + slot * size * parts * words + r;
          for (std::size_t k = 0; k < words; ++k)
            for (std::size_t part = 0; part < parts; ++part)
              to[(k * parts + part) * size] = (&table_.word(id, k))[part * w];
        },
        [&](std::size_t slot, std::size_t q, double* to, std::size_t to_ld) {
          kernel(packed.data() + slot * size * parts * words, columns.panel(q), params_,
                 counts.data() + slot * size, columns.panel_counts(q), to, to_ld);
        },
        out, ld);
  }

  BitKernel kernel_;
  BitTable table_;
  BitParams params_{};
};

}  // namespace fastpam

#endif
