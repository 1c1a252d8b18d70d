// What silhouettes, diameters and separations are computed from: for each object its mean
// dissimilarity to each cluster, the farthest object of its own cluster and the nearest object of
// the others. The dissimilarities are read once (Kaufman & Rousseeuw 1990, ch. 2; Rousseeuw 1987).
//
// Every mean is one accumulator over the cluster's objects in ascending order, as in the reference,
// so its bits are the same for every source. A square is read cluster by cluster, one accumulator
// for each object. Other sources read consecutive rows much faster than scattered ones (a packed
// triangle uses whole cache lines, a computed source whole tiles). So their rows are read in order,
// with one accumulator for each object and cluster.
//
// Case weights that are whole numbers are counts. An object stands for w equal rows; w - 1 of them
// are other objects at dissimilarity 0. So a(o) divides by W - 1, where W is the weight of its
// cluster. If one weight is not whole, weights only say how much objects count relative to each
// other, in any unit. Then a(o) is the weighted mean over the other objects, divided by W - w(o),
// and the unit cancels (as in ASWw of Studer's WeightedCluster). Weights that are all equal give
// the silhouettes without weights.
#ifndef FASTPAM_EVAL_SURVEY_HPP
#define FASTPAM_EVAL_SURVEY_HPP

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "../dissim/reading/block.hpp"
#include "partition.hpp"

namespace fastpam {

/// The result of survey() for each object.
struct Surroundings {
  std::vector<double> farthest_inside, nearest_outside;  ///< over single objects
  std::vector<double> mean_inside;  ///< a(o), without o itself; NaN: no other object in the cluster
  std::vector<double> mean_outside;  ///< b(o)
  std::vector<Index> neighbor;       ///< the cluster of b(o), lowest on ties

