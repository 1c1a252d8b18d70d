// A sparse matrix held both ways: by columns, for looking up who has a variable, and by rows.
#ifndef FASTPAM_DISSIM_SPARSE_TABLE_HPP
#define FASTPAM_DISSIM_SPARSE_TABLE_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

#include "../base/types.hpp"

namespace fastpam {

// Compressed columns, borrowed; `value` null: every entry is 1. Rows ascend within a column.
struct SparseView {
  Index n = 0;
  std::size_t p = 0;
  const std::int32_t* start = nullptr;  // p + 1
  const std::int32_t* row = nullptr;
  const double* value = nullptr;
  std::size_t entries() const { return static_cast<std::size_t>(start[p]); }
};

struct SparseTable {
  Index n = 0;
  std::vector<std::int32_t> start;
  std::vector<std::int32_t> row;
  std::vector<double> value;
  std::vector<std::size_t> row_start;  // by rows, columns ascending
  std::vector<std::int32_t> column;
  std::vector<double> row_value;

  // Copies what is not zero: a stored zero would count as present.
  explicit SparseTable(const SparseView& x) : n(x.n), start(x.p + 1, 0) {
    for (std::size_t v = 0; v < x.p; ++v) {
      for (std::size_t e = uz(x.start[v]); e < uz(x.start[v + 1]); ++e) {
        const double entry = x.value ? x.value[e] : 1.0;
        if (entry == 0) continue;
        row.push_back(x.row[e]);
        value.push_back(entry);
      }
      start[v + 1] = static_cast<std::int32_t>(row.size());
    }
  }

  // Fills the part by rows; to be called once the values are final.
  void by_rows() {
    row_start.assign(uz(n) + 1, 0);
    for (const std::int32_t i : row) ++row_start[uz(i) + 1];
    for (std::size_t i = 0; i < uz(n); ++i) row_start[i + 1] += row_start[i];
    std::vector<std::size_t> next(row_start.begin(), row_start.end() - 1);
    column.resize(row.size());
    row_value.resize(row.size());
    for (std::size_t v = 0; v + 1 < start.size(); ++v)
      for (std::size_t e = uz(start[v]); e < uz(start[v + 1]); ++e) {
        const std::size_t to = next[uz(row[e])]++;
        column[to] = static_cast<std::int32_t>(v);
        row_value[to] = value[e];
      }
  }
};

}  // namespace fastpam

#endif
