// Which objects have object j within their reach: each object o has a radius r(o), and those with
// d(o, j) < r(o) are asked for. With the dissimilarity to the second nearest medoid as radius these
// are the objects that a swap phase adds up for candidate j (Schubert & Rousseeuw 2021, section 3).
//
// Where the triangle inequality holds, most need not be looked at. Objects stand in blocks of
// neighbours, each with one of them, c, as its centre. d(o, j) >= d(j, c) - d(o, c), so no object o
// of the block reaches j if d(j, c) >= d(o, c) + r(o) for all of them. Centres stand in blocks in
// the same way, and so on: a tree, whose nodes are tested by the same kernels that compute rows.
// (Ball trees: Omohundro 1989. The bounds are those of Elkan 2003.)
//
// The answer does not depend on the bounds: what is returned was compared, and what was skipped
// could not have been less. Computed values v of a true metric d have |v - d| <= e v + t (see
// MetricError). From v(j, c) (1 - 2 e) >= v(o, c) + r(o) + 3 t follows v(o, j) >= r(o). The limits
// kept here are larger than that asks for by more than the roundings of their own computation.
#ifndef FASTPAM_SEARCH_REACH_HPP
#define FASTPAM_SEARCH_REACH_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <numeric>
#include <vector>

#include "../exec/context.hpp"
#include "block_order.hpp"
#include "select.hpp"

namespace fastpam {

/// An object that has the candidate within its reach, and the dissimilarity.
template <class T>
struct InReach {
  Index object;
  T d;
};

/// What a thread needs to ask, and how much its questions took so far.
template <class T>
struct ReachScratch {
  std::vector<InReach<T>> found;  // ascending by object
  std::size_t questions = 0;
  std::size_t values = 0;  // dissimilarities computed for them
  std::vector<Index> blocks, next, first;
  std::vector<T> d;
  std::vector<std::uint64_t> marks;  // for each object, a bit
  std::vector<std::uint32_t> place;  // where in an unsorted list an object stands
  std::vector<InReach<T>> unsorted;
};

/// Objects with a radius each, and those that reach a given object.
template <class T>
class Reach {
 public:
  static constexpr Index block = 48;  // whole panels of every kernel, whatever their width

  // Null where the source keeps no triangle inequality, or cannot be arranged.
  static std::unique_ptr<Reach> make(const Source<T>& source, Context& ctx) {
    const MetricError error = source.metric_error();
    if (!error.known() || source.size() <= block) return nullptr;
    if (source.selection(nullptr, 0) == nullptr) return nullptr;
    return std::unique_ptr<Reach>(new Reach(source, error, ctx));
  }

  // All radii anew.
  void set(const T* radius) {
    Level& objects = levels_[0];
    for (std::size_t i = 0; i < order_.size(); ++i) objects.most[i] = radius[uz(order_[i])];
    for (std::size_t t = 1; t < levels_.size(); ++t)
      for (std::size_t e = 0; e < levels_[t].used; ++e) limit(t, e);
  }

  // The radius of one object; settle() must follow before the next question.
  void change(Index object, T radius) {
    const std::size_t at = uz(position_[uz(object)]);
    levels_[0].most[at] = radius;
    mark(at / uz(block));
  }
  void settle() {
    for (std::size_t t = 1; t < levels_.size(); ++t) {
      std::swap(dirty_, settling_);
      for (const std::size_t e : settling_) {
        is_dirty_[e] = 0;
        limit(t, e);
      }
      if (t + 1 < levels_.size())
        for (const std::size_t e : settling_) mark(e / uz(block));
      settling_.clear();
    }
  }

  // Calls visit(position, d) for blocks with all objects within reach of j among them: `d` holds
  // the dissimilarities of the `block` objects from that position on. What fills the last block
  // has no radius. Different threads may ask at once.
  template <class Visit>
  void visit_blocks(Index j, ReachScratch<T>& scratch, Isa isa, Visit&& visit) const {
    ++scratch.questions;
    scratch.blocks.resize(levels_.back().size / uz(block));
    std::iota(scratch.blocks.begin(), scratch.blocks.end(), Index{0});
    for (std::size_t t = levels_.size(); t-- > 1;) {
      scratch.next.clear();
      read(levels_[t], j, scratch, [&](Index at, const T* d) {
        for_each_less(d, levels_[t].limit.data() + at, uz(block), isa,
                      [&](Index i) { scratch.next.push_back(at + i); });
      });
      scratch.blocks.swap(scratch.next);
    }
    read(levels_[0], j, scratch, visit);
  }

