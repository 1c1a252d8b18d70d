// All statistics of a partition in one reading of the dissimilarities: clusinfo, isolation and
// silhouettes (Kaufman & Rousseeuw 1990, ch. 2; Rousseeuw 1987).
//
// For each block of objects the rows of all others are visited cluster by cluster, ascending inside
// a cluster, so that every mean is one accumulator in the reference's order and its bits are the
// same. Case weights count an object w times: sums weighted, sizes replaced by sums of weights.
#ifndef FASTPAM_EVAL_STATISTICS_HPP
#define FASTPAM_EVAL_STATISTICS_HPP

#include <algorithm>
#include <limits>
#include <vector>

#include "../search/block.hpp"
#include "partition.hpp"

namespace fastpam {

struct ClusterStatistics {
  enum Isolation : int { none = 0, l_cluster = 1, l_star_cluster = 2 };
  std::vector<double> size, max_diss, av_diss, diameter, separation;
  std::vector<int> isolation;
};

struct Silhouette {
  std::vector<double> width;    // object ->
  std::vector<Index> neighbor;  // object -> cluster
  std::vector<Index> order;     // cluster by cluster, decreasing width, ties by object
  std::vector<double> cluster_mean;
  double mean = 0;
};

// What the pass over the rows leaves for each object.
struct Surroundings {
  std::vector<double> farthest_inside, nearest_outside;  // over single objects
  std::vector<double> mean_inside, mean_outside;         // a(o) without o itself, and b(o)
  std::vector<Index> neighbor;                           // the cluster of b(o), lowest on ties

