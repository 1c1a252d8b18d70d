// The nearest and second nearest medoid of some objects, for several sets of medoids at once. It
// needs memory O(objects): the dissimilarities to a few medoids are read for a block of objects,
// compared, and not kept. So a table that does not fit into memory can be read in pieces, each once
// for all sets (the samples of CLARA: Kaufman & Rousseeuw 1990, ch. 3).
#ifndef FASTPAM_EVAL_NEAREST_SETS_HPP
#define FASTPAM_EVAL_NEAREST_SETS_HPP

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "../dissim/source.hpp"
#include "../exec/context.hpp"

namespace fastpam {
namespace nearest_sets_detail {

// Compares one medoid's row with the two nearest so far. Ties stay with the earlier medoid. NaN
// compares false, so it is never nearer.
template <class T>
struct Compare {
  static FASTPAM_INLINE void run(const T* __restrict row, std::size_t m, Index slot,
                                 T* __restrict d1, T* __restrict d2, Index* __restrict near,
                                 Index* __restrict second, int* found) {
    FASTPAM_FP_CONTRACT_OFF
    constexpr T most = std::numeric_limits<T>::max();
    int infinite = 0;
    for (std::size_t c = 0; c < m; ++c) {
      const T d = row[c], a = d1[c], b = d2[c];
      infinite |= d > most ? 1 : 0;
      // A nearer medoid makes the nearest so far the second, also if the second is equally near,
      // because that one is listed later.
      second[c] = d < a ? near[c] : d < b ? slot : second[c];
      d2[c] = d < a ? a : d < b ? d : b;
      near[c] = d < a ? slot : near[c];
      d1[c] = d < a ? d : a;
    }
    *found |= infinite;
  }
};

}  // namespace nearest_sets_detail

/// The result for some objects and one set of medoids. Medoids are given by their position in the
/// set.
template <class T>
struct NearestMedoids {
  std::vector<Index> near, second;  ///< -1: no comparable medoid
  std::vector<T> d1, d2;            ///< dissimilarities to them; infinite if there is none
  bool incomplete = false;          ///< an object cannot be compared with any of the medoids
  bool infinite = false;            ///< a dissimilarity is infinite
};

/// Finds the nearest medoids of objects [first, last) of the source in each of the sets. Sets hold
/// object numbers, inside or outside this range. Of equally near medoids the first one listed
/// counts; a medoid is its own medoid, also among duplicates. `to` gets one element for each set.
template <class T>
void nearest_of_sets(const Source<T>& source, Index first, Index last,
                     const std::vector<std::vector<Index>>& sets,
                     std::vector<NearestMedoids<T>>& to, Context& ctx) {
  if (first < 0 || last < first || last > source.size())
    throw Error(ErrorCode::broken, "the range of objects is not within the source");
  for (const std::vector<Index>& set : sets)
    for (const Index o : set)
      if (o < 0 || o >= source.size())
        throw Error(ErrorCode::broken, "medoids must be objects of the source");
  // Few enough that the rows of a block stay in the cache.
  constexpr Index at_a_time = 64;
  constexpr T none = std::numeric_limits<T>::infinity();
  const Index objects = last - first, columns = source.wide_rows() ? Index{1} << 15 : 512;
  const std::size_t blocks = (uz(objects) + uz(columns) - 1) / uz(columns);
  to.resize(sets.size());
  for (NearestMedoids<T>& one : to) {
    one.near.assign(uz(objects), -1);
    one.second.assign(uz(objects), -1);
    one.d1.assign(uz(objects), none);
    one.d2.assign(uz(objects), none);
    one.incomplete = one.infinite = false;
  }
  struct Flags {
    int infinite = 0;
    bool incomplete = false;
  };
  std::vector<Flags> flags(blocks * sets.size());
  std::vector<std::vector<T>> buffers(static_cast<std::size_t>(ctx.workers()));
  ctx.run(blocks, [&](std::size_t block, int worker) {
    const std::size_t from = block * uz(columns);
    const std::size_t m = std::min(uz(columns), uz(objects) - from);
    const Index c0 = first + static_cast<Index>(from), c1 = c0 + static_cast<Index>(m);
    std::vector<T>& buffer = buffers[static_cast<std::size_t>(worker)];
    buffer.resize(uz(at_a_time) * m);
    for (std::size_t i = 0; i < sets.size(); ++i) {
      const std::vector<Index>& set = sets[i];
      const Index k = to_index(set.size());
      Index* const near = to[i].near.data() + from;
      Index* const second = to[i].second.data() + from;
      T* const d1 = to[i].d1.data() + from;
      T* const d2 = to[i].d2.data() + from;
      Flags& own = flags[block * sets.size() + i];
      for (Index s0 = 0; s0 < k; s0 += at_a_time) {
        const Index few = std::min(at_a_time, k - s0);
        source.rows(set.data() + s0, few, c0, c1, buffer.data(), m);
        for (Index s = 0; s < few; ++s)
          dispatch<nearest_sets_detail::Compare<T>>(ctx.isa, buffer.data() + uz(s) * m, m, s0 + s,
                                                    d1, d2, near, second, &own.infinite);
      }
      for (Index s = 0; s < k; ++s) {
        if (set[uz(s)] < c0 || set[uz(s)] >= c1) continue;
        const std::size_t o = uz(set[uz(s)] - c0);
        if (near[o] == s) continue;
        second[o] = near[o];
        d2[o] = d1[o];
        near[o] = s;
      }
      own.incomplete = std::find(near, near + m, Index{-1}) != near + m;
    }
  });
  for (std::size_t b = 0; b < blocks; ++b)
    for (std::size_t i = 0; i < sets.size(); ++i) {
      const Flags& own = flags[b * sets.size() + i];
      to[i].infinite = to[i].infinite || own.infinite != 0;
      to[i].incomplete = to[i].incomplete || own.incomplete;
    }
  for (const std::vector<Index>& set : sets) ctx.count.rows_read += set.size();
}

}  // namespace fastpam

#endif