  // All objects within reach, in scratch.found.
  void find(Index j, ReachScratch<T>& scratch, Isa isa) const {
    scratch.unsorted.clear();
    visit_blocks(j, scratch, isa, [&](Index at, const T* d) {
      for_each_less(d, levels_[0].most.data() + at, uz(block), isa, [&](Index i) {
        scratch.unsorted.push_back({order_[uz(at + i)], d[i]});
      });
    });
    sort(scratch);
  }

  // Positions: how many there are, what fills the last block included, and where an object stands.
  std::size_t positions() const { return levels_[0].size; }
  Index position(Index object) const { return position_[uz(object)]; }

 private:
  // Level 0 holds the objects, level t > 0 a centre for each block of level t - 1.
  struct Level {
    Index first = 0;       // where it begins in the view
    std::size_t used = 0;  // entries; the rest of `size` fills the last block
    std::size_t size = 0;
    std::vector<T> most;       // the largest radius below an entry; level 0: its radius
    std::vector<T> limit;      // below it no object reaches what is so far from the centre
    std::vector<T> to_parent;  // the largest distance of an object below to the parent's centre
  };

  Reach(const Source<T>& source, const MetricError& error, Context& ctx)
      : error_(error), order_(block_order(source, block, ctx)), position_(order_.size()) {
    for (std::size_t i = 0; i < order_.size(); ++i)
      position_[uz(order_[i])] = static_cast<Index>(i);
    std::vector<Index> ids = padded(order_);
    add_level(order_.size(), 0);
    std::vector<Index> below = order_;
    while (levels_.back().size > uz(block)) {
      const std::vector<Index> centres = add_centres(source, below, ctx);
      add_level(centres.size(), to_index(ids.size()));
      const std::vector<Index> all = padded(centres);
      ids.insert(ids.end(), all.begin(), all.end());
      below = centres;
    }
    view_ = source.selection(ids.data(), to_index(ids.size()));
    is_dirty_.assign(levels_.size() > 1 ? levels_[1].size : 0, 0);
  }

  static std::vector<Index> padded(std::vector<Index> ids) {
    while (ids.size() % uz(block) != 0) ids.push_back(ids.back());
    return ids;
  }

  void add_level(std::size_t used, Index first) {
    Level level;
    level.first = first;
    level.used = used;
    level.size = (used + uz(block) - 1) / uz(block) * uz(block);
    level.most.assign(level.size, -std::numeric_limits<T>::infinity());
    level.limit.assign(levels_.empty() ? 0 : level.size, -std::numeric_limits<T>::infinity());
    level.to_parent.assign(level.size, 0);
    levels_.push_back(std::move(level));
  }

  // A centre for each block of `below`, the entries of the last level: the one with the least
  // largest distance to the others. Fills that level's to_parent.
  std::vector<Index> add_centres(const Source<T>& source, const std::vector<Index>& below,
                                 Context& ctx) {
    Level& last = levels_.back();
    const std::size_t t = levels_.size() - 1, count = last.size / uz(block);
    std::size_t span = 1;  // objects below an entry
    for (std::size_t i = 0; i < t; ++i) span *= uz(block);
    std::vector<Index> centres(count);
    ctx.run(count, [&](std::size_t b, int) {
      const std::size_t from = b * uz(block), to = std::min(from + uz(block), below.size());
      const Index m = static_cast<Index>(to - from);
      std::vector<T> square(uz(m) * uz(m));
      source.among(below.data() + from, m, square.data());
      std::size_t best = 0;
      T least = std::numeric_limits<T>::infinity();
      for (std::size_t a = 0; a < uz(m); ++a) {
        const T radius =
            *std::max_element(square.begin() + static_cast<std::ptrdiff_t>(a * uz(m)),
                              square.begin() + static_cast<std::ptrdiff_t>((a + 1) * uz(m)));
        if (radius < least) {
          least = radius;
          best = a;
        }
      }
      centres[b] = below[from + best];
      if (t == 0) {
        std::copy_n(square.begin() + static_cast<std::ptrdiff_t>(best * uz(m)), m,
                    last.to_parent.begin() + static_cast<std::ptrdiff_t>(from));
        return;
      }
      // All objects below, each entry's the ones that follow one another in the order.
      std::vector<T> d(span);
      for (std::size_t e = from; e < to; ++e) {
        const std::size_t begin = e * span, end = std::min(begin + span, order_.size());
        source.between(&centres[b], 1, order_.data() + begin, static_cast<Index>(end - begin),
                       d.data(), span);
        last.to_parent[e] =
            *std::max_element(d.begin(), d.begin() + static_cast<std::ptrdiff_t>(end - begin));
      }
    });
    return centres;
  }

