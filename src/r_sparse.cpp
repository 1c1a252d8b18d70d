#include "r_sparse.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace {

using fastpam::uz;

// Starts at 0, never decreases, ends within the entries.
void check_starts(const Fields& source, const fastpam::SparseView& x, R_xlen_t entries) {
  if (x.start[0] != 0) source.refuse("start", "begin with 0");
  for (std::size_t v = 0; v < x.p; ++v)
    if (x.start[v + 1] < x.start[v]) source.refuse("start", "never decrease");
  if (x.start[x.p] > entries) source.refuse("start", "not count more entries than `row` has");
}

// Rows within range; true if they ascend in each column.
bool check_rows(const Fields& source, const fastpam::SparseView& x) {
  bool ascending = true;
  for (std::size_t v = 0; v < x.p; ++v)
    for (std::size_t e = uz(x.start[v]); e < uz(x.start[v + 1]); ++e) {
      if (x.row[e] < 0 || x.row[e] >= x.n) source.refuse("row", "be between 0 and n - 1");
      ascending = ascending && (e == uz(x.start[v]) || x.row[e - 1] < x.row[e]);
    }
  return ascending;
}

void sort_columns(const Fields& source, SparseInput& sparse) {
  fastpam::SparseView& x = sparse.x;
  std::vector<std::pair<std::int32_t, double>> column;
  for (std::size_t v = 0; v < x.p; ++v) {
    column.clear();
    for (std::size_t e = uz(x.start[v]); e < uz(x.start[v + 1]); ++e)
      column.emplace_back(x.row[e], x.value == nullptr ? 1 : x.value[e]);
    std::sort(column.begin(), column.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t e = 0; e < column.size(); ++e) {
      if (e > 0 && column[e].first == column[e - 1].first)
        source.refuse("row", "not hold a row twice in a column");
      sparse.sorted_row.push_back(column[e].first);
      sparse.sorted_entries.push_back(column[e].second);
    }
  }
  x.row = sparse.sorted_row.data();
  if (x.value != nullptr) x.value = sparse.sorted_entries.data();
}

}  // namespace

SparseInput read_columns(const Fields& source, fastpam::Index n) {
  SparseInput sparse{};
  fastpam::SparseView& x = sparse.x;
  x.n = n;
  const int columns = source.integer("columns", 1, std::numeric_limits<int>::max());
  x.p = uz(columns);
  x.start = source.integers("start", R_xlen_t{columns} + 1);
  const R_xlen_t entries = Rf_xlength(source.get("row"));
  x.row = source.integers("row", entries);
  if (!source.null("entries")) x.value = source.doubles("entries", entries);
  check_starts(source, x, entries);
  if (!check_rows(source, x)) sort_columns(source, sparse);
  return sparse;
}