  explicit Surroundings(std::size_t n)
      : farthest_inside(n), nearest_outside(n), mean_inside(n), mean_outside(n), neighbor(n, -1) {}
};

namespace statistics_detail {

template <class T, int Rows>
struct Absorb {
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

inline double silhouette_width(double a, double b, bool alone) {
  if (alone) return 0;
  if (a > 0) {
    if (b > 0) return b > a ? 1. - a / b : b < a ? b / a - 1. : 0;
    return -1;
  }
  return b > 0 ? 1 : 0;
}

}  // namespace statistics_detail

// k >= 2. `counted` are the members that stand for at least one row (weight not 0).
template <class T>
Surroundings survey(const Problem<T>& problem, const Partition& p, const Members& counted,
                    const std::vector<double>& sizes, Context& ctx) {
  constexpr Index columns = 1024;
  const Index n = problem.n();
  Surroundings out(uz(n));
  ctx.monitor.progress("statistics", 0, n_blocks(n, columns));
  ctx.run(n_blocks(n, columns), [&](std::size_t block, int) {
    const Index c0 = static_cast<Index>(block) * columns;
    const Index c1 = c0 + columns < n ? c0 + columns : n;
    const std::size_t m = uz(c1 - c0);
    std::vector<T> buffer, top(m), low(m);
    std::vector<double> sum(m);
    for (std::size_t o = uz(c0); o < uz(c1); ++o) {
      out.nearest_outside[o] = problem.far();
      out.mean_outside[o] = problem.far();
    }
    for (std::size_t c = 0; c < sizes.size(); ++c) {
      std::fill(sum.begin(), sum.end(), 0.0);
      std::fill(top.begin(), top.end(), T(0));
      std::fill(low.begin(), low.end(), std::numeric_limits<T>::max());
      for_rows(problem.source, counted.order.data() + counted.begin[c], counted.size(c), c0, c1,
               buffer, [&](const RowBundle<T>& rows, std::size_t width) {
                 double w[RowBundle<T>::max_rows];
                 for (std::size_t r = 0; r < rows.count; ++r) w[r] = problem.weight(rows.object[r]);
                 if (rows.count == 4)
                   dispatch<statistics_detail::Absorb<T, 4>>(ctx.isa, rows.row, w, width,
                                                             sum.data(), top.data(), low.data());
                 else
                   for (std::size_t r = 0; r < rows.count; ++r)
                     dispatch<statistics_detail::Absorb<T, 1>>(ctx.isa, rows.row + r, w + r, width,
                                                               sum.data(), top.data(), low.data());
               });
      for (std::size_t j = 0; j < m; ++j) {
        const std::size_t o = uz(c0) + j;
        if (uz(p.label[o]) == c) {
          out.farthest_inside[o] = static_cast<double>(top[j]);
          out.mean_inside[o] = sum[j] / (sizes[c] - 1);
        } else {
          const double mean = sum[j] / sizes[c];
          if (mean < out.mean_outside[o]) {
            out.mean_outside[o] = mean;
            out.neighbor[o] = static_cast<Index>(c);
          }
          out.nearest_outside[o] = std::min(out.nearest_outside[o], static_cast<double>(low[j]));
        }
      }
    }
  });
  return out;
}

template <class T>
std::vector<double> cluster_sizes(const Problem<T>& problem, const Partition& p) {
  std::vector<double> sizes(p.medoid.size(), 0.0);
  for (Index o = 0; o < problem.n(); ++o) sizes[uz(p.label[uz(o)])] += problem.weight(o);
  return sizes;
}

// `around` is needed for k >= 2 only.
template <class T>
ClusterStatistics cluster_statistics(const Problem<T>& problem, const Partition& p,
                                     const Members& members, const std::vector<double>& sizes,
                                     const Surroundings* around) {
  const std::size_t k = p.medoid.size();
  ClusterStatistics s;
  s.size = sizes;
  s.isolation.assign(k, ClusterStatistics::none);
  for (std::size_t c = 0; c < k; ++c) {
    double farthest = -1, total = 0, diameter = -1, separation = problem.far();
    bool isolated = true;
    for (std::size_t a = members.begin[c]; a < members.begin[c + 1]; ++a) {
      const Index o = members.order[a];
      if (problem.weight(o) == 0) continue;
      total += problem.weighted(o, p.to_medoid[uz(o)]);
      farthest = std::max(farthest, p.to_medoid[uz(o)]);
      if (around == nullptr) continue;
      const double inside = around->farthest_inside[uz(o)];
      const double outside = around->nearest_outside[uz(o)];
      if (inside >= outside) isolated = false;
      diameter = std::max(diameter, inside);
      separation = std::min(separation, outside);
    }
    s.max_diss.push_back(farthest);
    s.av_diss.push_back(total / sizes[c]);
    s.diameter.push_back(around == nullptr ? problem.max : diameter);
    s.separation.push_back(around == nullptr ? 0 : separation);
    if (around != nullptr && isolated && sizes[c] > 1)
      s.isolation[c] =
          diameter < separation ? ClusterStatistics::l_star_cluster : ClusterStatistics::l_cluster;
  }
  return s;
}

template <class T>
Silhouette silhouettes(const Problem<T>& problem, const Members& members,
                       const std::vector<double>& sizes, const Surroundings& around) {
  const std::size_t n = uz(problem.n());
  Silhouette s;
  s.width.resize(n);
  s.neighbor = around.neighbor;
  s.order = members.order;
  double all = 0, weight = 0;
  for (std::size_t c = 0; c < sizes.size(); ++c) {
    const auto from = s.order.begin() + static_cast<std::ptrdiff_t>(members.begin[c]);
    const auto to = s.order.begin() + static_cast<std::ptrdiff_t>(members.begin[c + 1]);
    for (auto o = from; o != to; ++o)
      s.width[uz(*o)] = statistics_detail::silhouette_width(
          around.mean_inside[uz(*o)], around.mean_outside[uz(*o)], !(sizes[c] > 1));
    std::stable_sort(from, to, [&](Index a, Index b) { return s.width[uz(a)] > s.width[uz(b)]; });
    double total = 0;
    for (auto o = from; o != to; ++o) total += problem.weighted(*o, s.width[uz(*o)]);
    s.cluster_mean.push_back(total / sizes[c]);
    all += total;
    weight += sizes[c];
  }
  s.mean = all / weight;
  return s;
}

}  // namespace fastpam

#endif