  // Entry e of level t from what is below it.
  void limit(std::size_t t, std::size_t e) {
    const Level& below = levels_[t - 1];
    double reach = -std::numeric_limits<double>::infinity();
    T most = -std::numeric_limits<T>::infinity();
    const std::size_t from = e * uz(block), to = std::min(from + uz(block), below.used);
    for (std::size_t i = from; i < to; ++i) {
      reach = std::max(
          reach, static_cast<double>(below.most[i]) + static_cast<double>(below.to_parent[i]));
      most = std::max(most, below.most[i]);
    }
    levels_[t].most[e] = most;
    const double safe = (reach + 4 * error_.absolute) * (1 + 4 * error_.relative);
    levels_[t].limit[e] = std::nextafter(static_cast<T>(safe), std::numeric_limits<T>::infinity());
  }

  void mark(std::size_t e) {
    if (levels_.size() < 2 || is_dirty_[e] != 0) return;
    is_dirty_[e] = 1;
    dirty_.push_back(e);
  }

  // Calls visit(entry, d) for the blocks of entries named in scratch.blocks.
  template <class Visit>
  void read(const Level& level, Index j, ReachScratch<T>& scratch, Visit&& visit) const {
    constexpr std::size_t batch = 32;
    scratch.d.resize(batch * uz(block));
    for (std::size_t from = 0; from < scratch.blocks.size(); from += batch) {
      const std::size_t count = std::min(batch, scratch.blocks.size() - from);
      scratch.first.clear();
      for (std::size_t b = 0; b < count; ++b)
        scratch.first.push_back(level.first + scratch.blocks[from + b] * block);
      view_->blocks(position_[uz(j)], scratch.first.data(), count, block, scratch.d.data());
      for (std::size_t b = 0; b < count; ++b)
        visit(scratch.blocks[from + b] * block, scratch.d.data() + b * uz(block));
      scratch.values += count * uz(block);
    }
  }

  // Few by comparing, many by a bit for each object.
  void sort(ReachScratch<T>& scratch) const {
    std::vector<InReach<T>>& found = scratch.found;
    const std::vector<InReach<T>>& unsorted = scratch.unsorted;
    const std::size_t words = (order_.size() + 63) / 64;
    if (unsorted.size() * 8 < words) {
      found = unsorted;
      std::sort(found.begin(), found.end(),
                [](const InReach<T>& a, const InReach<T>& b) { return a.object < b.object; });
      return;
    }
    scratch.marks.resize(words, 0);
    scratch.place.resize(order_.size());
    for (std::size_t i = 0; i < unsorted.size(); ++i) {
      const std::size_t o = uz(unsorted[i].object);
      scratch.marks[o / 64] |= std::uint64_t{1} << (o % 64);
      scratch.place[o] = static_cast<std::uint32_t>(i);
    }
    found.resize(unsorted.size());
    std::size_t at = 0;
    for (std::size_t w = 0; w < words; ++w) {
      for (std::uint64_t bits = scratch.marks[w]; bits != 0; bits &= bits - 1)
        found[at++] = unsorted[scratch.place[w * 64 + lowest_bit(bits)]];
      scratch.marks[w] = 0;
    }
  }

  static std::size_t lowest_bit(std::uint64_t bits) {
#if defined(__GNUC__)
    return static_cast<std::size_t>(__builtin_ctzll(bits));
#else
    std::size_t bit = 0;
    while ((bits >> bit & 1) == 0) ++bit;
    return bit;
#endif
  }

  MetricError error_;
  std::vector<Index> order_;     // the objects as they stand in level 0
  std::vector<Index> position_;  // where each of them stands
  std::vector<Level> levels_;
  std::unique_ptr<Source<T>> view_;  // all levels, one after the other
  std::vector<std::size_t> dirty_, settling_;
  std::vector<char> is_dirty_;
};

}  // namespace fastpam

#endif