  explicit Surroundings(std::size_t n)
      : farthest_inside(n), nearest_outside(n), mean_inside(n), mean_outside(n), neighbor(n, -1) {}
};

namespace survey_detail {

// Adds rows of one cluster to the sum, largest and smallest value of m objects.
template <class T, int Rows>
struct AbsorbCluster {
  static FASTPAM_INLINE void run(const T* const* rows, const double* w, std::size_t m, double* sum,
                                 T* top, T* low) {
    FASTPAM_FP_CONTRACT_OFF
    for (std::size_t c = 0; c < m; ++c) {
      double s = sum[c];
      T t = top[c], l = low[c];
      for (int r = 0; r < Rows; ++r) {
        const T d = rows[r][c];
        s += static_cast<double>(d) * w[r];
        t = d > t ? d : t;
        l = d < l ? d : l;
      }
      sum[c] = s;
      top[c] = t;
      low[c] = l;
    }
  }
};

// Adds a row of cluster `own` to its sums, and updates the largest inside and the smallest outside.
template <class T>
struct AbsorbRow {
  static FASTPAM_INLINE void run(const T* row, double w, Index own, const Index* label,
                                 std::size_t m, double* sum, T* top, T* low) {
    FASTPAM_FP_CONTRACT_OFF
    for (std::size_t c = 0; c < m; ++c) {
      const T d = row[c];
      const bool inside = label[c] == own;
      sum[c] += static_cast<double>(d) * w;
      const T far = inside ? d : T(0), near = inside ? std::numeric_limits<T>::max() : d;
      top[c] = far > top[c] ? far : top[c];
      low[c] = near < low[c] ? near : low[c];
    }
  }
};

// For each object, the weight of all other objects of its cluster. It is the sum of the weights
// before and after it in the cluster. A difference would lose the digits of light objects.
template <class T>
std::vector<double> weight_of_others(const Problem<T>& problem, const Members& members,
                                     const std::vector<double>& sizes, bool counts) {
  std::vector<double> others(uz(problem.n()), 0.0);
  for (std::size_t c = 0; c < sizes.size(); ++c) {
    const Index* const first = members.order.data() + members.begin[c];
    const Index* const last = members.order.data() + members.begin[c + 1];
    double sum = 0;
    for (const Index* o = first; o != last; ++o) {
      others[uz(*o)] = counts ? sizes[c] - 1 : sum;
      sum += problem.weight(*o);
    }
    sum = 0;
    for (const Index* o = last; o != first && !counts; --o) {
      others[uz(o[-1])] += sum;
      sum += problem.weight(o[-1]);
    }
  }
  return others;
}

// Updates the result of object o when its sum over cluster c is complete.
inline void settle(Surroundings& out, std::size_t o, std::size_t c, bool own, double sum,
                   const std::vector<double>& sizes, const std::vector<double>& others) {
  if (own) {
    out.mean_inside[o] = others[o] > 0 ? sum / others[o] : std::numeric_limits<double>::quiet_NaN();
    return;
  }
  const double mean = sum / sizes[c];
  if (mean < out.mean_outside[o]) {
    out.mean_outside[o] = mean;
    out.neighbor[o] = static_cast<Index>(c);
  }
}

// Objects [c0, c1) of a square, cluster by cluster.
template <class T>
void by_clusters(const Problem<T>& problem, const std::vector<Index>& label, const Members& counted,
                 const std::vector<double>& sizes, const std::vector<double>& others, Index c0,
                 Index c1, Isa isa, Surroundings& out) {
  const std::size_t m = uz(c1 - c0);
  std::vector<T> buffer, top(m), low(m);
  std::vector<double> sum(m);
  for (std::size_t c = 0; c < sizes.size(); ++c) {
    std::fill(sum.begin(), sum.end(), 0.0);
    std::fill(top.begin(), top.end(), T(0));
    std::fill(low.begin(), low.end(), std::numeric_limits<T>::max());
    for_rows(problem.source, counted.order.data() + counted.begin[c], counted.size(c), c0, c1,
             buffer, [&](const RowBundle<T>& rows, std::size_t width) {
               double w[RowBundle<T>::max_rows];
               for (std::size_t r = 0; r < rows.count; ++r) w[r] = problem.weight(rows.object[r]);
               if (rows.count == 4)
                 dispatch<AbsorbCluster<T, 4>>(isa, rows.row, w, width, sum.data(), top.data(),
                                               low.data());
               else
                 for (std::size_t r = 0; r < rows.count; ++r)
                   dispatch<AbsorbCluster<T, 1>>(isa, rows.row + r, w + r, width, sum.data(),
                                                 top.data(), low.data());
             });
    for (std::size_t j = 0; j < m; ++j) {
      const std::size_t o = uz(c0) + j;
      const bool own = uz(label[o]) == c;
      settle(out, o, c, own, sum[j], sizes, others);
      if (own)
        out.farthest_inside[o] = static_cast<double>(top[j]);
      else
        out.nearest_outside[o] = std::min(out.nearest_outside[o], static_cast<double>(low[j]));
    }
  }
}

// Objects [c0, c1) of any source, its rows in their own order.
template <class T>
void by_rows(const Problem<T>& problem, const std::vector<Index>& label,
             const std::vector<double>& sizes, const std::vector<double>& others, Index c0,
             Index c1, Isa isa, Surroundings& out) {
  constexpr Index height = 64;
  const Index n = problem.n();
  const std::size_t m = uz(c1 - c0), k = sizes.size();
  std::vector<T> tile(uz(height) * m), top(m, T(0)), low(m, std::numeric_limits<T>::max());
  std::vector<double> sums(k * m, 0.0);
  for (Index r0 = 0; r0 < n; r0 += height) {
    const Index r1 = std::min(n, r0 + height);
    problem.source.tile(r0, r1, c0, c1, tile.data(), m);
    for (Index r = r0; r < r1; ++r) {
      if (problem.weight(r) == 0) continue;  // does not count
      const Index own = label[uz(r)];
      dispatch<AbsorbRow<T>>(isa, static_cast<const T*>(tile.data() + uz(r - r0) * m),
                             problem.weight(r), own, label.data() + c0, m,
                             sums.data() + uz(own) * m, top.data(), low.data());
    }
  }
  for (std::size_t j = 0; j < m; ++j) {
    const std::size_t o = uz(c0) + j;
    out.farthest_inside[o] = static_cast<double>(top[j]);
    if (low[j] < std::numeric_limits<T>::max())
      out.nearest_outside[o] = std::min(out.nearest_outside[o], static_cast<double>(low[j]));
    for (std::size_t c = 0; c < k; ++c)
      settle(out, o, c, uz(label[o]) == c, sums[c * m + j], sizes, others);
  }
}

}  // namespace survey_detail

/// Whether case weights are counts: all of them whole numbers.
template <class T>
bool counts_rows(const Problem<T>& problem) {
  for (Index o = 0; problem.weights != nullptr && o < problem.n(); ++o)
    if (problem.weights[o] != std::floor(problem.weights[o])) return false;
  return true;
}

/// Reads the dissimilarities between n objects with labels 0 .. k-1 once. Sizes are sums of
/// weights. `counts`: whether weights are counts of rows, decided for the whole problem.
template <class T>
Surroundings survey(const Problem<T>& problem, const std::vector<Index>& label,
                    const std::vector<double>& sizes, bool counts, Context& ctx) {
  const Index n = problem.n();
  const bool square = problem.source.square() != nullptr;
  // The sums of a block by rows should stay in the second-level cache.
  const std::size_t fitting = std::size_t{65536} / sizes.size() / 16 * 16;
  const Index columns =
      square ? 1024
             : static_cast<Index>(std::min<std::size_t>(512, std::max<std::size_t>(fitting, 64)));
  const Members counted(label, sizes.size(), [&](Index o) { return problem.weight(o) == 0; });
  const std::vector<double> others =
      survey_detail::weight_of_others(problem, Members(label, sizes.size()), sizes, counts);
  Surroundings out(uz(n));
  std::fill(out.nearest_outside.begin(), out.nearest_outside.end(), problem.far());
  std::fill(out.mean_outside.begin(), out.mean_outside.end(), problem.far());
  ctx.monitor.progress("statistics", 0, n_blocks(n, columns));
  ctx.run(n_blocks(n, columns), [&](std::size_t block, int) {
    const Index c0 = static_cast<Index>(block) * columns;
    const Index c1 = c0 + columns < n ? c0 + columns : n;
    if (square)
      survey_detail::by_clusters(problem, label, counted, sizes, others, c0, c1, ctx.isa, out);
    else
      survey_detail::by_rows(problem, label, sizes, others, c0, c1, ctx.isa, out);
  });
  return out;
}

/// The same for a whole problem.
template <class T>
Surroundings survey(const Problem<T>& problem, const std::vector<Index>& label,
                    const std::vector<double>& sizes, Context& ctx) {
  return survey(problem, label, sizes, counts_rows(problem), ctx);
}

}  // namespace fastpam

#endif
