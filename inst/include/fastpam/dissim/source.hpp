// The interface between dissimilarities and algorithms, which read a row j or a tile of rows.
//
// Algorithms never ask for single pairs. A virtual call per row costs nothing that can be measured.
// A call per pair makes everything 3 to 9 times slower and rules out vector instructions, tiles and
// inverted indexes. A source is immutable while an algorithm runs and may be read by many threads
// at once. T is the type of a stored dissimilarity: double, or float to halve the memory. Every
// source is symmetric with a zero diagonal and has finite, non-negative values. The code that makes
// a source checks this.
#ifndef FASTPAM_DISSIM_SOURCE_HPP
#define FASTPAM_DISSIM_SOURCE_HPP

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <vector>

#include "../base/types.hpp"
#include "shelf.hpp"

namespace fastpam {

/// How far a value v of a source may be from d, a number for which the triangle inequality holds
/// exactly: |v - d| <= relative * d + absolute. Infinite: no such d is known.
struct MetricError {
  double relative = std::numeric_limits<double>::infinity();
  double absolute = std::numeric_limits<double>::infinity();
  /// Whether the triangle inequality holds up to these errors.
  bool known() const { return relative < 0.01; }
};

/// The objects of two lists, each once and ascending, and where those of the lists are.
struct JoinedIds {
  JoinedIds(const Index* rows, Index m, const Index* columns, Index k) : ids(rows, rows + m) {
    ids.insert(ids.end(), columns, columns + k);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (Index a = 0; a < m; ++a) row_at.push_back(place(rows[a]));
    for (Index b = 0; b < k; ++b) column_at.push_back(place(columns[b]));
  }

  /// The values of the columns, from those of all objects.
  template <class T>
  void pick(const T* from, T* to) const {
    for (std::size_t b = 0; b < column_at.size(); ++b) to[b] = from[column_at[b]];
  }

  std::vector<Index> ids;
  std::vector<std::size_t> row_at, column_at;

 private:
  std::size_t place(Index id) const {
    return static_cast<std::size_t>(std::lower_bound(ids.begin(), ids.end(), id) - ids.begin());
  }
};

/// Dissimilarities between n objects, read by rows, tiles and selections.
template <class T>
class Source {
 public:
  virtual ~Source() = default;

  virtual Index size() const = 0;

  // The n dissimilarities to object j. The result points either into storage or into `buffer`
  // (n values, the caller's); it is valid until the buffer is used again.
  virtual const T* row(Index j, T* buffer) const = 0;

  // Writes rows [r0, r1) x columns [c0, c1) to out[(r - r0) * ld + (c - c0)].
  virtual void tile(Index r0, Index r1, Index c0, Index c1, T* out, std::size_t ld) const = 0;

  // Writes rows ids[0..m) x columns [c0, c1) to out[a * ld + (c - c0)]: all objects against a few
  // medoids. Two objects with nothing in common give NaN here, while the other functions throw: the
  // caller can compare an object with the other medoids.
  virtual void rows(const Index* ids, Index m, Index c0, Index c1, T* out, std::size_t ld) const {
    for (Index a = 0; a < m; ++a) tile(ids[a], ids[a] + 1, c0, c1, out + uz(a) * ld, ld);
  }

  // Writes the dissimilarities among ids[0..m), a full m x m square, to out.
  virtual void among(const Index* ids, Index m, T* out) const = 0;

  // Writes the dissimilarities of rows[0..m) to columns[0..k) to out[a * ld + b]: a part of what
  // among() gives for all of them. Overridden by sources that need not compute the rest.
  virtual void between(const Index* rows, Index m, const Index* columns, Index k, T* out,
                       std::size_t ld) const {
    const JoinedIds all(rows, m, columns, k);
    const std::size_t n = all.ids.size();
    std::vector<T> square(n * n);
    among(all.ids.data(), static_cast<Index>(n), square.data());
    for (Index a = 0; a < m; ++a) all.pick(square.data() + all.row_at[uz(a)] * n, out + uz(a) * ld);
  }

  // A shelf with this number of places, or null if the source has none that is as fast as its rows.
  // The shelf reads this source.
  virtual std::unique_ptr<Shelf<T>> shelf(std::size_t places) const {
    (void)places;
    return nullptr;
  }

  // The same objects in floats, faster to compute and near the values of this source:
  // metric_error() of the result bounds how far both are from one metric. Null if there is none.
  virtual std::unique_ptr<Source<float>> in_floats() const { return nullptr; }

  // How far the values may be from those of a metric. Bounds by the triangle inequality allow for
  // this.
  virtual MetricError metric_error() const { return {}; }

  // True if a strip of a row costs nearly as much as the whole row. Then wide tiles are faster.
  virtual bool wide_rows() const { return false; }

  // The cost of computing one value, in bytes of a row: the squared Euclidean distance of p doubles
  // costs 8 p. (A byte takes about 0.02 ns.) Infinite if it is not known, or if values are stored.
  virtual double cost() const { return std::numeric_limits<double>::infinity(); }

  // All n x n values in memory with leading dimension n, or nullptr. Algorithms use it only to save
  // a copy; they give the same answer without.
  virtual const T* square() const { return nullptr; }
};

}  // namespace fastpam

#endif
