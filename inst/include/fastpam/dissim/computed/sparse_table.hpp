// A sparse matrix stored twice: by columns, to find the objects that have a variable, and by rows.
#ifndef FASTPAM_DISSIM_COMPUTED_SPARSE_TABLE_HPP
#define FASTPAM_DISSIM_COMPUTED_SPARSE_TABLE_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

#include "../../base/types.hpp"
#include "../../metric/kernel/sparse_kernel.hpp"

namespace fastpam {

/// Compressed columns, borrowed; `value` null: every entry is 1. Rows ascend within a column.
struct SparseView {
  Index n = 0;
  std::size_t p = 0;
  const std::int32_t* start = nullptr;  // p + 1
  const std::int32_t* row = nullptr;
  const double* value = nullptr;
  std::size_t entries() const { return static_cast<std::size_t>(start[p]); }
};

/// A copy of a sparse matrix, by columns and by rows.
struct SparseTable {
  Index n = 0;
  std::vector<std::int32_t> start;
  std::vector<std::int32_t> row;
  std::vector<double> value;
  std::vector<std::size_t> row_start;  // by rows, columns ascending
  std::vector<std::int32_t> column;
  std::vector<double> row_value;

  // Copies the non-zeros only: a stored zero would count as present.
  explicit SparseTable(const SparseView& x) : n(x.n), start(x.p + 1, 0), row_start(uz(x.n) + 1, 0) {
    for (std::size_t v = 0; v < x.p; ++v) {
      for (std::size_t e = uz(x.start[v]); e < uz(x.start[v + 1]); ++e) {
        const double entry = x.value ? x.value[e] : 1.0;
        if (entry == 0) continue;
        row.push_back(x.row[e]);
        value.push_back(entry);
      }
      start[v + 1] = static_cast<std::int32_t>(row.size());
    }
    for (const std::int32_t i : row) ++row_start[uz(i) + 1];
    for (std::size_t i = 0; i < uz(n); ++i) row_start[i + 1] += row_start[i];
    column.resize(row.size());
    row_value.resize(row.size());
    for_entries([this](std::size_t v, std::size_t by_column, std::size_t by_row) {
      column[by_row] = static_cast<std::int32_t>(v);
      row_value[by_row] = value[by_column];
    });
  }

  SparseRow row_at(std::size_t i) {
    const std::size_t entries = row_start[i + 1] - row_start[i];
    return {row_value.data() + row_start[i], entries,
            static_cast<double>(start.size() - 1 - entries)};
  }

  // Copies values that were changed by rows to the columns, minus the new value of a zero of their
  // row.
  void update_columns(const std::vector<double>& zero) {
    for_entries([&](std::size_t, std::size_t by_column, std::size_t by_row) {
      value[by_column] = row_value[by_row] - zero[uz(row[by_column])];
    });
  }

 private:
  // Runs each(variable, place by columns, place by rows) for every entry.
  template <class Each>
  void for_entries(const Each& each) {
    std::vector<std::size_t> next(row_start.begin(), row_start.end() - 1);
    for (std::size_t v = 0; v + 1 < start.size(); ++v)
      for (std::size_t e = uz(start[v]); e < uz(start[v + 1]); ++e) each(v, e, next[uz(row[e])]++);
  }
};

}  // namespace fastpam

#endif
