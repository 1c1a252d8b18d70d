// Objects in an order in which neighbours in the order are neighbours by dissimilarity.
//
// By halves: two objects far from each other are picked, the objects nearer to the one come first,
// then those nearer to the other, and so on within each half down to blocks. Nothing but the
// dissimilarities is asked for, about three rows of them for each halving.
#ifndef FASTPAM_SEARCH_BLOCK_ORDER_HPP
#define FASTPAM_SEARCH_BLOCK_ORDER_HPP

#include <algorithm>
#include <cstddef>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include "../dissim/source.hpp"
#include "../exec/context.hpp"

namespace fastpam {
namespace block_order_detail {

struct Range {
  Index begin, end;
};

// How many of m > block objects the first half takes: whole blocks, and of many blocks whole blocks
// of blocks, so that those hold neighbours, too.
inline Index first_half(Index m, Index block) {
  Index unit = block;
  while (std::int64_t{unit} * block < m) unit *= block;
  const Index half = (m / 2 + unit / 2) / unit * unit;
  const Index most = (m - 1) / unit * unit;
  return std::min(std::max(half, unit), most);
}

// Sorts order[begin, end) into its two halves. `view` holds the objects in that order.
template <class T>
void halve(const Source<T>& view, Range range, Index left, std::vector<Index>& order,
           std::vector<std::pair<T, Index>>& keys) {
  const std::size_t m = uz(range.end - range.begin);
  std::vector<T> one(m), other(m);
  const auto read = [&](Index from, std::vector<T>& to) {
    view.tile(from, from + 1, range.begin, range.end, to.data(), m);
    return range.begin + static_cast<Index>(std::max_element(to.begin(), to.end()) - to.begin());
  };
  const Index a = read(range.begin, one);
  const Index b = read(a, one);
  read(b, other);
  const auto key = keys.begin() + range.begin;
  for (std::size_t i = 0; i < m; ++i)
    key[static_cast<std::ptrdiff_t>(i)] = {one[i] - other[i], order[uz(range.begin) + i]};
  std::nth_element(key, key + left, key + static_cast<std::ptrdiff_t>(m));
  for (std::size_t i = 0; i < m; ++i)
    order[uz(range.begin) + i] = key[static_cast<std::ptrdiff_t>(i)].second;
}

}  // namespace block_order_detail

/// All objects, so that each `block` of them that follow one another are near each other. The
/// source must have selections.
template <class T>
std::vector<Index> block_order(const Source<T>& source, Index block, Context& ctx) {
  using block_order_detail::Range;
  const Index n = source.size();
  std::vector<Index> order(uz(n));
  std::iota(order.begin(), order.end(), Index{0});
  std::vector<std::pair<T, Index>> keys(uz(n));
  std::vector<Range> ranges;
  if (n > block) ranges.push_back({0, n});
  while (!ranges.empty()) {
    const std::unique_ptr<Source<T>> view = source.selection(order.data(), n);
    ctx.run(ranges.size(), [&](std::size_t r, int) {
      const Range range = ranges[r];
      const Index left = block_order_detail::first_half(range.end - range.begin, block);
      block_order_detail::halve(*view, range, left, order, keys);
    });
    std::vector<Range> next;
    for (const Range range : ranges) {
      const Index middle =
          range.begin + block_order_detail::first_half(range.end - range.begin, block);
      if (middle - range.begin > block) next.push_back({range.begin, middle});
      if (range.end - middle > block) next.push_back({middle, range.end});
    }
    ranges = std::move(next);
  }
  return order;
}

}  // namespace fastpam

#endif
