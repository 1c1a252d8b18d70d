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

  /// Copies some rows of another, in this order.
  SparseTable(const SparseTable& all, const std::vector<Index>& ids)
      : n(to_index(ids.size())), start(all.start.size(), 0), row_start(1, 0) {
    for (const Index id : ids) {
      for (std::size_t e = all.row_start[uz(id)]; e < all.row_start[uz(id) + 1]; ++e) {
        column.push_back(all.column[e]);
        row_value.push_back(all.row_value[e]);
        ++start[static_cast<std::size_t>(all.column[e]) + 1];
      }
      row_start.push_back(column.size());
    }
    for (std::size_t v = 1; v < start.size(); ++v) start[v] += start[v - 1];
    row.resize(column.size());
    value.resize(column.size());  // update_columns() fills it
    std::vector<std::int32_t> next(start.begin(), start.end() - 1);
    for (std::size_t a = 0; a < ids.size(); ++a)
      for (std::size_t e = row_start[a]; e < row_start[a + 1]; ++e)
        row[uz(next[static_cast<std::size_t>(column[e])]++)] = static_cast<std::int32_t>(a);
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
