// Assigns every object to its nearest medoid, in memory O(n + k): the rows of the k medoids are
// read in blocks of columns, and never kept as k rows of n values.
#ifndef FASTPAM_SAMPLE_ASSIGN_HPP
#define FASTPAM_SAMPLE_ASSIGN_HPP

#include <algorithm>
#include <limits>
#include <vector>

#include "../base/exact_sum.hpp"
#include "../dissim/source.hpp"
#include "../exec/context.hpp"

namespace fastpam {
namespace assign_detail {

// Compares one medoid's row with the nearest so far. Ties stay with the earlier medoid and are
// reported.
template <class T>
struct Nearest {
  static FASTPAM_INLINE void run(const T* row, std::size_t m, Index slot, T* least, Index* label,
                                 int* tied) {
    FASTPAM_FP_CONTRACT_OFF
    int equal = 0;
    for (std::size_t c = 0; c < m; ++c) {
      const T d = row[c], before = least[c];
      equal |= d == before ? 1 : 0;
      label[c] = d < before ? slot : label[c];
      least[c] = d < before ? d : before;
    }
    *tied |= equal;
  }
};

}  // namespace assign_detail

/// The nearest medoid of each object.
template <class T>
struct Assignment {
  std::vector<Index>
      label;               ///< object -> position in the list of medoids; -1: no comparable medoid
  std::vector<T> least;    ///< object -> dissimilarity to that medoid
  std::vector<char> tied;  ///< block -> whether two medoids may be equally near to an object
  std::vector<char> incomplete;  ///< block -> whether an object has no comparable medoid

  /// Whether each object has a comparable medoid.
  bool complete() const {
    return std::find(incomplete.begin(), incomplete.end(), 1) == incomplete.end();
  }
  /// Sum of w * least, objects ascending, one accumulator.
  double total(const double* weights) const {
    double sum = 0;
    for (std::size_t o = 0; o < least.size(); ++o)
      sum += weights == nullptr ? static_cast<double>(least[o])
                                : static_cast<double>(least[o]) * weights[o];
    return sum;
  }
  /// The same without rounding before the end: what sums over parts of the objects add up to.
  double exact_total(const double* weights) const {
    ExactSum sum;
    for (std::size_t o = 0; o < least.size(); ++o)
      sum.add(weights == nullptr ? static_cast<double>(least[o])
                                 : static_cast<double>(least[o]) * weights[o]);
    return sum.value();
  }
};

/// The number of medoids that are compared at a time.
constexpr Index assign_medoids = 64;

/// Objects of a block: few enough for its part of the rows to stay in the cache and for an
/// interrupt to be answered at once, enough to be worth a thread.
template <class T>
Index assign_columns(const Source<T>& source) {
  return source.wide_rows() ? Index{1} << 15 : 512;
}

/// Ties go to the medoid that is listed first; a medoid is its own medoid, also among duplicates.
/// With `only`, just the marked blocks are done again.
template <class T>
void assign_all(const Source<T>& source, const std::vector<Index>& medoids, Assignment<T>& to,
                Context& ctx, const std::vector<char>* only = nullptr) {
  const Index n = source.size(), columns = assign_columns(source), k = to_index(medoids.size());
  const std::size_t blocks = (uz(n) + uz(columns) - 1) / uz(columns);
  to.label.resize(uz(n));
  to.least.resize(uz(n));
  to.tied.resize(blocks);
  to.incomplete.resize(blocks);
  std::vector<std::vector<T>> buffers(static_cast<std::size_t>(ctx.workers()));
  ctx.run(blocks, [&](std::size_t b, int worker) {
    if (only != nullptr && (*only)[b] == 0) return;
    const Index c0 = static_cast<Index>(b) * columns, c1 = c0 + std::min(columns, n - c0);
    const std::size_t m = uz(c1 - c0);
    std::vector<T>& buffer = buffers[static_cast<std::size_t>(worker)];
    buffer.resize(uz(std::min(k, assign_medoids)) * m);
    T* const least = to.least.data() + c0;
    Index* const label = to.label.data() + c0;
    std::fill_n(least, m, std::numeric_limits<T>::infinity());
    std::fill_n(label, m, Index{-1});
    int tied = 0;
    for (Index s0 = 0; s0 < k; s0 += assign_medoids) {
      const Index few = std::min(assign_medoids, k - s0);
      source.rows(medoids.data() + s0, few, c0, c1, buffer.data(), m);
      for (Index s = 0; s < few; ++s)
        dispatch<assign_detail::Nearest<T>>(ctx.isa, buffer.data() + uz(s) * m, m, s0 + s, least,
                                            label, &tied);
    }
    for (Index s = 0; s < k; ++s) {
      const Index o = medoids[uz(s)];
      if (o >= c0 && o < c1) label[o - c0] = s;
    }
    to.tied[b] = static_cast<char>(tied);
    to.incomplete[b] = std::find(label, label + m, Index{-1}) != label + m ? 1 : 0;
  });
  ctx.count.rows_read += medoids.size();
}

}  // namespace fastpam

#endif
