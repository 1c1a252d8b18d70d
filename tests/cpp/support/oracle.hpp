// The textbook, written down once more and as plainly as it goes: what the core must agree with.
// Everything works on a full square of doubles, recomputes all it needs, and shares no line with
// the core. Where a last bit matters, sums run over objects in ascending order, as in cluster's
// pam.c.
#ifndef FASTPAM_TESTS_ORACLE_HPP
#define FASTPAM_TESTS_ORACLE_HPP

#include <algorithm>
#include <cmath>
#include <fastpam/eval/statistics.hpp>
#include <limits>
#include <vector>

#include "support.hpp"

namespace oracle {

using fastpam::Index;
using fastpam::uz;
using support::Data;

// a * b rounded, whatever the compiler would like to fuse.
inline double times(double a, double b) {
  const volatile double p = a * b;
  return p;
}

inline bool contains(const std::vector<Index>& v, Index x) {
  return std::find(v.begin(), v.end(), x) != v.end();
}

// The two smallest dissimilarities of o to the medoids; far() where there is none.
inline void two_least(const Data& data, const std::vector<Index>& medoids, Index o, double& dn,
                      double& ds) {
  std::vector<double> all;
  for (const Index m : medoids) all.push_back(data.at(o, m));
  std::sort(all.begin(), all.end());
  dn = all.empty() ? data.far() : all[0];
  ds = all.size() < 2 ? data.far() : all[1];
}

inline double total_deviation(const Data& data, const std::vector<Index>& medoids) {
  double total = 0, dn = 0, ds = 0;
  for (Index o = 0; o < data.n; ++o) {
    two_least(data, medoids, o, dn, ds);
    total += times(data.weight(o), dn);
  }
  return total;
}

// The gain of candidate i in BUILD.
inline double gain(const Data& data, const std::vector<double>& current, Index i) {
  double g = 0;
  for (Index j = 0; j < data.n; ++j) {
    const double fall = current[uz(j)] - data.at(i, j);
    if (fall > 0) g += times(fall, data.weight(j));
  }
  return g;
}

// BUILD: the fixed ones, then the full search in every step, the last object among equals.
inline std::vector<Index> build(const Data& data, Index k) {
  std::vector<double> current(uz(data.n), data.far());
  std::vector<Index> medoids;
  for (Index i = 0; i < data.n; ++i)
    if (data.must(i)) medoids.push_back(i);
  for (const Index m : medoids)
    for (Index j = 0; j < data.n; ++j) current[uz(j)] = std::min(current[uz(j)], data.at(m, j));
  while (fastpam::to_index(medoids.size()) < k) {
    double most = -1;
    Index best = -1;
    for (Index i = 0; i < data.n; ++i) {
      if (contains(medoids, i) || !data.may(i)) continue;
      const double g = gain(data, current, i);
      if (g >= most) {
        most = g;
        best = i;
      }
    }
    medoids.push_back(best);
    for (Index j = 0; j < data.n; ++j) current[uz(j)] = std::min(current[uz(j)], data.at(best, j));
  }
  return medoids;
}

// The change of the total by swapping `out` (a medoid) for `in`, in the reference's order.
inline double change(const Data& data, const std::vector<double>& dn, const std::vector<double>& ds,
                     Index out, Index in) {
  double sum = 0;
  for (Index o = 0; o < data.n; ++o) {
    const double d = data.at(in, o);
    if (data.at(out, o) == dn[uz(o)])
      sum += times(std::min(ds[uz(o)], d) - dn[uz(o)], data.weight(o));
    else if (d < dn[uz(o)])
      sum += times(d - dn[uz(o)], data.weight(o));
  }
  return sum;
}

struct Swapped {
  std::vector<Index> medoids;             // ascending
  std::vector<std::vector<Index>> steps;  // the medoids, ascending, after each swap
  std::vector<double> losses;             // the running total after each swap
  double first = 0;                       // total at the start
};

inline double least_gain(double loss) {
  return -16 * std::numeric_limits<double>::epsilon() * std::fabs(loss);
}

// SWAP as in the book: all k (n - k) swaps, the best, until none improves. `limit` swaps at most.
inline Swapped swap(const Data& data, std::vector<Index> medoids, std::size_t limit = 100000) {
  Swapped out;
  double loss = out.first = total_deviation(data, medoids);
  std::vector<double> dn(uz(data.n)), ds(uz(data.n));
  while (out.losses.size() < limit) {
    std::sort(medoids.begin(), medoids.end());
    for (Index o = 0; o < data.n; ++o) two_least(data, medoids, o, dn[uz(o)], ds[uz(o)]);
    double best = std::numeric_limits<double>::infinity();
    Index in = -1;
    std::size_t slot = 0;
    for (Index h = 0; h < data.n; ++h) {
      if (contains(medoids, h) || !data.may(h)) continue;
      for (std::size_t s = 0; s < medoids.size(); ++s) {
        if (data.must(medoids[s])) continue;
        const double c = change(data, dn, ds, medoids[s], h);
        if (c < best) {
          best = c;
          in = h;
          slot = s;
        }
      }
    }
    if (in < 0 || !(best < least_gain(loss))) break;
    medoids[slot] = in;
    loss += best;
    out.losses.push_back(loss);
    out.steps.push_back(support::sorted(medoids));
  }
  out.medoids = support::sorted(medoids);
  return out;
}

// The best that any single swap would do to the total; 0 when there is no swap.
inline double best_change(const Data& data, const std::vector<Index>& medoids) {
  std::vector<double> dn(uz(data.n)), ds(uz(data.n));
  for (Index o = 0; o < data.n; ++o) two_least(data, medoids, o, dn[uz(o)], ds[uz(o)]);
  double best = std::numeric_limits<double>::infinity();
  for (Index h = 0; h < data.n; ++h) {
    if (contains(medoids, h) || !data.may(h)) continue;
    for (const Index m : medoids)
      if (!data.must(m)) best = std::min(best, change(data, dn, ds, m, h));
  }
  return std::isfinite(best) ? best : 0;
}

// ---- all sets of medoids
// ------------------------------------------------------------------------

// The least total deviation of any k medoids that the rules allow, and the first set that has it.
struct Best {
  double loss = std::numeric_limits<double>::infinity();
  std::vector<Index> medoids;
};

inline void best_of_all(const Data& data, Index k, Index from, std::vector<Index>& chosen,
                        Best& best) {
  if (chosen.size() == uz(k)) {
    if (!data.allows(chosen)) return;
    const double loss = total_deviation(data, chosen);
    if (loss < best.loss) best = {loss, chosen};
    return;
  }
  for (Index o = from; o < data.n; ++o) {
    if (!data.may(o)) continue;
    chosen.push_back(o);
    best_of_all(data, k, o + 1, chosen, best);
    chosen.pop_back();
  }
}

inline Best best_of_all(const Data& data, Index k) {
  Best best;
  std::vector<Index> chosen;
  best_of_all(data, k, 0, chosen, best);
  return best;
}

// ---- partition and statistics
// --------------------------------------------------------------------

struct Labels {
  std::vector<Index> medoid;  // cluster -> object
  std::vector<Index> label;   // object -> cluster
};

// Nearest medoid, ties to the lowest object number, a medoid its own; clusters numbered as they
// appear.
inline Labels labels(const Data& data, std::vector<Index> medoids) {
  std::sort(medoids.begin(), medoids.end());
  Labels out;
  for (Index o = 0; o < data.n; ++o) {
    Index mine = medoids[0];
    for (const Index m : medoids)
      if (data.at(o, m) < data.at(o, mine)) mine = m;
    if (contains(medoids, o)) mine = o;
    const auto known = std::find(out.medoid.begin(), out.medoid.end(), mine);
    out.label.push_back(static_cast<Index>(known - out.medoid.begin()));
    if (known == out.medoid.end()) out.medoid.push_back(mine);
  }
  return out;
}

// Case weights that are whole numbers are counts of equal rows.
inline bool counts_rows(const Data& data) {
  for (const double w : data.w)
    if (w != std::floor(w)) return false;
  return true;
}

// What weighs on o's mean inside its cluster, itself left out: one row of o where weights count
// rows, all of o elsewhere.
inline double weight_of_others(const Data& data, const Labels& labels, Index o) {
  double before = 0, behind = 0, all = 0;
  for (Index j = 0; j < data.n; ++j)
    if (labels.label[uz(j)] == labels.label[uz(o)]) {
      all += data.weight(j);
      if (j < o) before += data.weight(j);
    }
  for (Index j = data.n - 1; j > o; --j)
    if (labels.label[uz(j)] == labels.label[uz(o)]) behind += data.weight(j);
  return counts_rows(data) ? all - 1 : before + behind;
}

// Silhouette of object o by its definition (Rousseeuw 1987).
inline double silhouette(const Data& data, const Labels& labels, Index o, Index& neighbor) {
  const std::size_t k = labels.medoid.size();
  std::vector<double> sum(k, 0.0), size(k, 0.0);
  for (Index j = 0; j < data.n; ++j) {
    const std::size_t c = uz(labels.label[uz(j)]);
    sum[c] += times(data.at(o, j), data.weight(j));
    size[c] += data.weight(j);
  }
  const std::size_t own = uz(labels.label[uz(o)]);
  double b = std::numeric_limits<double>::infinity();
  neighbor = -1;
  for (std::size_t c = 0; c < k; ++c) {
    if (c == own || !(sum[c] / size[c] < b)) continue;
    b = sum[c] / size[c];
    neighbor = static_cast<Index>(c);
  }
  const double others = weight_of_others(data, labels, o);
  if (!(others > 0)) return 0;
  const double a = sum[own] / others;
  if (a == 0 && b == 0) return 0;
  if (a == 0) return 1;
  if (b == 0) return -1;
  return a < b ? 1 - a / b : a > b ? b / a - 1 : 0;
}

struct Statistics {
  std::vector<double> size, max_diss, av_diss, diameter, separation;
  std::vector<int> isolation;
};

// clusinfo and isolation by their definitions; objects of weight 0 are not there.
inline Statistics statistics(const Data& data, const Labels& labels) {
  Statistics out;
  const Index k = static_cast<Index>(labels.medoid.size());
  for (Index c = 0; c < k; ++c) {
    double size = 0, farthest = 0, total = 0, diameter = 0;
    double separation = k == 1 ? 0 : std::numeric_limits<double>::infinity();
    bool isolated = true;
    int counted = 0;
    for (Index o = 0; o < data.n; ++o) {
      if (labels.label[uz(o)] != c || data.weight(o) == 0) continue;
      ++counted;
      size += data.weight(o);
      const double d = data.at(o, labels.medoid[uz(c)]);
      farthest = std::max(farthest, d);
      total += times(d, data.weight(o));
      double inside = 0, outside = std::numeric_limits<double>::infinity();
      for (Index j = 0; j < data.n; ++j) {
        if (data.weight(j) == 0) continue;
        if (labels.label[uz(j)] == c)
          inside = std::max(inside, data.at(o, j));
        else
          outside = std::min(outside, data.at(o, j));
      }
      if (inside >= outside) isolated = false;
      diameter = std::max(diameter, inside);
      if (k > 1) separation = std::min(separation, outside);
    }
    out.size.push_back(size);
    out.max_diss.push_back(farthest);
    out.av_diss.push_back(total / size);
    out.diameter.push_back(diameter);
    out.separation.push_back(separation);
    const bool several = counts_rows(data) ? size > 1 : counted > 1;
    out.isolation.push_back(k > 1 && isolated && several ? (diameter < separation ? 2 : 1) : 0);
  }
  return out;
}

// To the last bit.
inline bool same(const Statistics& a, const fastpam::ClusterStatistics& b) {
  return a.isolation == b.isolation && support::same_bits(a.size, b.size) &&
         support::same_bits(a.max_diss, b.max_diss) && support::same_bits(a.av_diss, b.av_diss) &&
         support::same_bits(a.diameter, b.diameter) &&
         support::same_bits(a.separation, b.separation);
}

}  // namespace oracle

#endif  // FASTPAM_TESTS_ORACLE_HPP
