// The gain of a candidate in BUILD: how much the total falls when it becomes a medoid too,
// g(i) = sum over j of w_j max(0, D_j - d(i, j)), objects ascending in one accumulator.
//
// There are two ways to compute it, equal to the last bit: `all_gains` for all candidates at once
// (vector instructions run over candidates, and the whole matrix is read once), and `one_gain` for
// a single row (compare-and-skip).
#ifndef FASTPAM_SEARCH_GAIN_HPP
#define FASTPAM_SEARCH_GAIN_HPP

#include <vector>

#include "../dissim/reading/block.hpp"
#include "../exec/simd/dispatch.hpp"
#include "select.hpp"
#include "state.hpp"

namespace fastpam {
namespace gain_detail {

// gain[c] += w max(0, current - row[c]) for c < m, row after row. Rows that do not count add zero,
// which changes no bit.
template <class T, int Rows>
struct AddRows {
  static FASTPAM_INLINE void run(double* gain, const T* const* rows, const double* current,
                                 const double* w, std::size_t m) {
    FASTPAM_FP_CONTRACT_OFF
    for (std::size_t c = 0; c < m; ++c) {
      double g = gain[c];
      for (int r = 0; r < Rows; ++r) {
        const double fall = current[r] - static_cast<double>(rows[r][c]);
        g += (fall > 0 ? fall : 0.0) * w[r];
      }
      gain[c] = g;
    }
  }
};

// Adds the rows of a bundle to the gains of m objects.
template <class T, class U>
void add_rows(const Problem<T>& problem, const std::vector<double>& current,
              const RowBundle<U>& rows, std::size_t m, double* gain, Isa isa) {
  double now[RowBundle<U>::max_rows], w[RowBundle<U>::max_rows];
  for (std::size_t r = 0; r < rows.count; ++r) {
    now[r] = current[uz(rows.object[r])];
    w[r] = problem.weight(rows.object[r]);
  }
  if (rows.count == 4)
    dispatch<AddRows<U, 4>>(isa, gain, rows.row, now, w, m);
  else
    for (std::size_t r = 0; r < rows.count; ++r)
      dispatch<AddRows<U, 1>>(isa, gain, rows.row + r, now + r, w + r, m);
}

}  // namespace gain_detail

// The gain of the candidate whose row this is. `threshold` holds `current` as T, for the
// comparison.
template <class T>
double one_gain(const Problem<T>& problem, const T* row, const std::vector<double>& current,
                const std::vector<T>& threshold, Isa isa) {
  double gain = 0;
  for_each_less(row, threshold.data(), threshold.size(), isa, [&](Index j) {
    gain += problem.weighted(j, current[uz(j)] - static_cast<double>(row[j]));
  });
  return gain;
}

// gain[i] for the objects i that may be medoids. Only their rows are read.
template <class T>
void candidate_gains(const Problem<T>& problem, const std::vector<double>& current,
                     const std::vector<T>& threshold, std::vector<double>& gain, Context& ctx) {
  constexpr Index block = 16;
  const Index n = problem.n();
  gain.assign(uz(n), 0.0);
  ctx.run(n_blocks(n, block), [&](std::size_t b, int) {
    const Index from = static_cast<Index>(b) * block, to = from + block < n ? from + block : n;
    std::vector<T> buffer;
    for (Index i = from; i < to; ++i) {
      if (!problem.may_be_medoid(i)) continue;
      if (problem.source.square() == nullptr) buffer.resize(uz(n));
      const T* const row = problem.source.row(i, buffer.data());
      gain[uz(i)] = one_gain(problem, row, current, threshold, ctx.isa);
    }
  });
  const std::size_t rows = count_eligible(problem);
  ctx.count.rows_read += rows;
  ctx.count.evaluations += rows;
}

// gain[i] for all objects i, given the current dissimilarity of each object to its medoid. From
// rounded dissimilarities, if the problem has them.
template <class T>
void all_gains(const Problem<T>& problem, const std::vector<double>& current,
               std::vector<double>& gain, Context& ctx) {
  const RoundedSquare* const rounded = problem.rounded;
  const Index n = problem.n(), columns = rounded != nullptr ? 2048 : block_columns(problem.source);
  const std::vector<Index> order = ascending(n);
  gain.assign(uz(n), 0.0);
  ctx.run(n_blocks(n, columns), [&](std::size_t b, int) {
    const Index c0 = static_cast<Index>(b) * columns;
    const Index c1 = c0 + columns < n ? c0 + columns : n;
    std::vector<T> buffer;
    double* const to = gain.data() + c0;
    const auto add = [&](const auto& rows, std::size_t m) {
      gain_detail::add_rows(problem, current, rows, m, to, ctx.isa);
    };
    if (rounded != nullptr)
      for_matrix_rows(rounded->values(), uz(n), order.data(), order.size(), c0, c1, add);
    else
      for_rows(problem.source, order.data(), order.size(), c0, c1, buffer, add);
  });
  ctx.count.rows_read += uz(n);
  ctx.count.evaluations += uz(n);
}

}  // namespace fastpam

#endif
